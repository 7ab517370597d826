//! 走访: what was recorded, by day; each with whether the office has it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use client::commands::{ListVisits, VisitFilter, VisitsPage};
use dioxus::prelude::*;

use crate::app_state::{Seat, use_app_state};
use crate::components::{Empty, Go, Pending, Shape, TopBar, VisitEntry, VisitTitle};
use crate::query::use_query;
use crate::routes::Route;
use crate::screens::desk::VisitsTable;
use crate::text::{t, t_args};

const PAGE: u32 = 50;

/// Which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span {
    Today,
    Yesterday,
    Week,
    All,
}

impl Span {
    const EVERY: [Self; 4] = [Self::Today, Self::Yesterday, Self::Week, Self::All];

    fn key(self) -> &'static str {
        match self {
            Self::Today => "day-today",
            Self::Yesterday => "day-yesterday",
            Self::Week => "span-week",
            Self::All => "span-all",
        }
    }

    fn days(self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let back = |days| today.checked_sub_days(Days::new(days));
        match self {
            Self::Today => (Some(today), Some(today)),
            Self::Yesterday => (back(1), back(1)),
            Self::Week => (back(6), Some(today)),
            Self::All => (None, None),
        }
    }
}

/// 走访: the list on the phone, the table at the desk.
#[component]
pub(crate) fn Visits() -> Element {
    match use_app_state().seat() {
        Seat::Desk => rsx! { VisitsTable {} },
        Seat::Phone => rsx! { PhoneVisits {} },
    }
}

#[component]
fn PhoneVisits() -> Element {
    let state = use_app_state();
    let mut span = use_signal(|| Span::Today);
    let mut limit = use_signal(|| PAGE);
    let (from, to) = span().days(state.today());
    let filter = VisitFilter {
        author: state.member().map(|member| member.id),
        from,
        to,
        ..VisitFilter::default()
    };
    let visits = use_query(ListVisits {
        filter,
        offset: 0,
        limit: limit(),
    });
    rsx! {
        TopBar { title: t("nav-visits") }
        main { class: "page",
            Spans { span: span(), onchoose: move |chosen| { span.set(chosen); limit.set(PAGE); } }
            match visits.reply() {
                Some(page) => rsx! {
                    VisitsView { page, span: span(), now: state.now(), onmore: move |()| limit += PAGE }
                },
                None => rsx! { Pending { failure: visits.failure(), onretry: move |()| visits.again() } },
            }
        }
    }
}

/// The days to choose from.
#[component]
pub(crate) fn Spans(span: Span, onchoose: EventHandler<Span>) -> Element {
    rsx! {
        div { class: "chips is-tight", role: "group", aria_label: t("span-label"),
            for item in Span::EVERY {
                button {
                    key: "{item.key()}",
                    class: if item == span { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: if item == span { "true" } else { "false" },
                    onclick: move |_| onchoose.call(item),
                    {t(item.key())}
                }
            }
        }
    }
}

/// The list as drawn.
#[component]
pub(crate) fn VisitsView(
    page: VisitsPage,
    span: Span,
    now: DateTime<Utc>,
    onmore: EventHandler<()>,
) -> Element {
    let shown = u64::try_from(page.rows.len()).unwrap_or(u64::MAX);
    rsx! {
        if page.rows.is_empty() {
            Empty {
                shape: Shape::Visits,
                title: if span == Span::Today { t("home-no-visits") } else { t("visits-none") },
                hint: t("home-no-visits-hint"),
                Go { to: Route::Add {}, class: "button", {t("tile-visit")} }
            }
        } else {
            p { class: "hint", role: "status", {t_args("visits-total", &[("count", page.total.into())])} }
        }
        div { class: "list",
            for row in page.rows {
                VisitEntry { key: "{row.id}", row: row, title: VisitTitle::Household, now }
            }
        }
        if shown < page.total {
            button { class: "button is-wide", r#type: "button", onclick: move |_| onmore.call(()), {t("more")} }
        }
    }
}
