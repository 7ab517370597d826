//! 用途 and 批准人: asked once before something that names people leaves as a file or on paper; what was said last stands there already.

use client::commands::{ListMembers, MemberRow};
use dioxus::prelude::*;
use domain::{ExportPurpose, Leave, MemberId, leave};

use crate::app_state::use_app_state;
use crate::components::{Choice, Labelled};
use crate::platform;
use crate::query::use_query;
use crate::text::code::Coded as _;
use crate::text::t;

/// What was said last; it outlives the screens.
#[derive(Clone, Copy, PartialEq)]
struct LastLeave(Signal<Option<Leave>>);

/// Nothing said yet.
pub(crate) fn use_leave_provider() {
    let last = LastLeave(use_signal(|| None));
    use_context_provider(|| last);
}

/// Asks what for and with whose leave.
#[component]
pub(crate) fn LeaveCard(
    /// What then happens, in words.
    act: String,
    onleave: EventHandler<Leave>,
    oncancel: EventHandler<()>,
) -> Element {
    let members = use_query(ListMembers { inside: None });
    let members = members.reply().unwrap_or_default();
    let own = use_app_state().member().map(|member| member.id);
    let approvers = leave::approvers(members, own, |row| (row.id, row.role));
    rsx! {
        LeaveForm { act, approvers, onleave, oncancel }
    }
}

/// The card as drawn.
#[component]
pub(crate) fn LeaveForm(
    act: String,
    approvers: Vec<MemberRow>,
    onleave: EventHandler<Leave>,
    oncancel: EventHandler<()>,
) -> Element {
    let mut last = use_context::<LastLeave>().0;
    let mut purpose = use_signal(|| (*last.peek()).map(|leave| leave.purpose));
    let mut approver = use_signal(|| (*last.peek()).map(|leave| leave.approver));
    let mut is_tried = use_signal(|| false);
    use_effect(|| platform::focus("leave-card"));
    let missing = |is_missing: bool| (is_tried() && is_missing).then(|| t("leave-missing"));
    let (no_purpose, no_approver) = (missing(purpose().is_none()), missing(approver().is_none()));
    let chosen = approver().map(|id| id.to_string()).unwrap_or_default();
    let go = move |_| {
        is_tried.set(true);
        if let (Some(purpose), Some(approver)) = (purpose(), approver()) {
            let leave = Leave { purpose, approver };
            last.set(Some(leave));
            onleave.call(leave);
        }
    };
    rsx! {
        section { class: "card leave", id: "leave-card", tabindex: "-1", role: "dialog", aria_label: t("leave-title"), "data-testid": "leave",
            onkeydown: move |event| if event.key() == Key::Escape {
                event.stop_propagation();
                oncancel.call(());
            },
            h2 { {t("leave-title")} }
            p { class: "hint", {t("leave-hint")} }
            Choice::<ExportPurpose> { legend: t("leave-purpose"), field: "leave-purpose", chosen: purpose(), onchoose: move |chosen| purpose.set(Some(chosen)) }
            if let Some(problem) = no_purpose {
                p { class: "problem", role: "alert", "{problem}" }
            }
            Labelled { field: "approver", label: t("leave-approver"), problem: no_approver, is_warning: false,
                select {
                    id: "field-approver",
                    class: "input",
                    "data-testid": "leave-approver",
                    value: "{chosen}",
                    onchange: move |event| approver.set(event.value().parse::<MemberId>().ok()),
                    option { value: "", selected: chosen.is_empty(), {t("choose")} }
                    for row in approvers {
                        option { key: "{row.id}", value: "{row.id}", selected: chosen == row.id.to_string(), "{row.name} · {row.role.words()}" }
                    }
                }
            }
            div { class: "buttons",
                button { class: "button", r#type: "button", "data-testid": "leave-cancel", onclick: move |_| oncancel.call(()), {t("cancel")} }
                button { class: "button is-main", r#type: "button", "data-testid": "leave-go", onclick: go, "{act}" }
            }
        }
    }
}
