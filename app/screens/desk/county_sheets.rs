//! 参数, 省平台: what the platform is called, and its import sheets: headings as they were copied out of the province's sheet, each filled from a
//! column of a ledger.

use client::commands::ledgers::{LEDGERS, Ledger};
use client::commands::{ReadSheet, WriteSheet};
use dioxus::prelude::*;
use domain::Issue;
use domain::county::County;
use domain::province::sheet::{Sheet, SheetColumn};

use super::county_columns::Columns;
use super::export::keep;
use crate::app_state::use_app_state;
use crate::components::{Confirm, Icon, ProblemsOf as _, Shape, TextArea, TextField};
use crate::platform::media;
use crate::query::use_backend;
use crate::text::{failure, t, t_args};

/// A mapping larger than this is something else.
const FILE_MAX: usize = 256 * 1024;

/// The ledgers that can fill a sheet.
fn ledgers() -> impl Iterator<Item = &'static Ledger> {
    LEDGERS
        .iter()
        .filter(|ledger| !ledger.headings().is_empty())
}

fn name_of(key: &str) -> String {
    Ledger::named(key).map_or_else(String::new, |ledger| ledger.name.to_owned())
}

/// Headings as they are copied out of a spreadsheet: one row with tabs between, or one a line.
fn headings_of(text: &str) -> Vec<&str> {
    let parts = text.split(['\t', '\n', '\r']).map(str::trim);
    parts.filter(|heading| !heading.is_empty()).collect()
}

/// 省平台.
#[component]
pub(super) fn SheetsPart(
    county: County,
    issues: Vec<Issue>,
    onchange: EventHandler<County>,
) -> Element {
    let mut open = use_signal(|| None::<usize>);
    let of = county.clone();
    let change = move |write: &dyn Fn(&mut County)| {
        let mut county = of.clone();
        write(&mut county);
        onchange.call(county);
    };
    let (rename, add) = (change.clone(), change.clone());
    let sheets = county.province.sheets.clone();
    let count = sheets.len();
    rsx! {
        section { class: "card county-province", id: "field-county-province-sheets",
            h2 { {t("province")} }
            p { class: "hint", {t("county-province-hint")} }
            TextField { field: "county-province-platform", label: t("field-county-province-platform"), value: county.province.platform, testid: "county-province-platform",
                problem: issues.problem("county-province-platform"),
                oninput: move |text: String| rename(&|county| county.province.platform.clone_from(&text)) }
            h3 { class: "county-year", {t("county-sheets")} }
            if let Some(problem) = issues.problem("county-province-sheets") {
                p { class: "problem", "{problem}" }
            }
            for (place , sheet) in sheets.into_iter().enumerate() {
                One { key: "{place}", sheet, is_open: open() == Some(place),
                    onopen: move |is_open: bool| open.set(is_open.then_some(place)),
                    onchange: {
                        let change = change.clone();
                        move |sheet: Option<Sheet>| {
                            if sheet.is_none() {
                                open.set(None);
                            }
                            change(&|county| {
                                let sheets = &mut county.province.sheets;
                                match (&sheet, sheets.get_mut(place)) {
                                    (Some(sheet), Some(own)) => *own = sheet.clone(),
                                    (None, Some(_)) => drop(sheets.remove(place)),
                                    (_, None) => {}
                                }
                            });
                        }
                    } }
            }
            for count in [count] {
                NewSheet { key: "{count}", onadd: {
                    let add = add.clone();
                    move |sheet: Sheet| {
                        open.set(Some(count));
                        add(&|county| county.province.sheets.push(sheet.clone()));
                    }
                } }
            }
        }
    }
}

#[component]
fn One(
    sheet: Sheet,
    is_open: bool,
    onopen: EventHandler<bool>,
    onchange: EventHandler<Option<Sheet>>,
) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let filled = |column: &&SheetColumn| !column.from.is_empty() || !column.fixed.is_empty();
    let counts = [
        ("ledger", name_of(&sheet.ledger).into()),
        ("count", sheet.columns.len().into()),
        ("filled", sheet.columns.iter().filter(filled).count().into()),
    ];
    let written = sheet.clone();
    rsx! {
        div { class: "county-sheet", "data-testid": "county-sheet",
            div { class: "county-sheet-head",
                span { strong { "{sheet.name}" } " " small { class: "hint", {t_args("county-sheet-of", &counts)} } }
                button { class: "link", r#type: "button", aria_expanded: is_open, "data-testid": "county-sheet-open",
                    onclick: move |_| onopen.call(!is_open),
                    if is_open { {t("county-sheet-close")} } else { {t("county-sheet-map")} }
                }
                button { class: "link", r#type: "button", "data-testid": "county-sheet-file",
                    onclick: move |_| {
                        let (backend, sheet) = (backend.clone(), written.clone());
                        spawn(async move {
                            match backend.call(WriteSheet { sheet }).await {
                                Ok(file) => state.say(keep(&file)),
                                Err(error) => state.say(failure::sentence(&error)),
                            }
                        });
                    },
                    {t("county-sheet-file")}
                }
                Confirm { words: t("county-sheet-remove"), sentence: t("county-sheet-remove-sure"), testid: "county-sheet-remove", onconfirm: move |()| onchange.call(None) }
            }
            if is_open {
                Columns { sheet, onchange: move |sheet| onchange.call(Some(sheet)) }
            }
        }
    }
}

/// A new sheet: out of copied headings, or out of a file that another township wrote.
#[component]
fn NewSheet(onadd: EventHandler<Sheet>) -> Element {
    let backend = use_backend();
    let mut name = use_signal(String::new);
    let mut ledger = use_signal(|| "disputes".to_owned());
    let mut text = use_signal(String::new);
    let mut said = use_signal(|| None::<String>);
    let count = headings_of(&text()).len();
    let is_ready = !name().trim().is_empty() && count > 0;
    rsx! {
        details { class: "fold",
            summary { "data-testid": "county-sheet-new",
                span { {t("county-sheet-new")} }
                Icon { shape: Shape::Down }
            }
            TextField { field: "county-sheet-name", label: t("county-sheet-name"), hint: t("county-sheet-name-hint"), value: name(), testid: "county-sheet-name",
                oninput: move |text| name.set(text) }
            label { class: "field",
                span { class: "label", {t("county-sheet-ledger")} }
                select { class: "input", "data-testid": "county-sheet-ledger", value: ledger(), onchange: move |event| ledger.set(event.value()),
                    for one in ledgers() {
                        option { key: "{one.key}", value: one.key, selected: one.key == ledger(), "{one.name}" }
                    }
                }
            }
            TextArea { field: "county-sheet-headings", label: t("county-sheet-headings"), hint: t("county-sheet-headings-hint"), value: text(), testid: "county-sheet-headings",
                oninput: move |typed| text.set(typed) }
            if count > 0 {
                p { class: "hint", role: "status", {t_args("county-sheet-count", &[("count", count.into())])} }
            }
            if let Some(words) = said() {
                p { class: "problem", role: "alert", "data-testid": "county-sheet-said", "{words}" }
            }
            div { class: "buttons",
                button { class: "button is-small", r#type: "button", disabled: !is_ready, "data-testid": "county-sheet-add",
                    onclick: move |_| {
                        let known = Ledger::named(&ledger()).map(Ledger::headings).unwrap_or_default();
                        onadd.call(Sheet::with_headings(name().trim(), &ledger(), &headings_of(&text()), &known));
                    },
                    {t("county-sheet-add")}
                }
                button { class: "button is-small", r#type: "button", "data-testid": "county-sheet-take",
                    onclick: move |_| {
                        let backend = backend.clone();
                        let picked = media::mapping(FILE_MAX);
                        spawn(async move {
                            match picked.await {
                                Ok(file) => match backend.call(ReadSheet { content: file.content }).await {
                                    Ok(sheet) => onadd.call(sheet),
                                    Err(error) => said.set(Some(failure::sentence(&error))),
                                },
                                Err(media::Why::Cancelled) => {}
                                Err(_) => said.set(Some(t("county-sheet-unreadable"))),
                            }
                        });
                    },
                    {t("county-sheet-take")}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::headings_of;

    #[test]
    fn headings_come_as_a_copied_row_or_one_a_line() {
        assert_eq!(
            headings_of("序号\t事件名称\t \t类别\r\n"),
            ["序号", "事件名称", "类别"]
        );
        assert_eq!(headings_of("序号\n类别"), ["序号", "类别"]);
    }
}
