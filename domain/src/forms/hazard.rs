//! 隐患上报 (form F4): what is dangerous where, what was done on the spot; then 交办, 整改, 复查, 销号.

use super::shared::{
    ADDED, ASSIGN, HAPPENED, MAYBE_WORDS, MORE, REASONS, RECORDERS, REMARKS, WORDS, decided, done,
};
use crate::change::Fields;
use crate::course::{Course, DEADLINE, To};
use crate::form::{Ask, CodeList, Form, Question};
use crate::kind::Kind;

/// 类型.
pub const TYPE: CodeList = CodeList {
    name: "hazard-type",
    items: &[
        ("fire", "消防"),
        ("power", "用电用气"),
        ("traffic", "道路交通"),
        ("house", "房屋"),
        ("water", "地灾水利"),
        ("food", "食药"),
        ("environment", "环境"),
        ("order", "治安"),
        ("lines", "线路"),
        ("other", "其他"),
    ],
};

/// 场所类型: 九小场所 and what villages have besides. Counties keep lists of their own.
pub const PLACE_TYPE: CodeList = CodeList {
    name: "place-type",
    items: &[
        ("home", "住户"),
        ("road", "道路"),
        ("river", "河道"),
        ("school", "小学校幼儿园"),
        ("clinic", "小医院"),
        ("shop", "小商店"),
        ("eatery", "小餐饮"),
        ("inn", "小旅馆"),
        ("leisure", "小歌舞娱乐"),
        ("internet", "小网吧"),
        ("beauty", "小美容洗浴"),
        ("workshop", "小生产加工"),
        ("other", "其他"),
    ],
};

/// 程度.
pub const SEVERITY: CodeList = CodeList {
    name: "severity",
    items: &[("common", "一般"), ("larger", "较大"), ("urgent", "紧急")],
};

/// 当场处置.
pub const DISPOSAL: CodeList = CodeList {
    name: "disposal",
    items: &[
        ("rectified", "已整改"),
        ("persuaded", "已劝导"),
        ("needs_unit", "需部门处理"),
    ],
};

/// 来源.
pub const SOURCE: CodeList = CodeList {
    name: "hazard-source",
    items: &[
        ("visit", "走访排查"),
        ("patrol", "巡查"),
        ("report", "群众反映"),
        ("superior", "上级交办"),
    ],
};

/// 复查结果.
pub const RECHECK: CodeList = CodeList {
    name: "recheck",
    items: &[("cleared", "已消除"), ("remains", "未消除")],
};

/// The states.
pub const STATES: CodeList = CodeList {
    name: "hazard-state",
    items: &[
        ("open", "待处理"),
        ("assigned", "已交办"),
        ("received", "已签收"),
        ("fixed", "待复查"),
        ("cleared", "已消除"),
        ("closed", "已销号"),
    ],
};

/// The steps.
pub const STEPS: CodeList = CodeList {
    name: "hazard-step",
    items: &[
        ("assign", "交办"),
        ("receive", "签收"),
        ("progress", "办理记录"),
        ("fix", "已整改"),
        ("check", "复查"),
        ("return", "退回重办"),
        ("close", "销号"),
        ("reopen", "又出现"),
    ],
};

const UNDONE: &[&str] = &["open", "assigned", "received"];

/// From the report to 销号.
pub const COURSE: Course = Course {
    states: &STATES,
    steps: &STEPS,
    begins,
    ends: &["closed"],
    done: &["cleared", "closed"],
    rows: &[
        decided("assign", UNDONE, To::State("assigned"), ASSIGN),
        done("receive", &["assigned"], To::State("received"), MAYBE_WORDS)
            .owners()
            .together(),
        done("fix", UNDONE, To::State("fixed"), WORDS),
        done("progress", UNDONE, To::Same, WORDS),
        done(
            "check",
            &["fixed"],
            To::Answer("recheck", &[("cleared", "cleared"), ("remains", "open")]),
            &[Question::must("recheck", Ask::One(&RECHECK)), MORE],
        )
        .by(RECORDERS)
        .beside(),
        decided("return", &["fixed"], To::State("open"), REASONS),
        decided("close", &["cleared"], To::State("closed"), MAYBE_WORDS).second_person(),
        done("reopen", &["cleared", "closed"], To::State("open"), REASONS)
            .by(RECORDERS)
            .beside(),
    ],
};

fn begins(fields: &Fields) -> &'static str {
    match fields.text("disposal") {
        Some("rectified" | "persuaded") => "fixed",
        _ => "open",
    }
}

/// The form.
pub const FORM: Form = Form {
    name: "hazard",
    kind: Kind::Matter,
    by: RECORDERS,
    is_local: true,
    questions: &[
        Question::must("hazard_type", Ask::One(&TYPE)),
        Question::must("place", Ask::Line(100)),
        Question::must("description", Ask::Text(500)),
        Question::must("severity", Ask::One(&SEVERITY)),
        Question::must("disposal", Ask::One(&DISPOSAL)),
        Question::may("wanted_unit", Ask::Unit).when("disposal", &["needs_unit"]),
        Question::may(DEADLINE, Ask::Day).when("disposal", &["needs_unit", "persuaded"]),
        Question::may("place_type", Ask::One(&PLACE_TYPE)).folded(),
        Question::may("people_affected", Ask::Count(1, 100_000)).folded(),
        Question::should("hazard_source", Ask::One(&SOURCE)).folded(),
        HAPPENED,
        REMARKS,
        ADDED,
    ],
    title: &["hazard_type", "place"],
    gist: "description",
    course: Some(&COURSE),
};
