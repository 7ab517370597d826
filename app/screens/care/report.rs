//! 强制报告: the duty in a sentence, the numbers to call, and only then what is written down: that it was reported, to whom and when.

use chrono::{DateTime, Utc};
use client::commands::check_in::Dial;
use dioxus::prelude::*;
use domain::care::Reported;
use domain::care::step::StepWords;

use crate::components::{Choice, FieldKind, Icon, Shape, TextArea, TextField};
use crate::text::{t, when};

/// The duty to report, folded until it is needed.
#[component]
pub(super) fn Report(
    dials: Vec<Dial>,
    now: DateTime<Utc>,
    onreport: EventHandler<StepWords>,
) -> Element {
    let mut to = use_signal(|| None::<Reported>);
    let mut at = use_signal(|| when::to_field(now));
    let mut text = use_signal(String::new);
    let record = move |_| {
        onreport.call(StepWords {
            text: Some(text.peek().trim().to_owned()).filter(|text| !text.is_empty()),
            to: *to.peek(),
            reported_at: when::from_field(&at.peek()),
        });
    };
    rsx! {
        details { class: "card fold", "data-testid": "care-report",
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
                Choice::<Reported> { legend: t("care-report-to"), field: "care-report-to", chosen: to(), onchoose: move |chosen| to.set(Some(chosen)) }
                TextField { field: "care-report-at", label: t("care-report-at"), kind: FieldKind::Moment, testid: "care-report-at", value: at(), oninput: move |text| at.set(text) }
                TextArea { field: "care-report-text", label: t("care-report-text"), testid: "care-report-text", value: text(), oninput: move |words| text.set(words) }
                button { class: "button is-main is-wide", r#type: "button", disabled: to().is_none(), "data-testid": "care-report-record", onclick: record, {t("care-report-record")} }
            }
        }
    }
}
