//! `record FOLDER NAME`: a worker's phone and the office's PC of this build speak with the server of this build, and what they say is written to
//! `FOLDER/NAME.json`; the town as it was before stands beside it in `FOLDER/NAME.town.zst`. Each released protocol version keeps its own, and
//! the stories ask the newest server the same again.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use client::commands::{
    AddDisputeStep, DisputeFilter, DisputeForm, ListDisputes, SaveDispute, SaveVisit,
};
use domain::dispute::{OnSite, State, StepForm, StepName};
use domain::{RecordId, Visit};
use stories::conversation::{Conversation, Recorder};
use stories::quarrel::{accepting, dispute, whole};
use stories::{Phone, Township};
use uuid::Uuid;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().context("FOLDER")?);
    let name = arguments.next().context("NAME")?;
    let name = name.to_string_lossy().into_owned();
    tokio::runtime::Runtime::new()?.block_on(record(folder, name))
}

async fn record(folder: PathBuf, name: String) -> Result<()> {
    let township = Township::start().await?;
    let recorder = Recorder::before(township.address()).await?;
    let (phone, office) = (Phone::new()?, Phone::new()?);
    for (device, member) in [(&phone, township.wang), (&office, township.supervisor)] {
        device.enroll_at(&recorder.url(), &township, member).await?;
    }
    let before = township.back_up()?;
    phone.pulled().await?;
    office.pulled().await?;
    visits(&township, &phone, &office).await?;
    dispute_to_its_end(&township, &phone, &office).await?;
    phone.rests().await?;
    office.rests().await?;

    let town = std::fs::read(before.path().join("town.backup"))?;
    std::fs::create_dir_all(&folder)?;
    let packed = zstd::encode_all(town.as_slice(), 19)?;
    std::fs::write(folder.join(format!("{name}.town.zst")), packed)?;
    let build = format!("protocol {}", protocol::version::CURRENT);
    let exchanges = recorder.heard().await;
    let conversation = Conversation { build, exchanges };
    conversation.write(&folder.join(format!("{name}.json")))
}

/// A visit, another one corrected after it was sent; the office reads both.
async fn visits(township: &Township, phone: &Phone, office: &Phone) -> Result<()> {
    let home = township.first_home();
    phone.visit(home, "老人一人在家").await?;
    let saved = phone.visit(home, "屋顶漏雨").await?;
    phone.sync().await?;
    phone.sent().await?;
    office.sees("屋顶漏雨").await?;
    let mut visit = Visit::routine(home, phone.clock().now());
    visit.remarks = Some("屋顶漏雨,已报村里".to_owned());
    let id = Some(saved.id);
    phone.call(SaveVisit { id, visit }).await?;
    phone.sync().await?;
    phone.sent().await?;
    office.sees("屋顶漏雨,已报村里").await?;
    Ok(())
}

/// A dispute from the doorstep to its end, each step by whoever takes it.
async fn dispute_to_its_end(township: &Township, phone: &Phone, office: &Phone) -> Result<()> {
    let form = DisputeForm {
        on_site: Some(OnSite::Town),
        ..DisputeForm::of(dispute(phone.clock().now()))
    };
    let slot = RecordId(Uuid::nil());
    let id = None;
    let id = phone.call(SaveDispute { id, slot, form }).await?.id;
    phone.sent().await?;
    stands(office, id, State::Submitted).await?;
    for name in [StepName::Accept, StepName::Assign] {
        step(office, id, name, accepting(township.wang)).await?;
    }
    office.sent().await?;
    stands(phone, id, State::Assigned).await?;
    for name in [
        StepName::Mediate,
        StepName::Agree,
        StepName::ReturnVisit,
        StepName::RequestClose,
    ] {
        step(phone, id, name, whole()).await?;
    }
    phone.sent().await?;
    stands(office, id, State::ToClose).await?;
    step(office, id, StepName::Close, StepForm::default()).await?;
    office.sent().await?;
    stands(phone, id, State::Closed).await
}

async fn stands(device: &Phone, id: RecordId, state: State) -> Result<()> {
    device.sync().await?;
    device
        .until(state.label(), async |device| {
            let filter = DisputeFilter::default();
            let list = ListDisputes {
                filter,
                offset: 0,
                limit: 100,
            };
            let rows = device.call(list).await?.rows;
            let found = rows.iter().any(|row| row.id == id && row.stands == state);
            Ok(found.then_some(()))
        })
        .await
}

async fn step(device: &Phone, id: RecordId, step: StepName, form: StepForm) -> Result<()> {
    let refused = device.call(AddDisputeStep { id, step, form }).await?;
    anyhow::ensure!(refused.is_none(), "{step:?}: {refused:?}");
    Ok(())
}
