//! Courses: the small closed loops of matters and tasks, each one table of steps. Like a dispute's life, where a record stands is
//! read from its steps in the server's order, so every device says the same and nothing is stored of it.

mod judge;
mod progress;

use crate::change::Fields;
use crate::codes::codes;
pub use crate::dispute::Standing;
pub use crate::dispute::table::Where;
use crate::form::{CodeList, Question};
use crate::member::Role;

pub use judge::{Actor, judge, offers};
pub use progress::Progress;

/// The field of a step that names who is to do it.
pub const OWNER: &str = "owner";
/// The field of a step that names the unit that is to do it.
pub const UNIT: &str = "unit";
/// The field of a form or step that says by when.
pub const DEADLINE: &str = "deadline";
/// The field of a step that says why.
pub const REASON: &str = "reason";

codes! {
    /// Why a step cannot be taken.
    pub enum Refusal = "course-refusal" {
        /// No row of the table begins at this state.
        WrongState = "wrong_state" => "现在的状态还不能做这一步",
        /// No row of the table is for this role.
        WrongRole = "wrong_role" => "这一步不由你的岗位办理,请联系镇综治中心",
        /// The checker is not the handler.
        SecondPerson = "second_person" => "要由第二个人核对:经手人不能给自己销号",
        /// It was given to somebody else.
        NotYours = "not_yours" => "这件派给了别人,由接单人办理",
        /// Something that the step asks for is missing.
        Incomplete = "incomplete" => "请把必填的内容填好",
    }
}

/// Where a step leads.
#[derive(Debug, PartialEq, Eq)]
pub enum To {
    /// To this state.
    State(&'static str),
    /// Nowhere: it is written down beside the state.
    Same,
    /// To the state that belongs to the code in this field; where none fits, nowhere.
    Answer(&'static str, &'static [(&'static str, &'static str)]),
}

/// Which person a step is for, besides the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Anybody's with the role.
    Anybodys,
    /// The owner's, where there is one; the office may always.
    Owners,
    /// Not that of whoever handled it.
    SecondPersons,
}

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// The step.
    pub step: &'static str,
    /// The states it may begin at.
    pub from: &'static [&'static str],
    /// Where it leads.
    pub to: To,
    /// Who may.
    pub by: &'static [Role],
    /// Whose it is.
    pub whose: Whose,
    /// Where it is decided.
    pub at: Where,
    /// Does whoever takes it count as having handled it?
    pub handles: bool,
    /// Can it be decided alike for several records at once? What was found or done about one alone cannot.
    pub goes_together: bool,
    /// What is recorded with it.
    pub asks: &'static [Question],
}

impl Row {
    /// For several records at once too.
    #[must_use]
    pub const fn together(self) -> Self {
        Self {
            goes_together: true,
            ..self
        }
    }

    /// For these roles instead.
    #[must_use]
    pub const fn by(self, by: &'static [Role]) -> Self {
        Self { by, ..self }
    }

    /// The owner's, where there is one.
    #[must_use]
    pub const fn owners(self) -> Self {
        Self {
            whose: Whose::Owners,
            ..self
        }
    }

    /// Not that of whoever handled it.
    #[must_use]
    pub const fn second_person(self) -> Self {
        Self {
            whose: Whose::SecondPersons,
            ..self
        }
    }

    /// Whoever takes it has not handled the thing by that.
    #[must_use]
    pub const fn beside(self) -> Self {
        Self {
            handles: false,
            ..self
        }
    }
}

/// One closed loop.
#[derive(Debug)]
pub struct Course {
    /// The states, in the order of the line that the page shows.
    pub states: &'static CodeList,
    /// The steps.
    pub steps: &'static CodeList,
    /// The state in which a record with these fields begins.
    pub begins: fn(&Fields) -> &'static str,
    /// The states in which nothing is left to do.
    pub ends: &'static [&'static str],
    /// The states in which it was done, for the counts.
    pub done: &'static [&'static str],
    /// Every step that there is.
    pub rows: &'static [Row],
}

impl Course {
    /// The row of a step that may begin at this state.
    #[must_use]
    pub fn row_at(&self, step: &str, state: &str) -> Option<&'static Row> {
        self.rows
            .iter()
            .find(|row| row.step == step && row.from.contains(&state))
    }

    /// Any row of a step.
    #[must_use]
    pub fn row_of(&self, step: &str) -> Option<&'static Row> {
        self.rows.iter().find(|row| row.step == step)
    }

    /// Is nothing left to do in this state?
    #[must_use]
    pub fn is_end(&self, state: &str) -> bool {
        self.ends.contains(&state)
    }
}

#[cfg(test)]
mod tests;
