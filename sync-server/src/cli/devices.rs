//! `devices`, `revoke`: which phones and computers there are, and ending one.

use crate::audit::Actor;
use std::process::ExitCode;

use clap::Args;

use super::people::{find, name_of};
use super::{Complaint, Data, out};
use crate::storage::{DeviceRow, Store};
use crate::{clock, keeping};

/// Digits of an id that are shown, and that name a device well enough.
const SHORT: usize = 13;
/// A shorter beginning of an id is taken for a name.
const LEAST: usize = 4;

/// `devices`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Devices {
    #[command(flatten)]
    data: Data,
}

impl Devices {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let devices = store.read(|view| view.devices()).await?;
        for device in &devices {
            out::say(line(&store, device).await?);
        }
        out::say(format!("共 {} 台", devices.len()));
        Ok(ExitCode::SUCCESS)
    }
}

async fn line(store: &Store, device: &DeviceRow) -> Result<String, Complaint> {
    let member = name_of(store, device.member).await?;
    let seen = clock::in_words(device.last_seen_at);
    let mut line = format!(
        "{}  {member}  {}  应用 {}  最近联系 {seen}",
        short(device),
        device.name,
        device.app
    );
    if let Some(at) = device.revoked_at {
        line += &format!("  {} 收回", clock::in_words(at));
        line += if device.last_seen_at >= at {
            ",设备已知道"
        } else {
            ",设备还没联系上"
        };
    } else if let Some(at) = device.forked_at {
        let since = clock::in_words(at);
        line += &format!("  {since} 起发现被复制,要重新登记");
    }
    Ok(line)
}

fn short(device: &DeviceRow) -> String {
    device.id.to_string().chars().take(SHORT).collect()
}

/// `revoke`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Revoke {
    /// 设备编号的开头(见 devices),或使用人的姓名
    #[arg(value_name = "设备或姓名")]
    who: String,
    /// 这个人的设备全部收回
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    data: Data,
}

impl Revoke {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        for device in self.wanted(&store).await? {
            let (id, now) = (device.id, clock::now());
            let revoked = store
                .transact(move |tx| keeping::revoke(tx, Actor::Operator, id, now))
                .await?;
            let member = name_of(&store, revoked.member).await?;
            out::say(if device.revoked_at.is_some() {
                format!("{} 早已收回,没有改动", short(&revoked))
            } else {
                format!("已收回 {}:{member} 的 {}", short(&revoked), revoked.name)
            });
        }
        out::say("设备下次联系服务器时:收回之前记下的先收下,然后设备上的资料和钥匙全部清空");
        Ok(ExitCode::SUCCESS)
    }

    async fn wanted(&self, store: &Store) -> Result<Vec<DeviceRow>, Complaint> {
        let hex = |c: char| c.is_ascii_hexdigit() || c == '-';
        let devices = if self.who.len() >= LEAST && self.who.chars().all(hex) {
            let start = self.who.clone();
            store
                .read(move |view| keeping::devices_starting(view, &start))
                .await?
        } else {
            let (member, _) = find(store, &self.who).await?;
            store
                .read(move |view| keeping::devices_of(view, member))
                .await?
        };
        match devices.as_slice() {
            [] => Err(Complaint(format!(
                "没有找到 {} 的可收回的设备;用 devices 查看",
                self.who
            ))),
            [_] => Ok(devices),
            _ if self.all => Ok(devices),
            several => {
                let mut lines = Vec::new();
                for device in several {
                    lines.push(format!("  {}", line(store, device).await?));
                }
                Err(Complaint(format!(
                    "有 {} 台,请写设备编号,或加 --all 全部收回:\n{}",
                    several.len(),
                    lines.join("\n")
                )))
            }
        }
    }
}
