//! Guards: what must be so before a step may be taken, each with the sentence that a person reads when it is not.
//! The sentences of the screens are the messages `dispute-guard-{code}`; the server answers with the same words.

use super::Dispute;
use super::codes::{AgreementForm, Consent, Level, Outcome, Risk};
use super::life::Life;
use super::step::{StepForm, StepName};
use crate::codes::codes;
use crate::ids::MemberId;
use crate::member::Role;

codes! {
    /// Why a step cannot be taken.
    pub enum Guard = "dispute-guard" {
        /// No row of the table begins at this state.
        WrongState = "wrong_state" => "纠纷现在的状态还不能做这一步",
        /// No row of the table is for this role.
        WrongRole = "wrong_role" => "这一步不由你的岗位办理,请联系镇综治中心",
        /// 登记 needs category, risk and consent.
        Complete = "complete" => "先填好类别、激化风险和双方是否同意调解,才能登记",
        /// Both sides must agree.
        BothAgree = "both_agree" => "双方都同意调解才行;一方不同意的不得调解,请记「一方拒绝」并告知其他途径",
        /// One side refuses: no mediation.
        NotRefused = "not_refused" => "一方不同意调解,不得调解;请记「一方拒绝」并告知其他途径",
        /// To the police only what is violent.
        IsViolent = "is_violent" => "激化风险为「已有暴力或扬言」时才移交公安;请先改风险",
        /// A reason.
        Reason = "reason" => "请写明原因",
        /// What was done or agreed.
        Text = "text" => "请写明经过或内容",
        /// 责任人 and 时限.
        OwnerAndDeadline = "owner_and_deadline" => "请定责任人和时限",
        /// 责任单位 and 时限.
        UnitAndDeadline = "unit_and_deadline" => "请定责任单位和时限",
        /// The whole of an agreement.
        Agreement = "agreement" => "请选协议形式和渠道,写明协议内容",
        /// The legal routes were told.
        Routes = "routes" => "请勾选已告知当事人的其他途径",
        /// How a mediation ended.
        EndOutcome = "end_outcome" => "请选结果:调解不成终止,或引导诉讼等",
        /// Why it was withdrawn.
        WithdrawOutcome = "withdraw_outcome" => "请选结果:撤回,或自行和解",
        /// A day.
        Day = "day" => "请定日期",
        /// What a return visit found.
        ReturnRecord = "return_record" => "请填回访对象、履行和满意情况",
        /// How far it was carried out.
        Performance = "performance" => "请选履行情况",
        /// Number and seal.
        NumberAndSeal = "number_and_seal" => "请填协议编号,并确认已盖调委会印章",
        /// A grade.
        Grade = "grade" => "请选督办等级",
        /// Only a written agreement is numbered and sealed.
        IsWritten = "is_written" => "口头协议不编号盖章",
        /// The village accepts what came to the village.
        OwnLevel = "own_level" => "这件已经到镇里或县里,由镇综治中心办理",
        /// Above the county there is nobody.
        BelowCounty = "below_county" => "这件已经上报到县,不能再上报",
        /// Nobody supervises the level above.
        NotAbove = "not_above" => "这件已经上报到县,镇里不能督办",
        /// Somebody asked.
        ExtensionAsked = "extension_asked" => "还没有人申请延期",
        /// The return visit was made, or there is a reason why not.
        ReturnVisitDone = "return_visit_done" => "先做回访;不回访的,写明原因",
        /// The checker is not the handler.
        SecondPerson = "second_person" => "销号要由第二个人办理:责任人和经手人不能给自己销号",
        /// Two steps contradict each other.
        Contradiction = "contradiction" => "没有需要核定的步骤",
    }
}

/// Who wants to take which step on what.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The step.
    pub step: StepName,
    /// What is recorded with it.
    pub form: &'a StepForm,
    /// Who.
    pub by: MemberId,
    /// The dispute's fields; none where history is read again: a later correction of a field does not undo a step.
    pub dispute: Option<&'a Dispute>,
    /// As what; none where history is read again: the server asked before.
    pub role: Option<Role>,
}

/// What a guard looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// The dispute's fields, which can change later.
    Fields,
    /// What is recorded with the step.
    Form,
    /// Where the dispute stands and who acts.
    Standing,
}

impl Guard {
    /// What it looks at.
    #[must_use]
    pub fn looks_at(self) -> Looks {
        match self {
            Self::Complete | Self::BothAgree | Self::NotRefused | Self::IsViolent => Looks::Fields,
            Self::Reason
            | Self::Text
            | Self::OwnerAndDeadline
            | Self::UnitAndDeadline
            | Self::Agreement
            | Self::Routes
            | Self::EndOutcome
            | Self::WithdrawOutcome
            | Self::Day
            | Self::ReturnRecord
            | Self::Performance
            | Self::NumberAndSeal
            | Self::Grade => Looks::Form,
            Self::WrongState
            | Self::WrongRole
            | Self::IsWritten
            | Self::OwnLevel
            | Self::BelowCounty
            | Self::NotAbove
            | Self::ExtensionAsked
            | Self::ReturnVisitDone
            | Self::SecondPerson
            | Self::Contradiction
            | Self::Unknown => Looks::Standing,
        }
    }

    /// Is it so?
    #[must_use]
    pub fn holds(self, life: &Life, attempt: &Attempt<'_>) -> bool {
        match self.looks_at() {
            Looks::Fields => attempt
                .dispute
                .is_none_or(|dispute| self.holds_of_fields(dispute)),
            Looks::Form => self.holds_of_form(attempt.form),
            Looks::Standing => self.holds_of_life(life, attempt),
        }
    }

    fn holds_of_fields(self, dispute: &Dispute) -> bool {
        match self {
            Self::Complete => dispute.is_complete(),
            Self::BothAgree => dispute.consent == Some(Consent::Agreed),
            Self::NotRefused => dispute.consent != Some(Consent::Refused),
            Self::IsViolent => dispute.risk == Some(Risk::Violence),
            _ => true,
        }
    }

    fn holds_of_form(self, form: &StepForm) -> bool {
        let said = |text: &Option<String>| text.as_deref().is_some_and(|t| !t.trim().is_empty());
        match self {
            Self::Reason => said(&form.reason),
            Self::Text => said(&form.text),
            Self::OwnerAndDeadline => form.owner.is_some() && form.deadline.is_some(),
            Self::UnitAndDeadline => said(&form.unit) && form.deadline.is_some(),
            Self::Agreement => form.form.is_some() && form.channel.is_some() && said(&form.text),
            Self::Routes => !form.routes.is_empty(),
            Self::EndOutcome => matches!(form.outcome, Some(Outcome::Failed | Outcome::Litigation)),
            Self::WithdrawOutcome => matches!(
                form.outcome,
                Some(Outcome::Withdrawn | Outcome::SelfSettled)
            ),
            Self::Day => form.deadline.is_some(),
            Self::ReturnRecord => {
                said(&form.people) && form.performance.is_some() && form.satisfaction.is_some()
            }
            Self::Performance => form.performance.is_some(),
            Self::NumberAndSeal => said(&form.number) && form.is_sealed,
            Self::Grade => form.grade.is_some(),
            _ => true,
        }
    }

    fn holds_of_life(self, life: &Life, attempt: &Attempt<'_>) -> bool {
        match self {
            Self::IsWritten => life
                .agreement
                .as_ref()
                .is_some_and(|agreement| agreement.form == AgreementForm::Written),
            Self::OwnLevel => {
                attempt.role != Some(Role::VillageCadre)
                    || matches!(life.level, Level::Grid | Level::Village)
            }
            Self::BelowCounty | Self::NotAbove => life.level != Level::County,
            Self::ExtensionAsked => life.extension == super::Extension::Asked,
            Self::ReturnVisitDone => {
                life.return_visits > 0 || Self::Reason.holds_of_form(attempt.form)
            }
            Self::SecondPerson => !life.is_handler(attempt.by),
            Self::Contradiction => life.has_contradiction(),
            _ => true,
        }
    }
}
