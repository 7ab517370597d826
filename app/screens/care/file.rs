//! 一人一档: one care file, masked until somebody asks for the full values; what is due, the four lines, the team, the check-ins.

use chrono::{DateTime, NaiveDate, Utc};
use client::commands::care::{AccessRow, CareFilePage, CheckRow, FourLine, TeamRow};
use client::commands::{OpenCareFile, ShowCareFile};
use dioxus::prelude::*;
use domain::{PersonFile, RecordId};

use super::paper::PaperButton;
use super::{Behind, DueMark};
use crate::app_state::use_app_state;
use crate::components::{Go, Icon, Pending, Shape, StateMark, TopBar};
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::screens::versions::CareVersionsOf;
use crate::text::code::Coded as _;
use crate::text::{failure, t, t_args, when};

/// A care file.
#[component]
pub(crate) fn CareFileScreen(id: RecordId) -> Element {
    rsx! {
        TopBar { title: t("care-file"), back: Route::Care {} }
        Behind { Opened { key: "{id}", id } }
    }
}

#[component]
fn Opened(id: RecordId) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let masked = use_query(OpenCareFile { id });
    // What is shown in full, and the page beside which it was asked for.
    let mut full = use_signal(|| None::<(CareFilePage, CareFilePage)>);
    let Some(page) = masked.reply() else {
        return rsx! {
            main { class: "page", Pending { failure: masked.failure(), onretry: move |()| masked.again() } }
        };
    };
    let beside = without_looks(&page);
    let show = move |()| {
        let (backend, beside) = (backend.clone(), beside.clone());
        spawn(async move {
            match backend.call(ShowCareFile { id }).await {
                Ok(page) => full.set(Some((page, beside))),
                Err(error) => state.say(failure::sentence(&error)),
            }
        });
    };
    // What changed since the full values were asked for shows masked again: they are never older than the page.
    let page = full()
        .filter(|(_, beside)| *beside == without_looks(&page))
        .map_or(page, |(full, _)| full);
    rsx! {
        CareFileView { page, now: state.now(), today: state.today(), onshow: show }
    }
}

/// The page but for who looked into it: that changes with every look.
fn without_looks(page: &CareFilePage) -> CareFilePage {
    CareFilePage {
        accesses: Vec::new(),
        ..page.clone()
    }
}

/// A care file as drawn.
#[component]
pub(crate) fn CareFileView(
    page: CareFilePage,
    now: DateTime<Utc>,
    today: NaiveDate,
    onshow: EventHandler<()>,
) -> Element {
    let id = page.id;
    rsx! {
        main { class: "page", "data-testid": "care-file",
            Head { page: page.clone(), today }
            Go { to: Route::NewCheckIn { file: id }, class: "button is-main is-wide", testid: "care-check-new",
                Icon { shape: Shape::Visits }
                span { {t("care-check-new")} }
            }
            Contacts { file: page.file.clone(), is_full: page.is_full, onshow }
            Four { lines: page.four.clone() }
            Team { rows: page.team.clone() }
            if page.may_print {
                PaperButton { id }
            }
            Checks { rows: page.check_ins.clone(), now }
            CareVersionsOf { id, is_full: page.is_full }
            Accesses { rows: page.accesses, now }
        }
    }
}

#[component]
fn Head(page: CareFilePage, today: NaiveDate) -> Element {
    let file = page.file;
    rsx! {
        section { class: "card",
            div { class: "card-head",
                div {
                    p { class: "card-title", "data-testid": "care-name", "{file.name}" }
                    p { class: "hint", "{page.place}" }
                }
                Go { to: Route::EditCareFile { id: page.id }, class: "button is-small", testid: "care-file-edit",
                    Icon { shape: Shape::Edit }
                    span { {t("edit")} }
                }
            }
            p { class: "entry-marks",
                span { class: "mark", {file.care_level.words()} }
                DueMark { due_on: page.due_on, today }
                StateMark { state: page.state }
            }
            p { class: "hint", {t_args("care-every", &[("count", u64::from(page.every_days).into())])} }
            if !page.contested.is_empty() {
                p { class: "warning", {t("care-contested")} }
            }
        }
    }
}

/// 关爱期: the first day and the last, where one is known.
pub(super) fn label_days(file: &PersonFile) -> String {
    let until = file
        .ends_on
        .map_or_else(|| t("care-no-end"), |day| day.to_string());
    format!("{} – {until}", file.starts_on)
}

/// What the file says, masked; in full on tap, which is noted.
#[component]
pub(crate) fn Contacts(file: PersonFile, is_full: bool, onshow: EventHandler<()>) -> Element {
    let label = label_days(&file);
    let needs: Vec<String> = file.needs.iter().map(|need| need.words()).collect();
    let facts = [
        ("line", Some(file.line.words())),
        ("basis", file.basis),
        ("organisation", file.organisation),
        ("care-label", Some(label)),
        ("address", file.address),
        ("needs", Some(needs.join(&t("list-comma")))),
        ("needs_note", file.needs_note),
    ];
    let calls = [
        ("phone", Some(file.name), file.phone),
        ("guardian", file.guardian, file.guardian_phone),
        ("family", file.family, file.family_phone),
    ];
    rsx! {
        section { class: "card",
            dl { class: "facts",
                for (field , words) in facts.into_iter().filter_map(|(field, words)| Some((field, words.filter(|words| !words.is_empty())?))) {
                    div { key: "{field}", class: "fact",
                        dt { {t(&format!("field-{field}"))} }
                        dd { "{words}" }
                    }
                }
                for (field , name , number) in calls.into_iter().filter(|(_, name, number)| name.is_some() && number.is_some()) {
                    div { key: "{field}", class: "fact",
                        dt { {t(&format!("field-{field}"))} }
                        dd { class: "entry-marks",
                            span { {name.unwrap_or_default()} }
                            Number { number: number.unwrap_or_default(), is_full }
                        }
                    }
                }
            }
            if is_full {
                p { class: "hint", {t("care-full-noted")} }
            } else {
                button { class: "button is-wide", r#type: "button", "data-testid": "care-show", onclick: move |_| onshow.call(()), {t("care-show")} }
            }
        }
    }
}

#[component]
fn Number(number: String, is_full: bool) -> Element {
    if is_full {
        return rsx! {
            a { class: "dial", href: "tel:{number}", Icon { shape: Shape::Phone } span { "{number}" } }
        };
    }
    rsx! {
        span { class: "hint", "{number}" }
    }
}

/// 四清: four lines, each complete or with what is missing.
#[component]
pub(crate) fn Four(lines: Vec<FourLine>) -> Element {
    rsx! {
        section { class: "card", "data-testid": "care-four",
            h2 { {t("care-four")} }
            ul { class: "plain",
                for line in lines {
                    li { key: "{line.clear:?}", class: "entry-marks",
                        strong { {line.clear.words()} }
                        if line.gaps.is_empty() {
                            span { class: "mark is-good", Icon { shape: Shape::Check } {t("care-complete")} }
                        }
                        for gap in line.gaps {
                            span { key: "{gap:?}", class: "mark is-waiting", Icon { shape: Shape::Alert } {gap.words()} }
                        }
                    }
                }
            }
        }
    }
}

/// 五包一.
#[component]
pub(crate) fn Team(rows: Vec<TeamRow>) -> Element {
    rsx! {
        section { class: "card", "data-testid": "care-team",
            h2 { {t("care-team")} }
            dl { class: "facts",
                for (place , row) in rows.into_iter().enumerate() {
                    div { key: "{place}", class: "fact",
                        dt { "{row.role}" }
                        dd { class: "entry-marks",
                            span { "{row.name}" }
                            if let Some(number) = row.phone {
                                Number { number: number.clone(), is_full: !number.contains('*') }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn Checks(rows: Vec<CheckRow>, now: DateTime<Utc>) -> Element {
    rsx! {
        section { class: "block", "data-testid": "care-checks",
            h2 { {t("care-checks")} }
            if rows.is_empty() {
                p { class: "hint", {t("care-no-checks")} }
            }
            div { class: "list",
                for row in rows {
                    Check { key: "{row.id}", row: row, now }
                }
            }
        }
    }
}

#[component]
fn Check(row: CheckRow, now: DateTime<Utc>) -> Element {
    let met = row.met.map_or_else(String::new, |met| met.words());
    let awaits = row
        .awaits
        .map(|department| t_args("care-awaits-of", &[("name", department.words().into())]));
    rsx! {
        Go { to: Route::CheckInScreen { id: row.id }, class: "entry", testid: "care-check-{row.id}",
            span { class: "entry-body",
                span { class: "entry-title",
                    span { {when::moment(row.at, now)} }
                    span { class: "mark", "{met}" }
                }
                span { class: "entry-line is-quiet", "{row.author_name}" }
                span { class: "entry-marks",
                    if row.voided {
                        span { class: "mark", {t("visit-voided")} }
                    }
                    if row.is_abnormal {
                        span { class: "mark is-bad", Icon { shape: Shape::Alert } {t("care-is-abnormal")} }
                    }
                    if let Some(words) = awaits {
                        span { class: "mark is-waiting", "{words}" }
                    } else if row.is_answered {
                        span { class: "mark is-good", {t("care-answered")} }
                    }
                    StateMark { state: row.state }
                }
            }
            Icon { shape: Shape::Next }
        }
    }
}

/// When it was opened on this device.
#[component]
fn Accesses(rows: Vec<AccessRow>, now: DateTime<Utc>) -> Element {
    rsx! {
        details { class: "card fold", "data-testid": "care-accesses",
            summary { span { {t("care-accesses")} } Icon { shape: Shape::Down } }
            p { class: "hint", {t("care-accesses-hint")} }
            ul { class: "plain",
                for (place , row) in rows.into_iter().enumerate() {
                    li { key: "{place}",
                        span { {when::moment(row.at, now)} }
                        if row.is_full {
                            span { class: "mark", {t("care-opened-full")} }
                        }
                    }
                }
            }
        }
    }
}
