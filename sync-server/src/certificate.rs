//! The link's certificate: where it comes from, and who sees to it that it is a valid one for as long as the server runs.

mod acme;
mod files;

use std::pin::Pin;

use axum_server::tls_rustls::RustlsConfig;

pub use acme::{Acme, AuthorityError, LETS_ENCRYPT, authority_in};
pub use files::CertificateFiles;

use crate::error::Error;

/// Where the certificate comes from.
#[derive(Debug, Clone)]
pub enum Tls {
    /// Somebody writes it into two files.
    Files(CertificateFiles),
    /// The server asks an authority for it.
    Acme(Acme),
}

/// What serves the certificate, and what sees to its renewal: to be run beside the server.
pub(crate) struct Kept {
    pub(crate) serving: RustlsConfig,
    pub(crate) keeper: Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// The certificate as it is now, and its keeper.
///
/// # Errors
/// When it cannot be read, or nothing can be kept where it should lie.
pub(crate) async fn kept(tls: Tls) -> Result<Kept, Error> {
    // Installed already when a second server runs in this process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match tls {
        Tls::Files(files) => files::watched(files).await,
        Tls::Acme(acme) => acme::kept(acme),
    }
}
