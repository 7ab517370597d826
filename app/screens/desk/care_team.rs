//! 调整五包一 of a file that the office has open: seen as it is, changed role by role, and written by the server at once.

use client::commands::SeatForOffice;
use client::commands::office_care::{OfficeFile, SeatChange};
use dioxus::prelude::*;
use domain::OpeningId;
use domain::care::TeamMember;
use domain::care::rules::TeamRole;
use domain::care::team::with_entry;

use crate::app_state::use_app_state;
use crate::query::use_backend;
use crate::screens::care::{Team, TeamEntries};
use crate::text::{failure, t};

/// The team, and its questions when somebody wants to change it.
#[component]
pub(super) fn TeamChange(
    opening: OpeningId,
    file: OfficeFile,
    onchanged: EventHandler<OfficeFile>,
) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut asked = use_signal(|| None::<Vec<TeamMember>>);
    let mut said = use_signal(|| None::<String>);
    let mut is_busy = use_signal(|| false);
    let (id, before, roles) = (file.id, file.file.team, file.roles);
    let save = {
        let (before, roles) = (before.clone(), roles.clone());
        move |_| {
            let seats = changes(&before, &asked().unwrap_or_default(), &roles);
            if seats.is_empty() {
                asked.set(None);
                return;
            }
            let (backend, command) = (
                backend.clone(),
                SeatForOffice {
                    opening,
                    file: id,
                    seats,
                },
            );
            is_busy.set(true);
            said.set(None);
            spawn(async move {
                let answer = backend.call(command).await;
                is_busy.set(false);
                match answer {
                    Ok(file) => {
                        asked.set(None);
                        state.say(t("care-team-set"));
                        onchanged.call(file);
                    }
                    Err(error) => said.set(Some(failure::of_server(&error, "people-offline"))),
                }
            });
        }
    };
    let Some(team) = asked() else {
        return rsx! {
            Team { rows: file.team }
            button { class: "button", r#type: "button", "data-testid": "care-team-change", onclick: move |_| asked.set(Some(before.clone())), {t("care-team-change")} }
        };
    };
    rsx! {
        section { class: "card", "data-testid": "care-team-form", aria_label: t("care-team-change"),
            h2 { {t("care-team-change")} }
            p { class: "hint", {t("care-team-hint")} }
            TeamEntries { team, roles,
                onchange: move |(code, entry): (String, Option<TeamMember>)| {
                    let team = asked.peek().clone().unwrap_or_default();
                    asked.set(Some(with_entry(team, &code, entry)));
                },
            }
            if let Some(words) = said() {
                p { class: "problem", role: "alert", "data-testid": "care-team-said", "{words}" }
            }
            div { class: "buttons",
                button { class: "button", r#type: "button", disabled: is_busy(), "data-testid": "care-team-cancel",
                    onclick: move |_| {
                        said.set(None);
                        asked.set(None);
                    },
                    {t("cancel")}
                }
                button { class: "button is-main", r#type: "button", disabled: is_busy(), "data-testid": "care-team-save", onclick: save, {t("save")} }
            }
        }
    }
}

/// The roles that somebody else has now.
fn changes(before: &[TeamMember], after: &[TeamMember], roles: &[TeamRole]) -> Vec<SeatChange> {
    let of =
        |team: &[TeamMember], code: &str| team.iter().find(|entry| entry.role == code).cloned();
    let changed = roles.iter().filter_map(|role| {
        let entry = of(after, &role.code);
        (entry != of(before, &role.code)).then(|| SeatChange {
            role: role.code.clone(),
            entry,
        })
    });
    changed.collect()
}
