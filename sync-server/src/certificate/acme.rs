//! A certificate from an authority that speaks ACME (RFC 8555): asked for at the first start, kept in a folder, renewed when a third of its
//! life is left. That the name is ours is proven on the listener itself (TLS-ALPN-01, RFC 8737), so nothing but its port has to be reachable.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use futures_util::StreamExt as _;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use rustls_acme::caches::DirCache;
use rustls_acme::{AcmeConfig, AcmeState, EventOk};

use super::Kept;
use crate::error::Error;

/// The authority that is asked when no other is named.
pub const LETS_ENCRYPT: &str = rustls_acme::acme::LETS_ENCRYPT_PRODUCTION_DIRECTORY;
/// In what order the listener's protocols are offered. The last one is the authority's own, while it looks whether the name is ours.
const PROTOCOLS: [&[u8]; 3] = [b"h2", b"http/1.1", b"acme-tls/1"];

/// What a certificate is asked for with.
#[derive(Debug, Clone)]
pub struct Acme {
    /// The names it is for; each leads to this server from the authority's side.
    pub domains: Vec<String>,
    /// Where the authority may write before something ends; an address of e-mail.
    pub contact: Option<String>,
    /// The address of the authority's directory.
    pub directory: String,
    /// What the authority itself is known by, when it is not a public one.
    pub authority: Option<RootCertStore>,
    /// Where the account, the key and the certificate are kept; nobody else may read it.
    pub folder: PathBuf,
}

/// Why a file does not say whom to trust.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// It cannot be read as PEM.
    #[error("the file holds no certificate that can be read")]
    Unreadable(#[source] rustls::pki_types::pem::Error),
    /// It holds no certificate that can stand for an authority.
    #[error("the file holds no certificate of an authority")]
    Empty,
}

/// The authorities in a PEM file.
///
/// # Errors
/// When there is none in it.
pub fn authority_in(file: &Path) -> Result<RootCertStore, AuthorityError> {
    let found = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(AuthorityError::Unreadable)?;
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(found);
    (added > 0).then_some(roots).ok_or(AuthorityError::Empty)
}

/// What serves the certificate as soon as there is one, and what asks for it and renews it.
pub(super) fn kept(acme: Acme) -> Result<Kept, Error> {
    make_private(&acme.folder).map_err(Error::io("making the folder of certificates"))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = AcmeConfig::new_with_provider(&acme.domains, Arc::clone(&provider))
        .contact(acme.contact.iter().map(|to| format!("mailto:{to}")))
        .directory(&acme.directory)
        .cache(DirCache::new(acme.folder));
    let config = match acme.authority {
        None => config,
        Some(roots) => config.client_tls_config(trusting(roots, Arc::clone(&provider))?),
    };
    let state = config.state();
    let mut serving = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| of_tls(&error))?
        .with_no_client_auth()
        .with_cert_resolver(state.resolver());
    serving.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
    Ok(Kept {
        serving: RustlsConfig::from_config(Arc::new(serving)),
        keeper: Box::pin(keep(state)),
    })
}

fn trusting(
    roots: RootCertStore,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<ClientConfig>, Error> {
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| of_tls(&error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

fn of_tls(error: &rustls::Error) -> Error {
    Error::Internal(format!("TLS: {error}"))
}

/// The library tries again by itself, later each time; here is only said how it goes.
async fn keep(mut state: AcmeState<std::io::Error>) {
    while let Some(event) = state.next().await {
        match event {
            Ok(EventOk::DeployedNewCert) => tracing::info!("a new certificate serves from now on"),
            Ok(EventOk::DeployedCachedCert) => tracing::info!("the kept certificate serves"),
            Ok(EventOk::CertCacheStore | EventOk::AccountCacheStore) => {}
            Err(error) => {
                tracing::warn!(%error, "the certificate could not be had; tried again later");
            }
        }
    }
}

/// A folder that its owner alone can look into: the key lies in it.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut making = std::fs::DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
        making.mode(0o700).create(folder)?;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    making.create(folder)
}
