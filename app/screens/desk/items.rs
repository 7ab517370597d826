//! Matters, tasks and notices at the desk: which form, the filters, the table, and the record beside it with the office's acts.

use chrono::{DateTime, Utc};
use client::Handle;
use client::commands::areas::ListLevel;
use client::commands::together::TOGETHER_MAX;
use client::commands::{ItemFilter, ItemRow, ListAreas, ListItems, OpenItem};
use dioxus::prelude::*;
use domain::form::Form;
use domain::{AreaCode, Kind, RecordId, forms};

use super::filter::{ProvinceFilter, Select, area_options};
use super::frame::{Beside, RowFrame, TableFrame};
use super::picked::Picked;
use super::ticks::{TickAll, TickCell, Ticks, use_ticks};
use super::together::{Steps, TogetherBar, TogetherCard};
use super::window::{DRAWN, Window};
use crate::app_state::use_app_state;
use crate::components::{Go, Icon, Pending, Shape, StateMark};
use crate::platform;
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::screens::item::ItemWhole;
use crate::screens::items::{ItemMarks, state_words};
use crate::screens::province::ProvinceMark;
use crate::text::{number, t, t_args, when};
use crate::text_size;

const COLUMNS: [&str; 7] = [
    "field-happened_at",
    "field-village",
    "column-title",
    "column-stands",
    "column-presses",
    "field-owner",
    "column-state",
];

/// What the office looks at; it outlives the screen.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct ItemChoice {
    pub(super) filter: Signal<ItemFilter>,
    pub(super) selected: Signal<Option<RecordId>>,
    pub(super) open: Signal<Option<RecordId>>,
    pub(super) ticks: Ticks,
}

/// What is still to be done, nothing open.
pub(crate) fn use_item_choice_provider() {
    let choice = ItemChoice {
        filter: use_signal(|| ItemFilter {
            is_open: true,
            ..ItemFilter::default()
        }),
        selected: use_signal(|| None),
        open: use_signal(|| None),
        ticks: use_ticks(),
    };
    use_context_provider(|| choice);
}

/// The records of a form at the desk.
#[component]
pub(crate) fn ItemsTable(form: &'static Form) -> Element {
    let state = use_app_state();
    let choice = use_context::<ItemChoice>();
    let picked = Picked {
        selected: choice.selected,
        open: choice.open,
    };
    let mut window = use_signal(Window::default);
    let filter = ItemFilter {
        form: form.name.to_owned(),
        is_open: (choice.filter)().is_open && form.course.is_some(),
        ..(choice.filter)()
    };
    let items = use_query(ListItems {
        filter: filter.clone(),
        offset: window().first,
        limit: DRAWN,
    });
    let rem = text_size::rem((state.preferences)().text_size);
    use_effect(use_reactive((&filter,), move |_| {
        window.set(Window::default());
        choice.ticks.clear();
    }));
    // What is open beside the table belongs to its form.
    use_effect(use_reactive((&form.name,), move |_| {
        let mut open = choice.open;
        open.set(None);
    }));
    let answered = items
        .answered()
        .filter(|(command, _)| command.filter.form == form.name);
    let total = answered.as_ref().map(|(_, page)| page.total);
    let is_open = (choice.open)().is_some() || choice.ticks.is_filling();
    let backend = use_backend();
    rsx! {
        main { class: if is_open { "desk-visits desk-items has-detail" } else { "desk-visits desk-items" },
            div { class: "desk-tools",
                h1 { {t(&format!("form-{}", form.name))} }
                p { class: "desk-total", role: "status", "data-testid": "items-total",
                    if let Some(total) = total { {t_args("visits-total", &[("count", number(total).into())])} }
                }
                span { class: "desk-gap" }
                New { form }
            }
            Filters { form, filter: (choice.filter)(), onchange: { let mut signal = choice.filter; move |chosen| signal.set(chosen) } }
            match answered {
                Some((command, page)) => {
                    let ids: Vec<RecordId> = page.rows.iter().map(|row| row.id).collect();
                    rsx! {
                        ItemRows {
                            choice: format!("{:?}", command.filter),
                            first: Window { first: command.offset },
                            rows: page.rows,
                            total: page.total,
                            selected: (choice.selected)(),
                            now: state.now(),
                            onscroll: move |top| {
                                let moved = Window::at(top, rem);
                                if *window.peek() != moved {
                                    window.set(moved);
                                }
                            },
                            onopen: move |id| picked.open(id),
                            ticks: choice.ticks,
                            onall: move |()| tick_all(choice.ticks, backend.clone(), command.filter.clone()),
                            onkey: move |key: Key| picked.press_or_act(&ids, &key, "item-acts-first", choice.ticks),
                        }
                    }
                }
                None => rsx! { Pending { failure: items.failure(), onretry: move |()| items.again() } },
            }
            TogetherBar { ticks: choice.ticks, steps: Steps::Of(form) }
            match (choice.ticks.step)() {
                Some(offer) => rsx! { TogetherCard { key: "{offer.step}", ticks: choice.ticks, steps: Steps::Of(form), offer } },
                None => rsx! { Opened { choice, form } },
            }
        }
    }
}

#[component]
fn New(form: &'static Form) -> Element {
    let member = use_app_state().member();
    if !member.is_some_and(|member| form.by.contains(&member.role)) {
        return rsx! {};
    }
    rsx! {
        Go { to: Route::NewItem { form: form.name.to_owned() }, class: "button is-main is-small", testid: "item-new",
            Icon { shape: Shape::Plus }
            span { {t(&format!("form-{}-new", form.name))} }
        }
    }
}

/// Which form, then where and in which state.
#[component]
fn Filters(form: &'static Form, filter: ItemFilter, onchange: EventHandler<ItemFilter>) -> Element {
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let village = filter.area.as_ref().map(ToString::to_string);
    let states = form.course.map_or(&[][..], |course| course.states.items);
    let list = form.course.map_or("", |course| course.states.name);
    let states: Vec<(String, String)> = states
        .iter()
        .map(|(code, _)| ((*code).to_owned(), t(&format!("{list}-{code}"))))
        .collect();
    let (for_area, for_state, for_open) = (filter.clone(), filter.clone(), filter.clone());
    let (for_late, for_province) = (filter.clone(), filter.clone());
    rsx! {
        div { class: "filters", role: "search",
            nav { class: "chips is-small", aria_label: t("desk-items"),
                for other in forms::ALL.iter().copied() {
                    Go { key: "{other.name}", to: Route::Items { form: other.name.to_owned() },
                        class: if other == form { "chip is-chosen" } else { "chip" },
                        testid: "desk-form-{other.name}",
                        is_current: other == form,
                        {t(&format!("form-{}", other.name))}
                    }
                }
            }
            Select { testid: "filter-village", label: t("filter-village"), chosen: village.unwrap_or_default(), options: area_options(villages.reply().unwrap_or_default()),
                onchoose: move |code| onchange.call(ItemFilter { area: AreaCode::new(code).ok(), ..for_area.clone() }) }
            if !states.is_empty() {
                Select { testid: "filter-state", label: t("filter-state"), chosen: filter.state.clone(), options: states,
                    onchoose: move |state: String| onchange.call(ItemFilter { is_open: state.is_empty() && for_state.is_open, state, ..for_state.clone() }) }
                label { class: "tick is-inline",
                    input { r#type: "checkbox", "data-testid": "filter-open", checked: filter.is_open,
                        onchange: move |event| onchange.call(ItemFilter { is_open: event.checked(), ..for_open.clone() }) }
                    span { {t("items-open")} }
                }
            }
            if form.kind == Kind::Matter {
                ProvinceFilter { chosen: filter.province, onchoose: move |province| onchange.call(ItemFilter { province, ..for_province.clone() }) }
            }
            if filter.is_overdue {
                button { class: "chip is-chosen", r#type: "button", "data-testid": "filter-overdue",
                    onclick: move |_| onchange.call(ItemFilter { is_overdue: false, ..for_late.clone() }),
                    {t("disputes-overdue")}
                    Icon { shape: Shape::Close }
                }
            }
        }
    }
}

/// The table as drawn; the rows around those in sight only.
#[component]
pub(crate) fn ItemRows(
    choice: String,
    first: Window,
    rows: Vec<ItemRow>,
    total: u64,
    selected: Option<RecordId>,
    now: DateTime<Utc>,
    onscroll: EventHandler<f64>,
    onopen: EventHandler<RecordId>,
    onkey: EventHandler<Key>,
    ticks: Ticks,
    onall: EventHandler<()>,
) -> Element {
    let tick_all = rsx! { TickAll { ticks, total, onall } };
    rsx! {
        TableFrame { choice, label: t("desk-items"), columns: &COLUMNS, first, total, empty: t("items-none"), shape: Shape::Today, onscroll, onkey, tick_all,
            for row in rows {
                Row { key: "{row.id}", is_selected: selected == Some(row.id), row: row, now, ticks, onopen }
            }
        }
    }
}

/// Ticks all of the filter, as many as can be done at once.
fn tick_all(ticks: Ticks, backend: Handle, filter: ItemFilter) {
    let all = ListItems {
        filter,
        offset: 0,
        limit: TOGETHER_MAX,
    };
    spawn(async move {
        if let Ok(page) = backend.call(all).await {
            ticks.set(page.rows.into_iter().map(|row| row.id));
        }
    });
}

#[component]
fn Row(
    row: ItemRow,
    is_selected: bool,
    now: DateTime<Utc>,
    ticks: Ticks,
    onopen: EventHandler<RecordId>,
) -> Element {
    let id = row.id;
    let who = if row.unit.is_empty() {
        row.owner_name.clone()
    } else {
        format!("{} {}", row.unit, row.owner_name)
    };
    rsx! {
        RowFrame { id, testid: "item-row-{id}", is_selected, is_void: row.voided, onopen,
            TickCell { id, name: row.title.clone(), ticks }
            span { class: "cell is-field-happened_at", role: "gridcell", {when::day_of(row.happened_at, now)} }
            span { class: "cell is-field-village", role: "gridcell", "{row.village_name}" }
            span { class: "cell is-column-title", role: "gridcell", title: "{row.gist}", "{row.title}" }
            span { class: "cell is-column-stands", role: "gridcell", {state_words(&row)} }
            span { class: "cell is-column-presses", role: "gridcell", ItemMarks { row: row.clone(), today: when::local_day(now) } ProvinceMark { state: row.province } }
            span { class: "cell is-field-owner", role: "gridcell", "{who}" }
            span { class: "cell is-column-state", role: "gridcell", StateMark { state: row.state, testid: "item-state-{id}" } }
        }
    }
}

/// The chosen record beside the table, with the same acts as on the phone.
#[component]
fn Opened(choice: ItemChoice, form: &'static Form) -> Element {
    let mut open = choice.open;
    let Some(id) = open() else {
        return rsx! {};
    };
    let close = move |()| {
        open.set(None);
        platform::focus("desk-rows");
    };
    rsx! {
        Beside { title: t(&format!("form-{}", form.name)), testid: "desk-item", onclose: close,
            Chosen { key: "{id}", id }
        }
    }
}

#[component]
fn Chosen(id: RecordId) -> Element {
    let state = use_app_state();
    let view = use_query(OpenItem { id });
    match view.reply() {
        Some(item) => rsx! { ItemWhole { item, now: state.now() } },
        None => rsx! { Pending { failure: view.failure(), onretry: move |()| view.again() } },
    }
}
