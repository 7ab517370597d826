//! Bytes that call themselves a photo, a recording or a signature. What was made plain is plain, and of what it was.
#![no_main]

use domain::media;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let before = media::look(bytes);
    let plain = media::plain(bytes.to_vec());
    assert!(plain.len() <= bytes.len());
    if before.is_some() {
        assert!(media::look(&plain).is_some());
        assert_eq!(media::plain(plain.clone()), plain);
    }
});
