use std::collections::BTreeSet;

use super::*;
use crate::form::{Ask, CodeList, Question, Shown};

fn asked(form: &'static Form) -> impl Iterator<Item = &'static Question> {
    let rows = form.course.into_iter().flat_map(|course| course.rows);
    form.questions
        .iter()
        .chain(rows.flat_map(|row| row.asks.iter()))
}

#[test]
fn names_are_unique_and_found_again() {
    let names: BTreeSet<&str> = ALL.iter().map(|form| form.name).collect();
    assert_eq!(names.len(), ALL.len());
    for form in ALL {
        assert_eq!(named(form.name), Some(*form));
        let fields: BTreeSet<&str> = form.questions.iter().map(|q| q.field).collect();
        assert_eq!(fields.len(), form.questions.len(), "{}", form.name);
        assert!(
            form.title
                .iter()
                .chain([&form.gist])
                .all(|field| fields.contains(*field)),
            "{}",
            form.name
        );
    }
    assert_eq!(named("drone"), None);
}

#[test]
fn a_question_hangs_only_on_one_before_it() {
    for form in ALL {
        let rows = form.course.into_iter().flat_map(|course| course.rows);
        let lists = rows.map(|row| row.asks).chain([form.questions]);
        for questions in lists {
            for (place, question) in questions.iter().enumerate() {
                let before = &questions[..place];
                let hangs_on = match question.shown {
                    Shown::Always => continue,
                    Shown::Ticked(field) => (field, &[][..]),
                    Shown::When(field, codes) => (field, codes),
                };
                let other = before.iter().find(|other| other.field == hangs_on.0);
                let other = other.unwrap_or_else(|| panic!("{} of {}", question.field, form.name));
                if let Ask::One(list) | Ask::Many(list) = other.ask {
                    assert!(hangs_on.1.iter().all(|code| list.has(code)));
                }
            }
        }
    }
}

#[test]
fn every_list_has_each_code_and_each_term_once() {
    let mut lists: Vec<&CodeList> = Vec::new();
    for form in ALL {
        lists.extend(asked(form).filter_map(|question| match question.ask {
            Ask::One(list) | Ask::Many(list) => Some(list),
            _ => None,
        }));
        lists.extend(
            form.course
                .iter()
                .flat_map(|course| [course.states, course.steps]),
        );
    }
    for list in &lists {
        let codes: BTreeSet<&str> = list.items.iter().map(|(code, _)| *code).collect();
        let terms: BTreeSet<&str> = list.items.iter().map(|(_, term)| *term).collect();
        assert_eq!(
            (codes.len(), terms.len()),
            (list.items.len(), list.items.len()),
            "{}",
            list.name
        );
        let same_name = lists.iter().filter(|other| other.name == list.name);
        assert!(same_name.into_iter().all(|other| other.items == list.items));
    }
}
