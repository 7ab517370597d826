//! A store that was damaged is set aside, kept, and filled again from the server.

use std::fs::OpenOptions;
use std::io::{Seek as _, SeekFrom, Write as _};

use stories::{Phone, Township};

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_store_is_kept_and_filled_again() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let mut phone = Phone::of(&township, township.wang).await?;
    phone.visit(township.homes[0].id, "已在镇上").await?;
    phone.sent().await?;
    phone.handle().close().await?;
    let path = phone.folder().join("store.db");
    let before = std::fs::metadata(&path)?.len();
    let mut file = OpenOptions::new().write(true).open(&path)?;
    file.seek(SeekFrom::Start(100))?;
    file.write_all(&[0x5a; 64])?;
    file.sync_all()?;

    let session = phone.begin_again().await?;
    assert!(session.set_aside);
    phone.pulled().await?;
    phone.sees("已在镇上").await?;
    assert_eq!(phone.doors().await?, ["2号", "9号", "12号"]);
    assert_eq!(std::fs::metadata(&path)?.len(), before, "the file is kept");
    // It goes on as the same device.
    phone.visit(township.homes[0].id, "之后").await?;
    let page = phone.sent().await?;
    assert_eq!(page.quarantined.len(), 0);
    assert_eq!(township.visits().await?.len(), 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_sent_is_rescued_out_of_a_damaged_store() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let mut phone = Phone::of(&township, township.wang).await?;
    township.stop().await?;
    phone.visit(township.homes[0].id, "只在手机上").await?;
    phone.handle().close().await?;
    // The last pages hold what came last: indexes and the search, not the outbox.
    let path = phone.folder().join("store.db");
    let length = std::fs::metadata(&path)?.len();
    let mut file = OpenOptions::new().write(true).open(&path)?;
    file.seek(SeekFrom::Start(length - 2_000))?;
    file.write_all(&[0x5a; 64])?;
    file.sync_all()?;
    mark_unclean(phone.folder())?;

    let session = phone.begin_again().await?;
    assert!(session.set_aside);
    township.start_again()?;
    phone.sync().await?;
    phone.pulled().await?;
    phone.sent().await?;
    let visits = township.visits().await?;
    assert_eq!(visits.len(), 1);
    assert_eq!(visits[0].fields.text("remarks"), Some("只在手机上"));
    Ok(())
}

/// What the app itself notes when it meets a page that does not fit.
fn mark_unclean(folder: &std::path::Path) -> anyhow::Result<()> {
    let db = rusqlite::Connection::open(folder.join("keyring.db"))?;
    db.execute("UPDATE lock SET suspect = 1", [])?;
    Ok(())
}
