//! The province's import sheets of a ledger: filled by one tap, and then, once they are taken in there, all of their cases marked.

use client::commands::{EnterProvince, FillSheet, LedgerQuery, ReadCounty};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::{Leave, RecordId};

use super::export::keep;
use super::leave::LeaveCard;
use crate::app_state::{AppState, use_app_state};
use crate::components::{Icon, Shape};
use crate::query::{use_backend, use_query};
use crate::text::{failure, number, t, t_args};

/// The cases of a sheet that was filled, until they are marked or put aside.
pub(super) type Filled = Signal<Option<(String, Vec<RecordId>)>>;

/// A button for each import sheet of this ledger.
#[component]
pub(super) fn SheetButtons(query: LedgerQuery, needs_leave: bool, filled: Filled) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let county = use_query(ReadCounty).reply().unwrap_or_default();
    let mut asked = use_signal(|| None::<String>);
    let busy = use_signal(|| None::<String>);
    let problem = use_signal(|| None::<Error>);
    let sheets = county.province.sheets.into_iter();
    let sheets = sheets.filter(|sheet| sheet.ledger == query.key);
    let fill = use_callback(
        move |(sheet, query, leave): (String, LedgerQuery, Option<Leave>)| {
            let command = FillSheet {
                sheet,
                query,
                leave,
            };
            spawn(fill(
                backend.clone(),
                state,
                command,
                (busy, problem, filled),
            ));
        },
    );
    let with_leave = query.clone();
    rsx! {
        if let Some(problem) = problem() {
            p { class: "problem", role: "alert", "data-testid": "sheet-problem", {failure::sentence(&problem)} }
        }
        for name in sheets.map(|sheet| sheet.name) {
            button { key: "{name}", class: "button is-small", r#type: "button", disabled: busy().is_some(), "data-testid": "sheet-{name}",
                onclick: {
                    let query = query.clone();
                    move |_| if needs_leave {
                        asked.set(Some(name.clone()));
                    } else {
                        fill.call((name.clone(), query.clone(), None));
                    }
                },
                Icon { shape: Shape::Download }
                span { if busy().as_ref() == Some(&name) { {t("exporting")} } else { "{name}" } }
            }
        }
        if let Some(name) = asked() {
            LeaveCard { key: "{name}", act: t("leave-go"), oncancel: move |()| asked.set(None),
                onleave: move |leave| {
                    asked.set(None);
                    fill.call((name.clone(), with_leave.clone(), Some(leave)));
                }
            }
        }
    }
}

async fn fill(
    backend: Handle,
    state: AppState,
    command: FillSheet,
    (mut busy, mut problem, mut filled): (Signal<Option<String>>, Signal<Option<Error>>, Filled),
) {
    let name = command.sheet.clone();
    busy.set(Some(name.clone()));
    let result = backend.call(command).await;
    busy.set(None);
    problem.set(result.as_ref().err().cloned());
    if let Ok(sheet) = result {
        state.say(keep(&sheet.file));
        filled.set((!sheet.records.is_empty()).then_some((name, sheet.records)));
    }
}

/// The sheet was filled: once it is taken in there, its cases are marked by one tap.
#[component]
pub(super) fn MarkFilled(mut filled: Filled) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut problem = use_signal(|| None::<Error>);
    let Some((name, records)) = filled() else {
        return rsx! {};
    };
    let count = number(records.len() as u64);
    rsx! {
        div { class: "strip is-waiting no-print", role: "status", "data-testid": "sheet-filled",
            span { {t_args("sheet-filled", &[("name", name.into()), ("count", count.clone().into())])} }
            if let Some(problem) = problem() {
                span { class: "problem", {failure::sentence(&problem)} }
            }
            button { class: "button is-small is-main", r#type: "button", "data-testid": "sheet-mark",
                onclick: move |_| {
                    let (backend, ids) = (backend.clone(), records.clone());
                    spawn(async move {
                        match backend.call(EnterProvince { ids }).await {
                            Ok(count) => {
                                filled.set(None);
                                state.say(t_args("sheet-marked", &[("count", number(count).into())]));
                            }
                            Err(error) => problem.set(Some(error)),
                        }
                    });
                },
                {t_args("sheet-mark", &[("count", count.into())])}
            }
            button { class: "link", r#type: "button", "data-testid": "sheet-later", onclick: move |_| filled.set(None), {t("sheet-later")} }
        }
    }
}
