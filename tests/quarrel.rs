//! One quarrel over water, as it is told at the door and at every step of its way: whole, so that no step refuses it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::dispute::{
    AgreementForm, Category, Channel, Consent, Party, Performance, Risk, Satisfaction, StepForm,
};
use domain::{Dispute, MemberId};

/// As it is recorded.
#[must_use]
pub fn dispute(at: DateTime<Utc>) -> Dispute {
    Dispute {
        parties: vec![Party::named("张三"), Party::named("李四")],
        place: "二组水渠边".to_owned(),
        summary: "为浇地先后争吵".to_owned(),
        risk: Some(Risk::MayEscalate),
        category: Some(Category::Neighbours),
        consent: Some(Consent::Agreed),
        ..Dispute::begun(at)
    }
}

/// Accepted or assigned: to whom, by when.
#[must_use]
pub fn accepting(owner: MemberId) -> StepForm {
    StepForm {
        owner: Some(owner),
        deadline: NaiveDate::from_ymd_opt(2031, 1, 31),
        unit: Some("村调委会".to_owned()),
        ..StepForm::default()
    }
}

/// Every answer that a step on the way to the end asks for.
#[must_use]
pub fn whole() -> StepForm {
    StepForm {
        text: Some("隔日轮换浇水".to_owned()),
        form: Some(AgreementForm::Written),
        channel: Some(Channel::InPerson),
        people: Some("张三".to_owned()),
        performance: Some(Performance::Done),
        satisfaction: Some(Satisfaction::Satisfied),
        ..StepForm::default()
    }
}
