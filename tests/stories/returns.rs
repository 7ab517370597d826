//! 退改: the office marks a field, the phone shows it without a network, the correction answers it, the office accepts it.

use client::commands::{
    ListRemarks, OpenHome, OpenRemarks, OpenVisit, RemarkRow, SaveState, SaveVisit, SayRemark,
};
use domain::RecordId;
use domain::remark::{RemarkAct, RemarkState};
use stories::{Phone, Township};

fn say(id: RecordId, thread: Option<uuid::Uuid>, act: RemarkAct, text: &str) -> SayRemark {
    SayRemark {
        id,
        thread,
        act,
        field: "remarks".to_owned(),
        text: text.to_owned(),
    }
}

async fn listed(phone: &Phone, state: RemarkState) -> anyhow::Result<RemarkRow> {
    phone
        .until(state.label(), async |phone| {
            let list = ListRemarks {
                state,
                is_mine: false,
            };
            Ok(phone.call(list).await?.into_iter().next())
        })
        .await
}

/// A visit that the office has.
async fn recorded(phone: &Phone, home: RecordId) -> anyhow::Result<RecordId> {
    let mut visit = domain::Visit::routine(home, phone.clock().now());
    visit.met = Some("李四".to_owned());
    visit.remarks = Some("看不清".to_owned());
    let id = phone.call(SaveVisit { id: None, visit }).await?.id;
    phone.sent().await?;
    Ok(id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_sent_back_is_corrected_offline_and_accepted() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let id = recorded(&phone, township.homes[1].id).await?;

    office.sync().await?;
    assert_eq!(office.sees("看不清").await?, id);
    let refused = office
        .call(say(id, None, RemarkAct::Remark, "请写清楚是谁家的羊圈"))
        .await?;
    assert_eq!(refused, None);
    office.sent().await?;

    phone.sync().await?;
    let row = listed(&phone, RemarkState::Waiting).await?;
    assert_eq!(
        (row.record, row.field.as_str(), row.by_name.as_str()),
        (id, "remarks", "王主任")
    );

    // From here on there is no network.
    township.stop().await?;
    assert_eq!(phone.call(OpenHome).await?.returned.len(), 1);
    let mut visit = phone.call(OpenVisit { id }).await?.visit;
    visit.remarks = Some("李四家羊圈漏雨".to_owned());
    let id = phone
        .call(SaveVisit {
            id: Some(id),
            visit,
        })
        .await?
        .id;
    assert!(phone.call(OpenHome).await?.returned.is_empty());
    let refused = phone
        .call(say(id, None, RemarkAct::Remark, "我也退"))
        .await?;
    assert!(refused.is_some(), "a worker sends nothing back");

    township.start_again()?;
    phone.sync().await?;
    phone.sent().await?;
    office.sync().await?;
    listed(&office, RemarkState::Answered).await?;
    let page = office.call(OpenRemarks { id }).await?;
    let thread = page.threads.first().expect("the thread");
    let difference = thread.differences.first().expect("the difference");
    assert_eq!(difference.before, serde_json::json!("看不清"));
    assert_eq!(difference.after, serde_json::json!("李四家羊圈漏雨"));
    let accept = say(id, Some(thread.id), RemarkAct::Accept, "");
    assert_eq!(office.call(accept).await?, None);
    office.sent().await?;

    phone.sync().await?;
    phone
        .until("it is accepted", async |phone| {
            let page = phone.call(OpenRemarks { id }).await?;
            let state = page.threads.first().map(|thread| thread.state);
            Ok((state == Some(RemarkState::Accepted)).then_some(()))
        })
        .await?;
    let row = phone.visits().await?.rows.remove(0);
    assert_eq!(row.state, SaveState::Received);
    Ok(())
}
