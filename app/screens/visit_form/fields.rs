//! The part of the form that a routine visit needs: how it went, whom, what changed, what was done.

use chrono::Days;
use dioxus::prelude::*;
use domain::visit::{FamilyChange, Handling};

use super::Form;
use crate::app_state::use_app_state;
use crate::components::{Choice, Choices, FieldKind, ProblemsOf as _, TextField};
use crate::text::{t, t_args, when};

/// The fields that are always open.
#[component]
pub(crate) fn Fields(form: Form, names: Vec<String>) -> Element {
    let visit = (form.visit)();
    let issues = (form.issues)();
    rsx! {
        section { class: "card",
            Choice { field: "outcome", legend: t("field-outcome"), chosen: Some(visit.outcome),
                onchoose: move |item| form.change("outcome", |visit| visit.outcome = item) }
            if visit.met_someone() {
                Met { form, names }
            }
        }
        section { class: "card",
            Choices { field: "family_changes", legend: t("field-family_changes"), chosen: visit.family_changes.clone(),
                problem: issues.problem("family_changes"),
                onchoose: move |chosen| form.change("family_changes", |visit| {
                    visit.family_changes = without_contradiction(&visit.family_changes, chosen);
                }) }
        }
        section { class: "card",
            Choice { field: "handling", legend: t("field-handling"), chosen: Some(visit.handling),
                onchoose: move |item| form.change("handling", |visit| visit.handling = item) }
            if visit.handling == Handling::FollowUp {
                FollowUp { form }
            }
        }
        section { class: "card",
            Choice { field: "method", legend: t("field-method"), chosen: Some(visit.method),
                onchoose: move |item| form.change("method", |visit| visit.method = item) }
            Choice { field: "purpose", legend: t("field-purpose"), chosen: Some(visit.purpose),
                onchoose: move |item| form.change("purpose", |visit| visit.purpose = item) }
            VisitedAt { form }
        }
    }
}

/// 无变化 stands alone: choosing it takes the others away, and the other way round.
fn without_contradiction(before: &[FamilyChange], chosen: Vec<FamilyChange>) -> Vec<FamilyChange> {
    let is_new = |item: FamilyChange| chosen.contains(&item) && !before.contains(&item);
    if is_new(FamilyChange::None) {
        return vec![FamilyChange::None];
    }
    if chosen.len() > 1 {
        return chosen
            .into_iter()
            .filter(|item| *item != FamilyChange::None)
            .collect();
    }
    chosen
}

/// 受访人: the people of the household as chips, or any name.
#[component]
fn Met(form: Form, names: Vec<String>) -> Element {
    let met = form.visit.read().met.clone().unwrap_or_default();
    let problem = form.issues.read().problem("met");
    let chosen = met.clone();
    rsx! {
        TextField { field: "met", label: t("field-met"), hint: t("met-hint"), kind: FieldKind::Name, value: met, testid: "visit-met", problem,
            oninput: move |text| form.change("met", |visit| visit.met = Some(text)) }
        if !names.is_empty() {
            div { class: "chips", role: "group", aria_label: t("met-people"),
                for name in names {
                    button {
                        key: "{name}",
                        class: if name == chosen { "chip is-chosen" } else { "chip" },
                        r#type: "button",
                        aria_pressed: if name == chosen { "true" } else { "false" },
                        onclick: move |_| form.change("met", |visit| visit.met = Some(name.clone())),
                        "{name}"
                    }
                }
            }
        }
    }
}

/// 跟进日期: a few days from now by one tap, or any day.
#[component]
fn FollowUp(form: Form) -> Element {
    let today = use_app_state().today();
    let date = form.visit.read().follow_up_on;
    let problem = form.issues.read().problem("follow_up_on");
    rsx! {
        TextField { field: "follow_up_on", label: t("field-follow_up_on"), kind: FieldKind::Date, testid: "visit-follow-up", problem,
            value: date.map(|date| date.to_string()).unwrap_or_default(),
            oninput: move |text: String| form.change("follow_up_on", |visit| visit.follow_up_on = when::day_from_field(&text)) }
        div { class: "chips", role: "group", aria_label: t("field-follow_up_on"),
            for days in [3u64, 7, 15] {
                button {
                    key: "{days}",
                    class: if date == today.checked_add_days(Days::new(days)) { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    onclick: move |_| form.change("follow_up_on", |visit| visit.follow_up_on = today.checked_add_days(Days::new(days))),
                    {t_args("days-later", &[("count", days.into())])}
                }
            }
        }
    }
}

/// 发生时间: now by default; who records later puts it right.
#[component]
fn VisitedAt(form: Form) -> Element {
    let now = use_app_state().now();
    let mut is_open = use_signal(|| false);
    let at = form.visit.read().visited_at;
    let issues = (form.issues)();
    if !is_open() && issues.problem("visited_at").is_none() {
        return rsx! {
            div { class: "field is-line",
                span { class: "label", {t("field-visited_at")} }
                span { class: "value", {when::moment(at, now)} }
                button { class: "button is-small", id: "field-visited_at", r#type: "button", "data-testid": "visit-time-edit",
                    onclick: move |_| is_open.set(true), {t("correct")} }
            }
        };
    }
    rsx! {
        TextField { field: "visited_at", label: t("field-visited_at"), kind: FieldKind::Moment, value: when::to_field(at), testid: "visit-time",
            problem: issues.problem("visited_at"),
            oninput: move |text: String| if let Some(at) = when::from_field(&text) {
                form.change("visited_at", |visit| visit.visited_at = at);
            } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_stands_alone() {
        use FamilyChange::{Birth, Left, None as Same};
        assert_eq!(
            without_contradiction(&[Left, Birth], vec![Left, Birth, Same]),
            vec![Same]
        );
        assert_eq!(without_contradiction(&[Same], vec![Same, Left]), vec![Left]);
        assert_eq!(
            without_contradiction(&[Left], vec![Left, Birth]),
            vec![Left, Birth]
        );
        assert_eq!(without_contradiction(&[Same], vec![]), vec![]);
    }
}
