//! Taking steps of cases: appended to the outbox and shown at once, in one durable transaction.

use chrono::{DateTime, Utc};
use domain::change::Step;
use domain::{Act, AreaCode, ChangeId, Kind, Placing, Record, RecordId, Seq};
use rusqlite::Connection;

use crate::context::Context;
use crate::error::Error;
use crate::store::changes::{self, NewChange};
use crate::store::{Own, cursors, records, step_drafts};
use crate::sync::Why;

/// Steps with what they need of the context, taken before the transaction begins.
pub(crate) struct Taking {
    kind: Kind,
    steps: Vec<(ChangeId, Step)>,
    captured_at: DateTime<Utc>,
    base: Option<Seq>,
    own: Own,
}

impl Taking {
    /// Steps of a record that is here, or of one that is being made.
    pub(crate) fn prepare(
        cx: &Context<'_>,
        kind: Kind,
        steps: Vec<Step>,
        record: Option<&Record>,
    ) -> Result<Self, Error> {
        let steps = steps
            .into_iter()
            .map(|step| Ok((ChangeId(cx.new_id()?), step)))
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            kind,
            steps,
            captured_at: cx.phone_now(),
            base: match record {
                Some(record) => base(cx, record)?,
                None => None,
            },
            own: cx.store.own(),
        })
    }

    /// Writes them.
    pub(crate) fn write(
        self,
        tx: &Connection,
        record: RecordId,
        area: &AreaCode,
    ) -> Result<(), Error> {
        if self.steps.is_empty() {
            return Ok(());
        }
        for (id, step) in self.steps {
            changes::append(
                tx,
                NewChange {
                    id,
                    record,
                    kind: self.kind.clone(),
                    area: area.clone(),
                    captured_at: self.captured_at,
                    base: self.base,
                    act: Act::Step(step),
                },
            )?;
        }
        records::refresh(tx, &self.own, record)
    }
}

/// Takes a step of each of these records, and its draft is gone with it; all of them are durable when this returns, or none.
pub(crate) fn take(cx: &mut Context<'_>, taken: Vec<(Record, Step)>) -> Result<(), Error> {
    let mut prepared = Vec::with_capacity(taken.len());
    for (record, step) in taken {
        let name = step.name.clone();
        let taking = Taking::prepare(cx, record.kind.clone(), vec![step], Some(&record))?;
        cx.changed.insert(record.kind.clone());
        prepared.push((record, name, taking));
    }
    let tx = cx.store.begin()?;
    for (record, name, taking) in prepared {
        taking.write(&tx, record.id, &record.area)?;
        step_drafts::remove(&tx, record.id, &name)?;
    }
    tx.commit()?;
    cx.wake = Some(Why::Saved);
    Ok(())
}

/// The last place in the order that this device has seen of the record's scope.
pub(crate) fn base(cx: &Context<'_>, record: &Record) -> Result<Option<Seq>, Error> {
    let seen = cursors::seen_of(cx.db(), &Placing::of(record))?.unwrap_or_default();
    Ok(Some(seen.max(record.seq)).filter(|seq| seq.0 > 0))
}
