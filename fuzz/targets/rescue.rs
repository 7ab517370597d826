//! A rescue file from anywhere. The fuzzer cannot seal, so pieces are also read as they stand inside their seal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::rescue::{Piece, open, read_header};

fuzz_target!(|bytes: &[u8]| {
    drop(read_header(bytes));
    drop(open(bytes, &[7; 32]));
    if let Some(piece) = Piece::read(bytes)
        && piece != Piece::Other
    {
        let mut written = Vec::new();
        piece.write(&mut written);
        assert_eq!(Piece::read(&written).as_ref(), Some(&piece));
    }
});
