//! The figures of disputes.

use chrono::NaiveDate;
use domain::dispute::limits::local_day;
use domain::dispute::{Level, Limits, Performance, Source as Origin, Standing, StepName};

use super::{Figure, Value, figure, origin_words};
use crate::statistics::{Case, Counts, received, stood};

/// What a period's cases come to.
#[derive(Default)]
pub(super) struct Cases {
    counts: Counts,
    /// Settled on each level, and in how many working days each.
    settled: [Vec<u32>; 4],
    /// Return visits made, of those planned.
    returns: (usize, usize),
    /// Agreements carried out, of those made.
    performed: (usize, usize),
    relapses: usize,
    closed: usize,
    /// Accepted, by 来源.
    origins: Vec<(Option<Origin>, usize)>,
}

/// Every 来源, and none.
fn origins() -> impl Iterator<Item = Option<Origin>> {
    let known = Origin::ALL.iter().copied().map(Some);
    known.chain([None])
}

/// Where a level stands, from the grid upwards.
fn place_of(level: Level) -> Option<usize> {
    Level::ALL.iter().position(|known| *known == level)
}

impl Cases {
    pub(super) fn of(cases: &[Case], days: (NaiveDate, NaiveDate), limits: &Limits) -> Self {
        let mut found = Self {
            origins: origins().map(|origin| (origin, 0)).collect(),
            ..Self::default()
        };
        // What was written down after the period was not known at its end.
        let known = cases
            .iter()
            .filter(|case| local_day(case.record.made.at) <= days.1);
        known.for_each(|case| found.add(case, days, limits));
        found
    }

    fn add(&mut self, case: &Case, (from, to): (NaiveDate, NaiveDate), limits: &Limits) {
        let within = |day: NaiveDate| from <= day && day <= to;
        let end = stood(&case.record, to);
        let counts = Counts::at_end(case, (from, to), limits, &end);
        if counts.accepted > 0 {
            let origin = case
                .dispute
                .source
                .filter(|origin| *origin != Origin::Unknown);
            let own = self.origins.iter_mut().find(|(known, _)| *known == origin);
            own.into_iter().for_each(|(_, count)| *count += 1);
        }
        if let Some((at, level)) = end.settled.filter(|(at, _)| within(local_day(*at))) {
            let settled = local_day(at);
            let took = received(&end).map_or(0, |day| limits.workdays_between(day, settled));
            let own = place_of(level).and_then(|place| self.settled.get_mut(place));
            own.into_iter().for_each(|days| days.push(took));
            if end.agreement.is_some() {
                self.performed.1 += 1;
                self.performed.0 += usize::from(end.performance == Some(Performance::Done));
            }
        }
        if end.return_on.is_some_and(within) {
            self.returns.1 += 1;
            self.returns.0 += usize::from(end.return_visits > 0);
        }
        let taken = case.record.steps.iter().zip(&end.standings);
        for (taken, standing) in taken {
            let counts = *standing == Standing::Counted && within(local_day(taken.stamp.at));
            let is = |step: StepName| counts && taken.step.name == step.code();
            self.closed += usize::from(is(StepName::Close));
            self.relapses += usize::from(is(StepName::Reopen));
        }
        self.counts.add(&counts);
    }

    fn on(&self, level: Level) -> &[u32] {
        let own = place_of(level).and_then(|place| self.settled.get(place));
        own.map_or(&[], Vec::as_slice)
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        const GROUP: &str = "矛盾纠纷";
        let counts = &self.counts;
        let number = |name: &str, count| figure(GROUP, name, "件", Value::count(count));
        let rate = |name: &str, part, whole| figure(GROUP, name, "%", Value::Share(part, whole));
        let mut figures = vec![
            number("受理数", counts.accepted),
            number("化解数", counts.settled),
            rate("化解率", counts.settled, counts.to_settle()),
            rate("调解成功率", counts.settled, counts.accepted),
            rate("就地化解率", counts.on_spot, counts.settled),
        ];
        figures.extend(Level::ALL.iter().map(|level| {
            rate(
                &format!("{}一级化解占比", level.label()),
                self.on(*level).len(),
                counts.settled,
            )
        }));
        figures.extend([
            number("书面协议", counts.written),
            number("口头协议", counts.oral),
            number("其中电话视频", counts.remote),
            number("期末未结", counts.not_due + counts.overdue),
            number("其中超期", counts.overdue),
        ]);
        let days = |name: String, days| figure(GROUP, &name, "工作日", Value::Days(days));
        figures.push(days("用时（中位数）".to_owned(), self.settled.concat()));
        figures.extend(Level::ALL.iter().map(|level| {
            days(
                format!("其中{}一级", level.label()),
                self.on(*level).to_vec(),
            )
        }));
        figures.extend([
            rate("回访率", self.returns.0, self.returns.1),
            rate("履行率", self.performed.0, self.performed.1),
            rate("复发率", self.relapses, self.closed),
        ]);
        figures.extend(self.origins.iter().map(|(origin, count)| {
            let name = origin_words(*origin);
            figure("受理的来源", name, "件", Value::count(*count))
        }));
        figures
    }
}
