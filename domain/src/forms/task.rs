//! 任务: the office gives somebody something to do by a day; 接单, 办结, and somebody else confirms it.

use super::shared::{HANDLERS, MAYBE_WORDS, OFFICES, REASONS, WORDS};
use crate::change::Fields;
use crate::course::{Course, DEADLINE, OWNER, Row, To, Where, Whose};
use crate::form::{Ask, CodeList, Form, Question};
use crate::kind::Kind;

/// 事由.
pub const SORT: CodeList = CodeList {
    name: "task-sort",
    items: &[
        ("visit", "走访"),
        ("check", "排查"),
        ("follow_up", "回访"),
        ("publicity", "宣传"),
        ("evacuation", "应急转移"),
        ("other", "其他"),
    ],
};

/// The states.
pub const STATES: CodeList = CodeList {
    name: "task-state",
    items: &[
        ("sent", "待接单"),
        ("taken", "办理中"),
        ("done", "待确认"),
        ("confirmed", "已确认"),
        ("cancelled", "已取消"),
    ],
};

/// The steps.
pub const STEPS: CodeList = CodeList {
    name: "task-step",
    items: &[
        ("take", "接单"),
        ("progress", "办理记录"),
        ("finish", "办结"),
        ("confirm", "确认"),
        ("return", "退回重办"),
        ("cancel", "取消"),
    ],
};

const UNDONE: &[&str] = &["sent", "taken"];

/// From the office to the worker and back.
pub const COURSE: Course = Course {
    states: &STATES,
    steps: &STEPS,
    begins,
    ends: &["confirmed", "cancelled"],
    done: &["done", "confirmed"],
    rows: &[
        Row {
            step: "take",
            from: &["sent"],
            to: To::State("taken"),
            by: HANDLERS,
            whose: Whose::Owners,
            at: Where::Anywhere,
            handles: true,
            asks: MAYBE_WORDS,
        },
        Row {
            step: "finish",
            from: UNDONE,
            to: To::State("done"),
            by: HANDLERS,
            whose: Whose::Owners,
            at: Where::Anywhere,
            handles: true,
            asks: WORDS,
        },
        Row {
            step: "progress",
            from: UNDONE,
            to: To::Same,
            by: HANDLERS,
            whose: Whose::Owners,
            at: Where::Anywhere,
            handles: true,
            asks: WORDS,
        },
        Row {
            step: "confirm",
            from: &["done"],
            to: To::State("confirmed"),
            by: OFFICES,
            whose: Whose::SecondPersons,
            at: Where::Office,
            handles: false,
            asks: MAYBE_WORDS,
        },
        Row {
            step: "return",
            from: &["done"],
            to: To::State("taken"),
            by: OFFICES,
            whose: Whose::Anybodys,
            at: Where::Office,
            handles: false,
            asks: REASONS,
        },
        Row {
            step: "cancel",
            from: UNDONE,
            to: To::State("cancelled"),
            by: OFFICES,
            whose: Whose::Anybodys,
            at: Where::Office,
            handles: false,
            asks: REASONS,
        },
    ],
};

fn begins(_: &Fields) -> &'static str {
    "sent"
}

/// The form.
pub const FORM: Form = Form {
    name: "task",
    kind: Kind::Task,
    by: OFFICES,
    is_local: true,
    questions: &[
        Question::must("heading", Ask::Line(50)),
        Question::must("task_sort", Ask::One(&SORT)),
        Question::must("content", Ask::Text(1_000)),
        Question::must(OWNER, Ask::Member),
        Question::must(DEADLINE, Ask::Day),
    ],
    title: &["heading"],
    gist: "content",
    course: Some(&COURSE),
};
