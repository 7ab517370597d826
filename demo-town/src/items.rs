//! Hazards, opinions, errands, lectures, tasks and notices of a year, each walked some way along its course; and how often which
//! household is visited, and what it needs in an evacuation.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::area::AreaCode;
use domain::change::{Fields, Step};
use domain::course::{Course, Progress, Row, Whose};
use domain::dispute::limits::local_day;
use domain::form::{Ask, FORM, Form, HAPPENED_AT, HOUSEHOLD, Value, is_shown};
use domain::household::{EvacuationNeed, VisitClass};
use domain::ids::{MemberId, RecordId};
use domain::member::Role;
use domain::record::{Record, Stamp, StepTaken};
use domain::{Kind, forms};
use serde_json::json;

use crate::calendar;
use crate::chance::{Chance, Part};
use crate::homes::Home;
use crate::item_words::{self, Words};
use crate::scale::Sizes;
use crate::staff::Staff;

/// A record of a form with its steps.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemMade {
    /// The record's id; its time is when it was saved.
    pub id: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Where it belongs.
    pub area: AreaCode,
    /// Who recorded it.
    pub author: MemberId,
    /// The answers, with the form's name.
    pub fields: Fields,
    /// Its steps: when, who, what.
    pub steps: Vec<(DateTime<Utc>, MemberId, Step)>,
}

/// Tells households how often they are visited and what they need. Their other content stays as it was.
pub(crate) fn care_for(homes: &mut [Home], seed: u64) {
    let mut chance = Chance::new(seed, Part::Needs);
    for home in homes {
        let household = &mut home.household;
        let class = chance.weighted(
            &[
                (VisitClass::General, 820),
                (VisitClass::Hardship, 60),
                (VisitClass::EmptyNest, 70),
                (VisitClass::Migrant, 30),
            ],
            VisitClass::Care,
        );
        household.visit_class = (class != VisitClass::General).then_some(class);
        let likely = if class == VisitClass::General {
            15
        } else {
            200
        };
        household.evacuation_needs = EvacuationNeed::ALL
            .iter()
            .copied()
            .filter(|_| chance.in_1000(likely))
            .collect();
    }
}

/// All of them, in the order in which they were saved.
pub(crate) fn make(
    sizes: &Sizes,
    homes: &[Home],
    staff: &Staff,
    town: &AreaCode,
    made: (u64, NaiveDate),
) -> Vec<ItemMade> {
    let (seed, today) = made;
    let mut maker = Maker {
        chance: Chance::new(seed, Part::Items),
        staff,
        today,
    };
    let mut items = Vec::new();
    for (words, share) in item_words::FORMS {
        let count = (sizes.items * share / 1000).max(2);
        items.extend((0..count).filter_map(|n| maker.item(words, homes, n)));
    }
    items.extend((0..item_words::NOTICES.len()).filter_map(|n| maker.notice(town, n)));
    items.sort_by_key(|made| made.id);
    items
}

struct Maker<'a> {
    chance: Chance,
    staff: &'a Staff,
    today: NaiveDate,
}

/// Who takes part.
#[derive(Clone, Copy)]
struct People {
    worker: MemberId,
    office: MemberId,
}

impl Maker<'_> {
    /// The first of a form are recent and at the demo worker's doors; the others are spread over the year and mostly ended.
    fn item(&mut self, words: &Words, homes: &[Home], n: usize) -> Option<ItemMade> {
        let form = forms::named(words.form)?;
        let is_recent = n < RECENT;
        let home = if is_recent {
            homes
                .iter()
                .filter(|home| home.author == self.staff.first_worker())
                .nth(7 * n + 3)?
        } else {
            homes.get(self.chance.below(homes.len()))?
        };
        let days = if is_recent {
            1 + n
        } else {
            6 + self.chance.below(330)
        };
        let day = calendar::days_before(self.today, u64::try_from(days).unwrap_or(1));
        let at = calendar::at(day, self.chance.between(500, 1_000), 0);
        let people = People {
            worker: home.author,
            office: self.staff.supervisor,
        };
        let is_offices = !form.by.contains(&Role::Worker);
        let author = if is_offices {
            people.office
        } else {
            people.worker
        };
        let mut fields = self.answers(form.questions, people, Some(words), at);
        fields.0.insert(FORM.to_owned(), json!(form.name));
        fields
            .0
            .insert(HAPPENED_AT.to_owned(), json!(at.timestamp_millis()));
        if !is_offices && form.course.is_some() {
            fields.0.insert(HOUSEHOLD.to_owned(), json!(home.id));
            for name in ["person", "applicant"] {
                if form.question(name).is_some() {
                    fields.0.insert(name.to_owned(), json!(home.household.head));
                }
            }
        }
        let mut item = ItemMade {
            id: RecordId(self.chance.id(at)),
            kind: form.kind.clone(),
            area: home.area.clone(),
            author,
            fields,
            steps: Vec::new(),
        };
        let goal = if is_recent { n } else { MOST_STEPS };
        self.walk(form, &mut item, people, goal);
        Some(item)
    }

    fn notice(&mut self, town: &AreaCode, n: usize) -> Option<ItemMade> {
        let (sort, heading, body) = item_words::NOTICES.get(n)?;
        let day = calendar::days_before(self.today, u64::try_from(3 + 9 * n).unwrap_or(3));
        let at = calendar::at(day, self.chance.between(500, 1_000), 0);
        Some(ItemMade {
            id: RecordId(self.chance.id(at)),
            kind: Kind::Notice,
            area: town.clone(),
            author: self.staff.supervisor,
            fields: Fields::of(&json!({
                FORM: forms::notice::FORM.name, "notice_sort": sort, "heading": heading, "body": body,
            })),
            steps: Vec::new(),
        })
    }

    /// Takes steps that lead on, as the course's own table allows them, until nothing is left to do or the goal is reached.
    fn walk(&mut self, form: &Form, item: &mut ItemMade, people: People, goal: usize) {
        let Some(course) = form.course else { return };
        let Some(mut at) = crate::changes::made_at(item.id) else {
            return;
        };
        let mut record = begun(item, at);
        for _ in 0..goal {
            let progress = Progress::of(course, &record);
            let Some(row) = self.next(course, progress.state) else {
                return;
            };
            let by = taker(row, &progress, people);
            // The next day, in the hours in which people work.
            let day = local_day(at).succ_opt().unwrap_or(self.today);
            at = calendar::at(day, self.chance.between(500, 1_000), 0);
            if local_day(at) >= self.today {
                return;
            }
            let step = Step {
                name: row.step.to_owned(),
                fields: self.answers(row.asks, people, None, at),
            };
            item.steps.push((at, by, step.clone()));
            record.steps.push(StepTaken {
                step,
                seen: None,
                stamp: Stamp { seq: None, by, at },
            });
        }
    }

    fn next(&mut self, course: &'static Course, state: &str) -> Option<&'static Row> {
        let leads_on = |row: &&Row| {
            row.from.contains(&state)
                && !matches!(row.step, "return" | "reopen" | "cancel" | "progress")
        };
        let rows: Vec<&'static Row> = course.rows.iter().filter(leads_on).collect();
        rows.get(self.chance.below(rows.len())).copied()
    }

    fn answers(
        &mut self,
        questions: &[domain::form::Question],
        people: People,
        words: Option<&Words>,
        at: DateTime<Utc>,
    ) -> Fields {
        let mut fields = Fields::default();
        let said = words.map(|words| *self.chance.pick(&words.said.iter().collect::<Vec<_>>()));
        if let Some((code, place, text)) = said {
            let words = words.map_or("", |words| words.list);
            fields.0.insert(words.to_owned(), json!(code));
            fields.0.insert("place".to_owned(), json!(place));
            fields.0.insert("said".to_owned(), json!(text));
        }
        for question in questions {
            if !is_shown(question, &fields) || fields.get(question.field).is_some() {
                continue;
            }
            if let Some(value) = self.answer(question.field, question.ask, people, (&fields, at)) {
                fields.0.insert(question.field.to_owned(), value);
            }
        }
        fields
            .0
            .retain(|field, _| questions.iter().any(|question| question.field == *field));
        fields
    }

    fn answer(
        &mut self,
        field: &str,
        ask: Ask,
        people: People,
        (so_far, at): (&Fields, DateTime<Utc>),
    ) -> Option<Value> {
        let in_days = |days: i64| json!(local_day(at + Duration::days(days)).to_string());
        Some(match ask {
            // Most go well: the first of a list is the good or common end.
            Ask::One(list) => {
                let place = if self.chance.in_1000(650) {
                    0
                } else {
                    self.chance.below(list.items.len())
                };
                json!(list.items.get(place).map(|(code, _)| *code))
            }
            Ask::Unit => json!(*self.chance.pick(forms::UNITS)),
            Ask::Day => in_days(self.chance.between(3, 9)),
            Ask::Member => json!(people.worker),
            Ask::Count(least, _) => json!(i64::from(least) + self.chance.between(1, 40)),
            Ask::Text(_) | Ask::Line(_) => match so_far.get("said") {
                Some(text) => text.clone(),
                None => json!(*self.chance.pick(item_words::DONE)),
            },
            Ask::Name | Ask::Phone | Ask::Many(_) | Ask::Moment | Ask::Tick | Ask::Attachments => {
                return None;
            }
        })
        .filter(|_| field != "remarks")
    }
}

const RECENT: usize = 4;
const MOST_STEPS: usize = 9;

fn begun(item: &ItemMade, at: DateTime<Utc>) -> Record {
    Record {
        id: item.id,
        kind: item.kind.clone(),
        area: item.area.clone(),
        seq: domain::Seq::default(),
        made: Stamp {
            seq: None,
            by: item.author,
            at,
        },
        fields: item.fields.clone(),
        edited: std::collections::BTreeMap::new(),
        contested: std::collections::BTreeMap::new(),
        versions: Vec::new(),
        steps: Vec::new(),
        voided: None,
    }
}

/// The worker does what a worker may; the office the rest, and whatever wants a second person.
fn taker(row: &Row, progress: &Progress, people: People) -> MemberId {
    let is_workers = row.by.contains(&Role::Worker) && row.whose != Whose::SecondPersons;
    let is_others = progress.owner.is_some_and(|owner| owner != people.worker);
    if is_workers && !(row.whose == Whose::Owners && is_others) {
        people.worker
    } else {
        people.office
    }
}
