//! Throws random and broken bytes at everything that reads what others wrote: `fuzz SECONDS`. The server's routes must answer every
//! request, and every refusal with our own words; the register reader must come back. Ends with 1 at the first that does not,
//! after printing it.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use chrono::NaiveDate;
use protocol::version::{CURRENT, ENROLL_PATH, HEALTH_PATH, IMAGE_PATH, SYNC_PATH, WAIT_PATH};
use protocol::{ApiError, EnrollReply, EnrollRequest};
use stories::Township;

const EXAMPLES: [&[u8]; 4] = [
    include_bytes!("../fixtures/wire/v1/sync_request.json"),
    include_bytes!("../fixtures/wire/v1/enroll_request.json"),
    include_bytes!("../fixtures/wire/newer_peer.json"),
    b"{\"v\":1,\"changes\":[]}",
];
const REGISTER: &str = "户号,户主姓名,姓名,与户主关系,身份证号,联系电话\n1,张三,张三,户主,11010519491231002X,13812345678\n";

fn main() -> Result<()> {
    let seconds = std::env::args()
        .nth(1)
        .context("fuzz SECONDS")?
        .parse()
        .context("seconds")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(Duration::from_secs(seconds)))
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long is given on the command line"
)]
fn start() -> Instant {
    Instant::now()
}

/// xorshift64: the same seed throws the same bytes.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    fn byte(&mut self) -> u8 {
        self.next()
            .to_le_bytes()
            .first()
            .copied()
            .unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let place = self.below(items.len());
        items.get(place)
    }
}

/// Random bytes, or an example with a few places broken, cut or doubled.
fn bytes(chance: &mut Chance, examples: &[&[u8]]) -> Vec<u8> {
    if chance.below(4) == 0 {
        let length = chance.below(600);
        return (0..length).map(|_| chance.byte()).collect();
    }
    let mut bytes = chance
        .pick(examples)
        .map(|example| example.to_vec())
        .unwrap_or_default();
    for _ in 0..=chance.below(6) {
        let place = chance.below(bytes.len());
        match chance.below(5) {
            0 => bytes.truncate(place),
            1 => {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte = chance.byte();
                }
            }
            2 => {
                let tail = bytes.get(place..).unwrap_or_default().to_vec();
                bytes.extend(tail);
            }
            3 => bytes.insert(
                place.min(bytes.len()),
                *chance.pick(b"{}[]\",:0-9eE\\nulltrue").unwrap_or(&b'{'),
            ),
            _ => {
                let end = (place + chance.below(20)).min(bytes.len());
                bytes.drain(place.min(end)..end);
            }
        }
    }
    bytes
}

async fn run(time: Duration) -> Result<()> {
    let township = Township::start().await?;
    let client = stories::http()?;
    let base = township.url();
    let request = EnrollRequest {
        v: CURRENT,
        app: "fuzz".to_owned(),
        code: township.code_for(township.wang).await?,
        device_name: String::new(),
        previous: None,
        recovery: "fuzz".to_owned(),
    };
    let answer = client
        .post(format!("{base}{ENROLL_PATH}"))
        .body(serde_json::to_vec(&request)?)
        .header("content-type", "application/json")
        .send()
        .await?;
    let reply: EnrollReply = serde_json::from_slice(&answer.bytes().await?)?;
    let mut chance = Chance(0x5eed_2026_1122_0001);
    let began = start();
    let (mut requests, mut registers) = (0_u64, 0_u64);
    while began.elapsed() < time {
        route(&client, &base, &reply.token, &mut chance).await?;
        requests += 1;
        if requests.is_multiple_of(4) {
            register(&mut chance)?;
            registers += 1;
        }
    }
    let health = client.get(format!("{base}{HEALTH_PATH}")).send().await?;
    anyhow::ensure!(health.status().is_success(), "the server is not well");
    let mut out = std::io::stdout();
    writeln!(out, "fuzz_requests {requests} requests")?;
    writeln!(out, "fuzz_registers {registers} files")?;
    Ok(())
}

async fn route(
    client: &reqwest::Client,
    base: &str,
    token: &str,
    chance: &mut Chance,
) -> Result<()> {
    let body = bytes(chance, &EXAMPLES);
    let (what, request) = match chance.below(8) {
        0 => (
            "enroll",
            client
                .post(format!("{base}{ENROLL_PATH}"))
                .body(body.clone()),
        ),
        1 => {
            let query = query(chance);
            ("image", client.get(format!("{base}{IMAGE_PATH}?{query}")))
        }
        2 => {
            // A number far behind is answered at once; anything else must be refused at once.
            let after = chance
                .pick(&["0", "-1", "x", "", "99999999999999999999999"])
                .copied();
            let after = after.unwrap_or_default();
            (
                "wait",
                client.get(format!("{base}{WAIT_PATH}?after={after}")),
            )
        }
        3 => (
            "nowhere",
            client.post(format!("{base}/v1/{}", chance.next())),
        ),
        _ => (
            "sync",
            client.post(format!("{base}{SYNC_PATH}")).body(body.clone()),
        ),
    };
    let mut request = request.header("authorization", format!("Bearer {token}"));
    request = match chance.below(6) {
        0 => request.header("content-encoding", "zstd"),
        1 => request.header("content-encoding", "gzip"),
        2 => request.header("content-encoding", "strange"),
        _ => request,
    };
    let answer = request
        .send()
        .await
        .with_context(|| format!("no answer to {what}: {:?}", String::from_utf8_lossy(&body)))?;
    let status = answer.status();
    let text = answer.bytes().await?;
    if status.is_success() {
        return Ok(());
    }
    let ours = serde_json::from_slice::<ApiError>(&text);
    if status.as_u16() >= 500 || ours.is_err() {
        bail!(
            "{what} answered {status} {:?} to {:?}",
            String::from_utf8_lossy(&text),
            String::from_utf8_lossy(&body)
        );
    }
    Ok(())
}

fn query(chance: &mut Chance) -> String {
    let scopes = [
        "c2:990001001",
        "c1:990001001",
        "c9:1",
        "c2:",
        "",
        "%00",
        "c2:990001001001001",
    ];
    let afters = ["", "x", "00000000-0000-0000-0000-000000000000", "%ff"];
    let limits = ["1", "0", "-5", "99999999999999999999", "x"];
    format!(
        "scope={}&after={}&limit={}",
        chance.pick(&scopes).copied().unwrap_or_default(),
        chance.pick(&afters).copied().unwrap_or_default(),
        chance.pick(&limits).copied().unwrap_or_default()
    )
}

fn register(chance: &mut Chance) -> Result<()> {
    let file = bytes(
        chance,
        &[REGISTER.as_bytes(), b"PK\x03\x04", b"\xef\xbb\xbfa,b"],
    );
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).context("a day")?;
    let read = catch_unwind(AssertUnwindSafe(|| register::read(&file, today).is_ok()));
    if read.is_err() {
        bail!(
            "the register reader panicked at {:?}",
            String::from_utf8_lossy(&file)
        );
    }
    Ok(())
}
