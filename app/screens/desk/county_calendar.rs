//! 节假日和调休: the days off and the working weekends by which working days are counted. Added day by day, or read out of the yearly notice.

use chrono::{Datelike as _, NaiveDate};
use dioxus::prelude::*;
use domain::Issue;
use domain::county::{County, notice};

use crate::app_state::use_app_state;
use crate::components::{FieldKind, Icon, ProblemsOf as _, Shape, TextArea, TextField};
use crate::text::{t, t_args, when};

/// Off, or worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Off,
    Worked,
}

impl Sort {
    const EVERY: [Self; 2] = [Self::Off, Self::Worked];

    fn key(self) -> &'static str {
        match self {
            Self::Off => "county-off",
            Self::Worked => "county-worked",
        }
    }

    fn days(self, county: &County) -> &Vec<NaiveDate> {
        match self {
            Self::Off => &county.limits.holidays,
            Self::Worked => &county.limits.workdays,
        }
    }

    /// These days, and of the other sort none of them.
    fn add(self, county: &mut County, added: &[NaiveDate]) {
        let limits = &mut county.limits;
        let (own, other) = match self {
            Self::Off => (&mut limits.holidays, &mut limits.workdays),
            Self::Worked => (&mut limits.workdays, &mut limits.holidays),
        };
        other.retain(|day| !added.contains(day));
        own.extend_from_slice(added);
        own.sort_unstable();
        own.dedup();
    }

    fn remove(self, county: &mut County, (first, last): (NaiveDate, NaiveDate)) {
        let own = match self {
            Self::Off => &mut county.limits.holidays,
            Self::Worked => &mut county.limits.workdays,
        };
        own.retain(|day| *day < first || last < *day);
    }
}

/// Days in a row as one stretch.
fn stretches(days: &[NaiveDate]) -> Vec<(NaiveDate, NaiveDate)> {
    let mut days = days.to_vec();
    days.sort_unstable();
    let mut found: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        match found.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(day) || *last == day => *last = day,
            _ => found.push((day, day)),
        }
    }
    found
}

fn in_words((first, last): (NaiveDate, NaiveDate)) -> String {
    let day = |day: NaiveDate| {
        t_args(
            "county-day",
            &[("month", day.month().into()), ("day", day.day().into())],
        )
    };
    if first == last {
        return day(first);
    }
    t_args(
        "county-days-from-to",
        &[("from", day(first).into()), ("to", day(last).into())],
    )
}

/// The years that have days, this one and those to come first.
fn years(county: &County) -> Vec<i32> {
    let days = county.limits.holidays.iter().chain(&county.limits.workdays);
    let mut years: Vec<i32> = days.map(|day| day.year()).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    years
}

/// 节假日和调休.
#[component]
pub(super) fn Calendar(
    county: County,
    issues: Vec<Issue>,
    onchange: EventHandler<County>,
) -> Element {
    let today = use_app_state().today();
    let years = years(&county);
    let is_missing = !years.contains(&today.year());
    let problem = issues
        .problem("county-dispute_limits-holidays")
        .or_else(|| issues.problem("county-dispute_limits-workdays"));
    rsx! {
        section { class: "card", id: "field-county-dispute_limits-holidays", "data-testid": "county-calendar",
            h2 { {t("county-calendar")} }
            p { class: "hint", {t("county-calendar-hint")} }
            if is_missing {
                p { class: "warning", {t_args("county-calendar-none", &[("year", today.year().to_string().into())])} }
            }
            if let Some(problem) = problem {
                p { class: "problem", "{problem}" }
            }
            for year in years {
                Year { key: "{year}", year, county: county.clone(), onchange }
            }
            AddDays { county: county.clone(), today, onchange }
            FromNotice { county, today, onchange }
        }
    }
}

#[component]
fn Year(year: i32, county: County, onchange: EventHandler<County>) -> Element {
    let lists = Sort::EVERY.map(|sort| {
        let days = sort.days(&county).iter().copied();
        let days: Vec<NaiveDate> = days.filter(|day| day.year() == year).collect();
        (sort, stretches(&days))
    });
    rsx! {
        h3 { class: "county-year", {t_args("county-year", &[("year", year.to_string().into())])} }
        for (sort , list) in lists {
            if !list.is_empty() {
                ul { key: "{sort.key()}", class: "county-days", aria_label: t(sort.key()),
                    li { class: "hint", {t(sort.key())} }
                    for stretch in list {
                        li { key: "{stretch.0}",
                            span { class: if sort == Sort::Off { "mark" } else { "mark is-waiting" }, {in_words(stretch)} }
                            button { class: "round is-small", r#type: "button", "data-testid": "county-day-remove-{stretch.0}",
                                aria_label: t_args("county-day-remove", &[("days", in_words(stretch).into())]),
                                onclick: {
                                    let county = county.clone();
                                    move |_| {
                                        let mut county = county.clone();
                                        sort.remove(&mut county, stretch);
                                        onchange.call(county);
                                    }
                                },
                                Icon { shape: Shape::Close }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The longest stretch that is added at once.
const STRETCH_MAX: usize = 31;

#[component]
fn AddDays(county: County, today: NaiveDate, onchange: EventHandler<County>) -> Element {
    let mut first = use_signal(|| today);
    let mut last = use_signal(|| today);
    let is_right = first() <= last();
    rsx! {
        div { class: "county-add",
            TextField { field: "county-first", label: t("county-first"), kind: FieldKind::Date, value: first().to_string(), testid: "county-first",
                oninput: move |text: String| if let Some(day) = when::day_from_field(&text) {
                    first.set(day);
                    if last() < day {
                        last.set(day);
                    }
                } }
            TextField { field: "county-last", label: t("county-last"), kind: FieldKind::Date, value: last().to_string(), testid: "county-last",
                problem: (!is_right).then(|| t("county-last-before")),
                oninput: move |text: String| if let Some(day) = when::day_from_field(&text) { last.set(day) } }
            for sort in Sort::EVERY {
                button { key: "{sort.key()}", class: "button is-small", r#type: "button", disabled: !is_right, "data-testid": "{sort.key()}",
                    onclick: {
                        let county = county.clone();
                        move |_| {
                            let days = first().iter_days().take_while(|day| *day <= last());
                            let days: Vec<NaiveDate> = days.take(STRETCH_MAX).collect();
                            let mut county = county.clone();
                            sort.add(&mut county, &days);
                            onchange.call(county);
                        }
                    },
                    {t(&format!("{}-add", sort.key()))}
                }
            }
        }
    }
}

#[component]
fn FromNotice(county: County, today: NaiveDate, onchange: EventHandler<County>) -> Element {
    let mut text = use_signal(String::new);
    let mut said = use_signal(|| None::<String>);
    rsx! {
        details { class: "fold",
            summary { "data-testid": "county-notice-open",
                span { {t("county-notice")} }
                Icon { shape: Shape::Down }
            }
            TextArea { field: "county-notice", label: t("county-notice-text"), hint: t("county-notice-hint"), value: text(), testid: "county-notice",
                oninput: move |typed| text.set(typed) }
            button { class: "button is-small", r#type: "button", disabled: text().trim().is_empty(), "data-testid": "county-notice-read",
                onclick: move |_| {
                    let read = notice::read(&text(), today.year());
                    if read.holidays.is_empty() && read.workdays.is_empty() {
                        said.set(Some(t("county-notice-nothing")));
                        return;
                    }
                    let counts = [
                        ("off", read.holidays.len().into()),
                        ("worked", read.workdays.len().into()),
                    ];
                    said.set(Some(t_args("county-notice-done", &counts)));
                    let mut county = county.clone();
                    Sort::Off.add(&mut county, &read.holidays);
                    Sort::Worked.add(&mut county, &read.workdays);
                    onchange.call(county);
                },
                {t("county-notice-read")}
            }
            p { role: "status", "data-testid": "county-notice-said",
                if let Some(words) = said() { "{words}" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_in_a_row_are_one_stretch_and_a_day_is_of_one_sort() {
        let mut county = County::default();
        let days = ["2026-10-01", "2026-10-02", "2026-10-05"].map(day);
        Sort::Off.add(&mut county, &days);
        assert_eq!(
            stretches(&county.limits.holidays),
            [
                (day("2026-10-01"), day("2026-10-02")),
                (day("2026-10-05"), day("2026-10-05"))
            ]
        );
        Sort::Worked.add(&mut county, &[day("2026-10-02")]);
        assert_eq!(
            county.limits.holidays,
            [day("2026-10-01"), day("2026-10-05")]
        );
        Sort::Off.remove(&mut county, (day("2026-10-01"), day("2026-10-04")));
        assert_eq!(county.limits.holidays, [day("2026-10-05")]);
        assert_eq!(years(&county), [2026]);
    }
}
