//! 五包一 in the form of a care file: one person for each role of the profile. Who has an account is chosen; of family members name and
//! phone are written down.

use client::commands::{ListMembers, MemberRow};
use dioxus::prelude::*;
use domain::care::rules::TeamRole;
use domain::care::team::{TEAM, team_of, with_entry};
use domain::care::{Department, TeamMember};
use domain::{MemberId, Role};

use super::form::Filling;
use crate::components::{Choice, FieldKind, Labelled, ProblemsOf as _, TextField};
use crate::query::use_query;
use crate::text::code::Coded as _;
use crate::text::t;

/// The role whose member answers for a department.
const DEPARTMENT: &str = "department";

/// A person for each role.
#[component]
pub(super) fn TeamFields(filling: Filling, roles: Vec<TeamRole>) -> Element {
    let members = use_query(ListMembers { inside: None });
    let handles = |row: &MemberRow| {
        matches!(
            row.role,
            Role::Worker | Role::VillageCadre | Role::Department
        )
    };
    let members: Vec<MemberRow> = members
        .reply()
        .unwrap_or_default()
        .into_iter()
        .filter(handles)
        .collect();
    let problem = filling.issues.read().problem(TEAM);
    let team = team_of(&filling.fields.read());
    rsx! {
        section { class: "card", id: "field-team", tabindex: "-1", "data-testid": "field-team",
            h2 { {t("care-team")} }
            p { class: "hint", {t("care-team-hint")} }
            if let Some(problem) = problem {
                p { class: "problem", role: "alert", "{problem}" }
            }
            for role in roles {
                Entry {
                    key: "{role.code}",
                    entry: team.iter().find(|entry| entry.role == role.code).cloned(),
                    members: members.clone(),
                    onchange: {
                        let code = role.code.clone();
                        move |entry: Option<TeamMember>| {
                            let team = team_of(&filling.fields.peek());
                            filling.answer(TEAM, with_entry(team, &code, entry));
                        }
                    },
                    role,
                }
            }
        }
    }
}

#[component]
fn Entry(
    role: TeamRole,
    entry: Option<TeamMember>,
    members: Vec<MemberRow>,
    onchange: EventHandler<Option<TeamMember>>,
) -> Element {
    if !role.has_account {
        return rsx! { Written { role, entry, onchange } };
    }
    let chosen = entry.as_ref().and_then(|entry| entry.member);
    let text = chosen.map_or_else(String::new, |id| id.to_string());
    let department = entry.as_ref().and_then(|entry| entry.department);
    let code = role.code.clone();
    let choose = move |event: FormEvent| {
        let member: Option<MemberId> = event.value().parse().ok();
        onchange.call(member.map(|member| TeamMember {
            department,
            ..TeamMember::with_account(&code, member)
        }));
    };
    let known = entry;
    rsx! {
        Labelled { field: "team-{role.code}", label: role.label.clone(), problem: None, is_warning: false,
            select {
                id: "field-team-{role.code}",
                class: "input",
                "data-testid": "field-team-{role.code}",
                value: "{text}",
                onchange: choose,
                option { value: "", selected: text.is_empty(), {t("choose")} }
                for row in members {
                    option { key: "{row.id}", value: "{row.id}", selected: text == row.id.to_string(), "{row.name} · {row.role.words()}" }
                }
            }
        }
        if role.code == DEPARTMENT && known.is_some() {
            Choice::<Department> { legend: t("field-department"), field: "team-which", chosen: department,
                onchoose: move |department| if let Some(entry) = known.clone() {
                    onchange.call(Some(TeamMember { department: Some(department), ..entry }));
                },
            }
        }
    }
}

/// Somebody without an account.
#[component]
fn Written(
    role: TeamRole,
    entry: Option<TeamMember>,
    onchange: EventHandler<Option<TeamMember>>,
) -> Element {
    let empty = TeamMember {
        role: role.code.clone(),
        member: None,
        department: None,
        name: None,
        phone: None,
    };
    let known = entry.unwrap_or(empty);
    let (name, phone) = (known.clone(), known.clone());
    let text = |text: String| Some(text).filter(|text| !text.is_empty());
    let tell = move |entry: TeamMember| {
        let is_blank = entry.name.is_none() && entry.phone.is_none();
        onchange.call((!is_blank).then_some(entry));
    };
    rsx! {
        TextField { field: "team-{role.code}-name", label: role.label.clone(), kind: FieldKind::Name, testid: "field-team-{role.code}-name",
            value: known.name.clone().unwrap_or_default(),
            oninput: move |words| tell(TeamMember { name: text(words), ..name.clone() }) }
        TextField { field: "team-{role.code}-phone", label: t("field-phone"), kind: FieldKind::Phone, testid: "field-team-{role.code}-phone",
            value: known.phone.unwrap_or_default(),
            oninput: move |words| tell(TeamMember { phone: text(words), ..phone.clone() }) }
    }
}
