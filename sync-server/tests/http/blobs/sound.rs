//! What lies in the folder of bytes: `verify` looks at it, and what nobody goes on with is removed.

use std::fs;
use std::path::PathBuf;

use chrono::Duration;
use sync_server::blobs::files::Files;
use sync_server::verify::{Fault, verify};

use super::*;

/// A desk with one photo here whole.
async fn with_photo() -> (Desk, Phone, PathBuf) {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let bytes = photo(1, 40_000);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    assert!(matches!(phone.bring(&bytes).await, Ok(BlobState::Complete)));
    let hash = hash_of(&bytes);
    let shelf: String = hash.chars().take(2).collect();
    let shelf = desk.folder.path().join("blobs").join(shelf);
    (desk, phone, shelf.join(hash))
}

async fn faults(desk: &Desk) -> Vec<Fault> {
    let files = Files::in_data(desk.folder.path());
    let outcomes = desk
        .store
        .read(move |view| verify(view, Some(&files), &mut |_, _, _| {}))
        .await
        .unwrap();
    let findings = outcomes.into_iter().flat_map(|outcome| outcome.findings);
    findings.map(|finding| finding.fault).collect()
}

#[tokio::test]
async fn bytes_that_were_changed_or_lost_are_found() {
    let (desk, _, place) = with_photo().await;
    assert_eq!(faults(&desk).await, []);
    let sound = fs::read(&place).unwrap();
    let mut changed = sound.clone();
    changed[20_000] ^= 1;
    fs::write(&place, &changed).unwrap();
    assert_eq!(faults(&desk).await, [Fault::OtherBytes]);
    fs::write(&place, [&sound[..], b"x"].concat()).unwrap();
    assert_eq!(faults(&desk).await, [Fault::OtherBytes]);
    fs::remove_file(&place).unwrap();
    assert_eq!(faults(&desk).await, [Fault::NoBytes]);
}

#[tokio::test]
async fn a_part_that_nobody_goes_on_with_is_removed_and_begins_anew() {
    let (desk, mut phone, whole) = with_photo().await;
    let bytes = photo(2, 60_000);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    let hash = hash_of(&bytes);
    let begun = phone.put(&hash, 0, &bytes[..30_000], false).await;
    assert!(matches!(begun, Ok(BlobState::Part { offset: 30_000 })));
    let files = Files::in_data(desk.folder.path());
    assert_eq!(files.sweep(clock::now()).unwrap(), (0, 0));
    let later = clock::now() + Duration::days(31);
    assert_eq!(files.sweep(later).unwrap(), (1, 0));
    assert!(whole.is_file(), "what is whole stays");
    let told = phone.put(&hash, 30_000, &bytes[30_000..], true).await;
    assert!(matches!(told, Ok(BlobState::Part { offset: 0 })));
    assert!(matches!(phone.bring(&bytes).await, Ok(BlobState::Complete)));
}
