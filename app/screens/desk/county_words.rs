//! 参数 in words: the units to which something is given, the causes that are proposed, what is observed, what the team's roles are called.

use dioxus::prelude::*;
use domain::Issue;
use domain::county::County;
use domain::dispute::Category;

use crate::components::{ProblemsOf as _, TextArea, TextField};
use crate::text::code::Coded as _;
use crate::text::{t, t_args};

/// One word a line.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.lines().map(str::trim).filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// A list, one word a line.
#[component]
fn List(
    field: String,
    label: String,
    hint: Option<String>,
    words: Vec<String>,
    problem: Option<String>,
    onchange: EventHandler<Vec<String>>,
) -> Element {
    let mut typed = use_signal(|| words.join("\n"));
    // As it was typed, as long as that is what is set.
    let text = if words_of(&typed()) == words {
        typed()
    } else {
        words.join("\n")
    };
    rsx! {
        TextArea { field: field.clone(), label, hint, value: text, problem, testid: field,
            oninput: move |text: String| {
                onchange.call(words_of(&text));
                typed.set(text);
            } }
    }
}

/// 承办单位, 起因, 观察, 五包一.
#[component]
pub(super) fn WordsPart(
    county: County,
    issues: Vec<Issue>,
    onchange: EventHandler<County>,
) -> Element {
    let of = county.clone();
    rsx! {
        section { class: "card",
            h2 { {t("county-units")} }
            List { field: "county-code_lists-units", label: t("field-county-code_lists-units"), hint: t("county-units-hint"), words: county.lists.units.clone(),
                problem: issues.problem("county-code_lists-units"),
                onchange: move |words| {
                    let mut county = of.clone();
                    county.lists.units = words;
                    onchange.call(county);
                } }
        }
        Causes { county: county.clone(), issues: issues.clone(), onchange }
        Care { county, issues, onchange }
    }
}

#[component]
fn Causes(county: County, issues: Vec<Issue>, onchange: EventHandler<County>) -> Element {
    let first = Category::ALL.first().copied().unwrap_or(Category::Other);
    let mut category = use_signal(|| first);
    let chosen = category();
    rsx! {
        section { class: "card", id: "field-county-code_lists-causes",
            h2 { {t("county-causes")} }
            p { class: "hint", {t("county-causes-hint")} }
            label { class: "field",
                span { class: "label", {t("field-category")} }
                select { class: "input", "data-testid": "county-category", value: chosen.code(),
                    onchange: move |event| category.set(Category::from_code(&event.value())),
                    for one in Category::ALL {
                        option { key: "{one.code()}", value: one.code(), selected: *one == chosen, {one.words()} }
                    }
                }
            }
            for one in [chosen] {
                List { key: "{one.code()}", field: "county-causes", label: t_args("county-causes-of", &[("category", one.words().into())]),
                    words: county.lists.causes_of(one).to_vec(),
                    problem: issues.problem("county-code_lists-causes"),
                    onchange: {
                        let county = county.clone();
                        move |words| {
                            let mut county = county.clone();
                            county.lists.causes.insert(one.code().to_owned(), words);
                            onchange.call(county);
                        }
                    } }
            }
        }
    }
}

#[component]
fn Care(county: County, issues: Vec<Issue>, onchange: EventHandler<County>) -> Element {
    let observed = [0, 1, 2, 3].map(|place: usize| {
        let value = county.care.observations.get(place).cloned();
        let (of, n) = (county.clone(), place + 1);
        rsx! {
            TextField { key: "{n}", field: "county-observation-{n}", label: t_args("county-observation", &[("n", n.into())]), value: value.unwrap_or_default(),
                testid: "county-observation-{n}", problem: issues.problem("county-care_rules-observations"),
                oninput: move |text: String| {
                    let mut county = of.clone();
                    let lines = &mut county.care.observations;
                    lines.resize(lines.len().max(n), String::new());
                    if let Some(line) = lines.get_mut(place) {
                        *line = text;
                    }
                    onchange.call(county);
                } }
        }
    });
    let roles = county.care.roles.iter().enumerate().map(|(place, role)| {
        let (of, code) = (county.clone(), role.code.clone());
        rsx! {
            TextField { key: "{code}", field: "county-role-{code}", label: t_args("county-role", &[("n", (place + 1).into())]), value: role.label.clone(),
                testid: "county-role-{code}", problem: issues.problem("county-care_rules-roles"),
                oninput: move |text: String| {
                    let mut county = of.clone();
                    if let Some(role) = county.care.roles.get_mut(place) {
                        role.label = text;
                    }
                    onchange.call(county);
                } }
        }
    });
    rsx! {
        section { class: "card", id: "field-county-care_rules-observations",
            h2 { {t("county-observations")} }
            p { class: "hint", {t("county-observations-hint")} }
            div { class: "county-counts is-wide", for one in observed { {one} } }
        }
        section { class: "card", id: "field-county-care_rules-roles",
            h2 { {t("county-roles")} }
            p { class: "hint", {t("county-roles-hint")} }
            div { class: "county-counts is-wide", for one in roles { {one} } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn a_list_is_one_word_a_line_each_once() {
        assert_eq!(
            words_of(" 司法所\n\n派出所\r\n司法所 "),
            ["司法所", "派出所"]
        );
        assert!(words_of("\n ").is_empty());
    }
}
