//! The disputes before a meeting: why each is there, and what is decided about it.

use chrono::NaiveDate;
use client::commands::review::{TopicRow, Why};
use client::commands::{BeginMeeting, MemberRow};
use dioxus::prelude::*;

use super::decide::{Begun, Decide, Decisions};
use crate::components::{Go, Icon, Shape};
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::{t, when};

const COLUMNS: [&str; 6] = [
    "review-topic",
    "review-where",
    "column-stands",
    "field-owner",
    "field-deadline",
    "review-decisions",
];

/// The list.
#[component]
pub(super) fn Topics(
    topics: Vec<TopicRow>,
    begin: BeginMeeting,
    members: Vec<MemberRow>,
    today: NaiveDate,
) -> Element {
    let begun = use_context::<Begun>();
    let mut deciding = use_signal(|| {
        let mut ids = topics.iter().map(|topic| topic.dispute.id);
        ids.find(|id| begun.has(&begin, Some(*id)))
    });
    rsx! {
        div { class: "topics-frame", tabindex: "0", role: "region", aria_label: t("review-title"),
            table { class: "topics",
                thead {
                    tr {
                        for key in COLUMNS {
                            th { key: "{key}", scope: "col", {t(key)} }
                        }
                    }
                }
                tbody {
                    for topic in topics {
                        tr { key: "{topic.dispute.id}", "data-testid": "topic",
                            th { scope: "row",
                                Go { to: Route::DisputeScreen { id: topic.dispute.id }, class: "link", testid: "topic-open", "{topic.dispute.between}" }
                                span { class: "topic-whys",
                                    for why in topic.whys.iter().copied() {
                                        span { key: "{why.code()}", class: mark_of(why), {t(&format!("review-why-{}", why.code()))} }
                                    }
                                }
                                if !topic.dispute.gist.is_empty() {
                                    span { class: "topic-gist", "{topic.dispute.gist}" }
                                }
                            }
                            td { {format!("{} {}", topic.dispute.village_name, topic.dispute.grid_name)} }
                            td { {topic.dispute.stands.words()} }
                            td { "{topic.dispute.owner_name}" }
                            td { {topic.dispute.due_on.map(|day| when::day(day, today)).unwrap_or_default()} }
                            td { class: "topic-decisions",
                                Decisions { rows: topic.decisions, today }
                                if deciding() == Some(topic.dispute.id) {
                                    Decide { begin: begin.clone(), about: Some(topic.dispute.id), members: members.clone(), today, onclose: move |()| deciding.set(None) }
                                } else {
                                    button { class: "button is-small no-print", r#type: "button", "data-testid": "decide",
                                        onclick: { let id = topic.dispute.id; move |_| deciding.set(Some(id)) },
                                        Icon { shape: Shape::Plus }
                                        span { {t("review-decide")} }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn mark_of(why: Why) -> &'static str {
    match why {
        Why::Risky | Why::Overdue => "mark is-bad",
        Why::New | Why::Repeated => "mark is-waiting",
        Why::Settled => "mark",
    }
}
