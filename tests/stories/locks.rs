//! PINs forgotten and codes of other people.

use client::Error;
use client::commands::{Enroll, ReadSession, Stage, Unlock};
use stories::{PIN, Phone, Township};

async fn block(phone: &Phone) -> anyhow::Result<()> {
    loop {
        let wrong = phone
            .call(Unlock {
                pin: "908172".to_owned(),
            })
            .await;
        match wrong {
            Err(Error::WrongPin { wait_seconds, .. }) => {
                let pause = chrono::Duration::seconds(i64::from(wait_seconds));
                phone.clock().shift_by(pause);
            }
            Err(Error::PinBlocked) => return Ok(()),
            other => anyhow::bail!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_store_opens_with_a_new_code_and_nothing_is_lost() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let mut phone = Phone::of(&township, township.wang).await?;
    township.stop().await?;
    phone.visit(township.homes[0].id, "没交就忘了密码").await?;
    phone.restart().await?;
    block(&phone).await?;
    assert_eq!(phone.call(ReadSession).await?.stage, Stage::Blocked);
    township.start_again()?;

    // Somebody else's code opens nothing and deletes nothing.
    let other = phone.enroll(&township, township.chen).await;
    assert_eq!(
        other.err().and_then(|error| error.downcast::<Error>().ok()),
        Some(Error::OtherMember)
    );
    assert_eq!(phone.call(ReadSession).await?.stage, Stage::Blocked);

    let session = phone
        .call(Enroll {
            server: township.url(),
            code: township.code_for(township.wang).await?,
            pin: "246801".to_owned(),
            device_name: "story".to_owned(),
        })
        .await?;
    assert_eq!(session.stage, Stage::Ready);
    phone.sent().await?;
    let visits = township.visits().await?;
    assert_eq!(visits[0].fields.text("remarks"), Some("没交就忘了密码"));
    phone.restart().await?;
    let session = phone
        .call(Unlock {
            pin: "246801".to_owned(),
        })
        .await?;
    assert_eq!(session.stage, Stage::Ready);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_used_once_and_weak_pins_refused() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let code = township.code_for(township.wang).await?;
    let enroll = |code: &str, pin: &str| Enroll {
        server: township.url(),
        code: code.to_owned(),
        pin: pin.to_owned(),
        device_name: String::new(),
    };
    let (first, second) = (Phone::new()?, Phone::new()?);
    assert_eq!(
        first.call(enroll(&code, "123456")).await.err(),
        Some(Error::WeakPin)
    );
    first.call(enroll(&code, PIN)).await?;
    assert_eq!(
        second.call(enroll(&code, PIN)).await.err(),
        Some(Error::CodeUsed)
    );
    assert_eq!(
        second.call(enroll("ZZZZ-ZZZZ", PIN)).await.err(),
        Some(Error::CodeUnknown)
    );
    let nowhere = Enroll {
        server: "http://127.0.0.1:1".to_owned(),
        ..enroll(&code, PIN)
    };
    assert_eq!(second.call(nowhere).await.err(), Some(Error::Offline));
    assert_eq!(second.call(ReadSession).await?.stage, Stage::Fresh);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_apps_do_not_open_the_same_files() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let second = client::host::start(client::host::Options {
        folder: Some(phone.folder().to_owned()),
        ..client::host::Options::default()
    });
    assert_eq!(
        second.call(ReadSession).await.err(),
        Some(Error::OpenElsewhere)
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_are_free_as_soon_as_the_last_handle_is_gone() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    for _ in 0..20 {
        let handle = client::host::start(client::host::Options {
            folder: Some(folder.path().to_owned()),
            clock: client::host::Clock::default(),
        });
        assert_eq!(handle.call(ReadSession).await?.stage, Stage::Fresh);
        let another = handle.clone();
        drop(handle);
        assert!(another.call(ReadSession).await.is_ok());
    }
    Ok(())
}
