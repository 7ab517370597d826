//! A new member: name, telephone, role and place.

use client::commands::areas::ListLevel;
use client::commands::people::{PeopleAct, PeopleDone};
use client::commands::{AreaRow, ListAreas};
use dioxus::prelude::*;
use domain::{AreaCode, MemberId, Role};

use super::frame::{Beside, fresh_id};
use super::person::ask;
use crate::app_state::use_app_state;
use crate::components::{FieldKind, TextField};
use crate::query::{use_backend, use_query};
use crate::text::code::Coded as _;
use crate::text::{t, t_args};

/// Which of the roles that may be given.
#[component]
pub(super) fn RoleChoice(
    may_give: Vec<Role>,
    chosen: Role,
    onchoose: EventHandler<Role>,
) -> Element {
    rsx! {
        div { class: "field", role: "radiogroup", aria_label: t("people-role"),
            span { class: "label", {t("people-role")} }
            div { class: "chips is-small",
                for role in may_give {
                    button {
                        key: "{role.code()}",
                        class: if role == chosen { "chip is-chosen" } else { "chip" },
                        r#type: "button",
                        role: "radio",
                        aria_checked: role == chosen,
                        "data-testid": "role-{role.code()}",
                        onclick: move |_| onchoose.call(role),
                        {role.words()}
                    }
                }
            }
        }
    }
}

/// The town, a village, or a grid.
#[component]
pub(super) fn AreaChoice(
    chosen: Option<AreaCode>,
    onchoose: EventHandler<Option<AreaCode>>,
) -> Element {
    let town = use_app_state()
        .member()
        .map(|member| (member.town, member.town_name));
    let of = |level| ListAreas {
        level,
        inside: None,
    };
    let villages = use_query(of(ListLevel::Village))
        .reply()
        .unwrap_or_default();
    let grids = use_query(of(ListLevel::Grid)).reply().unwrap_or_default();
    let grids_of = |village: &AreaRow| -> Vec<AreaRow> {
        grids
            .iter()
            .filter(|grid| village.code.contains(&grid.code))
            .cloned()
            .collect()
    };
    rsx! {
        div { class: "field",
            label { class: "label", r#for: "people-area", {t("people-where")} }
            select { class: "input", id: "people-area", "data-testid": "people-area",
                onchange: move |event| onchoose.call(AreaCode::new(event.value()).ok()),
                option { value: "", selected: chosen.is_none(), {t("people-choose")} }
                if let Some((code, name)) = town {
                    option { value: "{code}", selected: chosen.as_ref() == Some(&code), {t_args("people-whole", &[("name", name.into())])} }
                }
                for village in villages {
                    optgroup { key: "{village.code}", label: "{village.name}",
                        option { value: "{village.code}", selected: chosen.as_ref() == Some(&village.code), {t_args("people-whole", &[("name", village.name.clone().into())])} }
                        for grid in grids_of(&village) {
                            option { key: "{grid.code}", value: "{grid.code}", selected: chosen.as_ref() == Some(&grid.code), {format!("{} {}", village.name, grid.name)} }
                        }
                    }
                }
            }
        }
    }
}

/// 添加人员.
#[component]
pub(super) fn AddPerson(
    may_give: Vec<Role>,
    onclose: EventHandler<()>,
    onadded: EventHandler<MemberId>,
) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    // The same all the time: what is sent twice, because an answer was lost, is one person.
    let id = use_hook(|| MemberId(fresh_id()));
    let mut name = use_signal(String::new);
    let mut phone = use_signal(String::new);
    let mut unit = use_signal(String::new);
    let mut role = use_signal(|| Role::Worker);
    let mut area = use_signal(|| None::<AreaCode>);
    let mut is_tried = use_signal(|| false);
    let needs_unit = role() == Role::Department;
    let problem = |is_missing: bool| (is_tried() && is_missing).then(|| t("people-missing"));
    let is_whole =
        !name().trim().is_empty() && area().is_some() && (!needs_unit || !unit().trim().is_empty());
    let some = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    rsx! {
        Beside { title: t("people-new"), testid: "person-new", onclose,
            TextField { field: "person-name", label: t("people-name"), value: name(), kind: FieldKind::Name, testid: "person-name",
                problem: problem(name().trim().is_empty()), oninput: move |text| name.set(text) }
            TextField { field: "person-phone", label: t("people-phone"), value: phone(), kind: FieldKind::Phone, testid: "person-phone",
                oninput: move |text| phone.set(text) }
            RoleChoice { may_give, chosen: role(), onchoose: move |chosen| role.set(chosen) }
            if needs_unit {
                TextField { field: "person-unit", label: t("people-unit"), value: unit(), hint: t("people-unit-hint"), testid: "person-unit",
                    problem: problem(unit().trim().is_empty()), oninput: move |text| unit.set(text) }
            }
            AreaChoice { chosen: area(), onchoose: move |chosen| area.set(chosen) }
            if let Some(words) = problem(area().is_none()) {
                p { class: "problem", role: "alert", "{words}" }
            }
            button { class: "button is-main is-wide", r#type: "button", "data-testid": "person-add",
                onclick: move |_| {
                    is_tried.set(true);
                    let (true, Some(area)) = (is_whole, area()) else { return };
                    let act = PeopleAct::Add { member: id, name: name(), phone: some(phone()), unit: some(unit()), role: role(), area };
                    ask(backend.clone(), state, act, move |done| {
                        if matches!(done, PeopleDone::Done | PeopleDone::Unchanged) {
                            state.say(t("people-added"));
                        }
                        onadded.call(id);
                    });
                },
                {t("people-add")}
            }
        }
    }
}
