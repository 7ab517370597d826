//! How far bytes have come, and what of others is here.

use super::*;
use crate::commands::{BlobStanding, ListBlobs};
use crate::store::{fetched, uploads, withdrawal};
use crate::sync::Why;

fn standing(desk: &mut Desk, hash: &str) -> BlobStanding {
    let hashes = vec![hash.to_owned()];
    desk.run(|cx| ListBlobs { hashes }.run(cx))
        .unwrap()
        .remove(0)
}

#[test]
fn what_a_browser_wrote_beside_a_picture_is_left_out_before_it_is_named() {
    let mut desk = Desk::new();
    let lines = b"\xff\xda\0\x03\0abc\xff\xd9";
    let with = [&b"\xff\xd8\xff\xe1\0\x08Exif\0\0"[..], lines].concat();
    let without = [&b"\xff\xd8"[..], lines].concat();
    let kept = put(&mut desk, &with);
    assert_eq!(kept.size, without.len() as u64);
    let content = read(&mut desk, &kept.hash).unwrap().content;
    assert_eq!(STANDARD.decode(content).unwrap(), without);
}

#[test]
fn bytes_say_how_far_they_have_come() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let photo = put(&mut desk, b"the roof");
    assert_eq!(standing(&mut desk, &photo.hash), BlobStanding::Begun);
    let visit = visit_with(home, &[&photo]);
    desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
        .unwrap();
    assert_eq!(standing(&mut desk, &photo.hash), BlobStanding::Waiting);
    let page = desk.run(|cx| OpenSyncPage.run(cx)).unwrap();
    assert_eq!((page.blobs, page.blobs_waiting), ((1, 8), (1, 8)));
    let refused = protocol::BlobState::Refused {
        code: protocol::blob::BlobRefusal::NotPlain,
        message: "请重拍".to_owned(),
    };
    uploads::refuse(desk.store.db(), &photo.hash, &refused).unwrap();
    let message = "请重拍".to_owned();
    let is = BlobStanding::Refused { message };
    assert_eq!(standing(&mut desk, &photo.hash), is);
    let page = desk.run(|cx| OpenSyncPage.run(cx)).unwrap();
    assert_eq!(page.blobs_waiting, (0, 0));
    let row = &page.blobs_refused[0];
    let (_, kind, title) = row.record.clone().unwrap();
    assert_eq!((kind, title.as_str()), (Kind::Visit, "李四"));
    uploads::receive(desk.store.db(), &photo.hash, time(0)).unwrap();
    assert_eq!(standing(&mut desk, &photo.hash), BlobStanding::Received);
}

#[test]
fn what_others_made_is_wanted_once_it_is_read() {
    let mut desk = Desk::new();
    let bytes = b"of another phone";
    let hash = blake3::hash(bytes).to_hex().to_string();
    assert_eq!(standing(&mut desk, &hash), BlobStanding::Wanted);
    assert!(fetched::next(desk.store.db(), time(0)).unwrap().is_none());
    let asked = ReadBlob {
        hash: hash.clone(),
        part: Part::Whole,
    };
    let woken = desk.run(|cx| {
        assert_eq!(asked.clone().run(cx), Err(Error::NotFound));
        cx.wake
    });
    assert_eq!(woken, Some(Why::Bytes));
    let wanted = fetched::next(desk.store.db(), time(0)).unwrap().unwrap();
    assert_eq!((&wanted.hash, wanted.here), (&hash, 0));
    fetched::put_off(desk.store.db(), &hash, Part::Whole, time(60)).unwrap();
    assert_eq!(standing(&mut desk, &hash), BlobStanding::Elsewhere);
    assert!(!fetched::add(desk.store.db(), &hash, &bytes[..5]).unwrap());
    assert!(fetched::add(desk.store.db(), &hash, &bytes[5..]).unwrap());
    assert_eq!(standing(&mut desk, &hash), BlobStanding::Here);
    let content = read(&mut desk, &hash).unwrap().content;
    assert_eq!(STANDARD.decode(content).unwrap(), bytes);
}

#[test]
fn what_was_fetched_makes_room_for_what_is_looked_at_now() {
    let desk = Desk::new();
    let db = desk.store.db();
    let hash_of = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    let large: Vec<Vec<u8>> = (0..5).map(|n| vec![n; 40]).collect();
    for (n, bytes) in (0..).zip(&large) {
        let hash = hash_of(bytes);
        fetched::want(db, &hash, Part::Whole, time(n)).unwrap();
        assert!(fetched::add(db, &hash, bytes).unwrap());
    }
    fetched::make_room(db, 128).unwrap();
    let is_here = |bytes: &Vec<u8>| {
        let content = fetched::content(db, &hash_of(bytes), Part::Whole);
        content.unwrap().is_some()
    };
    let here: Vec<bool> = large.iter().map(is_here).collect();
    assert_eq!(here, [false, false, true, true, true]);
    let free = desk.store.make_room().unwrap();
    assert!(!large.iter().any(is_here), "a full phone keeps none");
    assert!(free < 1_000_000, "{free}");
}

/// A visit of somebody else whose photo a screen asked for, and which came.
fn fetched_of_another(desk: &mut Desk) -> (RecordId, String) {
    let bytes = b"of another phone";
    let of_another = Attachment {
        hash: blake3::hash(bytes).to_hex().to_string(),
        ..put(desk, b"aside")
    };
    let home = desk.home("12号", None, &["李四"]);
    let id = RecordId(uuid::Uuid::from_u128(0x77));
    let visit = visit_with(home, &[&of_another]);
    desk.put(&record(id, Kind::Visit, GRID, 9, Fields::of(&visit)));
    fetched::want(desk.store.db(), &of_another.hash, Part::Whole, time(0)).unwrap();
    assert!(fetched::add(desk.store.db(), &of_another.hash, bytes).unwrap());
    (id, of_another.hash)
}

fn is_here(desk: &Desk, hash: &str) -> bool {
    let content = fetched::content(desk.store.db(), hash, Part::Whole);
    content.unwrap().is_some()
}

#[test]
fn the_photos_of_a_single_record_that_is_taken_away_go_with_it() {
    let mut desk = Desk::new();
    let (id, hash) = fetched_of_another(&mut desk);
    let own = desk.store.own();
    let kind = withdrawal::give_back_one(desk.store.db(), &own, id).unwrap();
    assert_eq!(kind, Some(Kind::Visit));
    assert!(!is_here(&desk, &hash));
}

#[test]
fn the_photos_of_a_record_that_a_restored_server_does_not_know_go_with_it() {
    let mut desk = Desk::new();
    let (id, hash) = fetched_of_another(&mut desk);
    let own = desk.store.own();
    withdrawal::mark_all_stale(desk.store.db()).unwrap();
    assert!(is_here(&desk, &hash), "it may come again");
    let scope = domain::Scope::new(Kind::Visit.class(), code(GRID));
    withdrawal::drop_stale(desk.store.db(), &own, &scope).unwrap();
    assert!(records::view(desk.store.db(), id).unwrap().is_none());
    assert!(!is_here(&desk, &hash));
}
