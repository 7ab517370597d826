//! Cases on whole phones: a department signs for what was assigned to it and answers; a sensitive dispute stays with those on the case and
//! leaves the other phones when it becomes one.

use client::Error;
use client::commands::{
    DisputeFilter, DisputeForm, ItemFilter, ListDisputes, ListItems, OpenDispute, OpenHome,
    OpenItem, SaveDispute, SaveForm, TakeStep,
};
use domain::dispute::{Category, Consent, Party, Risk};
use domain::{Dispute, Fields, RecordId};
use serde_json::json;
use stories::{Phone, Township};
use uuid::Uuid;

async fn take(
    phone: &Phone,
    id: RecordId,
    step: &str,
    fields: serde_json::Value,
) -> anyhow::Result<()> {
    let step = step.to_owned();
    let fields = Fields::of(&fields);
    phone.call(TakeStep { id, step, fields }).await?;
    phone.sent().await?;
    Ok(())
}

/// Waits until so many hazards are on this device.
async fn hazards(phone: &Phone, count: u64) -> anyhow::Result<()> {
    phone.sync().await?;
    phone
        .until("the hazards are as many", async |phone| {
            let list = ListItems {
                filter: ItemFilter {
                    form: "hazard".to_owned(),
                    ..ItemFilter::default()
                },
                offset: 0,
                limit: 10,
            };
            Ok((phone.call(list).await?.total == count).then_some(()))
        })
        .await
}

/// Waits until the item stands so on this device.
async fn stands(phone: &Phone, id: RecordId, state: &str) -> anyhow::Result<()> {
    phone.sync().await?;
    phone
        .until(state, async |phone| {
            match phone.call(OpenItem { id }).await {
                Ok(view) => Ok((view.row.stands == state).then_some(())),
                Err(Error::NotFound) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hazard_given_to_a_department_is_signed_for_and_answered_and_goes_when_it_is_given_to_another()
-> anyhow::Result<()> {
    let township = Township::start().await?;
    let wang = Phone::of(&township, township.wang).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let station = Phone::of(&township, township.station).await?;
    let fields = json!({"hazard_type": "fire", "place": "粮库", "description": "线路老化", "severity": "larger",
        "disposal": "needs_unit"});
    let mut saved = Vec::new();
    for _ in 0..2 {
        let save = SaveForm {
            id: None,
            slot: RecordId(Uuid::nil()),
            form: "hazard".to_owned(),
            area: township.homes.first().map(|home| home.grid.clone()),
            fields: Fields::of(&fields),
        };
        saved.push(wang.call(save).await?.id);
    }
    wang.sent().await?;
    let id = saved[0];
    stands(&office, id, "open").await?;
    hazards(&station, 0).await?;
    let unit = |name: &str| json!({"unit": name, "deadline": "2031-01-31"});
    take(&office, id, "assign", unit("司法所")).await?;
    stands(&station, id, "assigned").await?;
    hazards(&station, 1).await?;
    let home = station.call(OpenHome).await?;
    assert_eq!((home.tasks.rows[0].id, home.tasks.total), (id, 1));
    take(&station, id, "receive", json!({})).await?;
    take(&station, id, "progress", json!({"text": "已约电工"})).await?;
    stands(&wang, id, "received").await?;
    // Its answer is a step of its own and may come a moment after the signature.
    wang.until("the answer is here", async |phone| {
        let told = phone.call(OpenItem { id }).await?;
        let answers = |text: Option<&str>| text == Some("已约电工");
        let is_told = told
            .entries
            .iter()
            .any(|entry| answers(entry.fields.text("text")));
        Ok(is_told.then_some(()))
    })
    .await?;

    // What was written without a network before the news came is still taken.
    station
        .call(TakeStep {
            id,
            step: "fix".to_owned(),
            fields: Fields::of(&json!({"text": "换好了"})),
        })
        .await?;
    station.sent().await?;
    take(&office, saved[1], "assign", unit("卫生院")).await?;
    stands(&office, id, "fixed").await?;
    take(&office, id, "return", json!({"reason": "照片看不清"})).await?;
    take(&office, id, "assign", unit("卫生院")).await?;
    hazards(&station, 0).await?;
    assert!(matches!(
        station.call(OpenItem { id }).await,
        Err(Error::NotFound)
    ));
    Ok(())
}

async fn recorded(phone: &Phone, is_sensitive: bool) -> anyhow::Result<RecordId> {
    let dispute = Dispute {
        parties: vec![Party::named("张三"), Party::named("李四")],
        place: "张三家".to_owned(),
        summary: "夫妻争吵".to_owned(),
        risk: Some(Risk::MayEscalate),
        category: Some(Category::Marriage),
        consent: Some(Consent::Agreed),
        is_sensitive: Some(is_sensitive),
        ..Dispute::begun(phone.clock().now())
    };
    save(phone, None, dispute).await
}

async fn save(phone: &Phone, id: Option<RecordId>, dispute: Dispute) -> anyhow::Result<RecordId> {
    let save = SaveDispute {
        id,
        slot: RecordId(Uuid::nil()),
        form: DisputeForm::of(dispute),
    };
    let id = phone.call(save).await?.id;
    phone.sent().await?;
    Ok(id)
}

async fn disputes(phone: &Phone, count: u64) -> anyhow::Result<()> {
    phone.sync().await?;
    phone
        .until("the disputes are as many", async |phone| {
            let list = ListDisputes {
                filter: DisputeFilter::default(),
                offset: 0,
                limit: 10,
            };
            Ok((phone.call(list).await?.total == count).then_some(()))
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_that_becomes_sensitive_leaves_the_colleagues_phone_and_comes_back_whole()
-> anyhow::Result<()> {
    let township = Township::start().await?;
    let wang = Phone::of(&township, township.wang).await?;
    let li = Phone::of(&township, township.li).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let hidden = recorded(&wang, true).await?;
    let plain = recorded(&wang, false).await?;
    disputes(&office, 2).await?;
    disputes(&li, 1).await?;
    assert!(matches!(
        li.call(OpenDispute { id: hidden }).await,
        Err(Error::NotFound)
    ));

    let mut dispute = wang.call(OpenDispute { id: plain }).await?.dispute;
    dispute.is_sensitive = Some(true);
    save(&wang, Some(plain), dispute.clone()).await?;
    disputes(&li, 0).await?;
    disputes(&wang, 2).await?;
    disputes(&office, 2).await?;
    assert!(
        wang.call(OpenDispute { id: plain }).await?.row.state
            == client::commands::SaveState::Received
    );

    dispute.is_sensitive = Some(false);
    dispute.place = "张三家门外".to_owned();
    save(&wang, Some(plain), dispute).await?;
    disputes(&li, 1).await?;
    let back = li.call(OpenDispute { id: plain }).await?;
    assert_eq!(back.dispute.place, "张三家门外");
    disputes(&wang, 2).await?;
    Ok(())
}
