//! Forms as data: a form is a list of questions. Validation, the phone's form, the page of a record and the ledger read the same
//! list, so a new question is one line here and its words in `assets/text/`. The visit and the dispute have typed forms of their own.

mod answers;

use crate::change::Fields;
use crate::course::Course;
use crate::kind::Kind;
use crate::member::Role;

pub use answers::{is_shown, issues, issues_of, tidied, tidied_of};
pub use serde_json::Value;

/// The field that says which form a record was filled in with.
pub const FORM: &str = "form";
/// The field that names the household at whose door it was recorded.
pub const HOUSEHOLD: &str = "household";
/// The field that names the visit in which it came up.
pub const VISIT: &str = "visit";
/// The field of a task that names the meeting that decided it.
pub const MEETING: &str = "meeting";
/// The field of a task that names the dispute it is about.
pub const ABOUT: &str = "about";
/// The fields that name other records; no form asks them.
pub const LINKS: [&str; 4] = [HOUSEHOLD, VISIT, MEETING, ABOUT];
/// The field that says when it happened, milliseconds; now by default.
pub const HAPPENED_AT: &str = "happened_at";

/// A code list as data: stable codes, each with the field's own Chinese term.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeList {
    /// The name of the list: messages are keyed `{name}-{code}`.
    pub name: &'static str,
    /// Code and term, in the order shown.
    pub items: &'static [(&'static str, &'static str)],
}

impl CodeList {
    /// The Chinese term of a code, as the ledgers print it; 其他 for one of a newer version.
    #[must_use]
    pub fn label(&self, code: &str) -> &'static str {
        let found = self.items.iter().find(|(known, _)| *known == code);
        found.map_or("其他", |(_, label)| label)
    }

    /// Does the list have this code?
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.items.iter().any(|(known, _)| *known == code)
    }
}

/// What sort of answer a question wants, and how it stands in the record's fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// A person's name; text.
    Name,
    /// A phone number; text.
    Phone,
    /// One line of so many characters at most; text.
    Line(usize),
    /// A unit (承办单位): one line, with the county's units to be taken by one tap; any other text will do.
    Unit,
    /// Several lines of so many characters at most; text.
    Text(usize),
    /// A whole number between the two; a number.
    Count(u32, u32),
    /// A day; text such as `2026-11-22`.
    Day,
    /// A day and a time; milliseconds.
    Moment,
    /// One of a code list; its code.
    One(&'static CodeList),
    /// Any of a code list; an array of codes.
    Many(&'static CodeList),
    /// Yes, or nothing; `true`.
    Tick,
    /// A member of the town; its id.
    Member,
    /// Photos, voice notes, a signature; an array of [`Attachment`](crate::Attachment).
    Attachments,
}

/// How much an answer is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Without it the record does not count.
    Must,
    /// Asked for; saving goes on without.
    Should,
    /// As the worker likes.
    May,
}

/// When a question is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Always.
    Always,
    /// When the answer to another question is, or holds, one of these codes.
    When(&'static str, &'static [&'static str]),
    /// When another question was ticked.
    Ticked(&'static str),
}

/// Where a question stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// In sight.
    Open,
    /// Among the folded ones.
    Folded,
}

/// One question. Its words are the message `field-{field}`, a hint the message `hint-{field}` where there is one.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// The field that holds the answer.
    pub field: &'static str,
    /// What sort of answer.
    pub ask: Ask,
    /// How much it is needed.
    pub need: Need,
    /// When it is put.
    pub shown: Shown,
    /// Where it stands.
    pub part: Part,
}

impl Question {
    /// A question that must be answered.
    #[must_use]
    pub const fn must(field: &'static str, ask: Ask) -> Self {
        Self::new(field, ask, Need::Must)
    }

    /// A question that should be answered.
    #[must_use]
    pub const fn should(field: &'static str, ask: Ask) -> Self {
        Self::new(field, ask, Need::Should)
    }

    /// A question that may be left open.
    #[must_use]
    pub const fn may(field: &'static str, ask: Ask) -> Self {
        Self::new(field, ask, Need::May)
    }

    const fn new(field: &'static str, ask: Ask, need: Need) -> Self {
        Self {
            field,
            ask,
            need,
            shown: Shown::Always,
            part: Part::Open,
        }
    }

    /// The same, put only when another answer is one of these codes.
    #[must_use]
    pub const fn when(self, field: &'static str, codes: &'static [&'static str]) -> Self {
        Self {
            shown: Shown::When(field, codes),
            ..self
        }
    }

    /// The same, put only when another question was ticked.
    #[must_use]
    pub const fn when_ticked(self, field: &'static str) -> Self {
        Self {
            shown: Shown::Ticked(field),
            ..self
        }
    }

    /// The same, among the folded ones.
    #[must_use]
    pub const fn folded(self) -> Self {
        Self {
            part: Part::Folded,
            ..self
        }
    }
}

/// One form.
#[derive(Debug)]
pub struct Form {
    /// Its stable name, the value of the field [`FORM`]; its words are the message `form-{name}`.
    pub name: &'static str,
    /// The kind of record it fills.
    pub kind: Kind,
    /// Who may begin one.
    pub by: &'static [Role],
    /// Does it belong to a grid? Otherwise it is for the whole town.
    pub is_local: bool,
    /// What is asked, in order.
    pub questions: &'static [Question],
    /// The fields that together name a record in a list.
    pub title: &'static [&'static str],
    /// The field whose first words stand below the title.
    pub gist: &'static str,
    /// What can happen afterwards; none for what is only written down.
    pub course: Option<&'static Course>,
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

const GIST_CHARACTERS: usize = 60;

impl Form {
    /// The question of a field.
    #[must_use]
    pub fn question(&self, field: &str) -> Option<&'static Question> {
        self.questions
            .iter()
            .find(|question| question.field == field)
    }

    /// What a person would call a record of this form, in Chinese as the ledgers print it.
    #[must_use]
    pub fn title_of(&self, fields: &Fields) -> String {
        let words = self.title.iter().filter_map(|field| {
            let text = fields.text(field)?;
            let words = match self.question(field).map(|question| question.ask) {
                Some(Ask::One(list)) => list.label(text),
                _ => text,
            };
            Some(words.chars().take(GIST_CHARACTERS).collect::<String>())
        });
        words.collect::<Vec<_>>().join(" · ")
    }

    /// The first words of what it is about.
    #[must_use]
    pub fn gist_of(&self, fields: &Fields) -> String {
        let text = fields.text(self.gist).unwrap_or_default();
        text.chars().take(GIST_CHARACTERS).collect()
    }
}

#[cfg(test)]
mod tests;
