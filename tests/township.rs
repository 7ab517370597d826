//! A small township with a real server: two villages, three grids, a handful of people and homes.

use std::ffi::OsString;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::ExitCode;
use sync_server::audit::Actor;

use anyhow::{Context as _, Result};
use chrono::Utc;
use domain::resident::Relation;
use domain::{
    Act, Area, AreaCode, Fields, Household, Kind, Member, MemberId, RecordId, Resident, Role,
};
use sync_server::storage::{Sqlite, Standing, Store};
use sync_server::town::{self, Pen};
use sync_server::{Config, clock, serve};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The town's code.
const TOWN: &str = "990001001";

/// The file of a backup in its folder.
const BACKUP: &str = "town.backup";

/// A household of the township.
#[derive(Debug, Clone)]
pub struct Home {
    /// Its record.
    pub id: RecordId,
    /// Its grid.
    pub grid: AreaCode,
}

struct Running {
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), sync_server::Error>>,
}

/// A township and its server. The data outlives restarts of the server.
pub struct Township {
    folder: TempDir,
    store: Store,
    address: SocketAddr,
    running: Option<Running>,
    /// 王主任 of the township's office.
    pub supervisor: MemberId,
    /// 老王, worker of the first grid.
    pub wang: MemberId,
    /// 小李, worker of the first grid too.
    pub li: MemberId,
    /// 老陈, worker of the third grid, in the other village.
    pub chen: MemberId,
    /// 清水司法所, which makes the care files.
    pub station: MemberId,
    /// Homes of the first grid.
    pub homes: Vec<Home>,
    /// Homes of the third grid.
    pub far_homes: Vec<Home>,
}

/// The grid with this number; the first two lie in the first village.
#[must_use]
pub fn grid(number: u8) -> String {
    match number {
        1 => format!("{TOWN}001001"),
        2 => format!("{TOWN}001002"),
        _ => format!("{TOWN}002001"),
    }
}

fn code(text: &str) -> Result<AreaCode> {
    AreaCode::new(text).context("area code")
}

impl Township {
    /// Makes the township and starts its server on a free port.
    ///
    /// # Errors
    /// When the folder or the port cannot be had.
    pub async fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let store = town::open(folder.path())?;
        let people = settle(&store).await?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let mut township = Self {
            folder,
            store,
            address: listener.local_addr()?,
            running: None,
            supervisor: people.supervisor,
            wang: people.wang,
            li: people.li,
            chen: people.chen,
            station: people.station,
            homes: people.homes,
            far_homes: people.far_homes,
        };
        township.listen(listener);
        Ok(township)
    }

    fn listen(&mut self, listener: TcpListener) {
        let (stop, stopped) = oneshot::channel();
        let store = self.store.clone();
        let task = tokio::spawn(serve(listener, store, Config::default(), async {
            // A dropped sender stops it as well.
            drop(stopped.await);
        }));
        self.running = Some(Running { stop, task });
    }

    /// Stops the server as a signal does, and waits until it is down.
    ///
    /// # Errors
    /// When it ended with an error of its own.
    pub async fn stop(&mut self) -> Result<()> {
        if let Some(running) = self.running.take() {
            // A server that ended by itself does not hear it; its result says why.
            let _heard = running.stop.send(());
            running.task.await??;
        }
        Ok(())
    }

    /// Starts the server again on the same data and port.
    ///
    /// # Errors
    /// When the port was taken meanwhile.
    pub fn start_again(&mut self) -> Result<()> {
        let listener = TcpListener::bind(self.address).context("the same port again")?;
        self.listen(listener);
        Ok(())
    }

    /// The first home of the first grid.
    #[must_use]
    pub fn first_home(&self) -> RecordId {
        self.homes
            .first()
            .map_or(RecordId(uuid::Uuid::nil()), |home| home.id)
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The server's address as a phone is given it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The server's own storage, for looking behind the counter.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The folder of the server's data.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A one-time code for a member.
    ///
    /// # Errors
    /// When the storage refuses.
    pub async fn code_for(&self, member: MemberId) -> Result<String> {
        Ok(town::make_code(&self.store, member, 10).await?.text)
    }

    /// A backup of the server's data as it is now, in a folder of its own; the server may be running.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn back_up(&self) -> Result<TempDir> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join(BACKUP);
        Sqlite::back_up(self.folder.path(), &file, clock::now())?;
        Ok(folder)
    }

    /// Goes on with what a backup holds. The server must be stopped.
    ///
    /// # Errors
    /// When the backup is not complete.
    pub fn restore(&mut self, backup: &TempDir) -> Result<()> {
        anyhow::ensure!(self.running.is_none(), "stop the server first");
        let folder = tempfile::tempdir()?;
        let file = backup.path().join(BACKUP);
        Sqlite::restore(&file, folder.path(), Standing::Refuse, |tx, _| {
            town::begin_new_epoch(tx)
        })?;
        self.store = town::open(folder.path())?;
        self.folder = folder;
        Ok(())
    }

    /// Runs one of the server's commands on this township's data, as an administrator types it.
    ///
    /// # Errors
    /// When it could not be run at all.
    pub async fn command(&self, words: &[&str]) -> Result<ExitCode> {
        run_command(self.folder.path(), words).await
    }

    /// Runs one of the server's commands for which nobody may have the data open. The server must be stopped.
    ///
    /// # Errors
    /// When it could not be run at all.
    pub async fn command_alone(&mut self, words: &[&str]) -> Result<ExitCode> {
        anyhow::ensure!(self.running.is_none(), "stop the server first");
        let elsewhere = tempfile::tempdir()?;
        self.store = town::open(elsewhere.path())?;
        let done = run_command(self.folder.path(), words).await;
        self.store = town::open(self.folder.path())?;
        done
    }

    /// The record as the server has it.
    ///
    /// # Errors
    /// When the storage refuses.
    pub async fn record(&self, id: RecordId) -> Result<Option<domain::Record>> {
        Ok(self.store.read(move |view| view.record(id)).await?)
    }

    /// Every visit that the server counts.
    ///
    /// # Errors
    /// When the storage refuses.
    pub async fn visits(&self) -> Result<Vec<domain::Record>> {
        let scope = domain::Scope::new(Kind::Visit.class(), code(TOWN)?);
        let visits = self
            .store
            .read(move |view| {
                let mut visits = Vec::new();
                view.each_record(&Kind::Visit, &scope, &mut |record| {
                    visits.push(record);
                    Ok(())
                })?;
                Ok(visits)
            })
            .await?;
        Ok(visits)
    }
}

async fn run_command(folder: &Path, words: &[&str]) -> Result<ExitCode> {
    let mut line = vec![OsString::from("sync-server")];
    line.extend(words.iter().map(OsString::from));
    line.extend([OsString::from("--data"), folder.as_os_str().to_owned()]);
    // It brings a runtime of its own.
    Ok(tokio::task::spawn_blocking(|| sync_server::cli::run(line)).await?)
}

struct People {
    supervisor: MemberId,
    wang: MemberId,
    li: MemberId,
    chen: MemberId,
    station: MemberId,
    homes: Vec<Home>,
    far_homes: Vec<Home>,
}

async fn settle(store: &Store) -> Result<People> {
    let town_code = code(TOWN)?;
    let now = clock::now();
    let people = store
        .transact(move |tx| {
            town::init(tx, &town_code, "清水镇", now)?;
            for (text, name) in areas() {
                if let Ok(code) = AreaCode::new(text) {
                    let kind = (code.as_str().len() > 12).then_some(domain::AreaKind::Village);
                    let area = Area {
                        name: name.to_owned(),
                        kind,
                    };
                    town::add_area(tx, &code, &area, now)?;
                }
            }
            let member = |name: &str, role: Role, area: String| {
                // A department is known by its name without the town's.
                let unit = (role == Role::Department).then(|| name.replace("清水", ""));
                let member = Member {
                    name: name.to_owned(),
                    role,
                    areas: AreaCode::new(area).into_iter().collect(),
                    phone: None,
                    employment: None,
                    unit,
                };
                town::add_member(tx, Actor::Operator, &member, now)
            };
            Ok(People {
                supervisor: member("王主任", Role::Supervisor, TOWN.to_owned())?,
                wang: member("老王", Role::Worker, grid(1))?,
                li: member("小李", Role::Worker, grid(1))?,
                chen: member("老陈", Role::Worker, grid(3))?,
                station: member("清水司法所", Role::Department, TOWN.to_owned())?,
                homes: homes(
                    tx,
                    &grid(1),
                    &[("张三", "2"), ("李四", "12"), ("王五", "9")],
                    now,
                )?,
                far_homes: homes(tx, &grid(3), &[("赵六", "1"), ("孙七", "3")], now)?,
            })
        })
        .await?;
    Ok(people)
}

fn areas() -> [(String, &'static str); 5] {
    [
        (format!("{TOWN}001"), "张庄村"),
        (format!("{TOWN}002"), "李家沟村"),
        (grid(1), "第一网格"),
        (grid(2), "第二网格"),
        (grid(3), "第一网格"),
    ]
}

fn homes(
    tx: &dyn sync_server::storage::Tx,
    grid: &str,
    homes: &[(&str, &str)],
    now: chrono::DateTime<Utc>,
) -> Result<Vec<Home>, sync_server::Error> {
    let Ok(grid) = AreaCode::new(grid) else {
        return Ok(Vec::new());
    };
    let mut pen = Pen::take(tx, now)?;
    let mut made = Vec::new();
    for (place, (head, door)) in homes.iter().enumerate() {
        let id = RecordId(clock::new_id());
        let household = Household {
            group: 1,
            door: format!("{door}号"),
            head: (*head).to_owned(),
            phone: Some(format!("1381234567{place}")),
            ..Household::default()
        };
        let act = Act::Create(Fields::of(&household));
        pen.write(tx, (id, Kind::Household, grid.clone()), act, None)?;
        let resident = Resident {
            name: (*head).to_owned(),
            relation: Relation::Head,
            ..Resident::of(id)
        };
        let person = RecordId(clock::new_id());
        let act = Act::Create(Fields::of(&resident));
        pen.write(tx, (person, Kind::Resident, grid.clone()), act, None)?;
        made.push(Home {
            id,
            grid: grid.clone(),
        });
    }
    pen.put_back(tx)?;
    Ok(made)
}
