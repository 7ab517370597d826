//! The office's screens.

use client::commands::VisitFilter;

use super::*;
use crate::screens::desk::{
    Count, DeskHomeView, DetailView, FilterView, Period, ShellView, TableView, Window,
};

fn days(period: Period) -> VisitFilter {
    let (from, to) = period.days(sample::today());
    VisitFilter {
        from,
        to,
        ..VisitFilter::default()
    }
}

/// The root with a supervisor at a wide window.
pub(super) fn use_office() {
    use_seat(domain::Role::Supervisor);
}

/// Somebody at a desk.
pub(super) fn use_seat(role: domain::Role) {
    let mut state = use_root();
    use_hook(|| {
        let mut session = sample::session();
        session.member.as_mut().unwrap().role = role;
        state.session.set(Some(session));
        state.is_wide.set(true);
    });
}

#[component]
pub(super) fn Shell(tab: Tab, children: Element) -> Element {
    rsx! {
        ShellView {
            tab,
            town: "发放镇(演示)",
            who: "镇综治中心 · 陈志强",
            light: SyncLight { state: LightState::Synced, ..SyncLight::default() },
            {children}
        }
    }
}

#[component]
fn Table(selected: Option<RecordId>) -> Element {
    rsx! {
        div { class: "desk-tools",
            h1 { "走访" }
            p { class: "desk-total", "共 200,000 条" }
            span { class: "desk-gap" }
            crate::screens::desk::Exports { filter: VisitFilter::default() }
        }
        FilterView {
            filter: days(Period::Month),
            villages: sample::villages(),
            grids: sample::grids(),
            members: sample::members(),
            today: sample::today(),
            onchange: |_: VisitFilter| {},
        }
        TableView {
            choice: "",
            first: Window { first: 0 },
            rows: sample::visit_rows(40),
            total: 200_000,
            selected,
            now: sample::now(),
            onscroll: |_: f64| {},
            onopen: |_: RecordId| {},
            onkey: |_: Key| {},
        }
    }
}

#[test]
fn the_table_draws_few_rows_of_many() {
    fn page() -> Element {
        use_office();
        rsx! { Shell { tab: Tab::Visits, main { class: "desk-visits", Table {} } } }
    }
    let html = draw("desk-visits", page);
    has_ids(
        &html,
        &[
            "desk",
            "filter-village",
            "filter-grid",
            "filter-worker",
            "filter-outcome",
            "filter-from",
            "filter-to",
            "export-xlsx",
            "export-csv",
        ],
    );
    has_ids(&html, &[&format!("desk-row-{}", sample::id(1000))]);
    has(&html, &["height: 444444.4444rem"]);
}

#[test]
fn the_chosen_visit_stands_beside_the_table() {
    fn page() -> Element {
        use_office();
        rsx! {
            Shell { tab: Tab::Visits,
                main { class: "desk-visits has-detail",
                    Table { selected: Some(sample::id(1000)) }
                    DetailView { visit: sample::visit_view(), now: sample::now(), onclose: |()| {} }
                }
            }
        }
    }
    let html = draw("desk-detail", page);
    has_ids(&html, &["desk-detail"]);
    has(&html, &["is-selected", "aria-selected=\"true\""]);
}

#[test]
fn the_overview_counts_and_draws() {
    fn page() -> Element {
        use_office();
        let count = |words: &str, count| Count {
            words: words.into(),
            count,
            filter: VisitFilter::default(),
        };
        let by_day = (0u64..14)
            .map(|n| count(&format!("11月{}日", 9 + n), n * n % 97))
            .collect::<Vec<_>>();
        rsx! {
            Shell { tab: Tab::Home,
                TopBar { title: "总览" }
                main { class: "desk-home",
                    DeskHomeView {
                        periods: vec![count("今天", 61), count("本周", 1_204), count("本月", 14_377)],
                        by_day,
                        outcomes: vec![count("见到本人", 10_311), count("见到家人", 2_800), count("未见到人", 1_200), count("拒访", 66)],
                        onopen: |_: VisitFilter| {},
                    }
                }
            }
        }
    }
    let html = draw("desk-home", page);
    has(&html, &["今天走访", "14,377", "width: 100%", "height: 2%"]);
    assert_eq!(
        html.matches("header-sync").count(),
        1,
        "one light is enough"
    );
}
