//! Disputes on an open store: the form, its draft, the first steps, lists and search.

mod steps;

use domain::dispute::{
    Category, Consent, Guard, Level, OnSite, Party, Risk, State, StepForm, StepName,
};
use domain::{Dispute, Leave, Record, Role, Stamp};
use serde_json::json;

use super::*;
use crate::commands::disputes::DisputeFilter;
use crate::store::disputes;

const NOWHERE: RecordId = RecordId(uuid::Uuid::nil());

fn begun(desk: &Desk) -> Dispute {
    Dispute {
        parties: vec![Party::named("张三"), Party::named("单雄信")],
        place: "二组水渠边".to_owned(),
        summary: "为浇地先后争吵".to_owned(),
        risk: Some(Risk::None),
        ..Dispute::begun(desk.host.now())
    }
}

fn whole(desk: &Desk) -> Dispute {
    Dispute {
        category: Some(Category::Neighbours),
        consent: Some(Consent::Agreed),
        ..begun(desk)
    }
}

fn save(desk: &mut Desk, form: DisputeForm) -> Result<Saved, Error> {
    let save = SaveDispute {
        id: None,
        slot: NOWHERE,
        form,
    };
    desk.run(|cx| save.run(cx))
}

fn open(desk: &mut Desk, id: RecordId) -> DisputeView {
    desk.run(|cx| OpenDispute { id }.run(cx)).unwrap()
}

/// A page of the list; the numbers of the desk count the same.
fn list(desk: &mut Desk, filter: DisputeFilter) -> DisputesPage {
    let count = CountDisputes {
        filters: vec![filter.clone()],
    };
    let list = ListDisputes {
        filter,
        offset: 0,
        limit: 50,
    };
    let page = desk.run(|cx| list.run(cx)).unwrap();
    let counts = desk.run(|cx| count.run(cx)).unwrap();
    assert_eq!(counts[0], page.total);
    page
}

fn step(desk: &mut Desk, id: RecordId, name: StepName, form: StepForm) -> Option<Guard> {
    let add = AddDisputeStep {
        id,
        step: name,
        form,
    };
    desk.run(|cx| add.run(cx)).unwrap()
}

fn found(desk: &mut Desk, text: &str) -> u64 {
    let filter = DisputeFilter {
        text: text.to_owned(),
        ..DisputeFilter::default()
    };
    list(desk, filter).total
}

/// A dispute of somebody else's that was made long ago: past every limit.
fn put_old(desk: &mut Desk, id: u128, change: impl FnOnce(&mut Dispute)) -> RecordId {
    let id = RecordId(uuid::Uuid::from_u128(id));
    let mut dispute = whole(desk);
    change(&mut dispute);
    let fields = Fields::of(&dispute);
    desk.put(&Record {
        made: Stamp {
            seq: Some(domain::Seq(7)),
            by: OTHER,
            at: desk.host.now() - Duration::days(60),
        },
        ..record(id, Kind::Dispute, GRID, 7, fields)
    });
    id
}

#[test]
fn the_least_is_saved_and_waits_to_be_registered() {
    let mut desk = Desk::new();
    let form = DisputeForm::of(begun(&desk));
    let id = save(&mut desk, form).unwrap().id;
    let view = open(&mut desk, id);
    assert_eq!(view.row.stands, State::Draft);
    assert!(
        view.offers
            .contains(&(StepName::Register, Some(Guard::Complete)))
    );
    // The rest is filled in later: then it is registered without another tap.
    let dispute = whole(&desk);
    let correct = SaveDispute {
        id: Some(id),
        slot: id,
        form: DisputeForm::of(dispute),
    };
    desk.run(|cx| correct.run(cx)).unwrap();
    let view = open(&mut desk, id);
    assert_eq!(
        (view.row.stands, view.entries.len()),
        (State::Registered, 1)
    );
    let pending = changes::pending_of(desk.store.db(), &desk.store.own(), id).unwrap();
    assert_eq!(pending.len(), 3);
}

#[test]
fn nothing_is_saved_without_who_where_what_and_the_risk() {
    let mut desk = Desk::new();
    let empty = Dispute::begun(desk.host.now());
    let refused = save(&mut desk, DisputeForm::of(empty));
    let Err(Error::Invalid(issues)) = refused else {
        panic!("{refused:?}")
    };
    let fields: Vec<&str> = issues.iter().map(|issue| issue.field.as_str()).collect();
    assert_eq!(fields, ["parties", "place", "summary", "risk"]);
    assert_eq!(changes::counts(desk.store.db()).unwrap().unsent, 0);
}

#[test]
fn what_was_done_on_the_spot_becomes_the_first_steps() {
    let mut desk = Desk::new();
    let on_site = |desk: &Desk, on_site| DisputeForm {
        on_site: Some(on_site),
        settled: "双方握手言和".to_owned(),
        ..DisputeForm::of(whole(desk))
    };
    for (how, state, steps) in [
        (OnSite::Settled, State::SettledOnSite, 2),
        (OnSite::GoOn, State::Registered, 1),
        (OnSite::Village, State::Submitted, 2),
        (OnSite::Town, State::Submitted, 2),
    ] {
        let form = on_site(&desk, how);
        let id = save(&mut desk, form).unwrap().id;
        let view = open(&mut desk, id);
        assert_eq!(
            (view.row.stands, view.entries.len()),
            (state, steps),
            "{how:?}"
        );
    }
    let mut refused = on_site(&desk, OnSite::Settled);
    refused.dispute.consent = Some(Consent::Refused);
    assert!(matches!(
        save(&mut desk, refused),
        Err(Error::Invalid(issues)) if issues[0].field == "consent"
    ));
}

#[test]
fn a_form_from_a_visit_knows_the_door_and_both_find_each_other() {
    let mut desk = Desk::new();
    let home = desk.home("12号", Some("13812345678"), &["李四"]);
    let heard = visit(&mut desk, home, |visit| {
        visit.difficulty_note = Some("邻居占了水渠".to_owned());
    })
    .unwrap()
    .id;
    let open_draft = OpenDisputeDraft {
        visit: Some(heard),
        ..OpenDisputeDraft::default()
    };
    let draft = desk.run(|cx| open_draft.clone().run(cx)).unwrap();
    let dispute = &draft.form.dispute;
    assert_eq!(dispute.place, "张庄村1组12号");
    assert_eq!(dispute.parties[0].name, "李四");
    assert_eq!(dispute.summary, "邻居占了水渠");
    let mut form = draft.form.clone();
    form.dispute.parties.push(Party::named("王五"));
    form.dispute.risk = Some(Risk::MayEscalate);
    let keep = SaveDisputeDraft {
        slot: draft.slot,
        form: form.clone(),
        of: None,
        focus: Some("parties".to_owned()),
    };
    desk.run(|cx| keep.run(cx)).unwrap();
    let again = desk.run(|cx| open_draft.run(cx)).unwrap();
    assert_eq!((again.form.clone(), again.slot), (form.clone(), home));
    let save = SaveDispute {
        id: None,
        slot: draft.slot,
        form,
    };
    let id = desk.run(|cx| save.run(cx)).unwrap().id;
    assert!(desk.run(|cx| ListDisputeDrafts.run(cx)).unwrap().is_empty());
    for filter in [
        DisputeFilter {
            household: Some(home),
            ..DisputeFilter::default()
        },
        DisputeFilter {
            visit: Some(heard),
            ..DisputeFilter::default()
        },
    ] {
        let page = list(&mut desk, filter);
        assert_eq!((page.total, page.rows[0].id), (1, id));
    }
    assert_eq!(open(&mut desk, id).household_name, "李四");
}

#[test]
fn disputes_are_found_by_party_sound_place_and_words() {
    let mut desk = Desk::new();
    let form = DisputeForm::of(begun(&desk));
    let id = save(&mut desk, form).unwrap().id;
    for (text, count) in [
        ("张三", 1),
        ("雄", 1),
        ("shanxiong", 1),
        ("水渠", 1),
        ("浇地 张三", 1),
        ("浇地 李四", 0),
        ("三单", 0),
        ("\"*(", 0),
        ("", 1),
    ] {
        assert_eq!(found(&mut desk, text), count, "{text}");
    }
    // Households are found by the same letters, disputes not among them.
    let households = SearchHouseholds {
        text: "张三".to_owned(),
        limit: 10,
    };
    assert!(desk.run(|cx| households.run(cx)).unwrap().is_empty());
    // A correction is found, what it replaced is not.
    let mut dispute = begun(&desk);
    dispute.parties[0].name = "赵六".to_owned();
    let correct = SaveDispute {
        id: Some(id),
        slot: id,
        form: DisputeForm::of(dispute),
    };
    desk.run(|cx| correct.run(cx)).unwrap();
    assert_eq!((found(&mut desk, "张三"), found(&mut desk, "赵六")), (0, 1));
}

#[test]
fn lists_put_violence_first_and_filter_by_state_category_and_day() {
    let mut desk = Desk::new();
    let form = DisputeForm::of(whole(&desk));
    let first = save(&mut desk, form).unwrap().id;
    let mut violent = begun(&desk);
    violent.risk = Some(Risk::Violence);
    violent.happened_at -= Duration::days(40);
    let urgent = save(&mut desk, DisputeForm::of(violent)).unwrap().id;
    let page = list(&mut desk, DisputeFilter::default());
    let ids: Vec<RecordId> = page.rows.iter().map(|row| row.id).collect();
    assert_eq!((ids, page.total), (vec![urgent, first], 2));
    let only = |desk: &mut Desk, filter| {
        let page = list(desk, filter);
        page.rows.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let state = DisputeFilter {
        state: Some(State::Registered),
        ..DisputeFilter::default()
    };
    assert_eq!(only(&mut desk, state), [first]);
    let category = DisputeFilter {
        category: Some(Category::Neighbours),
        ..DisputeFilter::default()
    };
    assert_eq!(only(&mut desk, category), [first]);
    let recent = DisputeFilter {
        from: Some(calendar::day_of(desk.host.now())),
        ..DisputeFilter::default()
    };
    assert_eq!(only(&mut desk, recent), [first]);
    let risky = DisputeFilter {
        is_risky: true,
        ..DisputeFilter::default()
    };
    assert_eq!(only(&mut desk, risky), [urgent]);
    let elsewhere = DisputeFilter {
        area: Some(code("990001001002")),
        ..DisputeFilter::default()
    };
    assert!(only(&mut desk, elsewhere).is_empty());
}

#[test]
fn what_is_past_its_day_is_told_by_the_towns_own_limits() {
    let mut desk = Desk::new();
    let old = put_old(&mut desk, 700, |_| {});
    let overdue = || DisputeFilter {
        is_overdue: true,
        ..DisputeFilter::default()
    };
    let page = list(&mut desk, overdue());
    assert_eq!((page.total, page.rows[0].id), (1, old));
    // The county gives the grids a hundred days: the list follows when the profile arrives.
    let town = RecordId(uuid::Uuid::from_u128(3));
    let fields = serde_json::from_value(json!({
        "name": "清水镇", domain::dispute::limits::FIELD: {"grid_days": 100}
    }));
    desk.put(&record(
        town,
        Kind::Area,
        crate::testing::TOWN,
        8,
        fields.unwrap(),
    ));
    assert_eq!(disputes::limits(desk.store.db()).unwrap().grid_days, 100);
    assert_eq!(list(&mut desk, overdue()).total, 0);
}

#[test]
fn a_sensitive_dispute_is_masked_in_lists_and_open_on_its_page() {
    let mut desk = Desk::new();
    let id = put_old(&mut desk, 701, |dispute| dispute.is_sensitive = Some(true));
    let row = list(&mut desk, DisputeFilter::default()).rows.remove(0);
    assert_eq!((row.between.as_str(), row.gist.as_str()), ("张*与单**", ""));
    assert_eq!(open(&mut desk, id).row.between, "张三与单雄信");
}

#[test]
fn causes_are_counted_and_each_number_opens_its_disputes() {
    let mut desk = Desk::new();
    for (id, cause) in [(71, "地界"), (72, " 地界"), (73, "灌溉用水"), (74, " ")] {
        put_old(&mut desk, id, |dispute| {
            dispute.cause = Some(cause.to_owned());
        });
    }
    put_old(&mut desk, 75, |dispute| dispute.cause = None);
    let day = |text: &str| text.parse().unwrap();
    let count = |area: Option<&str>| CountCauses {
        area: area.map(|code| code.parse().unwrap()),
        from: day("2000-01-01"),
        to: day("2100-01-01"),
    };
    let found = desk.run(|cx| count(None).run(cx)).unwrap();
    let told: Vec<(&str, u64)> = found
        .iter()
        .map(|found| (found.cause.as_str(), found.count))
        .collect();
    assert_eq!(told, [("地界", 2), ("灌溉用水", 1)]);
    for found in &found {
        let filter = DisputeFilter {
            cause: Some(found.cause.clone()),
            ..DisputeFilter::default()
        };
        assert_eq!(list(&mut desk, filter).total, found.count);
    }
    assert!(
        desk.run(|cx| count(Some("629999101299")).run(cx))
            .unwrap()
            .is_empty()
    );
}
