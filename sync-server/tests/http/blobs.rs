mod judging;
mod sound;

use std::path::PathBuf;

use chrono::Utc;
use domain::Visit;
use protocol::blob::{self, BlobRefusal};
use protocol::{ApiError, BlobState, ErrorCode};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use sync_server::storage::{Sqlite, Standing};
use sync_server::{clock, town};
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use crate::desk::{Desk, GRID_1, Phone};

/// A JPEG in its parts; whatever its lines hold makes it as long as wanted.
fn photo(seed: u8, size: usize) -> Vec<u8> {
    photo_with(&[], seed, size)
}

fn photo_with(more: &[u8], seed: u8, size: usize) -> Vec<u8> {
    let head = b"\xff\xd8\xff\xe0\0\x07JFIF\0";
    let begins = b"\xff\xc0\0\x04\0\0\xff\xda\0\x04\0\0";
    let mut bytes = [head, more, begins.as_slice()].concat();
    let mut n = u32::from(seed) + 1;
    while bytes.len() < size - 2 {
        n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes.push((n >> 24).to_le_bytes()[0] & 0x7f);
    }
    bytes.extend_from_slice(b"\xff\xd9");
    bytes
}

fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn named(bytes: &[u8], kind: &str, media_type: &str) -> Value {
    json!({"hash": hash_of(bytes), "kind": kind, "media_type": media_type, "size": bytes.len(), "made_at": 0})
}

fn photo_named(bytes: &[u8]) -> Value {
    named(bytes, "photo", "image/jpeg")
}

fn visit_at(home: &Value) -> Value {
    let home = serde_json::from_value(home["record"].clone()).unwrap();
    let mut visit = Visit::routine(home, Utc::now());
    visit.met = Some("甲".to_owned());
    serde_json::to_value(visit).unwrap()
}

impl Phone {
    /// Pushes a household, and a visit there with these attachments.
    async fn names(&mut self, grid: &str, attachments: &[Value]) {
        let home = self.household(grid, "甲");
        let mut visit = visit_at(&home);
        visit["attachments"] = json!(attachments);
        let visit = self.change(Uuid::now_v7(), "visit", grid, &json!({"create": visit}));
        let receipts = self.push(&[home, visit]).await;
        assert_eq!(
            crate::desk::statuses(&receipts),
            ["stored", "stored"],
            "{receipts:?}"
        );
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Response {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .body(body.to_vec());
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        request.send().await.unwrap()
    }

    async fn put(
        &self,
        hash: &str,
        offset: usize,
        part: &[u8],
        is_last: bool,
    ) -> Result<BlobState, ErrorCode> {
        let complete = if is_last { blob::YES } else { blob::NO };
        let headers = [
            (blob::OFFSET, offset.to_string()),
            (blob::COMPLETE, complete.to_owned()),
        ];
        answer(
            self.ask(Method::PUT, &blob::path(hash), &headers, part)
                .await,
        )
        .await
    }

    /// All of it at once.
    async fn bring(&self, bytes: &[u8]) -> Result<BlobState, ErrorCode> {
        self.put(&hash_of(bytes), 0, bytes, true).await
    }

    async fn fetch(&self, hash: &str) -> Response {
        self.ask(Method::GET, &blob::path(hash), &[], &[]).await
    }
}

async fn answer(response: Response) -> Result<BlobState, ErrorCode> {
    if response.status() == StatusCode::OK {
        return Ok(response.json().await.unwrap());
    }
    Err(response.json::<ApiError>().await.unwrap().code)
}

fn refusal(state: Result<BlobState, ErrorCode>) -> BlobRefusal {
    match state {
        Ok(BlobState::Refused { code, message }) => {
            assert!(!message.is_ascii());
            code
        }
        other => panic!("{other:?}"),
    }
}

fn part(offset: usize) -> Result<BlobState, ErrorCode> {
    Ok(BlobState::Part {
        offset: offset as u64,
    })
}

/// Where the server keeps it.
fn place(desk: &Desk, hash: &str, ending: &str) -> PathBuf {
    let shelf: String = hash.chars().take(2).collect();
    let shelf = desk.folder.path().join("blobs").join(shelf);
    shelf.join(format!("{hash}{ending}"))
}

#[tokio::test]
async fn a_photo_arrives_in_parts_and_is_given_to_those_who_see_its_record() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let office = desk.phone(desk.supervisor).await;
    let outsider = desk.phone(desk.neighbour).await;
    let bytes = photo(1, 100_000);
    let hash = hash_of(&bytes);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    assert_eq!(
        phone.put(&hash, 0, &bytes[..40_000], false).await,
        part(40_000)
    );
    assert_eq!(office.fetch(&hash).await.status(), 404, "half is none");
    let half = phone.ask(Method::HEAD, &blob::path(&hash), &[], &[]).await;
    assert_eq!(half.headers()[blob::OFFSET], "40000");
    assert_eq!(half.headers()[blob::COMPLETE], blob::NO);
    assert_eq!(
        phone.put(&hash, 40_000, &bytes[40_000..], true).await,
        Ok(BlobState::Complete)
    );
    for reader in [&phone, &office] {
        let got = reader.fetch(&hash).await;
        assert_eq!(got.status(), 200);
        let said = |name: &str| got.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(said("content-type"), "application/octet-stream");
        assert_eq!(said("content-disposition"), "attachment");
        assert_eq!(said("x-content-type-options"), "nosniff");
        assert_eq!(said("cache-control"), "no-store");
        assert_eq!(said("etag"), format!("\"{hash}\""));
        assert_eq!(got.bytes().await.unwrap(), bytes);
    }
    for method in [Method::GET, Method::HEAD] {
        let refused = outsider.ask(method, &blob::path(&hash), &[], &[]).await;
        assert_eq!(refused.status(), 404);
    }
    assert_eq!(outsider.bring(&bytes).await, Err(ErrorCode::NotFound));
}

#[tokio::test]
async fn a_part_elsewhere_or_twice_changes_nothing_and_tells_where_to_go_on() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let bytes = photo(2, 60_000);
    let hash = hash_of(&bytes);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    assert_eq!(phone.put(&hash, 0, &[], false).await, part(0));
    assert_eq!(
        phone
            .put(&hash, 10_000, &bytes[10_000..20_000], false)
            .await,
        part(0)
    );
    assert_eq!(
        phone.put(&hash, 0, &bytes[..20_000], false).await,
        part(20_000)
    );
    for offset in [0, 10_000, 30_000] {
        let again = phone
            .put(&hash, offset, &bytes[offset..offset + 5_000], false)
            .await;
        assert_eq!(again, part(20_000));
    }
    // The same photo from a second device goes on where the first one stopped.
    let second = desk.phone(desk.worker).await;
    assert_eq!(second.put(&hash, 0, &bytes, true).await, part(20_000));
    assert_eq!(
        second.put(&hash, 20_000, &bytes[20_000..], true).await,
        Ok(BlobState::Complete)
    );
    for phone in [&phone, &second] {
        assert_eq!(phone.bring(&bytes).await, Ok(BlobState::Complete));
        assert_eq!(
            phone.put(&hash, 7, &[], false).await,
            Ok(BlobState::Complete)
        );
    }
    let file = place(&desk, &hash, "");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    assert!(!place(&desk, &hash, ".part").exists());
    // What the disk has lost is taken again.
    std::fs::remove_file(&file).unwrap();
    assert_eq!(phone.put(&hash, 0, &[], false).await, part(0));
    assert_eq!(phone.bring(&bytes).await, Ok(BlobState::Complete));
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
}

#[tokio::test]
async fn what_arrived_before_a_cut_stays_and_goes_on_there() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let bytes = photo(3, 80_000);
    let hash = hash_of(&bytes);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    let address = desk.base.strip_prefix("http://").unwrap();
    let mut wire = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "PUT {} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\ncontent-length: {}\r\n\
         upload-offset: 0\r\nupload-complete: ?1\r\n\r\n",
        blob::path(&hash),
        phone.token,
        bytes.len()
    );
    wire.write_all(head.as_bytes()).await.unwrap();
    wire.write_all(&bytes[..30_000]).await.unwrap();
    wire.shutdown().await.unwrap();
    drop(wire);
    let mut here = 0;
    for _ in 0..400 {
        let Ok(BlobState::Part { offset }) = phone.put(&hash, 0, &[], false).await else {
            panic!("half a photo was taken for a whole one");
        };
        here = usize::try_from(offset).unwrap();
        if here > 0 {
            break;
        }
    }
    assert!(here > 0 && here <= 30_000, "{here}");
    assert_eq!(
        phone.put(&hash, here, &bytes[here..], true).await,
        Ok(BlobState::Complete)
    );
    // A part that was whole, and whose end was not: the power went before anybody looked.
    let other = photo(4, 50_000);
    let hash = hash_of(&other);
    phone.names(GRID_1, &[photo_named(&other)]).await;
    assert_eq!(phone.put(&hash, 0, &other, false).await, part(50_000));
    assert_eq!(
        phone.put(&hash, 50_000, &[], true).await,
        Ok(BlobState::Complete)
    );
    // The file has its name, the ledger does not say so yet.
    let third = photo(5, 50_000);
    let hash = hash_of(&third);
    phone.names(GRID_1, &[photo_named(&third)]).await;
    let file = place(&desk, &hash, "");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, &third).unwrap();
    assert_eq!(
        phone.put(&hash, 0, &[], false).await,
        Ok(BlobState::Complete)
    );
}

#[tokio::test]
async fn bytes_that_are_not_those_of_the_hash_begin_anew() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let bytes = photo(6, 30_000);
    let hash = hash_of(&bytes);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    let other = photo(7, 30_000);
    assert_eq!(phone.put(&hash, 0, &other, true).await, part(0));
    assert!(!place(&desk, &hash, "").exists() && !place(&desk, &hash, ".part").exists());
    assert_eq!(phone.bring(&bytes).await, Ok(BlobState::Complete));
}

#[tokio::test]
async fn a_part_of_the_bytes_is_given_where_it_is_asked_for() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let bytes = photo(10, 10_000);
    let hash = hash_of(&bytes);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    phone.bring(&bytes).await.unwrap();
    let path = blob::path(&hash);
    let range = |range: &str| [("range", range.to_owned())];
    let got = phone
        .ask(Method::GET, &path, &range("bytes=1000-2999"), &[])
        .await;
    assert_eq!(got.status(), 206);
    assert_eq!(got.headers()["content-range"], "bytes 1000-2999/10000");
    assert_eq!(got.bytes().await.unwrap(), bytes[1_000..3_000]);
    let end = phone
        .ask(Method::GET, &path, &range("bytes=9000-"), &[])
        .await;
    assert_eq!(end.bytes().await.unwrap(), bytes[9_000..]);
    let behind = phone
        .ask(Method::GET, &path, &range("bytes=10000-"), &[])
        .await;
    assert_eq!(behind.status(), 416);
    let other = [
        ("range", "bytes=0-9".to_owned()),
        ("if-range", "\"other\"".to_owned()),
    ];
    let all = phone.ask(Method::GET, &path, &other, &[]).await;
    assert_eq!(
        (all.status().as_u16(), all.bytes().await.unwrap().len()),
        (200, 10_000)
    );
}

#[tokio::test]
async fn a_backup_has_the_photos_and_without_them_is_not_restored() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let (bytes, small) = (photo(16, 70_000), photo(17, 2_000));
    let hash = hash_of(&bytes);
    phone.names(GRID_1, &[photo_named(&bytes)]).await;
    phone.bring(&bytes).await.unwrap();
    let path = blob::thumbnail_path(&hash);
    answer(phone.ask(Method::PUT, &path, &[], &small).await)
        .await
        .unwrap();
    let half = photo(18, 70_000);
    phone.names(GRID_1, &[photo_named(&half)]).await;
    phone
        .put(&hash_of(&half), 0, &half[..100], false)
        .await
        .unwrap();

    let aside = tempfile::tempdir().unwrap();
    let file = aside.path().join("town.backup");
    Sqlite::back_up(desk.folder.path(), &file, clock::now()).unwrap();
    let shelf: String = hash.chars().take(2).collect();
    let kept = aside.path().join("blobs").join(shelf).join(&hash);
    assert_eq!(std::fs::read(&kept).unwrap(), bytes);

    let (worker, neighbour, supervisor) = (desk.worker, desk.neighbour, desk.supervisor);
    let folder = tempfile::tempdir().unwrap();
    let restore = |folder: &std::path::Path| {
        Sqlite::restore(&file, folder, Standing::Refuse, |tx, _| {
            town::begin_new_epoch(tx)
        })
    };
    restore(folder.path()).unwrap();
    let store = town::open(folder.path()).unwrap();
    let people = (worker, neighbour, supervisor);
    let restored = Desk::serve(folder, store, people, sync_server::Config::default());
    let office = restored.phone(supervisor).await;
    assert_eq!(office.fetch(&hash).await.bytes().await.unwrap(), bytes);
    let got = office.ask(Method::GET, &path, &[], &[]).await;
    assert_eq!(got.bytes().await.unwrap(), small);

    // A photo that was not copied along, or not all of it.
    for damage in [Some(&bytes[..1_000]), None] {
        match damage {
            Some(cut) => std::fs::write(&kept, cut).unwrap(),
            None => std::fs::remove_file(&kept).unwrap(),
        }
        let folder = tempfile::tempdir().unwrap();
        let outcome = restore(folder.path());
        assert!(matches!(outcome, Err(sync_server::Error::IncompleteBackup)));
        assert!(!folder.path().join("town.db").exists());
    }
}
