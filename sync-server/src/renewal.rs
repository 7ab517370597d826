//! The certificate of the link, taken anew when its files change: a township renews it in time, and nobody has to be there for a restart.

use std::path::Path;
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;

use crate::error::Error;
use crate::http::Tls;

/// What the two files say now, as a mark; none while one of them cannot be read.
async fn mark(tls: &Tls) -> Option<blake3::Hash> {
    let read = async |file: &Path| tokio::fs::read(file).await.ok();
    let (cert, key) = (read(&tls.cert).await?, read(&tls.key).await?);
    let mut hasher = blake3::Hasher::new();
    hasher.update(&cert).update(&[0]).update(&key);
    Some(hasher.finalize())
}

/// The certificate as it is now, and what takes a renewed one for as long as it is not ended.
pub(crate) async fn watched(
    tls: Arc<Tls>,
) -> Result<(RustlsConfig, impl Future<Output = ()> + Send + 'static), Error> {
    // Installed already when a second server runs in this process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut seen = mark(&tls).await;
    let config = RustlsConfig::from_pem_file(&tls.cert, &tls.key)
        .await
        .map_err(Error::io("reading the certificate"))?;
    let serving = config.clone();
    let watcher = async move {
        loop {
            tokio::time::sleep(tls.look_every).await;
            let now = mark(&tls).await;
            if now.is_none() || now == seen {
                continue;
            }
            // One file may have been replaced and the other not yet: then they do not fit, and the next look finds both.
            match serving.reload_from_pem_file(&tls.cert, &tls.key).await {
                Ok(()) => tracing::info!("the renewed certificate is taken"),
                Err(error) => {
                    tracing::warn!(%error, "the certificate's files changed and cannot be taken; the one before serves on");
                }
            }
            seen = now;
        }
    };
    Ok((config, watcher))
}
