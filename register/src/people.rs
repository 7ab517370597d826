//! From the rows of households to people and problems. Every rule about a single row stands here.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::identity::{self, Identity};
use domain::issue::IssueCode;
use domain::resident::Relation;
use domain::validate::{DOOR_MAX, NAME_MAX};

use crate::Person;
use crate::blocks::{self, Block, Cells, Line};
use crate::columns::{Column, MatchedColumn};
use crate::problem::{Problem, ProblemCode};
use crate::sheet::{Row, Value};
use crate::values::{self, Birth};

pub(crate) fn read(
    columns: &[MatchedColumn],
    rows: &[Row],
    today: NaiveDate,
) -> (Vec<Person>, Vec<Problem>) {
    let cells = Cells(columns);
    let mut reader = Reader {
        cells: &cells,
        today,
        seen: BTreeMap::new(),
        problems: Vec::new(),
    };
    let mut people = Vec::new();
    for block in blocks::blocks(&cells, rows) {
        for line in &block.lines {
            people.extend(reader.person(&block, line));
        }
    }
    (people, reader.problems)
}

struct Reader<'a> {
    cells: &'a Cells<'a>,
    today: NaiveDate,
    /// The first row of each identity number.
    seen: BTreeMap<String, u32>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// The person of a row; `None` when the row is rejected or only names a household.
    fn person(&mut self, block: &Block<'_>, line: &Line<'_>) -> Option<Person> {
        let before = self.problems.len();
        let name = self.name(block, line)?;
        let Ok(group) = block.group else {
            self.complain(line.row, Column::Group, ProblemCode::BadGroup);
            return None;
        };
        if block.door.chars().count() > DOOR_MAX {
            self.complain(line.row, Column::Door, ProblemCode::TooLong);
        }
        let identity = self.identity_number(line.row);
        let known = identity.as_ref().map(|(_, identity)| *identity);
        let person = Person {
            row: line.row.number,
            village: block.village.clone(),
            group,
            door: block.door.clone(),
            head: block.head.clone(),
            relation: self.relation(block, line, &name),
            name,
            phone: self.phone(line.row),
            sex: self.sex(line.row, known),
            birth: self.birth(line.row, known),
            identity_number: identity.map(|(number, _)| number),
        };
        let own = self.problems.get(before..).unwrap_or_default();
        (!own.iter().any(Problem::rejects)).then_some(person)
    }

    fn complain(&mut self, row: &Row, column: Column, code: ProblemCode) {
        self.problems.push(Problem::new(row.number, column, code));
    }

    fn name(&mut self, block: &Block<'_>, line: &Line<'_>) -> Option<String> {
        let mut name = line.name.clone();
        if name.is_empty() && line.relation == Some(Relation::Head) {
            name.clone_from(&block.head_cell);
        }
        let about_a_person = [
            Column::IdentityNumber,
            Column::Relation,
            Column::Phone,
            Column::Birth,
        ];
        let says_something = |column| !self.cells.text(line.row, column).is_empty();
        if name.is_empty() {
            // A row with nothing but the household's own cells begins a household and is no person.
            if about_a_person.into_iter().any(says_something) {
                self.complain(line.row, Column::Name, ProblemCode::MissingName);
            }
            return None;
        }
        if name.chars().count() > NAME_MAX || block.head.chars().count() > NAME_MAX {
            self.complain(line.row, Column::Name, ProblemCode::TooLong);
        }
        Some(name)
    }

    fn relation(&mut self, block: &Block<'_>, line: &Line<'_>, name: &str) -> Option<Relation> {
        let written = self.cells.text(line.row, Column::Relation);
        match (line.relation, written.is_empty()) {
            (Some(relation), _) => Some(relation),
            (None, true) => (name == block.head).then_some(Relation::Head),
            (None, false) => {
                self.complain(line.row, Column::Relation, ProblemCode::UnknownRelation);
                None
            }
        }
    }

    fn identity_number(&mut self, row: &Row) -> Option<(String, Identity)> {
        let value = self.cells.value(row, Column::IdentityNumber)?;
        let number = identity::tidy(&value.text());
        if number.is_empty() {
            return None;
        }
        let judged = identity::read(&number, self.today);
        let code = match judged {
            Ok(identity) => match self.seen.insert(number.clone(), row.number) {
                None => return Some((number, identity)),
                Some(earlier) => {
                    self.seen.insert(number, earlier);
                    let code = ProblemCode::DuplicateIdentity;
                    self.problems.push(Problem::repeats(
                        row.number,
                        Column::IdentityNumber,
                        code,
                        earlier,
                    ));
                    return None;
                }
            },
            Err(_) if has_lost_digits(value, &number) => ProblemCode::IdentityLostDigits,
            Err(IssueCode::IdentityLength) => ProblemCode::IdentityLength,
            Err(IssueCode::IdentityBirth) => ProblemCode::IdentityBirth,
            Err(_) => ProblemCode::IdentityCheck,
        };
        self.complain(row, Column::IdentityNumber, code);
        None
    }

    fn phone(&mut self, row: &Row) -> Option<String> {
        let written = self.cells.text(row, Column::Phone);
        let blank = written.is_empty() || matches!(written.as_str(), "无" | "/" | "-");
        let number = values::phone(&written);
        if number.is_none() && !blank {
            self.complain(row, Column::Phone, ProblemCode::BadPhone);
        }
        number
    }

    fn sex(&mut self, row: &Row, identity: Option<Identity>) -> Option<domain::resident::Sex> {
        let written = values::sex(&self.cells.text(row, Column::Sex));
        if let (Some(written), Some(identity)) = (written, identity)
            && written != identity.sex
        {
            self.complain(row, Column::Sex, ProblemCode::SexDiffers);
        }
        identity.map(|identity| identity.sex).or(written)
    }

    fn birth(&mut self, row: &Row, identity: Option<Identity>) -> Option<NaiveDate> {
        let written = values::birth(self.cells.value(row, Column::Birth));
        let known = identity.map(|identity| identity.birth);
        let code = match (written, known) {
            (Birth::Day(day), _) if day > self.today => Some(ProblemCode::BirthInFuture),
            (Birth::Day(day), None) => return Some(day),
            (Birth::Day(day), Some(known)) if day != known => Some(ProblemCode::BirthDiffers),
            (Birth::Month(year, month), Some(known))
                if (year, month) != (known.year(), known.month()) =>
            {
                Some(ProblemCode::BirthDiffers)
            }
            (Birth::Unreadable, _) | (Birth::Month(..), None) => Some(ProblemCode::BadDate),
            (Birth::Blank | Birth::Day(_) | Birth::Month(..), _) => None,
        };
        if let Some(code) = code {
            self.complain(row, Column::Birth, code);
        }
        known
    }
}

/// Office programs keep 15 digits of a number: what was typed as one ends in zeros or is written with an exponent.
fn has_lost_digits(value: &Value, number: &str) -> bool {
    let exponent = number.contains("E+") || number.contains("e+");
    let zeros = number.chars().count() == 18 && number.ends_with("000");
    let typed_as_number = matches!(value, Value::Number(_)) && number.chars().count() >= 16;
    exponent || zeros || typed_as_number
}
