//! What was set otherwise, by whom and when: the versions of 参数.

use client::commands::CountyVersion;
use dioxus::prelude::*;
use domain::care::{Level, Line};
use domain::county::Changed;
use domain::dispute::Category;
use domain::form::Value;
use domain::household::VisitClass;

use super::county::field_of;
use crate::app_state::use_app_state;
use crate::components::{Icon, Shape};
use crate::screens::versions::became;
use crate::text::code::Coded as _;
use crate::text::{has, t, t_args, when};

/// The changes of what is set, the latest first.
#[component]
pub(super) fn History(versions: Vec<CountyVersion>) -> Element {
    let now = use_app_state().now();
    if versions.is_empty() {
        return rsx! {};
    }
    rsx! {
        details { class: "card fold", "data-testid": "county-versions",
            summary {
                span { {t("versions-title")} }
                span { class: "count", {t_args("versions-count", &[("count", versions.len().into())])} }
                Icon { shape: Shape::Down }
            }
            ol { class: "versions",
                for (place , version) in versions.into_iter().enumerate() {
                    li { key: "{place}", class: "version", "data-testid": "county-version-{place}",
                        p { class: "version-head",
                            strong { "{version.by_name}" }
                            span { {when::moment(version.at, now)} }
                            if version.is_waiting {
                                span { class: "mark is-waiting", {t("state-saved-here")} }
                            }
                        }
                        dl { class: "facts",
                            for changed in version.changes {
                                div { key: "{changed.path}", class: "fact",
                                    dt { {label(&changed.path)} }
                                    dd { {said(&changed)} }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The words of a value's place: 村(工作日), 起因:邻里.
fn label(path: &str) -> String {
    let field = field_of(path);
    let last = path.rsplit('.').next().unwrap_or_default();
    let words = match path.rsplit_once('.').map_or("", |(list, _)| list) {
        "rules.visit_days" => VisitClass::from_code(last).words(),
        "rules.item_days" => t(&format!("form-{last}")),
        "care_rules.visit_days" => Level::from_code(last).words(),
        "care_rules.months" => {
            let line = Line::from_code(last).words();
            return t_args("county-months-of", &[("line", line.into())]);
        }
        "code_lists.causes" => Category::from_code(last).words(),
        _ => {
            let key = format!("field-{field}");
            return if has(&key) { t(&key) } else { path.to_owned() };
        }
    };
    let part = match path.split('.').next().unwrap_or_default() {
        "rules" if path.contains("item") => t("county-items"),
        "rules" => t("county-visits"),
        "care_rules" => t("county-care"),
        _ => t("county-causes"),
    };
    t_args(
        "county-part-of",
        &[("part", part.into()), ("one", words.into())],
    )
}

/// What came and what went of a list; of anything else the value beside the one before.
fn said(changed: &Changed) -> Element {
    let list = |value: &Value| {
        value
            .as_array()
            .map(|list| list.iter().map(word).collect::<Vec<_>>())
    };
    if let (Some(before), Some(after)) = (list(&changed.before), list(&changed.after)) {
        let missing = |from: &[String], all: &[String]| -> String {
            let gone = from.iter().filter(|word| !all.contains(word));
            gone.cloned().collect::<Vec<_>>().join(&t("list-comma"))
        };
        return became(&missing(&before, &after), &missing(&after, &before), false);
    }
    became(&plain(&changed.before), &plain(&changed.after), false)
}

fn plain(value: &Value) -> String {
    match value {
        Value::Array(list) => {
            let words: Vec<String> = list.iter().map(word).collect();
            words.join(&t("list-comma"))
        }
        value => word(value),
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::Null | Value::Array(_) => String::new(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => text.clone(),
        // A role of the team.
        Value::Object(role) => {
            let label = role.get("label").and_then(Value::as_str);
            label.unwrap_or_default().to_owned()
        }
    }
}
