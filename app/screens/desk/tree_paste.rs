//! 批量添加: villages and grids out of a sheet, chosen as a file or copied and pasted, looked at line by line before anything is added. Pasted again, only what
//! is missing is added.

use std::collections::BTreeSet;

use client::commands::ReadAreasSheet;
use client::commands::tree::{AREAS_SHEET_BYTES, AreaAct, AreaState, AreasReply, AreasSheet};
use dioxus::prelude::*;
use domain::area::AreaLevel;
use domain::{AreaCode, RecordId};

use super::frame::{Beside, fresh_id};
use super::tree_form::groups_of;
use crate::components::{Icon, Shape, TextArea};
use crate::platform::media::{self, Why};
use crate::query::use_backend;
use crate::text::{failure, number, t, t_args};

/// The columns in the order in which they are read where no headings stand above them.
const COLUMNS: [&str; 4] = ["村", "代码", "网格", "组"];

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// What is added, in words.
    Adds(Vec<&'static str>),
    /// It is all there.
    Known,
    /// What is wrong, a message.
    Wrong(&'static str),
}

/// A line that was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// Counted from 1, as it was pasted.
    place: usize,
    village: String,
    grid: String,
    outcome: Outcome,
}

impl Line {
    fn is_wrong(&self) -> bool {
        matches!(self.outcome, Outcome::Wrong(_))
    }
}

/// All lines, and what has to be done so that what they say is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Plan {
    lines: Vec<Line>,
    villages: BTreeSet<(String, String)>,
    /// Village, name, groups.
    grids: Vec<(AreaCode, String, Vec<u16>)>,
}

impl Plan {
    fn is_wrong(&self) -> bool {
        self.lines.iter().any(Line::is_wrong)
    }

    fn is_empty(&self) -> bool {
        self.villages.is_empty() && self.grids.is_empty()
    }

    /// Villages first: a grid is added to one that is there.
    fn acts(&self) -> Vec<AreaAct> {
        let villages = self.villages.iter().filter_map(|(code, name)| {
            Some(AreaAct::AddVillage {
                record: RecordId(fresh_id()),
                code: AreaCode::new(code.clone()).ok()?,
                name: name.clone(),
            })
        });
        let grids = self
            .grids
            .iter()
            .map(|(village, name, groups)| AreaAct::AddGrid {
                record: RecordId(fresh_id()),
                village: village.clone(),
                name: name.clone(),
                groups: groups.clone(),
            });
        villages.chain(grids).collect()
    }
}

/// The cells of a line: between tabs, or between commas where there is none.
fn cells_of(line: &str) -> Vec<&str> {
    let between: &[char] = if line.contains('\t') {
        &['\t']
    } else {
        &[',', '，']
    };
    line.split(between).map(str::trim).collect()
}

fn plan(text: &str, reply: &AreasReply) -> Plan {
    let mut plan = Plan::default();
    let mut order = COLUMNS;
    for (place, line) in text.lines().enumerate() {
        let cells = cells_of(line);
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        if cells
            .iter()
            .any(|cell| *cell == "代码" || cell.ends_with("代码"))
        {
            // What stands above the headings is the sheet's title.
            if plan.lines.iter().all(Line::is_wrong) {
                plan.lines.clear();
            }
            // 村代码 is a code, not a village.
            let known = ["代码", "网格", "组", "村"];
            let named = |cell: &&str| known.into_iter().find(|column| cell.contains(column));
            let found = cells.iter().map(|cell| named(cell).unwrap_or(""));
            for (slot, name) in order.iter_mut().zip(found.chain(std::iter::repeat(""))) {
                *slot = name;
            }
            continue;
        }
        let cell = |name: &str| {
            let at = order.iter().position(|column| *column == name);
            at.and_then(|at| cells.get(at)).copied().unwrap_or_default()
        };
        let (village, grid) = (cell("村"), cell("网格"));
        let outcome = plan.read((village, cell("代码")), (grid, cell("组")), reply);
        plan.lines.push(Line {
            place: place + 1,
            village: village.to_owned(),
            grid: grid.to_owned(),
            outcome,
        });
    }
    plan
}

impl Plan {
    fn read(
        &mut self,
        (village, code): (&str, &str),
        (grid, groups): (&str, &str),
        reply: &AreasReply,
    ) -> Outcome {
        let is_village =
            |code: &AreaCode| code.level() == AreaLevel::Village && reply.town.contains(code);
        let Some(code) = AreaCode::new(code).ok().filter(is_village) else {
            return Outcome::Wrong("tree-paste-code");
        };
        let Some(groups) = groups_of(groups) else {
            return Outcome::Wrong("tree-groups-wrong");
        };
        let known = |of: &dyn Fn(&AreaState) -> bool| reply.areas.iter().any(of);
        let mut adds = Vec::new();
        let is_new = !known(&|area| area.code == code);
        if is_new && village.is_empty() {
            return Outcome::Wrong("tree-name-missing");
        }
        let key = (code.to_string(), village.to_owned());
        let mut planned = self.villages.iter();
        let before = planned.find(|(own, _)| *own == key.0).cloned();
        match before {
            Some(before) if before != key => return Outcome::Wrong("tree-paste-two-names"),
            Some(_) => {}
            None if is_new => {
                self.villages.insert(key);
                adds.push("tree-paste-village");
            }
            None => {}
        }
        let is_there =
            known(&|area| area.code != code && area.name == grid && code.contains(&area.code));
        let is_planned = self
            .grids
            .iter()
            .any(|(own, name, _)| *own == code && name == grid);
        if !grid.is_empty() && !is_there && !is_planned {
            self.grids.push((code, grid.to_owned(), groups));
            adds.push("tree-paste-grid");
        }
        if adds.is_empty() {
            Outcome::Known
        } else {
            Outcome::Adds(adds)
        }
    }
}

/// A file that is read into the lines.
#[derive(Clone, Copy, PartialEq)]
struct Sheet {
    pick: Callback<()>,
    is_reading: Signal<bool>,
    said: Signal<Option<String>>,
}

fn use_sheet(mut text: Signal<String>) -> Sheet {
    let backend = use_backend();
    let mut is_reading = use_signal(|| false);
    let mut said = use_signal(|| None::<String>);
    let pick = use_callback(move |()| {
        said.set(None);
        let backend = backend.clone();
        let picked = media::sheet(AREAS_SHEET_BYTES);
        spawn(async move {
            let file = match picked.await {
                Ok(file) => file,
                Err(Why::Cancelled) => return,
                Err(Why::Unreadable) => return said.set(Some(t("tree-sheet-too-large"))),
                Err(_) => return said.set(Some(t("import-unreadable"))),
            };
            is_reading.set(true);
            let sheet = AreasSheet {
                sheet: file.content,
            };
            match backend.call(ReadAreasSheet { sheet }).await {
                Ok(lines) => text.set(lines.text),
                Err(error) => said.set(Some(failure::of_server(&error, "people-offline"))),
            }
            is_reading.set(false);
        });
    });
    Sheet {
        pick,
        is_reading,
        said,
    }
}

/// Chooses the file; what is wrong with it stands below.
#[component]
fn SheetButton(sheet: Sheet) -> Element {
    let is_reading = (sheet.is_reading)();
    rsx! {
        button { class: "button is-wide", r#type: "button", disabled: is_reading, "data-testid": "tree-sheet", onclick: move |_| sheet.pick.call(()),
            Icon { shape: Shape::Book }
            span { {t(if is_reading { "import-reading" } else { "tree-sheet" })} }
        }
        if let Some(words) = (sheet.said)() {
            p { class: "problem", role: "alert", "data-testid": "tree-sheet-said", "{words}" }
        }
    }
}

/// Several villages and grids at once, beside the tree.
#[component]
pub(crate) fn TreePaste(
    reply: AreasReply,
    said: Option<String>,
    is_busy: bool,
    onclose: EventHandler<()>,
    onsave: EventHandler<Vec<AreaAct>>,
) -> Element {
    let mut text = use_signal(String::new);
    let sheet = use_sheet(text);
    let plan = plan(&text(), &reply);
    let counts = [
        ("villages", number(plan.villages.len() as u64).into()),
        ("grids", number(plan.grids.len() as u64).into()),
    ];
    let is_ready = !plan.is_wrong() && !plan.is_empty();
    let acts = plan.clone();
    rsx! {
        Beside { title: t("tree-paste"), testid: "tree-paste-form", onclose,
            SheetButton { sheet }
            TextArea { field: "tree-paste", label: t("tree-paste-text"), hint: t_args("tree-paste-hint", &[("town", reply.town.to_string().into())]), value: text(), testid: "tree-paste-text",
                oninput: move |typed| text.set(typed) }
            if !plan.lines.is_empty() {
                ul { class: "plain tree-lines", "data-testid": "tree-paste-lines",
                    for line in plan.lines {
                        li { key: "{line.place}",
                            span { {[line.village, line.grid].join(" ")} }
                            match line.outcome {
                                Outcome::Adds(adds) => rsx! {
                                    for key in adds {
                                        span { key: "{key}", class: "mark is-good", {t(key)} }
                                    }
                                },
                                Outcome::Known => rsx! { span { class: "mark", {t("tree-paste-known")} } },
                                Outcome::Wrong(key) => rsx! {
                                    span { class: "problem", {t_args("tree-paste-line", &[("place", line.place.into()), ("problem", t(key).into())])} }
                                },
                            }
                        }
                    }
                }
            }
            if let Some(words) = said {
                p { class: "problem", role: "alert", "data-testid": "tree-said", "{words}" }
            }
            button { class: "button is-main is-wide", r#type: "button", disabled: is_busy || !is_ready, "data-testid": "tree-paste-save",
                onclick: move |_| onsave.call(acts.acts()),
                {t_args("tree-paste-save", &counts)}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str, name: &str) -> AreaState {
        AreaState {
            code: AreaCode::new(code).unwrap(),
            name: name.to_owned(),
            groups: Vec::new(),
            households: 0,
            residents: 0,
        }
    }

    fn reply() -> AreasReply {
        AreasReply {
            town: AreaCode::new("629999101").unwrap(),
            areas: vec![
                area("629999101200", "柳湾村"),
                area("629999101200001", "第一网格"),
            ],
        }
    }

    #[test]
    fn what_is_there_is_left_and_what_is_missing_is_added_villages_first() {
        let text = "村名\t村代码\t网格名\t组\n柳湾村\t629999101200\t第一网格\t1-3\n柳湾村\t629999101200\t第二网格\t4、5\n\n新庄村\t629999101299\t第一网格\t\n新庄村\t629999101299\t第一网格\t\n";
        let plan = plan(text, &reply());
        let outcomes: Vec<&Outcome> = plan.lines.iter().map(|line| &line.outcome).collect();
        assert_eq!(
            outcomes,
            [
                &Outcome::Known,
                &Outcome::Adds(vec!["tree-paste-grid"]),
                &Outcome::Adds(vec!["tree-paste-village", "tree-paste-grid"]),
                &Outcome::Known,
            ]
        );
        let acts = plan.acts();
        assert_eq!(acts.len(), 3);
        assert!(matches!(&acts[0], AreaAct::AddVillage { name, .. } if name == "新庄村"));
        assert!(matches!(&acts[1], AreaAct::AddGrid { groups, .. } if *groups == [4, 5]));
    }

    #[test]
    fn headings_may_stand_in_another_order_and_lines_between_commas() {
        let text = "清水镇村组网格一览表\n村代码,村名,组,网格\n629999101299,新庄村,7,东头网格";
        let plan = plan(text, &reply());
        assert!(!plan.is_wrong());
        assert_eq!(plan.grids[0].1, "东头网格");
        assert_eq!(plan.grids[0].2, [7]);
    }

    #[test]
    fn a_slip_is_named_in_its_line_and_nothing_is_added_with_it() {
        let text = "新庄村\t6299991012\t\t\n新庄村\t629999101299\t一\t三组\n\t629999101298\t\t\n甲村\t629999101297\n乙村\t629999101297\n外村\t620000000001\t\t";
        let plan = plan(text, &reply());
        let wrong: Vec<(usize, &str)> = plan
            .lines
            .iter()
            .filter_map(|line| match line.outcome {
                Outcome::Wrong(key) => Some((line.place, key)),
                _ => None,
            })
            .collect();
        assert_eq!(
            wrong,
            [
                (1, "tree-paste-code"),
                (2, "tree-groups-wrong"),
                (3, "tree-name-missing"),
                (5, "tree-paste-two-names"),
                (6, "tree-paste-code"),
            ]
        );
        assert!(plan.is_wrong());
    }
}
