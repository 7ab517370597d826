//! 五包一 in the form of a care file, and beside one that the office opened: one person for each role of the profile. Who has an account is chosen; of family members name and
//! phone are written down.

use client::commands::{ListMembers, MemberRow};
use dioxus::prelude::*;
use domain::MemberId;
use domain::care::rules::TeamRole;
use domain::care::team::{TEAM, may_serve, team_of, value_of, with_entry};
use domain::care::{Department, TeamMember};

use super::form::Filling;
use crate::components::{Choice, FieldKind, Labelled, ProblemsOf as _, TextField};
use crate::query::use_query;
use crate::text::code::Coded as _;
use crate::text::{t, t_args};

/// The role whose member answers for a department.
const DEPARTMENT: &str = "department";
/// What the list calls somebody without an account.
const WRITTEN: &str = "written";

/// A person for each role.
#[component]
pub(super) fn TeamFields(filling: Filling, roles: Vec<TeamRole>) -> Element {
    let problem = filling.issues.read().problem(TEAM);
    let team = team_of(&filling.fields.read());
    rsx! {
        section { class: "card", id: "field-team", tabindex: "-1", "data-testid": "field-team",
            h2 { {t("care-team")} }
            p { class: "hint", {t("care-team-hint")} }
            if let Some(problem) = problem {
                p { class: "problem", role: "alert", "{problem}" }
            }
            TeamEntries { team, roles,
                onchange: move |(code, entry): (String, Option<TeamMember>)| {
                    let team = team_of(&filling.fields.peek());
                    filling.answer(TEAM, value_of(&with_entry(team, &code, entry)));
                },
            }
        }
    }
}

/// The questions, one person for each role; tells whose role changes, and to whom.
#[component]
pub(crate) fn TeamEntries(
    team: Vec<TeamMember>,
    roles: Vec<TeamRole>,
    onchange: EventHandler<(String, Option<TeamMember>)>,
) -> Element {
    let members = use_query(ListMembers { inside: None });
    let members = eligible(members.reply().unwrap_or_default(), &team);
    rsx! {
        for role in roles {
            Entry {
                key: "{role.code}",
                entry: team.iter().find(|entry| entry.role == role.code).cloned(),
                members: members.clone(),
                onchange: {
                    let code = role.code.clone();
                    move |entry: Option<TeamMember>| onchange.call((code.clone(), entry))
                },
                role,
            }
        }
    }
}

/// Who may be chosen; whoever is on the team already stays to be seen.
fn eligible(mut members: Vec<MemberRow>, team: &[TeamMember]) -> Vec<MemberRow> {
    let is_on = |row: &MemberRow| team.iter().any(|entry| entry.member == Some(row.id));
    members.retain(|row| may_serve(row.role) || is_on(row));
    members
}

/// One role: the member who has it, or somebody whose name was written down because there is no account.
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
    let written = entry.clone().filter(|entry| entry.member.is_none());
    let text = match (&chosen, &written) {
        (Some(member), _) => member.to_string(),
        (None, Some(_)) => WRITTEN.to_owned(),
        (None, None) => String::new(),
    };
    let written_name = written.as_ref().and_then(|entry| entry.name.clone());
    let department = entry.as_ref().and_then(|entry| entry.department);
    let code = role.code.clone();
    let choose = move |event: FormEvent| {
        if event.value() == WRITTEN {
            return;
        }
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
                if let Some(name) = written_name {
                    option { value: WRITTEN, selected: true, {t_args("care-team-written", &[("name", name.into())])} }
                }
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
