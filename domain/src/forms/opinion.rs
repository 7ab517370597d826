//! 民意诉求 (form F5): one opinion or request, who is to answer it, the answer, and that the person was told.

use super::shared::{
    ADDED, ASSIGN, HAPPENED, MAYBE_WORDS, MORE, REASONS, RECORDERS, REMARKS, SATISFIED, WORDS,
    decided, done,
};
use crate::change::Fields;
use crate::course::{Course, DEADLINE, To};
use crate::form::{Ask, CodeList, Form, Question};
use crate::kind::Kind;

/// 渠道.
pub const CHANNEL: CodeList = CodeList {
    name: "opinion-channel",
    items: &[
        ("visit", "走访"),
        ("evening_talk", "百姓夜话"),
        ("talk_room", "说事室"),
        ("phone", "电话"),
        ("meeting", "会议"),
    ],
};

/// 类别.
pub const CATEGORY: CodeList = CodeList {
    name: "opinion-category",
    items: &[
        ("village", "惠农村务"),
        ("land", "土地林权"),
        ("water", "水利电力"),
        ("road", "道路"),
        ("medical", "医疗"),
        ("insurance", "社保"),
        ("schooling", "教育"),
        ("environment", "环境"),
        ("order", "治安"),
        ("other", "其他"),
    ],
};

/// 性质.
pub const NATURE: CodeList = CodeList {
    name: "opinion-nature",
    items: &[
        ("question", "咨询"),
        ("help", "求助"),
        ("proposal", "建议"),
        ("complaint", "投诉"),
    ],
};

/// 答复.
pub const REPLY: CodeList = CodeList {
    name: "opinion-reply",
    items: &[
        ("on_spot", "当场答复"),
        ("passed_on", "转办"),
        ("reported", "上报"),
    ],
};

/// 反馈方式.
pub const FEEDBACK: CodeList = CodeList {
    name: "feedback-method",
    items: &[
        ("in_person", "当面"),
        ("phone", "电话"),
        ("notice_board", "公示栏"),
        ("other", "其他"),
    ],
};

/// The states.
pub const STATES: CodeList = CodeList {
    name: "opinion-state",
    items: &[
        ("open", "待办理"),
        ("assigned", "已转办"),
        ("received", "已签收"),
        ("answered", "待反馈"),
        ("told", "已反馈"),
        ("closed", "已办结"),
    ],
};

/// The steps.
pub const STEPS: CodeList = CodeList {
    name: "opinion-step",
    items: &[
        ("assign", "转办"),
        ("receive", "签收"),
        ("progress", "办理记录"),
        ("answer", "答复"),
        ("tell", "反馈本人"),
        ("return", "退回重办"),
        ("close", "办结"),
    ],
};

const UNDONE: &[&str] = &["open", "assigned", "received"];

/// From hearing it to telling the person.
pub const COURSE: Course = Course {
    states: &STATES,
    steps: &STEPS,
    begins,
    ends: &["closed"],
    done: &["answered", "told", "closed"],
    rows: &[
        decided("assign", UNDONE, To::State("assigned"), ASSIGN),
        done("receive", &["assigned"], To::State("received"), MAYBE_WORDS)
            .owners()
            .together(),
        done("answer", UNDONE, To::State("answered"), WORDS),
        done("progress", UNDONE, To::Same, WORDS),
        done(
            "tell",
            &["answered"],
            To::State("told"),
            &[
                Question::must("feedback_method", Ask::One(&FEEDBACK)),
                Question::must("satisfied", Ask::One(&SATISFIED)),
                MORE,
            ],
        )
        .beside(),
        decided("return", &["answered", "told"], To::State("open"), REASONS),
        decided("close", &["told"], To::State("closed"), MAYBE_WORDS).second_person(),
    ],
};

fn begins(fields: &Fields) -> &'static str {
    match fields.text("reply") {
        // Answered on the spot is told at the same time.
        Some("on_spot") => "told",
        _ => "open",
    }
}

/// The form. Who said it may stay unnamed.
pub const FORM: Form = Form {
    name: "opinion",
    kind: Kind::Matter,
    by: RECORDERS,
    is_local: true,
    questions: &[
        Question::must("content", Ask::Text(1_000)),
        Question::must("opinion_category", Ask::One(&CATEGORY)),
        Question::must("nature", Ask::One(&NATURE)),
        Question::must("reply", Ask::One(&REPLY)),
        Question::must("answer", Ask::Text(1_000)).when("reply", &["on_spot"]),
        Question::may("wanted_unit", Ask::Unit).when("reply", &["passed_on", "reported"]),
        Question::may(DEADLINE, Ask::Day).when("reply", &["passed_on", "reported"]),
        Question::must("opinion_channel", Ask::One(&CHANNEL)),
        Question::may("person", Ask::Name),
        Question::may("phone", Ask::Phone).folded(),
        HAPPENED,
        REMARKS,
        ADDED,
    ],
    title: &["opinion_category", "person"],
    gist: "content",
    course: Some(&COURSE),
};
