//! Nothing a person wrote becomes unreachable: each edit keeps what it replaced.

use super::*;

/// One edit in a made-up life of a person: fields of all three classes, and clearing.
fn lives() -> impl Strategy<Value = Vec<Edit>> {
    let fields = vec!["phone", "presence", "attachments"];
    let edit = (1_u128..4, 0_u64..5, prop::sample::select(fields), 0_u8..4);
    prop::collection::vec(edit, 0..25)
}

/// 0 clears; attachments are lists of one.
fn written(field: &str, value: u8) -> Value {
    match (field, value) {
        (_, 0) => Value::Null,
        ("attachments", hash) => json!([{ "hash": hash }]),
        (_, value) => json!(value),
    }
}

fn life(edits: &[Edit]) -> Vec<Logged> {
    let create = Act::Create(fields(&[("phone", json!(100)), ("presence", json!(100))]));
    let mut log = vec![logged(1, 1, 0, create)];
    for (place, (author, behind, field, value)) in edits.iter().enumerate() {
        let seq = u64::try_from(place).unwrap() + 2;
        let act = Act::Edit(fields(&[(field, written(field, *value))]));
        let base = (seq - 1).saturating_sub(*behind).max(1);
        log.push(logged(seq, *author, base, act));
    }
    for logged in &mut log {
        logged.change.kind = Kind::Resident;
    }
    log
}

proptest! {
    #[test]
    fn every_value_that_was_ever_written_can_be_reached(edits in lives()) {
        let log = life(&edits);
        let record = replay(&log);
        for logged in &log {
            let (Act::Create(wrote) | Act::Edit(wrote)) = &logged.change.act else { continue };
            for (field, value) in &wrote.0 {
                prop_assert!(record.holds(field, value), "{field}={value} of {:?} is gone", logged.seq);
            }
        }
    }

    #[test]
    fn what_an_edit_wrote_is_read_out_of_the_versions(edits in lives()) {
        let log = life(&edits);
        let record = replay(&log);
        for (place, version) in record.versions.iter().enumerate() {
            let seq = usize::try_from(version.stamp.seq.unwrap().0).unwrap();
            let then = replay(&log[..seq]);
            for (field, before) in &version.replaced {
                prop_assert_eq!(record.written_by(place, field), then.fields.get(field));
                let earlier = replay(&log[..seq - 1]);
                prop_assert_eq!(earlier.fields.get(field).unwrap_or(&Value::Null), before);
                prop_assert!(then.fields.get(field) != earlier.fields.get(field));
            }
        }
    }

    #[test]
    fn versions_split_and_repeated_are_the_same_versions(edits in lives(), cut in 0_usize..25) {
        let log = life(&edits);
        let cut = 1 + cut.min(log.len() - 1);
        let image = serde_json::to_string(&replay(&log[..cut])).unwrap();
        let stored: Record = serde_json::from_str(&image).unwrap();
        let repeated = log.iter().chain(&log).fold(stored, |record, logged| confirm(Some(record), logged).unwrap().0);
        prop_assert_eq!(repeated, replay(&log));
    }
}

#[test]
fn an_edit_keeps_what_it_replaced_and_nothing_where_nothing_changed() {
    let edit = |seq, base, pairs: &[(&str, Value)]| logged(seq, 1, base, Act::Edit(fields(pairs)));
    let both = [("phone", json!("138")), ("door", json!("1号"))];
    let (record, _) = confirm(Some(made()), &edit(2, 1, &both)).unwrap();
    let (record, _) = confirm(Some(record), &edit(3, 2, &[("door", json!("1号"))])).unwrap();
    let (record, _) = confirm(Some(record), &edit(4, 3, &[("head", json!("李四"))])).unwrap();
    let kept: Vec<_> = record.versions.iter().map(|one| &one.replaced).collect();
    assert_eq!(
        kept,
        [
            &fields(&[("phone", json!("13800000001"))]).0,
            &fields(&[("head", Value::Null)]).0
        ]
    );
    assert_eq!(record.written_by(0, "phone"), Some(&json!("138")));
}

#[test]
fn what_was_put_forward_for_review_stays_when_somebody_decides_otherwise() {
    let edit = |seq, author, base, value: &str| {
        let act = Act::Edit(fields(&[("presence", json!(value))]));
        let mut change = logged(seq, author, base, act);
        change.change.kind = Kind::Resident;
        change
    };
    let mut person = made();
    person.kind = Kind::Resident;
    let (person, _) = confirm(Some(person), &edit(2, 2, 1, "away")).unwrap();
    let (person, _) = confirm(Some(person), &edit(3, 3, 1, "deceased")).unwrap();
    let (person, _) = confirm(Some(person), &edit(4, 2, 3, "home")).unwrap();
    assert!(person.contested.is_empty());
    assert_eq!(person.versions[1].aside["presence"], json!("deceased"));
    assert_eq!(person.versions[1].stamp.by, MemberId(Uuid::from_u128(3)));
}

/// As the build before this one wrote a contested record.
const OLDER: &str = r#"{"id":"00000000-0000-0000-0000-000000000001","kind":"household","area":"629999101201001","seq":3,"made":{"seq":1,"by":"00000000-0000-0000-0000-000000000001","at":1790000001000},"fields":{"door":"1号","phone":"139"},"edited":{"phone":{"seq":3,"by":"00000000-0000-0000-0000-000000000003","at":1790000003000}},"contested":{"phone":[{"value":"138","stamp":{"seq":2,"by":"00000000-0000-0000-0000-000000000002","at":1790000002000}}]}}"#;

#[test]
fn a_record_of_an_older_build_is_read_and_written_as_it_was_and_loses_nothing_when_decided() {
    let record: Record = serde_json::from_str(OLDER).unwrap();
    assert_eq!(serde_json::to_string(&record).unwrap(), OLDER);
    let decide = logged(4, 1, 3, Act::Edit(fields(&[("phone", json!("137"))])));
    let (record, _) = confirm(Some(record), &decide).unwrap();
    for value in ["137", "138", "139"] {
        assert!(record.holds("phone", &json!(value)), "{value}");
    }
}
