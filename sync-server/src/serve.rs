//! Serving until told to stop: on a bound listener, plain or with TLS, with bounds on everything a slow or silent peer can hold.

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use axum_server::Handle;
use hyper_util::rt::TokioTimer;

use crate::blobs::files::Files;
use crate::certificate;
use crate::clock;
use crate::error::Error;
use crate::http::{Config, State, app};
use crate::storage::Store;

/// A request's head must be complete within this time; on a connection kept open, the next one must begin within it.
const HEAD: Duration = Duration::from_secs(30);
const A_DAY: Duration = Duration::from_secs(24 * 3600);
/// After the signal to stop, requests under way have this long to end.
const LAST_REQUESTS: Duration = Duration::from_secs(15);

/// Serves until `shutdown` ends, then lets the requests under way end.
///
/// # Errors
/// When the listener cannot be used or the certificate cannot be read.
pub async fn serve(
    listener: TcpListener,
    store: Store,
    config: Config,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    let tls = config.tls.clone();
    let sweeper = store
        .folder()
        .map(|folder| tokio::spawn(sweep_daily(Files::in_data(folder))));
    let state = State::new(store, config);
    let handle = Handle::new();
    let stopper = handle.clone();
    let waiting = state.clone();
    tokio::spawn(async move {
        shutdown.await;
        tracing::info!("stopping");
        waiting.stop_waiting();
        stopper.graceful_shutdown(Some(LAST_REQUESTS));
    });
    let service = app(state).into_make_service_with_connect_info::<SocketAddr>();
    let listening = "serving";
    let served = match tls {
        None => {
            let mut server = axum_server::from_tcp(listener)
                .map_err(Error::io(listening))?
                .handle(handle)
                .first_request_timeout(HEAD);
            bound(server.http_builder());
            server.serve(service).await
        }
        Some(tls) => {
            let certificate = certificate::kept(tls).await?;
            let mut server = axum_server::from_tcp_rustls(listener, certificate.serving)
                .map_err(Error::io(listening))?
                .handle(handle)
                .first_request_timeout(HEAD);
            bound(server.http_builder());
            let keeping = tokio::spawn(certificate.keeper);
            let served = server.serve(service).await;
            keeping.abort();
            served
        }
    };
    if let Some(sweeper) = sweeper {
        sweeper.abort();
    }
    served.map_err(Error::io(listening))
}

/// Once at the start and once a day, what nobody goes on with is removed from the folder of bytes.
async fn sweep_daily(files: Files) {
    loop {
        match files.run(|files| files.sweep(clock::now())).await {
            Ok((0, 0)) => {}
            Ok((parts, refused)) => tracing::info!(parts, refused, "old bytes removed"),
            Err(error) => tracing::warn!(%error, "old bytes cannot be removed"),
        }
        tokio::time::sleep(A_DAY).await;
    }
}

type Builder = hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>;

fn bound(builder: &mut Builder) {
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEAD)
        .keep_alive_timeout(HEAD)
        .max_concurrent_streams(32);
}

/// Ends at the first SIGINT or SIGTERM.
pub async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = tokio::signal::ctrl_c() => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(error) => {
                tracing::warn!(%error, "SIGTERM cannot be heard");
                let _ = tokio::signal::ctrl_c().await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}
