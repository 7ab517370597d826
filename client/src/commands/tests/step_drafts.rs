//! Begun steps on an open store: kept, listed with what is missing, gone when taken, still there when they can no longer be taken.

use domain::dispute::{Consent, Guard, Party, Risk, StepForm, StepName};
use domain::{Dispute, Role};

use super::*;
use crate::store::{Store, rescue};
use crate::testing::DEVICE;

const NOWHERE: RecordId = RecordId(uuid::Uuid::nil());

fn hazard(desk: &mut Desk) -> RecordId {
    let save = SaveForm {
        form: "hazard".to_owned(),
        id: None,
        slot: NOWHERE,
        fields: Fields::of(&json!({
            "hazard_type": "fire", "place": "三组桥头", "description": "柴草堆在电线下面",
            "severity": "urgent", "disposal": "needs_unit", "wanted_unit": "村委会",
        })),
        area: None,
    };
    desk.run(|cx| save.run(cx)).unwrap().id
}

fn dispute(desk: &mut Desk) -> RecordId {
    let dispute = Dispute {
        parties: vec![Party::named("张三"), Party::named("单雄信")],
        place: "二组水渠边".to_owned(),
        summary: "为浇地先后争吵".to_owned(),
        risk: Some(Risk::None),
        category: Some(domain::dispute::Category::Neighbours),
        consent: Some(Consent::Agreed),
        ..Dispute::begun(desk.host.now())
    };
    let save = SaveDispute {
        id: None,
        slot: NOWHERE,
        form: DisputeForm::of(dispute),
    };
    desk.run(|cx| save.run(cx)).unwrap().id
}

fn keep(
    desk: &mut Desk,
    (record, form, step): (RecordId, &str, &str),
    fields: &serde_json::Value,
    focus: Option<&str>,
) {
    let keep = SaveStepDraft {
        record,
        step: step.to_owned(),
        form: form.to_owned(),
        fields: Fields::of(fields),
        focus: focus.map(str::to_owned),
    };
    desk.run(|cx| keep.run(cx)).unwrap();
}

fn find(desk: &mut Desk, record: RecordId, step: &str) -> Option<StepDraft> {
    let open = OpenStepDraft {
        record,
        step: step.to_owned(),
    };
    desk.run(|cx| open.run(cx)).unwrap()
}

fn rows(desk: &mut Desk) -> Vec<StepDraftRow> {
    desk.run(|cx| ListStepDrafts.run(cx)).unwrap()
}

#[test]
fn a_begun_step_is_kept_as_typed_and_listed_with_what_is_missing() {
    let mut desk = Desk::new();
    let id = hazard(&mut desk);
    assert_eq!(find(&mut desk, id, "fix"), None);
    keep(
        &mut desk,
        (id, "hazard", "fix"),
        &json!({"text": " "}),
        None,
    );
    assert_eq!(rows(&mut desk)[0].missing, ["text"]);
    let typed = json!({"text": "换了线,还差"});
    keep(&mut desk, (id, "hazard", "fix"), &typed, Some("text"));
    let draft = find(&mut desk, id, "fix").unwrap();
    assert_eq!(
        (draft.fields.text("text"), draft.focus.as_deref()),
        (Some("换了线,还差"), Some("text"))
    );
    let rows = rows(&mut desk);
    assert_eq!(rows.len(), 1, "one for a record and a step");
    assert_eq!(rows[0].title, "消防 · 三组桥头");
    assert!(rows[0].is_here && rows[0].missing.is_empty() && rows[0].refusal.is_none());
    assert_eq!(desk.run(|cx| OpenHome.run(cx)).unwrap().drafts, 1);
}

#[test]
fn taking_the_step_takes_its_draft_with_it_and_no_other() {
    let mut desk = Desk::new();
    let id = hazard(&mut desk);
    keep(
        &mut desk,
        (id, "hazard", "fix"),
        &json!({"text": "换了线"}),
        None,
    );
    keep(
        &mut desk,
        (id, "hazard", "progress"),
        &json!({"text": "约了"}),
        None,
    );
    let take = TakeStep {
        id,
        step: "progress".to_owned(),
        fields: Fields::of(&json!({"text": "约了电工"})),
    };
    assert_eq!(desk.run(|cx| take.run(cx)).unwrap(), None);
    assert_eq!(find(&mut desk, id, "progress"), None);
    assert!(find(&mut desk, id, "fix").is_some());
    // What is refused saves nothing, and the draft stays.
    let refused = TakeStep {
        id,
        step: "fix".to_owned(),
        fields: Fields::default(),
    };
    assert!(desk.run(|cx| refused.run(cx)).is_err());
    assert!(find(&mut desk, id, "fix").is_some());
}

#[test]
fn a_step_of_a_dispute_goes_on_and_its_draft_goes_when_it_is_taken() {
    let mut desk = Desk::new();
    let id = dispute(&mut desk);
    let form = StepForm {
        text: Some("电话问过村里".to_owned()),
        ..StepForm::default()
    };
    let fields = json!(form.step(StepName::Note).fields);
    keep(&mut desk, (id, "dispute", "note"), &fields, Some("text"));
    let rows = rows(&mut desk);
    assert_eq!(
        (rows[0].title.as_str(), rows[0].guard),
        ("张三与单雄信", None)
    );
    let add = AddDisputeStep {
        id,
        step: StepName::Note,
        form,
    };
    assert_eq!(desk.run(|cx| add.run(cx)).unwrap(), None);
    assert_eq!(find(&mut desk, id, "note"), None);
}

#[test]
fn a_draft_of_a_step_that_can_no_longer_be_taken_stays_until_it_is_thrown_away() {
    let mut desk = Desk::new();
    let (fixed, quarrel) = (hazard(&mut desk), dispute(&mut desk));
    keep(
        &mut desk,
        (fixed, "hazard", "fix"),
        &json!({"text": "换了线"}),
        None,
    );
    keep(
        &mut desk,
        (quarrel, "dispute", "agree"),
        &json!({"text": "错开浇"}),
        None,
    );
    let void = VoidRecord {
        id: fixed,
        reason: "记重了".to_owned(),
    };
    desk.run(|cx| void.run(cx)).unwrap();
    let found = rows(&mut desk);
    let row = |id| found.iter().find(|row| row.draft.record == id).unwrap();
    assert!(row(fixed).is_void);
    assert_eq!(row(quarrel).guard, Some(Guard::WrongState));
    let left = desk.run(|cx| OpenStepDrafts { record: quarrel }.run(cx));
    assert_eq!(left.unwrap()[0].fields.text("text"), Some("错开浇"));
    for (record, step) in [(fixed, "fix"), (quarrel, "agree")] {
        let step = step.to_owned();
        desk.run(|cx| DropStepDraft { record, step }.run(cx))
            .unwrap();
    }
    assert!(rows(&mut desk).is_empty());
}

#[test]
fn a_draft_outlives_its_record_on_this_device_and_says_so() {
    let mut desk = Desk::new();
    desk.profile.role = Role::Supervisor;
    let gone = RecordId(uuid::Uuid::from_u128(909));
    keep(
        &mut desk,
        (gone, "hazard", "close"),
        &json!({"text": "销号"}),
        None,
    );
    let rows = rows(&mut desk);
    assert!(!rows[0].is_here);
    assert_eq!(rows[0].draft.form, "hazard");
    let left = desk.run(|cx| OpenStepDrafts { record: gone }.run(cx));
    assert_eq!(left.unwrap().len(), 1);
}

#[test]
fn begun_forms_and_steps_are_carried_out_of_a_damaged_file() {
    let mut desk = Desk::new();
    let id = hazard(&mut desk);
    keep(
        &mut desk,
        (id, "hazard", "fix"),
        &json!({"text": "换了线"}),
        None,
    );
    let form = SaveFormDraft {
        form: "hazard".to_owned(),
        slot: NOWHERE,
        fields: Fields::of(&json!({"place": "桥头"})),
        area: None,
        of: None,
        focus: None,
    };
    desk.run(|cx| form.run(cx)).unwrap();
    let damaged = std::mem::replace(&mut desk.store, Store::in_memory((ME, DEVICE)));
    rescue::carry_drafts(damaged.db(), desk.store.db()).unwrap();
    let draft = find(&mut desk, id, "fix").unwrap();
    assert_eq!(draft.fields.text("text"), Some("换了线"));
    let forms = desk.run(|cx| ListFormDrafts.run(cx)).unwrap();
    assert_eq!(forms[0].draft.fields.text("place"), Some("桥头"));
    // An older file without the tables gives nothing, and that is no failure.
    let older = rusqlite::Connection::open_in_memory().unwrap();
    rescue::carry_drafts(&older, desk.store.db()).unwrap();
}
