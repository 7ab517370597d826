//! Sealing: XChaCha20-Poly1305 with a random nonce in front, and the key that a PIN and this device give together.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::error::Error;

/// Bytes of every key.
pub(crate) const KEY_BYTES: usize = 32;
pub(crate) const NONCE_BYTES: usize = 24;

/// A key. Not shown, not logged.
pub(crate) type Key = [u8; KEY_BYTES];

/// What Argon2id costs; stored beside the salt, so that it can grow later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cost {
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
    pub(crate) lanes: u32,
}

impl Cost {
    /// OWASP's smallest set for Argon2id: 19 MiB, two passes, one lane.
    pub(crate) const NOW: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };
}

/// The key from PIN, salt and device secret. Without the device's secret the salt and the sealed key are of no use.
pub(crate) fn key_of_pin(
    pin: &str,
    salt: &[u8],
    device_secret: &Key,
    cost: Cost,
) -> Result<Key, Error> {
    let failed = |error: argon2::Error| Error::Internal(format!("argon2: {error}"));
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(KEY_BYTES)).map_err(failed)?;
    let argon = Argon2::new_with_secret(device_secret, Algorithm::Argon2id, Version::V0x13, params)
        .map_err(failed)?;
    let mut key = [0; KEY_BYTES];
    argon
        .hash_password_into(pin.as_bytes(), salt, &mut key)
        .map_err(failed)?;
    Ok(key)
}

/// Seals under `key`; `nonce` must be fresh.
pub(crate) fn seal(key: &Key, nonce: [u8; NONCE_BYTES], plain: &[u8]) -> Result<Vec<u8>, Error> {
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), plain)
        .map_err(|_| Error::Internal("sealing failed".to_owned()))?;
    Ok([nonce.as_slice(), sealed.as_slice()].concat())
}

/// Opens what [`seal`] sealed; `None` for another key or changed bytes.
pub(crate) fn unseal(key: &Key, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, body) = sealed.split_at_checked(NONCE_BYTES)?;
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
    XChaCha20Poly1305::new(&(*key).into())
        .decrypt(&XNonce::from(nonce), body)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };

    #[test]
    fn what_is_sealed_opens_with_the_same_key_only() {
        let sealed = seal(&[1; 32], [7; 24], b"data key").unwrap();
        assert_eq!(unseal(&[1; 32], &sealed).as_deref(), Some(&b"data key"[..]));
        assert_eq!(unseal(&[2; 32], &sealed), None);
        assert_eq!(unseal(&[1; 32], &sealed[..10]), None);
        let mut changed = sealed;
        changed[30] ^= 1;
        assert_eq!(unseal(&[1; 32], &changed), None);
    }

    #[test]
    fn pin_salt_and_device_all_matter() {
        let key =
            |pin: &str, salt: u8, device: u8| key_of_pin(pin, &[salt; 16], &[device; 32], CHEAP);
        let first = key("135790", 1, 1).unwrap();
        assert_eq!(first, key("135790", 1, 1).unwrap());
        for other in [
            key("135791", 1, 1),
            key("135790", 2, 1),
            key("135790", 1, 2),
        ] {
            assert_ne!(first, other.unwrap());
        }
    }
}
