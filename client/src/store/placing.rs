//! Where a record that is here lies among the scopes: worked out from what it says, as the server does.

use domain::{AreaCode, Kind, Placing, RecordId};
use rusqlite::Connection;

use crate::error::Error;
use crate::store::{care, records};

/// Where the record lies, as it is shown; of one that is not shown, what its kind says.
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
            let viewed = records::view(db, id)?;
            Ok(viewed.map_or_else(
                || by_kind(Some(id)),
                |viewed| Placing {
                    area: area.clone(),
                    ..Placing::of(&viewed.record)
                },
            ))
        }
        Kind::Matter | Kind::Task => Ok(by_kind(Some(id))),
        sealed if care::is_sealed(sealed) => Ok(by_kind(care::file_of(db, id)?)),
        _ => Ok(by_kind(None)),
    }
}
