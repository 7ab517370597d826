//! 研判会议: the weekly look at the disputes and the monthly one, of the township's office or of a village. What is decided there are tasks that name the meeting
//! ([`MEETING`](crate::form::MEETING)) and what they are about ([`ABOUT`](crate::form::ABOUT)); the minutes are both together.

use super::shared::ADDED;
use crate::form::{Ask, CodeList, Form, HAPPENED_AT, Question};
use crate::kind::Kind;
use crate::member::Role;

/// 会议.
pub const SORT: CodeList = CodeList {
    name: "meeting-sort",
    items: &[("week", "周研判"), ("month", "月调度")],
};

/// The field that says from which day on the period runs that was looked at.
pub const PERIOD_FROM: &str = "period_from";

/// The form. It belongs to the place whose disputes were looked at: the town, or a village.
pub const FORM: Form = Form {
    name: "meeting",
    kind: Kind::Matter,
    by: &[Role::Supervisor, Role::VillageCadre],
    is_local: false,
    questions: &[
        Question::must("meeting_sort", Ask::One(&SORT)),
        Question::must(HAPPENED_AT, Ask::Moment),
        Question::may(PERIOD_FROM, Ask::Day).folded(),
        Question::may("chair", Ask::Name),
        Question::should("attendees", Ask::Text(500)),
        Question::may("meeting_note", Ask::Text(5_000)),
        ADDED,
    ],
    title: &["meeting_sort", "chair"],
    gist: "attendees",
    course: None,
};
