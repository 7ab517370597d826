//! A wire between phone and server that can be cut and slowed: a TCP proxy that lets so many bytes through in one direction and then closes,
//! or so many in a second.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use anyhow::Result;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// Where a wire breaks. Counted over all connections from the moment it is set; afterwards everything passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// After so many bytes towards the server.
    Up(usize),
    /// After so many bytes towards the phone.
    Down(usize),
}

#[derive(Debug, Default)]
struct Plan {
    cut: Option<Cut>,
    cuts: usize,
    up: usize,
    down: usize,
    slow: Option<Slow>,
}

/// A slow wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slow {
    /// So many bytes pass in a second, each way.
    pub bytes_a_second: u32,
    /// A byte that was sent arrives so much later, milliseconds; a new connection costs as much again.
    pub delay_ms: u64,
}

impl Slow {
    /// 2G at the edge of a cell: 50 kbit/s, and 800 ms there and back.
    pub const EDGE: Self = Self {
        bytes_a_second: 6_250,
        delay_ms: 400,
    };
}

/// A wire to a server.
pub struct Wire {
    address: SocketAddr,
    plan: Arc<Mutex<Plan>>,
    task: JoinHandle<()>,
}

impl Wire {
    /// Lays a wire to a server.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn to(server: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let plan = Arc::new(Mutex::new(Plan::default()));
        let shared = Arc::clone(&plan);
        let task = tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                tokio::spawn(carry(phone, server, Arc::clone(&shared)));
            }
        });
        Ok(Self {
            address,
            plan,
            task,
        })
    }

    /// The address as a phone is given it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Breaks the wire once, later.
    pub fn cut(&self, cut: Cut) {
        let mut plan = held(&self.plan);
        *plan = Plan {
            cut: Some(cut),
            cuts: plan.cuts,
            slow: plan.slow,
            ..Plan::default()
        };
    }

    /// Slows the wire, or lets everything pass as it comes; counts bytes anew.
    pub fn slow(&self, slow: Option<Slow>) {
        let mut plan = held(&self.plan);
        *plan = Plan {
            cuts: plan.cuts,
            slow,
            ..Plan::default()
        };
    }

    /// How often it broke.
    #[must_use]
    pub fn cuts(&self) -> usize {
        held(&self.plan).cuts
    }

    /// Bytes that went up and down since the last cut was set.
    #[must_use]
    pub fn bytes(&self) -> (usize, usize) {
        let plan = held(&self.plan);
        (plan.up, plan.down)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn held(plan: &Mutex<Plan>) -> std::sync::MutexGuard<'_, Plan> {
    plan.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

async fn carry(phone: TcpStream, server: SocketAddr, plan: Arc<Mutex<Plan>>) {
    let slow = held(&plan).slow;
    if let Some(slow) = slow {
        // The handshake goes there and back once.
        tokio::time::sleep(Duration::from_millis(2 * slow.delay_ms)).await;
    }
    let Ok(server) = TcpStream::connect(server).await else {
        return;
    };
    let (phone_in, phone_out) = phone.into_split();
    let (server_in, server_out) = server.into_split();
    // When one direction ends or breaks, the other is dropped with it: both ends see a closed connection.
    tokio::select! {
        () = pump(phone_in, server_out, Direction::Up, &plan) => {}
        () = pump(server_in, phone_out, Direction::Down, &plan) => {}
    }
}

async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    direction: Direction,
    plan: &Mutex<Plan>,
) {
    let mut buffer = vec![0; 4096];
    let mut last = None;
    while let Ok(read) = from.read(&mut buffer).await {
        let passes = allowed(plan, direction, read);
        let bytes = buffer.get(..passes).unwrap_or_default();
        let slow = held(plan).slow;
        if let Some(slow) = slow {
            // What was quiet before has the way before it; what follows at once comes as fast as the line brings it.
            let seconds =
                f64::from(u32::try_from(read).unwrap_or(u32::MAX)) / f64::from(slow.bytes_a_second);
            let is_fresh = last
                .is_none_or(|last: Instant| last.elapsed() > Duration::from_millis(slow.delay_ms));
            let way = Duration::from_millis(if is_fresh { slow.delay_ms } else { 0 });
            tokio::time::sleep(way + Duration::from_secs_f64(seconds)).await;
            last = Some(Instant::now());
        }
        if read == 0 || to.write_all(bytes).await.is_err() || passes < read {
            return;
        }
    }
}

/// How many of these bytes pass; the rest is lost with the connection.
fn allowed(plan: &Mutex<Plan>, direction: Direction, read: usize) -> usize {
    let mut plan = held(plan);
    let gone = match direction {
        Direction::Up => &mut plan.up,
        Direction::Down => &mut plan.down,
    };
    let before = *gone;
    *gone += read;
    let ((Some(Cut::Up(limit)), Direction::Up) | (Some(Cut::Down(limit)), Direction::Down)) =
        (plan.cut, direction)
    else {
        return read;
    };
    if before + read <= limit {
        return read;
    }
    plan.cut = None;
    plan.cuts += 1;
    limit.saturating_sub(before)
}
