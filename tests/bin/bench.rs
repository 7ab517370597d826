//! How long things take with the real server and the native client on this machine: `bench [small|town]`, in release. Prints
//! `name value unit` lines and nothing else.

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use chrono::Datelike as _;
use client::commands::areas::ListLevel;
use client::commands::coverage::CountCoverage;
use client::commands::ledgers::LedgerQuery;
use client::commands::{
    CountVisits, Enroll, ExportLedger, FileFormat, ListAreas, ListHouseholds, ListVisits,
    OpenLedger, OpenMorning, OpenSyncPage, ReadSession, SaveVisit, SearchHouseholds, VisitFilter,
};
use client::host::{Clock, Options};
use client::{Command, Handle};
use demo_town::{Scale, Town};
use domain::{Act, AreaCode, ChangeId, Fields, Kind, Member, MemberId, RecordId, Role, Visit};
use protocol::version::{CURRENT, ENROLL_PATH, SYNC_PATH};
use protocol::{EnrollReply, EnrollRequest, Pushed, SyncReply, SyncRequest};
use sync_server::storage::Store;
use sync_server::{Config, clock, serve, town};

const SEED: u64 = 20_261_122;
const DEVICES: usize = 340;
const CHANGES: usize = 20;
const SAVES: usize = 300;

fn main() -> Result<()> {
    let scale = match std::env::args().nth(1).as_deref() {
        None | Some("town") => Scale::Town,
        Some("small") => Scale::Small,
        Some(other) => bail!("unknown scale {other}: small or town"),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(scale))
}

fn say(name: &str, value: f64, unit: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{name} {value:.1} {unit}")?;
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures this machine's time"
)]
fn start() -> Instant {
    Instant::now()
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

async fn run(scale: Scale) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let store = town::open(folder.path())?;
    let now = clock::now();
    let made = Town::generate(scale, SEED, clock::local_date(now));
    let (worker, supervisor) = (made.demo_worker(), made.demo_supervisor());
    let began = start();
    let members = made.members.clone();
    let records = store
        .transact(move |tx| town::make_demo(tx, &made, now))
        .await?;
    say("town_records", count(records), "records")?;
    say("server_import", began.elapsed().as_secs_f64(), "s")?;

    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    tokio::spawn(serve(
        listener,
        store.clone(),
        Config::default(),
        std::future::pending(),
    ));

    let (phone, grid_folder) = pull(&store, address, worker, "first_pull_grid").await?;
    save(&phone).await?;
    phone.close().await?;
    drop(grid_folder);
    let (office, office_folder) = pull(&store, address, supervisor, "first_pull_town").await?;
    read(&office).await?;
    office.close().await?;
    drop(office_folder);
    ingest(&store, address, &members).await
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn count(n: u64) -> f64 {
    n as f64
}

async fn pull(
    store: &Store,
    address: SocketAddr,
    member: MemberId,
    name: &str,
) -> Result<(Handle, tempfile::TempDir)> {
    let folder = tempfile::tempdir()?;
    let handle = client::host::start(Options {
        folder: Some(folder.path().to_owned()),
        clock: Clock::default(),
    });
    let code = town::make_code(store, member, 10).await?.text;
    let mut events = handle.events();
    handle
        .call(Enroll {
            server: format!("http://{address}"),
            code,
            pin: "135790".to_owned(),
            device_name: "bench".to_owned(),
        })
        .await?;
    let began = start();
    loop {
        let session = handle.call(ReadSession).await?;
        if session.member.is_some_and(|member| member.pulled) {
            break;
        }
        futures_util::StreamExt::next(&mut events)
            .await
            .context("the backend ended")?;
    }
    say(name, began.elapsed().as_secs_f64(), "s")?;
    let page = handle.call(OpenSyncPage).await?;
    say(&format!("{name}_records"), count(page.records), "records")?;
    Ok((handle, folder))
}

async fn save(phone: &Handle) -> Result<()> {
    let grids = phone
        .call(ListAreas {
            level: ListLevel::Grid,
            inside: None,
        })
        .await?;
    let grid = grids.first().context("a grid")?.code.clone();
    let homes = phone
        .call(ListHouseholds {
            inside: grid,
            group: None,
            offset: 0,
            limit: 50,
        })
        .await?;
    let mut times = Vec::with_capacity(SAVES);
    for home in homes.iter().cycle().take(SAVES) {
        let visit = Visit::routine(home.id, Clock::default().now());
        let began = start();
        phone.call(SaveVisit { id: None, visit }).await?;
        times.push(began.elapsed());
    }
    quantiles("save", &mut times)
}

fn quantiles(name: &str, times: &mut [Duration]) -> Result<()> {
    times.sort();
    for (label, share) in [("p50", 50), ("p95", 95), ("p99", 99)] {
        let place = (times.len() * share / 100).min(times.len().saturating_sub(1));
        let time = times.get(place).copied().unwrap_or_default();
        say(&format!("{name}_{label}"), millis(time), "ms")?;
    }
    Ok(())
}

/// The office's reading: a search as it is typed and the first page of the list.
async fn read(office: &Handle) -> Result<()> {
    let mut times = Vec::new();
    for text in ["李", "李明", "w", "wjg", "5678", "12号", "张建国", "zhang"] {
        for _ in 0..5 {
            let began = start();
            let search = SearchHouseholds {
                text: text.to_owned(),
                limit: 20,
            };
            office.call(search).await?;
            times.push(began.elapsed());
        }
    }
    quantiles("search_town", &mut times)?;
    let mut times = Vec::new();
    for offset in [0, 50, 500, 5_000] {
        for _ in 0..5 {
            let began = start();
            let list = ListVisits {
                filter: VisitFilter::default(),
                offset,
                limit: 50,
            };
            office.call(list).await?;
            times.push(began.elapsed());
        }
    }
    quantiles("list_town", &mut times)?;
    boards(office).await
}

/// What the office's first screen and its ledgers ask, each alone.
async fn boards(office: &Handle) -> Result<()> {
    let today = clock::local_date(clock::now());
    let first = today.with_day(1).unwrap_or(today);
    let year = first.with_month(1).unwrap_or(first);
    asked("morning_town", office, &OpenMorning).await?;
    let days = |from| VisitFilter {
        from: Some(from),
        to: Some(today),
        ..VisitFilter::default()
    };
    let filters = [today, first, year].map(days).to_vec();
    asked("count_visits_town", office, &CountVisits { filters }).await?;
    asked("coverage_town", office, &CountCoverage).await?;
    for (key, from) in [
        ("visits", first),
        ("visits", year),
        ("coverage", year),
        ("worklog", year),
    ] {
        let query = LedgerQuery {
            key: key.to_owned(),
            area: None,
            from,
            to: today,
            is_unentered: false,
        };
        if key == "visits" && from == year {
            let file = ExportLedger {
                query: query.clone(),
                format: FileFormat::Xlsx,
                leave: None,
            };
            asked("ledger_visits_year_xlsx", office, &file).await?;
        }
        let name = format!("ledger_{key}_{}_days", (today - from).num_days() + 1);
        asked(&name, office, &OpenLedger { query, limit: 200 }).await?;
    }
    Ok(())
}

/// The middle one of three.
async fn asked<C: Command + Clone>(name: &str, office: &Handle, command: &C) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..3 {
        let began = start();
        office.call(command.clone()).await?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    let middle = times.get(1).copied().unwrap_or_default();
    say(name, millis(middle), "ms")
}

struct Device {
    token: String,
    area: AreaCode,
    household: RecordId,
}

/// The evening: every worker's phone has found a network, all at once.
async fn ingest(
    store: &Store,
    address: SocketAddr,
    members: &[(MemberId, AreaCode, Member)],
) -> Result<()> {
    let client = stories::http()?;
    let workers: Vec<_> = members
        .iter()
        .filter(|(_, _, member)| member.role == Role::Worker)
        .collect();
    let mut devices = Vec::with_capacity(DEVICES);
    for (id, _, member) in workers.iter().cycle().take(DEVICES) {
        let area = member.areas.first().context("a worker's area")?.clone();
        devices.push(enrolled(store, &client, address, *id, area).await?);
    }
    let mut bodies = Vec::with_capacity(devices.len());
    for device in &devices {
        bodies.push(day(device)?);
    }
    let began = start();
    let sent = devices.iter().zip(bodies).map(|(device, body)| {
        let request = client
            .post(format!("http://{address}{SYNC_PATH}"))
            .header("authorization", format!("Bearer {}", device.token))
            .header("content-type", "application/json")
            .header("content-encoding", "zstd")
            .body(body);
        async move {
            let answer = request.send().await?;
            let reply: SyncReply = serde_json::from_slice(&answer.bytes().await?)?;
            let stored = reply
                .receipts
                .iter()
                .filter(|receipt| receipt.status.seq().is_some())
                .count();
            anyhow::ensure!(stored == CHANGES, "{:?}", reply.receipts.first());
            anyhow::Ok(began.elapsed())
        }
    });
    let mut times = Vec::with_capacity(devices.len());
    for time in futures_util::future::join_all(sent).await {
        times.push(time?);
    }
    let all = times.iter().max().copied().unwrap_or_default();
    say("ingest_devices", count(u64::try_from(DEVICES)?), "devices")?;
    say("ingest_all_receipted", millis(all), "ms")?;
    let changes = count(u64::try_from(DEVICES * CHANGES)?);
    say(
        "ingest_per_second",
        changes / all.as_secs_f64(),
        "changes/s",
    )?;
    quantiles("ingest_receipt", &mut times)
}

async fn enrolled(
    store: &Store,
    client: &reqwest::Client,
    address: SocketAddr,
    member: MemberId,
    area: AreaCode,
) -> Result<Device> {
    let request = EnrollRequest {
        v: CURRENT,
        app: "bench".to_owned(),
        code: town::make_code(store, member, 10).await?.text,
        device_name: "bench".to_owned(),
        previous: None,
        recovery: "bench".to_owned(),
    };
    let answer = client
        .post(format!("http://{address}{ENROLL_PATH}"))
        .header("content-type", "application/json")
        .body(serde_json::to_vec(&request)?)
        .send()
        .await?;
    let reply: EnrollReply = serde_json::from_slice(&answer.bytes().await?)?;
    Ok(Device {
        token: reply.token,
        area,
        household: RecordId(clock::new_id()),
    })
}

fn day(device: &Device) -> Result<Vec<u8>> {
    let now = clock::now();
    let changes = (1..=CHANGES)
        .map(|n| {
            let mut visit = Visit::routine(device.household, now);
            visit.remarks = Some(format!("第{n}户,一切正常"));
            Ok(Pushed {
                id: ChangeId(clock::new_id()),
                record: RecordId(clock::new_id()),
                kind: Kind::Visit,
                area: device.area.clone(),
                device_seq: u64::try_from(n)?,
                captured_at: now,
                base: None,
                act: Act::Create(Fields::of(&visit)),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let request = SyncRequest {
        v: CURRENT,
        app: "bench".to_owned(),
        epoch: String::new(),
        now,
        mine: 0,
        cursors: std::collections::BTreeMap::new(),
        changes,
        limit: None,
        wants_rescue_key: false,
        openings: Vec::new(),
        exports: Vec::new(),
    };
    Ok(zstd::bulk::compress(&serde_json::to_vec(&request)?, 3)?)
}
