//! Every state × role × step, written out: what the table allows must be this and nothing else.

use super::*;

/// For each state the steps of each role, all guards of fields and forms holding and an extension asked for where one can be.
/// W 网格员, C 村干部, D 部门, S 镇综治中心;县, 审计 and 系统管理 take no step at all.
const ALLOWED: &str = "
draft           WCDS register note
registered      WCDS submit refuse withdraw note
registered      WC   settle_on_site
submitted       WCDS refuse withdraw note
submitted       CS   accept decline return
accepted        WCDS mediate refuse withdraw ask_extension note
accepted        S    assign grant_extension deny_extension supervise
assigned        WCDS mediate refuse withdraw ask_extension note
assigned        WCD  receive
assigned        CDS  return
assigned        S    grant_extension deny_extension supervise
mediating       WCDS mediate agree terminate refuse withdraw ask_extension note
mediating       CDS  escalate
mediating       S    grant_extension deny_extension supervise
agreed          WCDS plan perform return_visit note
agreed          CS   seal
agreed          S    supervise
settled_on_site WCDS plan perform return_visit note
follow_up       WCDS perform return_visit request_close note
follow_up       CS   seal
to_close        WCDS note
to_close        CS   return close
closed          WCDS reopen note
reopened        WCDS submit refuse withdraw note
reopened        WC   settle_on_site
escalated       WCDS refuse withdraw note
escalated       S    accept decline return supervise
terminated      WCDS request_close note
declined        WCDS request_close note
";

fn letter(role: Role) -> Option<char> {
    match role {
        Role::Worker => Some('W'),
        Role::VillageCadre => Some('C'),
        Role::Department => Some('D'),
        Role::Supervisor => Some('S'),
        Role::County | Role::Auditor | Role::Admin | Role::Unknown => None,
    }
}

fn is_allowed(state: State, role: Role, name: StepName) -> bool {
    let Some(letter) = letter(role) else {
        return false;
    };
    // The police hear of violence from whoever is there, in every state; here all are violent.
    if name == StepName::ToPolice {
        return letter != 'D';
    }
    // Written down late rather than lost.
    if state == State::Closed && name.is_record() {
        return name != StepName::Receive || letter != 'S';
    }
    ALLOWED.lines().any(|line| {
        let mut words = line.split_whitespace();
        words.next() == Some(state.code())
            && words.next().is_some_and(|roles| roles.contains(letter))
            && words.any(|word| word == name.code())
    })
}

fn violent(state: State) -> Case {
    let case = at(state).edit(&json!({"risk": "violence"}));
    if row_can_be_extended(state) {
        case.then(
            WORKER,
            StepName::AskExtension,
            &full(StepName::AskExtension),
        )
    } else {
        case
    }
}

fn row_can_be_extended(state: State) -> bool {
    table::row_at(StepName::AskExtension, state).is_some()
}

#[test]
fn every_step_of_every_role_in_every_state_is_as_written_here() {
    let mut allowed = 0;
    for state in State::ALL.iter().copied() {
        let case = violent(state);
        for role in Role::ALL.iter().copied() {
            for name in StepName::ALL.iter().copied() {
                let answer = case.judge_now(SECOND, role, name);
                let expected = is_allowed(state, role, name);
                assert_eq!(
                    answer.is_ok(),
                    expected,
                    "{name:?} by {role:?} at {state:?}: {answer:?}"
                );
                allowed += usize::from(expected);
            }
        }
    }
    assert!(allowed > 200, "{allowed}");
}

#[test]
fn every_row_is_reachable_and_leads_where_it_says() {
    for row in TABLE {
        for state in row.from.iter().copied() {
            let mut case = violent(state);
            if row.step == StepName::Decide {
                continue;
            }
            let before = case.record.seq.0;
            case.fold(SECOND, before, &full(row.step).step(row.step));
            let expected = match row.to {
                table::To::State(to) => to,
                table::To::Same | table::To::Decided => state,
            };
            assert_eq!(case.life().state, expected, "{:?} at {state:?}", row.step);
            assert_eq!(case.life().standings.last(), Some(&Standing::Counted));
        }
    }
}

/// An empty form is refused by the first guard of the row that looks at forms, with that guard's sentence.
#[test]
fn every_guard_of_a_form_says_what_is_missing() {
    for row in TABLE {
        let guards = row.guards.iter();
        let Some(first) = guards
            .copied()
            .find(|guard| guard.looks_at() == guard::Looks::Form)
        else {
            continue;
        };
        let case = violent(row.from[0]);
        let empty = StepForm::default().step(row.step);
        let answer = case.judge(SECOND, row.by[row.by.len() - 1], case.record.seq.0, &empty);
        assert_eq!(answer, Err(first), "{:?}", row.step);
        assert!(!first.label().is_empty());
    }
}
