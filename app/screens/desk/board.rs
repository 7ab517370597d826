//! 纠纷 in pictures: by month or week, category, cause, level, age, village or grid; for the town or for one village. What each counts is said
//! beside it; the report's own figures stand in the ledger 矛盾纠纷月报.

use client::commands::areas::{AreaRow, ListLevel};
use client::commands::{CountCauses, CountDisputes, DisputeFilter, ListAreas};
use dioxus::prelude::*;
use domain::AreaCode;

use super::board_questions::{
    by_age, by_category, by_cause, by_level, by_month, by_village, by_week, inside,
};
use super::disputes::Choice;
use super::filter::{Select, area_options};
use super::pictures::{Bars, Columns, Count, counted};
use super::stretch::Stretch;
use crate::app_state::use_app_state;
use crate::query::use_query;
use crate::routes::Route;
use crate::text::t;

/// Of what the pictures are; it outlives the screen, so that who opened a number comes back to the same pictures.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Cut {
    village: Signal<Option<AreaCode>>,
    is_weekly: Signal<bool>,
}

/// The whole town, by month.
pub(super) fn use_cut_provider() {
    let cut = Cut {
        village: use_signal(|| None),
        is_weekly: use_signal(|| false),
    };
    use_context_provider(|| cut);
}

/// The pictures; tells once they are counted.
#[component]
pub(crate) fn DisputeBoard(oncounted: EventHandler<()>) -> Element {
    let cut = use_context::<Cut>();
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let Some(villages) = villages.reply() else {
        return rsx! {};
    };
    rsx! {
        CutChoice { villages: villages.clone() }
        if let Some(village) = (cut.village)() {
            InVillage { village, oncounted }
        } else {
            Counted { places: villages, oncounted }
        }
    }
}

/// Of one village, with its grids.
#[component]
fn InVillage(village: AreaCode, oncounted: EventHandler<()>) -> Element {
    let grids = use_query(ListAreas {
        level: ListLevel::Grid,
        inside: Some(village),
    });
    let Some(grids) = grids.reply() else {
        return rsx! {};
    };
    rsx! {
        Counted { places: grids, oncounted }
    }
}

/// 全镇 or one village; by month or by week.
#[component]
fn CutChoice(villages: Vec<AreaRow>) -> Element {
    let cut = use_context::<Cut>();
    let (mut village, mut is_weekly) = (cut.village, cut.is_weekly);
    let chosen = village().map(|code| code.to_string()).unwrap_or_default();
    rsx! {
        div { class: "filters no-print", role: "group", aria_label: t("board-cut"),
            h2 { {t("disputes-title")} }
            if villages.len() > 1 {
                Select { testid: "board-village", label: t("board-town"), chosen, options: area_options(villages),
                    onchoose: move |code| village.set(AreaCode::new(code).ok()) }
            }
            div { class: "chips is-small",
                for (key , weekly) in [("board-monthly", false), ("board-weekly", true)] {
                    button {
                        key: "{key}",
                        class: if is_weekly() == weekly { "chip is-chosen" } else { "chip" },
                        r#type: "button",
                        aria_pressed: if is_weekly() == weekly { "true" } else { "false" },
                        "data-testid": key,
                        onclick: move |_| is_weekly.set(weekly),
                        {t(key)}
                    }
                }
            }
        }
    }
}

/// Asked once, with the places.
#[component]
fn Counted(places: Vec<AreaRow>, oncounted: EventHandler<()>) -> Element {
    let today = use_app_state().today();
    let mut choice = use_context::<Choice>();
    let cut = use_context::<Cut>();
    let (village, is_weekly) = ((cut.village)(), (cut.is_weekly)());
    let area = village.as_ref();
    let groups = [
        if is_weekly {
            by_week(today)
        } else {
            by_month(today)
        },
        by_category(today),
        by_level(today),
        by_age(today),
        by_village(today, &places),
    ]
    .map(|named| inside(area, named));
    // One question for all of them.
    let filters = groups.iter().flatten().map(|(_, filter)| filter.clone());
    let answer = use_query(CountDisputes {
        filters: filters.collect(),
    });
    let (from, to) = Stretch::Year.days(today);
    let causes = use_query(CountCauses {
        area: village.clone(),
        from,
        to,
    });
    let is_counted = answer.reply().is_some() || answer.failure().is_some();
    use_effect(use_reactive((&is_counted,), move |(is_counted,)| {
        if is_counted {
            oncounted.call(());
        }
    }));
    let mut counts = answer.reply().unwrap_or_default().into_iter();
    let [trend, mut categories, levels, ages, mut places] = groups.map(|named| {
        let own = counts.by_ref().take(named.len()).collect();
        counted(named, own)
    });
    categories.retain(|item| item.count > 0);
    categories.sort_by_key(|item| std::cmp::Reverse(item.count));
    places.retain(|item| item.count > 0);
    let causes = by_cause(today, area, causes.reply().unwrap_or_default());
    rsx! {
        DisputePictures {
            trend, is_weekly, categories, causes, levels, ages, places, is_village: area.is_some(),
            onopen: move |filter| {
                choice.filter.set(filter);
                choice.open.set(None);
                navigator().push(Route::DeskDisputes {});
            },
        }
    }
}

/// The pictures as drawn.
#[component]
pub(crate) fn DisputePictures(
    trend: Vec<Count<DisputeFilter>>,
    is_weekly: bool,
    categories: Vec<Count<DisputeFilter>>,
    causes: Vec<Count<DisputeFilter>>,
    levels: Vec<Count<DisputeFilter>>,
    ages: Vec<Count<DisputeFilter>>,
    places: Vec<Count<DisputeFilter>>,
    /// The places are the grids of one village.
    is_village: bool,
    onopen: EventHandler<DisputeFilter>,
) -> Element {
    let in_time = if is_weekly {
        "board-by-week"
    } else {
        "board-by-month"
    };
    let by_place = if is_village {
        "board-by-grid"
    } else {
        "board-by-village"
    };
    let parts = [
        ("board-by-category", categories),
        ("board-by-cause", causes),
        ("board-by-level", levels),
        ("board-by-age", ages),
        (by_place, places),
    ];
    rsx! {
        div { class: "desk-pictures is-board", "data-testid": "board",
            section { class: "card",
                h2 { {t(in_time)} }
                p { class: "hint", {t(&format!("{in_time}-how"))} }
                Columns { counts: trend, onopen }
            }
            for (key , counts) in parts {
                section { class: "card", key: "{key}", "data-testid": key,
                    h2 { {t(key)} }
                    p { class: "hint", {t(&format!("{key}-how"))} }
                    if counts.is_empty() {
                        p { class: "hint", {t("board-none")} }
                    }
                    Bars { counts, onopen }
                }
            }
        }
    }
}
