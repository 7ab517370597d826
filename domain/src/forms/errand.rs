//! 帮办代办、微心愿 (form F6): 点单, 派单, 接单, 办结, 交付, 评价. Scans of cards and papers are not kept.

use super::shared::{
    ADDED, HAPPENED, MAYBE_WORDS, MORE, RECORDERS, REMARKS, SATISFIED, WHAT, WHY, WORDS, decided,
    done,
};
use crate::change::Fields;
use crate::course::{Course, DEADLINE, OWNER, To};
use crate::form::{Ask, CodeList, Form, Question};
use crate::kind::Kind;

/// 事项.
pub const ITEM: CodeList = CodeList {
    name: "errand-item",
    items: &[
        ("health_insurance", "医保"),
        ("pension", "养老"),
        ("work", "就业"),
        ("allowance", "低保救助"),
        ("disability", "残疾"),
        ("residence", "户籍证明"),
        ("subsidy", "补贴"),
        ("payment", "缴费"),
        ("petition", "信访代办"),
        ("wish", "微心愿"),
        ("other", "其他"),
    ],
};

/// 材料清单: what the person has to bring; only that it is there is noted.
pub const PAPERS: CodeList = CodeList {
    name: "errand-papers",
    items: &[
        ("identity_card", "身份证"),
        ("household_book", "户口簿"),
        ("bank_card", "银行卡"),
        ("photo", "照片"),
        ("form", "申请表"),
        ("certificate", "证明"),
        ("other", "其他"),
    ],
};

/// 委托确认.
pub const MANDATE: CodeList = CodeList {
    name: "errand-mandate",
    items: &[("oral", "口头委托"), ("written", "书面委托")],
};

/// 谁来办.
pub const TAKER: CodeList = CodeList {
    name: "errand-taker",
    items: &[("self", "我来办"), ("dispatch", "请村镇派单")],
};

/// 结果.
pub const RESULT: CodeList = CodeList {
    name: "errand-result",
    items: &[
        ("done", "办结"),
        ("not_eligible", "不符合条件"),
        ("passed_on", "转其他途径"),
    ],
};

/// The states.
pub const STATES: CodeList = CodeList {
    name: "errand-state",
    items: &[
        ("open", "待派单"),
        ("dispatched", "已派单"),
        ("taken", "办理中"),
        ("done", "待交付"),
        ("declined", "待告知"),
        ("handed", "待评价"),
        ("rated", "已评价"),
    ],
};

/// The steps.
pub const STEPS: CodeList = CodeList {
    name: "errand-step",
    items: &[
        ("dispatch", "派单"),
        ("take", "接单"),
        ("progress", "办理进度"),
        ("finish", "办结"),
        ("hand_over", "交付告知"),
        ("rate", "评价"),
    ],
};

const OPEN: &[&str] = &["open", "dispatched"];

/// From the wish to what the person says of it.
pub const COURSE: Course = Course {
    states: &STATES,
    steps: &STEPS,
    begins,
    ends: &["rated"],
    done: &["done", "declined", "handed", "rated"],
    rows: &[
        decided(
            "dispatch",
            OPEN,
            To::State("dispatched"),
            &[
                Question::must(OWNER, Ask::Member),
                Question::may(DEADLINE, Ask::Day),
                MORE,
            ],
        ),
        done("take", OPEN, To::State("taken"), MAYBE_WORDS)
            .owners()
            .together(),
        done(
            "finish",
            &["taken"],
            To::Answer(
                "result",
                &[
                    ("done", "done"),
                    ("not_eligible", "declined"),
                    ("passed_on", "declined"),
                ],
            ),
            &[
                Question::must("result", Ask::One(&RESULT)),
                WHY.when("result", &["not_eligible", "passed_on"]),
                MORE,
            ],
        ),
        done("progress", &["taken"], To::Same, WORDS),
        done(
            "hand_over",
            &["done", "declined"],
            To::State("handed"),
            &[WHAT],
        ),
        done(
            "rate",
            &["handed"],
            To::State("rated"),
            &[Question::must("satisfied", Ask::One(&SATISFIED)), MORE],
        )
        .beside(),
    ],
};

fn begins(fields: &Fields) -> &'static str {
    match fields.text("taker") {
        Some("self") => "taken",
        _ => "open",
    }
}

/// The form.
pub const FORM: Form = Form {
    name: "errand",
    kind: Kind::Matter,
    by: RECORDERS,
    is_local: true,
    questions: &[
        Question::must("applicant", Ask::Name),
        Question::must("errand_item", Ask::One(&ITEM)),
        Question::should("errand_note", Ask::Text(500)),
        Question::must("mandate", Ask::One(&MANDATE)),
        Question::must("taker", Ask::One(&TAKER)),
        Question::may(DEADLINE, Ask::Day),
        Question::may("phone", Ask::Phone),
        Question::may("papers", Ask::Many(&PAPERS)).folded(),
        HAPPENED,
        REMARKS,
        ADDED,
    ],
    title: &["errand_item", "applicant"],
    gist: "errand_note",
    course: Some(&COURSE),
};
