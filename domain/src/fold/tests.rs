//! The fold's laws: two people merge, the same change twice is once, and nothing written becomes unreachable.

use chrono::TimeZone;
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::area::AreaCode;
use crate::ids::{ChangeId, DeviceId, MemberId, RecordId};

mod versions;

const RECORD: RecordId = RecordId(Uuid::from_u128(1));

fn time(seconds: u64) -> DateTime<Utc> {
    Utc.timestamp_opt(1_790_000_000 + i64::try_from(seconds).unwrap(), 0)
        .unwrap()
}

fn logged(seq: u64, author: u128, base: u64, act: Act) -> Logged {
    Logged {
        seq: Seq(seq),
        received_at: time(seq),
        clock_offset_ms: 0,
        change: Change {
            id: ChangeId(Uuid::from_u128(1000 + u128::from(seq))),
            record: RECORD,
            kind: Kind::Household,
            area: AreaCode::new("629999101201001").unwrap(),
            author: MemberId(Uuid::from_u128(author)),
            device: DeviceId(Uuid::from_u128(author)),
            device_seq: seq,
            captured_at: time(seq),
            base: (base > 0).then_some(Seq(base)),
            act,
        },
    }
}

fn fields(pairs: &[(&str, Value)]) -> Fields {
    Fields(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    )
}

fn made() -> Record {
    let create = Act::Create(fields(&[
        ("phone", json!("13800000001")),
        ("door", json!("1号")),
    ]));
    confirm(None, &logged(1, 1, 0, create)).unwrap().0
}

#[test]
fn different_fields_of_two_people_merge() {
    let (record, first) = confirm(
        Some(made()),
        &logged(
            2,
            2,
            1,
            Act::Edit(fields(&[("phone", json!("13800000002"))])),
        ),
    )
    .unwrap();
    let (record, second) = confirm(
        Some(record),
        &logged(3, 3, 1, Act::Edit(fields(&[("door", json!("2号"))]))),
    )
    .unwrap();
    assert_eq!((first, second), (Verdict::Stored, Verdict::Merged));
    assert_eq!(record.fields.text("phone"), Some("13800000002"));
    assert_eq!(record.fields.text("door"), Some("2号"));
    assert!(record.contested.is_empty());
}

#[test]
fn the_same_field_of_two_people_shows_the_later_and_keeps_both() {
    let (record, _) = confirm(
        Some(made()),
        &logged(2, 2, 1, Act::Edit(fields(&[("phone", json!("138"))]))),
    )
    .unwrap();
    let (record, verdict) = confirm(
        Some(record),
        &logged(3, 3, 1, Act::Edit(fields(&[("phone", json!("139"))]))),
    )
    .unwrap();
    assert_eq!(verdict, Verdict::Contested(vec!["phone".to_owned()]));
    assert_eq!(record.fields.text("phone"), Some("139"));
    assert_eq!(record.contested["phone"][0].value, json!("138"));
    assert_eq!(
        record.contested["phone"][0].stamp.by,
        MemberId(Uuid::from_u128(2))
    );
}

#[test]
fn writing_it_again_after_seeing_both_decides() {
    let (record, _) = confirm(
        Some(made()),
        &logged(2, 2, 1, Act::Edit(fields(&[("phone", json!("138"))]))),
    )
    .unwrap();
    let (record, _) = confirm(
        Some(record),
        &logged(3, 3, 1, Act::Edit(fields(&[("phone", json!("139"))]))),
    )
    .unwrap();
    let (record, verdict) = confirm(
        Some(record),
        &logged(4, 2, 3, Act::Edit(fields(&[("phone", json!("138"))]))),
    )
    .unwrap();
    assert_eq!(verdict, Verdict::Stored);
    assert!(record.contested.is_empty());
    assert_eq!(record.fields.text("phone"), Some("138"));
}

#[test]
fn the_same_value_from_two_people_is_no_contest() {
    let (record, _) = confirm(
        Some(made()),
        &logged(2, 2, 1, Act::Edit(fields(&[("phone", json!("138"))]))),
    )
    .unwrap();
    let (record, verdict) = confirm(
        Some(record),
        &logged(3, 3, 1, Act::Edit(fields(&[("phone", json!("138"))]))),
    )
    .unwrap();
    assert_eq!(verdict, Verdict::Merged);
    assert!(record.contested.is_empty());
}

#[test]
fn a_field_for_review_keeps_the_earlier_value_shown() {
    let mut person = made();
    person.kind = Kind::Resident;
    let edit = |seq, author, value: &str| {
        let mut change = logged(
            seq,
            author,
            1,
            Act::Edit(fields(&[("presence", json!(value))])),
        );
        change.change.kind = Kind::Resident;
        change
    };
    let (person, _) = confirm(Some(person), &edit(2, 2, "away")).unwrap();
    let (person, verdict) = confirm(Some(person), &edit(3, 3, "deceased")).unwrap();
    assert_eq!(verdict, Verdict::Contested(vec!["presence".to_owned()]));
    assert_eq!(person.fields.text("presence"), Some("away"));
    assert_eq!(person.contested["presence"][0].value, json!("deceased"));
}

#[test]
fn what_cannot_be_applied_is_named() {
    let edit = Act::Edit(fields(&[("phone", json!("138"))]));
    assert_eq!(
        confirm(None, &logged(2, 1, 0, edit)).unwrap_err(),
        FoldError::NoSuchRecord
    );
    let create = Act::Create(Fields::default());
    assert_eq!(
        confirm(Some(made()), &logged(2, 1, 0, create)).unwrap_err(),
        FoldError::AlreadyExists
    );
}

#[test]
fn a_void_record_stays_readable_and_the_first_reason_stands() {
    let void = |seq, reason: &str| {
        logged(
            seq,
            1,
            1,
            Act::Void {
                reason: reason.to_owned(),
            },
        )
    };
    let (record, _) = confirm(Some(made()), &void(2, "重复")).unwrap();
    let (record, _) = confirm(Some(record), &void(3, "又一次")).unwrap();
    assert_eq!(record.voided.unwrap().reason, "重复");
    assert_eq!(record.fields.text("door"), Some("1号"));
}

#[test]
fn a_waiting_change_lies_on_top_and_moves_no_sequence() {
    let waiting = logged(9, 1, 1, Act::Edit(fields(&[("door", json!("9号"))]))).change;
    let shown = overlay(Some(made()), &waiting).unwrap();
    assert_eq!(shown.fields.text("door"), Some("9号"));
    assert_eq!(shown.seq, Seq(1));
    assert_eq!(shown.stamp_of("door").seq, None);
}

/// One edit in a made-up history: who, how far behind the head the author was, which field, which value.
type Edit = (u128, u64, &'static str, u8);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(
        (
            1_u128..4,
            0_u64..5,
            prop::sample::select(vec!["phone", "door", "head"]),
            0_u8..4,
        ),
        0..25,
    )
}

fn history(edits: &[Edit]) -> Vec<Logged> {
    let create = Act::Create(fields(&[("phone", json!(100)), ("door", json!(100))]));
    let mut log = vec![logged(1, 1, 0, create)];
    for (place, (author, behind, field, value)) in edits.iter().enumerate() {
        let seq = u64::try_from(place).unwrap() + 2;
        let act = Act::Edit(fields(&[(field, json!(value))]));
        log.push(logged(
            seq,
            *author,
            (seq - 1).saturating_sub(*behind).max(1),
            act,
        ));
    }
    log
}

fn replay(log: &[Logged]) -> Record {
    log.iter()
        .fold(None, |record, logged| {
            Some(confirm(record, logged).unwrap().0)
        })
        .unwrap()
}

/// Does `later` write this field, by somebody who had seen or written this value?
fn covers_knowing(log: &[Logged], later: &Logged, field: &str, value: &Value) -> bool {
    let Act::Edit(covers) = &later.change.act else {
        return false;
    };
    let known = log
        .iter()
        .filter(|earlier| earlier.seq < later.seq)
        .any(|earlier| {
            let Act::Edit(wrote) = &earlier.change.act else {
                return false;
            };
            let knew = earlier.change.author == later.change.author
                || earlier.seq <= later.change.base.unwrap_or_default();
            wrote.get(field) == Some(value) && knew
        });
    covers.0.contains_key(field) && known
}

proptest! {
    #[test]
    fn folding_a_change_again_changes_nothing(edits in edits()) {
        let log = history(&edits);
        let mut record = None;
        for logged in &log {
            let once = confirm(record, logged).unwrap().0;
            let twice = confirm(Some(once.clone()), logged).unwrap().0;
            prop_assert_eq!(&once, &twice);
            record = Some(once);
        }
    }

    #[test]
    fn an_image_in_the_middle_and_the_whole_tail_give_the_same_record(edits in edits(), cut in 0_usize..25) {
        let log = history(&edits);
        let cut = 1 + cut.min(log.len() - 1);
        let image = replay(&log[..cut]);
        let stored: Record = serde_json::from_str(&serde_json::to_string(&image).unwrap()).unwrap();
        let from_image = log.iter().fold(stored, |record, logged| confirm(Some(record), logged).unwrap().0);
        prop_assert_eq!(from_image, replay(&log));
    }

    #[test]
    fn a_value_covered_by_someone_who_had_not_seen_it_stays_reachable(edits in edits()) {
        let log = history(&edits);
        let record = replay(&log);
        for (place, written) in log.iter().enumerate().skip(1) {
            let Act::Edit(wrote) = &written.change.act else { continue };
            for (field, value) in &wrote.0 {
                let shown = record.fields.get(field) == Some(value);
                let kept = record.contested.get(field).is_some_and(|all| all.iter().any(|saying| saying.value == *value));
                // Or covered later by somebody who knew this value: had seen it, or had written it too.
                let covered_knowingly = log[place + 1..].iter().any(|later| covers_knowing(&log, later, field, value));
                prop_assert!(shown || kept || covered_knowingly, "{field}={value} of {:?} is gone", written.seq);
            }
        }
    }

    #[test]
    fn fields_of_a_newer_version_are_carried_through(name in "[a-z]{3,8}_new", value in any::<i64>()) {
        let edit = logged(2, 2, 1, Act::Edit(fields(&[(&name, json!({"deep": value}))])));
        let (record, _) = confirm(Some(made()), &edit).unwrap();
        let (record, _) = confirm(Some(record), &logged(3, 2, 2, Act::Edit(fields(&[("door", json!("3号"))])))).unwrap();
        prop_assert_eq!(record.fields.get(&name), Some(&json!({"deep": value})));
    }
}

#[test]
fn photos_of_two_people_both_stay_and_nobody_has_to_decide() {
    let photos = |hashes: &[&str]| {
        let list: Vec<Value> = hashes.iter().map(|hash| json!({ "hash": hash })).collect();
        Act::Edit(fields(&[("attachments", Value::Array(list))]))
    };
    let (record, _) = confirm(Some(made()), &logged(2, 2, 1, photos(&["a"]))).unwrap();
    let (record, verdict) = confirm(Some(record), &logged(3, 3, 1, photos(&["b"]))).unwrap();
    assert_eq!(verdict, Verdict::Merged);
    assert_eq!(
        record.fields.get("attachments"),
        Some(&json!([{"hash": "a"}, {"hash": "b"}]))
    );
    assert!(record.contested.is_empty());
    // Who has seen both takes one away.
    let (record, verdict) = confirm(Some(record), &logged(4, 2, 3, photos(&["b"]))).unwrap();
    assert_eq!(verdict, Verdict::Stored);
    assert_eq!(
        record.fields.get("attachments"),
        Some(&json!([{"hash": "b"}]))
    );
}
