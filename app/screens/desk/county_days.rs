//! 参数 in numbers and short words: who answers for the app, the limits of disputes and matters, how often somebody is visited.

use dioxus::prelude::*;
use domain::Issue;
use domain::care::{Level, Line};
use domain::county::County;
use domain::household::VisitClass;

use super::county::field_of;
use crate::components::{FieldKind, ProblemsOf as _, TextField};
use crate::text::code::Coded as _;
use crate::text::{t, t_args};

/// A number of days or months. What is no number is out of every range, so that it is said beside the field and nothing is saved.
#[component]
fn Count(
    path: String,
    label: Option<String>,
    value: u32,
    issues: Vec<Issue>,
    onchange: EventHandler<u32>,
) -> Element {
    let mut typed = use_signal(|| value.to_string());
    // What is no number stays as it was typed; else what is set is shown, also when it came from elsewhere.
    let text = match typed().trim().parse::<u32>() {
        Ok(number) if number == value => typed(),
        Err(_) if value >= NO_NUMBER => typed(),
        Ok(_) | Err(_) => value.to_string(),
    };
    let field = field_of(&path);
    let label = label.unwrap_or_else(|| t(&format!("field-{field}")));
    // A list is one field to the messages, and each of its numbers has a field of its own.
    let own = format!("county-{}", path.replace('.', "-"));
    let is_wrong = domain_says(&issues, &field, &text);
    rsx! {
        TextField { field: own.clone(), label, value: text, kind: FieldKind::Number, testid: own, problem: is_wrong,
            oninput: move |text: String| {
                onchange.call(text.trim().parse().unwrap_or(NO_NUMBER));
                typed.set(text);
            } }
    }
}

fn domain_says(issues: &[Issue], field: &str, text: &str) -> Option<String> {
    if text.trim().parse::<u32>().is_err() {
        return Some(t("county-no-number"));
    }
    issues.problem(field)
}

/// What stands for a text that is no number: out of every range, also as days of a care visit.
const NO_NUMBER: u32 = u16::MAX as u32;

fn days(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// 关于本应用.
#[component]
pub(super) fn AboutPart(
    county: County,
    issues: Vec<Issue>,
    onchange: EventHandler<County>,
) -> Element {
    let of = county.clone();
    let set = move |write: &dyn Fn(&mut County)| {
        let mut county = of.clone();
        write(&mut county);
        onchange.call(county);
    };
    let (sponsor, filing, phone) = (set.clone(), set.clone(), set);
    let about = county.about;
    rsx! {
        section { class: "card",
            h2 { {t("county-about")} }
            p { class: "hint", {t("county-about-hint")} }
            TextField { field: "county-about-sponsor", label: t("field-county-about-sponsor"), value: about.sponsor, testid: "county-about-sponsor",
                problem: issues.problem("county-about-sponsor"),
                oninput: move |text: String| sponsor(&|county| county.about.sponsor.clone_from(&text)) }
            TextField { field: "county-about-filing_number", label: t("field-county-about-filing_number"), value: about.filing_number, testid: "county-about-filing_number",
                problem: issues.problem("county-about-filing_number"),
                oninput: move |text: String| filing(&|county| county.about.filing_number.clone_from(&text)) }
            TextField { field: "county-about-phone", label: t("field-county-about-phone"), value: about.phone, kind: FieldKind::Phone, testid: "county-about-phone",
                problem: issues.problem("county-about-phone").or_else(|| issues.warning("county-about-phone")),
                is_warning: issues.problem("county-about-phone").is_none(),
                oninput: move |text: String| phone(&|county| county.about.phone.clone_from(&text)) }
        }
    }
}

/// 纠纷办理时限.
#[component]
pub(super) fn LimitsPart(
    county: County,
    issues: Vec<Issue>,
    onchange: EventHandler<County>,
) -> Element {
    type Place = fn(&mut County) -> &mut u32;
    let levels: [(&str, Place); 4] = [
        ("grid_days", |county| &mut county.limits.grid_days),
        ("village_days", |county| &mut county.limits.village_days),
        ("station_days", |county| &mut county.limits.station_days),
        ("town_days", |county| &mut county.limits.town_days),
    ];
    let others: [(&str, Place); 3] = [
        ("mediation_days", |county| &mut county.limits.mediation_days),
        ("confirmation_days", |county| {
            &mut county.limits.confirmation_days
        }),
        ("return_visit_days", |county| {
            &mut county.limits.return_visit_days
        }),
    ];
    let count = |(name, place): (&'static str, Place)| {
        let value = *place(&mut county.clone());
        let (of, issues) = (county.clone(), issues.clone());
        rsx! {
            Count { key: "{name}", path: format!("dispute_limits.{name}"), value, issues,
                onchange: move |number| {
                    let mut county = of.clone();
                    *place(&mut county) = number;
                    onchange.call(county);
                } }
        }
    };
    rsx! {
        section { class: "card",
            h2 { {t("county-limits")} }
            p { class: "hint", {t("county-limits-hint")} }
            div { class: "county-counts", for one in levels { {count(one)} } }
            p { class: "hint", {t("county-calendar-days")} }
            div { class: "county-counts", for one in others { {count(one)} } }
        }
    }
}

/// 走访周期 and 事项办理时限.
#[component]
pub(super) fn RulesPart(
    county: County,
    issues: Vec<Issue>,
    onchange: EventHandler<County>,
) -> Element {
    let visits = VisitClass::ALL.iter().map(|class| {
        let code = class.code();
        let value = county.rules.visit_days.get(code).copied().unwrap_or(0);
        let (of, issues) = (county.clone(), issues.clone());
        rsx! {
            Count { key: "{code}", path: format!("rules.visit_days.{code}"), label: class.words(), value, issues,
                onchange: move |number| {
                    let mut county = of.clone();
                    county.rules.visit_days.insert(code.to_owned(), number);
                    onchange.call(county);
                } }
        }
    });
    let items = ["hazard", "opinion", "errand"].map(|form| {
        let value = county.rules.item_days.get(form).copied().unwrap_or(0);
        let (of, issues) = (county.clone(), issues.clone());
        rsx! {
            Count { key: "{form}", path: format!("rules.item_days.{form}"), label: t(&format!("form-{form}")), value, issues,
                onchange: move |number| {
                    let mut county = of.clone();
                    county.rules.item_days.insert(form.to_owned(), number);
                    onchange.call(county);
                } }
        }
    });
    let urgent = (county.rules.urgent_hazard_days, county.clone());
    rsx! {
        section { class: "card",
            h2 { {t("county-visits")} }
            p { class: "hint", {t("county-visits-hint")} }
            div { class: "county-counts", for one in visits { {one} } }
        }
        section { class: "card",
            h2 { {t("county-items")} }
            p { class: "hint", {t("county-items-hint")} }
            div { class: "county-counts",
                for one in items { {one} }
                Count { path: "rules.urgent_hazard_days", value: urgent.0, issues: issues.clone(),
                    onchange: move |number| {
                        let mut county = urgent.1.clone();
                        county.rules.urgent_hazard_days = number;
                        onchange.call(county);
                    } }
            }
        }
    }
}

/// 关爱走访.
#[component]
pub(super) fn CarePart(
    county: County,
    issues: Vec<Issue>,
    onchange: EventHandler<County>,
) -> Element {
    let levels = Level::ALL.iter().map(|level| {
        let (code, value) = (level.code(), u32::from(county.care.days_of(*level)));
        let (of, issues) = (county.clone(), issues.clone());
        rsx! {
            Count { key: "{code}", path: format!("care_rules.visit_days.{code}"), label: level.words(), value, issues,
                onchange: move |number| {
                    let mut county = of.clone();
                    county.care.visit_days.insert(code.to_owned(), days(number));
                    onchange.call(county);
                } }
        }
    });
    let lines = county.care.months.iter().map(|(code, months)| {
        let line = Line::from_code(code).words();
        let (of, issues, code) = (county.clone(), issues.clone(), code.clone());
        rsx! {
            Count { key: "{code}", path: format!("care_rules.months.{code}"), label: t_args("county-months-of", &[("line", line.into())]), value: *months, issues,
                onchange: move |number| {
                    let mut county = of.clone();
                    county.care.months.insert(code.clone(), number);
                    onchange.call(county);
                } }
        }
    });
    let contact = (u32::from(county.care.contact_days), county.clone());
    rsx! {
        section { class: "card",
            h2 { {t("county-care")} }
            p { class: "hint", {t("county-care-hint")} }
            div { class: "county-counts",
                for one in levels { {one} }
                for one in lines { {one} }
                Count { path: "care_rules.contact_days", value: contact.0, issues: issues.clone(),
                    onchange: move |number| {
                        let mut county = contact.1.clone();
                        county.care.contact_days = days(number);
                        onchange.call(county);
                    } }
            }
        }
    }
}
