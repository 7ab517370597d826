//! What is taken, from whom, and who is given it.

use sync_server::verify::{Check, verify};

use super::*;

#[tokio::test]
async fn only_what_a_stored_change_names_is_taken_and_no_more_than_it_says() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let bytes = photo(8, 20_000);
    let hash = hash_of(&bytes);
    assert_eq!(
        phone.bring(&bytes).await,
        Err(ErrorCode::NotFound),
        "the words come first"
    );
    assert!(!place(&desk, &hash, ".part").exists());
    let mut says_less = photo_named(&bytes);
    says_less["size"] = json!(10_000);
    phone.names(GRID_1, &[says_less]).await;
    assert_eq!(refusal(phone.bring(&bytes).await), BlobRefusal::TooLarge);
    assert_eq!(
        phone.put(&hash, 0, &bytes[..9_000], false).await,
        part(9_000)
    );
    // Another record says how many they really are.
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    assert_eq!(
        phone.put(&hash, 9_000, &bytes[9_000..], true).await,
        Ok(BlobState::Complete)
    );
    let huge = vec![0; 600 * 1024];
    let answered = phone.put(&hash_of(b"x"), 0, &huge, true).await;
    assert!(answered.is_err(), "{answered:?}");
    for name in ["..%2f..%2ftown.db", "zz", &hash.to_uppercase()] {
        assert_eq!(
            phone.put(name, 0, &bytes, true).await,
            Err(ErrorCode::NotFound),
            "{name}"
        );
    }
}

#[tokio::test]
async fn what_is_not_what_the_record_says_is_set_aside_and_given_to_nobody() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let exif = b"\xff\xe1\0\x0eExif\0\0MM\0*\0\0";
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let tells = photo_with(exif, 9, 9_000);
    let sound = b"OggS\0and so on".to_vec();
    let cases = [
        (page.clone(), "photo", "image/jpeg", BlobRefusal::WrongType),
        (page, "voice", "audio/webm", BlobRefusal::WrongType),
        (sound, "photo", "image/jpeg", BlobRefusal::WrongType),
        (tells, "photo", "image/jpeg", BlobRefusal::NotPlain),
    ];
    for (n, (mut bytes, kind, media_type, reason)) in cases.into_iter().enumerate() {
        if reason == BlobRefusal::WrongType {
            bytes.push(u8::try_from(n).unwrap());
        }
        phone
            .names(GRID_1, &[named(&bytes, kind, media_type)])
            .await;
        assert_eq!(refusal(phone.bring(&bytes).await), reason);
        // Asked again, it is not sent again.
        let hash = hash_of(&bytes);
        assert_eq!(refusal(phone.put(&hash, 0, &[], false).await), reason);
        assert_eq!(phone.fetch(&hash).await.status(), 404);
        let aside = desk.folder.path().join("blobs/aside").join(&hash);
        assert_eq!(std::fs::read(aside).unwrap(), bytes);
        assert!(!place(&desk, &hash, "").exists());
    }
    for sound in [
        &b"\x1a\x45\xdf\xa3webm"[..],
        b"RIFF\0\0\0\0WAVE",
        b"\0\0\0\x1cftypmp42",
    ] {
        phone
            .names(GRID_1, &[named(sound, "voice", "audio/webm")])
            .await;
        assert_eq!(phone.bring(sound).await, Ok(BlobState::Complete));
    }
}

#[tokio::test]
async fn the_small_picture_comes_first_and_only_from_who_named_the_photo() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let office = desk.phone(desk.supervisor).await;
    let outsider = desk.phone(desk.neighbour).await;
    let (bytes, small) = (photo(11, 90_000), photo(12, 3_000));
    let hash = hash_of(&bytes);
    let path = blob::thumbnail_path(&hash);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    let put = async |phone: &Phone, small: &[u8]| {
        answer(phone.ask(Method::PUT, &path, &[], small).await).await
    };
    assert_eq!(
        put(&office, &photo(13, 3_000)).await,
        Err(ErrorCode::NotFound)
    );
    assert_eq!(
        refusal(put(&phone, b"<svg onload=alert(1)>").await),
        BlobRefusal::WrongType
    );
    assert_eq!(
        put(&phone, &photo(11, 20_000)).await,
        Err(ErrorCode::TooLarge)
    );
    assert_eq!(office.ask(Method::GET, &path, &[], &[]).await.status(), 404);
    assert_eq!(put(&phone, &small).await, Ok(BlobState::Complete));
    assert_eq!(
        put(&phone, &photo(14, 3_000)).await,
        Ok(BlobState::Complete),
        "the first stays"
    );
    let got = office.ask(Method::GET, &path, &[], &[]).await;
    assert_eq!(got.bytes().await.unwrap(), small);
    assert_eq!(
        office.fetch(&hash).await.status(),
        404,
        "the photo itself is not here yet"
    );
    assert_eq!(
        outsider.ask(Method::GET, &path, &[], &[]).await.status(),
        404
    );
}

#[tokio::test]
async fn whose_right_has_ended_may_bring_what_was_named_and_is_given_nothing() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let bytes = photo(15, 20_000);
    let hash = hash_of(&bytes);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    let worker = desk.worker;
    let ended = sync_server::clock::now();
    desk.store
        .transact(move |tx| tx.end_grants(worker, None, &crate::desk::code(GRID_1), ended))
        .await
        .unwrap();
    assert_eq!(phone.bring(&bytes).await, Ok(BlobState::Complete));
    assert_eq!(phone.fetch(&hash).await.status(), 404);
    // A second device, of another member of the same place, whose device was revoked.
    let office = desk.phone(desk.supervisor).await;
    assert_eq!(office.fetch(&hash).await.status(), 200);
    let device = office.device;
    desk.store
        .transact(move |tx| {
            let mut row = tx.device(device)?.unwrap();
            row.revoked_at = Some(ended);
            tx.put_device(&row)
        })
        .await
        .unwrap();
    assert_eq!(office.fetch(&hash).await.status(), 404);
}

#[tokio::test]
async fn what_was_named_before_there_was_a_table_for_it_is_found_in_the_log() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let (first, second) = (photo(19, 9_000), photo(20, 9_000));
    phone.names(GRID_1, &[photo_named(&first)]).await;
    let visit = Uuid::now_v7();
    let home = phone.household(GRID_1, "乙");
    let made = phone.change(visit, "visit", GRID_1, &json!({"create": visit_at(&home)}));
    let edit = phone.change(
        visit,
        "visit",
        GRID_1,
        &json!({"edit": {"attachments": [photo_named(&second)]}}),
    );
    let receipts = phone.push(&[home, made, edit]).await;
    assert!(
        receipts.iter().all(|receipt| receipt["seq"].is_u64()),
        "{receipts:?}"
    );
    let hashes = [first, second].map(|bytes| *blake3::hash(&bytes).as_bytes());
    let read = async |desk: &Desk| {
        let rows = desk
            .store
            .read(move |view| Ok([view.blob_names(&hashes[0])?, view.blob_names(&hashes[1])?]));
        rows.await.unwrap()
    };
    let before = read(&desk).await;
    assert!(before.iter().all(|names| names.len() == 1));
    let db = rusqlite::Connection::open(Sqlite::file_in(desk.folder.path())).unwrap();
    // As version 4 left it: the fifth made two of these tables, the sixth the digests, the seventh and eighth what devices told of.
    db.execute_batch(
        "DROP TABLE blobs; DROP TABLE blob_names; DROP TABLE digests; DROP TABLE told",
    )
    .unwrap();
    db.pragma_update(None, "user_version", 4).unwrap();
    let desk = desk.restart().await;
    assert_eq!(read(&desk).await, before);
    let outcomes = desk
        .store
        .read(|view| verify(view, None, &mut |_, _, _| {}))
        .await
        .unwrap();
    let digests = outcomes.iter().find(|one| one.check == Check::Digests);
    let digests = digests.expect("a check of the digests");
    assert!(
        digests.looked_at > 0 && digests.findings.is_empty(),
        "{digests:?}"
    );
}
