//! 修改记录: what was corrected after saving, edit by edit, each value beside the one it took the place of. The same for all records.

use chrono::{DateTime, Utc};
use client::commands::{ListCareVersions, ListVersions, ValueChange, VersionRow, Versions};
use dioxus::prelude::*;
use domain::RecordId;

use crate::app_state::use_app_state;
use crate::components::{Icon, Shape};
use crate::query::use_query;
use crate::text::value::Reading;
use crate::text::{t, t_args, when};

/// The corrections of a record that is no care record; nothing where there are none.
#[component]
pub(crate) fn VersionsOf(id: RecordId) -> Element {
    let versions = use_query(ListVersions { id });
    let now = use_app_state().now();
    match versions.reply() {
        Some(versions) => rsx! { VersionsView { versions, now } },
        None => rsx! {},
    }
}

/// The corrections of a care record, masked as its page is.
#[component]
pub(crate) fn CareVersionsOf(id: RecordId, is_full: bool) -> Element {
    let versions = use_query(ListCareVersions { id, is_full });
    let now = use_app_state().now();
    match versions.reply() {
        Some(versions) => rsx! { VersionsView { versions, now } },
        None => rsx! {},
    }
}

/// The corrections as drawn, folded until somebody asks.
#[component]
pub(crate) fn VersionsView(versions: Versions, now: DateTime<Utc>) -> Element {
    if versions.rows.is_empty() {
        return rsx! {};
    }
    let reading = Reading {
        kind: &versions.kind,
        form: versions.form.as_deref(),
        names: &versions.names,
        now,
    };
    rsx! {
        details { class: "card fold", "data-testid": "versions",
            summary {
                span { {t("versions-title")} }
                span { class: "count", {t_args("versions-count", &[("count", versions.rows.len().into())])} }
                Icon { shape: Shape::Down }
            }
            ol { class: "versions",
                for (place , row) in versions.rows.iter().enumerate() {
                    li { key: "{place}", class: "version", "data-testid": "version-{place}",
                        {head(row, now)}
                        dl { class: "facts",
                            for change in row.changes.iter() {
                                {changed(change, &reading)}
                            }
                        }
                    }
                }
            }
        }
    }
}

fn head(row: &VersionRow, now: DateTime<Utc>) -> Element {
    let who = if row.by_name.is_empty() {
        t("value-not-here")
    } else {
        row.by_name.clone()
    };
    rsx! {
        p { class: "version-head",
            strong { "{who}" }
            span { {when::moment(row.at, now)} }
            if row.is_waiting {
                span { class: "mark is-waiting", {t("state-saved-here")} }
            }
        }
    }
}

fn changed(change: &ValueChange, reading: &Reading<'_>) -> Element {
    let before = reading.words(&change.field, &change.before);
    let after = reading.words(&change.field, &change.after);
    let label = reading.label(&change.field);
    rsx! {
        div { key: "{change.field}{change.is_aside}", class: "fact",
            dt { "{label}" }
            dd {
                {became(&before, &after, change.is_aside)}
                if change.is_aside {
                    span { class: "mark is-waiting", {t("versions-aside")} }
                }
            }
        }
    }
}

/// A value beside the one it took the place of, or, when it stands aside, beside the one that still counts.
pub(super) fn became(before: &str, after: &str, is_aside: bool) -> Element {
    rsx! {
        if before.is_empty() {
            span { class: "hint", {t("value-empty")} }
        } else if is_aside {
            span { "{before}" }
        } else {
            del { "{before}" }
        }
        " "
        span { role: "img", aria_label: t("versions-became"), "→" }
        " "
        if after.is_empty() {
            span { class: "hint", {t("value-cleared")} }
        } else {
            ins { "{after}" }
        }
    }
}
