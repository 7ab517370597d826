//! 村和网格: the tree, a new village beside it, a grid with its groups.

use client::commands::tree::{AreaState, AreasReply};
use domain::AreaCode;

use super::desk::{Shell, use_office};
use super::*;
use crate::screens::desk::{AreaForm, TreeForm, TreePaste, TreeView};

fn area(code: &str, name: &str, groups: &[u16]) -> AreaState {
    AreaState {
        code: AreaCode::new(code).unwrap(),
        name: name.to_owned(),
        groups: groups.to_vec(),
        households: 128,
        residents: 431,
    }
}

fn reply() -> AreasReply {
    AreasReply {
        town: AreaCode::new("629999101").unwrap(),
        areas: vec![
            area("629999101200", "柳湾村", &[]),
            area("629999101200001", "第一网格", &[1, 2, 3]),
            area("629999101200002", "第二网格", &[4, 5]),
            area("629999101201", "石磨沟村", &[]),
            area("629999101201001", "第一网格", &[1, 2]),
        ],
    }
}

#[component]
fn Drawn(form: AreaForm, said: Option<String>) -> Element {
    rsx! {
        Shell { tab: Tab::Tree,
            main { class: "desk-tree has-detail",
                TreeView { reply: reply(), chosen: None, onopen: |_| {}, onpaste: |()| {} }
                TreeForm { form, said, is_busy: false, onclose: |()| {}, onsave: |_| {} }
            }
        }
    }
}

#[test]
fn the_tree_has_each_village_with_its_grids_and_their_groups() {
    fn drawn() -> Element {
        use_office();
        let form = AreaForm::NewVillage(AreaCode::new("629999101").unwrap());
        rsx! { Drawn { form, said: "已经有这个代码的村了" } }
    }
    let html = draw("desk-tree", drawn);
    has_ids(
        &html,
        &[
            "tree-total",
            "tree-new-village",
            "tree-new-grid-629999101200",
            "tree-code",
            "tree-said",
        ],
    );
    has(&html, &["2 个村,3 个网格", "1、2、3", "以 629999101 开头"]);
}

#[test]
fn a_grid_is_changed_with_its_groups() {
    fn drawn() -> Element {
        use_office();
        let form = AreaForm::Edit(area("629999101200001", "第一网格", &[1, 2, 3]));
        rsx! { Drawn { form } }
    }
    let html = draw("desk-tree-grid", drawn);
    has_ids(&html, &["tree-name", "tree-groups", "tree-save"]);
    assert!(!html.contains("data-testid=\"tree-code\""));
}

#[test]
fn several_are_pasted_at_once() {
    fn drawn() -> Element {
        use_office();
        rsx! {
            Shell { tab: Tab::Tree,
                main { class: "desk-tree has-detail",
                    TreeView { reply: reply(), chosen: None, onopen: |_| {}, onpaste: |()| {} }
                    TreePaste { reply: reply(), said: None, is_busy: false, onclose: |()| {}, onsave: |_| {} }
                }
            }
        }
    }
    let html = draw("desk-tree-paste", drawn);
    has_ids(&html, &["tree-paste", "tree-paste-text", "tree-paste-save"]);
    has(&html, &["从 Excel 里整块复制"]);
}
