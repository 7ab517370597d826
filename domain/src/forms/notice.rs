//! 通知 and 政策: what the office tells everybody, readable without a network, also while explaining it at a door.

use crate::form::{Ask, CodeList, Form, Question};
use crate::kind::Kind;
use crate::member::Role;

/// 分类.
pub const SORT: CodeList = CodeList {
    name: "notice-sort",
    items: &[("notice", "通知"), ("policy", "政策"), ("alert", "预警")],
};

/// The form. Only the town's office writes to all.
pub const FORM: Form = Form {
    name: "notice",
    kind: Kind::Notice,
    by: &[Role::Supervisor],
    is_local: false,
    questions: &[
        Question::must("heading", Ask::Line(50)),
        Question::must("notice_sort", Ask::One(&SORT)),
        Question::must("body", Ask::Text(10_000)),
        Question::may("valid_until", Ask::Day),
    ],
    title: &["heading"],
    gist: "body",
    course: None,
};
