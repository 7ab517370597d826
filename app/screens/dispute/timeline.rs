//! What happened, newest first: each step with who, when and what was recorded; nothing is left out.

use chrono::{DateTime, Utc};
use client::commands::{DisputeEntry, DisputeView};
use dioxus::prelude::*;
use domain::dispute::{StepForm, StepName};

use super::standing_word;
use crate::text::code::Coded;
use crate::text::{t, t_args, when};

/// The steps and, at the end, the recording.
#[component]
pub(crate) fn Timeline(dispute: DisputeView, now: DateTime<Utc>) -> Element {
    rsx! {
        section { class: "block",
            h2 { {t("dispute-timeline")} }
            div { class: "list", "data-testid": "dispute-timeline",
                for (place , entry) in dispute.entries.iter().cloned().enumerate().rev() {
                    Entry { key: "{place}", entry, now }
                }
                div { class: "entry",
                    span { class: "entry-body",
                        span { class: "entry-title", span { {t("dispute-recorded")} } }
                        span { class: "entry-line is-quiet",
                            {t_args("visit-saved-by", &[
                                ("name", dispute.row.author_name.clone().into()),
                                ("when", when::moment(dispute.saved_at, now).into()),
                            ])}
                            if dispute.edited { " · " {t("visit-edited")} }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn Entry(entry: DisputeEntry, now: DateTime<Utc>) -> Element {
    let lines = lines(&entry.form, entry.owner_name.clone(), now);
    let waits = entry.seq.is_none();
    let name = if entry.step == StepName::Unknown {
        t("step-newer")
    } else {
        entry.step.words()
    };
    rsx! {
        div { class: "entry", "data-testid": "dispute-entry-{entry.step.code()}",
            span { class: "entry-body",
                span { class: "entry-title",
                    span { "{name}" }
                    if let Some((class, word)) = standing_word(entry.standing) {
                        span { class, "{word}" }
                    }
                    if waits {
                        span { class: "mark is-waiting", {t("state-saved-here")} }
                    }
                }
                for (n , line) in lines.into_iter().enumerate() {
                    span { key: "{n}", class: "entry-line", "{line}" }
                }
                span { class: "entry-line is-quiet", "{entry.by_name} · {when::moment(entry.at, now)}" }
            }
        }
    }
}

fn words<T: Coded>(item: Option<T>) -> Option<String> {
    item.map(Coded::words)
}

/// What was recorded with the step, in short lines.
pub(crate) fn lines(form: &StepForm, owner_name: String, now: DateTime<Utc>) -> Vec<String> {
    let list = |items: Vec<String>| (!items.is_empty()).then(|| items.join(&t("list-comma")));
    let today = when::local_day(now);
    let facts = [
        ("field-owner", Some(owner_name)),
        ("field-unit", form.unit.clone()),
        ("field-leader", form.leader.clone()),
        (
            "field-deadline",
            form.deadline.map(|day| when::day(day, today)),
        ),
        ("field-upto", words(form.level)),
        ("field-grade", words(form.grade)),
        ("field-outcome-of", words(form.outcome)),
        ("field-form", words(form.form)),
        ("field-channel", words(form.channel)),
        ("field-kind", words(form.kind)),
        (
            "field-linked",
            list(form.linked.iter().map(|item| item.words()).collect()),
        ),
        ("field-step-people", form.people.clone()),
        ("field-text", form.text.clone()),
        ("field-how", form.how.clone()),
        ("field-number", form.number.clone()),
        ("field-performance", words(form.performance)),
        ("field-satisfaction", words(form.satisfaction)),
        (
            "field-routes",
            list(form.routes.iter().map(|item| item.words()).collect()),
        ),
        ("field-reason", form.reason.clone()),
    ];
    facts
        .into_iter()
        .filter_map(|(key, value)| {
            let value = value.filter(|value| !value.is_empty())?;
            Some(format!("{}:{value}", t(key)))
        })
        .collect()
}
