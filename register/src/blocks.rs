//! Which rows belong to one household. Household cells are written once, on the first row, and are blank or merged below it.

use crate::columns::{self, Column, MatchedColumn};
use crate::sheet::{self, Row, Value};
use crate::values;
use domain::resident::Relation;

/// One row as far as it tells households apart.
pub(crate) struct Line<'a> {
    pub(crate) row: &'a Row,
    pub(crate) village: String,
    pub(crate) group: Result<u16, ()>,
    pub(crate) head: String,
    pub(crate) door: String,
    pub(crate) name: String,
    pub(crate) relation: Option<Relation>,
}

/// A household of the sheet and its rows.
pub(crate) struct Block<'a> {
    pub(crate) village: String,
    pub(crate) group: Result<u16, ()>,
    pub(crate) door: String,
    /// The head cell, else the person who is 户主, else the first person.
    pub(crate) head: String,
    pub(crate) lines: Vec<Line<'a>>,
    /// The head as the sheet's own column names it.
    pub(crate) head_cell: String,
    has_head: bool,
}

/// Finds a row's cells by what they hold.
pub(crate) struct Cells<'a>(pub(crate) &'a [MatchedColumn]);

impl Cells<'_> {
    fn place(&self, column: Column) -> Option<usize> {
        self.0
            .iter()
            .find(|one| one.column == column)
            .map(|one| one.place)
    }

    pub(crate) fn text(&self, row: &Row, column: Column) -> String {
        self.place(column)
            .map(|place| row.text(place))
            .unwrap_or_default()
    }

    pub(crate) fn value<'r>(&self, row: &'r Row, column: Column) -> Option<&'r Value> {
        row.cells.get(&self.place(column)?)
    }

    /// Headings are repeated where a page was printed; sums and signatures stand below the people.
    fn is_no_person(&self, row: &Row) -> bool {
        let repeats = |one: &MatchedColumn| columns::written(&row.text(one.place)) == one.heading;
        let sum = |value: &Value| {
            let text: String = value.text().split_whitespace().collect();
            [
                "合计",
                "总计",
                "小计",
                "填表人",
                "填报人",
                "审核人",
                "制表人",
            ]
            .iter()
            .any(|word| text.starts_with(word))
        };
        self.0.iter().filter(|one| repeats(one)).count() > 1 || row.cells.values().any(sum)
    }
}

/// The households of the sheet, in its order.
pub(crate) fn blocks<'a>(cells: &Cells<'_>, rows: &'a [Row]) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block<'a>> = Vec::new();
    let (mut village, mut group) = (String::new(), Ok(0));
    for row in rows.iter().filter(|row| !cells.is_no_person(row)) {
        let mut line = line(cells, row, &village, group);
        let about_a_person = [Column::Name, Column::IdentityNumber, Column::Relation]
            .into_iter()
            .any(|column| !cells.text(row, column).is_empty());
        let about_a_household = !line.head.is_empty() || !line.door.is_empty();
        if line.village != village {
            // The numbers of the village above do not count on.
            line.group = cell_group(cells, row).unwrap_or(Ok(0));
        }
        if !about_a_person && !about_a_household && line.group.is_err() {
            continue;
        }
        (village, group) = (line.village.clone(), line.group);
        if !about_a_person && !about_a_household {
            continue;
        }
        match blocks.last_mut() {
            Some(block) if !block.ends_before(&line) => block.take(line),
            _ => blocks.push(Block::of(line)),
        }
    }
    for block in &mut blocks {
        block.name_head();
    }
    blocks
}

fn line<'a>(cells: &Cells<'_>, row: &'a Row, village: &str, group: Result<u16, ()>) -> Line<'a> {
    let own_village = cells.text(row, Column::Village);
    let mut door = door(cells, row);
    let mut own_group = cell_group(cells, row);
    if own_group.is_none()
        && let Some((inside, rest)) = values::group_in_address(&door)
    {
        own_group = Some(Ok(inside));
        door = if rest.is_empty() { door } else { rest };
    }
    Line {
        row,
        village: if own_village.is_empty() {
            village.to_owned()
        } else {
            own_village
        },
        group: own_group.unwrap_or(group),
        head: without_spaces(&cells.text(row, Column::Head)),
        door,
        name: without_spaces(&cells.text(row, Column::Name)),
        relation: values::relation(&cells.text(row, Column::Relation)),
    }
}

/// Two-character names are often spaced to stand in line with longer ones; names in Latin letters keep their spaces.
fn without_spaces(name: &str) -> String {
    if name.is_ascii() {
        name.to_owned()
    } else {
        sheet::tidy(name).split_whitespace().collect()
    }
}

fn cell_group(cells: &Cells<'_>, row: &Row) -> Option<Result<u16, ()>> {
    let text = cells.text(row, Column::Group);
    (!text.is_empty()).then(|| values::group(&text).ok_or(()))
}

/// A bare number is the door's number.
fn door(cells: &Cells<'_>, row: &Row) -> String {
    let text = cells.text(row, Column::Door);
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{text}号")
    } else {
        text
    }
}

impl<'a> Block<'a> {
    fn of(line: Line<'a>) -> Self {
        Self {
            village: line.village.clone(),
            group: line.group,
            door: line.door.clone(),
            head: String::new(),
            head_cell: line.head.clone(),
            has_head: line.relation == Some(Relation::Head),
            lines: vec![line],
        }
    }

    fn take(&mut self, line: Line<'a>) {
        self.has_head |= line.relation == Some(Relation::Head);
        if self.head_cell.is_empty() {
            self.head_cell.clone_from(&line.head);
        }
        self.lines.push(line);
    }

    /// Does a new household begin with this row?
    fn ends_before(&self, line: &Line<'_>) -> bool {
        let moves = self.village != line.village || self.group != line.group;
        let other_door = !line.door.is_empty() && line.door != self.door;
        let other_head =
            !line.head.is_empty() && line.head != self.head_cell && !self.is_headed_by(line);
        let second_head = self.has_head && line.relation == Some(Relation::Head);
        moves || other_door || other_head || second_head
    }

    /// The head cell stands on a later row than the head's own, naming the same person.
    fn is_headed_by(&self, line: &Line<'_>) -> bool {
        self.head_cell.is_empty()
            && self
                .lines
                .iter()
                .any(|known| known.relation == Some(Relation::Head) && known.name == line.head)
    }

    fn name_head(&mut self) {
        let written = Some(&self.head_cell).filter(|head| !head.is_empty());
        let mut people = self.lines.iter().filter(|line| !line.name.is_empty());
        let first = people.clone().next();
        let head = people
            .find(|line| line.relation == Some(Relation::Head))
            .or(first);
        self.head = written
            .or(head.map(|line| &line.name))
            .cloned()
            .unwrap_or_default();
    }
}
