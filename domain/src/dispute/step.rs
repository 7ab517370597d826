//! The steps of a dispute and what is recorded with each: one form with a few fields for all of them, so that one screen draws every step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codes::{
    AgreementForm, Channel, Grade, Level, Linked, MediationKind, Outcome, Performance, Route,
    Satisfaction,
};
use crate::change::{Fields, Step};
use crate::codes::codes;
use crate::ids::MemberId;
use crate::issue::{Issue, IssueCode};

codes! {
    /// What is done about a dispute.
    pub enum StepName = "dispute-step" {
        /// 登记.
        Register = "register" => "登记",
        /// 当场化解.
        SettleOnSite = "settle_on_site" => "当场化解",
        /// 上报受理: hands it to village or town.
        Submit = "submit" => "报请受理",
        /// 受理.
        Accept = "accept" => "受理",
        /// 不受理.
        Decline = "decline" => "不受理",
        /// 交办.
        Assign = "assign" => "交办",
        /// 签收: the unit it was assigned to has it.
        Receive = "receive" => "签收",
        /// 调处记录.
        Mediate = "mediate" => "调处",
        /// 达成协议.
        Agree = "agree" => "达成协议",
        /// 编号盖章: a written agreement takes effect.
        Seal = "seal" => "编号盖章",
        /// 上报: to the next level.
        Escalate = "escalate" => "上报",
        /// 终止.
        Terminate = "terminate" => "终止调解",
        /// 一方拒绝.
        Refuse = "refuse" => "一方拒绝",
        /// 撤回 or 自行和解.
        Withdraw = "withdraw" => "撤回或自行和解",
        /// 退回.
        Return = "return" => "退回",
        /// 申请延期.
        AskExtension = "ask_extension" => "申请延期",
        /// 延期: granted.
        GrantExtension = "grant_extension" => "延期",
        /// 不同意延期.
        DenyExtension = "deny_extension" => "不同意延期",
        /// 约定回访.
        Plan = "plan" => "约定回访",
        /// 履行.
        Perform = "perform" => "履行情况",
        /// 回访.
        ReturnVisit = "return_visit" => "回访",
        /// 申请销号.
        RequestClose = "request_close" => "申请销号",
        /// 销号.
        Close = "close" => "销号",
        /// 复发.
        Reopen = "reopen" => "复发",
        /// 督办.
        Supervise = "supervise" => "督办",
        /// 移交公安.
        ToPolice = "to_police" => "移交公安",
        /// 记事.
        Note = "note" => "记事",
        /// 核定: which of two contradictory steps counts.
        Decide = "decide" => "核定",
    }
}

/// A field that a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// 原因.
    Reason,
    /// 经过 or content.
    Text,
    /// 责任人.
    Owner,
    /// 包案领导.
    Leader,
    /// 责任单位.
    Unit,
    /// 时限, or the day agreed on.
    Deadline,
    /// 上报到.
    Level,
    /// 渠道.
    Channel,
    /// 参加人, or 回访对象.
    People,
    /// 调解种类.
    Kind,
    /// 联动.
    Linked,
    /// 协议形式.
    Form,
    /// 履行方式.
    How,
    /// 编号.
    Number,
    /// 印章.
    Seal,
    /// 记录人是人民调解员.
    Mediator,
    /// 告知途径.
    Routes,
    /// 结果.
    Outcome,
    /// 履行.
    Performance,
    /// 满意.
    Satisfaction,
    /// 督办等级.
    Grade,
    /// Which of two steps counts.
    Keep,
}

impl StepName {
    /// What is asked for, in the order of the form. All but these fields stay empty.
    #[must_use]
    pub fn asks(self) -> &'static [Ask] {
        match self {
            Self::Register | Self::Receive | Self::Unknown => &[],
            Self::SettleOnSite => &[Ask::Text, Ask::Mediator],
            Self::Submit => &[Ask::Level, Ask::Reason],
            Self::Accept => &[Ask::Owner, Ask::Deadline, Ask::Leader, Ask::Unit],
            Self::Decline | Self::Refuse => &[Ask::Reason, Ask::Routes],
            Self::Assign => &[Ask::Unit, Ask::Owner, Ask::Deadline, Ask::Reason],
            Self::Mediate => &[Ask::Text, Ask::Channel, Ask::People, Ask::Kind, Ask::Linked],
            Self::Agree => &[Ask::Form, Ask::Channel, Ask::Text, Ask::How, Ask::Deadline],
            Self::Seal => &[Ask::Number, Ask::Seal],
            Self::Escalate => &[Ask::Reason, Ask::Unit],
            Self::Terminate => &[Ask::Outcome, Ask::Reason, Ask::Routes],
            Self::Withdraw => &[Ask::Outcome, Ask::Reason],
            Self::Return | Self::DenyExtension | Self::Reopen | Self::RequestClose => {
                &[Ask::Reason]
            }
            Self::AskExtension | Self::GrantExtension => &[Ask::Deadline, Ask::Reason],
            Self::Plan => &[Ask::Deadline],
            Self::Perform => &[Ask::Performance, Ask::Text],
            Self::ReturnVisit => &[
                Ask::People,
                Ask::Performance,
                Ask::Satisfaction,
                Ask::Channel,
                Ask::Text,
            ],
            Self::Close | Self::Note | Self::ToPolice => &[Ask::Text],
            Self::Supervise => &[Ask::Grade, Ask::Deadline, Ask::Text],
            Self::Decide => &[Ask::Keep, Ask::Reason],
        }
    }

    /// Can it be decided alike for several disputes at once? What belongs to one alone, what was agreed or why it ends, cannot.
    #[must_use]
    pub fn goes_together(self) -> bool {
        matches!(
            self,
            Self::Submit
                | Self::Accept
                | Self::Assign
                | Self::Receive
                | Self::Return
                | Self::Supervise
                | Self::Close
                | Self::Note
        )
    }

    /// Does it only record what was done, so that it is kept (补录) even after the dispute was struck off?
    #[must_use]
    pub fn is_record(self) -> bool {
        matches!(
            self,
            Self::Mediate | Self::Perform | Self::ReturnVisit | Self::Receive | Self::ToPolice
        )
    }
}

/// What is recorded with a step. Which fields a step uses says [`StepName::asks`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StepForm {
    /// 原因.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// 经过, 协议内容 or 记事.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// 责任人.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<MemberId>,
    /// 包案领导.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<String>,
    /// 责任单位.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// 时限: the last day; for 约定回访 the day itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<NaiveDate>,
    /// 上报到.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// 渠道.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// 参加人 or 回访对象.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<String>,
    /// 调解种类.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MediationKind>,
    /// 联动.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<Linked>,
    /// 协议形式.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<AgreementForm>,
    /// 履行方式.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// 协议编号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 已盖调委会印章.
    #[serde(default, skip_serializing_if = "is_no")]
    pub is_sealed: bool,
    /// Whoever records is a registered 人民调解员: only then a settlement on the spot is an oral mediation agreement.
    #[serde(default, skip_serializing_if = "is_no")]
    pub is_mediator: bool,
    /// 告知途径.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// 结果.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// 履行.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performance: Option<Performance>,
    /// 满意.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<Satisfaction>,
    /// 督办等级.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// The place in the order of the step that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<u64>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape that serde asks for"
)]
fn is_no(value: &bool) -> bool {
    !value
}

impl StepForm {
    /// The step as it travels.
    #[must_use]
    pub fn step(&self, name: StepName) -> Step {
        let mut fields = Fields::of(self);
        fields
            .0
            .retain(|_, value| value != &serde_json::json!(false));
        Step {
            name: name.code().to_owned(),
            fields,
        }
    }

    /// What was recorded with a step; what cannot be read counts as empty.
    #[must_use]
    pub fn of(step: &Step) -> Self {
        step.fields.read().unwrap_or_default()
    }
}

/// What is not right about a step's fields, whatever state its dispute is in. Steps of a newer version pass.
#[must_use]
pub fn issues(step: &Step) -> Vec<Issue> {
    if StepName::from_code(&step.name) == StepName::Unknown {
        return Vec::new();
    }
    let Some(form) = step.fields.read::<StepForm>() else {
        return vec![Issue::block(&step.name, IssueCode::WrongType)];
    };
    let short = crate::validate::NAME_MAX;
    let long = crate::validate::REMARKS_MAX;
    let texts = [
        ("reason", &form.reason, long),
        ("text", &form.text, long),
        ("leader", &form.leader, short),
        ("unit", &form.unit, 2 * short),
        ("people", &form.people, 4 * short),
        ("how", &form.how, crate::validate::TEXT_MAX),
        ("number", &form.number, short),
    ];
    let too_long = |text: &Option<String>, most: usize| {
        text.as_ref()
            .is_some_and(|text| text.chars().count() > most)
    };
    texts
        .into_iter()
        .filter(|(_, text, most)| too_long(text, *most))
        .map(|(field, _, _)| Issue::block(field, IssueCode::TooLong))
        .collect()
}
