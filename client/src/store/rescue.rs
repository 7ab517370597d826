//! Carrying over what the server does not have out of a damaged store, as far as it can still be read. The damaged file itself
//! stays as it is, so that a person can try with better tools.

use protocol::Pushed;
use rusqlite::{Connection, params};

use crate::error::Error;
use crate::host::Services;
use crate::keyring::seal::Key;
use crate::store::changes::{self, State};
use crate::store::{Own, Store, meta, records};

struct Rescued {
    pushed: Pushed,
    state: State,
    outcome: String,
}

/// Carries the outbox and what was set aside from a damaged file into a fresh store.
pub(crate) fn carry_over(
    host: &Services,
    damaged: &str,
    key: &Key,
    fresh: &mut Store,
) -> Result<(), Error> {
    // A file whose outbox cannot be read at all gives nothing; it is kept.
    let Ok(old) = Store::open_damaged(host, damaged, key) else {
        return Ok(());
    };
    let Ok((rescued, last_device_seq)) = read(&old) else {
        return Ok(());
    };
    let own = fresh.own();
    let tx = fresh.begin()?;
    take_over(&tx, &own, &rescued, last_device_seq)?;
    tx.commit()?;
    Ok(())
}

fn read(db: &Connection) -> Result<(Vec<Rescued>, i64), Error> {
    let mut statement = db.prepare(
        "SELECT device_seq, pushed, state, outcome FROM change NOT INDEXED ORDER BY device_seq",
    )?;
    let mut rows = statement.query([])?;
    let mut rescued = Vec::new();
    let mut last = 0;
    // The rows before the first that cannot be read are taken.
    while let Ok(Some(row)) = rows.next() {
        last = last.max(row.get(0)?);
        let state = State::from_name(&row.get::<_, String>(2)?);
        let json: String = row.get(1)?;
        if let (State::Waiting | State::Quarantined, Ok(pushed)) =
            (state, serde_json::from_str(&json))
        {
            rescued.push(Rescued {
                pushed,
                state,
                outcome: row.get(3)?,
            });
        }
    }
    let noted = meta::number(db, meta::DEVICE_SEQ).unwrap_or_default();
    Ok((rescued, last.max(noted.unwrap_or(0))))
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
