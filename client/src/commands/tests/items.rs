//! Forms that are data on an open store: prefilled, drafted, saved, listed, found, walked; and whom to visit next.

use domain::course::Refusal;
use domain::form::{HOUSEHOLD, VISIT};
use domain::{IssueCode, Role};

use super::*;

const NOWHERE: RecordId = RecordId(uuid::Uuid::nil());

fn hazard() -> Fields {
    Fields::of(&json!({
        "hazard_type": "fire", "place": "三组桥头", "description": "柴草堆在电线下面",
        "severity": "urgent", "disposal": "needs_unit", "wanted_unit": "村委会",
    }))
}

fn save(desk: &mut Desk, form: &str, fields: Fields) -> Result<Saved, Error> {
    let save = SaveForm {
        form: form.to_owned(),
        id: None,
        slot: NOWHERE,
        fields,
        area: None,
    };
    desk.run(|cx| save.run(cx))
}

fn open(desk: &mut Desk, id: RecordId) -> ItemView {
    desk.run(|cx| OpenItem { id }.run(cx)).unwrap()
}

fn list(desk: &mut Desk, filter: ItemFilter) -> ItemsPage {
    let list = ListItems {
        filter,
        offset: 0,
        limit: 50,
    };
    desk.run(|cx| list.run(cx)).unwrap()
}

fn step(desk: &mut Desk, id: RecordId, step: &str, fields: &serde_json::Value) -> Option<Refusal> {
    let take = TakeStep {
        id,
        step: step.to_owned(),
        fields: Fields::of(fields),
    };
    desk.run(|cx| take.run(cx)).unwrap()
}

fn draft(desk: &mut Desk, open: OpenFormDraft) -> FormDraft {
    desk.run(|cx| open.run(cx)).unwrap()
}

#[test]
fn a_form_out_of_a_visit_knows_the_door_the_head_and_what_was_said() {
    let mut desk = Desk::new();
    let home = desk.home("12号", Some("13800001234"), &["李四"]);
    let mut visit = Visit::routine(home, time(0));
    visit.difficulty_note = Some("机井坏了".to_owned());
    let visit = desk
        .run(|cx| SaveVisit { id: None, visit }.run(cx))
        .unwrap();
    let open = OpenFormDraft {
        form: "opinion".to_owned(),
        visit: Some(visit.id),
        ..OpenFormDraft::default()
    };
    let begun = draft(&mut desk, open);
    assert_eq!(begun.slot, home);
    let text = |field: &str| begun.fields.text(field).map(str::to_owned);
    assert_eq!(text("content").as_deref(), Some("机井坏了"));
    assert_eq!(text("person").as_deref(), Some("李四"));
    assert_eq!(text("opinion_channel").as_deref(), Some("visit"));
    assert_eq!(text(HOUSEHOLD), Some(home.to_string()));
    assert_eq!(text(VISIT), Some(visit.id.to_string()));
    assert_eq!(text("applicant"), None, "only what the form asks");
    // Saved, it stands at the door and at the visit.
    let mut fields = begun.fields;
    for (field, value) in [
        ("opinion_category", "water"),
        ("nature", "help"),
        ("reply", "passed_on"),
    ] {
        fields.0.insert(field.to_owned(), json!(value));
    }
    let saved = save(&mut desk, "opinion", fields).unwrap();
    let here = |household, visit| ItemFilter {
        household,
        visit,
        ..ItemFilter::default()
    };
    for filter in [here(Some(home), None), here(None, Some(visit.id))] {
        let rows = list(&mut desk, filter).rows;
        assert_eq!(
            rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            [saved.id]
        );
    }
    assert_eq!(
        open_household(&mut desk, saved.id),
        Some((home, "李四".to_owned()))
    );
}

fn open_household(desk: &mut Desk, id: RecordId) -> Option<(RecordId, String)> {
    open(desk, id).household
}

#[test]
fn a_draft_is_kept_listed_with_what_is_missing_and_gone_when_saved() {
    let mut desk = Desk::new();
    let mut fields = hazard();
    fields.0.remove("severity");
    let keep = SaveFormDraft {
        form: "hazard".to_owned(),
        slot: NOWHERE,
        fields: fields.clone(),
        area: None,
        of: None,
        focus: Some("description".to_owned()),
    };
    desk.run(|cx| keep.run(cx)).unwrap();
    let drafts = desk.run(|cx| ListFormDrafts.run(cx)).unwrap();
    assert_eq!(drafts[0].missing, ["severity"]);
    assert_eq!(drafts[0].title, "消防 · 三组桥头");
    let open = OpenFormDraft {
        form: "hazard".to_owned(),
        ..OpenFormDraft::default()
    };
    let begun = draft(&mut desk, open);
    assert_eq!(
        (begun.fields, begun.focus.as_deref()),
        (fields.clone(), Some("description"))
    );
    let refused = save(&mut desk, "hazard", fields);
    let Err(Error::Invalid(issues)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        (issues[0].field.as_str(), issues[0].code),
        ("severity", IssueCode::Missing)
    );
    assert_eq!(desk.run(|cx| ListFormDrafts.run(cx)).unwrap().len(), 1);
    save(&mut desk, "hazard", hazard()).unwrap();
    assert_eq!(desk.run(|cx| ListFormDrafts.run(cx)).unwrap(), []);
}

#[test]
fn an_urgent_hazard_is_first_due_soon_found_by_its_words_and_walked_by_the_table() {
    let mut desk = Desk::new();
    let mut calm = hazard();
    calm.0.insert("severity".into(), json!("common"));
    save(&mut desk, "hazard", calm).unwrap();
    let urgent = save(&mut desk, "hazard", hazard()).unwrap();
    let filter = |text: &str| ItemFilter {
        form: "hazard".to_owned(),
        text: text.to_owned(),
        ..ItemFilter::default()
    };
    let page = list(&mut desk, filter(""));
    assert_eq!((page.total, page.rows[0].id), (2, urgent.id));
    assert!(page.rows[0].is_urgent && page.rows[0].due_on < page.rows[1].due_on);
    assert_eq!(list(&mut desk, filter("柴草")).total, 2);
    assert_eq!(list(&mut desk, filter("草堆在电")).total, 2);
    assert_eq!(list(&mut desk, filter("煤气")).total, 0);
    // The worker may mend it, not give it out; and not without words.
    assert_eq!(
        step(
            &mut desk,
            urgent.id,
            "assign",
            &json!({"unit": "村委会", "deadline": "2026-12-01"})
        ),
        Some(Refusal::WrongRole)
    );
    let empty = TakeStep {
        id: urgent.id,
        step: "fix".to_owned(),
        fields: Fields::default(),
    };
    assert!(matches!(
        desk.run(|cx| empty.run(cx)),
        Err(Error::Invalid(_))
    ));
    assert_eq!(
        step(&mut desk, urgent.id, "fix", &json!({"text": "已搬走"})),
        None
    );
    let view = open(&mut desk, urgent.id);
    assert_eq!((view.row.stands.as_str(), view.entries.len()), ("fixed", 1));
    assert!(view.entries[0].is_waiting);
    assert_eq!(
        step(
            &mut desk,
            urgent.id,
            "check",
            &json!({"recheck": "cleared"})
        ),
        None
    );
    // Whoever mended it cannot strike it off, in whatever role.
    desk.profile.role = Role::Supervisor;
    assert_eq!(
        step(&mut desk, urgent.id, "close", &json!({})),
        Some(Refusal::SecondPerson)
    );
    let open_only = ItemFilter {
        is_open: true,
        ..filter("")
    };
    assert_eq!(list(&mut desk, open_only).total, 2);
}

#[test]
fn a_correction_writes_only_what_changed_and_keeps_what_a_newer_version_wrote() {
    let mut desk = Desk::new();
    let id = RecordId(uuid::Uuid::from_u128(91));
    let mut fields = hazard();
    fields.0.insert("form".into(), json!("hazard"));
    fields
        .0
        .insert("drone_photo".into(), json!("from a newer version"));
    desk.put(&record(id, Kind::Matter, GRID, 7, fields));
    let open = OpenFormDraft {
        form: "hazard".to_owned(),
        of: Some(id),
        ..OpenFormDraft::default()
    };
    let mut begun = draft(&mut desk, open);
    begun.fields.0.insert("severity".into(), json!("common"));
    let correct = SaveForm {
        form: "hazard".to_owned(),
        id: Some(id),
        slot: begun.slot,
        fields: begun.fields,
        area: None,
    };
    desk.run(|cx| correct.run(cx)).unwrap();
    let pending = changes::pending_of(desk.store.db(), &desk.store.own(), id).unwrap();
    let expected = Act::Edit(Fields::of(&json!({"severity": "common"})));
    assert_eq!(pending[0].change.act, expected);
    assert_eq!(
        records::view(desk.store.db(), id)
            .unwrap()
            .unwrap()
            .record
            .fields
            .text("drone_photo"),
        Some("from a newer version")
    );
}

#[test]
fn a_task_is_with_whoever_is_to_do_it_and_a_notice_is_unread_until_opened() {
    let mut desk = Desk::new();
    let task = |owner: domain::MemberId| {
        Fields::of(&json!({
            "form": "task", "heading": "走访返乡人员", "task_sort": "visit", "content": "三组两户",
            "owner": owner, "deadline": "2020-01-02",
        }))
    };
    let mine = RecordId(uuid::Uuid::from_u128(92));
    desk.put(&record(mine, Kind::Task, GRID, 8, task(ME)));
    let others = RecordId(uuid::Uuid::from_u128(93));
    desk.put(&record(others, Kind::Task, GRID, 9, task(OTHER)));
    let notice = RecordId(uuid::Uuid::from_u128(94));
    let fields = Fields::of(
        &json!({"form": "notice", "heading": "降温", "notice_sort": "alert", "body": "请提醒取暖"}),
    );
    desk.put(&record(
        notice,
        Kind::Notice,
        crate::testing::TOWN,
        10,
        fields,
    ));
    let home = desk.run(|cx| OpenHome.run(cx)).unwrap();
    assert_eq!(
        home.tasks.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [mine]
    );
    assert_eq!(home.unread_notices, 1);
    assert_eq!(
        step(&mut desk, others, "take", &json!({})),
        Some(Refusal::NotYours)
    );
    assert_eq!(
        step(&mut desk, mine, "finish", &json!({"text": "都走到了"})),
        None
    );
    assert_eq!(open(&mut desk, mine).row.stands, "done");
    open(&mut desk, notice);
    assert_eq!(desk.run(|cx| OpenHome.run(cx)).unwrap().unread_notices, 0);
}

#[test]
fn words_written_in_visits_are_indexed_and_go_with_them() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let mut visit = Visit::routine(home, time(0));
    visit.remarks = Some("屋后排水沟堵了".to_owned());
    desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
        .unwrap();
    let count: i64 = desk
        .store
        .db()
        .query_row(
            "SELECT count(*) FROM word_search WHERE word_search MATCH 'words : \"排 水\"'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(count, 1);
}

#[test]
fn several_matters_are_given_out_at_once() {
    let mut desk = Desk::new();
    let ids: Vec<RecordId> = (0..3)
        .map(|_| save(&mut desk, "hazard", hazard()).unwrap().id)
        .collect();
    desk.profile.role = Role::Supervisor;
    let offer = OfferTogether { ids: ids.clone() };
    let offers = desk.run(|cx| offer.run(cx)).unwrap();
    let steps: Vec<(&str, usize)> = offers
        .iter()
        .map(|offer| (offer.step.as_str(), offer.ids.len()))
        .collect();
    // What is beside every course comes last.
    assert_eq!(steps, [("assign", 3), ("enter_province", 3)]);
    let mut fields = offers[0].proposed.clone();
    assert!(fields.text("deadline").is_some(), "the day is proposed");
    let take = |fields: &Fields| TakeTogether {
        ids: ids.clone(),
        step: "assign".to_owned(),
        fields: fields.clone(),
    };
    // Bad input saves nothing.
    let refused = desk.run(|cx| take(&fields).run(cx));
    assert!(matches!(refused, Err(Error::Invalid(issues)) if issues[0].field == "unit"));
    fields.0.insert("unit".to_owned(), json!("派出所"));
    let done = desk.run(|cx| take(&fields).run(cx)).unwrap();
    assert_eq!((done.taken, done.refused), (3, Vec::new()));
    for id in &ids {
        let view = open(&mut desk, *id);
        assert_eq!(
            (view.row.stands.as_str(), view.row.unit.as_str()),
            ("assigned", "派出所")
        );
    }
    let again = desk.run(|cx| take(&fields).run(cx)).unwrap();
    assert_eq!(again.taken, 3, "it may be given to another");
}
