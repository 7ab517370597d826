//! A small town with a running server, and phones that speak its protocol.

use std::net::TcpListener;
use sync_server::audit::Actor;

use chrono::{DateTime, Duration, Utc};
use domain::{Area, AreaCode, DeviceId, Member, MemberId, Role, Scope, Seq};
use protocol::{EnrollReply, ImagePage, SyncReply};
use serde_json::{Value, json};
use sync_server::storage::Store;
use sync_server::{Config, clock, serve, town};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use uuid::Uuid;

pub(crate) const TOWN: &str = "620602108";
pub(crate) const GRID_1: &str = "620602108003001";
pub(crate) const GRID_2: &str = "620602108003002";

pub(crate) fn code(text: &str) -> AreaCode {
    AreaCode::new(text).unwrap()
}

pub(crate) fn household_scope(area: &str) -> Scope {
    format!("c2:{area}").parse().unwrap()
}

/// A running server.
pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) base: String,
    pub(crate) store: Store,
    pub(crate) worker: MemberId,
    pub(crate) neighbour: MemberId,
    pub(crate) supervisor: MemberId,
    pub(crate) stop: Option<oneshot::Sender<()>>,
    pub(crate) task: JoinHandle<Result<(), sync_server::Error>>,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::open_with(Config::default()).await
    }

    pub(crate) async fn open_with(config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = town::open(folder.path()).unwrap();
        let now = clock::now() - Duration::days(30);
        let (worker, neighbour, supervisor) = store
            .transact(move |tx| {
                town::init(tx, &code(TOWN), "测试镇", now)?;
                for (area, name) in [(GRID_1, "第一网格"), (GRID_2, "第二网格")] {
                    let area_record = Area {
                        name: name.to_owned(),
                        kind: None,
                    };
                    town::add_area(tx, &code(area), &area_record, now)?;
                }
                let add = |name: &str, role: Role, area: &str| {
                    let member = Member {
                        name: name.to_owned(),
                        role,
                        areas: vec![code(area)],
                        phone: None,
                        employment: None,
                        unit: None,
                    };
                    town::add_member(tx, Actor::Operator, &member, now)
                };
                Ok((
                    add("张三", Role::Worker, GRID_1)?,
                    add("李四", Role::Worker, GRID_2)?,
                    add("王五", Role::Supervisor, TOWN)?,
                ))
            })
            .await
            .unwrap();
        Self::serve(folder, store, (worker, neighbour, supervisor), config)
    }

    pub(crate) fn serve(
        folder: TempDir,
        store: Store,
        (worker, neighbour, supervisor): (MemberId, MemberId, MemberId),
        config: Config,
    ) -> Self {
        // Built together with the client, reqwest brings no cryptography of its own. Another test may have been first.
        drop(rustls::crypto::ring::default_provider().install_default());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move {
            let _ = stopped.await;
        };
        let task = tokio::spawn(serve(listener, store.clone(), config, shutdown));
        Self {
            folder,
            base,
            store,
            worker,
            neighbour,
            supervisor,
            stop: Some(stop),
            task,
        }
    }

    /// Stops the server and starts another on the same data.
    pub(crate) async fn restart(mut self) -> Self {
        self.stop.take().unwrap().send(()).unwrap();
        self.task.await.unwrap().unwrap();
        drop(self.store);
        let store = town::open(self.folder.path()).unwrap();
        let people = (self.worker, self.neighbour, self.supervisor);
        Self::serve(self.folder, store, people, Config::default())
    }

    pub(crate) async fn code(&self, member: MemberId) -> String {
        town::make_code(&self.store, member, 10).await.unwrap().text
    }

    pub(crate) async fn phone(&self, member: MemberId) -> Phone {
        let code = self.code(member).await;
        let reply = enroll(&self.base, &code, &Uuid::new_v4().to_string()).await;
        let enrolled: EnrollReply = reply.json().await.unwrap();
        Phone::of(&self.base, enrolled)
    }
}

pub(crate) async fn enroll(base: &str, code: &str, recovery: &str) -> reqwest::Response {
    reqwest::Client::new()
        .post(format!("{base}/v1/enroll"))
        .json(&json!({"v": 1, "app": "test", "code": code, "device_name": "测试", "recovery": recovery}))
        .send()
        .await
        .unwrap()
}

/// A device as the protocol sees it.
#[derive(Clone)]
pub(crate) struct Phone {
    pub(crate) client: reqwest::Client,
    pub(crate) base: String,
    pub(crate) token: String,
    pub(crate) device: DeviceId,
    pub(crate) epoch: String,
    pub(crate) device_seq: u64,
}

impl Phone {
    pub(crate) fn of(base: &str, enrolled: EnrollReply) -> Self {
        Self {
            // The answers are looked at as they came over the wire, whatever reqwest could unpack in this build.
            client: reqwest::Client::builder()
                .no_gzip()
                .no_zstd()
                .build()
                .unwrap(),
            base: base.to_owned(),
            token: enrolled.token,
            device: enrolled.device,
            epoch: enrolled.epoch,
            device_seq: 0,
        }
    }

    /// What the server answers to JSON under a path.
    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> (reqwest::StatusCode, Value) {
        let answer = self
            .client
            .post(format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .json(body)
            .send()
            .await
            .unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    /// A change with the next number.
    pub(crate) fn change(&mut self, record: Uuid, kind: &str, area: &str, act: &Value) -> Value {
        self.device_seq += 1;
        json!({"id": Uuid::now_v7(), "record": record, "kind": kind, "area": area, "device_seq": self.device_seq,
               "captured_at": Utc::now().timestamp_millis(), "act": act})
    }

    /// A household of its own.
    pub(crate) fn household(&mut self, area: &str, head: &str) -> Value {
        let fields = json!({"group": 1, "door": "1号", "head": head});
        self.change(
            Uuid::now_v7(),
            "household",
            area,
            &json!({"create": fields}),
        )
    }

    pub(crate) fn request(&self, changes: &[Value]) -> Value {
        json!({"v": 1, "app": "test", "epoch": self.epoch, "now": Utc::now().timestamp_millis(),
               "mine": self.device_seq, "cursors": {}, "changes": changes})
    }

    pub(crate) async fn post(
        &self,
        body: impl Into<reqwest::Body>,
        encoding: Option<&str>,
    ) -> reqwest::Response {
        let mut request = self
            .client
            .post(format!("{}/v1/sync", self.base))
            .bearer_auth(&self.token);
        if let Some(encoding) = encoding {
            request = request.header("content-encoding", encoding);
        }
        request.body(body).send().await.unwrap()
    }

    pub(crate) async fn sync(&self, request: &Value) -> SyncReply {
        let reply = self.post(request.to_string(), None).await;
        assert_eq!(reply.status(), 200);
        reply.json().await.unwrap()
    }

    /// Pushes and gives the receipts as JSON.
    pub(crate) async fn push(&self, changes: &[Value]) -> Vec<Value> {
        let reply = self.sync(&self.request(changes)).await;
        reply
            .receipts
            .iter()
            .map(|receipt| serde_json::to_value(receipt).unwrap())
            .collect()
    }

    pub(crate) async fn pull(&self, scopes: &[(Scope, Seq)], limit: usize) -> SyncReply {
        let mut request = self.request(&[]);
        for (scope, seq) in scopes {
            request["cursors"][scope.to_string()] = json!(seq);
        }
        request["limit"] = json!(limit);
        self.sync(&request).await
    }

    pub(crate) async fn image(
        &self,
        scope: &Scope,
        after: Option<Uuid>,
        limit: usize,
    ) -> ImagePage {
        let mut address = format!("{}/v1/image?scope={scope}&limit={limit}", self.base);
        if let Some(after) = after {
            address.push_str(&format!("&after={after}"));
        }
        let reply = self.get(&address).await;
        assert_eq!(reply.status(), 200);
        reply.json().await.unwrap()
    }

    pub(crate) async fn get(&self, address: &str) -> reqwest::Response {
        self.client
            .get(address)
            .bearer_auth(&self.token)
            .send()
            .await
            .unwrap()
    }
}

pub(crate) fn statuses(receipts: &[Value]) -> Vec<&str> {
    receipts
        .iter()
        .map(|receipt| {
            let status = receipt["status"].as_str().unwrap();
            receipt["code"].as_str().unwrap_or(status)
        })
        .collect()
}

pub(crate) fn days_ago(days: i64) -> DateTime<Utc> {
    clock::now() - Duration::days(days)
}
