//! The mapping of an import sheet: a row for each of its columns, with what fills it.

use std::collections::BTreeMap;

use client::commands::ledgers::Ledger;
use dioxus::prelude::*;
use domain::province::sheet::{Sheet, SheetColumn};

use crate::components::TextArea;
use crate::text::{t, t_args};

/// How days may be written, as text; a day of the spreadsheet without one.
const DAYS: [&str; 5] = ["", "YYYY-MM-DD", "YYYY/MM/DD", "YYYYMMDD", "YYYY年MM月DD日"];
/// What fills a column with the same text in every line.
const FIXED: &str = "=";

/// 邻里=邻里纠纷, one a line.
fn words_of(text: &str) -> BTreeMap<String, String> {
    let pairs = text.lines().filter_map(|line| {
        let (own, theirs) = line.split_once(['=', '＝'])?;
        let (own, theirs) = (own.trim(), theirs.trim());
        (!own.is_empty() && !theirs.is_empty()).then(|| (own.to_owned(), theirs.to_owned()))
    });
    pairs.collect()
}

fn text_of(words: &BTreeMap<String, String>) -> String {
    let lines: Vec<String> = words
        .iter()
        .map(|(own, theirs)| format!("{own}={theirs}"))
        .collect();
    lines.join("\n")
}

/// The mapping of a sheet.
#[component]
pub(super) fn Columns(sheet: Sheet, onchange: EventHandler<Sheet>) -> Element {
    let known = Ledger::named(&sheet.ledger)
        .map(Ledger::headings)
        .unwrap_or_default();
    rsx! {
        div { class: "county-columns",
            for (place , column) in sheet.columns.clone().into_iter().enumerate() {
                One { key: "{place}", place, column, known: known.clone(),
                    onchange: {
                        let sheet = sheet.clone();
                        move |column: SheetColumn| {
                            let mut sheet = sheet.clone();
                            if let Some(own) = sheet.columns.get_mut(place) {
                                *own = column;
                            }
                            onchange.call(sheet);
                        }
                    } }
            }
        }
    }
}

#[component]
fn One(
    place: usize,
    column: SheetColumn,
    known: Vec<&'static str>,
    onchange: EventHandler<SheetColumn>,
) -> Element {
    let mut is_fixed = use_signal(|| !column.fixed.is_empty());
    let mut typed = use_signal(|| text_of(&column.words));
    let words = if words_of(&typed()) == column.words {
        typed()
    } else {
        text_of(&column.words)
    };
    let chosen = if is_fixed() { FIXED } else { &column.from }.to_owned();
    let (from, fixed, day, mapped) = (
        column.clone(),
        column.clone(),
        column.clone(),
        column.clone(),
    );
    let has_days = column.from.contains("日期") || column.from == "时限" || column.from == "期限";
    rsx! {
        div { class: "county-column", "data-testid": "county-column-{place}",
            strong { "{column.heading}" }
            select { class: "input is-small", aria_label: t_args("county-column-from", &[("heading", column.heading.into())]), value: chosen.clone(), "data-testid": "county-column-from-{place}",
                onchange: move |event| {
                    let value = event.value();
                    is_fixed.set(value == FIXED);
                    let from_ledger = if value == FIXED { String::new() } else { value };
                    onchange.call(SheetColumn { from: from_ledger, fixed: String::new(), ..from.clone() });
                },
                option { value: "", selected: chosen.is_empty(), {t("county-column-open")} }
                option { value: FIXED, selected: chosen == FIXED, {t("county-column-fixed")} }
                for heading in known {
                    option { key: "{heading}", value: heading, selected: chosen == heading, "{heading}" }
                }
            }
            if is_fixed() {
                input { class: "input is-small", aria_label: t_args("county-column-text", &[("heading", column.heading.clone().into())]), initial_value: column.fixed.clone(), "data-testid": "county-column-text-{place}",
                    oninput: move |event| onchange.call(SheetColumn { fixed: event.value(), ..fixed.clone() }) }
            }
            if has_days {
                select { class: "input is-small", aria_label: t_args("county-column-day", &[("heading", column.heading.clone().into())]), value: column.day.clone(), "data-testid": "county-column-day-{place}",
                    onchange: move |event| onchange.call(SheetColumn { day: event.value(), ..day.clone() }),
                    for form in DAYS {
                        option { key: "{form}", value: form, selected: column.day == form,
                            if form.is_empty() { {t("county-column-day-plain")} } else { "{form}" }
                        }
                    }
                }
            }
            if !column.from.is_empty() && !has_days {
                details { class: "county-words",
                    summary { {t_args("county-column-words", &[("count", column.words.len().into())])} }
                    TextArea { field: "county-words-{place}", label: t("county-column-words-label"), hint: t("county-column-words-hint"), value: words, testid: "county-words-{place}",
                        oninput: move |text: String| {
                            onchange.call(SheetColumn { words: words_of(&text), ..mapped.clone() });
                            typed.set(text);
                        } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{text_of, words_of};

    #[test]
    fn words_are_pairs_one_a_line_and_what_is_half_written_waits() {
        let words = words_of("邻里=邻里纠纷\n 婚姻家庭 ＝ 婚姻 \n其他=\n乱写");
        assert_eq!(words.len(), 2);
        assert_eq!(words["婚姻家庭"], "婚姻");
        assert_eq!(words_of(&text_of(&words)), words);
    }
}
