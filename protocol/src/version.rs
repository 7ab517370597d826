//! Protocol versions. Adding an optional field needs no new version; removing or renaming one does.

/// The first version, 2026-11.
pub const V1: u16 = 1;
/// Scopes of one care file, written `c4:area/file`. A peer of version 1 cannot read them, so it is never told one.
pub const V2: u16 = 2;
/// Scopes of one case, written `c3:area/file`; sensitive cases (`c3s`); records that come into a scope whole, or leave it. A peer of
/// version 2 is told none of these.
pub const V3: u16 = 3;
/// What this build speaks by itself.
pub const CURRENT: u16 = V3;
/// The oldest version a server of this build answers. Pushes of older ones are still taken in as far as they can be read.
pub const OLDEST: u16 = V1;

/// Where `POST` enrols a device.
pub const ENROLL_PATH: &str = "/v1/enroll";
/// Where `POST` pushes and pulls.
pub const SYNC_PATH: &str = "/v1/sync";
/// Where `GET` reads a page of a scope's records.
pub const IMAGE_PATH: &str = "/v1/image";
/// Where `GET` says that the server is up.
pub const HEALTH_PATH: &str = "/v1/health";
/// Where `GET` waits until the town's order moved on: `?after=SEQ`.
pub const WAIT_PATH: &str = "/v1/wait";
/// Where `POST` gives the digest of scopes in parts.
pub const DIGEST_PATH: &str = "/v1/digest";
/// Where `POST` puts one part right.
pub const MEND_PATH: &str = "/v1/mend";
