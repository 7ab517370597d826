//! 参数: what the county or township sets for itself: who answers for the app, limits and rhythms, days off, proposed words. Saved here, it
//! comes to every phone with its next sync.

use client::commands::{CountyPage, OpenCounty, SaveCounty};
use dioxus::prelude::*;
use domain::Issue;
use domain::county::County;

use super::county_calendar::Calendar;
use super::county_days::{AboutPart, CarePart, LimitsPart, RulesPart};
use super::county_history::History;
use super::county_sheets::SheetsPart;
use super::county_words::WordsPart;
use crate::app_state::use_app_state;
use crate::components::{Pending, Problems};
use crate::query::{use_backend, use_query};
use crate::text::{failure, t};

/// What is changed and not saved yet; it outlives the screen.
#[derive(Clone, Copy, PartialEq)]
struct Work(Signal<Option<County>>);

/// Nothing changed yet.
pub(crate) fn use_county_work_provider() {
    let work = Work(use_signal(|| None));
    use_context_provider(|| work);
}

/// The field of a value's path, as labels and messages are keyed: what has a list below it is one field.
pub(super) fn field_of(path: &str) -> String {
    let lists = ["code_lists.causes", "care_rules.roles", "care_rules.months"];
    let path = lists
        .into_iter()
        .find(|list| path.starts_with(list))
        .unwrap_or(path);
    format!("county-{}", path.replace('.', "-"))
}

/// The same issues, by field.
fn by_field(issues: Vec<Issue>) -> Vec<Issue> {
    let named = issues.into_iter().map(|issue| Issue {
        field: field_of(&issue.field),
        ..issue
    });
    named.collect()
}

/// 参数.
#[component]
pub(crate) fn CountyScreen() -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let page = use_query(OpenCounty);
    let Work(mut work) = use_context();
    let mut is_tried = use_signal(|| false);
    let mut said = use_signal(|| None::<String>);
    let Some(page_now) = page.reply() else {
        return rsx! {
            main { class: "county",
                h1 { {t("county-title")} }
                Pending { failure: page.failure(), onretry: move |()| page.again() }
            }
        };
    };
    let save = move |county: County| {
        is_tried.set(true);
        said.set(None);
        if county.issues().iter().any(Issue::blocks) {
            return;
        }
        let backend = backend.clone();
        spawn(async move {
            match backend.call(SaveCounty { county }).await {
                Ok(_) => {
                    work.set(None);
                    is_tried.set(false);
                    state.say(t("county-saved"));
                }
                Err(error) => said.set(Some(failure::sentence(&error))),
            }
        });
    };
    rsx! {
        CountyView {
            page: page_now,
            work: work(),
            is_tried: is_tried(),
            said: said(),
            onchange: move |county| work.set(Some(county)),
            onsave: save,
            onreset: move |()| {
                work.set(None);
                is_tried.set(false);
            },
        }
    }
}

/// 参数 as drawn.
#[component]
pub(crate) fn CountyView(
    page: CountyPage,
    work: Option<County>,
    is_tried: bool,
    said: Option<String>,
    onchange: EventHandler<County>,
    onsave: EventHandler<County>,
    onreset: EventHandler<()>,
) -> Element {
    let is_begun = work.as_ref().is_some_and(|work| *work != page.county);
    let county = work.unwrap_or_else(|| page.county.clone());
    let issues = by_field(county.issues());
    let shown = if is_tried { issues.clone() } else { Vec::new() };
    let saved = county.clone();
    rsx! {
        main { class: "county", "data-testid": "county",
            div { class: "desk-tools",
                h1 { {t("county-title")} }
                p { class: "desk-total", role: "status", "data-testid": "county-state",
                    if is_begun { {t("county-unsaved")} }
                }
                span { class: "desk-gap" }
                if page.may_set {
                    button { class: "button is-small", r#type: "button", disabled: !is_begun, "data-testid": "county-reset",
                        onclick: move |_| onreset.call(()),
                        {t("county-reset")}
                    }
                    button { class: "button is-main is-small", r#type: "button", disabled: !is_begun, "data-testid": "county-save",
                        onclick: move |_| onsave.call(saved.clone()),
                        {t("county-save")}
                    }
                }
            }
            div { class: "county-parts",
                p { class: "hint county-lead", if page.may_set { {t("county-lead")} } else { {t("county-not-yours")} } }
                Problems { issues: shown }
                if let Some(words) = said {
                    p { class: "problem", role: "alert", "data-testid": "county-said", "{words}" }
                }
                    fieldset { class: "county-grid", disabled: !page.may_set,
                        AboutPart { county: county.clone(), issues: issues.clone(), onchange }
                        LimitsPart { county: county.clone(), issues: issues.clone(), onchange }
                        Calendar { county: county.clone(), issues: issues.clone(), onchange }
                        RulesPart { county: county.clone(), issues: issues.clone(), onchange }
                        CarePart { county: county.clone(), issues: issues.clone(), onchange }
                        WordsPart { county: county.clone(), issues: issues.clone(), onchange }
                        SheetsPart { county, issues, onchange }
                    }
                History { versions: page.versions }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::field_of;

    #[test]
    fn a_path_is_one_field_with_words_of_its_own() {
        assert_eq!(
            field_of("dispute_limits.village_days"),
            "county-dispute_limits-village_days"
        );
        assert_eq!(
            field_of("code_lists.causes.neighbours"),
            "county-code_lists-causes"
        );
    }
}
