//! 操作记录: what was done to rights, devices and data, and who looked into files or took some out. The auditor reads all of it, everybody
//! else what was done in the own name. It lies with the server, so it needs a network; nothing of it stays here.

use chrono::{DateTime, Utc};
use client::commands::audit::{AuditChain, AuditEntry, AuditQuery, AuditReply};
use client::commands::{ListMembers, MemberRow, OpenAudit};
use dioxus::prelude::*;

use crate::app_state::use_app_state;
use crate::components::{Empty, Pending, Shape, TopBar};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::{number, t, t_args, when};

/// 操作记录.
#[component]
pub(crate) fn AuditScreen() -> Element {
    let state = use_app_state();
    let mut query = use_signal(AuditQuery::default);
    let page = use_query(OpenAudit { query: query() });
    let members = use_query(ListMembers { inside: None });
    let back = state.front().is_none().then_some(Route::Me {});
    rsx! {
        TopBar { title: t("audit-title"), back }
        main { class: "page audit", "data-testid": "audit",
            match page.reply() {
                Some(reply) => rsx! {
                    AuditView {
                        reply,
                        query: query(),
                        members: members.reply().unwrap_or_default(),
                        now: state.now(),
                        onquery: move |asked| query.set(asked),
                    }
                },
                None => rsx! { Pending { failure: page.failure(), onretry: move |()| page.again() } },
            }
        }
    }
}

/// The page as drawn.
#[component]
pub(crate) fn AuditView(
    reply: AuditReply,
    query: AuditQuery,
    members: Vec<MemberRow>,
    now: DateTime<Utc>,
    onquery: EventHandler<AuditQuery>,
) -> Element {
    let latest = AuditQuery {
        before: None,
        ..query.clone()
    };
    let earlier = AuditQuery {
        before: reply.entries.last().map(|entry| entry.seq),
        ..query.clone()
    };
    rsx! {
        p { class: "hint", {t(if reply.is_whole { "audit-all-hint" } else { "audit-own-hint" })} }
        if let Some(chain) = reply.chain {
            Chain { chain }
        }
        Filters { query: latest.clone(), acts: reply.acts, members: if reply.is_whole { members } else { Vec::new() }, onquery }
        if reply.entries.is_empty() {
            Empty { shape: Shape::Book, title: t("audit-none"), hint: t("audit-none-hint") }
        } else {
            ul { class: "list",
                for entry in reply.entries {
                    li { key: "{entry.seq}", class: "entry is-line audit-entry", "data-testid": "audit-entry",
                        Entry { entry, now, is_named: reply.is_whole }
                    }
                }
            }
        }
        div { class: "buttons",
            if query.before.is_some() {
                button { class: "button", r#type: "button", "data-testid": "audit-latest", onclick: move |_| onquery.call(latest.clone()), {t("audit-latest")} }
            }
            if reply.has_more {
                button { class: "button", r#type: "button", "data-testid": "audit-earlier", onclick: move |_| onquery.call(earlier.clone()), {t("audit-earlier")} }
            }
        }
    }
}

/// Does the log fit together?
#[component]
fn Chain(chain: AuditChain) -> Element {
    if chain.faults.is_empty() {
        return rsx! {
            p { class: "strip is-good", role: "status", "data-testid": "audit-whole",
                {t_args("audit-whole", &[("count", number(chain.looked_at).into())])}
            }
        };
    }
    rsx! {
        div { class: "strip is-bad", role: "alert", "data-testid": "audit-broken",
            p { strong { {t("audit-broken")} } }
            ul {
                for fault in chain.faults {
                    li { key: "{fault}", "{fault}" }
                }
            }
        }
    }
}

/// What was done, by whom, when.
#[component]
fn Filters(
    query: AuditQuery,
    acts: Vec<(String, String)>,
    members: Vec<MemberRow>,
    onquery: EventHandler<AuditQuery>,
) -> Element {
    let (for_act, for_member, for_from, for_to) =
        (query.clone(), query.clone(), query.clone(), query.clone());
    let act = query.act.clone().unwrap_or_default();
    let member = query.member.map(|member| member.to_string());
    let member = member.unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    rsx! {
        div { class: "filters", role: "search",
            select { class: "input is-small", aria_label: t("audit-act"), "data-testid": "audit-act", value: "{act}",
                onchange: move |event| onquery.call(AuditQuery { act: Some(event.value()).filter(|act| !act.is_empty()), ..for_act.clone() }),
                option { value: "", selected: act.is_empty(), {t("audit-every-act")} }
                for (code , words) in acts {
                    option { key: "{code}", value: "{code}", selected: act == code, "{words}" }
                }
            }
            if !members.is_empty() {
                select { class: "input is-small", aria_label: t("audit-member"), "data-testid": "audit-member", value: "{member}",
                    onchange: move |event| onquery.call(AuditQuery { member: event.value().parse().ok(), ..for_member.clone() }),
                    option { value: "", selected: member.is_empty(), {t("audit-everybody")} }
                    for row in members {
                        option { key: "{row.id}", value: "{row.id}", selected: member == row.id.to_string(), "{row.name}" }
                    }
                }
            }
            span { class: "filter-days",
                input { class: "input is-small", r#type: "date", aria_label: t("filter-from"), "data-testid": "audit-from", value: day(query.from),
                    onchange: move |event| onquery.call(AuditQuery { from: event.value().parse().ok(), ..for_from.clone() }) }
                span { aria_hidden: true, "—" }
                input { class: "input is-small", r#type: "date", aria_label: t("filter-to"), "data-testid": "audit-to", value: day(query.to),
                    onchange: move |event| onquery.call(AuditQuery { to: event.value().parse().ok(), ..for_to.clone() }) }
            }
        }
    }
}

#[component]
fn Entry(entry: AuditEntry, now: DateTime<Utc>, is_named: bool) -> Element {
    rsx! {
        div { class: "entry-body",
            p { class: "audit-head",
                strong { "{entry.act}" }
                if is_named {
                    span { "{entry.actor}" }
                }
                time { class: "hint", {when::moment(entry.at, now)} }
            }
            if !entry.facts.is_empty() {
                dl { class: "audit-facts",
                    for (name , value) in entry.facts {
                        div { key: "{name}", dt { "{name}" } dd { "{value}" } }
                    }
                }
            }
        }
    }
}
