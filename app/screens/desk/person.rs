//! Somebody's rights and devices, beside the list, with what the office does about them. What takes something away asks once.

use client::commands::DoPeople;
use client::commands::people::{
    CARD_MINUTES, DeviceState, OpenThing, PeopleAct, PeopleDone, PeoplePage, PersonRow, RightRow,
};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::{AreaCode, MemberId, Role};

use super::enrol_card::{Card, EnrolCard};
use super::frame::Beside;
use super::people_add::{AreaChoice, RoleChoice};
use crate::app_state::{AppState, use_app_state};
use crate::components::{Confirm, Icon, Shape};
use crate::platform;
use crate::query::use_backend;
use crate::text::code::Coded as _;
use crate::text::{failure, number, t, t_args, when};

/// How often a shown code is looked after.
const LOOKS_EVERY_MS: u32 = 4_000;

/// Asks the server to do something; tells what came of it.
pub(super) fn ask(
    backend: Handle,
    state: AppState,
    act: PeopleAct,
    then: impl FnOnce(PeopleDone) + 'static,
) {
    spawn(async move {
        match backend.call(DoPeople { act }).await {
            Ok(done) => then(done),
            Err(Error::Offline) => state.say(t("people-offline")),
            Err(error) => state.say(failure::sentence(&error)),
        }
    });
}

/// Somebody.
#[component]
pub(crate) fn Person(
    person: PersonRow,
    page: PeoplePage,
    onclose: EventHandler<()>,
    ondone: EventHandler<()>,
) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut card = use_signal(|| None::<Card>);
    let mut open_things = use_signal(Vec::<OpenThing>::new);
    let me = state.member().map(|member| member.id);
    let is_me = me == Some(person.id);
    let run = use_callback(move |act: PeopleAct| {
        ask(backend.clone(), state, act, move |done| {
            match done {
                PeopleDone::Code { code, expires_at } => card.set(Some(Card { code, expires_at })),
                PeopleDone::Done => state.say(t("people-done")),
                PeopleDone::Unchanged => state.say(t("people-unchanged")),
                PeopleDone::Replaced { open, care, .. } => {
                    state.say(replaced(care));
                    open_things.set(open);
                }
            }
            ondone.call(());
        });
    });
    let id = person.id;
    // The code was used: the card is done.
    let enrolled = person.devices.len();
    use_effect(use_reactive((&enrolled,), move |_| card.set(None)));
    rsx! {
        Beside { title: person.name.clone(), testid: "person-detail", onclose,
            p { class: "hint",
                {[person.role.words(), person.unit.clone().unwrap_or_default(), person.phone.clone().unwrap_or_default()].join("  ")}
            }
            if let Some(unsent) = person.unsent.filter(|unsent| *unsent > 0) {
                p { class: "warning", "data-testid": "person-unsent", {t_args("people-unsent", &[("count", number(unsent).into())])} }
            }
            match card() {
                Some(shown) => rsx! {
                    Looking { onlook: ondone }
                    EnrolCard { card: shown, name: person.name.clone(), server: page.server.clone(), now: state.now(), onclose: move |()| card.set(None) }
                },
                None => rsx! {
                    button { class: "button is-main is-wide", r#type: "button", disabled: page.is_old || person.rights.is_empty(), "data-testid": "person-code",
                        onclick: move |_| run.call(PeopleAct::Code { member: id, minutes: None }),
                        Icon { shape: Shape::Code }
                        span { {t("people-code")} }
                    }
                    button { class: "link", r#type: "button", disabled: page.is_old || person.rights.is_empty(), "data-testid": "person-card",
                        onclick: move |_| run.call(PeopleAct::Code { member: id, minutes: Some(CARD_MINUTES) }),
                        {t("people-card")}
                    }
                },
            }
            Rights { person: person.clone(), is_me, is_old: page.is_old, may_give: page.may_give.clone(), onact: move |act| run.call(act) }
            Devices { devices: person.devices.clone(), is_old: page.is_old, onact: move |act| run.call(act) }
            if !is_me && !person.rights.is_empty() && !page.is_old {
                Replace { person, page, onact: move |act| run.call(act) }
            }
            if !open_things().is_empty() {
                Left { things: open_things() }
            }
        }
    }
}

fn replaced(care: u64) -> String {
    if care == 0 {
        return t("people-replaced");
    }
    t_args("people-replaced-care", &[("count", number(care).into())])
}

/// While a code is shown the list is looked at again and again, so that the office sees the phone come.
#[component]
fn Looking(onlook: EventHandler<()>) -> Element {
    use_future(move || async move {
        loop {
            platform::sleep(LOOKS_EVERY_MS).await;
            onlook.call(());
        }
    });
    rsx! {}
}

#[component]
fn Rights(
    person: PersonRow,
    is_me: bool,
    is_old: bool,
    may_give: Vec<Role>,
    onact: EventHandler<PeopleAct>,
) -> Element {
    let member = person.id;
    let mut is_adding = use_signal(|| false);
    let mut role = use_signal(|| person.role);
    let mut area = use_signal(|| None::<AreaCode>);
    rsx! {
        section { class: "person-part",
            h3 { {t("people-rights")} }
            if person.rights.is_empty() {
                p { class: "hint", {t("people-no-right")} }
            }
            ul { class: "person-list",
                for right in person.rights.clone() {
                    li { key: "{right.role.code()}{right.area}", "data-testid": "person-right",
                        span { {right_words(&right)} }
                        if !is_me && !is_old {
                            Confirm {
                                words: t("people-end"),
                                sentence: t_args("people-end-sentence", &[("name", person.name.clone().into()), ("right", right_words(&right).into())]),
                                testid: "person-end",
                                onconfirm: move |()| onact.call(PeopleAct::EndGrant { member, role: right.role, area: right.area.clone() }),
                            }
                        }
                    }
                }
            }
            if is_adding() {
                RoleChoice { may_give, chosen: role(), onchoose: move |chosen| role.set(chosen) }
                AreaChoice { chosen: area(), onchoose: move |chosen| area.set(chosen) }
                div { class: "buttons",
                    button { class: "button", r#type: "button", onclick: move |_| is_adding.set(false), {t("cancel")} }
                    button { class: "button is-main", r#type: "button", disabled: area().is_none(), "data-testid": "person-grant-yes",
                        onclick: move |_| if let Some(area) = area() {
                            onact.call(PeopleAct::Grant { member, role: role(), area });
                            is_adding.set(false);
                        },
                        {t("people-grant")}
                    }
                }
            } else if !is_old {
                button { class: "link", r#type: "button", "data-testid": "person-grant", onclick: move |_| is_adding.set(true), {t("people-grant")} }
            }
        }
    }
}

fn right_words(right: &RightRow) -> String {
    format!("{} · {}", right.place, right.role.words())
}

#[component]
fn Devices(devices: Vec<DeviceState>, is_old: bool, onact: EventHandler<PeopleAct>) -> Element {
    let now = use_app_state().now();
    rsx! {
        section { class: "person-part",
            h3 { {t("people-devices-title")} }
            if devices.is_empty() {
                p { class: "hint", {t("people-no-device-hint")} }
            }
            ul { class: "person-list",
                for device in devices {
                    li { key: "{device.device}", "data-testid": "person-device",
                        div {
                            strong { if device.name.is_empty() { {t("people-unnamed")} } else { "{device.name}" } }
                            p { class: "hint", {t_args("people-device-facts", &[
                                ("seen", when::moment(device.last_seen_at, now).into()),
                                ("enrolled", when::day_of(device.enrolled_at, now).into()),
                                ("app", device.app.clone().into()),
                                ("received", crate::text::number(device.received).into()),
                            ])} }
                            if device.is_forked && device.revoked_at.is_none() {
                                p { class: "mark is-bad", {t("people-copied-hint")} }
                            }
                            if let Some(at) = device.revoked_at {
                                p { class: "hint", {t_args(if device.last_seen_at >= at { "people-revoked-told" } else { "people-revoked" }, &[("when", when::moment(at, now).into())])} }
                            }
                        }
                        if device.revoked_at.is_none() && !is_old {
                            Confirm {
                                words: t("people-revoke"),
                                sentence: t("people-revoke-sentence"),
                                testid: "person-revoke",
                                onconfirm: move |()| onact.call(PeopleAct::Revoke { device: device.device }),
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Somebody takes over everything from now on.
#[component]
fn Replace(person: PersonRow, page: PeoplePage, onact: EventHandler<PeopleAct>) -> Element {
    let mut is_asked = use_signal(|| false);
    let mut new = use_signal(|| None::<MemberId>);
    let mut care = use_signal(|| true);
    let old = person.id;
    if !is_asked() {
        return rsx! {
            button { class: "link", r#type: "button", "data-testid": "person-replace", onclick: move |_| is_asked.set(true), {t("people-replace")} }
        };
    }
    let others = page.people.iter().filter(|other| other.id != old);
    rsx! {
        div { class: "confirm", role: "group", aria_label: t("people-replace"),
            p { {t_args("people-replace-sentence", &[("name", person.name.into())])} }
            select { class: "input", aria_label: t("people-successor"), "data-testid": "person-successor",
                onchange: move |event| new.set(event.value().parse().ok()),
                option { value: "", {t("people-successor")} }
                for other in others {
                    option { key: "{other.id}", value: "{other.id}", {format!("{}  {}", other.name, other.role.words())} }
                }
            }
            label { class: "tick",
                input { r#type: "checkbox", checked: care(), "data-testid": "person-replace-care", onchange: move |event| care.set(event.checked()) }
                span { {t("people-replace-care")} }
            }
            p { class: "hint", {t("people-replace-hint")} }
            div { class: "buttons",
                button { class: "button", r#type: "button", onclick: move |_| is_asked.set(false), {t("cancel")} }
                button { class: "button is-danger", r#type: "button", disabled: new().is_none(), "data-testid": "person-replace-yes",
                    onclick: move |_| if let Some(new) = new() {
                        onact.call(PeopleAct::Replace { old, new, care: care() });
                        is_asked.set(false);
                    },
                    {t("people-replace")}
                }
            }
        }
    }
}

/// What somebody who left has open.
#[component]
fn Left(things: Vec<OpenThing>) -> Element {
    let counted = |kind: domain::Kind| things.iter().filter(|thing| thing.kind == kind).count();
    let lines = [
        ("people-left-tasks", counted(domain::Kind::Task)),
        ("people-left-disputes", counted(domain::Kind::Dispute)),
        ("people-left-matters", counted(domain::Kind::Matter)),
        ("people-left-care", counted(domain::Kind::PersonFile)),
    ];
    rsx! {
        section { class: "person-part", "data-testid": "person-left",
            h3 { {t("people-left")} }
            ul { class: "person-list",
                for (key , count) in lines.into_iter().filter(|(_, count)| *count > 0) {
                    li { key: "{key}", {t_args(key, &[("count", crate::text::number(count as u64).into())])} }
                }
            }
        }
    }
}
