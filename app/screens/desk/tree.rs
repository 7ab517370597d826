//! 村和网格: the town's villages and grids, which groups belong to which grid, and what is registered there. The server does what is changed, so
//! it needs a network.

use client::commands::tree::{AreaAct, AreaDone, AreaState, AreasReply};
use client::commands::{DoArea, OpenTree};
use dioxus::prelude::*;
use domain::AreaCode;
use domain::area::AreaLevel;

use super::tree_form::{Form, TreeForm};
use super::tree_paste::TreePaste;
use crate::app_state::use_app_state;
use crate::components::{Icon, Pending, Shape};
use crate::query::{use_backend, use_query};
use crate::text::{failure, number, t, t_args};

/// 村和网格.
#[component]
pub(crate) fn Tree() -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let page = use_query(OpenTree);
    let mut open = use_signal(|| None::<Form>);
    let mut is_pasting = use_signal(|| false);
    let mut said = use_signal(|| None::<String>);
    let mut is_busy = use_signal(|| false);
    let save = use_callback(move |acts: Vec<AreaAct>| {
        let backend = backend.clone();
        is_busy.set(true);
        said.set(None);
        spawn(async move {
            let mut done = Ok(AreaDone::Unchanged);
            for act in acts {
                done = backend.call(DoArea { act }).await;
                if done.is_err() {
                    break;
                }
            }
            is_busy.set(false);
            match done {
                Ok(_) => {
                    state.say(t("people-done"));
                    open.set(None);
                    is_pasting.set(false);
                }
                Err(error) => said.set(Some(failure::of_server(&error, "people-offline"))),
            }
            page.again();
        });
    });
    let Some(reply) = page.reply() else {
        return rsx! {
            main { class: "desk-tree",
                h1 { {t("tree-title")} }
                Pending { failure: page.failure(), onretry: move |()| page.again() }
            }
        };
    };
    rsx! {
        main { class: if open().is_some() || is_pasting() { "desk-tree has-detail" } else { "desk-tree" }, "data-testid": "tree",
            TreeView {
                reply: reply.clone(),
                chosen: open().and_then(|form| form.area()),
                onopen: move |form| {
                    said.set(None);
                    is_pasting.set(false);
                    open.set(Some(form));
                },
                onpaste: move |()| {
                    said.set(None);
                    open.set(None);
                    is_pasting.set(true);
                },
            }
            if is_pasting() {
                TreePaste { reply, said: said(), is_busy: is_busy(), onclose: move |()| is_pasting.set(false), onsave: move |acts| save.call(acts) }
            }
            if let Some(form) = open() {
                TreeForm {
                    key: "{form:?}",
                    form,
                    said: said(),
                    is_busy: is_busy(),
                    onclose: move |()| open.set(None),
                    onsave: move |acts| save.call(acts),
                }
            }
        }
    }
}

/// The tree as drawn.
#[component]
pub(crate) fn TreeView(
    reply: AreasReply,
    chosen: Option<AreaCode>,
    onopen: EventHandler<Form>,
    onpaste: EventHandler<()>,
) -> Element {
    let of = |level| {
        let areas = reply.areas.iter();
        number(areas.filter(|area| area.code.level() == level).count() as u64)
    };
    let total = [
        ("villages", of(AreaLevel::Village).into()),
        ("grids", of(AreaLevel::Grid).into()),
    ];
    let town = reply.town.clone();
    rsx! {
        div { class: "desk-tools",
            h1 { {t("tree-title")} }
            p { class: "desk-total", role: "status", "data-testid": "tree-total", {t_args("tree-total", &total)} }
            span { class: "desk-gap" }
            button { class: "button is-small", r#type: "button", "data-testid": "tree-paste", onclick: move |_| onpaste.call(()), {t("tree-paste")} }
            button { class: "button is-main is-small", r#type: "button", "data-testid": "tree-new-village", onclick: move |_| onopen.call(Form::NewVillage(town.clone())),
                Icon { shape: Shape::Plus }
                span { {t("tree-new-village")} }
            }
        }
        div { class: "tree-frame", tabindex: "0", role: "region", aria_label: t("tree-title"),
            table { class: "tree",
                thead {
                    tr {
                        for key in ["tree-name", "tree-code", "tree-groups", "tree-households", "tree-residents", "tree-acts"] {
                            th { key: "{key}", scope: "col", {t(key)} }
                        }
                    }
                }
                tbody {
                    for area in reply.areas {
                        Row { key: "{area.code}", is_chosen: chosen.as_ref() == Some(&area.code), area, onopen }
                    }
                }
            }
        }
    }
}

#[component]
fn Row(area: AreaState, is_chosen: bool, onopen: EventHandler<Form>) -> Element {
    let is_village = area.code.level() == AreaLevel::Village;
    let class = match (is_chosen, is_village) {
        (true, _) => "is-selected",
        (false, true) => "is-village",
        (false, false) => "",
    };
    let groups: Vec<String> = area.groups.iter().map(u16::to_string).collect();
    let (edited, inside) = (area.clone(), area.code.clone());
    rsx! {
        tr { class, "data-testid": "tree-row",
            th { scope: "row", class: if is_village { "" } else { "tree-grid" }, "{area.name}" }
            td { "{area.code}" }
            td { {groups.join("、")} }
            td { class: "is-number", {number(area.households)} }
            td { class: "is-number", {number(area.residents)} }
            td { class: "tree-acts",
                button { class: "link", r#type: "button", aria_label: t_args("tree-edit-of", &[("name", area.name.clone().into())]), "data-testid": "tree-edit-{area.code}",
                    onclick: move |_| onopen.call(Form::Edit(edited.clone())), {t("tree-edit")} }
                if is_village {
                    button { class: "link", r#type: "button", aria_label: t_args("tree-new-grid-of", &[("name", area.name.clone().into())]), "data-testid": "tree-new-grid-{area.code}",
                        onclick: move |_| onopen.call(Form::NewGrid(inside.clone())), {t("tree-new-grid")} }
                }
            }
        }
    }
}
