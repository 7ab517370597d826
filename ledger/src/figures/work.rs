//! The figures of visits, opinions, errands, hazards and lectures.

use chrono::NaiveDate;
use domain::course::Progress;
use domain::dispute::limits::local_day;
use domain::form::{FORM, Form};
use domain::forms::{errand, hazard, lecture, opinion};
use domain::{AreaCode, Kind, Record};
use serde_json::Value as Json;

use super::{Figure, Value, figure};
use crate::source::{Period, Source, Visited, day_of, hull};

/// Forms with a course: their name, what they are called here, and what is said of those that are done.
const MATTERS: [(&Form, &str, &str); 3] = [
    (&opinion::FORM, "民意诉求", "办结率"),
    (&errand::FORM, "帮办代办", "办结率"),
    (&hazard::FORM, "隐患", "消除率"),
];

/// Fields of a lecture that are summed up.
const LECTURES: [(&str, &str, &str); 3] = [
    ("sessions", "场次", "场"),
    ("attendance", "人次", "人次"),
    ("leaflets", "资料份数", "份"),
];

/// What a period's work comes to.
pub(super) struct Work {
    visited: Visited,
    /// Done, of those recorded.
    matters: [(usize, usize); 3],
    lectures: [u64; 3],
}

impl Work {
    /// Of each of these periods; every record is read once.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub(super) fn of<E>(
        source: &dyn Source<E>,
        area: &AreaCode,
        periods: &[Period],
    ) -> Result<Vec<Self>, E> {
        let visited = source.visited(area, periods)?.into_iter();
        let mut works: Vec<Self> = visited.map(Self::begun).collect();
        source.each(&Kind::Matter, area, hull(periods), &mut |record, _| {
            let day = day_of(record);
            for ((from, to), work) in periods.iter().zip(&mut works) {
                if *from <= day && day <= *to {
                    work.add(record, *to);
                }
            }
        })?;
        Ok(works)
    }

    fn begun(visited: Visited) -> Self {
        Self {
            visited,
            matters: [(0, 0); 3],
            lectures: [0; 3],
        }
    }

    fn add(&mut self, record: &Record, end: NaiveDate) {
        let name = record.fields.text(FORM);
        let known = MATTERS.iter().zip(&mut self.matters);
        for ((form, ..), (done, all)) in known.filter(|((form, ..), _)| name == Some(form.name)) {
            *all += 1;
            *done += usize::from(is_done(form, record, end));
        }
        if name == Some(lecture::FORM.name) {
            for ((field, ..), sum) in LECTURES.iter().zip(&mut self.lectures) {
                *sum += record.fields.get(field).and_then(Json::as_u64).unwrap_or(0);
            }
        }
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        const VISITS: &str = "入户走访";
        let Visited { visits, met, homes } = self.visited;
        let mut figures = vec![
            figure(VISITS, "走访次数", "次", Value::count(visits)),
            figure(VISITS, "见到的户", "户", Value::count(met)),
            figure(VISITS, "覆盖率", "%", Value::Share(met, homes)),
        ];
        for ((_, group, rate), (done, all)) in MATTERS.iter().zip(self.matters) {
            figures.push(figure(group, "登记数", "件", Value::count(all)));
            figures.push(figure(group, rate, "%", Value::Share(done, all)));
        }
        for ((_, name, unit), sum) in LECTURES.iter().zip(self.lectures) {
            figures.push(figure("政策宣讲", name, unit, Value::Count(sum)));
        }
        figures
    }
}

/// Was it done at the end of the period?
fn is_done(form: &Form, record: &Record, end: NaiveDate) -> bool {
    let Some(course) = form.course else {
        return false;
    };
    let mut then = record.clone();
    then.steps.retain(|taken| local_day(taken.stamp.at) <= end);
    course.done.contains(&Progress::of(course, &then).state)
}
