//! The row of a desk's table that is selected, and the one that is open beside it: moved by keyboard and mouse.

use dioxus::prelude::*;
use domain::RecordId;

use super::ticks::Ticks;
use crate::platform;

/// Selected and open, in one table.
#[derive(Clone, Copy)]
pub(super) struct Picked {
    pub(super) selected: Signal<Option<RecordId>>,
    pub(super) open: Signal<Option<RecordId>>,
}

impl Picked {
    /// A row was clicked.
    pub(super) fn open(mut self, id: RecordId) {
        self.selected.set(Some(id));
        self.open.set(Some(id));
    }

    /// j and k move, Enter opens, Esc closes. What is open moves along.
    pub(super) fn press(mut self, rows: &[RecordId], key: &Key) {
        match key.to_string().as_str() {
            "j" | "ArrowDown" => self.step(rows, 1),
            "k" | "ArrowUp" => self.step(rows, -1),
            "Enter" => {
                let selected = *self.selected.peek();
                self.open.set(selected);
            }
            "Escape" => self.open.set(None),
            _ => {}
        }
    }

    /// The same; x ticks the selected row, Enter on the row that is open goes on to its acts.
    pub(super) fn press_or_act(self, rows: &[RecordId], key: &Key, acts: &str, ticks: Ticks) {
        let selected = *self.selected.peek();
        if let (true, Some(id)) = (key.to_string() == "x", selected) {
            ticks.toggle(id);
        } else if *key == Key::Enter && selected.is_some() && *self.open.peek() == selected {
            platform::focus(acts);
        } else {
            self.press(rows, key);
        }
    }

    fn step(mut self, rows: &[RecordId], by: isize) {
        let selected = *self.selected.peek();
        let Some(next) = neighbour(rows, selected, by) else {
            return;
        };
        self.selected.set(Some(next));
        if self.open.peek().is_some() {
            self.open.set(Some(next));
        }
        platform::reveal(&format!("desk-row-{next}"));
    }
}

/// The row beside the selected one; the first when none is selected.
fn neighbour(rows: &[RecordId], selected: Option<RecordId>, by: isize) -> Option<RecordId> {
    let place = rows.iter().position(|id| Some(*id) == selected);
    let next = match place {
        Some(place) => place.checked_add_signed(by)?,
        None => 0,
    };
    rows.get(next).copied()
}
