//! 强制报告: the duty in a sentence, the numbers to call, and only then what is written down: that it was reported, to whom and when.

use chrono::{DateTime, Utc};
use client::commands::CheckBegun;
use client::commands::check_in::Dial;
use dioxus::prelude::*;
use domain::RecordId;
use domain::care::step::StepWords;
use domain::care::{CheckStep, Reported};

use super::check_draft::use_check_draft;
use crate::components::{Choice, FieldKind, Icon, SaveNote, Shape, TextArea, TextField};
use crate::text::{t, when};

/// The duty to report, folded until it is needed.
#[component]
pub(super) fn Report(
    id: RecordId,
    begun: Option<CheckBegun>,
    dials: Vec<Dial>,
    now: DateTime<Utc>,
    onreport: EventHandler<StepWords>,
) -> Element {
    let draft = use_check_draft(id, CheckStep::Report, begun.as_ref());
    let is_begun = begun.is_some();
    let begun = begun.map(|begun| begun.words).unwrap_or_default();
    let mut to = use_signal(|| begun.to);
    let mut at = use_signal(|| when::to_field(begun.reported_at.unwrap_or(now)));
    let mut text = use_signal(|| begun.text.unwrap_or_default());
    let words = move || StepWords {
        text: Some(text.peek().trim().to_owned()).filter(|text| !text.is_empty()),
        to: *to.peek(),
        reported_at: when::from_field(&at.peek()),
    };
    let record = move |_| {
        draft.shut();
        onreport.call(words());
    };
    let choose = move |chosen| {
        to.set(Some(chosen));
        draft.keep(words());
    };
    let set_time = move |typed| {
        at.set(typed);
        draft.keep(words());
    };
    let write = move |typed| {
        text.set(typed);
        draft.keep(words());
    };
    rsx! {
        details { class: "card fold", open: is_begun, "data-testid": "care-report",
            summary {
                Icon { shape: Shape::Alert }
                span { {t("care-report")} }
                Icon { shape: Shape::Down }
            }
            div { class: "fields",
                p { class: "warning", {t("care-report-duty")} }
                div { class: "numbers-to-dial",
                    for dial in dials {
                        a { key: "{dial.number}", class: "dial", href: "tel:{dial.number}",
                            Icon { shape: Shape::Phone }
                            span { "{dial.name} {dial.number}" }
                        }
                    }
                    p { class: "hint", {t("care-report-then")} }
                }
                Choice::<Reported> { legend: t("care-report-to"), field: "care-report-to", chosen: to(), onchoose: choose }
                TextField { field: "care-report-at", label: t("care-report-at"), kind: FieldKind::Moment, testid: "care-report-at", value: at(), oninput: set_time }
                TextArea { field: "care-report-text", label: t("care-report-text"), testid: "care-report-text", value: text(), oninput: write }
                SaveNote { kept_at: (draft.keeper.kept_at)(), testid: "report-draft-kept" }
                button { class: "button is-main is-wide", r#type: "button", disabled: to().is_none(), "data-testid": "care-report-record", onclick: record, {t("care-report-record")} }
            }
        }
    }
}
