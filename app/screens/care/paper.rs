//! 一人一档 on paper: asked for with a purpose and somebody's leave, drawn for the printer alone, with the mark across every page.

use chrono::{DateTime, Utc};
use client::Error;
use client::commands::office_care::{OfficeCheck, OfficeFile};
use client::commands::{CarePaper, PrintCareFile};
use dioxus::prelude::*;
use domain::RecordId;

use super::file::label_days;
use crate::app_state::use_app_state;
use crate::components::{Icon, Shape};
use crate::query::use_backend;
use crate::screens::desk::{LeaveCard, Watermark, make_ready, use_printer};
use crate::text::code::Coded as _;
use crate::text::{failure, t, t_args, when};

/// 打印一人一档.
#[component]
pub(super) fn PaperButton(id: RecordId) -> Element {
    let now = use_app_state().now();
    let backend = use_backend();
    let mut is_asking = use_signal(|| false);
    let problem = use_signal(|| None::<Error>);
    let paper = use_signal(|| (0, None::<CarePaper>));
    use_printer(paper);
    rsx! {
        div { class: "no-print block",
            if let Some(problem) = problem() {
                p { class: "problem", role: "alert", {failure::sentence(&problem)} }
            }
            button { class: "button is-wide", r#type: "button", "data-testid": "care-print", onclick: move |_| is_asking.set(true),
                Icon { shape: Shape::Printer }
                span { {t("care-print")} }
            }
            if is_asking() {
                LeaveCard { act: t("ledger-print"), oncancel: move |()| is_asking.set(false),
                    onleave: move |leave| {
                        is_asking.set(false);
                        spawn(make_ready(backend.clone(), PrintCareFile { id, leave }, paper, problem));
                    }
                }
            }
        }
        if let Some(paper) = paper().1 {
            Paper { paper, now }
        }
    }
}

/// The sheet; nothing of it on the screen.
#[component]
pub(crate) fn Paper(paper: CarePaper, now: DateTime<Utc>) -> Element {
    let OfficeFile {
        file,
        place,
        every_days,
        team,
        four,
        checks,
        ..
    } = paper.file;
    let words = |words: Option<String>| words.unwrap_or_default();
    let needs: Vec<String> = file.needs.iter().map(|need| need.words()).collect();
    let label = label_days(&file);
    let cover = [
        ("care-open-name", file.name),
        ("field-phone", words(file.phone)),
        ("care-paper-place", place),
        ("field-address", words(file.address)),
        ("field-line", file.line.words()),
        ("field-care_level", file.care_level.words()),
        ("field-basis", words(file.basis)),
        ("field-organisation", words(file.organisation)),
        ("field-care-label", label),
        (
            "care-paper-rhythm",
            t_args("care-every", &[("count", u64::from(every_days).into())]),
        ),
        (
            "field-guardian",
            [words(file.guardian), words(file.guardian_phone)].join(" "),
        ),
        (
            "field-family",
            [words(file.family), words(file.family_phone)].join(" "),
        ),
        ("field-needs", needs.join(&t("list-comma"))),
        ("field-needs_note", words(file.needs_note)),
    ];
    rsx! {
        section { class: "care-paper", "data-testid": "care-paper",
            Watermark { words: paper.mark.clone() }
            h1 { {t("care-paper-title")} }
            p { class: "care-paper-unit",
                span { {t_args("paper-unit", &[("unit", paper.unit.into())])} }
                span { {t_args("care-paper-made", &[("when", when::local_day(now).to_string().into())])} }
            }
            dl { class: "care-paper-cover",
                for (key , value) in cover {
                    div { key: "{key}",
                        dt { {t(key)} }
                        dd { "{value}" }
                    }
                }
            }
            h2 { {t("care-team")} }
            table {
                thead { tr {
                    for key in ["care-paper-role", "care-open-name", "field-phone"] {
                        th { key: "{key}", scope: "col", {t(key)} }
                    }
                } }
                tbody {
                    for (n , row) in team.into_iter().enumerate() {
                        tr { key: "{n}",
                            td { "{row.role}" }
                            td { "{row.name}" }
                            td { {row.phone.unwrap_or_default()} }
                        }
                    }
                }
            }
            h2 { {t("care-four")} }
            ul { class: "care-paper-four",
                for line in four {
                    li { key: "{line.clear:?}",
                        strong { {line.clear.words()} }
                        {
                            let gaps: Vec<String> = line.gaps.iter().map(|gap| gap.words()).collect();
                            if gaps.is_empty() { t("care-complete") } else { gaps.join(&t("list-comma")) }
                        }
                    }
                }
            }
            h2 { {t("care-checks")} }
            Checks { checks }
            p { class: "filed-mark", "{paper.mark}" }
        }
    }
}

#[component]
fn Checks(checks: Vec<OfficeCheck>) -> Element {
    if checks.is_empty() {
        return rsx! { p { {t("care-no-checks")} } };
    }
    rsx! {
        table { class: "care-paper-checks",
            thead { tr {
                for key in ["care-paper-day", "care-paper-met", "care-paper-seen", "care-paper-abnormal", "care-paper-by"] {
                    th { key: "{key}", scope: "col", {t(key)} }
                }
            } }
            tbody {
                for (n , one) in checks.into_iter().enumerate() {
                    tr { key: "{n}",
                        td { {when::local_day(one.check.happened_at).to_string()} }
                        td { {one.check.met_whom.map_or_else(String::new, |met| met.words())} }
                        td { {seen(&one)} }
                        td { {abnormal(&one)} }
                        td { "{one.author_name}" }
                    }
                }
            }
        }
    }
}

/// What was observed and needed, in one line.
fn seen(one: &OfficeCheck) -> String {
    let words = one.observed().chain(one.check.remarks.as_deref());
    words.collect::<Vec<&str>>().join(&t("list-comma"))
}

/// 有无异常, what it was, and whether the department answered.
fn abnormal(one: &OfficeCheck) -> String {
    let check = &one.check;
    let said = check.abnormal.map_or_else(String::new, |said| said.words());
    let answered = one.is_answered.then(|| t("care-answered"));
    let words = [Some(said), check.abnormal_note.clone(), answered];
    let words: Vec<String> = words
        .into_iter()
        .flatten()
        .filter(|words| !words.is_empty())
        .collect();
    words.join(&t("list-comma"))
}
