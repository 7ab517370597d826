//! The digests that phones compare with: exactly those of the records that are here.

use std::collections::BTreeMap;

use domain::Placing;
use protocol::Digest;

use super::{Fault, Look};
use crate::error::Error;
use crate::storage::View;

type Place = (&'static str, String, Option<domain::RecordId>);

fn place(placing: &Placing) -> Place {
    let class = placing.class.as_str();
    (class, placing.area.to_string(), placing.file)
}

pub(super) fn check(view: &dyn View, look: &mut Look<'_>) -> Result<(), Error> {
    let mut wanted: BTreeMap<Place, Digest> = BTreeMap::new();
    view.whole().each_kept(&mut |_, row| {
        // What cannot be read is named by the check of the changes.
        let Ok(row) = row else { return Ok(()) };
        let placing = Placing::of(&row.record);
        let digest = wanted.entry(place(&placing)).or_default();
        digest.add(row.record.id, row.record.seq);
        Ok(())
    })?;
    view.whole().each_digest(&mut |name, row| {
        look.step();
        match row {
            Ok(row) => {
                let there = wanted.remove(&place(&row.placing)).unwrap_or_default();
                if there != row.digest {
                    look.found(Fault::OtherDigest, name);
                }
            }
            Err(error) => look.unreadable(&format!("digests {name}"), &error),
        }
        Ok(())
    })?;
    for (class, area, _) in wanted.into_keys() {
        look.found(Fault::OtherDigest, format!("{class}:{area}"));
    }
    Ok(())
}
