//! Finding a household by name, pinyin, phone tail or door. Han characters are indexed one by one and asked for as a phrase, so
//! that words of one or two characters are found; pinyin and phone tails are words of their own.

use domain::{Kind, RecordId, Resident};
use rusqlite::{Connection, params};

use crate::error::Error;
use crate::sounds;
use crate::store::content::{Content, VOIDED};
use crate::store::records;

/// Readings of one name that are indexed, at the most: surnames such as 单 have several.
const MOST_READINGS: usize = 8;
/// The shortest part of a phone number that people ask for.
const SHORTEST_TAIL: usize = 4;
/// The longest end of an identity number that people ask for.
const LONGEST_IDENTITY_TAIL: usize = 8;
/// Rows looked at before the best are chosen.
const CANDIDATES: u32 = 300;

/// Puts a record into the index, when it is one that is searched.
pub(crate) fn add(db: &Connection, content: &Content, row: i64) -> Result<(), Error> {
    let Some(words) = words_of(content) else {
        return Ok(());
    };
    db.prepare_cached(
        "INSERT INTO search (rowid, name, pinyin, phone, door) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        row,
        words.name,
        words.pinyin,
        words.phone,
        words.door
    ])?;
    Ok(())
}

/// Puts all residents in anew: more of them is indexed than a version before did.
pub(crate) fn index_people_again(db: &Connection) -> Result<(), Error> {
    let mut statement = db.prepare(
        "SELECT row, CASE shown WHEN '' THEN confirmed ELSE shown END FROM record
         WHERE kind = 'resident' AND flags & ?1 = 0",
    )?;
    let mut rows = statement.query([VOIDED])?;
    while let Some(row) = rows.next()? {
        let json: String = row.get(1)?;
        let content = Content::of(&records::parse(&json)?);
        let row = row.get(0)?;
        remove(db, &Kind::Resident, row)?;
        add(db, &content, row)?;
    }
    Ok(())
}

/// Takes a record out of the index.
pub(crate) fn remove(db: &Connection, kind: &Kind, row: i64) -> Result<(), Error> {
    if matches!(kind, Kind::Household | Kind::Resident) {
        db.prepare_cached("DELETE FROM search WHERE rowid = ?1")?
            .execute([row])?;
    }
    Ok(())
}

struct Words {
    name: String,
    pinyin: String,
    phone: String,
    door: String,
}

fn words_of(content: &Content) -> Option<Words> {
    match content {
        Content::Household(household) => Some(Words {
            name: spaced(&household.head),
            pinyin: readings(&household.head),
            phone: tails(household.phone.as_deref()),
            door: spaced(&household.door),
        }),
        Content::Resident(resident) => Some(Words {
            name: spaced(&resident.name),
            pinyin: readings(&resident.name),
            phone: numbers_of(resident),
            door: String::new(),
        }),
        Content::Visit(_)
        | Content::Dispute(_)
        | Content::Area { .. }
        | Content::Member(_)
        | Content::Item(_)
        | Content::Care(_)
        | Content::Opaque => None,
    }
}

/// Han characters stand alone; letters and digits stay together, and numbers lose their leading zeros.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut last_was_digit = false;
    for c in text.chars() {
        let joins = c.is_ascii_alphanumeric() && last_was_digit == c.is_ascii_digit();
        if !joins && !out.is_empty() {
            out.push(' ');
        }
        last_was_digit = c.is_ascii_digit();
        if c.is_alphanumeric() {
            out.push(c);
        }
    }
    out
}

/// Full pinyin and initials, of the whole name and of the given name alone.
pub(super) fn readings(name: &str) -> String {
    let mut full: Vec<(String, String)> = vec![(String::new(), String::new())];
    let mut given: Vec<(String, String)> = Vec::new();
    for (place, c) in name.chars().enumerate() {
        let sounds: Vec<&str> = sounds::of(c).collect();
        if sounds.is_empty() {
            continue;
        }
        full = joined(&full, &sounds);
        if place == 1 {
            given = vec![(String::new(), String::new())];
        }
        given = joined(&given, &sounds);
    }
    let mut words: Vec<String> = full
        .into_iter()
        .chain(given)
        .flat_map(|(sound, initials)| [sound, initials])
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

fn joined(so_far: &[(String, String)], sounds: &[&str]) -> Vec<(String, String)> {
    so_far
        .iter()
        .flat_map(|(full, initials)| {
            sounds.iter().map(move |sound| {
                let initial: String = sound.chars().take(1).collect();
                (format!("{full}{sound}"), format!("{initials}{initial}"))
            })
        })
        .take(MOST_READINGS)
        .collect()
}

/// Every end of the number from four digits up.
fn tails(phone: Option<&str>) -> String {
    let digits: Vec<char> = phone
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let longest = digits.len().min(11);
    (SHORTEST_TAIL..=longest)
        .filter_map(|length| digits.get(digits.len() - length..))
        .map(|tail| tail.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The ends of a resident's numbers: of the phone, and of the identity number, whose last sign may be an X.
fn numbers_of(resident: &Resident) -> String {
    let mut ends = tails(resident.phone.as_deref());
    let signs: Vec<char> = resident
        .identity_number
        .iter()
        .flat_map(|number| number.chars())
        .collect();
    for length in SHORTEST_TAIL..=LONGEST_IDENTITY_TAIL.min(signs.len()) {
        if let Some(tail) = signs.get(signs.len() - length..) {
            ends.push(' ');
            ends.extend(tail);
        }
    }
    ends
}

/// Does the text end in an X as some identity numbers do, with digits before it?
pub(super) fn is_identity_tail(text: &str) -> bool {
    let digits = text.trim_end_matches(['x', 'X']);
    digits.len() + 1 == text.len()
        && digits.len() >= SHORTEST_TAIL - 1
        && digits.chars().all(|c| c.is_ascii_digit())
}

/// A part of what was typed, as the index is asked for it. Quotes cannot occur: only letters and digits are kept.
fn clause(part: &str) -> Option<String> {
    let words = spaced(part);
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    let number = part.trim_end_matches(['号', '户']);
    if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) {
        let door = format!("door : \"{number}\"");
        let is_phone = number.len() == part.len() && number.len() >= 3;
        return Some(if is_phone {
            format!("({door} OR phone : \"{number}\" *)")
        } else {
            format!("({door})")
        });
    }
    if is_identity_tail(part) {
        return Some(format!("phone : \"{part}\" *"));
    }
    if part.chars().all(|c| c.is_ascii_alphabetic()) {
        return Some(format!("(pinyin : \"{words}\" * OR name : \"{words}\" *)"));
    }
    Some(format!("(name : \"{words}\" OR door : \"{words}\")"))
}

/// A household or resident that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) id: RecordId,
    /// The household: its own id, or the resident's.
    pub(crate) household: RecordId,
    pub(crate) name: String,
    /// A household's door, as its order has it.
    pub(crate) door: String,
    area: String,
    group: i64,
}

impl Hit {
    /// Where it is, for an order among equals.
    pub(crate) fn place(&self) -> (&str, i64, &str) {
        (&self.area, self.group, &self.door)
    }
}

/// What fits the text, in no order: names that begin with it come before the rest is cut off.
pub(crate) fn find(db: &Connection, text: &str) -> Result<Vec<Hit>, Error> {
    let clauses: Vec<String> = text.split_whitespace().filter_map(clause).collect();
    if clauses.is_empty() {
        return Ok(Vec::new());
    }
    let mut hits = Vec::new();
    let whole = spaced(text.trim());
    if !text.is_ascii() && !whole.is_empty() {
        select(db, &format!("name : ^ \"{whole}\""), &mut hits)?;
    }
    select(db, &clauses.join(" AND "), &mut hits)?;
    Ok(hits)
}

fn select(db: &Connection, query: &str, hits: &mut Vec<Hit>) -> Result<(), Error> {
    let mut statement = db.prepare_cached(
        "SELECT r.id, r.parent, r.name, r.door, r.area, r.place FROM search s JOIN record r ON r.row = s.rowid WHERE search MATCH ?1 LIMIT ?2",
    )?;
    let rows = statement.query_map(params![query, CANDIDATES], |row| {
        let id = records::id_at(row, 0)?;
        let parent: Vec<u8> = row.get(1)?;
        Ok(Hit {
            id,
            household: RecordId::from_slice(&parent).unwrap_or(id),
            name: row.get(2)?,
            door: row.get(3)?,
            area: row.get(4)?,
            group: row.get(5)?,
        })
    })?;
    for hit in rows {
        let hit = hit?;
        if !hits.contains(&hit) {
            hits.push(hit);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_indexed_by_character_and_by_sound() {
        assert_eq!(spaced("李四"), "李 四");
        assert_eq!(spaced("西沟12号"), "西 沟 12 号");
        assert_eq!(spaced("3-12"), "3   12".replace("   ", "  "));
        let words = readings("李四");
        for word in ["lisi", "ls", "si"] {
            assert!(words.split(' ').any(|w| w == word), "{word} in {words}");
        }
        let words = readings("单雄信");
        assert!(words.contains("shanxiongxin"), "{words}");
    }

    #[test]
    fn phone_numbers_are_indexed_by_their_ends() {
        let tails = tails(Some("138-1234-5678"));
        let tails: Vec<&str> = tails.split(' ').collect();
        assert_eq!(tails.first(), Some(&"5678"));
        assert_eq!(tails.last(), Some(&"13812345678"));
        assert_eq!(tails.len(), 8);
    }

    #[test]
    fn what_is_typed_never_breaks_the_query() {
        assert_eq!(clause("\"'*()"), None);
        assert_eq!(clause("12号").as_deref(), Some("(door : \"12\")"));
        assert_eq!(
            clause("李\"四").as_deref(),
            Some("(name : \"李  四\" OR door : \"李  四\")")
        );
    }
}
