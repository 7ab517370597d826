//! A village or a grid as it is written: name, code, groups.

use client::commands::tree::{AreaAct, AreaState};
use dioxus::prelude::*;
use domain::area::AreaLevel;
use domain::{AreaCode, RecordId};

use super::frame::{Beside, fresh_id};
use crate::components::{FieldKind, TextField};
use crate::text::{t, t_args};

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// A village of this town.
    NewVillage(AreaCode),
    /// A grid of this village.
    NewGrid(AreaCode),
    Edit(AreaState),
}

impl Form {
    /// The area that is changed.
    pub(super) fn area(&self) -> Option<AreaCode> {
        match self {
            Self::Edit(area) => Some(area.code.clone()),
            Self::NewVillage(_) | Self::NewGrid(_) => None,
        }
    }

    fn title(&self) -> String {
        match self {
            Self::NewVillage(_) => t("tree-new-village"),
            Self::NewGrid(_) => t("tree-new-grid"),
            Self::Edit(area) => area.name.clone(),
        }
    }

    fn has_groups(&self) -> bool {
        match self {
            Self::NewVillage(_) => false,
            Self::NewGrid(_) => true,
            Self::Edit(area) => area.code.level() == AreaLevel::Grid,
        }
    }

    /// What has to be done so that it is as written.
    fn acts(&self, record: RecordId, written: &Written) -> Vec<AreaAct> {
        let (name, groups) = (written.name.trim().to_owned(), written.groups.clone());
        match self {
            Self::NewVillage(_) => {
                let code = AreaCode::new(written.code.trim());
                let add = |code| AreaAct::AddVillage { record, code, name };
                code.ok().map(add).into_iter().collect()
            }
            Self::NewGrid(village) => vec![AreaAct::AddGrid {
                record,
                village: village.clone(),
                name,
                groups,
            }],
            Self::Edit(area) => {
                let code = area.code.clone();
                let rename = (name != area.name).then(|| AreaAct::Rename {
                    area: code.clone(),
                    name,
                });
                let set = (self.has_groups() && groups != area.groups)
                    .then_some(AreaAct::SetGroups { grid: code, groups });
                rename.into_iter().chain(set).collect()
            }
        }
    }
}

struct Written {
    name: String,
    code: String,
    groups: Vec<u16>,
}

/// 1、2 4-6: single groups and stretches; `None` for what is no group.
pub(super) fn groups_of(text: &str) -> Option<Vec<u16>> {
    let is_between = |c: char| {
        c.is_whitespace() || matches!(c, ',' | '\u{ff0c}' | '、' | ';' | '\u{ff1b}' | '组')
    };
    let mut groups = Vec::new();
    for part in text.split(is_between).filter(|part| !part.is_empty()) {
        let (first, last) = part
            .split_once(['-', '—', '~', '至'])
            .unwrap_or((part, part));
        let (first, last): (u16, u16) = (first.parse().ok()?, last.parse().ok()?);
        if first == 0 || last < first || last > 999 {
            return None;
        }
        groups.extend(first..=last);
    }
    groups.sort_unstable();
    groups.dedup();
    Some(groups)
}

/// The form, beside the tree.
#[component]
pub(crate) fn TreeForm(
    form: Form,
    said: Option<String>,
    is_busy: bool,
    onclose: EventHandler<()>,
    onsave: EventHandler<Vec<AreaAct>>,
) -> Element {
    // The same all the time: what is sent twice, because an answer was lost, is one area.
    let record = use_hook(|| RecordId(fresh_id()));
    let known = match &form {
        Form::Edit(area) => Some(area.clone()),
        Form::NewVillage(_) | Form::NewGrid(_) => None,
    };
    let words = known.as_ref().map(|area| {
        let groups: Vec<String> = area.groups.iter().map(u16::to_string).collect();
        groups.join("、")
    });
    let known_name = known.map(|area| area.name).unwrap_or_default();
    let mut name = use_signal(|| known_name);
    let mut code = use_signal(String::new);
    let mut groups = use_signal(|| words.unwrap_or_default());
    let mut is_tried = use_signal(|| false);
    let read = groups_of(&groups());
    let new_village = match &form {
        Form::NewVillage(town) => Some(town.clone()),
        Form::NewGrid(_) | Form::Edit(_) => None,
    };
    let is_code = |town: &AreaCode| {
        AreaCode::new(code().trim())
            .is_ok_and(|code| code.level() == AreaLevel::Village && town.contains(&code))
    };
    let has_code = new_village.as_ref().is_none_or(is_code);
    let problem = |is_wrong: bool, key: &str| (is_tried() && is_wrong).then(|| t(key));
    let is_named = !name().trim().is_empty();
    let has_groups = form.has_groups();
    rsx! {
        Beside { title: form.title(), testid: "tree-form", onclose,
            TextField { field: "tree-name", label: t("tree-name"), value: name(), kind: FieldKind::Text, testid: "tree-name",
                problem: problem(!is_named, "tree-name-missing"), oninput: move |text| name.set(text) }
            if let Some(town) = new_village {
                TextField { field: "tree-code", label: t("tree-code"), value: code(), kind: FieldKind::Number, testid: "tree-code",
                    hint: t_args("tree-code-hint", &[("town", town.to_string().into())]),
                    problem: problem(!has_code, "tree-code-wrong"), oninput: move |text| code.set(text) }
            }
            if has_groups {
                TextField { field: "tree-groups", label: t("tree-groups-of"), value: groups(), kind: FieldKind::Text, testid: "tree-groups",
                    hint: t("tree-groups-hint"), problem: problem(read.is_none(), "tree-groups-wrong"), oninput: move |text| groups.set(text) }
            }
            if let Some(words) = said {
                p { class: "problem", role: "alert", "data-testid": "tree-said", "{words}" }
            }
            button { class: "button is-main is-wide", r#type: "button", disabled: is_busy, "data-testid": "tree-save",
                onclick: move |_| {
                    is_tried.set(true);
                    let Some(groups) = read.clone().filter(|_| is_named && has_code) else { return };
                    onsave.call(form.acts(record, &Written { name: name(), code: code(), groups }));
                },
                {t("tree-save")}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::groups_of;

    #[test]
    fn groups_are_read_as_people_write_them() {
        let cases = [
            ("1、2,4", Some(vec![1, 2, 4])),
            ("4-6 1组", Some(vec![1, 4, 5, 6])),
            ("3至4;3", Some(vec![3, 4])),
            ("", Some(vec![])),
            ("三", None),
            ("0", None),
            ("6-4", None),
            ("1-65535", None),
        ];
        for (text, groups) in cases {
            assert_eq!(groups_of(text), groups, "{text}");
        }
    }
}
