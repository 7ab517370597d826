//! The care screens: the gate, the list, a file masked and whole, a check-in with its duty to report.

use client::commands::care::{AccessRow, CareFilePage, CheckRow, FourLine, TeamRow};
use client::commands::care_forms::CareNotes;
use client::commands::check_in::{CheckEntry, Dial};
use client::commands::office_care::{OfficeCheck, OfficeFile};
use client::commands::{CareRow, CheckInPage, OfficeCare, SaveState};
use domain::care::complete::{Clear, Gap};
use domain::care::step::StepWords;
use domain::care::{CheckStep, Department, Level, Line, Met};
use domain::{CheckIn, Fields, PersonFile};
use serde_json::json;

use super::*;
use crate::screens::care::{Asks, CareFileView, CareListView, CheckInView, GateView, use_attempt};

#[track_caller]
fn has_not(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(!html.contains(part), "{part} must not stand on the page");
    }
}

fn row(n: u128, name: &str, level: Level, due: Option<&str>) -> CareRow {
    CareRow {
        id: sample::id(n),
        name: name.to_owned(),
        level,
        due_on: due.map(|day| day.parse().unwrap()),
        place: "张庄村 第三网格".to_owned(),
        awaits: n == 2,
        state: SaveState::Received,
    }
}

#[test]
fn the_list_says_a_masked_name_a_neutral_word_and_a_day() {
    fn page() -> Element {
        use_root();
        let rows = vec![
            row(1, "张**", Level::A, Some("2026-11-19")),
            row(2, "李**", Level::B, Some("2026-11-22")),
            row(3, "王*", Level::C, Some("2026-12-20")),
            row(4, "赵**", Level::C, None),
        ];
        rsx! {
            div { class: "phone",
                TopBar { title: crate::text::t("care-title"), back: Route::Home {} }
                main { class: "page", CareListView { rows, today: sample::today() } }
            }
        }
    }
    let html = draw("care-list", page);
    has(
        &html,
        &[
            "张**",
            "关爱A",
            "逾期 3 天",
            "关爱B",
            "待部门签收",
            "关爱期内不再到期",
        ],
    );
    has_not(&html, &["精障", "矫正", "帮教", "戒毒"]);
}

#[component]
fn DrawnGate(asks: Asks, is_blocked: bool) -> Element {
    let attempt = use_attempt();
    rsx! {
        div { class: "phone",
            TopBar { title: crate::text::t("care-title"), back: Route::Home {} }
            GateView { asks, is_blocked, attempt, onsubmit: |()| {}, onforgotten: |()| {} }
        }
    }
}

#[test]
fn the_gate_says_why_and_what_to_do() {
    fn locked() -> Element {
        use_root();
        rsx! { DrawnGate { asks: Asks::Pin, is_blocked: false } }
    }
    fn unset() -> Element {
        use_root();
        rsx! { DrawnGate { asks: Asks::New, is_blocked: false } }
    }
    fn blocked() -> Element {
        use_root();
        rsx! { DrawnGate { asks: Asks::Renewal, is_blocked: true } }
    }
    let html = draw("care-gate", locked);
    has_ids(&html, &["care-gate", "care-pin", "care-forgotten"]);
    has(&html, &["关爱档案另有一道PIN", "最要保密"]);
    let html = draw("care-gate-new", unset);
    has_ids(&html, &["care-pin", "care-pin-again", "care-pin-submit"]);
    let html = draw("care-gate-blocked", blocked);
    has_ids(&html, &["care-code", "care-pin", "care-pin-again"]);
    has(&html, &["没有删除", "不会丢"]);
}

fn file(is_full: bool) -> CareFilePage {
    let fields = Fields::of(&json!({
        "name": if is_full { "张建国" } else { "张**" }, "line": "elder", "care_level": "a", "starts_on": "2026-02-01",
        "family": "张小军", "family_phone": if is_full { "13812345678" } else { "138****5678" }, "basis": "探访名单", "needs": ["medical"],
    }));
    CareFilePage {
        id: sample::id(1),
        file: PersonFile::from_fields(&fields).unwrap(),
        is_full,
        may_print: true,
        place: "张庄村 第三网格".to_owned(),
        every_days: 7,
        due_on: Some("2026-11-19".parse().unwrap()),
        team: vec![TeamRow {
            role: "站所工作人员".to_owned(),
            name: "清水民政所".to_owned(),
            phone: Some("15400000001".to_owned()),
            department: Some(Department::CivilAffairs),
            member: None,
        }],
        four: vec![
            FourLine {
                clear: Clear::Basics,
                gaps: Vec::new(),
            },
            FourLine {
                clear: Clear::Seen,
                gaps: vec![Gap::NotSeen],
            },
        ],
        check_ins: vec![CheckRow {
            id: sample::id(9),
            at: sample::now(),
            author_name: "老王".to_owned(),
            met: Some(Met::Family),
            is_abnormal: true,
            awaits: Some(Department::CivilAffairs),
            is_answered: false,
            state: SaveState::SavedHere,
            voided: false,
        }],
        accesses: vec![AccessRow {
            at: sample::now(),
            is_full: true,
        }],
        may_decide: false,
        state: SaveState::Received,
        contested: Vec::new(),
    }
}

#[test]
fn a_file_is_masked_until_its_full_values_are_asked_for() {
    fn masked() -> Element {
        use_root();
        rsx! {
            div { class: "phone", CareFileView { page: file(false), now: sample::now(), today: sample::today(), onshow: |()| {} } }
        }
    }
    fn full() -> Element {
        use_root();
        rsx! {
            div { class: "phone", CareFileView { page: file(true), now: sample::now(), today: sample::today(), onshow: |()| {} } }
        }
    }
    let html = draw("care-file", masked);
    has_ids(
        &html,
        &["care-show", "care-check-new", "care-four", "care-team"],
    );
    has(
        &html,
        &[
            "张**",
            "138****5678",
            "底数清",
            "齐全",
            "到期未见到人",
            "待民政签收",
        ],
    );
    has_not(&html, &["张建国", "tel:13812345678", "tel:138****5678"]);
    let html = draw("care-file-full", full);
    has(&html, &["张建国", "tel:13812345678", "已记入查看记录"]);
}

fn check(offers: Vec<CheckStep>) -> CheckInPage {
    let fields = json!({"file": sample::id(1), "happened_at": 1_700_000_000_000_i64, "method": "door", "check_place": "home",
        "met_whom": "family", "whereabouts": "home", "observed_1": "屋里冷", "abnormal": "yes", "abnormal_note": "手臂有伤",
        "department": "police"});
    let words = StepWords {
        text: Some("今天上门".to_owned()),
        ..StepWords::default()
    };
    CheckInPage {
        id: sample::id(9),
        file: sample::id(1),
        fields: Fields::of(&fields),
        at: sample::now(),
        author_name: "老王".to_owned(),
        notes: CareNotes {
            person: "张*".to_owned(),
            has_duty: true,
            observations: vec!["看居住".to_owned()],
            ..CareNotes::default()
        },
        entries: vec![CheckEntry {
            step: CheckStep::Answer,
            at: sample::now(),
            by: "清水派出所".to_owned(),
            words,
        }],
        offers,
        begun: Vec::new(),
        dials: vec![Dial {
            name: "公安".to_owned(),
            number: "110".to_owned(),
        }],
        is_own: true,
        state: SaveState::SavedHere,
        needs_hand: None,
        voided: false,
    }
}

#[test]
fn a_check_in_of_a_child_shows_the_duty_and_dials_before_it_records() {
    let line = Line::Child;
    assert!(line.has_duty_to_report());
    fn page() -> Element {
        use_root();
        rsx! {
            div { class: "phone",
                CheckInView { page: check(vec![CheckStep::Receive, CheckStep::Report]), now: sample::now(), ontake: |_| {}, ondrop: |_| {} }
            }
        }
    }
    let html = draw("care-check", page);
    has_ids(
        &html,
        &["care-receive", "care-report", "care-report-record"],
    );
    has(
        &html,
        &[
            "依法应当立即报告",
            "tel:110",
            "看居住",
            "屋里冷",
            "今天上门",
        ],
    );
    let (duty, record) = (
        html.find("tel:110").unwrap(),
        html.find("care-report-record").unwrap(),
    );
    assert!(duty < record);
}

#[test]
fn the_office_sees_an_opened_file_with_how_long_it_stays() {
    fn drawn() -> Element {
        super::desk::use_office();
        let care = OfficeCare {
            opening: domain::OpeningId(uuid::Uuid::from_u128(9)),
            until: sample::now() + chrono::Duration::minutes(7),
            files: vec![whole()],
        };
        rsx! {
            super::desk::Shell { tab: Tab::Home,
                main { class: "care-open",
                    h1 { "打开关爱档案" }
                    crate::screens::desk::CareOpened { care, now: sample::now(), onclose: |()| {}, onchanged: |_| {} }
                }
            }
        }
    }
    let html = draw("desk-care-opened", drawn);
    has_ids(
        &html,
        &[
            "care-opened",
            "care-open-close",
            "care-opened-checks",
            "care-team",
            "care-team-change",
        ],
    );
    has(
        &html,
        &["还能看 7 分钟", "张建国", "tel:13812345678", "说话比上次少"],
    );
}

/// A file with all that it says and one check-in.
fn whole() -> OfficeFile {
    let page = file(true);
    let check = CheckIn {
        met_whom: Some(domain::care::Met::Person),
        abnormal: Some(domain::care::Abnormal::Yes),
        remarks: Some("说话比上次少".to_owned()),
        ..CheckIn::begun(page.id, sample::now() - chrono::Duration::days(3))
    };
    OfficeFile {
        id: page.id,
        file: page.file,
        place: page.place,
        every_days: page.every_days,
        due_on: page.due_on,
        team: page.team,
        roles: Vec::new(),
        four: page.four,
        checks: vec![OfficeCheck {
            check,
            author_name: "刘春梅".to_owned(),
            awaits: true,
            is_answered: false,
        }],
    }
}

#[test]
fn a_file_goes_on_paper_with_its_mark() {
    fn drawn() -> Element {
        use_root();
        let paper = client::commands::CarePaper {
            file: whole(),
            unit: "清水镇".to_owned(),
            mark: "清水镇 李民政 导出".to_owned(),
        };
        rsx! {
            main { class: "page", crate::screens::care::Paper { paper, now: sample::now() } }
        }
    }
    let html = draw("care-paper", drawn);
    has_ids(&html, &["care-paper"]);
    has(
        &html,
        &[
            "一人一档",
            "张建国",
            "探访名单",
            "清水民政所",
            "说话比上次少",
            "清水镇 李民政 导出",
        ],
    );
}

#[test]
fn the_office_says_whose_file_and_what_for() {
    fn drawn() -> Element {
        super::desk::use_office();
        rsx! {
            super::desk::Shell { tab: Tab::Home,
                main { class: "care-open",
                    h1 { "打开关爱档案" }
                    crate::screens::desk::CareAsking { is_busy: false, said: "同名的人太多,请选到网格", onopen: |_| {} }
                }
            }
        }
    }
    let html = draw("desk-care-open", drawn);
    has_ids(
        &html,
        &[
            "care-open-village",
            "care-open-name",
            "care-open-go",
            "care-open-said",
        ],
    );
    has(&html, &["处置异常", "只显示 10 分钟"]);
}
