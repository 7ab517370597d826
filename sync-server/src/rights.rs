//! What a member may see and write, from the grants that hold at a moment.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::circle::Holder;
use domain::scope::{may_write, standing_scopes, without_contained};
use domain::{AreaCode, Kind, Member, MemberId, Placing, Record, RecordId, Role, Scope};

use crate::error::Error;
use crate::storage::{FileGrantRow, GrantRow, View};

/// A member's grants, past and present, in this town.
#[derive(Debug, Clone)]
pub struct Rights {
    town: AreaCode,
    grants: Vec<GrantRow>,
    /// Rights to single files: the member's own, those of the unit, those of the villages' cadres.
    files: Vec<FileGrantRow>,
}

impl Rights {
    /// Reads a member's grants.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub fn of(view: &dyn View, member: MemberId) -> Result<Self, Error> {
        let grants = view.grants(member)?;
        let mut files = view.file_grants(&Holder::Member(member))?;
        let has_role = |role: Role| grants.iter().any(|grant| grant.role == role);
        if has_role(Role::Department)
            && let Some(unit) = unit_of(view, member)?
        {
            files.extend(view.file_grants(&Holder::Unit(unit))?);
        }
        if has_role(Role::VillageCadre) {
            files.extend(view.file_grants(&Holder::Cadres)?);
        }
        Ok(Self {
            town: view.town()?.code,
            grants,
            files,
        })
    }

    /// The scopes the member may see at this moment.
    #[must_use]
    pub fn scopes(&self, at: DateTime<Utc>) -> Vec<Scope> {
        let mut areas_by_role: BTreeMap<Role, Vec<AreaCode>> = BTreeMap::new();
        for grant in self.holding(at) {
            let areas = areas_by_role.entry(grant.role).or_default();
            areas.push(grant.area.clone());
        }
        let all = areas_by_role
            .iter()
            .flat_map(|(role, areas)| standing_scopes(*role, &self.town, areas));
        let files = self.files.iter().filter(|file| self.opens(file, at));
        let files = files.map(|file| Scope::of_file(file.class, file.area.clone(), file.file));
        without_contained(all.chain(files).collect())
    }

    /// May the member see all of this scope?
    #[must_use]
    pub fn may_see(&self, scope: &Scope, at: DateTime<Utc>) -> bool {
        self.scopes(at).iter().any(|held| held.contains(scope))
    }

    /// May the member see this record?
    #[must_use]
    pub fn may_see_record(&self, record: &Record, at: DateTime<Utc>) -> bool {
        let lies = Placing::of(record);
        self.scopes(at).iter().any(|held| held.holds(&lies))
    }

    /// Was the member in the circle of this file, and at work in the town, at one of these moments?
    #[must_use]
    pub fn is_in_circle(
        &self,
        file: RecordId,
        captured_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> bool {
        [captured_at, now].into_iter().any(|at| {
            let mut own = self.files.iter().filter(|grant| grant.file == file);
            own.any(|grant| self.opens(grant, at))
        })
    }

    /// The roles that the member has or had anywhere in the town, at one of these moments.
    #[must_use]
    pub fn roles_anywhere(&self, captured_at: DateTime<Utc>, now: DateTime<Utc>) -> Vec<Role> {
        let either = self.holding(captured_at).chain(self.holding(now));
        let mut roles: Vec<Role> = either.map(|grant| grant.role).collect();
        roles.sort();
        roles.dedup();
        roles
    }

    /// May the member write records of this kind there? A right that held when the change was captured is enough: what was
    /// recorded at the door stays worth keeping after a transfer.
    #[must_use]
    pub fn may_write(
        &self,
        kind: &Kind,
        area: &AreaCode,
        captured_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> bool {
        !self.roles(kind, area, captured_at, now).is_empty()
    }

    /// The roles in which the member may begin records of this kind there, as [`Rights::may_write`] counts them.
    #[must_use]
    pub fn roles(
        &self,
        kind: &Kind,
        area: &AreaCode,
        captured_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Vec<Role> {
        self.grants
            .iter()
            .filter(|grant| holds(grant, captured_at) || holds(grant, now))
            .filter(|grant| grant.area.contains(area) && role_may_write(grant.role, kind))
            .map(|grant| grant.role)
            .collect()
    }

    /// The roles in which the member may go on with this record. Whoever is in its circle may in every own role; a department may with
    /// nothing else, wherever its area is.
    #[must_use]
    pub fn roles_on(
        &self,
        record: &Record,
        captured_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Vec<Role> {
        if self.is_in_circle(record.id, captured_at, now) {
            let all = self.roles_anywhere(captured_at, now);
            let may = |role: &Role| role_may_write(*role, &record.kind);
            return all.into_iter().filter(may).collect();
        }
        let mut roles = self.roles(&record.kind, &record.area, captured_at, now);
        roles.retain(|role| *role != Role::Department);
        roles
    }

    /// The member's first role and all areas at this moment, as an enrolment tells them.
    #[must_use]
    pub fn role_and_areas(&self, at: DateTime<Utc>) -> Option<(Role, Vec<AreaCode>)> {
        let role = self.holding(at).next()?.role;
        let mut areas: Vec<AreaCode> = self
            .holding(at)
            .filter(|grant| grant.role == role)
            .map(|grant| grant.area.clone())
            .collect();
        areas.sort();
        areas.dedup();
        Some((role, areas))
    }

    fn holding(&self, at: DateTime<Utc>) -> impl Iterator<Item = &GrantRow> {
        self.grants.iter().filter(move |grant| holds(grant, at))
    }

    /// Who has no right in the town any more opens no file either, whatever it says; a unit's files are its department's, a village's
    /// those of its cadres.
    fn opens(&self, file: &FileGrantRow, at: DateTime<Utc>) -> bool {
        let is_open = file.from_at <= at && file.to_at.is_none_or(|to| at < to);
        is_open
            && self.holding(at).any(|grant| match file.holder {
                Holder::Member(_) => true,
                Holder::Unit(_) => grant.role == Role::Department,
                Holder::Cadres => {
                    grant.role == Role::VillageCadre && grant.area.contains(&file.area)
                }
            })
    }
}

/// The unit by whose name things are assigned to a department's member.
fn unit_of(view: &dyn View, member: MemberId) -> Result<Option<String>, Error> {
    let record = view.record(member.into())?;
    let member = record.and_then(|record| Member::from_fields(&record.fields));
    let unit = member.and_then(|member| member.unit);
    Ok(unit
        .map(|unit| unit.trim().to_owned())
        .filter(|unit| !unit.is_empty()))
}

fn holds(grant: &GrantRow, at: DateTime<Utc>) -> bool {
    grant.from_at <= at && grant.to_at.is_none_or(|to| at < to)
}

/// A kind of a newer version is taken from anybody who may write anything there.
fn role_may_write(role: Role, kind: &Kind) -> bool {
    match kind {
        Kind::Other(_) => Kind::known().any(|known| may_write(role, &known)),
        known => may_write(role, known),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    fn code(text: &str) -> AreaCode {
        AreaCode::new(text).unwrap()
    }

    fn rights(to_at: Option<DateTime<Utc>>, from_at: DateTime<Utc>) -> Rights {
        let member = MemberId::from_slice(&[1; 16]).unwrap();
        Rights {
            town: code("620602108"),
            grants: vec![GrantRow {
                member,
                role: Role::Worker,
                area: code("620602108003001"),
                from_at,
                to_at,
            }],
            files: Vec::new(),
        }
    }

    #[test]
    fn what_was_captured_while_the_right_held_is_still_taken_after_it_ended() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let ended = now - Duration::days(2);
        let rights = rights(Some(ended), now - Duration::days(100));
        let area = code("620602108003001");
        let may = |captured| rights.may_write(&Kind::Visit, &area, captured, now);
        assert!(may(now - Duration::days(3)));
        assert!(!may(now - Duration::days(1)));
        assert!(rights.scopes(now).is_empty());
    }

    #[test]
    fn a_worker_writes_in_the_own_grid_only_and_also_unknown_kinds() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let rights = rights(None, now - Duration::days(1));
        let may = |kind: &Kind, area: &str| rights.may_write(kind, &code(area), now, now);
        assert!(may(&Kind::Visit, "620602108003001"));
        assert!(!may(&Kind::Visit, "620602108003002"));
        assert!(!may(&Kind::Area, "620602108003001"));
        assert!(may(&Kind::Other("drone".into()), "620602108003001"));
        assert!(!may(&Kind::Other("drone".into()), "620602108004001"));
    }
}
