//! `rescue`: takes in what a phone could not send.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use protocol::rescue::RescueError;

use super::people::name_of;
use super::{Complaint, Data, out};
use crate::clock;
use crate::rescue::{Outcome, Ready, Refusal, ready};

/// `rescue`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Rescue {
    /// 手机写的救援文件(.tjb);可以一次给几个
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 只看里面有什么,不收下
    #[arg(long)]
    check: bool,
    /// 设备后来重新登记过、文件里的凭据已失效时:由你担保这个文件确实来自那台设备
    #[arg(long)]
    trust: bool,
    #[command(flatten)]
    data: Data,
}

impl Rescue {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let mut is_clean = true;
        for path in &self.files {
            let named = |words: String| Complaint(format!("{}:{words}", path.display()));
            let bytes = std::fs::read(path).map_err(|error| named(format!("读不出来({error})")))?;
            let opened = ready(&store, &bytes, self.trust)
                .await
                .map_err(|refusal| named(sentence(refusal)))?;
            let member = name_of(&store, opened.member).await?;
            out::say(label(&opened, &member));
            if !opened.is_whole {
                out::say("  文件不完整(拷贝时断了?):先处理已有的部分,请再拷一次完整的");
                is_clean = false;
            }
            if self.check {
                continue;
            }
            let outcome = opened.take_in(&store, clock::now()).await?;
            tell(&outcome);
            is_clean &= outcome.is_clean();
        }
        if self.check {
            out::say("只是查看,没有收下任何内容");
        }
        Ok(if is_clean {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}

fn label(opened: &Ready, member: &str) -> String {
    let header = &opened.header;
    let (changes, blobs) = opened.counts();
    let part = if header.parts > 1 {
        format!("(第 {} 个,共 {} 个)", header.part, header.parts)
    } else {
        String::new()
    };
    format!(
        "{member} 的设备 {},{} 写的救援文件{part}:{changes} 处改动,{blobs} 个照片、录音、签字",
        header.device.to_string().get(..13).unwrap_or_default(),
        clock::in_words(header.written_at)
    )
}

fn tell(outcome: &Outcome) {
    out::say(format!(
        "  新收下 {} 处,早已收到 {} 处,待处理 {} 处;附件收齐 {} 个",
        outcome.received,
        outcome.repeated,
        outcome.set_aside.len(),
        outcome.blobs_received
    ));
    for (id, message) in &outcome.set_aside {
        out::say(format!("  待处理 {id}:{message}"));
    }
    for (hash, message) in &outcome.blobs_refused {
        let short = hash.get(..12).unwrap_or_default();
        out::say(format!("  附件没有收下 {short}:{message}"));
    }
}

fn sentence(refusal: Refusal) -> String {
    match refusal {
        Refusal::File(RescueError::NotOne) => "这不是救援文件".to_owned(),
        Refusal::File(RescueError::Newer) => "这是更新版本的应用写的,请先更新本程序".to_owned(),
        Refusal::File(RescueError::OtherKey(key)) => {
            format!("这个文件是给另一个乡镇的(钥匙 {key}),这里打不开")
        }
        Refusal::File(RescueError::Damaged) => {
            "文件坏了,一处也没有收下;请在手机上重新写一个".to_owned()
        }
        Refusal::NoDevice(device) => format!("这里没有登记过这台设备:{device}"),
        Refusal::NotProven => {
            "文件里的凭据和这台设备现在的对不上(可能后来重新登记过)。确认来源后,加 --trust 再试"
                .to_owned()
        }
        Refusal::Server(error) => Complaint::from(error).0,
    }
}
