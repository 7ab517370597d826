//! Who may open a care file, and from when until when: the members of its team who have an account, while its label lasts.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{PersonFile, TeamMember};
use crate::change::Fields;
use crate::ids::MemberId;
use crate::member::Role;

/// All of China keeps one time, UTC+8.
const OFFSET_HOURS: i64 = 8;

/// The moment at which a local day begins.
#[must_use]
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    midnight
        .checked_sub_signed(Duration::hours(OFFSET_HOURS))
        .unwrap_or(midnight)
}

/// While a label lasts: from its first moment to just before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first moment.
    pub from: DateTime<Utc>,
    /// The first moment after it; none while no end is known.
    pub until: Option<DateTime<Utc>>,
}

impl Span {
    /// The span of a file's label. The last day counts.
    #[must_use]
    pub fn of(file: &PersonFile) -> Self {
        Self {
            from: start_of(file.starts_on),
            until: file
                .ends_on
                .map(|day| start_of(day.succ_opt().unwrap_or(day))),
        }
    }

    /// Does the label last at this moment?
    #[must_use]
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// A member's place on a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat<'a> {
    /// Who.
    pub member: MemberId,
    /// What the file says about it.
    pub entry: &'a TeamMember,
}

impl PersonFile {
    /// The members of the team who have an account, each once.
    #[must_use]
    pub fn seats(&self) -> Vec<Seat<'_>> {
        let mut seats: Vec<Seat<'_>> = Vec::new();
        for entry in &self.team {
            if let Some(member) = entry.member
                && seats.iter().all(|seat| seat.member != member)
            {
                seats.push(Seat { member, entry });
            }
        }
        seats
    }

    /// The member's place on the team.
    #[must_use]
    pub fn seat_of(&self, member: MemberId) -> Option<Seat<'_>> {
        self.seats().into_iter().find(|seat| seat.member == member)
    }

    /// May this member open the file at this moment?
    #[must_use]
    pub fn is_open_to(&self, member: MemberId, at: DateTime<Utc>) -> bool {
        Span::of(self).holds(at) && self.seat_of(member).is_some()
    }
}

/// The fields that decide who sees a file, and for how long.
pub const DECIDING: [&str; 6] = [
    "team",
    "line",
    "basis",
    "organisation",
    "starts_on",
    "ends_on",
];

/// May a member of the team who has this role write this field? Who is on the team and how long the label lasts is decided by the
/// department, the village's cadre, or whoever made the file.
#[must_use]
pub fn may_edit(role: Role, is_maker: bool, field: &str) -> bool {
    !DECIDING.contains(&field) || is_maker || matches!(role, Role::Department | Role::VillageCadre)
}

/// May this member have the file on paper (一人一档)? Only whoever is on its team for the department whose line it is.
#[must_use]
pub fn may_print(file: &PersonFile, member: MemberId) -> bool {
    let own = Some(file.line.department());
    let mut team = file.team.iter();
    team.any(|entry| entry.member == Some(member) && entry.department == own)
}

/// May a member of this role be given a place on a team? Whoever keeps the system or its log is on none, and the county has its own.
#[must_use]
pub fn may_serve(role: Role) -> bool {
    match role {
        Role::Worker | Role::VillageCadre | Role::Department | Role::Supervisor => true,
        Role::County | Role::Auditor | Role::Admin | Role::Unknown => false,
    }
}

/// The field of a file that holds its team.
pub const TEAM: &str = "team";

/// The team in the fields of a file that is being filled in; nobody where it cannot be read.
#[must_use]
pub fn team_of(fields: &Fields) -> Vec<TeamMember> {
    let team = fields.get(TEAM);
    team.and_then(|team| Vec::deserialize(team).ok())
        .unwrap_or_default()
}

/// The team as it stands in the field.
#[must_use]
pub fn value_of(team: &[TeamMember]) -> Value {
    json!(team)
}

/// The team with another first entry for a role; without an entry that role is empty.
#[must_use]
pub fn with_entry(
    mut team: Vec<TeamMember>,
    role: &str,
    entry: Option<TeamMember>,
) -> Vec<TeamMember> {
    let place = team.iter().position(|known| known.role == role);
    match (place, entry) {
        (Some(place), Some(entry)) => {
            if let Some(known) = team.get_mut(place) {
                *known = entry;
            }
        }
        (Some(place), None) => {
            team.remove(place);
        }
        (None, Some(entry)) => team.push(entry),
        (None, None) => {}
    }
    team
}

/// The team with somebody in the place of a member who leaves, in every role that one had; none where the member has no place on it.
#[must_use]
pub fn taken_over(team: &[TeamMember], old: MemberId, new: MemberId) -> Option<Vec<TeamMember>> {
    let is_old = |entry: &TeamMember| entry.member == Some(old);
    let take = |entry: &TeamMember| TeamMember {
        member: if is_old(entry) {
            Some(new)
        } else {
            entry.member
        },
        ..entry.clone()
    };
    team.iter()
        .any(is_old)
        .then(|| team.iter().map(take).collect())
}
