//! 研判: the page of the weekly and the monthly meeting, of the town or of a village. What presses stands first; what is decided is written down beside it and goes to whoever
//! has to do it.

use chrono::{Days, NaiveDate};
use client::commands::areas::{AreaRow, ListLevel};
use client::commands::meetings::MeetingRow;
use client::commands::review::{DEFINITIONS, RepeatRow};
use client::commands::{
    BeginMeeting, ListAreas, ListMembers, MeetingSort, MemberRow, OpenReview, Review,
};
use dioxus::prelude::*;
use domain::{AreaCode, RecordId, Role};

use super::decide::{Begun, Decide, Decisions, use_begun_decisions_provider};
use super::filter::{Select, area_options};
use super::ledgers::use_minutes_opener;
use super::topics::Topics;
use crate::app_state::use_app_state;
use crate::components::{Empty, Go, Icon, Pending, Shape};
use crate::platform::media;
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::text::{failure, number, t, t_args, when};

/// Parties and places that are listed.
const AGAIN: usize = 20;
/// Earlier meetings that are listed.
const EARLIER: usize = 12;

/// What the office looks at; it outlives the screen.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct ReviewChoice {
    sort: Signal<MeetingSort>,
    /// Any day of the period; today without one.
    day: Signal<Option<NaiveDate>>,
    /// A village's own meeting; the one of the member's own place without it.
    area: Signal<Option<AreaCode>>,
}

/// This week.
pub(crate) fn use_review_choice_provider() {
    let choice = ReviewChoice {
        sort: use_signal(MeetingSort::default),
        day: use_signal(|| None),
        area: use_signal(|| None),
    };
    use_context_provider(|| choice);
    use_begun_decisions_provider();
}

/// The message of a sort of meeting.
pub(super) fn sort_words(sort: MeetingSort) -> String {
    t(&format!("meeting-sort-{}", sort.code()))
}

/// 研判.
#[component]
pub(crate) fn ReviewScreen() -> Element {
    let state = use_app_state();
    let mut choice = use_context::<ReviewChoice>();
    let open_minutes = use_minutes_opener();
    let sort = (choice.sort)();
    let day = (choice.day)().unwrap_or_else(|| state.today());
    let area = (choice.area)();
    let page = use_query(OpenReview {
        sort,
        day,
        area: area.clone(),
    });
    let begin = BeginMeeting {
        sort,
        day,
        area: area.clone(),
    };
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let is_town = state.role().is_none_or(|role| role == Role::Supervisor);
    let villages = villages.reply().unwrap_or_default();
    // Who may be given something to do: of a village's meeting those who work there.
    let own = villages.first().map(|village| village.code.clone());
    let inside = area.clone().or(own.filter(|_| !is_town));
    let members = use_query(ListMembers { inside })
        .reply()
        .unwrap_or_default();
    let answered = page
        .answered()
        // Another week is not shown under this one's heading.
        .filter(|(command, _)| {
            let is_period = command.sort == sort && sort.period(command.day) == sort.period(day);
            is_period && command.area == area
        })
        .map(|(_, review)| review);
    rsx! {
        main { class: "review", "data-testid": "review",
            ReviewTools {
                sort,
                day,
                today: state.today(),
                village: answered.as_ref().and_then(|review| review.village.clone()),
                onsort: move |chosen| choice.sort.set(chosen),
                onday: move |chosen| choice.day.set(Some(chosen)),
                WhoseMeeting { is_town, villages, chosen: area.clone(), onchoose: move |area| choice.area.set(area) }
            }
            match answered {
                Some(review) => rsx! {
                    ReviewView {
                        review: review.clone(),
                        begin,
                        members,
                        today: state.today(),
                        onminutes: move |()| {
                            let held = review.meeting.as_ref().map(|meeting| when::local_day(meeting.at));
                            open_minutes((area.clone(), held));
                        },
                    }
                },
                None => rsx! { Pending { failure: page.failure(), onretry: move |()| page.again() } },
            }
        }
    }
}

/// The town's own meeting, or a village's; nothing to choose for who has one village.
#[component]
pub(crate) fn WhoseMeeting(
    is_town: bool,
    villages: Vec<AreaRow>,
    chosen: Option<AreaCode>,
    onchoose: EventHandler<Option<AreaCode>>,
) -> Element {
    let mut others = villages;
    let own = if is_town {
        t("review-of-town")
    } else if others.len() > 1 {
        others.remove(0).name
    } else {
        return rsx! {};
    };
    let chosen = chosen.map(|code| code.to_string()).unwrap_or_default();
    rsx! {
        Select { testid: "review-area", label: own, chosen, options: area_options(others),
            onchoose: move |code| onchoose.call(AreaCode::new(code).ok()) }
    }
}

/// Which meeting, which period; what stands beside them are the children.
#[component]
pub(crate) fn ReviewTools(
    sort: MeetingSort,
    day: NaiveDate,
    today: NaiveDate,
    village: Option<String>,
    onsort: EventHandler<MeetingSort>,
    onday: EventHandler<NaiveDate>,
    children: Element,
) -> Element {
    let (from, to) = sort.period(day);
    let before = from.checked_sub_days(Days::new(1)).unwrap_or(from);
    let after = to.checked_add_days(Days::new(1)).unwrap_or(to);
    rsx! {
        div { class: "desk-tools",
            h1 { {t("review-title")} }
            p { class: "review-period", role: "status", "data-testid": "review-period",
                {t_args("review-period", &[("sort", (village.unwrap_or_default() + &sort_words(sort)).into()), ("from", from.to_string().into()), ("to", to.to_string().into())])}
            }
            span { class: "desk-gap" }
            {children}
            div { class: "chips is-small no-print", role: "group", aria_label: t("review-which"),
                for item in MeetingSort::ALL {
                    button {
                        key: "{item.code()}",
                        class: if item == sort { "chip is-chosen" } else { "chip" },
                        r#type: "button",
                        aria_pressed: item == sort,
                        "data-testid": "review-{item.code()}",
                        onclick: move |_| onsort.call(item),
                        {sort_words(item)}
                    }
                }
            }
            button { class: "button is-small no-print", r#type: "button", "data-testid": "review-before", onclick: move |_| onday.call(before), {t(&format!("review-before-{}", sort.code()))} }
            button { class: "button is-small no-print", r#type: "button", disabled: after > today, "data-testid": "review-after", onclick: move |_| onday.call(after), {t(&format!("review-after-{}", sort.code()))} }
            button { class: "button is-small no-print", r#type: "button", "data-testid": "review-print", onclick: |_| media::print(),
                Icon { shape: Shape::Printer }
                span { {t("review-print")} }
            }
        }
    }
}

/// The page as drawn.
#[component]
pub(crate) fn ReviewView(
    review: Review,
    begin: BeginMeeting,
    members: Vec<MemberRow>,
    today: NaiveDate,
    onminutes: EventHandler<()>,
) -> Element {
    let begun = use_context::<Begun>();
    let mut is_deciding = use_signal(|| begun.has(&begin, None));
    rsx! {
        div { class: "numbers is-desk",
            for (name , count) in review.figures.clone() {
                div { class: if is_pressing(&name, count) { "number is-pressing" } else { "number" }, key: "{name}", "data-testid": "figure-{name}",
                    span { class: "number-name", {t(&format!("review-figure-{name}"))} }
                    strong { {number(count)} }
                    small { {t("unit-cases")} }
                }
            }
        }
        Meeting { meeting: review.meeting.clone(), begin: begin.clone(), onminutes }
        section { class: "card",
            h2 { {t_args("review-topics", &[("count", number(review.topics.len() as u64).into())])} }
            if review.topics.is_empty() {
                Empty { shape: Shape::Check, title: t("review-none"), hint: t("review-none-hint") }
            } else {
                Topics { topics: review.topics, begin: begin.clone(), members: members.clone(), today }
            }
        }
        section { class: "card", "data-testid": "review-others",
            h2 { {t("review-others")} }
            Decisions { rows: review.others, today }
            if is_deciding() {
                Decide { begin, about: None, members, today, onclose: move |()| is_deciding.set(false) }
            } else {
                button { class: "button is-small no-print", r#type: "button", "data-testid": "decide-other", onclick: move |_| is_deciding.set(true),
                    Icon { shape: Shape::Plus }
                    span { {t("review-decide")} }
                }
            }
        }
        Repeats { repeats: review.repeats }
        Earlier { meetings: review.meetings }
        section { class: "card filed-notes",
            h3 { {t("ledger-how")} }
            ul {
                for (n , definition) in DEFINITIONS.iter().enumerate() {
                    li { key: "{n}", "{definition}" }
                }
            }
        }
    }
}

fn is_pressing(name: &str, count: u64) -> bool {
    count > 0 && ["overdue", "risky"].contains(&name)
}

/// The meeting itself: who was there, and its minutes.
#[component]
fn Meeting(
    meeting: Option<MeetingRow>,
    begin: BeginMeeting,
    onminutes: EventHandler<()>,
) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let begun = move |_| {
        let (backend, begin) = (backend.clone(), begin.clone());
        spawn(async move {
            match backend.call(begin).await {
                Ok(id) => {
                    let form = "meeting".to_owned();
                    navigator().push(Route::EditItem { form, id });
                }
                Err(error) => state.say(failure::sentence(&error)),
            }
        });
    };
    let Some(meeting) = meeting else {
        return rsx! {
            section { class: "card review-meeting no-print", "data-testid": "meeting",
                p { {t("review-no-meeting")} }
                button { class: "button is-small", r#type: "button", "data-testid": "meeting-begin", onclick: begun,
                    Icon { shape: Shape::Edit }
                    span { {t("review-begin")} }
                }
            }
        };
    };
    let who = [
        ("field-chair", &meeting.chair),
        ("field-attendees", &meeting.attendees),
    ];
    rsx! {
        section { class: "card review-meeting", "data-testid": "meeting",
            p {
                strong { {t_args("review-held", &[("when", when::moment(meeting.at, state.now()).into())])} }
                for (key , words) in who.into_iter().filter(|(_, words)| !words.is_empty()) {
                    span { key: "{key}", class: "review-who", {format!("{}:{words}", t(key))} }
                }
            }
            span { class: "desk-gap" }
            Go { to: Route::EditItem { form: "meeting".to_owned(), id: meeting.id }, class: "button is-small no-print", testid: "meeting-edit",
                Icon { shape: Shape::Edit }
                span { {t("review-edit")} }
            }
            button { class: "button is-main is-small no-print", r#type: "button", "data-testid": "minutes", onclick: move |_| onminutes.call(()),
                Icon { shape: Shape::Book }
                span { {t("review-minutes")} }
            }
        }
    }
}

/// Parties and places that come up again.
#[component]
fn Repeats(repeats: Vec<RepeatRow>) -> Element {
    let more = repeats.len().saturating_sub(AGAIN);
    rsx! {
        section { class: "card", "data-testid": "repeats",
            h2 { {t("review-repeats")} }
            if repeats.is_empty() {
                p { class: "hint", {t("review-no-repeats")} }
            }
            ul { class: "review-list",
                for repeat in repeats.into_iter().take(AGAIN) {
                    li { key: "{repeat.is_place}{repeat.what}",
                        strong { "{repeat.what}" }
                        span { class: "mark", {t(if repeat.is_place { "review-place" } else { "review-party" })} }
                        span { class: "review-links",
                            for (id , between) in repeat.disputes {
                                Go { key: "{id}", to: Route::DisputeScreen { id }, class: "link", testid: "repeat", "{between}" }
                            }
                        }
                    }
                }
            }
            if more > 0 {
                p { class: "hint", {t_args("review-more", &[("count", number(more as u64).into())])} }
            }
        }
    }
}

/// The meetings before, each with how much it decided.
#[component]
fn Earlier(meetings: Vec<MeetingRow>) -> Element {
    if meetings.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { class: "card no-print", "data-testid": "meetings",
            h2 { {t("review-earlier")} }
            ul { class: "review-list",
                for meeting in meetings.into_iter().take(EARLIER) {
                    li { key: "{meeting.id}", MeetingLine { meeting } }
                }
            }
        }
    }
}

#[component]
fn MeetingLine(meeting: MeetingRow) -> Element {
    let held = when::local_day(meeting.at).to_string();
    let words = t_args(
        "review-earlier-line",
        &[
            ("from", meeting.from.to_string().into()),
            ("held", held.into()),
            ("count", number(meeting.decisions).into()),
        ],
    );
    let id: RecordId = meeting.id;
    rsx! {
        Go { to: Route::ItemScreen { id }, class: "link", testid: "meeting-line", "{words}" }
    }
}
