//! 人员和设备: who works where and on which phones; codes, rights, and a phone that was lost. The server does it, so it needs a network; without
//! one the list is as it was seen last.

use chrono::{DateTime, Utc};
use client::commands::OpenPeople;
use client::commands::people::{PeoplePage, PersonRow, RightRow, Standing};
use dioxus::prelude::*;
use domain::MemberId;

use super::people_add::AddPerson;
use super::person::Person;
use crate::app_state::use_app_state;
use crate::components::{Empty, Icon, Pending, SearchField, Shape};
use crate::query::use_query;
use crate::text::code::Coded as _;
use crate::text::{number, t, t_args, when};

/// Whom the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Shown {
    /// Everybody who works.
    #[default]
    Working,
    /// 要过问: silent, copied.
    ToAsk,
    /// 没有设备.
    NoDevice,
    /// 已离岗.
    Gone,
}

impl Shown {
    const EVERY: [Self; 4] = [Self::Working, Self::ToAsk, Self::NoDevice, Self::Gone];

    fn key(self) -> &'static str {
        match self {
            Self::Working => "people-working",
            Self::ToAsk => "people-to-ask",
            Self::NoDevice => "people-without",
            Self::Gone => "people-gone",
        }
    }

    fn has(self, person: &PersonRow) -> bool {
        match self {
            Self::Working => person.standing != Standing::Gone,
            Self::ToAsk => person.standing.needs_a_look(),
            Self::NoDevice => person.standing == Standing::NoDevice,
            Self::Gone => person.standing == Standing::Gone,
        }
    }
}

/// What the office looks at; it outlives the screen.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct PeopleChoice {
    pub(super) shown: Signal<Shown>,
}

/// Those who work.
pub(crate) fn use_people_choice_provider() {
    let choice = PeopleChoice {
        shown: use_signal(Shown::default),
    };
    use_context_provider(|| choice);
}

/// What lies beside the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    One(MemberId),
    New,
}

/// 人员和设备.
#[component]
pub(crate) fn People() -> Element {
    let state = use_app_state();
    let mut shown = use_context::<PeopleChoice>().shown;
    let page = use_query(OpenPeople);
    let mut open = use_signal(|| None::<Open>);
    let Some(answered) = page.reply() else {
        return rsx! {
            main { class: "desk-people",
                h1 { {t("people-title")} }
                Pending { failure: page.failure(), onretry: move |()| page.again() }
            }
        };
    };
    let chosen = match open() {
        Some(Open::One(id)) => answered
            .people
            .iter()
            .find(|person| person.id == id)
            .cloned(),
        Some(Open::New) | None => None,
    };
    let is_new = open() == Some(Open::New);
    let has_detail = chosen.is_some() || is_new;
    let chosen_id = chosen.as_ref().map(|person| person.id);
    rsx! {
        main { class: if has_detail { "desk-people has-detail" } else { "desk-people" }, "data-testid": "people",
            PeopleList {
                page: answered.clone(),
                now: state.now(),
                chosen: chosen_id,
                shown: shown(),
                onshown: move |chosen| shown.set(chosen),
                onopen: move |id| open.set(Some(Open::One(id))),
                onnew: move |()| open.set(Some(Open::New)),
                onagain: move |()| page.again(),
            }
            if let Some(person) = chosen {
                Person {
                    key: "{person.id}",
                    person,
                    page: answered.clone(),
                    onclose: move |()| open.set(None),
                    ondone: move |()| page.again(),
                }
            }
            if is_new {
                AddPerson {
                    may_give: answered.may_give,
                    onclose: move |()| open.set(None),
                    onadded: move |id| {
                        open.set(Some(Open::One(id)));
                        page.again();
                    },
                }
            }
        }
    }
}

/// The list as drawn.
#[component]
pub(crate) fn PeopleList(
    page: PeoplePage,
    now: DateTime<Utc>,
    chosen: Option<MemberId>,
    shown: Shown,
    onshown: EventHandler<Shown>,
    onopen: EventHandler<MemberId>,
    onnew: EventHandler<()>,
    onagain: EventHandler<()>,
) -> Element {
    let mut words = use_signal(String::new);
    let typed = words();
    let rows: Vec<PersonRow> = page
        .people
        .iter()
        .filter(|person| shown.has(person) && is_meant(person, typed.trim()))
        .cloned()
        .collect();
    let as_of = when::moment(page.as_of, now);
    rsx! {
        div { class: "desk-tools",
            h1 { {t("people-title")} }
            p { class: "desk-total", role: "status", "data-testid": "people-total", {t_args("people-count", &[("count", number(rows.len() as u64).into())])} }
            span { class: "desk-gap" }
            button { class: "button is-small", r#type: "button", "data-testid": "people-again", onclick: move |_| onagain.call(()),
                Icon { shape: Shape::Sync }
                span { {t("people-again")} }
            }
            button { class: "button is-main is-small", r#type: "button", disabled: page.is_old, "data-testid": "people-new", onclick: move |_| onnew.call(()),
                Icon { shape: Shape::Plus }
                span { {t("people-new")} }
            }
        }
        if page.is_old {
            p { class: "notice is-warning", role: "status", "data-testid": "people-old", {t_args("people-old", &[("when", as_of.into())])} }
        }
        div { class: "filters", role: "search",
            div { class: "chips is-small", role: "group", aria_label: t("people-shown"),
                for item in Shown::EVERY {
                    button {
                        key: "{item.key()}",
                        class: if shown == item { "chip is-chosen" } else { "chip" },
                        r#type: "button",
                        aria_pressed: shown == item,
                        "data-testid": item.key(),
                        onclick: move |_| onshown.call(item),
                        {t_args(item.key(), &[("count", number(page.people.iter().filter(|person| item.has(person)).count() as u64).into())])}
                    }
                }
            }
            SearchField { id: "people-search", label: t("people-search"), text: typed, oninput: move |text| words.set(text) }
        }
        if rows.is_empty() {
            Empty { shape: Shape::Person, title: t("people-none"), hint: t("people-none-hint") }
        } else {
            Rows { rows, now, chosen, onopen }
        }
    }
}

fn is_meant(person: &PersonRow, words: &str) -> bool {
    let places = person.rights.iter().map(|right| right.place.as_str());
    let mut texts = places.chain([
        person.name.as_str(),
        person.phone.as_deref().unwrap_or_default(),
        person.unit.as_deref().unwrap_or_default(),
    ]);
    words.is_empty() || texts.any(|text| text.contains(words))
}

#[component]
fn Rows(
    rows: Vec<PersonRow>,
    now: DateTime<Utc>,
    chosen: Option<MemberId>,
    onopen: EventHandler<MemberId>,
) -> Element {
    rsx! {
        div { class: "people-frame",
            table { class: "people",
                thead {
                    tr {
                        for key in ["people-name", "people-role", "people-where", "people-phone", "people-device", "people-heard"] {
                            th { key: "{key}", scope: "col", {t(key)} }
                        }
                    }
                }
                tbody {
                    for person in rows {
                        tr {
                            key: "{person.id}",
                            class: if chosen == Some(person.id) { "is-selected" } else { "" },
                            "data-testid": "person",
                            onclick: { let id = person.id; move |_| onopen.call(id) },
                            th { scope: "row",
                                button { class: "link", r#type: "button", aria_expanded: chosen == Some(person.id),
                                    onclick: { let id = person.id; move |event| { event.stop_propagation(); onopen.call(id); } },
                                    "{person.name}"
                                }
                            }
                            td { {role_of(&person)} }
                            td { {places_of(&person.rights)} }
                            td { {person.phone.clone().unwrap_or_default()} }
                            td { {devices_of(&person)} }
                            td { Heard { person: person.clone(), now } }
                        }
                    }
                }
            }
        }
    }
}

fn role_of(person: &PersonRow) -> String {
    person.unit.clone().unwrap_or_else(|| person.role.words())
}

/// The first places, and how many more.
fn places_of(rights: &[RightRow]) -> String {
    let mut places: Vec<&str> = rights.iter().map(|right| right.place.as_str()).collect();
    places.dedup();
    let more = places.len().saturating_sub(2);
    places.truncate(2);
    let first = places.join("、");
    if more == 0 {
        return first;
    }
    t_args(
        "people-places",
        &[
            ("first", first.into()),
            ("count", number(more as u64 + 2).into()),
        ],
    )
}

fn devices_of(person: &PersonRow) -> String {
    let mut held = person
        .devices
        .iter()
        .filter(|device| device.revoked_at.is_none());
    let Some(first) = held.next() else {
        return String::new();
    };
    let more = held.count();
    let name = if first.name.is_empty() {
        t("people-unnamed")
    } else {
        first.name.clone()
    };
    if more == 0 {
        return name;
    }
    t_args(
        "people-devices",
        &[
            ("first", name.into()),
            ("count", number(more as u64 + 1).into()),
        ],
    )
}

/// When the devices were heard of last, and what is wrong with that.
#[component]
fn Heard(person: PersonRow, now: DateTime<Utc>) -> Element {
    let heard = person
        .devices
        .iter()
        .find(|device| device.revoked_at.is_none());
    let words = match person.standing {
        Standing::Silent(days) => t_args(
            "people-silent",
            &[("days", number(days.unsigned_abs()).into())],
        ),
        Standing::Copied => t("people-copied"),
        Standing::NoDevice => t("people-no-device"),
        Standing::Gone => t("people-is-gone"),
        Standing::Fine => heard
            .map(|device| when::moment(device.last_seen_at, now))
            .unwrap_or_default(),
    };
    let class = match person.standing {
        Standing::Silent(_) | Standing::Copied => "mark is-bad",
        Standing::NoDevice => "mark is-waiting",
        Standing::Fine | Standing::Gone => "people-quiet",
    };
    rsx! { span { class, "{words}" } }
}
