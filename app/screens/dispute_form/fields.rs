//! The part that the doorstep needs: who, where, what, how dangerous; then what it is about and what was done.

use client::commands::{AreaRow, ReadCounty};
use dioxus::prelude::*;
use domain::AreaCode;
use domain::dispute::{OnSite, Party, Risk};

use super::Form;
use crate::components::{
    Choice, FieldKind, Labelled, ProblemsOf as _, TextArea, TextField, Words, known,
};
use crate::query::use_query;
use crate::screens::dispute::Numbers;
use crate::text::{t, t_args};

/// The fields that are always open.
#[component]
pub(crate) fn Fields(form: Form, grids: Vec<AreaRow>) -> Element {
    let filled = (form.filled)();
    let dispute = filled.dispute;
    let issues = (form.issues)();
    let asks_grid = form.of.is_none() && dispute.household.is_none() && grids.len() > 1;
    rsx! {
        section { class: "card",
            Parties { form }
            if asks_grid {
                Grid { form, grids }
            }
            TextField { field: "place", label: t("field-place"), hint: t("place-hint"), value: dispute.place, testid: "dispute-place",
                problem: issues.problem("place"),
                oninput: move |text| form.change("place", |dispute| dispute.place = text) }
            TextArea { field: "summary", label: t("field-summary"), hint: t("summary-hint"), value: dispute.summary, testid: "dispute-summary",
                problem: issues.problem("summary"),
                oninput: move |text| form.change("summary", |dispute| dispute.summary = text) }
            if let Some(problem) = issues.problem("risk") {
                p { class: "problem", "{problem}" }
            }
            Choice { field: "risk", legend: t("field-risk"), chosen: dispute.risk,
                onchoose: move |item| form.change("risk", |dispute| dispute.risk = Some(item)) }
            if dispute.risk == Some(Risk::Violence) {
                Numbers { helpers: form.helpers.read().clone() }
            }
        }
        About { form }
    }
}

/// 当事人: a name each; a third side by a tap.
#[component]
fn Parties(form: Form) -> Element {
    let parties = form.filled.read().dispute.parties.clone();
    let problem = form.issues.read().problem("parties");
    rsx! {
        for (place , party) in parties.into_iter().enumerate() {
            TextField {
                key: "{place}",
                field: if place == 0 { "parties".to_owned() } else { format!("parties-{place}") },
                label: t_args("party-n", &[("n", (place + 1).into())]),
                kind: FieldKind::Name,
                value: party.name,
                testid: "dispute-party-{place}",
                problem: problem.clone().filter(|_| place == 0),
                oninput: move |text| form.change("parties", |dispute| {
                    if let Some(party) = dispute.parties.get_mut(place) {
                        party.name = text;
                    }
                }),
            }
        }
        button { class: "link", r#type: "button", "data-testid": "dispute-party-add",
            onclick: move |_| form.change("parties", |dispute| dispute.parties.push(Party::default())),
            {t("party-add")}
        }
    }
}

/// 网格: asked of those who work in several.
#[component]
fn Grid(form: Form, grids: Vec<AreaRow>) -> Element {
    let chosen = form.filled.read().area.as_ref().map(ToString::to_string);
    let chosen = chosen.unwrap_or_default();
    let problem = form.issues.read().problem("area");
    rsx! {
        Labelled { field: "area", label: t("field-area"), problem, is_warning: false,
            select {
                id: "field-area",
                class: "input",
                "data-testid": "dispute-area",
                value: "{chosen}",
                onchange: move |event| form.change_form("area", |filled| filled.area = AreaCode::new(event.value()).ok()),
                option { value: "", selected: chosen.is_empty(), {t("choose")} }
                for grid in grids {
                    option { key: "{grid.code}", value: "{grid.code}", selected: chosen == grid.code.as_str(), "{grid.name}" }
                }
            }
        }
    }
}

/// What it is about, whether both sides agree, what was done on the spot: together they register it.
#[component]
fn About(form: Form) -> Element {
    let filled = (form.filled)();
    let dispute = filled.dispute;
    let issues = (form.issues)();
    rsx! {
        section { class: "card",
            p { class: "hint", {t("about-hint")} }
            if let Some(problem) = issues.problem("category") {
                p { class: "problem", "{problem}" }
            }
            Choice { field: "category", legend: t("field-category"), chosen: dispute.category,
                onchoose: move |item| form.change("category", |dispute| dispute.category = Some(item)) }
            Cause { form }
            if let Some(problem) = issues.problem("consent") {
                p { class: "problem", "{problem}" }
            }
            Choice { field: "consent", legend: t("field-consent"), chosen: dispute.consent,
                onchoose: move |item| form.change("consent", |dispute| dispute.consent = Some(item)) }
            if form.of.is_none() {
                Choice { field: "on_site", legend: t("field-on_site"), chosen: filled.on_site,
                    onchoose: move |item| form.change_form("on_site", |filled| filled.on_site = Some(item)) }
            }
            if filled.on_site == Some(OnSite::Settled) {
                TextArea { field: "settled", label: t("field-settled"), value: filled.settled, testid: "dispute-settled",
                    problem: issues.problem("settled"),
                    oninput: move |text| form.change_form("settled", |filled| filled.settled = text) }
                Tick { label: t("field-is_mediator"), hint: t("is-mediator-hint"), testid: "dispute-is-mediator", is_set: filled.is_mediator,
                    onchange: move |is_set| form.change_form("is_mediator", |filled| filled.is_mediator = is_set) }
            }
        }
    }
}

/// 起因: what the villages call it, by one tap, once the category is known.
#[component]
fn Cause(form: Form) -> Element {
    let filled = form.filled.read();
    let cause = filled.dispute.cause.clone().unwrap_or_default();
    let county = use_query(ReadCounty).reply().unwrap_or_default();
    let Some(category) = filled.dispute.category else {
        return rsx! {};
    };
    let words = county.lists.causes_of(category).to_vec();
    let problem = form.issues.read().problem("cause");
    rsx! {
        TextField { field: "cause", label: t("field-cause"), value: cause.clone(), testid: "dispute-cause", problem,
            oninput: move |text| form.change("cause", |dispute| dispute.cause = known(text)) }
        Words { words, chosen: cause, label: t("field-cause"), onchoose: move |word| form.change("cause", |dispute| dispute.cause = Some(word)) }
    }
}

/// One thing to tick.
#[component]
pub(crate) fn Tick(
    label: String,
    hint: Option<String>,
    testid: String,
    is_set: bool,
    onchange: EventHandler<bool>,
) -> Element {
    rsx! {
        label { class: "tick",
            input { r#type: "checkbox", "data-testid": testid, checked: is_set, onchange: move |event| onchange.call(event.checked()) }
            span { "{label}" }
            if let Some(hint) = hint {
                small { class: "hint", "{hint}" }
            }
        }
    }
}
