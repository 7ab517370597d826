//! The forms.

use client::commands::Draft;
use domain::{Household, Issue, IssueCode, Resident, Visit};

use super::*;
use crate::screens::household_form::HouseholdForm;
use crate::screens::resident_form::ResidentForm;
use crate::screens::visit_form::{Form, VisitFormView, use_form};

#[component]
fn VisitPage(form: Form) -> Element {
    rsx! {
        div { class: "phone",
            TopBar { title: "走访记录", back: Route::Home {} }
            VisitFormView { form, page: sample::household_page(), onsave: |()| {}, ondrop: |()| {} }
        }
    }
}

fn fresh() -> Draft {
    Draft {
        visit: Visit::routine(sample::id(0), sample::now()),
        focus: None,
        ..sample::draft()
    }
}

#[test]
fn a_routine_visit_is_filled_in_but_for_a_tap_or_two() {
    fn page() -> Element {
        use_root();
        let form = use_form(fresh());
        rsx! { VisitPage { form } }
    }
    let html = draw("visit-form", page);
    has_ids(
        &html,
        &[
            "visit-form",
            "visit-method-door",
            "visit-outcome-met",
            "visit-purpose-routine",
            "visit-met",
            "visit-change-none",
            "visit-difficulty-medical",
            "visit-difficulty-note",
            "visit-topic-fraud",
            "visit-handling-solved",
            "visit-remarks",
            "visit-position",
            "visit-form-save",
        ],
    );
    assert!(
        !html.contains(&testid("visit-follow-up")),
        "a date is asked for only when something is to be followed up"
    );
    assert_eq!(
        html.matches("open=").count(),
        0,
        "empty optional parts are folded"
    );
}

#[test]
fn a_resumed_draft_opens_where_something_stands_and_asks_for_the_date() {
    fn page() -> Element {
        use_root();
        let form = use_form(sample::draft());
        rsx! { VisitPage { form } }
    }
    let html = draw("visit-form-full", page);
    has(
        &html,
        &[
            "草稿已存",
            "接着上次没写完的",
            "已填 2 项",
            "7 天后",
            "不要这份草稿",
        ],
    );
    has_ids(&html, &["visit-follow-up"]);
    assert_eq!(html.matches("open=").count(), 3);
}

#[test]
fn nobody_is_asked_whom_they_met_when_nobody_was_met() {
    fn page() -> Element {
        use_root();
        let mut draft = fresh();
        draft.visit.outcome = domain::visit::Outcome::Refused;
        let form = use_form(draft);
        rsx! { VisitPage { form } }
    }
    assert!(!draw("visit-form-refused", page).contains(&testid("visit-met")));
}

#[test]
fn what_is_wrong_stands_above_the_form_and_beside_the_field() {
    fn page() -> Element {
        use_root();
        let mut draft = fresh();
        draft.visit.handling = Handling::FollowUp;
        draft.visit.family_changes = vec![FamilyChange::None, FamilyChange::Birth];
        draft.visit.difficulties = vec![Difficulty::Living];
        let mut form = use_form(draft);
        use_hook(|| {
            form.issues.set(vec![
                Issue::block("follow_up_on", IssueCode::NeedsDate),
                Issue::block("family_changes", IssueCode::Contradicts),
            ]);
        });
        rsx! { VisitPage { form } }
    }
    let html = draw("visit-form-problems", page);
    has(&html, &["有 2 处需要改", "跟进日期:待跟进请填写跟进日期"]);
    assert_eq!(html.matches("待跟进请填写跟进日期").count(), 2);
}

#[test]
fn a_warning_is_no_problem() {
    fn page() -> Element {
        rsx! { Problems { issues: vec![Issue::warn("phone", IssueCode::BadPhone)] } }
    }
    assert!(!draw("warning", page).contains("电话"));
}

#[test]
fn a_household_form_warns_about_an_odd_phone_number_and_asks_for_the_grid() {
    fn page() -> Element {
        use_root();
        let household = Household {
            phone: Some("1381234".into()),
            ..sample::household()
        };
        rsx! {
            div { class: "phone",
                TopBar { title: "新建户", back: Route::Find {} }
                HouseholdForm { id: None, area: None, household, grids: sample::grids() }
            }
        }
    }
    let html = draw("household-form", page);
    has(
        &html,
        &["电话号码不对,请核对", "class=\"warning\"", "张庄村第三网格"],
    );
    has_ids(
        &html,
        &["household-form-save", "household-head", "household-area"],
    );
}

#[test]
fn a_resident_form_shows_the_identity_number_masked() {
    fn page() -> Element {
        use_root();
        rsx! {
            div { class: "phone",
                TopBar { title: "李桂兰", back: Route::Home {} }
                ResidentForm { id: Some(sample::id(70)), resident: sample::resident() }
            }
        }
    }
    let html = draw("resident-form", page);
    has(&html, &["110***********002X"]);
    assert!(!html.contains("11010519491231002X"));
    has_ids(&html, &["resident-form-save", "resident-identity-show"]);
}

#[test]
fn a_resident_form_names_what_is_odd_about_a_number() {
    fn page() -> Element {
        use_root();
        let resident = Resident {
            birth: sample::today().checked_add_days(chrono::Days::new(9)),
            identity_number: None,
            ..sample::resident()
        };
        rsx! { div { class: "phone", ResidentForm { id: None, resident } } }
    }
    has(&draw("resident-form-new", page), &["日期不能晚于今天"]);
}
