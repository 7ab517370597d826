//! Clocks that are wrong decide nothing and are put right where people read.

use chrono::Duration;
use client::commands::{OpenDraft, OpenHome, OpenVisit, SaveVisit};
use client::host::Clock;
use stories::{Phone, Township};

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_two_days_wrong_shows_the_right_day() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let right = Clock::default();
    for days in [-2, 2] {
        let phone = Phone::with_clock(Clock::shifted(Duration::days(days)))?;
        phone.enroll(&township, township.wang).await?;
        phone.pulled().await?;
        let home = township.homes[0].id;
        let mut draft = phone
            .call(OpenDraft {
                household: home,
                of: None,
            })
            .await?;
        draft.visit.remarks = Some(format!("差{days}天"));
        let saved = phone
            .call(SaveVisit {
                id: None,
                visit: draft.visit,
            })
            .await?;
        let page = phone.sent().await?;
        let offset = Duration::milliseconds(page.light.clock_offset_ms);
        assert!((offset + Duration::days(days)).abs() < Duration::seconds(30));
        let view = phone.call(OpenVisit { id: saved.id }).await?;
        for at in [view.saved_at, view.visit.visited_at] {
            assert!((at - right.now()).abs() < Duration::minutes(1), "{at}");
        }
        assert_eq!(
            phone.call(OpenHome).await?.visits_today,
            u64::try_from(if days < 0 { 1 } else { 2 })?
        );
        let stored = township.record(saved.id).await?.unwrap();
        assert!((stored.made.at - right.now()).abs() < Duration::minutes(1));
    }
    Ok(())
}
