//! The list as a file: exactly what the filter shows, as the ledger the township files.

use client::commands::{ExportVisits, ExportedFile, FileFormat, VisitFilter};
use client::{Command, Error, Handle};
use dioxus::prelude::*;
use domain::Leave;

use super::leave::LeaveCard;
use crate::app_state::{AppState, use_app_state};
use crate::components::{Icon, Shape};
use crate::platform;
use crate::query::use_backend;
use crate::text::{failure, number, t, t_args};

/// The visits of a filter as XLSX or CSV.
#[component]
pub(crate) fn Exports(filter: VisitFilter) -> Element {
    rsx! {
        FileButtons { make: move |(format, _): (FileFormat, Option<Leave>)| ExportVisits { filter: filter.clone(), format } }
    }
}

/// 导出 as XLSX or CSV: `make` gives the command for a format, with what for and with whose leave where that is needed.
#[component]
pub(super) fn FileButtons<C>(
    make: Callback<(FileFormat, Option<Leave>), C>,
    #[props(default)] has_json: bool,
    #[props(default)] needs_leave: bool,
) -> Element
where
    C: Command<Reply = ExportedFile>,
{
    let state = use_app_state();
    let backend = use_backend();
    let busy = use_signal(|| None::<FileFormat>);
    let problem = use_signal(|| None::<Error>);
    let mut asked = use_signal(|| None::<FileFormat>);
    let asking = backend.clone();
    let formats = [
        (FileFormat::Xlsx, "export-xlsx"),
        (FileFormat::Csv, "export-csv"),
        (FileFormat::Json, "export-json"),
    ];
    let formats = formats
        .into_iter()
        .filter(move |(format, _)| has_json || *format != FileFormat::Json);
    rsx! {
        if let Some(problem) = problem() {
            p { class: "problem", role: "alert", {failure::sentence(&problem)} }
        }
        for (format , key) in formats {
            button {
                key: "{key}",
                class: "button is-small",
                r#type: "button",
                disabled: busy().is_some(),
                "data-testid": key,
                onclick: {
                    let backend = backend.clone();
                    move |_| if needs_leave {
                        asked.set(Some(format));
                    } else {
                        export(backend.clone(), state, make.call((format, None)), format, (busy, problem));
                    }
                },
                Icon { shape: Shape::Download }
                span { {if busy() == Some(format) { t("exporting") } else { t(key) }} }
            }
        }
        if let Some(format) = asked() {
            LeaveCard { key: "{format:?}", act: t("leave-go"), oncancel: move |()| asked.set(None),
                onleave: move |leave| {
                    asked.set(None);
                    export(asking.clone(), state, make.call((format, Some(leave))), format, (busy, problem));
                }
            }
        }
    }
}

fn export<C: Command<Reply = ExportedFile>>(
    backend: Handle,
    state: AppState,
    command: C,
    format: FileFormat,
    (mut busy, mut problem): (Signal<Option<FileFormat>>, Signal<Option<Error>>),
) {
    busy.set(Some(format));
    spawn(async move {
        let result = backend.call(command).await;
        busy.set(None);
        problem.set(result.as_ref().err().cloned());
        if let Ok(file) = result {
            state.say(keep(&file));
        }
    });
}

/// Hands a file to the person, and says so.
pub(super) fn keep(file: &ExportedFile) -> String {
    let rows = ("count", number(file.rows).into());
    match platform::keep_file(&file.name, &file.media_type, &file.content) {
        Some(place) => t_args("exported", &[rows, ("name", place.into())]),
        None => t("export-not-kept"),
    }
}
