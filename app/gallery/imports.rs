//! 导入: what a sheet needs, its rows looked at, the imports that were made.

use std::collections::BTreeMap;

use chrono::Duration;
use client::commands::imports::{
    DoubtKind, ImportColumn, ImportMade, ImportReply, ImportRow, ImportSum, KeptBecause,
    KeptRecord, RowDoubt, RowEdit, RowFate, RowProblem, UndoReply,
};

use super::desk::{Shell, use_office};
use super::*;
use crate::screens::desk::{Asked, Doing, ImportView, MadeView, Part};

const HEADINGS: [(&str, &str); 7] = [
    ("组", "组"),
    ("门牌号", "门牌"),
    ("户主姓名", "户主"),
    ("姓名", "姓名"),
    ("与户主关系", "与户主关系"),
    ("公民身份号码", "身份证号"),
    ("联系电话", "电话"),
];

fn row(number: u32, cells: [&str; 7], fate: RowFate) -> ImportRow {
    ImportRow {
        row: number,
        cells: cells.map(str::to_owned).to_vec(),
        fate,
        problems: Vec::new(),
        edits: Vec::new(),
        doubt: None,
    }
}

fn problem(column: usize, blocks: bool, message: &str) -> RowProblem {
    RowProblem {
        column: Some(column),
        blocks,
        message: message.to_owned(),
    }
}

fn doubtful() -> ImportRow {
    ImportRow {
        doubt: Some(RowDoubt {
            kind: DoubtKind::SameNameAndBirth,
            name: "马桂英".to_owned(),
            birth: "1970-01-01".to_owned(),
            home: "石磨沟村 3组 12号 户主王建国".to_owned(),
            choice: None,
        }),
        problems: vec![problem(
            3,
            true,
            "另一户已登记了同名、同出生日期的人。请先核对是不是同一个人,再导入这一行。",
        )],
        ..row(
            6,
            ["1", "2号", "李德福", "马桂英", "配偶", "", ""],
            RowFate::Undecided,
        )
    }
}

fn rows() -> Vec<ImportRow> {
    vec![
        ImportRow {
            edits: vec![RowEdit {
                label: "电话".to_owned(),
                before: String::new(),
                after: "13812345678".to_owned(),
            }],
            ..row(
                4,
                [
                    "1",
                    "1号",
                    "高强",
                    "高强",
                    "户主",
                    "629***********0115",
                    "13812345678",
                ],
                RowFate::Edited,
            )
        },
        ImportRow {
            problems: vec![problem(
                5,
                true,
                "身份证号校验位不对,可能抄错了一位。请对照证件改正,再导入这一行。",
            )],
            ..row(
                5,
                ["1", "", "", "高小妹", "女", "629999199311200021", ""],
                RowFate::LeftOut,
            )
        },
        doubtful(),
        ImportRow {
            problems: vec![problem(
                6,
                false,
                "电话号码不对,没有导入这一项。请核对后补上。",
            )],
            ..row(
                7,
                [
                    "2",
                    "5号",
                    "张秀兰",
                    "张秀兰",
                    "户主",
                    "629***********0024",
                    "1381234",
                ],
                RowFate::New,
            )
        },
    ]
}

fn seen(import: Option<u64>) -> ImportReply {
    ImportReply {
        import,
        mark: "x".to_owned(),
        columns: HEADINGS
            .map(|(heading, taken_for)| ImportColumn {
                heading: heading.to_owned(),
                taken_for: taken_for.to_owned(),
            })
            .to_vec(),
        sum: ImportSum {
            households: 41,
            residents: 132,
            edits: 6,
            unchanged: 18,
            left_out: 2,
            undecided: 1,
        },
        rows: rows(),
    }
}

#[component]
fn View(seen: Option<ImportReply>, doing: Doing) -> Element {
    rsx! {
        ImportView {
            sheet: seen.is_some().then(|| "柳湾村户籍登记表2026.xlsx".to_owned()), seen, villages: Vec::new(), village: None,
            choices: BTreeMap::new(), part: Part::All, doing, said: None,
            onpick: |()| {}, onvillage: |_| {}, onchoose: |_| {}, onpart: |_| {}, onagain: |()| {}, onask: |()| {}, oncancel: |()| {}, onwrite: |()| {}, onaway: |()| {},
        }
    }
}

fn made(import: u64, days: i64, is_undone: bool) -> ImportMade {
    ImportMade {
        import,
        at: sample::now() - Duration::days(days),
        by: if days > 100 {
            String::new()
        } else {
            "马桂英".to_owned()
        },
        households: 41,
        residents: 132,
        edits: 6,
        left_out: 2,
        undone_at: is_undone.then(|| sample::now() - Duration::days(days - 1)),
        can_undo: !is_undone,
    }
}

#[component]
fn Made(asked: Option<Asked>) -> Element {
    rsx! {
        MadeView {
            imports: vec![made(9, 0, false), made(5, 12, true), made(2, 130, false)], now: sample::now(), asked, is_busy: false, said: None,
            onask: |_| {}, oncancel: |()| {}, onundo: |_| {},
        }
    }
}

#[test]
fn before_a_sheet_is_chosen_it_is_said_what_one_needs() {
    fn drawn() -> Element {
        use_office();
        rsx! { Shell { tab: Tab::Imports, main { class: "desk-imports", View { seen: None, doing: Doing::Nothing } Made { asked: None } } } }
    }
    let html = draw("desk-imports", drawn);
    has_ids(&html, &["import-pick", "import-made", "import-undo"]);
    has(&html, &["再选是哪个村", "系统管理员", "已撤销"]);
}

#[test]
fn what_is_wrong_is_marked_in_its_cell_and_who_may_be_registered_is_asked_about() {
    fn drawn() -> Element {
        use_office();
        rsx! { Shell { tab: Tab::Imports, main { class: "desk-imports", View { seen: seen(None), doing: Doing::Asking } } } }
    }
    let html = draw("desk-imports-looked-at", drawn);
    has_ids(
        &html,
        &[
            "import-name",
            "import-write",
            "import-row",
            "import-same-moves",
            "import-other",
            "import-later",
            "import-village",
        ],
    );
    has(
        &html,
        &[
            "身份证号校验位不对",
            "石磨沟村 3组 12号 户主王建国",
            "当作“身份证号”",
            "电话:(空) → 13812345678",
        ],
    );
    assert_eq!(html.matches("is-wrong").count(), 1);
}

#[test]
fn undoing_says_first_what_stays() {
    fn drawn() -> Element {
        use_office();
        let kept = |name: &str, why| KeptRecord {
            name: name.to_owned(),
            home: "柳湾村 1组 2号 户主李德福".to_owned(),
            why,
        };
        let reply = UndoReply {
            households: 39,
            residents: 128,
            edits: 5,
            kept: 4,
            kept_named: vec![
                kept("李德福", KeptBecause::Used),
                kept("马桂英", KeptBecause::HouseholdStays),
            ],
            written: false,
        };
        let asked = Asked { import: 9, reply };
        rsx! { Shell { tab: Tab::Imports, main { class: "desk-imports", View { seen: seen(Some(9)), doing: Doing::Nothing } Made { asked } } } }
    }
    let html = draw("desk-imports-undo", drawn);
    has_ids(&html, &["import-done", "import-undo-yes"]);
    has(&html, &["还有 2 处", "已有走访或别的记录"]);
}
