//! Phone and office compare what they hold at the end of every sync; where the two differ, it is found and put right, and shown.

use client::commands::SyncNow;
use stories::{Phone, Township};

#[tokio::test(flavor = "multi_thread")]
async fn after_a_sync_both_are_known_to_hold_the_same() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    phone.visit(township.homes[0].id, "都好").await?;
    phone.sent().await?;
    let page = phone
        .until("both hold the same", async |phone| {
            let page = phone.call(client::commands::OpenSyncPage).await?;
            let holds_all = page.agreed.is_some_and(|(_, count)| count == page.records);
            Ok(holds_all.then_some(page))
        })
        .await?;
    assert_eq!(page.mended, None);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_became_another_without_a_change_is_found_and_put_right() -> anyhow::Result<()>
{
    let township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let home = township.first_home();
    let before = township.record(home).await?.expect("a home");
    // What no sequence tells of: as a fault of the server, or of a tool beside it, would leave it.
    township
        .store()
        .transact(move |tx| {
            let mut other = before;
            other.seq = tx.next_seq()?;
            other.fields.0.insert("door".into(), "99号".into());
            tx.put_record(&other)
        })
        .await?;
    phone.call(SyncNow).await?;
    let page = phone
        .until("the difference is put right", async |phone| {
            let page = phone.call(client::commands::OpenSyncPage).await?;
            Ok(page.mended.is_some().then_some(page))
        })
        .await?;
    assert_eq!(page.mended.map(|(_, count)| count), Some(1));
    assert!(phone.doors().await?.contains(&"99号".to_owned()));
    phone
        .until("both hold the same again", async |phone| {
            let page = phone.call(client::commands::OpenSyncPage).await?;
            let is_later = page
                .agreed
                .zip(page.mended)
                .is_some_and(|(agreed, mended)| agreed.0 >= mended.0);
            Ok(is_later.then_some(()))
        })
        .await
}
