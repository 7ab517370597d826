//! What each role has on its screen. Who only looks after people, reads the log or counts has no records, so no lists that would stand empty.

use domain::Role;
use domain::forms::meeting;

use crate::app_state::AppState;
use crate::components::Shape;
use crate::routes::{Route, Tab};

impl AppState {
    /// As what this person works here; before the store is open nobody knows.
    pub(crate) fn role(&self) -> Option<Role> {
        self.member().map(|member| member.role)
    }

    /// Does this person walk from door to door, or look after those who do? A department has what was given to it, nothing else.
    pub(crate) fn has_doors(&self) -> bool {
        self.role().is_none_or(has_doors)
    }

    /// Does this person look after people and devices?
    pub(crate) fn has_people(&self) -> bool {
        self.role().is_none_or(has_people)
    }

    /// Has this person that tab?
    pub(crate) fn has_tab(&self, tab: Tab) -> bool {
        self.role().is_none_or(|role| has_tab(role, tab))
    }

    /// The first screen of who has no day at doors or cases.
    pub(crate) fn front(&self) -> Option<Route> {
        match self.role()? {
            Role::Auditor => Some(Route::AuditScreen {}),
            Role::Admin => Some(Route::DeskPeople {}),
            Role::County => Some(Route::DeskLedgers {
                ledger: "dispute-month".to_owned(),
            }),
            Role::Worker
            | Role::VillageCadre
            | Role::Supervisor
            | Role::Department
            | Role::Unknown => None,
        }
    }
}

/// A place that a navigation leads to: its tab, where, its sign, its words.
pub(crate) type Place = (Tab, Route, Shape, &'static str);

/// The office's places, those that this person has.
#[rustfmt::skip]
pub(crate) fn places(state: AppState) -> Vec<Place> {
    let items = Route::Items { form: "hazard".to_owned() };
    let ledgers = Route::DeskLedgers { ledger: "disputes".to_owned() };
    let ledgers = state.front().unwrap_or(ledgers);
    let all = [
        (Tab::Home, Route::DeskHome {}, Shape::Chart, "desk-home"),
        (Tab::Visits, Route::DeskVisits {}, Shape::Visits, "nav-visits"),
        (Tab::Disputes, Route::DeskDisputes {}, Shape::Dispute, "nav-disputes"),
        (Tab::Items, items, Shape::Alert, "desk-items"),
        (Tab::Remarks, Route::Remarks {}, Shape::Return, "remark-title"),
        (Tab::Review, Route::DeskReview {}, Shape::Speech, "review-title"),
        (Tab::Ledgers, ledgers, Shape::Book, "nav-ledgers"),
        (Tab::Find, Route::Find {}, Shape::House, "desk-households"),
        (Tab::People, Route::DeskPeople {}, Shape::Phone, "people-title"),
        (Tab::Tree, Route::DeskTree {}, Shape::Place, "tree-title"),
        (Tab::Imports, Route::DeskImports {}, Shape::Import, "import-title"),
        (Tab::County, Route::DeskCounty {}, Shape::Settings, "county-title"),
        (Tab::Audit, Route::AuditScreen {}, Shape::Book, "audit-title"),
        (Tab::Sync, Route::SyncScreen {}, Shape::Sync, "sync-title"),
        (Tab::Me, Route::Me {}, Shape::Person, "nav-me"),
    ];
    let own = all.into_iter();
    own.filter(|(tab, ..)| state.has_tab(*tab)).collect()
}

/// Those of them that a phone has nowhere else; none for a worker.
pub(crate) fn places_on_phone(state: AppState) -> Vec<Place> {
    const ELSEWHERE: [Tab; 6] = [
        Tab::Visits,
        Tab::Disputes,
        Tab::Items,
        Tab::Find,
        Tab::Sync,
        Tab::Me,
    ];
    if state.role().is_none_or(|role| role == Role::Worker) {
        return Vec::new();
    }
    let mut places = places(state);
    places.retain(|(tab, ..)| !ELSEWHERE.contains(tab));
    places
}

fn has_doors(role: Role) -> bool {
    !matches!(
        role,
        Role::Department | Role::County | Role::Auditor | Role::Admin
    )
}

fn has_people(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Admin)
}

fn has_tab(role: Role, tab: Tab) -> bool {
    let has_cases = has_doors(role) || role == Role::Department;
    match tab {
        Tab::Home | Tab::Add | Tab::Disputes | Tab::Items => has_cases,
        Tab::Ledgers => has_cases || role == Role::County,
        Tab::Visits | Tab::Find | Tab::Remarks => has_doors(role),
        Tab::People | Tab::Tree | Tab::Imports | Tab::County => has_people(role),
        Tab::Review => meeting::FORM.by.contains(&role),
        Tab::Audit => role == Role::Auditor,
        Tab::Sync | Tab::Me => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: [Tab; 15] = [
        Tab::Home,
        Tab::Find,
        Tab::Add,
        Tab::Visits,
        Tab::Disputes,
        Tab::Items,
        Tab::Review,
        Tab::Ledgers,
        Tab::Remarks,
        Tab::People,
        Tab::Tree,
        Tab::Imports,
        Tab::County,
        Tab::Audit,
        Tab::Sync,
    ];

    fn tabs(role: Role) -> Vec<Tab> {
        EVERY
            .into_iter()
            .filter(|tab| has_tab(role, *tab))
            .collect()
    }

    #[test]
    fn who_has_no_records_has_no_lists_of_them() {
        assert_eq!(tabs(Role::Auditor), [Tab::Audit, Tab::Sync]);
        assert_eq!(tabs(Role::County), [Tab::Ledgers, Tab::Sync]);
        let config = [Tab::People, Tab::Tree, Tab::Imports, Tab::County, Tab::Sync];
        assert_eq!(tabs(Role::Admin), config);
        assert_eq!(tabs(Role::Supervisor).len(), EVERY.len() - 1);
        assert!(tabs(Role::VillageCadre).contains(&Tab::Review));
        assert!(!tabs(Role::Department).contains(&Tab::Find));
    }
}
