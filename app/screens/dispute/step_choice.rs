//! Two fields of steps that choose among what is known: who answers for the dispute, and which of two steps counts.

use chrono::{DateTime, Utc};
use client::commands::{DisputeEntry, ListMembers, MemberRow};
use dioxus::prelude::*;
use domain::dispute::{Standing, StepForm};
use domain::{MemberId, Role};

use crate::components::Labelled;
use crate::query::use_query;
use crate::text::code::Coded as _;
use crate::text::{t, when};

/// 责任人: those who handle disputes around here.
#[component]
pub(super) fn Owner(mut form: Signal<StepForm>, area: domain::AreaCode) -> Element {
    let members = use_query(ListMembers { inside: Some(area) });
    let members = members.reply().unwrap_or_default();
    let handles = |row: &MemberRow| {
        matches!(
            row.role,
            Role::Worker | Role::VillageCadre | Role::Supervisor | Role::Department
        )
    };
    let chosen = form.read().owner.map(|id| id.to_string());
    let chosen = chosen.unwrap_or_default();
    rsx! {
        Labelled { field: "owner", label: t("field-owner"), is_warning: false,
            select {
                id: "field-owner",
                class: "input",
                "data-testid": "step-owner",
                value: "{chosen}",
                onchange: move |event| form.write().owner = event.value().parse::<MemberId>().ok(),
                option { value: "", selected: chosen.is_empty(), {t("choose")} }
                for row in members.into_iter().filter(handles) {
                    option { key: "{row.id}", value: "{row.id}", selected: chosen == row.id.to_string(), "{row.name} · {row.role.words()}" }
                }
            }
        }
    }
}

/// 核定: the steps that wait, and the choice to leave all as it is.
#[component]
pub(super) fn Keep(
    mut form: Signal<StepForm>,
    entries: Vec<DisputeEntry>,
    now: DateTime<Utc>,
) -> Element {
    let waiting = entries
        .into_iter()
        .filter(|entry| entry.standing == Standing::Contradicts);
    let chosen = form.read().keep;
    rsx! {
        fieldset { class: "choices",
            legend { class: "label", {t("field-keep")} }
            label { class: "tick",
                input { r#type: "radio", name: "keep", "data-testid": "keep-none", checked: chosen.is_none(), onchange: move |_| form.write().keep = None }
                span { {t("keep-none")} }
            }
            for entry in waiting {
                label { class: "tick", key: "{entry.seq:?}",
                    input {
                        r#type: "radio",
                        name: "keep",
                        "data-testid": "keep-{entry.step.code()}",
                        checked: entry.seq.is_some() && chosen == entry.seq,
                        onchange: move |_| form.write().keep = entry.seq,
                    }
                    span { "{entry.step.words()} · {entry.by_name} · {when::moment(entry.at, now)}" }
                }
            }
        }
    }
}
