//! What several forms ask alike, and who does what.

use crate::course::{DEADLINE, OWNER, REASON, Row, To, UNIT, Where, Whose};
use crate::form::{Ask, CodeList, HAPPENED_AT, Question};
use crate::member::Role;
use crate::validate::TEXT_MAX;

use Role::{Department, Supervisor, VillageCadre, Worker};

/// Who walks the villages, and the office's window.
pub(super) const RECORDERS: &[Role] = &[Worker, VillageCadre, Supervisor];
/// Everybody to whom something can be given to do.
pub(super) const HANDLERS: &[Role] = &[Worker, VillageCadre, Department, Supervisor];
/// 村 and 镇综治中心, who give things out and check them.
pub(super) const OFFICES: &[Role] = &[VillageCadre, Supervisor];

/// 承办单位: the windows that townships have; any other name will do.
pub const UNITS: &[&str] = &[
    "村委会",
    "司法所",
    "派出所",
    "民政所",
    "社保所",
    "城建所",
    "国土所",
    "市场监管所",
    "卫生院",
    "综治中心",
];

/// 满意, in words.
pub const SATISFIED: CodeList = CodeList {
    name: "satisfied",
    items: &[
        ("satisfied", "满意"),
        ("fairly", "基本满意"),
        ("unsatisfied", "不满意"),
        ("unsaid", "未表态"),
    ],
};

/// 发生时间.
pub(super) const HAPPENED: Question = Question::should(HAPPENED_AT, Ask::Moment).folded();
/// 备注.
pub(super) const REMARKS: Question = Question::may("remarks", Ask::Text(TEXT_MAX)).folded();
/// 照片、录音、签字.
pub(super) const ADDED: Question = Question::may("attachments", Ask::Attachments).folded();
/// What was done, in words.
pub(super) const WHAT: Question = Question::must("text", Ask::Text(TEXT_MAX));
/// More words, where there are any.
pub(super) const MORE: Question = Question::may("text", Ask::Text(TEXT_MAX));
/// 原因.
pub(super) const WHY: Question = Question::must(REASON, Ask::Text(TEXT_MAX));

/// 交办: to whom and by when.
pub(super) const ASSIGN: &[Question] = &[
    Question::must(UNIT, Ask::Unit),
    Question::may(OWNER, Ask::Member),
    Question::must(DEADLINE, Ask::Day),
    MORE,
];
/// Only words.
pub(super) const WORDS: &[Question] = &[WHAT];
/// Words, as one likes.
pub(super) const MAYBE_WORDS: &[Question] = &[MORE];
/// A reason.
pub(super) const REASONS: &[Question] = &[WHY];

/// What the office decides, in the server's order.
pub(super) const fn decided(
    step: &'static str,
    from: &'static [&'static str],
    to: To,
    asks: &'static [Question],
) -> Row {
    Row {
        step,
        from,
        to,
        by: OFFICES,
        whose: Whose::Anybodys,
        at: Where::Office,
        handles: false,
        goes_together: true,
        asks,
    }
}

/// What somebody does about it, also without a network; whoever does has handled it.
pub(super) const fn done(
    step: &'static str,
    from: &'static [&'static str],
    to: To,
    asks: &'static [Question],
) -> Row {
    Row {
        step,
        from,
        to,
        by: HANDLERS,
        whose: Whose::Anybodys,
        at: Where::Anywhere,
        handles: true,
        goes_together: false,
        asks,
    }
}
