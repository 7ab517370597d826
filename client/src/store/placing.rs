//! Where a record that is here lies among the scopes: worked out from what it says, as the server does.

use domain::{AreaCode, Kind, Placing, RecordId};
use rusqlite::Connection;

use crate::error::Error;
use crate::store::{care, records};

/// Where the record lies by what the server has of it; what waits here moves nothing yet. Of one that only waits here, where it will lie.
pub(crate) fn of(
    db: &Connection,
    id: RecordId,
    kind: &Kind,
    area: &AreaCode,
) -> Result<Placing, Error> {
    let by_kind = |file: Option<RecordId>| Placing {
        class: kind.class(),
        area: area.clone(),
        file,
    };
    match kind {
        Kind::Dispute => {
            let record = records::told(db, id)?;
            Ok(record.map_or_else(
                || by_kind(Some(id)),
                |record| Placing {
                    area: area.clone(),
                    ..Placing::of(&record)
                },
            ))
        }
        Kind::Matter | Kind::Task => Ok(by_kind(Some(id))),
        sealed if care::is_sealed(sealed) => Ok(by_kind(care::file_of(db, id)?)),
        _ => Ok(by_kind(None)),
    }
}
