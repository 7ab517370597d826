//! Matters and tasks are as the courses allow.

use std::collections::{BTreeMap, BTreeSet};

use domain::course::{Actor, Progress, Standing, judge};
use domain::record::StepTaken;
use domain::{Record, Seq, Stamp, form, forms};

use super::today;
use crate::Town;

/// Every step counts, was taken by somebody who may, and every answer is right; every form and many states are there.
pub(super) fn are_lawful(town: &Town) {
    let roles: BTreeMap<_, _> = town
        .members
        .iter()
        .map(|(id, _, member)| (*id, member.role))
        .collect();
    let mut states = BTreeSet::new();
    for made in &town.items {
        let form = forms::of(&made.kind, &made.fields).unwrap();
        let wrong = form::issues(form, &made.fields, today());
        assert!(
            wrong.iter().all(|issue| !issue.blocks()),
            "{wrong:?} in {made:?}"
        );
        let Some(course) = form.course else {
            assert!(made.steps.is_empty());
            continue;
        };
        let stamp = |at, by| Stamp { seq: None, by, at };
        let mut record = Record {
            id: made.id,
            kind: made.kind.clone(),
            area: made.area.clone(),
            seq: Seq::default(),
            made: stamp(crate::changes::made_at(made.id).unwrap(), made.author),
            fields: made.fields.clone(),
            edited: BTreeMap::new(),
            contested: BTreeMap::new(),
            versions: Vec::new(),
            steps: Vec::new(),
            voided: None,
        };
        for (at, by, step) in &made.steps {
            let actor = Actor {
                member: *by,
                role: roles[by],
                base: None,
            };
            assert_eq!(
                judge(course, &record, step, &actor, today()),
                Ok(()),
                "{} {step:?}",
                form.name
            );
            record.steps.push(StepTaken {
                step: step.clone(),
                seen: None,
                stamp: stamp(*at, *by),
            });
        }
        let progress = Progress::of(course, &record);
        assert!(
            progress
                .standings
                .iter()
                .all(|standing| *standing == Standing::Counted)
        );
        states.insert((form.name, progress.state));
    }
    assert!(states.len() >= 12, "{states:?}");
}
