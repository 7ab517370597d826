//! What is known about a dispute; what is not is not listed.

use chrono::{DateTime, Utc};
use client::commands::DisputeView;
use dioxus::prelude::*;
use domain::dispute::{Extension, Party};

use crate::components::{Go, Icon, Shape};
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::{number, t, t_args, when};

type Fact = (&'static str, Option<String>);

fn recorded(view: &DisputeView, now: DateTime<Utc>) -> Vec<Fact> {
    let dispute = &view.dispute;
    vec![
        ("field-summary", Some(dispute.summary.clone())),
        (
            "field-happened_at",
            Some(when::moment(dispute.happened_at, now)),
        ),
        (
            "field-area",
            Some(format!("{} {}", view.row.village_name, view.row.grid_name)),
        ),
        ("field-risk", dispute.risk.map(|item| item.words())),
        ("field-cause", dispute.cause.clone()),
        ("field-source", dispute.source.map(|item| item.words())),
        ("field-consent", dispute.consent.map(|item| item.words())),
        ("field-size", dispute.size.map(|item| item.words())),
        (
            "field-people",
            dispute
                .people
                .map(|count| t_args("people", &[("count", u64::from(count).into())])),
        ),
        (
            "field-amount",
            dispute
                .amount
                .map(|yuan| t_args("yuan", &[("count", number(yuan).into())])),
        ),
    ]
}

fn handled(view: &DisputeView, now: DateTime<Utc>) -> Vec<Fact> {
    let standing = &view.standing;
    let today = when::local_day(now);
    let day = |day| when::day(day, today);
    vec![
        ("field-level", Some(view.row.level.words())),
        ("field-owner", Some(view.row.owner_name.clone())),
        ("field-leader", standing.leader.clone()),
        (
            "field-unit",
            standing.unit.clone().map(|unit| {
                if standing.is_received {
                    t_args("unit-received", &[("unit", unit.into())])
                } else {
                    unit
                }
            }),
        ),
        ("field-deadline", view.row.due_on.map(day)),
        (
            "field-extension",
            (standing.extension != Extension::None).then(|| standing.extension.words()),
        ),
        ("field-number", standing.number.clone()),
        (
            "field-performance",
            standing.performance.map(|item| item.words()),
        ),
        (
            "field-satisfaction",
            standing.satisfaction.map(|item| item.words()),
        ),
        ("field-confirm", standing.confirm_until.map(day)),
    ]
}

/// The facts, the parties' numbers and the way to the door and the visit.
#[component]
pub(crate) fn Facts(dispute: DisputeView, now: DateTime<Utc>) -> Element {
    let facts = recorded(&dispute, now)
        .into_iter()
        .chain(handled(&dispute, now))
        .filter_map(|(key, value)| Some((key, value.filter(|value| !value.trim().is_empty())?)));
    rsx! {
        section { class: "card",
            dl { class: "facts",
                for (key , value) in facts {
                    div { key: "{key}", class: "fact",
                        dt { {t(key)} }
                        dd { "{value}" }
                    }
                }
            }
            for (place , party) in dispute.dispute.parties.iter().cloned().enumerate() {
                PartyLine { key: "{place}", party }
            }
            if let Some(household) = dispute.dispute.household {
                Go { to: Route::HouseholdScreen { id: household }, class: "card-title is-link", testid: "dispute-household",
                    Icon { shape: Shape::House }
                    span { {t_args("household-of", &[("head", dispute.household_name.clone().into())])} }
                    Icon { shape: Shape::Next }
                }
            }
            if let Some(visit) = dispute.dispute.visit {
                Go { to: Route::VisitScreen { id: visit }, class: "card-title is-link", testid: "dispute-visit",
                    Icon { shape: Shape::Visits }
                    span { {t("dispute-from-visit")} }
                    Icon { shape: Shape::Next }
                }
            }
        }
    }
}

#[component]
fn PartyLine(party: Party) -> Element {
    let relation = party.relation.unwrap_or_default();
    let address = party.address.unwrap_or_default();
    let words = t_args("dial", &[("name", party.name.clone().into())]);
    if party.phone.is_none() && relation.is_empty() && address.is_empty() {
        return rsx! {};
    }
    rsx! {
        div { class: "card-line",
            Icon { shape: Shape::Person }
            span { "{party.name} {relation} {address}" }
        }
        if let Some(phone) = party.phone {
            a { class: "dial", href: "tel:{phone}", aria_label: "{words} {phone}",
                Icon { shape: Shape::Phone }
                span { "{phone}" }
            }
        }
    }
}
