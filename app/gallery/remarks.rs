//! 退改: the thread on a page for who recorded it and for the office, and the lists.

use client::commands::{DifferenceRow, RemarkRow, RemarksPage, SaidRow, ThreadView};
use domain::Kind;
use domain::remark::{RemarkAct, RemarkState};
use serde_json::json;

use super::*;
use crate::screens::remarks::{RemarksHere, RemarksView};

pub(super) fn row(n: u128, state: RemarkState) -> RemarkRow {
    let is_visit = n.is_multiple_of(2);
    RemarkRow {
        record: sample::id(700 + n),
        kind: if is_visit { Kind::Visit } else { Kind::Matter },
        form: (!is_visit).then(|| "hazard".to_owned()),
        household: None,
        title: if is_visit {
            "张秀英"
        } else {
            "二组水渠护栏断了一截"
        }
        .into(),
        place: "张庄村 第三网格".into(),
        field: if is_visit {
            "difficulty_note"
        } else {
            "attachments"
        }
        .into(),
        text: if is_visit {
            "请写明自费多少,方便帮着问医保"
        } else {
            "看不清,请重拍"
        }
        .into(),
        by_name: "陈主任".into(),
        at: sample::now() - chrono::Duration::hours(3),
        to_name: "刘春梅".into(),
        is_mine: state == RemarkState::Waiting,
        state,
    }
}

fn page_of(state: RemarkState, is_office: bool) -> RemarksPage {
    let said = |act, text: &str, by: &str, hours| SaidRow {
        act,
        text: text.into(),
        by_name: by.into(),
        at: sample::now() - chrono::Duration::hours(hours),
        is_waiting: false,
    };
    let is_answered = state == RemarkState::Answered;
    RemarksPage {
        kind: Kind::Visit,
        form: None,
        household: None,
        threads: vec![ThreadView {
            id: sample::id(701).0,
            field: "difficulty_note".into(),
            to_name: "刘春梅".into(),
            is_mine: !is_office,
            state,
            said: vec![said(
                RemarkAct::Remark,
                "请写明自费多少,方便帮着问医保",
                "陈主任",
                5,
            )],
            differences: is_answered
                .then(|| DifferenceRow {
                    field: "difficulty_note".into(),
                    before: json!("老伴住院,自费多"),
                    after: json!("老伴住院,自费 1.2 万元,想问医保怎么报"),
                    by_name: "刘春梅".into(),
                    at: sample::now(),
                })
                .into_iter()
                .collect(),
        }],
        may_return: is_office,
        may_answer: true,
        fields: Vec::new(),
        names: std::collections::BTreeMap::new(),
    }
}

#[test]
fn what_came_back_says_what_is_to_be_done_and_leads_there() {
    fn page() -> Element {
        use_root();
        let page = page_of(RemarkState::Waiting, false);
        rsx! {
            Phone { title: "走访记录", tab: Tab::Visits,
                main { class: "page", RemarksHere { id: sample::id(700), page, now: sample::now() } }
            }
        }
    }
    let html = draw("remark-waiting", page);
    has(
        &html,
        &["请写明自费多少", "陈主任", "待修改", "去修改", "回复说明"],
    );
    has_ids(&html, &["remark", "remark-correct", "remark-answer"]);
    assert!(!html.contains("remark-accept"));
}

#[test]
fn the_office_sees_only_the_difference_and_accepts_it() {
    fn page() -> Element {
        use_root();
        let page = page_of(RemarkState::Answered, true);
        rsx! {
            Phone { title: "走访记录", tab: Tab::Visits,
                main { class: "page", RemarksHere { id: sample::id(700), page, now: sample::now() } }
            }
        }
    }
    let html = draw("remark-answered", page);
    has(
        &html,
        &["老伴住院,自费多", "自费 1.2 万元", "认可", "再退回"],
    );
    has_ids(
        &html,
        &["remark-difference", "remark-accept", "remark-again"],
    );
    assert!(!html.contains("remark-correct"));
}

#[test]
fn the_office_has_two_lists_and_says_when_there_is_nothing() {
    fn page() -> Element {
        use_root();
        let answered = vec![row(0, RemarkState::Answered)];
        let waiting = vec![row(1, RemarkState::Waiting), row(2, RemarkState::Waiting)];
        rsx! {
            Phone { title: "退改", tab: Tab::Remarks,
                main { class: "page", RemarksView { answered, waiting, now: sample::now() } }
            }
        }
    }
    fn empty() -> Element {
        use_root();
        rsx! {
            Phone { title: "退改", tab: Tab::Remarks,
                main { class: "page", RemarksView { answered: vec![], waiting: vec![], now: sample::now() } }
            }
        }
    }
    let html = draw("remarks", page);
    has(
        &html,
        &["已修改,待认可(1)", "待修改(2)", "请刘春梅修改", "隐患"],
    );
    has(&draw("remarks-none", empty), &["没有退改"]);
}
