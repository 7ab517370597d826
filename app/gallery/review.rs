//! 研判: the page of a meeting, a week without anything, and the form of a decision.

use chrono::Duration;
use client::commands::meetings::{DecisionRow, MeetingRow};
use client::commands::review::{RepeatRow, TopicRow, Why};
use client::commands::{BeginMeeting, MeetingSort, Review};

use super::desk::{Shell, use_office};
use super::disputes::row;
use super::*;
use crate::screens::desk::{Decide, ReviewTools, ReviewView, WhoseMeeting};

fn week() -> BeginMeeting {
    BeginMeeting {
        sort: MeetingSort::Week,
        day: sample::today(),
        area: None,
    }
}

fn decision(n: u128, text: &str, is_ended: bool) -> DecisionRow {
    DecisionRow {
        id: sample::id(7000 + n),
        text: text.to_owned(),
        owner_name: "刘春梅".to_owned(),
        due_on: Some(sample::today() + Duration::days(3)),
        stands: if is_ended { "confirmed" } else { "sent" }.to_owned(),
        is_ended,
    }
}

fn meeting(weeks: i64) -> MeetingRow {
    MeetingRow {
        id: sample::id(7100),
        at: sample::now() - Duration::weeks(weeks),
        from: MeetingSort::Week.period(sample::today()).0 - Duration::weeks(weeks),
        chair: "陈志强".to_owned(),
        attendees: "司法所 李所长、派出所 王警官、张庄村 刘春梅".to_owned(),
        decisions: 3,
    }
}

fn review() -> Review {
    let (from, to) = MeetingSort::Week.period(sample::today());
    let topic = |n: u128, whys: &[Why], decisions: Vec<DecisionRow>| TopicRow {
        dispute: row(n),
        whys: whys.to_vec(),
        decisions,
    };
    let decided = vec![
        decision(1, "村干部每天上门一次,连续三天,稳住两家", false),
        decision(2, "水管站重新排浇水顺序", true),
    ];
    Review {
        village: None,
        from,
        to,
        figures: [
            ("found", 6),
            ("accepted", 5),
            ("settled", 4),
            ("open", 9),
            ("overdue", 2),
            ("risky", 1),
        ]
        .map(|(name, count)| (name.to_owned(), count))
        .to_vec(),
        topics: vec![
            topic(0, &[Why::Risky, Why::New, Why::Repeated], decided),
            topic(4, &[Why::Overdue], Vec::new()),
            topic(1, &[Why::New], Vec::new()),
            topic(2, &[Why::Settled], Vec::new()),
        ],
        repeats: vec![
            RepeatRow {
                what: "马占彪".to_owned(),
                is_place: false,
                disputes: vec![
                    (sample::id(5000), "李桂兰与马占彪".to_owned()),
                    (sample::id(5009), "马占彪与赵有福".to_owned()),
                ],
            },
            RepeatRow {
                what: "张庄村二组水渠边".to_owned(),
                is_place: true,
                disputes: vec![
                    (sample::id(5000), "李桂兰与马占彪".to_owned()),
                    (sample::id(5007), "王德明与孙玉兰".to_owned()),
                ],
            },
        ],
        others: vec![decision(3, "入冬前各村逐户查一遍用电用气", false)],
        meeting: Some(meeting(0)),
        meetings: vec![meeting(0), meeting(1), meeting(2)],
    }
}

#[component]
fn Page(review: Review) -> Element {
    let chosen = review
        .village
        .is_some()
        .then(|| sample::villages()[1].code.clone());
    rsx! {
        Shell { tab: Tab::Review,
            main { class: "review",
                ReviewTools { sort: MeetingSort::Week, day: sample::today(), today: sample::today(), village: review.village.clone(), onsort: |_| {}, onday: |_| {},
                    WhoseMeeting { is_town: true, villages: sample::villages(), chosen, onchoose: |_| {} }
                }
                ReviewView { review, begin: week(), members: sample::members(), today: sample::today(), onminutes: |()| {} }
            }
        }
    }
}

#[test]
fn what_presses_stands_before_the_meeting_with_what_it_decided() {
    fn drawn() -> Element {
        use_office();
        rsx! { Page { review: review() } }
    }
    let html = draw("desk-review", drawn);
    has_ids(
        &html,
        &[
            "review-week",
            "review-before",
            "figure-risky",
            "meeting",
            "minutes",
            "topic",
            "decision",
            "decide",
            "repeats",
            "meetings",
        ],
    );
    has(
        &html,
        &[
            "激化风险",
            "水管站重新排浇水顺序",
            "待接单",
            "马占彪与赵有福",
            "一年内",
        ],
    );
}

#[test]
fn a_village_has_a_meeting_of_its_own() {
    fn drawn() -> Element {
        use_office();
        let own = Review {
            village: Some("沙子沟村".to_owned()),
            ..review()
        };
        rsx! { Page { review: own } }
    }
    let html = draw("desk-review-village", drawn);
    has_ids(&html, &["review-area"]);
    has(&html, &["沙子沟村周研判:"]);
}

#[test]
fn a_week_without_anything_says_so() {
    fn drawn() -> Element {
        use_office();
        let empty = Review {
            topics: Vec::new(),
            repeats: Vec::new(),
            others: Vec::new(),
            meeting: None,
            meetings: Vec::new(),
            ..review()
        };
        rsx! { Page { review: empty } }
    }
    let html = draw("desk-review-empty", drawn);
    has_ids(&html, &["meeting-begin"]);
    has(&html, &["这一期没有要研判的纠纷", "一年内没有重复"]);
}

#[test]
fn a_decision_is_what_who_and_by_when() {
    fn drawn() -> Element {
        use_office();
        rsx! {
            Shell { tab: Tab::Review,
                main { class: "review",
                    h1 { "研判" }
                    section { class: "card",
                        Decide { begin: week(), members: sample::members(), today: sample::today(), onclose: |()| {} }
                    }
                }
            }
        }
    }
    let html = draw("desk-decide", drawn);
    has_ids(
        &html,
        &["decide-text", "decide-owner", "decide-day", "decide-save"],
    );
    has(&html, &["2026-11-29"]);
}
