use serde_json::{Value, json};

use super::*;
use crate::area::AreaCode;
use crate::change::{Act, Change, Fields, Logged, Seq, Step};
use crate::fold;
use crate::ids::{ChangeId, DeviceId, RecordId};

const RECORDER: u128 = 1;
const MEDIATOR: u128 = 2;
const OFFICE: u128 = 3;

fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn at(n: u64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + i64::try_from(n).unwrap() * 60, 0).unwrap()
}

struct Told {
    kind: Kind,
    record: Option<Record>,
}

impl Told {
    fn begin(kind: Kind, fields: &Value) -> Self {
        let told = Self { kind, record: None };
        told.then(RECORDER, Act::Create(Fields::of(fields)))
    }

    fn step(self, by: u128, name: &str, fields: &Value) -> Self {
        let fields = Fields::of(fields);
        let name = name.to_owned();
        self.then(by, Act::Step(Step { name, fields }))
    }

    fn then(self, by: u128, act: Act) -> Self {
        let seq = self.record.as_ref().map_or(1, |record| record.seq.0 + 1);
        let logged = Logged {
            seq: Seq(seq),
            received_at: at(seq),
            clock_offset_ms: 0,
            change: Change {
                id: ChangeId(Uuid::from_u128(u128::from(seq))),
                record: RecordId(Uuid::from_u128(9)),
                kind: self.kind.clone(),
                area: AreaCode::new("620602108003002").unwrap(),
                author: member(by),
                device: DeviceId(Uuid::from_u128(by)),
                device_seq: seq,
                captured_at: at(seq),
                base: Some(Seq(seq - 1)),
                act,
            },
        };
        let record = fold::confirm(self.record, &logged).unwrap().0;
        Self {
            record: Some(record),
            ..self
        }
    }

    fn circle(&self) -> Circle {
        Circle::of(self.record.as_ref().unwrap())
    }

    fn holders(&self) -> Vec<String> {
        let holders = self.circle().holders;
        holders.iter().map(short).collect()
    }
}

fn short(holder: &Holder) -> String {
    match holder {
        Holder::Member(id) => format!("m{}", id.0.as_u128()),
        other => other.to_string(),
    }
}

fn dispute(is_sensitive: bool) -> Told {
    let told = Told::begin(
        Kind::Dispute,
        &json!({"happened_at": 1_800_000_000_000_i64, "place": "渠边", "summary": "争水", "category": "neighbours", "risk": "none",
                "consent": "agreed", "parties": [{"name": "张三"}], "is_sensitive": is_sensitive}),
    );
    told.step(RECORDER, "register", &json!({}))
}

fn hazard() -> Told {
    Told::begin(
        Kind::Matter,
        &json!({"form": "hazard", "hazard_type": "fire", "place": "粮库", "description": "线路老化", "severity": "common",
                "disposal": "needs_unit"}),
    )
}

const TO_STATION: fn() -> Value =
    || json!({"unit": "派出所 ", "deadline": "2027-01-20", "text": "请处理"});

#[test]
fn a_hazard_is_its_units_once_assigned_and_another_units_once_reassigned() {
    assert!(hazard().holders().is_empty());
    let assigned = hazard().step(OFFICE, "assign", &TO_STATION());
    assert_eq!(assigned.holders(), ["unit/派出所"]);
    let other = json!({"unit": "城建所", "owner": member(7), "deadline": "2027-01-25"});
    let again = assigned.step(OFFICE, "assign", &other);
    assert_eq!(again.holders(), ["m7", "unit/城建所"]);
    assert_eq!(again.circle().until, None);
}

#[test]
fn a_circle_keeps_what_was_closed_for_ninety_days() {
    let closed = hazard()
        .step(OFFICE, "assign", &TO_STATION())
        .step(MEDIATOR, "fix", &json!({"text": "已换线"}))
        .step(RECORDER, "check", &json!({"recheck": "cleared"}))
        .step(OFFICE, "close", &json!({}));
    let circle = closed.circle();
    assert!(circle.holders.contains(&Holder::Unit("派出所".to_owned())));
    assert_eq!(circle.until, Some(at(5) + Duration::days(90)));
}

#[test]
fn an_ordinary_dispute_has_no_circle_until_somebody_answers_for_it() {
    assert!(dispute(false).holders().is_empty());
    let submitted = dispute(false).step(RECORDER, "submit", &json!({"reason": "谈不拢"}));
    assert!(submitted.holders().is_empty());
}

#[test]
fn a_sensitive_dispute_is_its_recorders_and_the_villages_once_it_was_submitted_there() {
    let told = dispute(true);
    assert_eq!(
        Placing::of(told.record.as_ref().unwrap()).class,
        DataClass::SensitiveCase
    );
    assert_eq!(told.holders(), ["m1"]);
    let submitted = told.step(RECORDER, "submit", &json!({"reason": "家里动手了"}));
    assert_eq!(submitted.holders(), ["m1", "cadres"]);
}

#[test]
fn whoever_took_part_in_a_sensitive_dispute_stays_on_it() {
    let noted = dispute(true).step(MEDIATOR, "note", &json!({"text": "去看过了"}));
    assert_eq!(noted.holders(), ["m1", "m2"]);
    let corrected = noted.then(OFFICE, Act::Edit(Fields::of(&json!({"place": "王家院子"}))));
    assert_eq!(corrected.holders(), ["m1", "m2", "m3"]);
}

#[test]
fn a_holder_reads_back_what_it_writes() {
    for holder in [
        Holder::Member(member(7)),
        Holder::Unit("司法所/二室".to_owned()),
        Holder::Cadres,
    ] {
        assert_eq!(holder.to_string().parse::<Holder>().unwrap(), holder);
    }
    assert!("member/x".parse::<Holder>().is_err() && "town".parse::<Holder>().is_err());
}
