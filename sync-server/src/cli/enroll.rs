//! `enroll`: a one-time code for a person, as text, link and picture.

use std::process::ExitCode;

use chrono::FixedOffset;
use clap::{ArgGroup, Args, ValueEnum};
use domain::MemberId;
use protocol::limits;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use super::people::find;
use super::{Complaint, Data, out};
use crate::storage::Store;
use crate::town::{self, DemoSeat};

/// `enroll`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
#[command(group = ArgGroup::new("who").required(true).args(["member", "demo"]))]
pub(super) struct Enroll {
    #[command(flatten)]
    data: Data,
    /// 姓名或人员编号
    #[arg(long, value_name = "姓名")]
    member: Option<String>,
    /// 试用乡镇里的人
    #[arg(long, value_enum, value_name = "谁")]
    demo: Option<Seat>,
    /// 手机和电脑访问时用的网址;不写就用 serve 上次的网址
    #[arg(long, value_name = "网址")]
    url: Option<String>,
    /// 登记码有效的分钟数
    #[arg(long, value_name = "分钟", default_value_t = limits::CODE_MINUTES,
        value_parser = clap::value_parser!(i64).range(1..=10_080))]
    minutes: i64,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Seat {
    /// 网格员
    Worker,
    /// 镇综治中心
    Supervisor,
}

impl Enroll {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let member = match (&self.member, self.demo) {
            (Some(member), _) => find(&store, member).await?.0,
            (None, Some(Seat::Supervisor)) => demo(&store, DemoSeat::Supervisor).await?,
            (None, _) => demo(&store, DemoSeat::Worker).await?,
        };
        let code = town::make_code(&store, member, self.minutes).await?;
        let name = store
            .read(move |view| crate::enroll::name_of(view, member))
            .await?;
        let remembered = store.read(|view| view.setting(town::PUBLIC_URL)).await?;
        out::say(format!("{name} 的登记码:{}", code.text));
        if let Some(url) = self.url.or(remembered) {
            let link = format!("{}/enroll/{}", url.trim_end_matches('/'), code.text);
            out::say(format!("网址:{link}"));
            if let Some(picture) = picture(&link) {
                out::say(picture);
            }
        }
        let until = FixedOffset::east_opt(8 * 3600).map(|zone| {
            code.expires_at
                .with_timezone(&zone)
                .format("%m月%d日 %H:%M")
        });
        let until = until.map_or_else(String::new, |until| until.to_string());
        out::say(format!(
            "{} 分钟内有效(到 {until}),只能用一次",
            self.minutes
        ));
        Ok(ExitCode::SUCCESS)
    }
}

async fn demo(store: &Store, seat: DemoSeat) -> Result<MemberId, Complaint> {
    let found = store.read(move |view| town::demo_member(view, seat)).await;
    Ok(found?)
}

/// Two modules a character; light on dark, as most terminals are.
fn picture(link: &str) -> Option<String> {
    let code = QrCode::new(link.as_bytes()).ok()?;
    let drawn = code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    Some(drawn)
}
