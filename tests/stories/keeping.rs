//! The office ends a phone's rights or a person's: everything recorded before is handed in first, then the phone gives back what it held.

use std::process::ExitCode;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use client::Error;
use client::commands::session::Ended;
use client::commands::{
    OpenSyncPage, Preferences, PutBlob, ReadSession, SavePreferences, SaveVisit, SearchHouseholds,
    Stage,
};
use client::host::{Notice, Outside};
use domain::{AttachmentKind, Visit};
use stories::{Phone, Township, grid};
use sync_server::blobs::read_hash;
use sync_server::storage::View;

use crate::photos::picture;

async fn run(township: &Township, words: &[&str]) -> anyhow::Result<()> {
    let done = township.command(words).await?;
    anyhow::ensure!(done == ExitCode::SUCCESS, "{words:?}");
    Ok(())
}

async fn forgets(phone: &Phone) -> anyhow::Result<Ended> {
    let ended = phone
        .until("the phone has forgotten everything", async |phone| {
            Ok(phone.call(ReadSession).await?.ended)
        })
        .await?;
    let session = phone.call(ReadSession).await?;
    assert_eq!((session.stage, session.member), (Stage::Fresh, None));
    assert_eq!(phone.call(OpenSyncPage).await, Err(Error::NotEnrolled));
    Ok(ended)
}

/// The files of a phone that still hold anything of the township.
fn files(phone: &Phone) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for file in std::fs::read_dir(phone.folder())? {
        let name = file?.file_name().to_string_lossy().into_owned();
        if name.starts_with("store") {
            names.push(name);
        }
    }
    Ok(names)
}

async fn finds(phone: &Phone, text: &str) -> anyhow::Result<usize> {
    let search = SearchHouseholds {
        text: text.to_owned(),
        limit: 10,
    };
    Ok(phone.call(search).await?.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_phone_hands_in_what_it_captured_before_and_then_forgets_everything()
-> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let mut phone = Phone::of(&township, township.wang).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let home = township.first_home();
    phone.visit(home, "早就交了").await?;
    phone.sent().await?;
    township.stop().await?;
    phone.visit(home, "没网时一").await?;
    phone.visit(home, "没网时二").await?;
    phone.rests().await?;
    run(&township, &["devices"]).await?;
    run(&township, &["revoke", "老王"]).await?;
    phone.visit(home, "收回以后").await?;
    phone.rests().await?;
    township.start_again()?;
    phone.sync().await?;

    let ended = forgets(&phone).await?;
    assert_eq!(ended.town_name, "清水镇");
    // What was captured after its end is kept by the server for somebody to look at.
    assert_eq!(ended.set_aside, 1);
    let quarantined = township.store().read(|view| view.quarantined()).await?;
    assert_eq!((township.visits().await?.len(), quarantined), (3, 1));
    office.sync().await?;
    for remark in ["早就交了", "没网时一", "没网时二"] {
        office.sees(remark).await?;
    }
    assert_eq!(files(&phone)?, Vec::<String>::new());
    let keyring = rusqlite::Connection::open(phone.folder().join("keyring.db"))?;
    let keys: i64 = keyring.query_row(
        "SELECT (SELECT count(*) FROM lock) + (SELECT count(*) FROM care_lock)",
        [],
        |row| row.get(0),
    )?;
    assert_eq!(keys, 0);

    // As if it had been killed between the keys and the files: the next start removes what is left.
    keyring.execute("UPDATE ended SET last_file = 'store-2.db'", [])?;
    for left in ["store.db", "store-2.db", "store-2.db-wal"] {
        std::fs::write(phone.folder().join(left), "left")?;
    }
    // It says so still after a restart, and can be given to somebody else.
    phone.restart().await?;
    phone.call(ReadSession).await?;
    assert_eq!(files(&phone)?, Vec::<String>::new());
    assert_eq!(phone.call(ReadSession).await?.ended, Some(ended));
    phone.enroll(&township, township.li).await?;
    phone.pulled().await?;
    assert_eq!(phone.call(ReadSession).await?.ended, None);
    assert_eq!(finds(&phone, "张三").await?, 1);
    // That note says nothing about the store of whoever has the phone now.
    keyring.execute("UPDATE ended SET last_file = 'store.db'", [])?;
    phone.reopen().await?;
    assert_eq!(finds(&phone, "张三").await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_keeps_a_photo_that_nobody_else_has_until_it_is_handed_in() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let home = township.first_home();
    // Photos wait for a wireless network.
    let wireless_only = Preferences {
        wireless_only: true,
        ..Preferences::default()
    };
    phone.call(SavePreferences(wireless_only)).await?;
    phone.call(Notice(Outside::Costly(true))).await?;
    let picture = picture(9, 90_000);
    let photo = phone
        .call(PutBlob {
            kind: AttachmentKind::Photo,
            media_type: "image/jpeg".to_owned(),
            content: STANDARD.encode(&picture),
            thumbnail: String::new(),
            width: None,
            height: None,
            seconds: None,
        })
        .await?;
    let hash = read_hash(&photo.hash).context("hash")?;
    let visit = Visit {
        attachments: vec![photo],
        ..Visit::routine(home, phone.clock().now())
    };
    phone.call(SaveVisit { id: None, visit }).await?;
    phone.sent().await?;
    run(&township, &["revoke", "老王", "--all"]).await?;
    phone.sync().await?;
    let page = phone
        .until("the phone knows that its rights ended", async |phone| {
            let page = phone.call(OpenSyncPage).await?;
            Ok(page.is_leaving.then_some(page))
        })
        .await?;
    // The records were given back; the picture was not handed in, so the store and its key stay.
    assert_eq!((page.blobs.0, page.light.unsent), (1, 0));
    assert_eq!(finds(&phone, "张三").await?, 0);
    assert_eq!(phone.call(ReadSession).await?.stage, Stage::Ready);

    // Now there is one: it is handed in, and then nothing holds the phone any more.
    phone.call(Notice(Outside::Costly(false))).await?;
    forgets(&phone).await?;
    assert_eq!(files(&phone)?, Vec::<String>::new());
    let row = township.store().read(move |view| view.blob(&hash)).await?;
    assert_eq!(row.map(|row| row.size), Some(90_000));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_grant_purges_exactly_that_scope_and_what_was_captured_before_is_taken()
-> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let far = grid(3);
    run(&township, &["grant", "老王", "worker", &far]).await?;
    phone.sync().await?;
    phone
        .until("the other grid comes down", async |phone| {
            Ok((finds(phone, "赵六").await? == 1).then_some(()))
        })
        .await?;
    phone.visit(township.far_homes[0].id, "远处早先").await?;
    phone.visit(township.first_home(), "近处早先").await?;
    phone.sent().await?;
    township.stop().await?;
    let before = phone.visit(township.far_homes[0].id, "远处没网").await?.id;
    phone.rests().await?;
    run(&township, &["end-grant", "老王", "worker", &far]).await?;
    township.start_again()?;
    phone.sync().await?;
    phone
        .until("the other grid is given back", async |phone| {
            let gone = finds(phone, "赵六").await? + finds(phone, "孙七").await?;
            Ok((gone == 0).then_some(()))
        })
        .await?;
    phone.sent().await?;
    assert!(township.record(before).await?.is_some());
    let quarantined = township.store().read(|view| view.quarantined()).await?;
    assert_eq!((township.visits().await?.len(), quarantined), (3, 0));
    // Exactly that: the own grid is as it was.
    let gists: Vec<_> = phone
        .visits()
        .await?
        .rows
        .into_iter()
        .map(|row| row.gist)
        .collect();
    assert_eq!(gists, ["近处早先"]);
    assert_eq!(
        (finds(&phone, "张三").await?, finds(&phone, "李四").await?),
        (1, 1)
    );
    assert_eq!(phone.call(ReadSession).await?.stage, Stage::Ready);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_takes_over_and_the_old_phone_hands_everything_in() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let old = Phone::of(&township, township.wang).await?;
    township.stop().await?;
    old.visit(township.first_home(), "临走前").await?;
    old.rests().await?;
    run(&township, &["replace", "老王", "小赵"]).await?;
    township.start_again()?;
    old.sync().await?;
    assert_eq!(forgets(&old).await?.set_aside, 0);

    let named = |view: &dyn View| sync_server::town::members_named(view, "小赵");
    let found = township.store().read(named).await?;
    let [(new, member)] = found.as_slice() else {
        anyhow::bail!("{found:?}");
    };
    assert_eq!(member.areas.len(), 1);
    let phone = Phone::of(&township, *new).await?;
    phone.sees("临走前").await?;
    phone.visit(township.first_home(), "接手以后").await?;
    phone.sent().await?;
    assert_eq!(township.visits().await?.len(), 2);
    assert!(township.code_for(township.wang).await.is_err());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leaves_the_server_as_a_file_is_noted_with_how_much_it_was() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    for remark in ["一", "二"] {
        phone.visit(township.first_home(), remark).await?;
    }
    phone.sent().await?;
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let sheet = path("visits.csv");
    run(&township, &["export", "--format", "csv", "--out", &sheet]).await?;
    let noted = |view: &dyn View| view.audit_last();
    let exported = township.store().read(noted).await?.context("an entry")?;
    let about: serde_json::Value = serde_json::from_str(&exported.about)?;
    assert_eq!(
        (exported.act.as_str(), &about["rows"]),
        ("export", &2.into())
    );
    run(&township, &["backup", "--out", &path("town.backup")]).await?;
    let copied = township.store().read(noted).await?.context("an entry")?;
    assert_eq!(
        (copied.act.as_str(), copied.seq),
        ("backup", exported.seq + 1)
    );
    run(&township, &["audit", "--since", "2026-01-01"]).await?;
    run(&township, &["audit", "--json"]).await?;
    run(&township, &["members"]).await?;
    run(&township, &["devices"]).await
}
