//! 任务: the office gives somebody something to do by a day; 接单, 办结, and somebody else confirms it.

use super::shared::{MAYBE_WORDS, OFFICES, REASONS, WORDS, decided, done};
use crate::change::Fields;
use crate::course::{Course, DEADLINE, OWNER, To};
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
        ("decision", "会议决定"),
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
        done("take", &["sent"], To::State("taken"), MAYBE_WORDS)
            .owners()
            .together(),
        done("finish", UNDONE, To::State("done"), WORDS).owners(),
        done("progress", UNDONE, To::Same, WORDS).owners(),
        decided("confirm", &["done"], To::State("confirmed"), MAYBE_WORDS).second_person(),
        decided("return", &["done"], To::State("taken"), REASONS),
        decided("cancel", UNDONE, To::State("cancelled"), REASONS),
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
