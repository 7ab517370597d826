//! Two people wrote different things: both stand here, in a sentence each.

use client::commands::{Contested, Said};
use dioxus::prelude::*;

use super::{Icon, Shape};
use crate::app_state::use_app_state;
use crate::text::value::Reading;
use crate::text::{t, t_args, when};

/// The fields with several people's values; nothing where there are none.
#[component]
pub(crate) fn ContestedFields(fields: Vec<Contested>) -> Element {
    let now = use_app_state().now();
    if fields.is_empty() {
        return rsx! {};
    }
    rsx! {
        div { class: "strip is-waiting is-block", role: "status", "data-testid": "contested",
            p { class: "strip-title", Icon { shape: Shape::Alert } {t("contested-title")} }
            for (place , field) in fields.iter().enumerate() {
                p { key: "{place}", {sentence(field, now)} }
            }
        }
    }
}

/// 电话:老王 7月3日 改成 138…,你 7月5日 改成 139…
fn sentence(field: &Contested, now: chrono::DateTime<chrono::Utc>) -> String {
    let reading = Reading {
        kind: &field.kind,
        form: field.form.as_deref(),
        names: &field.names,
        now,
    };
    let said = |one: &Said| {
        let who = match (one.is_me, one.by_name.as_str()) {
            (true, _) => t("contested-you"),
            (false, "") => t("contested-colleague"),
            (false, name) => name.to_owned(),
        };
        let words = reading.words(&field.field, &one.value);
        let key = if words.is_empty() {
            "contested-cleared"
        } else {
            "contested-said"
        };
        let day = when::day_of(one.at, now);
        t_args(
            key,
            &[
                ("who", who.into()),
                ("day", day.into()),
                ("value", words.into()),
            ],
        )
    };
    let sayings: Vec<String> = field.sayings.iter().map(said).collect();
    let key = if field.is_for_review {
        "contested-review"
    } else {
        "contested-sentence"
    };
    let label = reading.label(&field.field);
    let field_of = [field.whose.as_str(), label.as_str()].join(" ");
    t_args(
        key,
        &[
            ("field", field_of.trim().to_owned().into()),
            ("sayings", sayings.join(&t("contested-comma")).into()),
        ],
    )
}
