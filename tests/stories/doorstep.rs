//! The walk of one visit: from the doorstep to the office.

use client::commands::{ListDrafts, OpenDraft, OpenHome, SaveDraft, SaveState, SaveVisit};
use stories::{Phone, Township};

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_saved_offline_reaches_the_office() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let home = township.homes[1].id;

    // No network: the server is away.
    township.stop().await?;
    let mut draft = phone
        .call(OpenDraft {
            household: home,
            of: None,
        })
        .await?;
    assert_eq!(draft.title, "李四");
    draft.visit.met = Some("李四".to_owned());
    draft.visit.remarks = Some("屋顶漏雨".to_owned());
    phone
        .call(SaveDraft {
            visit: draft.visit.clone(),
            of: None,
            focus: Some("remarks".to_owned()),
        })
        .await?;
    assert_eq!(phone.call(ListDrafts).await?.len(), 1);
    let saved = phone
        .call(SaveVisit {
            id: None,
            visit: draft.visit,
        })
        .await?;
    assert_eq!(saved.warnings, []);
    assert!(phone.call(ListDrafts).await?.is_empty());
    let row = phone.visits().await?.rows.remove(0);
    assert_eq!((row.id, row.state), (saved.id, SaveState::SavedHere));
    assert_eq!(phone.call(OpenHome).await?.visits_today, 1);

    // The network is back.
    township.start_again()?;
    phone.sync().await?;
    phone.sent().await?;
    let row = phone.visits().await?.rows.remove(0);
    assert_eq!(row.state, SaveState::Received);
    assert_eq!(phone.call(OpenHome).await?.received_today, 1);

    office.sync().await?;
    assert_eq!(office.sees("屋顶漏雨").await?, saved.id);
    let row = office.visits().await?.rows.remove(0);
    assert_eq!(
        (
            row.head.as_str(),
            row.author_name.as_str(),
            row.door.as_str()
        ),
        ("李四", "老王", "12号")
    );
    assert_eq!(
        (row.village_name.as_str(), row.grid_name.as_str()),
        ("张庄村", "第一网格")
    );
    Ok(())
}
