//! 退改 on a record's page: what the office marked, what was corrected since, and the next word of it. The same for every kind.

mod list;
mod say;

use chrono::{DateTime, Utc};
use client::commands::{DifferenceRow, OpenRemarks, RemarksPage, SaidRow, ThreadView};
use dioxus::prelude::*;
use domain::RecordId;
use domain::remark::{RemarkAct, RemarkState, may_return};

use crate::app_state::{opens_at, use_app_state};
use crate::components::{Icon, Shape};
use crate::platform;
use crate::query::use_query;
use crate::screens::versions::became;
use crate::text::code::Coded as _;
use crate::text::value::Reading;
use crate::text::{t, t_args, when};

#[cfg(test)]
pub(crate) use list::RemarksView;
pub(crate) use list::{Remarks, Returned};
use say::{Begin, Next};

/// What the office marked in a record; nothing where it marked nothing.
#[component]
pub(crate) fn RemarksOf(id: RecordId) -> Element {
    let page = use_query(OpenRemarks { id });
    let now = use_app_state().now();
    match page.reply() {
        Some(page) => rsx! { RemarksHere { id, page, now } },
        None => rsx! {},
    }
}

/// In the form that corrects a record: what was marked, above the questions.
#[component]
pub(crate) fn MarkedIn(id: RecordId) -> Element {
    let page = use_query(OpenRemarks { id });
    let now = use_app_state().now();
    let Some(page) = page.reply() else {
        return rsx! {};
    };
    let is_marked = |thread: &&ThreadView| thread.state == RemarkState::Waiting;
    let marked: Vec<ThreadView> = page.threads.iter().filter(is_marked).cloned().collect();
    rsx! {
        for thread in marked {
            div { key: "{thread.id}", class: "{strip_of(thread.state)} is-marked", role: "note", "data-testid": "marked",
                Thread { page: page.clone(), thread: thread.clone(), now }
            }
        }
    }
}

/// A form without a draft opens at the field that was marked, if one was.
pub(crate) fn use_opening_field() {
    let field = use_hook(opens_at);
    use_effect(move || {
        if let Some(field) = &field {
            platform::focus(&format!("field-{field}"));
        }
    });
}

/// For the office, at the end of a record's page: marking a field of it. Nobody else's page asks for it.
#[component]
pub(crate) fn Return(id: RecordId) -> Element {
    let role = use_app_state().role();
    rsx! {
        if role.is_some_and(may_return) {
            Offered { id }
        }
    }
}

#[component]
fn Offered(id: RecordId) -> Element {
    let page = use_query(OpenRemarks { id });
    let now = use_app_state().now();
    match page.reply().filter(|page| page.may_return) {
        Some(page) => rsx! { Begin { id, page, now } },
        None => rsx! {},
    }
}

/// The same as drawn.
#[component]
pub(crate) fn RemarksHere(id: RecordId, page: RemarksPage, now: DateTime<Utc>) -> Element {
    let is_open = |thread: &&ThreadView| thread.state != RemarkState::Accepted;
    let open: Vec<ThreadView> = page.threads.iter().filter(is_open).cloned().collect();
    let done: Vec<ThreadView> = page
        .threads
        .iter()
        .filter(|thread| !is_open(thread))
        .cloned()
        .collect();
    rsx! {
        for thread in open {
            div { key: "{thread.id}", class: strip_of(thread.state), role: "group", aria_label: t("remark-title"), "data-testid": "remark",
                Thread { page: page.clone(), thread: thread.clone(), now }
                Next { id, page: page.clone(), thread: thread.clone() }
            }
        }
        if !done.is_empty() {
            details { class: "card fold", "data-testid": "remarks-done",
                summary {
                    span { {t("remarks-done")} }
                    span { class: "count", {t_args("versions-count", &[("count", done.len().into())])} }
                    Icon { shape: Shape::Down }
                }
                div { class: "threads",
                    for thread in done {
                        Thread { key: "{thread.id}", page: page.clone(), thread, now }
                    }
                }
            }
        }
    }
}

fn strip_of(state: RemarkState) -> &'static str {
    match state {
        RemarkState::Waiting => "strip is-bad is-block",
        RemarkState::Answered | RemarkState::Accepted | RemarkState::Unknown => {
            "strip is-waiting is-block"
        }
    }
}

/// The name of what was marked: a field, or the record as a whole.
fn label_of(reading: &Reading<'_>, field: &str) -> String {
    match field {
        "" => t("remark-whole"),
        field => reading.label(field),
    }
}

#[component]
fn Thread(page: RemarksPage, thread: ThreadView, now: DateTime<Utc>) -> Element {
    let reading = Reading {
        kind: &page.kind,
        form: page.form.as_deref(),
        names: &page.names,
        now,
    };
    rsx! {
        p { class: "strip-title",
            Icon { shape: Shape::Return }
            span { {t_args("remark-of", &[("field", label_of(&reading, &thread.field).into())])} }
            span { class: "mark", "data-testid": "remark-state", {thread.state.words()} }
        }
        for (n , said) in thread.said.iter().enumerate() {
            {said_words(n, said, now)}
        }
        for one in thread.differences.iter() {
            {difference(one, &reading)}
        }
    }
}

fn said_words(n: usize, said: &SaidRow, now: DateTime<Utc>) -> Element {
    let words = if said.text.is_empty() {
        said.act.words()
    } else {
        said.text.clone()
    };
    let who = if said.by_name.is_empty() {
        t("contested-colleague")
    } else {
        said.by_name.clone()
    };
    let class = match said.act {
        RemarkAct::Remark => "said is-office",
        RemarkAct::Answer | RemarkAct::Accept | RemarkAct::Unknown => "said",
    };
    rsx! {
        p { key: "{n}", class,
            span { class: "said-words", "{words}" }
            small { class: "said-by",
                "{who} · {when::moment(said.at, now)}"
                if said.is_waiting { " · " {t("state-saved-here")} }
            }
        }
    }
}

/// What stood there and what stands there now; nothing else of the record.
fn difference(one: &DifferenceRow, reading: &Reading<'_>) -> Element {
    let before = reading.words(&one.field, &one.before);
    let after = reading.words(&one.field, &one.after);
    rsx! {
        p { key: "{one.field}", class: "said", "data-testid": "remark-difference",
            span { class: "said-words",
                "{reading.label(&one.field)} "
                {became(&before, &after, false)}
            }
            small { class: "said-by", "{one.by_name} · {when::moment(one.at, reading.now)}" }
        }
    }
}
