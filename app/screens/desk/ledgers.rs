//! 台账: every ledger that the township files, as it stands on paper, by period and area; printed from here or taken as a file. It is made when it
//! is asked for: what is being filed does not move under the eyes.

use chrono::NaiveDate;
use client::commands::areas::{AreaRow, ListLevel};
use client::commands::ledgers::{Cell, LEDGERS, Ledger, Table};
use client::commands::{
    ExportLedger, FileFormat, LedgerPage, LedgerQuery, ListAreas, OpenLedger, PrintLedger,
};
use dioxus::prelude::*;
use domain::{AreaCode, Leave, Role};

use super::export::FileButtons;
use super::filter::{Select, area_options};
use super::printing::{Mark, PrintButton, Watermark};
use super::sheets::{Filled, MarkFilled, SheetButtons};
use super::stretch::Stretch;
use crate::app_state::use_app_state;
use crate::components::{Empty, Go, Pending, Shape};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::{number, t, t_args};

/// So many lines stand on the screen at first.
const SHOWN: u32 = 500;

/// What the office looks at; it outlives the screen.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct LedgerChoice {
    days: Signal<Option<(NaiveDate, NaiveDate)>>,
    /// Of the minutes alone: who looks at one meeting still files the other ledgers by month.
    held: Signal<Option<(NaiveDate, NaiveDate)>>,
    area: Signal<Option<AreaCode>>,
    /// Of cases only those that are not keyed into the province's platform.
    is_unentered: Signal<bool>,
}

/// This month, the whole town.
pub(crate) fn use_ledger_choice_provider() {
    let choice = LedgerChoice {
        days: use_signal(|| None),
        held: use_signal(|| None),
        area: use_signal(|| None),
        is_unentered: use_signal(|| false),
    };
    use_context_provider(|| choice);
}

/// The ledger of minutes.
const MINUTES: &str = "meetings";

/// Opens the minutes of the meeting that a place held on a day; without a village all that were held in the town.
pub(super) fn use_minutes_opener() -> Callback<(Option<AreaCode>, Option<NaiveDate>)> {
    let mut choice = use_context::<LedgerChoice>();
    use_callback(move |(area, day): (_, Option<NaiveDate>)| {
        choice.area.set(area);
        choice.held.set(day.map(|day| (day, day)));
        let ledger = MINUTES.to_owned();
        navigator().push(Route::DeskLedgers { ledger });
    })
}

/// Opens a ledger at a village and days.
pub(super) fn use_ledger_opener() -> Callback<(&'static str, AreaCode, (NaiveDate, NaiveDate))> {
    let mut choice = use_context::<LedgerChoice>();
    use_callback(move |(ledger, area, days): (&'static str, AreaCode, _)| {
        choice.area.set(Some(area));
        choice.days.set(Some(days));
        let ledger = ledger.to_owned();
        navigator().push(Route::DeskLedgers { ledger });
    })
}

/// 台账.
#[component]
pub(crate) fn Ledgers(key_of: String) -> Element {
    let today = use_app_state().today();
    let mut choice = use_context::<LedgerChoice>();
    let mut is_all = use_signal(|| false);
    let mut days = if key_of == MINUTES {
        choice.held
    } else {
        choice.days
    };
    let (from, to) = days().unwrap_or_else(|| Stretch::Month.days(today));
    let ledger = Ledger::named(&key_of);
    let is_of_cases = ledger.is_some_and(|ledger| ledger.is_of_cases);
    let query = LedgerQuery {
        key: key_of.clone(),
        area: (choice.area)(),
        from,
        to,
        is_unentered: is_of_cases && (choice.is_unentered)(),
    };
    let mut filled: Filled = use_signal(|| None);
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let village = (choice.area)().and_then(|area| area.village());
    let grids = use_query(ListAreas {
        level: ListLevel::Grid,
        inside: village.clone(),
    });
    let grids = village.and_then(|_| grids.reply()).unwrap_or_default();
    let page = use_query(OpenLedger {
        query: query.clone(),
        limit: if is_all() { u32::MAX } else { SHOWN },
    });
    // Another ledger begins with its first lines again.
    use_effect(use_reactive((&key_of,), move |_| {
        is_all.set(false);
        filled.set(None);
    }));
    let answered = page
        .answered()
        // A year of the whole town takes seconds: until it is there, its progress stands here, not the ledger before.
        .filter(|(command, _)| command.query == query)
        .map(|(_, page)| page);
    let rows = answered.as_ref().map(|page| page.total);
    let needs_leave = ledger.is_some_and(|ledger| ledger.names_people);
    let mut mark: Mark = use_signal(|| (0, None));
    // Other lines need a leave of their own.
    use_effect(use_reactive((&query,), move |_| mark.write().1 = None));
    rsx! {
        main { class: "ledgers", "data-testid": "ledgers",
            div { class: "desk-tools no-print",
                h1 { {t("nav-ledgers")} }
                p { class: "desk-total", role: "status", "data-testid": "ledger-total",
                    if let Some(rows) = rows { {t_args("visits-total", &[("count", number(rows).into())])} }
                }
                span { class: "desk-gap" }
                SheetButtons { query: query.clone(), needs_leave, filled }
                PrintButton { print: PrintLedger { query: query.clone(), rows: rows.unwrap_or_default(), leave: None }, needs_leave, mark }
                FileButtons { has_json: true, needs_leave,
                    make: move |(format, leave): (FileFormat, Option<Leave>)| ExportLedger { query: query.clone(), format, leave } }
            }
            LedgerFilters {
                key_of,
                days: (from, to),
                area: (choice.area)(),
                villages: villages.reply().unwrap_or_default(),
                grids,
                today,
                ondays: move |chosen| days.set(Some(chosen)),
                onarea: move |area| choice.area.set(area),
                is_unentered: is_of_cases.then(|| (choice.is_unentered)()),
                onunentered: move |is_set| choice.is_unentered.set(is_set),
            }
            MarkFilled { filled }
            match answered {
                Some(page) => rsx! { Paper { page, needs_leave, mark: mark().1, onall: move |()| is_all.set(true) } },
                None => rsx! { Pending { failure: page.failure(), onretry: move |()| page.again() } },
            }
        }
    }
}

/// Which ledger, which days, which village.
#[component]
pub(crate) fn LedgerFilters(
    key_of: String,
    days: (NaiveDate, NaiveDate),
    area: Option<AreaCode>,
    villages: Vec<AreaRow>,
    /// Of the chosen village; none while it is the whole town.
    grids: Vec<AreaRow>,
    today: NaiveDate,
    ondays: EventHandler<(NaiveDate, NaiveDate)>,
    onarea: EventHandler<Option<AreaCode>>,
    /// Only cases not keyed into the province's platform; none for a ledger of something else.
    is_unentered: Option<bool>,
    #[props(default)] onunentered: EventHandler<bool>,
) -> Element {
    let (from, to) = days;
    let has_all = use_app_state().role() != Some(Role::County);
    let village = area.as_ref().and_then(AreaCode::village);
    let code = |area: Option<&AreaCode>| area.map(ToString::to_string).unwrap_or_default();
    let grid = area.filter(|area| Some(area) != village.as_ref());
    let (chosen, chosen_grid) = (code(village.as_ref()), code(grid.as_ref()));
    rsx! {
        nav { class: "chips is-small no-print", aria_label: t("nav-ledgers"),
            for ledger in LEDGERS.iter().filter(|ledger| has_all || ledger.is_counts) {
                Go { key: "{ledger.key}", to: Route::DeskLedgers { ledger: ledger.key.to_owned() },
                    class: if ledger.key == key_of { "chip is-chosen" } else { "chip" },
                    testid: "ledger-{ledger.key}",
                    is_current: ledger.key == key_of,
                    "{ledger.name}"
                }
            }
        }
        div { class: "filters no-print", role: "search",
            for stretch in Stretch::EVERY {
                button {
                    key: "{stretch.key()}",
                    class: if stretch.days(today) == days { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: stretch.days(today) == days,
                    "data-testid": stretch.key(),
                    onclick: move |_| ondays.call(stretch.days(today)),
                    {t(stretch.key())}
                }
            }
            span { class: "filter-days",
                input { class: "input is-small", r#type: "date", aria_label: t("filter-from"), "data-testid": "filter-from", value: "{from}",
                    onchange: move |event| { if let Ok(day) = event.value().parse() { ondays.call((day, to.max(day))); } } }
                span { aria_hidden: true, "—" }
                input { class: "input is-small", r#type: "date", aria_label: t("filter-to"), "data-testid": "filter-to", value: "{to}",
                    onchange: move |event| { if let Ok(day) = event.value().parse() { ondays.call((from.min(day), day)); } } }
            }
            Select { testid: "filter-village", label: t("filter-village"), chosen, options: area_options(villages),
                onchoose: move |code: String| onarea.call(AreaCode::new(code).ok()) }
            if !grids.is_empty() {
                Select { testid: "filter-grid", label: t("filter-grid"), chosen: chosen_grid, options: area_options(grids),
                    onchoose: move |code: String| onarea.call(AreaCode::new(code).ok().or_else(|| village.clone())) }
            }
            if let Some(is_set) = is_unentered {
                button { class: if is_set { "chip is-chosen" } else { "chip" }, r#type: "button", aria_pressed: is_set, "data-testid": "ledger-unentered",
                    onclick: move |_| onunentered.call(!is_set),
                    {t("ledger-unentered")}
                }
            }
        }
    }
}

/// The ledger as it stands on paper.
#[component]
pub(crate) fn Paper(
    page: LedgerPage,
    #[props(default)] needs_leave: bool,
    /// Who prints it, when, what for and with whose leave.
    mark: Option<String>,
    onall: EventHandler<()>,
) -> Element {
    let is_withheld = needs_leave && mark.is_none();
    let shown = u64::try_from(page.table.rows.len()).unwrap_or(u64::MAX);
    rsx! {
        if is_withheld {
            p { class: "withheld", {t("ledger-withheld")} }
        }
        section { class: if is_withheld { "filed is-withheld" } else { "filed" }, "data-testid": "paper",
            if let Some(words) = mark.clone() {
                Watermark { words }
            }
            h2 { class: "filed-title", "{page.name}" }
            p { class: "filed-unit",
                span { {t_args("paper-unit", &[("unit", page.unit.clone().into())])} }
                span { {t_args("paper-period", &[("period", page.period.clone().into())])} }
                span { class: "filed-hand", {t("paper-filled-by")} }
                span { class: "filed-hand", {t("paper-checked-by")} }
            }
            if let Some(words) = mark {
                p { class: "filed-mark", "data-testid": "mark", "{words}" }
            }
            if page.table.rows.is_empty() {
                Empty { shape: Shape::Book, title: t("ledger-none"), hint: t("ledger-none-hint") }
            } else {
                Lines { name: page.name.clone(), table: page.table.clone() }
            }
            if shown < page.total {
                p { class: "strip is-waiting",
                    span { {t_args("ledger-part", &[("shown", number(shown).into()), ("total", number(page.total).into())])} }
                    button { class: "button is-small no-print", r#type: "button", "data-testid": "ledger-all", onclick: move |_| onall.call(()), {t("ledger-all")} }
                }
            }
            if !page.table.notes.is_empty() {
                section { class: "filed-notes",
                    h3 { {t("ledger-how")} }
                    ul {
                        for (n , note) in page.table.notes.iter().enumerate() {
                            li { key: "{n}", "{note}" }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn Lines(name: String, table: Table) -> Element {
    let heads = table.heads.clone();
    let all: u32 = heads.iter().map(|head| u32::from(head.width)).sum();
    // On paper as wide as in the workbook; on the screen no narrower than that reads.
    let share = |width: u8| f64::from(width) * 100.0 / f64::from(all.max(1));
    rsx! {
        div { class: "filed-scroll", tabindex: "0", role: "region", aria_label: "{name}",
            table { class: "ledger", style: "min-width: {f64::from(all) * 0.36:.1}rem",
                colgroup {
                    for (n , head) in heads.iter().enumerate() {
                        col { key: "{n}", style: "width: {share(head.width):.2}%" }
                    }
                }
                thead {
                    tr {
                        for (n , head) in heads.iter().enumerate() {
                            th { key: "{n}", scope: "col", "{head.heading}" }
                        }
                    }
                }
                tbody {
                    for (line , row) in table.rows.into_iter().enumerate() {
                        tr { key: "{line}",
                            for (n , cell) in row.into_iter().enumerate() {
                                td { key: "{n}", class: if heads.get(n).is_some_and(|head| head.is_running) { "is-running" }, {words(&cell)} }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn words(cell: &Cell<'static>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone().into_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn stretches_are_whole_months_quarters_and_years_or_end_today() {
        let today = day("2026-01-15");
        let days = |stretch: Stretch| stretch.days(today);
        assert_eq!(days(Stretch::Month), (day("2026-01-01"), today));
        assert_eq!(
            days(Stretch::LastMonth),
            (day("2025-12-01"), day("2025-12-31"))
        );
        assert_eq!(
            days(Stretch::LastYear),
            (day("2025-01-01"), day("2025-12-31"))
        );
        assert_eq!(
            Stretch::Quarter.days(day("2026-11-26")).0,
            day("2026-10-01")
        );
        assert_eq!(
            Stretch::LastMonth.days(day("2026-03-31")).1,
            day("2026-02-28")
        );
    }
}
