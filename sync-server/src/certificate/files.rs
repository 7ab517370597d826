//! A certificate in two files, taken anew when they change: a township renews it in time, and nobody has to be there for a restart.

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum_server::tls_rustls::RustlsConfig;

use super::Kept;
use crate::error::Error;

/// A certificate chain and its key, PEM files.
#[derive(Debug, Clone)]
pub struct CertificateFiles {
    /// The chain.
    pub cert: PathBuf,
    /// The key.
    pub key: PathBuf,
    /// How often the two files are looked at: a renewed certificate is taken without a restart.
    pub look_every: Duration,
}

impl CertificateFiles {
    /// Often enough for a certificate that is renewed weeks before its end.
    pub const LOOK_EVERY: Duration = Duration::from_secs(60);

    /// What the two files say now, as a mark; none while one of them cannot be read.
    async fn mark(&self) -> Option<blake3::Hash> {
        let read = async |file: &Path| tokio::fs::read(file).await.ok();
        let (cert, key) = (read(&self.cert).await?, read(&self.key).await?);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&cert).update(&[0]).update(&key);
        Some(hasher.finalize())
    }
}

/// The certificate as it is now, and what takes a renewed one.
pub(super) async fn watched(files: CertificateFiles) -> Result<Kept, Error> {
    let mut seen = files.mark().await;
    let serving = RustlsConfig::from_pem_file(&files.cert, &files.key)
        .await
        .map_err(Error::io("reading the certificate"))?;
    let taking = serving.clone();
    let watcher = async move {
        loop {
            tokio::time::sleep(files.look_every).await;
            let now = files.mark().await;
            if now.is_none() || now == seen {
                continue;
            }
            // One file may have been replaced and the other not yet: then they do not fit, and the next look finds both.
            match taking.reload_from_pem_file(&files.cert, &files.key).await {
                Ok(()) => tracing::info!("the renewed certificate is taken"),
                Err(error) => {
                    tracing::warn!(%error, "the certificate's files changed and cannot be taken; the one before serves on");
                }
            }
            seen = now;
        }
    };
    Ok(Kept {
        serving,
        keeper: Box::pin(watcher),
    })
}
