//! Search results: what the index found, as households, best first.

use std::collections::HashMap;

use domain::{RecordId, Resident, mask};
use rusqlite::Connection;

use crate::commands::HouseholdRow;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::search::{self, Hit};
use crate::store::{columns, households, records};

/// Households by name, pinyin, phone tail or door, best first.
pub(crate) fn search(db: &Connection, text: &str, limit: u32) -> Result<Vec<HouseholdRow>, Error> {
    let text = text.trim();
    let mut best: HashMap<RecordId, (u8, Hit)> = HashMap::new();
    for hit in search::find(db, text)? {
        let rank = rank(&hit, text);
        match best.get(&hit.household) {
            Some((known, _)) if *known <= rank => {}
            Some(_) | None => {
                best.insert(hit.household, (rank, hit));
            }
        }
    }
    let mut ranked: Vec<(u8, Hit)> = best.into_values().collect();
    ranked.sort_by(|(a, x), (b, y)| (a, x.place(), x.id).cmp(&(b, y.place(), y.id)));
    let names = Names::new(db);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut rows = Vec::with_capacity(ranked.len().min(most));
    for (_, hit) in ranked {
        if rows.len() >= most {
            break;
        }
        if households::is_void(db, hit.household)? {
            continue;
        }
        let Some(mut row) = households::row(db, &names, hit.household)? else {
            continue;
        };
        row.found = found(db, &hit, text, &row.head)?;
        rows.push(row);
    }
    Ok(rows)
}

/// The lower, the better: whole names and doors, then beginnings, then the rest; heads before the people of a household.
fn rank(hit: &Hit, text: &str) -> u8 {
    let door = columns::natural(text.trim_end_matches(['号', '户']));
    let fit =
        if hit.name == text || (!hit.door.is_empty() && hit.door.trim_end_matches('号') == door) {
            0
        } else if hit.name.starts_with(text) {
            2
        } else {
            4
        };
    fit + u8::from(hit.id != hit.household)
}

/// For a resident that is not the head: the name, and the masked number that was asked for.
fn found(db: &Connection, hit: &Hit, text: &str, head: &str) -> Result<Option<String>, Error> {
    let by_number = text.chars().any(|c| c.is_ascii_digit());
    if hit.id == hit.household {
        return Ok(None);
    }
    let number = match records::view(db, hit.id)? {
        Some(viewed) if by_number => Resident::from_fields(&viewed.record.fields)
            .and_then(|resident| matching_number(&resident, text)),
        Some(_) | None => None,
    };
    Ok(match number {
        Some(number) => Some(format!("{} {number}", hit.name)),
        None if hit.name == head => None,
        None => Some(hit.name.clone()),
    })
}

/// The phone or the identity number that ends like what was typed, masked.
fn matching_number(resident: &Resident, text: &str) -> Option<String> {
    let wanted = text.to_ascii_uppercase();
    let ends_so = |number: &&String| number.replace('-', "").ends_with(&wanted);
    let identity = resident.identity_number.as_ref().filter(ends_so);
    let phone = resident.phone.as_ref();
    match (phone.filter(ends_so), identity) {
        (None, Some(number)) => Some(mask::identity_number(number)),
        _ => phone.map(|phone| mask::phone(phone)),
    }
}
