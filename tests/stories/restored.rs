//! A server restored from yesterday's copy is refilled by its phones.

use std::process::ExitCode;

use anyhow::Context as _;
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

#[tokio::test(flavor = "multi_thread")]
async fn the_administrator_restores_a_backup_by_a_command_and_nothing_is_lost() -> anyhow::Result<()>
{
    let refused = ExitCode::from(2);
    let mut township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let home = township.first_home();
    phone.visit(home, "备份前").await?;
    phone.sent().await?;
    let elsewhere = tempfile::tempdir()?;
    let file = elsewhere.path().join("town.backup");
    let file = file.to_string_lossy();
    let made = township.command(&["backup", "--out", &file]).await?;
    assert_eq!(made, ExitCode::SUCCESS);
    let late: Vec<_> = [
        phone.visit(home, "备份后一").await?.id,
        phone.visit(home, "备份后二").await?.id,
    ]
    .into();
    phone.sent().await?;

    // While the server runs, and without the word that says the town may be replaced, nothing happens.
    let running = township.command(&["restore", &file, "--replace"]).await?;
    assert_eq!(running, refused);
    township.stop().await?;
    assert_eq!(township.command_alone(&["restore", &file]).await?, refused);
    assert_eq!(township.visits().await?.len(), 3);
    phone.visit(home, "停机时").await?;

    let restored = township
        .command_alone(&["restore", &file, "--replace"])
        .await?;
    assert_eq!(restored, ExitCode::SUCCESS);
    for id in &late {
        assert!(township.record(*id).await?.is_none());
    }
    // The chain goes on with an entry that names what is missing.
    let last = township.store().read(|view| view.audit_last()).await?;
    let last = last.context("an entry")?;
    let about: serde_json::Value = serde_json::from_str(&last.about)?;
    assert_eq!(
        (last.act.as_str(), &about["entries"]),
        ("restore", &(last.seq - 1).into())
    );
    assert_eq!(
        about["head_before"].as_u64(),
        about["head"].as_u64().map(|head| head + 2)
    );
    // Nobody did anything but what devices sent since.
    assert_eq!(about["entries_before"], about["entries"]);
    township.start_again()?;
    phone.sync().await?;
    phone
        .until("the server has all again", async |phone| {
            phone.sync().await?;
            Ok((township.visits().await?.len() == 4).then_some(()))
        })
        .await?;
    phone.sent().await?;
    let office = Phone::of(&township, township.supervisor).await?;
    for remark in ["备份前", "备份后一", "备份后二", "停机时"] {
        phone.sees(remark).await?;
        office.sees(remark).await?;
    }
    assert_eq!(office.visits().await?.total, 4);
    Ok(())
}
