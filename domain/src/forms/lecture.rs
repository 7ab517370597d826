//! 政策宣讲: one session, where, on what, how many people, how many leaflets. Written down only; nothing follows.

use super::shared::{ADDED, RECORDERS, REMARKS};
use crate::form::{Ask, CodeList, Form, HAPPENED_AT, Question};
use crate::kind::Kind;

/// 主题.
pub const TOPIC: CodeList = CodeList {
    name: "lecture-topic",
    items: &[
        ("farming", "惠农"),
        ("health_insurance", "医保"),
        ("fraud", "反诈"),
        ("fire", "防火"),
        ("drugs", "禁毒"),
        ("law", "法律"),
        ("other", "其他"),
    ],
};

/// 形式.
pub const WAY: CodeList = CodeList {
    name: "lecture-way",
    items: &[
        ("talk", "集中宣讲"),
        ("courtyard", "院坝会"),
        ("broadcast", "广播"),
        ("board", "宣传栏"),
        ("leaflets", "发放资料"),
    ],
};

/// The form.
pub const FORM: Form = Form {
    name: "lecture",
    kind: Kind::Matter,
    by: RECORDERS,
    is_local: true,
    questions: &[
        Question::must("lecture_topic", Ask::One(&TOPIC)),
        Question::must("lecture_way", Ask::One(&WAY)),
        Question::must("place", Ask::Line(100)),
        Question::must("sessions", Ask::Count(1, 100)),
        Question::must("attendance", Ask::Count(0, 100_000)),
        Question::may("leaflets", Ask::Count(0, 100_000)),
        Question::may("lecture_note", Ask::Text(500)),
        Question::should(HAPPENED_AT, Ask::Moment),
        REMARKS,
        ADDED,
    ],
    title: &["lecture_topic", "place"],
    gist: "lecture_note",
    course: None,
};
