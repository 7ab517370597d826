//! 台账 as on paper, 今天要办, and the pictures of disputes.

use client::commands::ledgers::{Cell, Head, Table};
use client::commands::morning::Behind;
use client::commands::{DisputeFilter, LedgerPage, MorningRow};

use super::desk::{Shell, use_office};
use super::*;
use crate::screens::desk::{
    CareCountsView, Count, DisputePictures, LeaveForm, LedgerFilters, MorningView, Paper,
};

fn month() -> LedgerPage {
    let head = |heading: &str, width: u8| Head {
        heading: heading.to_owned(),
        width,
        is_running: false,
    };
    let heads = [
        ("单位", 14),
        ("上期结转", 8),
        ("排查数", 7),
        ("受理数", 7),
        ("化解数", 7),
        ("化解率", 8),
        ("就地化解数", 9),
        ("就地化解率", 9),
        ("书面协议", 8),
        ("口头协议", 8),
        ("超期", 6),
        ("涉及金额", 10),
    ];
    let row = |unit: &str, counts: [u32; 4]| {
        let [carried, found, accepted, settled] = counts;
        let number = Cell::Number;
        vec![
            Cell::Text(unit.to_owned().into()),
            number(carried),
            number(found),
            number(accepted),
            number(settled),
            Cell::Text("96.9%".into()),
            number(settled),
            Cell::Text("100.0%".into()),
            number(1),
            number(3),
            number(0),
            number(12_600),
        ]
    };
    LedgerPage {
        name: "矛盾纠纷月报".to_owned(),
        unit: "发放镇(演示)".to_owned(),
        period: "2026年11月".to_owned(),
        table: Table {
            heads: heads.map(|(heading, width)| head(heading, width)).to_vec(),
            rows: vec![
                row("合计", [4, 32, 31, 30]),
                row("婚姻家庭", [1, 9, 9, 9]),
                row("邻里", [2, 14, 13, 13]),
                row("张庄村", [0, 6, 6, 5]),
            ],
            notes: vec!["化解率 = 化解数 ÷（上期结转 + 受理数 − 期末未到期的未结数）。".to_owned()],
            records: Vec::new(),
        },
        total: 700,
    }
}

#[test]
fn a_ledger_stands_as_on_paper_with_how_it_is_counted() {
    fn page() -> Element {
        use_office();
        rsx! {
            Shell { tab: Tab::Ledgers,
                main { class: "ledgers",
                    LedgerFilters {
                        key_of: "dispute-month",
                        days: (sample::today(), sample::today()),
                        area: None,
                        villages: sample::villages(),
                        grids: Vec::new(),
                        today: sample::today(),
                        ondays: |_| {},
                        onarea: |_| {},
                    }
                    Paper { page: month(), onall: |()| {} }
                }
            }
        }
    }
    let html = draw("desk-ledger", page);
    has(
        &html,
        &[
            "矛盾纠纷月报",
            "单位:发放镇(演示)",
            "期间:2026年11月",
            "化解率",
            "96.9%",
            "数字怎么算",
            "全部列出",
        ],
    );
}

fn waiting() -> Vec<MorningRow> {
    let row = |name: &str, count: u64, presses: bool| MorningRow {
        name: name.to_owned(),
        count,
        presses,
        behind: Behind::Remarks,
    };
    vec![
        row("dispute-risky", 2, true),
        row("dispute-overdue", 5, true),
        row("hazard-overdue", 1, true),
        row("dispute-submitted", 7, false),
        row("dispute-to-close", 3, false),
        row("errand-open", 4, false),
        row("remarks", 1, false),
    ]
}

#[test]
fn the_office_sees_first_what_waits_and_what_presses() {
    fn page() -> Element {
        use_office();
        rsx! {
            Shell { tab: Tab::Home,
                main { class: "desk-home",
                    h1 { "总览" }
                    MorningView { rows: waiting(), onopen: |_: Behind| {} }
                }
            }
        }
    }
    fn nothing() -> Element {
        use_office();
        rsx! { main { class: "desk-home", h1 { "总览" } MorningView { rows: Vec::new(), onopen: |_: Behind| {} } } }
    }
    let html = draw("desk-morning", page);
    has(
        &html,
        &[
            "今天要办",
            "有激化风险的纠纷",
            "待销号的纠纷",
            "退改已改,待认可",
        ],
    );
    has(&draw("desk-morning-none", nothing), &["没有等着办的事"]);
}

#[test]
fn the_board_says_what_it_counts_and_draws_nothing_for_none() {
    fn page() -> Element {
        use_office();
        let count = |words: &str, count| Count {
            words: words.to_owned(),
            count,
            filter: DisputeFilter::default(),
        };
        rsx! {
            Shell { tab: Tab::Home,
                main { class: "desk-home",
                    h1 { "总览" }
                    DisputePictures {
                        trend: (1..=12).map(|month| count(&format!("{month}月"), month * 3 % 11)).collect::<Vec<_>>(),
                        categories: vec![count("邻里", 14), count("婚姻家庭", 9), count("山林土地", 1)],
                        causes: vec![count("灌溉用水", 6), count("地界", 3)],
                        is_weekly: false, is_village: false,
                        levels: vec![count("网格", 17), count("村", 5), count("镇", 2), count("县", 0)],
                        ages: vec![count("0–7 天", 4), count("8–30 天", 2), count("31–90 天", 0), count("超过 90 天", 1)],
                        places: Vec::new(),
                        onopen: |_: DisputeFilter| {},
                    }
                    CareCountsView { table: care(), is_refused: false }
                    CareCountsView { table: None::<Table>, is_refused: true }
                }
            }
        }
    }
    let html = draw("desk-board", page);
    has(
        &html,
        &[
            "按发生日期",
            "按纠纷所在的村",
            "没有销号的纠纷",
            "还没有",
            "超过 90 天",
            "在哪一级化解",
            "灌溉用水",
            "31.6%",
            "连上网后",
        ],
    );
    assert!(!html.contains("甲村"), "villages stand in the ledger");
}

/// Counts of care as the server makes them.
fn care() -> Table {
    let heads = ["单位", "类别", "人数", "已走访人数", "走访比例"];
    let row = |cells: [&str; 5]| {
        let cells = cells.map(|text| Cell::Text(text.to_owned().into()));
        cells.to_vec()
    };
    Table {
        heads: heads
            .map(|heading| Head {
                heading: heading.to_owned(),
                width: 9,
                is_running: false,
            })
            .to_vec(),
        rows: vec![
            row(["合计", "全部", "22", "7", "31.8%"]),
            row(["合计", "老人", "19", "6", "31.6%"]),
            row(["合计", "儿童", "3", "1", "33.3%"]),
            row(["甲村", "全部", "12", "6", "50.0%"]),
        ],
        notes: Vec::new(),
        records: Vec::new(),
    }
}

#[test]
fn a_ledger_that_names_people_asks_what_for_and_carries_the_mark() {
    fn page() -> Element {
        use_office();
        rsx! {
            Shell { tab: Tab::Ledgers,
                main { class: "ledgers",
                    div { class: "desk-tools",
                        LeaveForm { act: "打印", approvers: sample::members(), onleave: |_| {}, oncancel: |()| {} }
                    }
                    Paper { page: month(), needs_leave: true, mark: "清水镇 陈志强 2026-11-27 16:00 导出，用途：报送上级，批准人：刘主任。内含个人信息，不得外传", onall: |()| {} }
                    Paper { page: month(), needs_leave: true, onall: |()| {} }
                }
            }
        }
    }
    let html = draw("desk-leave", page);
    has_ids(&html, &["leave", "leave-approver", "mark"]);
    has(
        &html,
        &["报送上级", "filed is-withheld", "写明用途和批准人后再打印"],
    );
    assert_eq!(html.matches("批准人：刘主任").count(), 9);
}

#[test]
fn the_coverage_of_each_village_opens_its_ledger() {
    use client::commands::coverage::CoverageRow;

    fn row(code: &str, name: &str, month: u64, year: u64) -> CoverageRow {
        CoverageRow {
            village: domain::AreaCode::new(code).unwrap(),
            name: name.to_owned(),
            households: 1_284,
            month,
            year,
        }
    }
    fn page() -> Element {
        use_office();
        rsx! {
            Shell { tab: Tab::Home,
                main { class: "desk-home",
                    h1 { "总览" }
                    crate::screens::desk::CoverageView {
                        rows: vec![row("629999101200", "柳湾村", 12, 640), row("629999101201", "石磨沟村", 0, 1_284)],
                        onvisits: |_| {},
                        onopen: |_| {},
                    }
                }
            }
        }
    }
    let html = draw("desk-coverage", page);
    has_ids(
        &html,
        &[
            "coverage",
            "coverage-stretch-month",
            "coverage-stretch-year",
        ],
    );
    has(&html, &["640", "49%", "width: 100%"]);
}
