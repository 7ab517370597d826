//! What a phone may hold, what happens when a right ends, and what was set aside meanwhile.

use client::commands::{
    ListAreas, OpenSyncPage, OpenVisit, Resend, SaveState, SaveVisit, SearchHouseholds,
    areas::ListLevel,
};
use stories::{Phone, Township, grid};

async fn finds(phone: &Phone, text: &str) -> anyhow::Result<usize> {
    let found = phone
        .call(SearchHouseholds {
            text: text.to_owned(),
            limit: 10,
        })
        .await?;
    Ok(found.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_holds_only_what_its_user_may_see() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let wang = Phone::of(&township, township.wang).await?;
    let chen = Phone::of(&township, township.chen).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    assert_eq!(
        (finds(&wang, "李四").await?, finds(&wang, "赵六").await?),
        (1, 0)
    );
    assert_eq!(
        (finds(&chen, "李四").await?, finds(&chen, "赵六").await?),
        (0, 1)
    );
    assert_eq!(
        (finds(&office, "李四").await?, finds(&office, "赵六").await?),
        (1, 1)
    );
    let visited = wang.visit(township.homes[1].id, "只在一网格").await?.id;
    wang.sent().await?;
    office.sync().await?;
    office.sees("只在一网格").await?;
    chen.sync().await?;
    chen.rests().await?;
    assert!(chen.call(OpenVisit { id: visited }).await.is_err());
    let grids = chen
        .call(ListAreas {
            level: ListLevel::Grid,
            inside: None,
        })
        .await?;
    assert_eq!(grids.len(), 1);
    assert_eq!(grids[0].households, 2);
    Ok(())
}

/// A phone whose member had no right for a while: one visit of it is stored, one was set aside.
async fn ended(township: &Township) -> anyhow::Result<(Phone, domain::RecordId)> {
    let phone = Phone::of(township, township.wang).await?;
    let home = township.first_home();
    phone.visit(home, "有权时").await?;
    phone.sent().await?;
    let right = [township.wang.to_string(), "worker".to_owned(), grid(1)];
    let [member, role, grid] = &right;
    township.command(&["end-grant", member, role, grid]).await?;
    let late = phone.visit(home, "无权后").await?.id;
    phone.sync().await?;
    phone
        .until("the late one is set aside", async |phone| {
            let page = phone.call(OpenSyncPage).await?;
            Ok((page.quarantined.len() == 1).then_some(()))
        })
        .await?;
    // Everything else was given back; the own visit that nobody has is still here.
    assert_eq!(finds(&phone, "张三").await?, 0);
    let rows = phone.visits().await?.rows;
    let rows: Vec<_> = rows.iter().map(|row| (row.id, row.state)).collect();
    assert_eq!(rows, [(late, SaveState::NeedsHand)]);
    township.command(&["grant", member, role, grid]).await?;
    phone.sync().await?;
    phone
        .until("the grid is back", async |phone| {
            Ok((finds(phone, "张三").await? == 1).then_some(()))
        })
        .await?;
    Ok((phone, late))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_set_aside_is_sent_again_after_a_right_is_given() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let (phone, late) = ended(&township).await?;
    phone.call(Resend { record: late }).await?;
    let page = phone.sent().await?;
    assert_eq!(page.quarantined.len(), 0);
    let view = phone.call(OpenVisit { id: late }).await?;
    assert_eq!(
        (view.row.state, view.needs_hand),
        (SaveState::Received, None)
    );
    assert_eq!(township.visits().await?.len(), 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_that_was_set_aside_is_corrected_and_counts_once() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let (phone, late) = ended(&township).await?;
    let view = phone.call(OpenVisit { id: late }).await?;
    assert!(view.needs_hand.is_some());
    let mut visit = view.visit;
    visit.remarks = Some("改好了".to_owned());
    let saved = phone
        .call(SaveVisit {
            id: Some(late),
            visit,
        })
        .await?;
    assert_eq!(saved.id, late);
    let page = phone.sent().await?;
    assert_eq!(page.quarantined.len(), 0);
    let stored = township.record(late).await?.unwrap();
    assert_eq!(stored.fields.text("remarks"), Some("改好了"));
    assert_eq!(township.visits().await?.len(), 2);
    Ok(())
}
