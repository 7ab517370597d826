//! Saying the next word: marking a field, correcting it, answering in words, accepting, sending back again.

use chrono::{DateTime, Utc};
use client::Handle;
use client::commands::{RemarksPage, SayRemark, ThreadView};
use dioxus::prelude::*;
use domain::remark::{RemarkAct, RemarkState};
use domain::{Kind, RecordId};

use super::label_of;
use crate::app_state::use_app_state;
use crate::components::{Go, Icon, Shape, TextArea};
use crate::platform;
use crate::query::use_backend;
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::value::Reading;
use crate::text::{failure, t};

/// What is said most often; one tap writes it.
const PHRASES: [&str; 3] = ["remark-blurred", "remark-incomplete", "remark-check"];

/// The form in which a record is corrected.
pub(super) fn form_of(
    id: RecordId,
    kind: &Kind,
    form: Option<&str>,
    household: Option<RecordId>,
) -> Option<Route> {
    match kind {
        Kind::Visit => Some(Route::EditVisit { id }),
        Kind::Household => Some(Route::EditHousehold { id }),
        Kind::Resident => household.map(|household| Route::EditResident { household, id }),
        Kind::Dispute => Some(Route::EditDispute { id }),
        Kind::Matter | Kind::Task => form.map(|form| Route::EditItem {
            form: form.to_owned(),
            id,
        }),
        _ => None,
    }
}

/// What can be done with an open thread: by who recorded it, and by the office.
#[component]
pub(super) fn Next(id: RecordId, page: RemarksPage, thread: ThreadView) -> Element {
    let mut open_at = use_app_state().open_at;
    let mut open = use_signal(|| None::<RemarkAct>);
    let is_mine = page.may_answer && thread.is_mine && thread.state == RemarkState::Waiting;
    let field = Some(thread.field.clone()).filter(|field| !field.is_empty());
    let route = form_of(id, &page.kind, page.form.as_deref(), page.household).filter(|_| is_mine);
    if let Some(act) = open() {
        let say = SayRemark {
            id,
            thread: Some(thread.id),
            act,
            field: String::new(),
            text: String::new(),
        };
        return rsx! { Words { say, onclose: move |()| open.set(None) } };
    }
    rsx! {
        div { class: "buttons is-start",
            if let Some(route) = route {
                Go { to: route, class: "button is-main", testid: "remark-correct", onfollow: move |()| open_at.set(field.clone()),
                    Icon { shape: Shape::Edit }
                    span { {t("remark-correct")} }
                }
            }
            if is_mine {
                button { class: "button", r#type: "button", "data-testid": "remark-answer", onclick: move |_| open.set(Some(RemarkAct::Answer)),
                    {RemarkAct::Answer.words()}
                }
            }
            if page.may_return {
                Accept { id, thread: thread.id }
                button { class: "button", r#type: "button", "data-testid": "remark-again", onclick: move |_| open.set(Some(RemarkAct::Remark)),
                    {t("remark-again")}
                }
            }
        }
    }
}

/// 认可: one tap; sending back again takes it back.
#[component]
fn Accept(id: RecordId, thread: uuid::Uuid) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let accept = move |_| {
        let say = SayRemark {
            id,
            thread: Some(thread),
            act: RemarkAct::Accept,
            field: String::new(),
            text: String::new(),
        };
        let backend = backend.clone();
        spawn(async move {
            if let Err(sentence) = sent(&backend, say).await {
                state.say(sentence);
            } else {
                state.say(t("remark-accepted"));
            }
        });
    };
    rsx! {
        button { class: "button", r#type: "button", "data-testid": "remark-accept", onclick: accept,
            Icon { shape: Shape::Check }
            span { {RemarkAct::Accept.words()} }
        }
    }
}

/// Saves it; the sentence when it may not be said or could not be saved.
async fn sent(backend: &Handle, say: SayRemark) -> Result<(), String> {
    match backend.call(say).await {
        Ok(None) => Ok(()),
        Ok(Some(refusal)) => Err(refusal.words()),
        Err(error) => Err(failure::sentence(&error)),
    }
}

/// Words for an act, asked once.
#[component]
fn Words(say: SayRemark, onclose: EventHandler<()>) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut text = use_signal(String::new);
    let mut problem = use_signal(|| None::<String>);
    use_effect(|| platform::focus("field-remark_text"));
    let is_remark = say.act == RemarkAct::Remark;
    let label = if is_remark {
        t("remark-text")
    } else {
        t("remark-answer-text")
    };
    let send = move |_| {
        let say = SayRemark {
            text: text(),
            ..say.clone()
        };
        let backend = backend.clone();
        let act = say.act;
        spawn(async move {
            match sent(&backend, say).await {
                Ok(()) => {
                    state.say(if act == RemarkAct::Remark {
                        t("remark-sent")
                    } else {
                        t("saved-here")
                    });
                    onclose.call(());
                }
                Err(sentence) => problem.set(Some(sentence)),
            }
        });
    };
    rsx! {
        div { class: "fields",
            if is_remark {
                Phrases { onchoose: move |words| text.set(words) }
            }
            TextArea { field: "remark_text", label, value: text(), testid: "remark-text", problem: problem(), oninput: move |words| { text.set(words); problem.set(None); } }
            div { class: "buttons",
                button { class: "button", r#type: "button", onclick: move |_| onclose.call(()), {t("remark-not")} }
                button { class: "button is-main", r#type: "button", "data-testid": "remark-send", onclick: send,
                    if is_remark { {RemarkAct::Remark.words()} } else { {RemarkAct::Answer.words()} }
                }
            }
        }
    }
}

#[component]
fn Phrases(onchoose: EventHandler<String>) -> Element {
    rsx! {
        div { class: "chips is-tight", role: "group", aria_label: t("remark-phrases"),
            for key in PHRASES {
                button { key: "{key}", class: "chip", r#type: "button", "data-testid": "{key}", onclick: move |_| onchoose.call(t(key)), {t(key)} }
            }
        }
    }
}

/// 退回修改: which field, and what about it.
#[component]
pub(super) fn Begin(id: RecordId, page: RemarksPage, now: DateTime<Utc>) -> Element {
    let mut is_open = use_signal(|| false);
    let mut field = use_signal(String::new);
    if !is_open() {
        return rsx! {
            button { class: "link is-quiet", r#type: "button", "data-testid": "remark-begin", onclick: move |_| is_open.set(true),
                {RemarkAct::Remark.words()}
            }
        };
    }
    let reading = Reading {
        kind: &page.kind,
        form: page.form.as_deref(),
        names: &page.names,
        now,
    };
    let fields = page.fields.iter().map(|(name, value)| {
        let label = reading.label(name);
        let words = reading.words(name, value);
        let short: String = words.chars().take(20).collect();
        (name.clone(), label, short)
    });
    let whole = (String::new(), t("remark-whole"), String::new());
    let chosen = field();
    let say = SayRemark {
        id,
        thread: None,
        act: RemarkAct::Remark,
        field: chosen.clone(),
        text: String::new(),
    };
    rsx! {
        section { class: "card", "data-testid": "remark-form",
            h2 { {RemarkAct::Remark.words()} }
            fieldset { class: "choices", id: "field-remark_field", tabindex: "-1",
                legend { class: "label", {t("remark-field")} }
                div { class: "chips is-tight",
                    for (name , label , words) in fields.chain([whole]) {
                        label { key: "{name}", class: if name == chosen { "chip is-chosen" } else { "chip" }, "data-testid": "remark-field-{name}",
                            input { class: "chip-input", r#type: "radio", name: "remark-field", checked: name == chosen,
                                onchange: move |_| field.set(name.clone()) }
                            span { "{label}" if !words.is_empty() { small { " {words}" } } }
                        }
                    }
                }
            }
            p { class: "hint", {t("remark-chosen")} " " {label_of(&reading, &chosen)} }
            Words { key: "{chosen}", say, onclose: move |()| is_open.set(false) }
        }
    }
}
