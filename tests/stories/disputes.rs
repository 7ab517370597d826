//! The walk of one dispute: from the doorstep to the office, back to the phone, and to its end by a second person.

use client::commands::{
    AddDisputeStep, DisputeFilter, DisputeForm, DisputeRow, ListDisputes, OpenDispute, SaveDispute,
    SaveState,
};
use domain::RecordId;
use domain::dispute::{OnSite, State, StepForm, StepName};
use stories::quarrel::{accepting, dispute, whole};
use stories::{Phone, Township};
use uuid::Uuid;

async fn row(phone: &Phone, id: RecordId) -> anyhow::Result<Option<DisputeRow>> {
    let list = ListDisputes {
        filter: DisputeFilter::default(),
        offset: 0,
        limit: 100,
    };
    let rows = phone.call(list).await?.rows;
    Ok(rows.into_iter().find(|row| row.id == id))
}

/// Waits until the dispute stands so on this device.
async fn stands(phone: &Phone, id: RecordId, state: State) -> anyhow::Result<DisputeRow> {
    phone.sync().await?;
    phone
        .until(state.label(), async |phone| {
            Ok(row(phone, id).await?.filter(|row| row.stands == state))
        })
        .await
}

async fn step(phone: &Phone, id: RecordId, step: StepName, form: StepForm) -> anyhow::Result<()> {
    let refused = phone.call(AddDisputeStep { id, step, form }).await?;
    anyhow::ensure!(refused.is_none(), "{step:?}: {refused:?}");
    Ok(())
}

async fn recorded(phone: &Phone, on_site: Option<OnSite>) -> anyhow::Result<RecordId> {
    let save = SaveDispute {
        id: None,
        slot: RecordId(Uuid::nil()),
        form: DisputeForm {
            on_site,
            ..DisputeForm::of(dispute(phone.clock().now()))
        },
    };
    Ok(phone.call(save).await?.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_recorded_offline_is_accepted_settled_and_struck_off() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let office = Phone::of(&township, township.supervisor).await?;

    township.stop().await?;
    let id = recorded(&phone, Some(OnSite::Town)).await?;
    let here = row(&phone, id).await?.map(|row| (row.stands, row.state));
    assert_eq!(here, Some((State::Submitted, SaveState::SavedHere)));

    township.start_again()?;
    phone.sync().await?;
    phone.sent().await?;
    let here = row(&phone, id).await?.map(|row| row.state);
    assert_eq!(here, Some(SaveState::Received));

    let there = stands(&office, id, State::Submitted).await?;
    assert_eq!(
        (there.between.as_str(), there.author_name.as_str()),
        ("张三与李四", "老王")
    );
    step(&office, id, StepName::Accept, accepting(township.wang)).await?;
    step(&office, id, StepName::Assign, accepting(township.wang)).await?;
    office.sent().await?;

    let assigned = stands(&phone, id, State::Assigned).await?;
    assert_eq!(assigned.owner_name, "老王");
    assert_eq!(
        assigned.due_on,
        chrono::NaiveDate::from_ymd_opt(2031, 1, 31)
    );
    for name in [
        StepName::Mediate,
        StepName::Agree,
        StepName::ReturnVisit,
        StepName::RequestClose,
    ] {
        step(&phone, id, name, whole()).await?;
    }
    phone.sent().await?;
    stands(&office, id, State::ToClose).await?;
    step(&office, id, StepName::Close, StepForm::default()).await?;
    office.sent().await?;
    stands(&phone, id, State::Closed).await?;
    let stored = township.record(id).await?;
    assert_eq!(stored.map(|record| record.steps.len()), Some(9));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_offline_steps_that_contradict_are_both_kept_and_the_office_decides()
-> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let wang = Phone::of(&township, township.wang).await?;
    let li = Phone::of(&township, township.li).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let id = recorded(&wang, None).await?;
    wang.sent().await?;
    stands(&li, id, State::Registered).await?;

    township.stop().await?;
    step(&wang, id, StepName::SettleOnSite, whole()).await?;
    let refused = StepForm {
        routes: vec![domain::dispute::Route::Court],
        ..StepForm::default()
    };
    step(&li, id, StepName::Refuse, refused).await?;
    township.start_again()?;
    wang.sync().await?;
    wang.sent().await?;
    li.sync().await?;
    li.sent().await?;

    // The first in the order stands, the second waits for a decision, and everybody sees it.
    for phone in [&wang, &li, &office] {
        phone.sync().await?;
        phone
            .until("both steps are here", async |phone| {
                let row = row(phone, id).await?;
                Ok(row.filter(|row| row.is_contradicted).map(drop))
            })
            .await?;
    }
    // Whose phone reached the server first is left open: each tries again by itself.
    let first = row(&office, id).await?.map(|row| row.stands);
    let second = match first {
        Some(State::SettledOnSite) => State::Terminated,
        Some(State::Terminated) => State::SettledOnSite,
        other => anyhow::bail!("neither of the two steps stands: {other:?}"),
    };
    let view = office.call(OpenDispute { id }).await?;
    let contested = view.entries.last().and_then(|entry| entry.seq);
    let decision = StepForm {
        keep: contested,
        ..StepForm::default()
    };
    step(&office, id, StepName::Decide, decision).await?;
    office.sent().await?;
    for phone in [&wang, &li] {
        let row = stands(phone, id, second).await?;
        assert!(!row.is_contradicted);
    }
    Ok(())
}
