//! The items of the code lists in the language shown: the messages `{LIST}-{code}`.

use domain::care::complete::{Clear, Gap};
use domain::care::{
    Abnormal, CareNeed, CheckMethod, CheckPlace, CheckStep, Companion, Contact, Department,
    Level as CareLevel, Line, Livelihood, Medication, Met, OpenPurpose, Reported, Whereabouts,
};
use domain::course::Refusal;
use domain::dispute::{
    AgreementForm, Category, Channel, Consent, Extension, Grade, Guard, Level, Linked,
    MediationKind, OnSite, Outcome as DisputeOutcome, Performance, Risk, Route, Satisfaction, Size,
    Source, Stage, State, StepName,
};
use domain::household::{EvacuationNeed, VisitClass};
use domain::province::{ProvinceAct, ProvinceRefusal, ProvinceState};
use domain::remark::{RemarkAct, RemarkRefusal, RemarkState};
use domain::resident::{Presence, Relation, Sex};
use domain::visit::{Difficulty, FamilyChange, Handling, Outcome, Purpose, Topic, VisitMethod};
use domain::{AttachmentKind, ExportPurpose, IssueCode, Role};

use super::t;

/// An item of a code list as the screens need it.
pub(crate) trait Coded: Copy + PartialEq + 'static {
    /// The list's name.
    const LIST: &'static str;
    /// Every item that a person can choose.
    const ALL: &'static [Self];
    /// The stable code.
    fn code(self) -> &'static str;
    /// The item's words.
    fn words(self) -> String {
        t(&format!("{}-{}", Self::LIST, self.code()))
    }
}

macro_rules! coded {
    ($($name:ident),+) => {$(
        impl Coded for $name {
            const LIST: &'static str = Self::LIST;
            const ALL: &'static [Self] = Self::ALL;
            fn code(self) -> &'static str {
                Self::code(self)
            }
        }
    )+};
}

coded!(
    Abnormal,
    CareNeed,
    CareLevel,
    CheckMethod,
    CheckPlace,
    CheckStep,
    Clear,
    Companion,
    Contact,
    Department,
    Gap,
    Line,
    Livelihood,
    Medication,
    Met,
    OpenPurpose,
    Reported,
    Whereabouts,
    VisitMethod,
    ExportPurpose,
    Outcome,
    Purpose,
    FamilyChange,
    Difficulty,
    Topic,
    Handling,
    Relation,
    Sex,
    Presence,
    IssueCode,
    VisitClass,
    EvacuationNeed,
    Refusal,
    Role,
    AttachmentKind,
    AgreementForm,
    Category,
    Channel,
    Consent,
    Extension,
    Grade,
    Guard,
    Level,
    Linked,
    MediationKind,
    OnSite,
    DisputeOutcome,
    Performance,
    Risk,
    Route,
    Satisfaction,
    Size,
    Source,
    Stage,
    State,
    StepName,
    RemarkAct,
    RemarkRefusal,
    RemarkState,
    ProvinceAct,
    ProvinceState,
    ProvinceRefusal
);
