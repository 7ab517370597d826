//! Carrying over what the server does not have out of a damaged store, as far as it can still be read. The damaged file itself
//! stays as it is, so that a person can try with better tools.

use protocol::Pushed;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use crate::error::Error;
use crate::host::Services;
use crate::keyring::seal::Key;
use crate::store::changes::{self, State};
use crate::store::{Own, Store, blobs, meta, records};

struct Rescued {
    pushed: Pushed,
    state: State,
    outcome: String,
}

/// Carries the outbox, what was set aside and what was begun from a damaged file into a fresh store.
pub(crate) fn carry_over(
    host: &Services,
    damaged: &str,
    key: &Key,
    fresh: &mut Store,
) -> Result<(), Error> {
    // A file whose outbox cannot be read at all gives nothing; it is kept.
    let (rescued, last) = Store::open_damaged(host, damaged, key)
        .and_then(|old| read(&old))
        .unwrap_or_default();
    let last_device_seq = last.unwrap_or_else(|| beyond_any_count(host));
    let own = fresh.own();
    let tx = fresh.begin()?;
    take_over(&tx, &own, &rescued, last_device_seq)?;
    tx.commit()?;
    if let Ok(old) = Store::open_damaged(host, damaged, key) {
        carry_drafts(&old, fresh.db())?;
        blobs::carry_over(&old, fresh.db())?;
    }
    Ok(())
}

/// The tables of begun forms: how each is read and written.
const DRAFTS: [(&str, &str); 3] = [
    (
        "SELECT form, slot, of, body, focus, written_at FROM form_draft NOT INDEXED",
        "INSERT INTO form_draft (form, slot, of, body, focus, written_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
    ),
    (
        "SELECT record, step, form, body, sealed, focus, written_at FROM step_draft NOT INDEXED",
        "INSERT INTO step_draft (record, step, form, body, sealed, focus, written_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
    ),
    (
        "SELECT slot, sealed, written_at FROM care_draft NOT INDEXED",
        "INSERT INTO care_draft (slot, sealed, written_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    ),
];

/// Copies begun forms out of a damaged file, as far as they can be read: nobody else has them.
pub(crate) fn carry_drafts(old: &Connection, fresh: &Connection) -> Result<(), Error> {
    for (select, insert) in DRAFTS {
        // An older file does not have every table.
        let Ok(mut statement) = old.prepare(select) else {
            continue;
        };
        let columns = statement.column_count();
        let Ok(mut rows) = statement.query([]) else {
            continue;
        };
        // The rows before the first that cannot be read are taken.
        while let Ok(Some(row)) = rows.next() {
            let values: Result<Vec<Value>, _> = (0..columns).map(|place| row.get(place)).collect();
            if let Ok(values) = values {
                fresh
                    .prepare_cached(insert)?
                    .execute(params_from_iter(values))?;
            }
        }
    }
    Ok(())
}

/// A count that no device has reached: the seconds since 2026. Counting from 1 again would look like a second phone with this id.
fn beyond_any_count(host: &Services) -> i64 {
    const NEW_YEAR_2026: i64 = 1_767_225_600;
    (host.now().timestamp() - NEW_YEAR_2026).max(1_000_000)
}

fn read(db: &Connection) -> Result<(Vec<Rescued>, Option<i64>), Error> {
    let mut statement =
        db.prepare("SELECT pushed, state, outcome FROM change NOT INDEXED ORDER BY device_seq")?;
    let mut rows = statement.query([])?;
    let mut rescued = Vec::new();
    // The rows before the first that cannot be read are taken.
    while let Ok(Some(row)) = rows.next() {
        let state = State::from_name(&row.get::<_, String>(1)?);
        let json: String = row.get(0)?;
        if let (State::Waiting | State::Quarantined, Ok(pushed)) =
            (state, serde_json::from_slice(json.as_bytes()))
        {
            rescued.push(Rescued {
                pushed,
                state,
                outcome: row.get(2)?,
            });
        }
    }
    let last = meta::number(db, meta::DEVICE_SEQ).unwrap_or_default();
    Ok((rescued, last))
}

/// A change that the server does have after all is a repeat there.
fn take_over(
    db: &Connection,
    own: &Own,
    rescued: &[Rescued],
    last_device_seq: i64,
) -> Result<(), Error> {
    meta::set(db, meta::DEVICE_SEQ, &last_device_seq.to_string())?;
    for change in rescued {
        changes::insert(db, &change.pushed)?;
        db.execute(
            "UPDATE change SET state = ?2, outcome = ?3 WHERE id = ?1",
            params![
                change.pushed.id.bytes(),
                change.state.as_str(),
                change.outcome
            ],
        )?;
        records::refresh(db, own, change.pushed.record)?;
    }
    Ok(())
}
