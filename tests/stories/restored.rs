//! A server restored from yesterday's copy is refilled by its phones.

use stories::{Phone, Township};

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_server_is_refilled() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let home = township.homes[0].id;
    phone.visit(home, "备份前").await?;
    phone.sent().await?;
    let backup = township.back_up()?;
    let lost = phone.visit(home, "备份后").await?.id;
    phone.sync().await?;
    phone.sent().await?;
    office.sync().await?;
    office.sees("备份后").await?;
    phone.visit(home, "还没交").await?;
    phone.sent().await?;

    township.stop().await?;
    township.restore(&backup)?;
    assert!(township.record(lost).await?.is_none());
    township.start_again()?;
    phone.sync().await?;
    phone
        .until("the server has all again", async |phone| {
            phone.sync().await?;
            Ok((township.visits().await?.len() == 3).then_some(()))
        })
        .await?;
    phone.sent().await?;
    office.sync().await?;
    for remark in ["备份前", "备份后", "还没交"] {
        phone.sees(remark).await?;
        office.sees(remark).await?;
    }
    assert_eq!(phone.visits().await?.total, 3);
    office
        .until("the office has the same", async |office| {
            Ok((office.visits().await?.total == 3).then_some(()))
        })
        .await?;
    Ok(())
}
