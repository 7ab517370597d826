//! The HTTP surface: which path leads where, and what every answer carries. What the paths do stands in the modules they call.

mod answer;
mod areas;
mod audit;
mod auth;
mod blobs;
mod body;
mod care;
mod headers;
mod imports;
mod ledgers;
mod log;
mod people;
mod routes;
mod web;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};
use protocol::areas::{AREAS_PATH, AREAS_SHEET_PATH};
use protocol::audit::AUDIT_PATH;
use protocol::blob::{BLOB_PATH, THUMBNAIL_PATH};
use protocol::care::{CARE_TEAM_PATH, OPEN_CARE_PATH};
use protocol::imports::{IMPORT_UNDO_PATH, IMPORTS_PATH};
use protocol::people::PEOPLE_PATH;
use protocol::version::{
    DIGEST_PATH, ENROLL_PATH, HEALTH_PATH, IMAGE_PATH, MEND_PATH, SYNC_PATH, WAIT_PATH,
};
use tokio::sync::watch;
use tower_http::compression::{CompressionLayer, CompressionLevel};

use crate::blobs::files::Files;
use crate::certificate::Tls;
use crate::limit::Failures;
use crate::load::Load;
use crate::storage::Store;

/// Where `GET` reads this API's description.
pub const OPENAPI_PATH: &str = "/v1/openapi.json";
/// Where scripts read which ledgers there are.
pub const LEDGERS_PATH: &str = "/v1/ledgers";
/// Where they get one as a file.
pub const LEDGER_PATH: &str = "/v1/ledgers/{ledger}";
/// The description itself.
pub const OPENAPI: &str = include_str!("../openapi.json");
/// Every route under `/v1`: the description must name each of them.
pub const ROUTES: &[(&str, &str)] = &[
    ("post", ENROLL_PATH),
    ("post", SYNC_PATH),
    ("get", IMAGE_PATH),
    ("get", WAIT_PATH),
    ("post", DIGEST_PATH),
    ("post", MEND_PATH),
    ("get", PEOPLE_PATH),
    ("post", PEOPLE_PATH),
    ("get", AREAS_PATH),
    ("post", AREAS_PATH),
    ("post", AREAS_SHEET_PATH),
    ("post", OPEN_CARE_PATH),
    ("post", CARE_TEAM_PATH),
    ("get", IMPORTS_PATH),
    ("post", IMPORTS_PATH),
    ("post", IMPORT_UNDO_PATH),
    ("get", AUDIT_PATH),
    ("get", LEDGERS_PATH),
    ("get", LEDGER_PATH),
    ("head", BLOB_PATH),
    ("put", BLOB_PATH),
    ("get", BLOB_PATH),
    ("put", THUMBNAIL_PATH),
    ("get", THUMBNAIL_PATH),
    ("get", HEALTH_PATH),
    ("get", OPENAPI_PATH),
];

/// How a server serves.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The built web client; without it only the API is served.
    pub web: Option<PathBuf>,
    /// The link's certificate; without it the server speaks plain HTTP.
    pub tls: Option<Tls>,
}

/// What all requests share.
#[derive(Clone)]
pub struct State(Arc<Shared>);

struct Shared {
    store: Store,
    /// Where the bytes of photos and recordings lie.
    files: Option<Files>,
    config: Config,
    load: Load,
    enrol_failures: Failures,
    token_failures: Failures,
    stopping: watch::Sender<bool>,
    /// Counts the times that somebody ended devices or rights.
    revoking: watch::Sender<u64>,
}

impl State {
    /// The state of a server on this data.
    #[must_use]
    pub fn new(store: Store, config: Config) -> Self {
        Self(Arc::new(Shared {
            files: store.folder().map(Files::in_data),
            store,
            config,
            load: Load::default(),
            enrol_failures: Failures::default(),
            token_failures: Failures::default(),
            stopping: watch::Sender::new(false),
            revoking: watch::Sender::new(0),
        }))
    }

    /// Ends the requests that only wait.
    pub fn stop_waiting(&self) {
        self.0.stopping.send_replace(true);
    }
}

/// The whole service, for any listener.
pub fn app(state: State) -> Router {
    let serves_tls = state.0.config.tls.is_some();
    // An image is large and read once: time matters more than the last tenth of its size.
    let images = Router::new()
        .route(IMAGE_PATH, get(routes::image))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    // Pictures and sounds are small already, and ranges are of the bytes as they are.
    let bytes = Router::new()
        .route(BLOB_PATH, get(blobs::get).head(blobs::head).put(blobs::put))
        .route(
            THUMBNAIL_PATH,
            get(blobs::get_thumbnail).put(blobs::put_thumbnail),
        );
    let rest = Router::new()
        .route(ENROLL_PATH, post(routes::enroll))
        .route(SYNC_PATH, post(routes::sync))
        .route(WAIT_PATH, get(routes::wait))
        .route(DIGEST_PATH, post(routes::digest))
        .route(MEND_PATH, post(routes::mend))
        .route(PEOPLE_PATH, get(people::list).post(people::act))
        .route(AREAS_PATH, get(areas::list).post(areas::act))
        .route(AREAS_SHEET_PATH, post(areas::sheet))
        .route(OPEN_CARE_PATH, post(care::open))
        .route(CARE_TEAM_PATH, post(care::team))
        .route(IMPORTS_PATH, get(imports::list).post(imports::import))
        .route(IMPORT_UNDO_PATH, post(imports::undo))
        .route(LEDGERS_PATH, get(ledgers::list))
        .route(LEDGER_PATH, get(ledgers::file))
        .route(AUDIT_PATH, get(audit::read))
        .route(HEALTH_PATH, get(routes::health))
        .route(OPENAPI_PATH, get(routes::openapi))
        .route("/v1", axum::routing::any(answer::no_such_path))
        .route("/v1/{*rest}", axum::routing::any(answer::no_such_path))
        .fallback(web::file)
        .method_not_allowed_fallback(answer::wrong_method)
        .layer(CompressionLayer::new());
    images
        .merge(bytes)
        .merge(rest)
        .layer(middleware::from_fn(move |request, next| {
            headers::protect(serves_tls, request, next)
        }))
        .layer(middleware::from_fn(log::request))
        .with_state(state)
}
