//! 打开关爱档案: the town's office opens one person's file for a purpose. It is shown for some minutes, out of memory, and leaves the PC with the
//! page; who opened it and what for stands in the audit log.

use chrono::{DateTime, Utc};
use client::commands::areas::ListLevel;
use client::commands::office_care::{OfficeCheck, OfficeFile};
use client::commands::{ListAreas, OfficeCare, OpenForOffice};
use dioxus::prelude::*;
use domain::care::OpenPurpose;
use domain::{AreaCode, OpeningId};

use super::care_team::TeamChange;
use super::filter::area_options;
use crate::app_state::use_app_state;
use crate::components::{Choice, Empty, FieldKind, Icon, Labelled, Shape, TextField};
use crate::query::{use_backend, use_query};
use crate::screens::care::{Contacts, DueMark, Four};
use crate::text::code::Coded as _;
use crate::text::{failure, t, t_args, when};

/// 打开关爱档案.
#[component]
pub(crate) fn CareOpening() -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut opened = use_signal(|| None::<OfficeCare>);
    let mut said = use_signal(|| None::<String>);
    let mut is_busy = use_signal(|| false);
    // The time is over: what was opened is forgotten, also while nobody looks.
    use_effect(move || {
        let is_over = opened
            .read()
            .as_ref()
            .is_some_and(|care| care.until <= state.now());
        if is_over {
            opened.set(None);
            said.set(Some(t("care-open-over")));
        }
    });
    let open = move |command: OpenForOffice| {
        let backend = backend.clone();
        is_busy.set(true);
        said.set(None);
        spawn(async move {
            let answer = backend.call(command).await;
            is_busy.set(false);
            match answer {
                Ok(care) => opened.set(Some(care)),
                Err(error) => said.set(Some(failure::of_server(&error, "care-open-offline"))),
            }
        });
    };
    rsx! {
        main { class: "care-open no-print", "data-testid": "care-open",
            div { class: "desk-tools", h1 { {t("care-open-title")} } }
            match opened() {
                None => rsx! { Asking { is_busy: is_busy(), said: said(), onopen: open } },
                Some(care) => rsx! {
                    OpenedView { care, now: state.now(), onclose: move |()| opened.set(None),
                        onchanged: move |file: OfficeFile| {
                            if let Some(care) = opened.write().as_mut() {
                                care.take(file);
                            }
                        },
                    }
                },
            }
        }
    }
}

/// Whose file, and what for.
#[component]
pub(crate) fn Asking(
    is_busy: bool,
    said: Option<String>,
    onopen: EventHandler<OpenForOffice>,
) -> Element {
    let mut area = use_signal(|| None::<AreaCode>);
    let mut name = use_signal(String::new);
    let mut purpose = use_signal(|| None::<OpenPurpose>);
    let mut is_tried = use_signal(|| false);
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let chosen = area().map(|area| area.to_string()).unwrap_or_default();
    let missing = |is_missing: bool| (is_tried() && is_missing).then(|| t("care-open-missing"));
    rsx! {
        section { class: "card",
            p { class: "hint", {t("care-open-lead")} }
            Labelled { field: "care-open-village", label: t("field-village"), problem: missing(area().is_none()), is_warning: false,
                select { id: "field-care-open-village", class: "input", "data-testid": "care-open-village", value: "{chosen}",
                    onchange: move |event| area.set(AreaCode::new(event.value()).ok()),
                    option { value: "", selected: chosen.is_empty(), {t("care-open-choose")} }
                    for (code , words) in area_options(villages.reply().unwrap_or_default()) {
                        option { key: "{code}", value: "{code}", selected: chosen == code, "{words}" }
                    }
                }
            }
            TextField { field: "care-open-name", label: t("care-open-name"), hint: t("care-open-name-hint"), value: name(), kind: FieldKind::Name, testid: "care-open-name",
                problem: missing(name().trim().is_empty()), oninput: move |text| name.set(text) }
            Choice { field: "care-open-purpose", legend: t("care-open-purpose"), chosen: purpose(), onchoose: move |item| purpose.set(Some(item)) }
            if let Some(problem) = missing(purpose().is_none()) {
                p { class: "problem", "{problem}" }
            }
            if let Some(words) = said {
                p { class: "problem", role: "alert", "data-testid": "care-open-said", "{words}" }
            }
            button { class: "button is-main", r#type: "button", disabled: is_busy, "data-testid": "care-open-go",
                onclick: move |_| {
                    is_tried.set(true);
                    let (Some(area), Some(purpose)) = (area(), purpose()) else { return };
                    if name().trim().is_empty() {
                        return;
                    }
                    onopen.call(OpenForOffice { area, name: name().trim().to_owned(), purpose });
                },
                if is_busy { {t("opening")} } else { {t("care-open-go")} }
            }
        }
    }
}

/// What was opened, with how long it stays.
#[component]
pub(crate) fn OpenedView(
    care: OfficeCare,
    now: DateTime<Utc>,
    onclose: EventHandler<()>,
    onchanged: EventHandler<OfficeFile>,
) -> Element {
    let left = ((care.until - now).num_seconds() + 30).max(60) / 60;
    rsx! {
        div { class: "strip is-waiting", role: "status", "data-testid": "care-opened",
            Icon { shape: Shape::Clock }
            span { {t_args("care-open-left", &[("count", left.into())])} }
            button { class: "button is-small", r#type: "button", "data-testid": "care-open-close", onclick: move |_| onclose.call(()), {t("care-open-close")} }
        }
        if care.files.is_empty() {
            Empty { shape: Shape::Person, title: t("care-open-none"), hint: t("care-open-none-hint") }
        }
        for file in care.files {
            File { key: "{file.id}", opening: care.opening, file, now, onchanged }
        }
    }
}

#[component]
fn File(
    opening: OpeningId,
    file: OfficeFile,
    now: DateTime<Utc>,
    onchanged: EventHandler<OfficeFile>,
) -> Element {
    let today = when::local_day(now);
    rsx! {
        article { class: "care-opened", "data-testid": "care-opened-file",
            section { class: "card",
                p { class: "card-title", "{file.file.name}" }
                p { class: "hint", "{file.place}" }
                p { class: "entry-marks",
                    span { class: "mark", {file.file.care_level.words()} }
                    DueMark { due_on: file.due_on, today }
                }
                p { class: "hint", {t_args("care-every", &[("count", u64::from(file.every_days).into())])} }
            }
            Contacts { file: file.file.clone(), is_full: true, onshow: |()| {} }
            Four { lines: file.four.clone() }
            TeamChange { opening, file: file.clone(), onchanged }
            section { class: "card care-opened-checks", "data-testid": "care-opened-checks",
                h2 { {t("care-checks")} }
                if file.checks.is_empty() {
                    p { class: "hint", {t("care-no-checks")} }
                }
                ul { class: "plain",
                    for (place , one) in file.checks.into_iter().enumerate() {
                        Check { key: "{place}", one, now }
                    }
                }
            }
        }
    }
}

/// One check-in in a few lines.
#[component]
fn Check(one: OfficeCheck, now: DateTime<Utc>) -> Element {
    let check = &one.check;
    let met = check.met_whom.map_or_else(String::new, |met| met.words());
    let further = [&check.abnormal_note, &check.remarks];
    let further = further.into_iter().flatten().map(String::as_str);
    let words: Vec<String> = one.observed().chain(further).map(str::to_owned).collect();
    let is_abnormal = check.abnormal == Some(domain::care::Abnormal::Yes);
    rsx! {
        li {
            p { class: "entry-marks",
                strong { {when::moment(check.happened_at, now)} }
                span { class: "mark", "{met}" }
                if is_abnormal {
                    span { class: "mark is-bad", Icon { shape: Shape::Alert } {t("care-is-abnormal")} }
                }
                if one.awaits {
                    span { class: "mark is-waiting", {t("care-awaits")} }
                } else if one.is_answered {
                    span { class: "mark is-good", {t("care-answered")} }
                }
                span { class: "hint", "{one.author_name}" }
            }
            for (place , line) in words.into_iter().enumerate() {
                p { key: "{place}", "{line}" }
            }
        }
    }
}
