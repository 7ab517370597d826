//! `members`, `grant`, `end-grant`, `replace`: who may do what where, and who takes over from whom.

use crate::audit::Actor;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;
use domain::{AreaCode, Kind, Member, MemberId, Role};

use super::places::Places;
use super::setup::{SeatRole, check_inside};
use super::{Complaint, Data, area_code, out};
use crate::export::Town;
use crate::keeping::{self, Open, Replaced};
use crate::storage::{Store, View};
use crate::{clock, town};

/// `members`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Members {
    #[command(flatten)]
    data: Data,
}

impl Members {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let now = clock::now();
        let lines = store
            .read(move |view| {
                let places = Places::read(view)?;
                let mut lines = Vec::new();
                for (id, member) in keeping::members(view)? {
                    let rights = rights_in_words(view, &places, id, now)?;
                    let devices = keeping::devices_of(view, id)?.len();
                    let (name, role) = (member.name, member.role.label());
                    lines.push(format!("{name}  {role}  设备 {devices} 台  编号 {id}"));
                    lines.extend(rights.into_iter().map(|right| format!("    {right}")));
                }
                Ok(lines)
            })
            .await?;
        lines.iter().for_each(out::say);
        Ok(ExitCode::SUCCESS)
    }
}

fn rights_in_words(
    view: &dyn View,
    places: &Places,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<Vec<String>, crate::Error> {
    let mut lines = Vec::new();
    for grant in view.grants(member)? {
        if grant.to_at.is_some_and(|to| to <= now) {
            continue;
        }
        let place = places.name(&grant.area);
        let (role, area) = (grant.role.label(), &grant.area);
        let since = clock::in_words(grant.from_at);
        lines.push(format!("{role} {place}({area}),从 {since} 起"));
    }
    if lines.is_empty() {
        lines.push("现在没有负责的范围".to_owned());
    }
    Ok(lines)
}

/// A right of a member.
#[derive(Debug, Args)]
pub(super) struct Right {
    /// 姓名或人员编号
    #[arg(value_name = "姓名")]
    member: String,
    /// 角色
    #[arg(value_enum, value_name = "角色")]
    role: SeatRole,
    /// 区划代码:网格 15 位,村 12 位,镇 9 位
    #[arg(value_name = "代码", value_parser = area_code)]
    area: AreaCode,
}

/// `grant`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Grant {
    #[command(flatten)]
    right: Right,
    #[command(flatten)]
    data: Data,
}

impl Grant {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let (member, name) = find(&store, &self.right.member).await?;
        check_inside(&store, std::slice::from_ref(&self.right.area)).await?;
        let (role, area) = (Role::from(self.right.role), self.right.area);
        let place = place_of(&store, &area).await?;
        let now = clock::now();
        let given = store
            .transact(move |tx| keeping::grant(tx, Actor::Operator, member, (role, &area), now))
            .await?;
        let role = role.label();
        out::say(if given {
            format!("已给 {name}:{role} {place}。下次同步时资料会下发到他的设备")
        } else {
            format!("{name} 已经有这个权限({role} {place}),没有改动")
        });
        Ok(ExitCode::SUCCESS)
    }
}

/// `end-grant`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct EndGrant {
    #[command(flatten)]
    right: Right,
    #[command(flatten)]
    data: Data,
}

impl EndGrant {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let (member, name) = find(&store, &self.right.member).await?;
        let (role, area) = (Role::from(self.right.role), self.right.area);
        let place = place_of(&store, &area).await?;
        let now = clock::now();
        let ended = store
            .transact(move |tx| keeping::end_grant(tx, Actor::Operator, member, (role, &area), now))
            .await?;
        let role = role.label();
        if ended == 0 {
            return Err(Complaint(format!(
                "{name} 现在没有这个权限({role} {place}),没有改动;用 members 查看"
            )));
        }
        out::say(format!("已结束 {name} 的权限:{role} {place}"));
        out::say("他的设备下次同步时会删掉这一片的资料;在此之前记下的,仍会收下");
        Ok(ExitCode::SUCCESS)
    }
}

/// `replace`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Replace {
    /// 离岗的人:姓名或人员编号
    #[arg(value_name = "原来的人")]
    old: String,
    /// 接手的人:姓名或人员编号;没有这个人就新建
    #[arg(value_name = "接手的人")]
    new: String,
    /// 新建的人的工作电话
    #[arg(long, value_name = "电话")]
    phone: Option<String>,
    /// 关爱档案的五包一里,也由接手的人接替
    #[arg(long)]
    care: bool,
    #[command(flatten)]
    data: Data,
}

impl Replace {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let (old, old_name) = find(&store, &self.old).await?;
        let known = match members_called(&store, &self.new).await?.as_slice() {
            [] if self.new.parse::<MemberId>().is_err() => None,
            _ => Some(find(&store, &self.new).await?.0),
        };
        if known == Some(old) {
            return Err(Complaint("原来的人和接手的人是同一个,没有改动".to_owned()));
        }
        let (new_name, phone, now) = (self.new.clone(), self.phone, clock::now());
        let with_care = self.care;
        let (new, replaced, open) = store
            .transact(move |tx| {
                let new = match known {
                    Some(known) => known,
                    None => town::add_member(
                        tx,
                        Actor::Operator,
                        &successor(tx, old, new_name, phone)?,
                        now,
                    )?,
                };
                let replaced = keeping::replace(tx, Actor::Operator, (old, new), with_care, now)?;
                Ok((new, replaced, keeping::open_things(tx, old)?))
            })
            .await?;
        tell(&store, (&old_name, new), &replaced).await?;
        tell_open(&store, &old_name, &open).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A new member like the old one, without rights yet.
fn successor(
    view: &dyn View,
    old: MemberId,
    name: String,
    phone: Option<String>,
) -> Result<Member, crate::Error> {
    let record = view.record(old.into())?;
    let known = record.and_then(|record| Member::from_fields(&record.fields));
    let known = known.ok_or(crate::Error::NotFound("member"))?;
    Ok(Member {
        name,
        areas: Vec::new(),
        phone,
        ..known
    })
}

async fn tell(
    store: &Store,
    (old_name, new): (&str, MemberId),
    replaced: &Replaced,
) -> Result<(), Complaint> {
    let new_name = name_of(store, new).await?;
    out::say(format!(
        "{new_name}(编号 {new})接手 {old_name} 的工作,从现在起:"
    ));
    for (role, area) in &replaced.rights {
        let place = place_of(store, area).await?;
        out::say(format!("  {} {place}({area})", role.label()));
    }
    out::say(format!(
        "{old_name} 的权限已结束,设备已收回 {} 台:没交的先收下,然后自动清空",
        replaced.devices.len()
    ));
    out::say(format!(
        "接下来给 {new_name} 发登记码:enroll --member {new}"
    ));
    if !replaced.care.is_empty() {
        out::say(format!(
            "{} 份关爱档案的五包一已由接手的人接替",
            replaced.care.len()
        ));
    }
    Ok(())
}

async fn tell_open(store: &Store, old_name: &str, open: &[Open]) -> Result<(), Complaint> {
    if open.is_empty() {
        out::say(format!("{old_name} 名下没有没办完的事"));
        return Ok(());
    }
    out::say(format!(
        "{old_name} 名下还有 {} 件没办完,请在电脑上改派(以前的记录不会改):",
        open.len()
    ));
    for thing in open {
        let kind = match thing.kind {
            Kind::Task => "任务",
            Kind::Dispute => "矛盾纠纷",
            Kind::PersonFile => "关爱档案",
            _ => "隐患、诉求、帮办",
        };
        let place = place_of(store, &thing.area).await?;
        out::say(format!(
            "  {kind}  {place}  {}  {}",
            thing.state, thing.record
        ));
    }
    Ok(())
}

async fn place_of(store: &Store, area: &AreaCode) -> Result<String, Complaint> {
    let area = area.clone();
    let name = move |view: &dyn View| Ok(Town::of(view)?.area_name(&area));
    Ok(store.read(name).await?)
}

/// What a member is called.
pub(super) async fn name_of(store: &Store, member: MemberId) -> Result<String, Complaint> {
    let name = store
        .read(move |view| crate::enroll::name_of(view, member))
        .await?;
    Ok(name)
}

async fn members_called(store: &Store, name: &str) -> Result<Vec<(MemberId, Member)>, Complaint> {
    let name = name.to_owned();
    let found = store
        .read(move |view| town::members_named(view, &name))
        .await?;
    Ok(found)
}

/// The one member of this name or id, and the name.
pub(super) async fn find(store: &Store, who: &str) -> Result<(MemberId, String), Complaint> {
    if let Ok(id) = who.parse::<MemberId>() {
        let is_member = store
            .read(move |view| {
                let record = view.record(id.into())?;
                Ok(record.is_some_and(|record| record.kind == Kind::Member))
            })
            .await?;
        if !is_member {
            return Err(Complaint(format!("没有编号是 {who} 的人")));
        }
        return Ok((id, name_of(store, id).await?));
    }
    match members_called(store, who).await?.as_slice() {
        [] => Err(Complaint(format!("没有叫 {who} 的人"))),
        [(id, member)] => Ok((*id, member.name.clone())),
        several => {
            let lines: Vec<String> = several
                .iter()
                .map(|(id, member)| format!("  {id}  {}", member.role.label()))
                .collect();
            Err(Complaint(format!(
                "叫 {who} 的有 {} 个人,请用编号:\n{}",
                several.len(),
                lines.join("\n")
            )))
        }
    }
}
