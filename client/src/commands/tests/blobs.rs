//! Photos, voice notes and signatures: what is named stays, what is not goes, and words always find room.

mod standing;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::dispute::Risk;
use domain::{Attachment, AttachmentKind, Dispute, IssueCode};
use rusqlite::Connection;

use super::*;
use crate::commands::{
    BlobContent, DisputeForm, DropBlob, Part, PutBlob, ReadBlob, SaveDisputeDraft,
};
use crate::store::{Check, Store, blobs};
use crate::testing::{DEVICE, ME};

fn photo(bytes: &[u8]) -> PutBlob {
    PutBlob {
        kind: AttachmentKind::Photo,
        media_type: "image/jpeg".to_owned(),
        content: STANDARD.encode(bytes),
        thumbnail: String::new(),
        width: Some(1600),
        height: Some(1200),
        seconds: None,
    }
}

fn put(desk: &mut Desk, bytes: &[u8]) -> Attachment {
    desk.run(|cx| photo(bytes).run(cx)).unwrap()
}

fn read(desk: &mut Desk, hash: &str) -> Result<BlobContent, Error> {
    let read = ReadBlob {
        hash: hash.to_owned(),
        part: Part::Whole,
    };
    desk.run(|cx| read.run(cx))
}

fn visit_with(home: RecordId, attachments: &[&Attachment]) -> Visit {
    Visit {
        attachments: attachments.iter().map(|one| (*one).clone()).collect(),
        ..Visit::routine(home, time(0))
    }
}

/// Closes the store and opens it again, as the next start of the app does.
fn reopen(desk: &mut Desk) {
    let aside = Store::in_memory((ME, DEVICE));
    std::mem::replace(&mut desk.store, aside).close().unwrap();
    let who = (ME, DEVICE);
    desk.store = Store::open(&desk.host, "store.db", &[7; 32], who, Check::Always).unwrap();
}

#[test]
fn bytes_are_named_by_their_hash_and_come_back_as_they_were() {
    let mut desk = Desk::new();
    let kept = put(&mut desk, b"abc");
    assert_eq!(
        kept.hash,
        "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"
    );
    assert_eq!((kept.size, kept.width), (3, Some(1600)));
    assert_eq!(put(&mut desk, b"abc").hash, kept.hash);
    assert_eq!(blobs::space(desk.store.db()).unwrap(), (1, 3));
    let content = read(&mut desk, &kept.hash).unwrap();
    assert_eq!(content.media_type, "image/jpeg");
    assert_eq!(STANDARD.decode(content.content).unwrap(), b"abc");
    assert_eq!(read(&mut desk, "nowhere"), Err(Error::NotFound));
}

#[test]
fn a_thumbnail_stands_beside_its_photo_and_the_photo_in_for_a_missing_one() {
    let mut desk = Desk::new();
    let with = PutBlob {
        thumbnail: STANDARD.encode(b"small"),
        ..photo(b"large")
    };
    let with = desk.run(|cx| with.run(cx)).unwrap().hash;
    let without = put(&mut desk, b"alone").hash;
    for (hash, bytes) in [(with, &b"small"[..]), (without, b"alone")] {
        let part = Part::Thumbnail;
        let read = ReadBlob { hash, part };
        let content = desk.run(|cx| read.run(cx)).unwrap().content;
        assert_eq!(STANDARD.decode(content).unwrap(), bytes);
    }
}

#[test]
fn the_next_opening_takes_away_what_nothing_names_and_nothing_else() {
    let mut desk = Desk::on_file();
    let home = desk.home("12号", None, &["李四"]);
    let other = desk.home("13号", None, &["张三"]);
    let saved = put(&mut desk, b"of a saved visit");
    let drafted = put(&mut desk, b"of a draft");
    let heard = put(&mut desk, b"of a draft of a dispute");
    let left = put(&mut desk, b"of nothing");
    let visit = visit_with(home, &[&saved]);
    desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
        .unwrap();
    let draft = SaveDraft {
        visit: visit_with(other, &[&drafted]),
        of: None,
        focus: None,
    };
    desk.run(|cx| draft.run(cx)).unwrap();
    let draft = SaveDisputeDraft {
        slot: other,
        form: DisputeForm::of(Dispute {
            attachments: vec![heard.clone()],
            ..Dispute::begun(time(0))
        }),
        of: None,
        focus: None,
    };
    desk.run(|cx| draft.run(cx)).unwrap();

    reopen(&mut desk);
    for kept in [&saved, &drafted, &heard] {
        assert!(read(&mut desk, &kept.hash).is_ok(), "{kept:?}");
    }
    assert_eq!(read(&mut desk, &left.hash), Err(Error::NotFound));

    // Once the draft is thrown away, its photo goes too.
    desk.run(|cx| DropDraft { household: other }.run(cx))
        .unwrap();
    reopen(&mut desk);
    assert_eq!(read(&mut desk, &drafted.hash), Err(Error::NotFound));
    assert!(read(&mut desk, &saved.hash).is_ok());
}

#[test]
fn a_photo_that_a_correction_takes_off_a_record_is_kept() {
    let mut desk = Desk::on_file();
    let home = desk.home("12号", None, &["李四"]);
    let photo = put(&mut desk, b"the roof");
    let visit = visit_with(home, &[&photo]);
    let id = Some(
        desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
            .unwrap()
            .id,
    );
    let visit = visit_with(home, &[]);
    desk.run(|cx| SaveVisit { id, visit }.run(cx)).unwrap();
    reopen(&mut desk);
    assert!(read(&mut desk, &photo.hash).is_ok());
}

#[test]
fn a_photo_of_a_voided_record_is_kept() {
    let mut desk = Desk::on_file();
    let home = desk.home("12号", None, &["李四"]);
    let photo = put(&mut desk, b"the roof");
    let visit = visit_with(home, &[&photo]);
    let id = desk
        .run(|cx| SaveVisit { id: None, visit }.run(cx))
        .unwrap()
        .id;
    let reason = "记错了户".to_owned();
    desk.run(|cx| VoidRecord { id, reason }.run(cx)).unwrap();
    reopen(&mut desk);
    assert!(read(&mut desk, &photo.hash).is_ok());
}

#[test]
fn only_what_nothing_names_can_be_dropped() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let saved = put(&mut desk, b"saved");
    let drafted = put(&mut desk, b"drafted");
    let left = put(&mut desk, b"left");
    let visit = visit_with(home, &[&saved]);
    desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
        .unwrap();
    let draft = SaveDraft {
        visit: visit_with(home, &[&drafted]),
        of: None,
        focus: None,
    };
    desk.run(|cx| draft.run(cx)).unwrap();
    for (photo, goes) in [(saved, false), (drafted, false), (left, true)] {
        let hash = photo.hash.clone();
        assert_eq!(desk.run(|cx| DropBlob { hash }.run(cx)), Ok(goes));
        assert_eq!(read(&mut desk, &photo.hash).is_err(), goes);
    }
}

#[test]
fn when_space_is_low_photos_are_refused_and_words_are_saved() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let put = |desk: &mut Desk, put: PutBlob| {
        desk.run(|cx| {
            cx.space = Some((85, 100));
            put.run(cx)
        })
    };
    assert_eq!(put(&mut desk, photo(b"photo")), Err(Error::SpaceLow));
    let signature = PutBlob {
        kind: AttachmentKind::Signature,
        media_type: "image/png".to_owned(),
        ..photo(b"signature")
    };
    assert!(put(&mut desk, signature).is_ok());
    let visit = Visit::routine(home, time(0));
    let saved = desk.run(|cx| {
        cx.space = Some((85, 100));
        SaveVisit { id: None, visit }.run(cx)
    });
    assert!(saved.is_ok());
}

#[test]
fn bytes_that_are_no_photo_or_too_many_are_refused() {
    let mut desk = Desk::new();
    let page = PutBlob {
        media_type: "text/html".to_owned(),
        ..photo(b"<script>")
    };
    let refused = |desk: &mut Desk, put: PutBlob| match desk.run(|cx| put.run(cx)) {
        Err(Error::Invalid(issues)) => issues[0].code,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&mut desk, page), IssueCode::WrongType);
    let huge = photo(&vec![0; 700_000]);
    assert_eq!(refused(&mut desk, huge), IssueCode::TooBig);
}

/// The sweep asks the drafts by name: a table of drafts that it does not know would lose its photos. Those of care are sealed and
/// ask for none.
#[test]
fn the_sweep_knows_every_table_of_drafts() {
    let desk = Desk::new();
    let mut statement = desk
        .store
        .db()
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%draft%' AND name <> 'care_draft' ORDER BY name")
        .unwrap();
    let tables = statement.query_map([], |row| row.get::<_, String>(0));
    let tables: Vec<String> = tables.unwrap().collect::<Result<_, _>>().unwrap();
    let mut known: Vec<&str> = blobs::DRAFTS.iter().map(|(table, _)| *table).collect();
    known.sort_unstable();
    assert_eq!(tables, known);
}

#[test]
fn what_changes_name_is_carried_out_of_a_damaged_file() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let saved = put(&mut desk, b"saved");
    put(&mut desk, b"left");
    let visit = visit_with(home, &[&saved]);
    desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
        .unwrap();
    let fresh = Store::in_memory((ME, DEVICE));
    blobs::carry_over(desk.store.db(), fresh.db()).unwrap();
    assert_eq!(blobs::space(fresh.db()).unwrap(), (1, 5));
    // An older file without the table gives nothing, and that is no failure.
    let older = Connection::open_in_memory().unwrap();
    blobs::carry_over(&older, fresh.db()).unwrap();
}

#[test]
fn a_dispute_saves_with_its_photos() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let photo = put(&mut desk, b"the boundary stone");
    let dispute = Dispute {
        parties: vec![domain::dispute::Party::named("李四")],
        household: Some(home),
        place: "村口".to_owned(),
        summary: "地界".to_owned(),
        risk: Some(Risk::None),
        attachments: vec![photo.clone()],
        ..Dispute::begun(time(0))
    };
    let save = SaveDispute {
        id: None,
        slot: home,
        form: DisputeForm::of(dispute),
    };
    let id = desk.run(|cx| save.run(cx)).unwrap().id;
    let view = desk.run(|cx| OpenDispute { id }.run(cx)).unwrap();
    assert_eq!(view.dispute.attachments, [photo]);
}
