//! 省平台 on the page of a case: whether it is keyed in there, by whom, under which number, and saying so.

use client::commands::{OpenProvince, ProvinceView, SayProvince};
use dioxus::prelude::*;
use domain::RecordId;
use domain::province::{ProvinceAct, ProvinceState};

use crate::app_state::use_app_state;
use crate::components::{Confirm, FieldKind, Icon, Shape, TextField};
use crate::query::{use_backend, use_query};
use crate::text::code::Coded as _;
use crate::text::{failure, t, t_args, when};

/// How a case stands in the province's platform; nothing for who does not key cases in.
#[component]
pub(crate) fn ProvinceOf(id: RecordId) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let view = use_query(OpenProvince { id });
    let mut said = use_signal(|| None::<String>);
    let say = use_callback(move |(act, number): (ProvinceAct, Option<String>)| {
        let backend = backend.clone();
        spawn(async move {
            match backend.call(SayProvince { id, act, number }).await {
                Ok(None) => {
                    said.set(None);
                    state.say(t("province-said"));
                }
                Ok(Some(refusal)) => said.set(Some(refusal.words())),
                Err(error) => said.set(Some(failure::sentence(&error))),
            }
        });
    });
    match view.reply() {
        Some(view) if view.may_enter => rsx! {
            ProvinceCard { view, said: said(), onsay: move |what| say.call(what) }
        },
        _ => rsx! {},
    }
}

/// 省平台 as drawn.
#[component]
pub(crate) fn ProvinceCard(
    view: ProvinceView,
    said: Option<String>,
    onsay: EventHandler<(ProvinceAct, Option<String>)>,
) -> Element {
    let now = use_app_state().now();
    let known = view.number.clone().unwrap_or_default();
    let mut number = use_signal(|| known.clone());
    let platform = if view.platform.is_empty() {
        t("province")
    } else {
        view.platform.clone()
    };
    let act = match view.state {
        ProvinceState::Changed => t("province-enter-again"),
        _ => ProvinceAct::Enter.words(),
    };
    // Entered, and nothing new to say.
    let is_done = view.state == ProvinceState::Entered && *number.read() == known;
    rsx! {
        section { class: "card", "data-testid": "province",
            div { class: "card-head",
                h2 { "{platform}" }
                span { "data-testid": "province-state", ProvinceMark { state: view.state, says_none: true } }
            }
            if let Some((name, at)) = view.by {
                p { class: "hint", {t_args("province-by", &[("name", name.into()), ("when", when::moment(at, now).into())])} }
            }
            TextField { field: "province-number", label: t("province-number"), value: number(), kind: FieldKind::Text, testid: "province-number",
                oninput: move |text| number.set(text) }
            if let Some(words) = said {
                p { class: "problem", role: "alert", "data-testid": "province-problem", "{words}" }
            }
            div { class: "buttons",
                button { class: "button", r#type: "button", disabled: is_done, "data-testid": "province-enter",
                    onclick: move |_| onsay.call((ProvinceAct::Enter, Some(number()))),
                    Icon { shape: Shape::Check }
                    span { "{act}" }
                }
                if view.state != ProvinceState::NotEntered {
                    Confirm { words: ProvinceAct::Withdraw.words(), sentence: t("province-withdraw-sure"), testid: "province-withdraw",
                        onconfirm: move |()| onsay.call((ProvinceAct::Withdraw, None)) }
                }
            }
        }
    }
}

/// How a case stands there, as a mark; in a table nothing where it is not entered, which most are not.
#[component]
pub(crate) fn ProvinceMark(state: ProvinceState, #[props(default)] says_none: bool) -> Element {
    match state {
        ProvinceState::Entered => rsx! {
            span { class: "mark is-good", Icon { shape: Shape::Check } {t("province-mark")} }
        },
        ProvinceState::Changed => rsx! {
            span { class: "mark is-waiting", Icon { shape: Shape::Sync } {state.words()} }
        },
        ProvinceState::NotEntered | ProvinceState::Unknown if says_none => rsx! {
            span { class: "mark", {ProvinceState::NotEntered.words()} }
        },
        ProvinceState::NotEntered | ProvinceState::Unknown => rsx! {},
    }
}
