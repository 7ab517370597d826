//! 救援文件: what a phone could not send is carried to the office by hand; and a device is only given away when nothing is on it alone.

use std::path::PathBuf;
use std::process::ExitCode;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use client::Error;
use client::commands::{
    CheckUp, OpenCheckUp, Part, PutBlob, ReadBlob, SaveState, SaveVisit, SignOut, Stage,
    WriteRescue,
};
use domain::{AttachmentKind, RecordId, Visit};
use stories::{Phone, Township};

use crate::photos::picture;

async fn check(phone: &Phone) -> anyhow::Result<CheckUp> {
    Ok(phone.call(OpenCheckUp).await?)
}

/// A visit with a photo.
async fn saved(phone: &Phone, home: RecordId, photo: &[u8]) -> anyhow::Result<(RecordId, String)> {
    let put = PutBlob {
        kind: AttachmentKind::Photo,
        media_type: "image/jpeg".to_owned(),
        content: STANDARD.encode(photo),
        thumbnail: STANDARD.encode(picture(9, 900)),
        width: Some(1600),
        height: Some(1200),
        seconds: None,
    };
    let attachment = phone.call(put).await?;
    let hash = attachment.hash.clone();
    let visit = Visit {
        met: Some("李四".to_owned()),
        remarks: Some("屋顶漏雨".to_owned()),
        attachments: vec![attachment],
        ..Visit::routine(home, phone.clock().now())
    };
    let saved = phone.call(SaveVisit { id: None, visit }).await?;
    Ok((saved.id, hash))
}

/// The file as the person carries it.
async fn written(phone: &Phone) -> anyhow::Result<PathBuf> {
    let rescue = phone.call(WriteRescue { part: 1 }).await?;
    assert_eq!(
        (rescue.file.rows, rescue.blobs, rescue.parts, rescue.sealed),
        (1, 1, 1, 0)
    );
    let path = phone.folder().join(&rescue.file.name);
    std::fs::write(&path, STANDARD.decode(&rescue.file.content)?)?;
    Ok(path)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_phone_could_not_send_is_carried_to_the_office() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let mut phone = Phone::of(&township, township.wang).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    phone
        .until("the township's key is here", async |phone| {
            Ok(check(phone).await?.can_rescue.then_some(()))
        })
        .await?;
    assert!(check(&phone).await?.is_clear);

    // No network from here on, and this device is the only one that has it.
    township.stop().await?;
    let photo = picture(7, 150_000);
    let (id, hash) = saved(&phone, township.homes[1].id, &photo).await?;
    let red = check(&phone).await?;
    assert!(!red.is_clear, "{red:?}");
    assert_eq!(phone.call(SignOut).await, Err(Error::NotHandedIn));
    let path = written(&phone).await?;
    phone.handle().close().await?;

    township.start_again()?;
    let file = path.display().to_string();
    let words = ["rescue", file.as_str()];
    assert_eq!(township.command(&words).await?, ExitCode::SUCCESS);
    // Once more changes nothing.
    assert_eq!(township.command(&words).await?, ExitCode::SUCCESS);
    assert_eq!(township.command(&["verify"]).await?, ExitCode::SUCCESS);
    office.sync().await?;
    assert_eq!(office.sees("屋顶漏雨").await?, id);
    let shown = office
        .until("the photo is at the office", async |office| {
            let hash = hash.clone();
            let part = Part::Whole;
            match office.call(ReadBlob { hash, part }).await {
                Ok(shown) => Ok(Some(shown.content)),
                Err(Error::NotFound) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await?;
    assert_eq!(STANDARD.decode(shown)?, photo);

    // The phone finds a network after all: everything has its receipt, nothing is there twice.
    phone.begin_again().await?;
    phone
        .until("everything is received", async |phone| {
            Ok(check(phone).await?.is_clear.then_some(()))
        })
        .await?;
    let row = phone.visits().await?.rows.remove(0);
    assert_eq!((row.id, row.state), (id, SaveState::Received));
    assert_eq!(township.visits().await?.len(), 1);

    let session = phone.call(SignOut).await?;
    assert_eq!(session.stage, Stage::Fresh);
    assert!(session.ended.is_some_and(|ended| ended.is_own));
    assert!(!phone.folder().join("store.db").exists());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_town_or_a_spoilt_one_changes_nothing() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let other = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    phone
        .until("the township's key is here", async |phone| {
            Ok(check(phone).await?.can_rescue.then_some(()))
        })
        .await?;
    township.stop().await?;
    saved(&phone, township.homes[1].id, &picture(7, 20_000)).await?;
    let path = written(&phone).await?;
    phone.handle().close().await?;

    let whole = std::fs::read(&path)?;
    let file = path.display().to_string();
    let refused = ExitCode::from(2);
    assert_eq!(other.command(&["rescue", &file]).await?, refused);
    let mut spoilt = whole.clone();
    let last = spoilt.len() - 40;
    spoilt[last] ^= 1;
    std::fs::write(&path, &spoilt)?;
    township.start_again()?;
    assert_eq!(township.command(&["rescue", &file]).await?, refused);
    assert!(township.visits().await?.is_empty());
    // Cut on its way: what is there is taken, and the command says that something is missing.
    std::fs::write(&path, &whole[..whole.len() - 100])?;
    let incomplete = ExitCode::from(1);
    assert_eq!(township.command(&["rescue", &file]).await?, incomplete);
    assert_eq!(township.visits().await?.len(), 1);
    std::fs::write(&path, &whole)?;
    assert_eq!(
        township.command(&["rescue", "--check", &file]).await?,
        ExitCode::SUCCESS
    );
    Ok(())
}
