use chrono::{DateTime, TimeZone as _, Utc};
use serde_json::json;
use uuid::Uuid;

use super::sheet::{Province, Sheet, SheetColumn};
use super::{ProvinceAct, ProvinceForm, ProvinceRefusal, ProvinceState, entry_of, judge, state_of};
use crate::change::{Act, Change, Fields, Logged, Seq, Step};
use crate::dispute::{Life, State, StepForm, StepName};
use crate::ids::{ChangeId, DeviceId, MemberId, RecordId};
use crate::issue::IssueCode;
use crate::kind::Kind;
use crate::member::Role;
use crate::record::Record;
use crate::{AreaCode, fold};

fn at(seconds: i64) -> DateTime<Utc> {
    Utc.timestamp_opt(1_790_000_000 + seconds, 0).unwrap()
}

struct Case {
    record: Option<Record>,
    seq: u64,
}

impl Case {
    fn dispute() -> Self {
        let mut case = Self {
            record: None,
            seq: 0,
        };
        let fields = json!({"parties": [{"name": "张三"}], "happened_at": 0, "category": "neighbours", "consent": "agreed", "risk": "none"});
        case.does(Act::Create(Fields::of(&fields)));
        case
    }

    fn does(&mut self, act: Act) {
        self.seq += 1;
        let logged = Logged {
            seq: Seq(self.seq),
            received_at: at(self.seq.cast_signed()),
            clock_offset_ms: 0,
            change: Change {
                id: ChangeId(Uuid::from_u128(self.seq.into())),
                record: RecordId(Uuid::from_u128(9)),
                kind: Kind::Dispute,
                area: AreaCode::new("620602108003001").unwrap(),
                author: MemberId(Uuid::from_u128(1)),
                device: DeviceId(Uuid::from_u128(2)),
                device_seq: self.seq,
                captured_at: at(self.seq.cast_signed()),
                base: None,
                act,
            },
        };
        self.record = Some(fold::confirm(self.record.take(), &logged).unwrap().0);
    }

    fn says(&mut self, act: ProvinceAct, number: Option<&str>) {
        let form = ProvinceForm {
            number: number.map(str::to_owned),
        };
        self.does(Act::Step(form.step(act)));
    }

    fn record(&self) -> &Record {
        self.record.as_ref().unwrap()
    }

    fn judged(
        &self,
        act: ProvinceAct,
        number: Option<&str>,
        role: Role,
    ) -> Result<(), ProvinceRefusal> {
        let form = ProvinceForm {
            number: number.map(str::to_owned),
        };
        judge(self.record(), &form.step(act), role)
    }
}

#[test]
fn a_case_is_entered_once_and_again_after_something_happened() {
    let mut case = Case::dispute();
    assert_eq!(state_of(case.record()), ProvinceState::NotEntered);
    case.says(ProvinceAct::Enter, Some("GS-1"));
    assert_eq!(state_of(case.record()), ProvinceState::Entered);
    assert_eq!(
        case.judged(ProvinceAct::Enter, None, Role::Supervisor),
        Err(ProvinceRefusal::AsItIs)
    );
    assert_eq!(
        case.judged(ProvinceAct::Enter, Some("GS-2"), Role::Supervisor),
        Ok(())
    );
    // A step of its course; the number stays when it is entered again.
    case.does(Act::Step(StepForm::default().step(StepName::Register)));
    assert_eq!(state_of(case.record()), ProvinceState::Changed);
    assert_eq!(
        case.judged(ProvinceAct::Enter, None, Role::VillageCadre),
        Ok(())
    );
    case.says(ProvinceAct::Enter, None);
    let entry = entry_of(case.record()).unwrap();
    assert_eq!(
        (entry.number.as_deref(), entry.is_changed),
        (Some("GS-1"), false)
    );
    // A correction; and taken back.
    case.does(Act::Edit(Fields::of(&json!({"summary": "争水"}))));
    assert_eq!(state_of(case.record()), ProvinceState::Changed);
    case.says(ProvinceAct::Withdraw, None);
    assert_eq!(entry_of(case.record()), None);
    assert_eq!(
        case.judged(ProvinceAct::Withdraw, None, Role::Supervisor),
        Err(ProvinceRefusal::AsItIs)
    );
}

#[test]
fn words_about_a_field_are_nothing_that_the_platform_has() {
    let mut case = Case::dispute();
    case.says(ProvinceAct::Enter, None);
    let step = Step {
        name: "remark".to_owned(),
        fields: Fields::of(&json!({"thread": Uuid::from_u128(5), "text": "看不清"})),
    };
    case.does(Act::Step(step));
    assert_eq!(state_of(case.record()), ProvinceState::Entered);
}

#[test]
fn it_is_beside_the_course_and_for_those_who_key_cases_in() {
    let mut case = Case::dispute();
    case.does(Act::Step(StepForm::default().step(StepName::Register)));
    let before = Life::of(case.record());
    case.says(ProvinceAct::Enter, None);
    let after = Life::of(case.record());
    assert_eq!(
        (after.state, before.state),
        (State::Registered, State::Registered)
    );
    assert_eq!(after.since, before.since);
    for role in Role::ALL {
        let may = matches!(role, Role::Supervisor | Role::VillageCadre);
        let judged = case.judged(ProvinceAct::Withdraw, None, *role);
        assert_eq!(judged.is_ok(), may, "{role:?}");
    }
    let long = "9".repeat(51);
    assert_eq!(
        case.judged(ProvinceAct::Enter, Some(&long), Role::Supervisor),
        Err(ProvinceRefusal::TooLong)
    );
    let mut visit = case.record().clone();
    visit.kind = Kind::Visit;
    let step = ProvinceForm::default().step(ProvinceAct::Enter);
    assert_eq!(
        judge(&visit, &step, Role::Supervisor),
        Err(ProvinceRefusal::WrongKind)
    );
}

#[test]
fn a_sheet_is_mapped_by_its_headings_and_a_slip_is_named() {
    let known = ["类别", "排查日期"];
    let mut sheet = Sheet::with_headings("省导入表", "disputes", &["序号", "类别"], &known);
    let from: Vec<&str> = sheet.columns.iter().map(|one| one.from.as_str()).collect();
    assert_eq!(from, ["", "类别"]);
    let province = |sheet: &Sheet| Province {
        platform: String::new(),
        sheets: vec![sheet.clone()],
    };
    assert_eq!(province(&sheet).issues(), []);
    let code = |province: &Province| province.issues().first().map(|issue| issue.code);
    sheet.columns.push(SheetColumn {
        day: "YY/M/D".to_owned(),
        ..SheetColumn::default()
    });
    assert_eq!(code(&province(&sheet)), Some(IssueCode::WrongType));
    "YYYY/MM/DD".clone_into(&mut sheet.columns[2].day);
    let day = "2026-01-09".parse().unwrap();
    assert_eq!(sheet.columns[2].written(day), "2026/01/09");
    let twins = Province {
        platform: String::new(),
        sheets: vec![sheet.clone(), sheet.clone()],
    };
    assert_eq!(code(&twins), Some(IssueCode::Contradicts));
    sheet.columns.clear();
    assert_eq!(code(&province(&sheet)), Some(IssueCode::Missing));
}
