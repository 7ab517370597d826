//! 研判: what a weekly or monthly meeting looks at: the disputes that press, what comes up again, and what the meeting decided so far.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{AreaCode, RecordId};
use ledger::agenda::{self, Agenda, Repeat};
pub use ledger::agenda::{DEFINITIONS, Why};
use ledger::source::{Source as _, Wanted};
use ledger::statistics::{self, Case};
use serde::{Deserialize, Serialize};

use super::Run;
use super::disputes::{DisputeRow, Rows};
use super::ledgers::Stored;
use super::meetings::{Decided, DecisionRow, MeetingRow, MeetingSort, meetings, place};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::{disputes, records};

/// A dispute on the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicRow {
    /// The dispute, as in its list.
    pub dispute: DisputeRow,
    /// Why it is on the list, what presses most first.
    pub whys: Vec<Why>,
    /// What this meeting decided about it.
    pub decisions: Vec<DecisionRow>,
}

/// A party or a place that comes up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatRow {
    /// The name or the place.
    pub what: String,
    /// Is it a place?
    pub is_place: bool,
    /// The disputes: between whom.
    pub disputes: Vec<(RecordId, String)>,
}

/// What a meeting has before it, and what it decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The village whose meeting it is; none for the town.
    pub village: Option<String>,
    /// The first day of the period.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// The figures of the period, by name.
    pub figures: Vec<(String, u64)>,
    /// The disputes, what presses most first.
    pub topics: Vec<TopicRow>,
    /// What comes up again.
    pub repeats: Vec<RepeatRow>,
    /// What was decided and is about none of the disputes on the list.
    pub others: Vec<DecisionRow>,
    /// The meeting on this period, once there is one.
    pub meeting: Option<MeetingRow>,
    /// All meetings of this sort, the latest first.
    pub meetings: Vec<MeetingRow>,
}

/// Opens what a meeting has before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenReview {
    /// Which meeting.
    pub sort: MeetingSort,
    /// Any day of the period.
    pub day: NaiveDate,
    /// Of which village, as [`BeginMeeting`](super::BeginMeeting) takes it.
    pub area: Option<AreaCode>,
}
command!(OpenReview -> Review);

impl Run for OpenReview {
    fn run(self, cx: &mut Context<'_>) -> Result<Review, Error> {
        let (from, to) = self.sort.period(self.day);
        let source = Stored::of(cx)?;
        let area = place(cx, self.area.as_ref())?;
        let wanted = Wanted {
            area: area.clone(),
            from,
            to,
            is_unentered: false,
        };
        let cases = statistics::cases(&source, &wanted)?;
        let limits = disputes::limits(cx.db())?;
        // A period that is not over yet is looked at as it stands today.
        let end = to.min(cx.today()).max(from);
        let agenda = agenda::agenda(&cases, (from, end), &limits);
        let decided = Decided::of(cx, &source)?;
        let meetings = meetings(&source, (self.sort, &area), &decided)?;
        let meeting = meetings.iter().find(|row| row.from == from).cloned();
        // Two PCs of the office that did not know of each other may each have begun one: their decisions stand together.
        let own = meetings.iter().filter(|row| row.from == from);
        let own: Vec<RecordId> = own.map(|row| row.id).collect();
        let topics = topics(cx, &agenda, &decided, &own)?;
        let listed = |about: Option<RecordId>| {
            about.is_some_and(|id| topics.iter().any(|topic| topic.dispute.id == id))
        };
        let others =
            decided.rows(|decision| own.contains(&decision.meeting) && !listed(decision.about));
        Ok(Review {
            village: (area != cx.profile.town).then(|| source.names().area(&area).to_owned()),
            from,
            to,
            figures: figures(&agenda),
            repeats: repeats(&agenda, &cases),
            others,
            topics,
            meeting,
            meetings,
        })
    }
}

fn figures(agenda: &Agenda) -> Vec<(String, u64)> {
    let counts = &agenda.counts;
    let risky = agenda.topics.iter();
    let risky = risky
        .filter(|topic| topic.whys.contains(&Why::Risky))
        .count();
    let named = [
        ("found", counts.found),
        ("accepted", counts.accepted),
        ("settled", counts.settled),
        ("open", counts.not_due + counts.overdue),
        ("overdue", counts.overdue),
        ("risky", risky),
    ];
    let figure =
        |(name, count): (&str, usize)| (name.to_owned(), u64::try_from(count).unwrap_or(u64::MAX));
    named.into_iter().map(figure).collect()
}

fn topics(
    cx: &Context<'_>,
    agenda: &Agenda,
    decided: &Decided,
    own: &[RecordId],
) -> Result<Vec<TopicRow>, Error> {
    let rows = Rows::new(cx)?;
    let mut topics = Vec::with_capacity(agenda.topics.len());
    for topic in &agenda.topics {
        let id = topic.dispute;
        let Some(viewed) = records::view(cx.db(), id)? else {
            continue;
        };
        if let Some((dispute, _)) = rows.listed(&viewed)? {
            topics.push(TopicRow {
                dispute,
                whys: topic.whys.clone(),
                decisions: decided.rows(|one| own.contains(&one.meeting) && one.about == Some(id)),
            });
        }
    }
    Ok(topics)
}

/// Between whom they are is in the cases already; a sensitive one is never among them.
fn repeats(agenda: &Agenda, cases: &[Case]) -> Vec<RepeatRow> {
    let by_id: HashMap<RecordId, &Case> = cases.iter().map(|case| (case.record.id, case)).collect();
    let between = |id: &RecordId| Some((*id, by_id.get(id)?.dispute.between_in_lists()));
    let row = |repeat: &Repeat| RepeatRow {
        what: repeat.what.clone(),
        is_place: repeat.is_place,
        disputes: repeat.disputes.iter().filter_map(between).collect(),
    };
    agenda.repeats.iter().map(row).collect()
}
