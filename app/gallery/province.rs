//! 省平台: the card of a case in each state, and the mapping of an import sheet.

use client::commands::{CountyPage, ProvinceView};
use domain::county::County;
use domain::province::ProvinceState;
use domain::province::sheet::{Sheet, SheetColumn};

use super::desk::{Shell, use_office};
use super::*;
use crate::screens::desk::CountyView;
use crate::screens::province::ProvinceCard;

fn view(state: ProvinceState) -> ProvinceView {
    let is_entered = state != ProvinceState::NotEntered;
    ProvinceView {
        state,
        platform: if is_entered {
            "平安甘肃".to_owned()
        } else {
            String::new()
        },
        number: is_entered.then(|| "GS-2026-00117".to_owned()),
        by: is_entered.then(|| ("陈志强".to_owned(), sample::now())),
        may_enter: true,
    }
}

#[component]
fn Card(state: ProvinceState, said: Option<String>) -> Element {
    rsx! {
        ProvinceCard { view: view(state), said, onsay: |_| {} }
    }
}

#[test]
fn a_case_says_whether_it_is_keyed_in_and_by_whom() {
    fn drawn() -> Element {
        use_office();
        rsx! {
            Shell { tab: Tab::Disputes,
                main { class: "page",
                    h1 { "纠纷" }
                    Card { state: ProvinceState::NotEntered, said: "省平台编号太长" }
                }
            }
        }
    }
    let html = draw("desk-province", drawn);
    has_ids(
        &html,
        &["province-number", "province-enter", "province-problem"],
    );
    has(&html, &["省平台", "未录入", "标为已录入省平台"]);
    assert!(!html.contains("province-withdraw"));
}

#[test]
fn what_changed_since_is_to_be_keyed_in_again() {
    fn drawn() -> Element {
        use_office();
        rsx! {
            Shell { tab: Tab::Disputes,
                main { class: "page",
                    h1 { "纠纷" }
                    Card { state: ProvinceState::Changed }
                }
            }
        }
    }
    let html = draw("desk-province-changed", drawn);
    has_ids(&html, &["province-withdraw"]);
    has(
        &html,
        &["平安甘肃", "录入后有变化", "GS-2026-00117", "陈志强"],
    );
}

#[test]
fn the_columns_of_an_import_sheet_are_mapped_one_by_one() {
    fn drawn() -> Element {
        use_office();
        let mut county = County::default();
        let known = client::commands::ledgers::Ledger::named("disputes")
            .unwrap()
            .headings();
        let headings = ["序号", "事件名称", "类别", "排查日期", "填报单位"];
        let mut sheet =
            Sheet::with_headings("平安甘肃矛盾纠纷导入表", "disputes", &headings, &known);
        sheet.columns[1] = SheetColumn {
            heading: "事件名称".to_owned(),
            from: "纠纷名称".to_owned(),
            ..SheetColumn::default()
        };
        county.province.sheets.push(sheet);
        let page = CountyPage {
            county,
            may_set: true,
            versions: Vec::new(),
        };
        rsx! {
            Shell { tab: Tab::County,
                CountyView { page, is_tried: false, onchange: |_| {}, onsave: |_| {}, onreset: |()| {} }
            }
        }
    }
    let html = draw("desk-county-sheets", drawn);
    has_ids(
        &html,
        &["county-sheet", "county-sheet-open", "county-sheet-headings"],
    );
    has(
        &html,
        &[
            "平安甘肃矛盾纠纷导入表",
            "矛盾纠纷排查化解台账,5 列,对好 4 列",
        ],
    );
}
