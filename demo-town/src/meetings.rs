//! The weekly meetings on disputes of the last two months, and what they decided.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc, Weekday};
use domain::area::AreaCode;
use domain::change::{Fields, Step};
use domain::dispute::limits::local_day;
use domain::form::{ABOUT, FORM, HAPPENED_AT, MEETING};
use domain::forms::{meeting, task};
use domain::ids::RecordId;
use domain::{Kind, course};
use serde_json::json;

use crate::calendar;
use crate::chance::{Chance, Part};
use crate::disputes::DisputeMade;
use crate::items::ItemMade;
use crate::staff::Staff;

const WEEKS: u64 = 8;
/// Decisions of one meeting about disputes, at the most.
const DECISIONS: usize = 2;

const ATTENDEES: &str = "综治中心、司法所、派出所、各村村干部";
/// What is decided about a dispute.
const DECIDED: &[&str] = &[
    "网格员和村干部本周上门两次,把两家约到村委会谈一次",
    "请司法所派人到场,把各自的说法和凭据记清楚",
    "先稳住情绪,有动手的苗头马上报告",
    "把界址当面量一次,结果写下来两家签字",
];
/// What is decided about no single one.
const FOR_ALL: &[&str] = &[
    "逐户提醒取暖用火用电安全,查出来的当天报",
    "摸一遍外出务工人员返乡的日子和工钱结清没有",
];
const DONE: &str = "已照会上说的办了,两家都在场";

/// Meetings and decisions, in the order in which they were saved.
pub(crate) fn make(
    disputes: &[DisputeMade],
    staff: &Staff,
    town: &AreaCode,
    (seed, today): (u64, NaiveDate),
) -> Vec<ItemMade> {
    let mut chance = Chance::new(seed, Part::Meetings);
    let chair = staff.member(staff.supervisor);
    let chair = chair.map_or("", |(_, member)| member.name.as_str());
    let mut made = Vec::new();
    for weeks in (1..=WEEKS).rev() {
        let friday = calendar::days_before(today, weeks * 7)
            .week(Weekday::Mon)
            .first_day()
            + chrono::Days::new(4);
        let at = calendar::at(friday, chance.between(540, 620), 0);
        let held = ItemMade {
            id: RecordId(chance.id(at)),
            kind: Kind::Matter,
            area: town.clone(),
            author: staff.supervisor,
            fields: Fields::of(&json!({
                FORM: meeting::FORM.name, "meeting_sort": "week", HAPPENED_AT: at.timestamp_millis(),
                meeting::PERIOD_FROM: friday.week(Weekday::Mon).first_day(), "chair": chair,
                "attendees": ATTENDEES,
            })),
            steps: Vec::new(),
        };
        let week = friday.iso_week();
        let new = disputes.iter().filter(|made| {
            let day = local_day(made.dispute.happened_at);
            day.iso_week() == week && day <= friday && made.dispute.is_sensitive != Some(true)
        });
        let mut tasks: Vec<ItemMade> = new
            .take(DECISIONS)
            .map(|about| decision(&mut chance, &held, Some(about), (staff, at)))
            .collect();
        if tasks.is_empty() || chance.in_1000(400) {
            tasks.push(decision(&mut chance, &held, None, (staff, at)));
        }
        for mut task in tasks {
            carry_out(&mut task, staff, (at, today));
            made.push(task);
        }
        made.push(held);
    }
    made
}

fn decision(
    chance: &mut Chance,
    held: &ItemMade,
    about: Option<&DisputeMade>,
    (staff, at): (&Staff, DateTime<Utc>),
) -> ItemMade {
    let owner = about.map_or_else(|| staff.first_worker(), |about| about.author);
    let at = at + chrono::Duration::minutes(chance.between(10, 50));
    let heading = match about {
        Some(about) => format!("周研判 · {}", about.dispute.between()),
        None => "周研判".to_owned(),
    };
    let text = chance.pick(if about.is_some() { DECIDED } else { FOR_ALL });
    let mut fields = Fields::of(&json!({
        FORM: task::FORM.name, "heading": heading, "task_sort": "decision", "content": text, course::OWNER: owner,
        course::DEADLINE: local_day(at) + chrono::Days::new(7), MEETING: held.id,
    }));
    if let Some(about) = about {
        fields.0.insert(ABOUT.to_owned(), json!(about.id));
    }
    let works = staff.member(owner);
    let area = works.map_or_else(|| held.area.clone(), |(area, _)| area.clone());
    ItemMade {
        id: RecordId(chance.id(at)),
        kind: Kind::Task,
        area,
        author: staff.supervisor,
        fields,
        steps: Vec::new(),
    }
}

/// Taken on the next day, done and confirmed within the week.
fn carry_out(task: &mut ItemMade, staff: &Staff, (at, today): (DateTime<Utc>, NaiveDate)) {
    let owner = task.fields.text(course::OWNER);
    let Some(owner) = owner.and_then(|id| id.parse().ok()) else {
        return;
    };
    let steps = [
        (1, owner, "take", json!({})),
        (3, owner, "finish", json!({"text": DONE})),
        (4, staff.supervisor, "confirm", json!({})),
    ];
    for (days, by, name, fields) in steps {
        let at = calendar::at(local_day(at) + chrono::Days::new(days), 600, 0);
        if local_day(at) >= today {
            return;
        }
        let step = Step {
            name: name.to_owned(),
            fields: Fields::of(&fields),
        };
        task.steps.push((at, by, step));
    }
}
