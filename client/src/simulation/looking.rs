//! Looking into a simulated phone: its own changes, its records and its cursors, as they are committed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ChangeId, Kind, OpeningId, Record, RecordId, Scope, Seq};
use protocol::{Digest, Status};

use super::Phone;
use crate::error::Error;
use crate::event::SyncLight;
use crate::store::changes::State;
use crate::store::cursors::{self, Place};
use crate::store::{care, meta, records, tally};

/// How far an own change has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// In the outbox.
    Waiting,
    /// The server said that it has it.
    Received,
    /// And it is part of the confirmed record.
    Folded,
    /// Set aside, needs a hand.
    Quarantined,
    /// A later save took its place.
    Replaced,
}

/// An own change on this phone.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnChange {
    /// Which.
    pub id: ChangeId,
    /// Of which record.
    pub record: RecordId,
    /// How far it has come.
    pub fate: Fate,
    /// What the server said last.
    pub outcome: Option<Status>,
}

/// How far the bytes of a photo of this phone have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Not received yet, as far as is known.
    Waiting,
    /// The server said that it has them.
    Received,
    /// The server will not take them.
    Refused,
}

/// A record on this phone.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// As shown.
    pub shown: Record,
    /// As the server's present history has it; none while it waits, or while that is not known.
    pub confirmed: Option<Record>,
    /// Of an earlier history of the server, shown until the present one has come.
    pub is_stale: bool,
}

/// Where a scope stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Its image is being fetched.
    Image,
    /// Everything up to this is here.
    Tail(Seq),
}

impl Phone {
    /// The own changes counted after this number, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn own_changes(&self, after: u64) -> Result<Vec<OwnChange>, Error> {
        let db = self.store()?.db();
        let mut statement = db.prepare_cached(
            "SELECT id, record, state, outcome FROM change WHERE device_seq > ?1 ORDER BY device_seq",
        )?;
        let mut rows = statement.query([i64::try_from(after).unwrap_or(i64::MAX)])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            let id: Vec<u8> = row.get(0)?;
            let outcome: String = row.get(3)?;
            changes.push(OwnChange {
                id: ChangeId::from_slice(&id).ok_or(Error::NotFound)?,
                record: records::id_at(row, 1)?,
                fate: fate(State::from_name(&row.get::<_, String>(2)?)),
                outcome: serde_json::from_str(&outcome).ok(),
            });
        }
        Ok(changes)
    }

    /// Every look into a care file that was noted here, and whether the server has been told.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn openings(&self) -> Result<Vec<(OpeningId, bool)>, Error> {
        crate::store::openings::all(self.store()?.db())
    }

    /// The highest count given.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn last_count(&self) -> Result<u64, Error> {
        crate::store::changes::last_device_seq(self.store()?.db())
    }

    /// A record; none of a care file while those are closed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn record(&self, id: RecordId) -> Result<Option<Held>, Error> {
        let (db, own) = (self.store()?.db(), self.store()?.own());
        let found = match care::is_closed(db, &own, id)? {
            true => None,
            false => match records::view(db, id)? {
                Some(viewed) => Some(viewed),
                None => care::view(db, &own, id)?,
            },
        };
        let Some(viewed) = found else {
            return Ok(None);
        };
        let confirmed = records::confirmed(db, &own, id)?;
        let is_stale = confirmed.is_none() && records::known(db, &own, id)?.is_some();
        Ok(Some(Held {
            shown: viewed.record,
            confirmed,
            is_stale,
        }))
    }

    /// All records, in order of their ids.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn records(&self) -> Result<Vec<Held>, Error> {
        let db = self.store()?.db();
        let mut statement = db.prepare_cached("SELECT id FROM record ORDER BY id")?;
        let ids: Vec<RecordId> = statement
            .query_map([], |row| records::id_at(row, 0))?
            .collect::<Result<_, _>>()?;
        let mut held = Vec::with_capacity(ids.len());
        for id in ids {
            held.extend(self.record(id)?);
        }
        Ok(held)
    }

    /// The records of a kind that are shown here, in order of their ids.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn ids(&self, kind: &Kind) -> Result<Vec<RecordId>, Error> {
        let db = self.store()?.db();
        let mut statement =
            db.prepare_cached("SELECT id FROM record WHERE kind = ?1 ORDER BY id")?;
        let ids = statement.query_map([kind.as_str()], |row| records::id_at(row, 0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The place in the order up to which each record of the present history is confirmed here.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn confirmed(&self) -> Result<BTreeMap<RecordId, Seq>, Error> {
        let db = self.store()?.db();
        let mut statement =
            db.prepare_cached("SELECT id, seq FROM record WHERE confirmed <> '' AND seq >= 0")?;
        let rows = statement.query_map([], |row| {
            let seq: i64 = row.get(1)?;
            Ok((records::id_at(row, 0)?, Seq(seq.unsigned_abs())))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Where every scope stands that this phone holds.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn cursors(&self) -> Result<BTreeMap<Scope, Reached>, Error> {
        let places = cursors::all(self.store()?.db())?.into_iter();
        let reached = |place| match place {
            Place::Image { .. } => Reached::Image,
            Place::Tail(seq) => Reached::Tail(seq),
        };
        Ok(places
            .map(|(scope, place)| (scope, reached(place)))
            .collect())
    }

    /// The server's history that this phone knows of.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn epoch(&self) -> Result<String, Error> {
        Ok(meta::get(self.store()?.db(), meta::EPOCH)?.unwrap_or_default())
    }

    /// Changes of others that did not fit their record.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unfolded(&self) -> Result<i64, Error> {
        Ok(meta::number(self.store()?.db(), meta::UNFOLDED)?.unwrap_or(0))
    }

    /// Records that were ever put right because this phone held others than the server said.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mended(&self) -> Result<i64, Error> {
        Ok(meta::number(self.store()?.db(), meta::MENDED)?.unwrap_or(0))
    }

    /// The bytes that were made here and named by a change, by their hash.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn uploads(&self) -> Result<Vec<(String, Sent)>, Error> {
        let db = self.store()?.db();
        let mut statement = db.prepare_cached("SELECT hash, state FROM upload ORDER BY hash")?;
        let rows = statement.query_map([], |row| {
            let sent = match row.get::<_, String>(1)?.as_str() {
                "received" => Sent::Received,
                "refused" => Sent::Refused,
                _ => Sent::Waiting,
            };
            Ok((row.get(0)?, sent))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The hashes of all bytes that are here whole.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn bytes_here(&self) -> Result<BTreeSet<String>, Error> {
        self.hashes(
            "SELECT hash FROM blob UNION SELECT hash FROM fetched WHERE part = 'whole' AND state = 'here'",
        )
    }

    /// The hashes of the bytes that a screen waits for.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn bytes_wanted(&self) -> Result<BTreeSet<String>, Error> {
        self.hashes("SELECT hash FROM fetched WHERE part = 'whole' AND state = 'wanted'")
    }

    fn hashes(&self, sql: &str) -> Result<BTreeSet<String>, Error> {
        let mut statement = self.store()?.db().prepare_cached(sql)?;
        let hashes = statement.query_map([], |row| row.get(0))?;
        Ok(hashes.collect::<Result<_, _>>()?)
    }

    /// Is what was kept up of the records what they are?
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_tally_right(&self) -> Result<bool, Error> {
        let db = self.store()?.db();
        let mut counted = Digest::default();
        for part in tally::in_parts(db)? {
            counted.join(part);
        }
        Ok(tally::kept(db)?.is_none_or(|kept| kept == counted))
    }

    /// Loses some confirmed records on which no own change lies, as a fault of the storage would; how many were there to lose.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn lose_records(&mut self, most: u64) -> Result<u64, Error> {
        let db = self.store()?.db();
        let lost = db.execute(
            "DELETE FROM record WHERE row IN (
                 SELECT row FROM record WHERE seq > 0 AND state = 'received' AND shown = ''
                     AND kind IN ('household', 'resident', 'visit') LIMIT ?1)",
            [i64::try_from(most).unwrap_or(i64::MAX)],
        )?;
        Ok(u64::try_from(lost).unwrap_or_default())
    }

    /// The header's light.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn light(&self) -> Result<SyncLight, Error> {
        self.engine.light(self.store()?)
    }
}

fn fate(state: State) -> Fate {
    match state {
        State::Waiting => Fate::Waiting,
        State::Received => Fate::Received,
        State::Folded => Fate::Folded,
        State::Quarantined => Fate::Quarantined,
        State::Replaced => Fate::Replaced,
    }
}
