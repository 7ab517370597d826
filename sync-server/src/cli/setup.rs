//! `demo`, `init`, `area add`, `member add`: what has to be there before anybody can enrol.

use crate::audit::Actor;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use demo_town::{Scale, Town};
use domain::member::Employment;
use domain::{Area, AreaCode, AreaKind, Member, Role};

use super::{Complaint, Data, HELP, area_code, out};
use crate::error::Error;
use crate::storage::Store;
use crate::{clock, town};

/// The demo town is the same on every machine.
const SEED: u64 = 20_261_122;

/// `demo`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Demo {
    #[command(flatten)]
    data: Data,
    /// 规模:small 一角(几秒),town 整个镇(7188 户、27784 人、20 万次走访)
    #[arg(long, value_enum, value_name = "规模", default_value = "small")]
    scale: DemoScale,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum DemoScale {
    Small,
    Town,
}

impl Demo {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open()?;
        if let Some(name) = town_name(&store).await? {
            out::say(format!("这里已经有 {name},不再生成"));
            return Ok(ExitCode::SUCCESS);
        }
        let scale = match self.scale {
            DemoScale::Small => Scale::Small,
            DemoScale::Town => Scale::Town,
        };
        let now = clock::now();
        let town = Town::generate(scale, SEED, clock::local_date(now));
        let name = town.name.clone();
        let records = store
            .transact(move |tx| town::make_demo(tx, &town, now))
            .await?;
        out::say(format!(
            "已生成试用乡镇 {name}:{records} 条记录,全部是虚构的"
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// `init`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Init {
    #[command(flatten)]
    data: Data,
    /// 乡镇区划代码,9 位数字
    #[arg(long, value_name = "代码", value_parser = area_code)]
    code: AreaCode,
    /// 乡镇名称
    #[arg(long, value_name = "名称")]
    name: String,
}

impl Init {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        if self.code.as_str().len() != 9 {
            return Err(Complaint("乡镇区划代码应为 9 位数字".to_owned()));
        }
        let store = self.data.open()?;
        if let Some(name) = town_name(&store).await? {
            return Err(Complaint(format!("这里已经有 {name},没有改动")));
        }
        let (code, name, now) = (self.code, self.name, clock::now());
        out::say(format!("新建 {name}"));
        store
            .transact(move |tx| town::init(tx, &code, &name, now))
            .await?;
        out::say("接下来用 area add 添加村和网格,用 member add 添加人员");
        Ok(ExitCode::SUCCESS)
    }
}

async fn town_name(store: &Store) -> Result<Option<String>, Complaint> {
    match store.read(|view| view.town()).await {
        Ok(town) => Ok(Some(town.name)),
        Err(Error::NoTown) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// `area …`.
#[derive(Debug, Subcommand)]
pub(super) enum AreaCommand {
    #[command(help_template = HELP)]
    /// 添加一个村(12 位代码)或网格(15 位代码)
    Add(AreaAdd),
}

/// `area add`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct AreaAdd {
    #[command(flatten)]
    data: Data,
    /// 区划代码:村 12 位,网格 15 位(村代码加 3 位)
    #[arg(long, value_name = "代码", value_parser = area_code)]
    code: AreaCode,
    /// 名称,如 张庄村、第三网格
    #[arg(long, value_name = "名称")]
    name: String,
    /// 专属网格(如市场、园区)
    #[arg(long)]
    dedicated: bool,
    /// 这个网格管的组,如 1,2,3;导入户籍表时用
    #[arg(long, value_name = "组", value_delimiter = ',')]
    groups: Vec<u16>,
}

impl AreaCommand {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let Self::Add(add) = self;
        let store = add.data.open_existing()?;
        let town = store.read(|view| view.town()).await?;
        if !town.code.contains(&add.code) || town.code == add.code {
            return Err(Complaint(format!("代码应以 {} 开头", town.code)));
        }
        let is_grid = add.code.as_str().len() > 12;
        let kind = match (is_grid, add.dedicated) {
            (false, _) => None,
            (true, true) => Some(AreaKind::Dedicated),
            (true, false) => Some(AreaKind::Village),
        };
        let area = Area {
            name: add.name,
            kind,
        };
        let (code, groups, now) = (add.code, add.groups, clock::now());
        let done = format!("已添加 {} {}", area.name, code);
        store
            .transact(move |tx| {
                if let Some(village) = code.village().filter(|_| is_grid) {
                    groups
                        .iter()
                        .try_for_each(|group| town::put_group(tx, &village, *group, &code))?;
                }
                town::add_area(tx, &code, &area, now)
            })
            .await?;
        out::say(done);
        Ok(ExitCode::SUCCESS)
    }
}

/// `member …`.
#[derive(Debug, Subcommand)]
pub(super) enum MemberCommand {
    #[command(help_template = HELP)]
    /// 添加一个人,并给他负责的范围
    Add(MemberAdd),
}

/// `member add`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct MemberAdd {
    #[command(flatten)]
    data: Data,
    /// 姓名
    #[arg(long, value_name = "姓名")]
    name: String,
    /// 角色
    #[arg(long, value_enum, value_name = "角色")]
    role: SeatRole,
    /// 负责的区划代码,可写多次;镇综治中心、县、审计员、管理员写乡镇代码
    #[arg(long = "area", value_name = "代码", required = true, value_parser = area_code)]
    areas: Vec<AreaCode>,
    /// 工作电话
    #[arg(long, value_name = "电话")]
    phone: Option<String>,
    /// 兼职网格员
    #[arg(long)]
    part_time: bool,
    /// 部门人员所在的单位,按交办时写的名称,如 司法所
    #[arg(long, value_name = "单位", required_if_eq("role", "department"))]
    unit: Option<String>,
}

/// A role that a person can be given here.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SeatRole {
    /// 网格员
    Worker,
    /// 村干部
    Cadre,
    /// 镇综治中心
    Supervisor,
    /// 部门
    Department,
    /// 县综治中心:只看数,不看记录
    County,
    /// 安全审计员:只看操作记录
    Auditor,
    /// 系统管理员:管人员、设备、区划、参数
    Admin,
}

impl From<SeatRole> for Role {
    fn from(role: SeatRole) -> Self {
        match role {
            SeatRole::Worker => Self::Worker,
            SeatRole::Cadre => Self::VillageCadre,
            SeatRole::Supervisor => Self::Supervisor,
            SeatRole::Department => Self::Department,
            SeatRole::County => Self::County,
            SeatRole::Auditor => Self::Auditor,
            SeatRole::Admin => Self::Admin,
        }
    }
}

/// Areas of another town are nobody's here.
pub(super) async fn check_inside(store: &Store, areas: &[AreaCode]) -> Result<(), Complaint> {
    let town = store.read(|view| view.town()).await?;
    match areas.iter().find(|area| !town.code.contains(area)) {
        Some(outside) => Err(Complaint(format!("{outside} 不在 {} 内", town.name))),
        None => Ok(()),
    }
}

impl MemberCommand {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let Self::Add(add) = self;
        let store = add.data.open_existing()?;
        check_inside(&store, &add.areas).await?;
        let role = Role::from(add.role);
        let employment = match (role == Role::Worker, add.part_time) {
            (false, _) => None,
            (true, true) => Some(Employment::PartTime),
            (true, false) => Some(Employment::FullTime),
        };
        let member = Member {
            name: add.name,
            role,
            areas: add.areas,
            phone: add.phone,
            employment,
            unit: add.unit,
        };
        let now = clock::now();
        let done = format!("已添加 {}({})", member.name, role.label());
        let id = store
            .transact(move |tx| town::add_member(tx, Actor::Operator, &member, now))
            .await?;
        out::say(format!("{done},编号 {id}"));
        Ok(ExitCode::SUCCESS)
    }
}
