//! The lock: tries, delays, recovery, and what the file gives away.

use chrono::Duration;

use super::*;
use crate::commands::TextSize;
use crate::testing::{profile, services};

const KEY: Key = [3; 32];
const RECOVERY: Key = [4; 32];
const PIN: &str = "135790";

fn keyring(folder: &std::path::Path) -> (Services, Keyring) {
    let host = services(folder);
    let mut keyring = Keyring::open(&host).unwrap();
    let new = NewLock {
        store_file: "store.db",
        key: &KEY,
        recovery: &RECOVERY,
        pin: PIN,
        profile: &profile(),
    };
    keyring.write(&host, &new).unwrap();
    (host, keyring)
}

#[test]
fn the_right_pin_gives_key_and_credential() {
    let folder = tempfile::tempdir().unwrap();
    let (host, keyring) = keyring(folder.path());
    let opened = keyring.open_with_pin(&host, PIN).unwrap();
    assert_eq!((opened.key, opened.profile), (KEY, profile()));
}

#[test]
fn wrong_pins_wait_longer_and_the_tenth_blocks() {
    let folder = tempfile::tempdir().unwrap();
    let (host, keyring) = keyring(folder.path());
    let delays = [0, 0, 0, 5, 15, 30, 60, 120, 300];
    for (place, delay) in delays.into_iter().enumerate() {
        let wrong = keyring.open_with_pin(&host, "908172").err().unwrap();
        let tries_left = 9 - u32::try_from(place).unwrap();
        assert_eq!(
            wrong,
            Error::WrongPin {
                tries_left,
                wait_seconds: delay
            }
        );
        if delay > 0 {
            // Too early: not even the right one is looked at, and no try is lost.
            let early = keyring.open_with_pin(&host, PIN).err().unwrap();
            assert!(
                matches!(early, Error::WrongPin { tries_left: left, wait_seconds } if left == tries_left && wait_seconds > 0)
            );
        }
        host.clock().shift_by(Duration::seconds(i64::from(delay)));
    }
    let blocked = keyring.open_with_pin(&host, "908172").err();
    assert_eq!(blocked, Some(Error::PinBlocked));
    host.clock().shift_by(Duration::days(1));
    assert_eq!(
        keyring.open_with_pin(&host, PIN).err(),
        Some(Error::PinBlocked)
    );
    // Nothing was deleted: the recovery secret opens it, and a new PIN ends the block.
    let opened = keyring.open_with_recovery(&RECOVERY).unwrap().unwrap();
    assert_eq!(opened.key, KEY);
    keyring.set_pin(&host, &opened.key, "246801").unwrap();
    assert_eq!(keyring.open_with_pin(&host, "246801").unwrap().key, KEY);
}

#[test]
fn a_right_pin_forgets_the_wrong_ones() {
    let folder = tempfile::tempdir().unwrap();
    let (host, keyring) = keyring(folder.path());
    for _ in 0..3 {
        keyring.open_with_pin(&host, "908172").err().unwrap();
    }
    keyring.open_with_pin(&host, PIN).unwrap();
    assert_eq!(keyring.lock().unwrap().unwrap().tries_left(), MOST_TRIES);
}

#[test]
fn a_clock_turned_back_does_not_lock_out() {
    let folder = tempfile::tempdir().unwrap();
    let (host, keyring) = keyring(folder.path());
    for _ in 0..4 {
        keyring.open_with_pin(&host, "908172").err().unwrap();
    }
    host.clock().shift_by(Duration::days(-400));
    let lock = keyring.lock().unwrap().unwrap();
    assert_eq!(lock.wait_seconds(host.now()), 5);
}

#[test]
fn the_file_opens_nothing_on_another_device() {
    let folder = tempfile::tempdir().unwrap();
    let (host, ring) = keyring(folder.path());
    drop((host, ring));
    let stolen = tempfile::tempdir().unwrap();
    std::fs::copy(
        folder.path().join("keyring.db"),
        stolen.path().join("keyring.db"),
    )
    .unwrap();
    let host = services(stolen.path());
    let keyring = Keyring::open(&host).unwrap();
    assert!(matches!(
        keyring.open_with_pin(&host, PIN),
        Err(Error::WrongPin { .. })
    ));
    let bytes = std::fs::read(stolen.path().join("keyring.db")).unwrap();
    for secret in ["token", "老王", "清水镇"] {
        let secret = secret.as_bytes();
        let found = bytes.windows(secret.len()).any(|window| window == secret);
        // The word "token" stands in no column name of this file.
        assert!(!found);
    }
}

#[test]
fn preferences_are_there_before_the_pin() {
    let folder = tempfile::tempdir().unwrap();
    let host = services(folder.path());
    let keyring = Keyring::open(&host).unwrap();
    assert_eq!(keyring.preferences().unwrap(), Preferences::default());
    let chosen = Preferences {
        text_size: TextSize::Largest,
        last_route: Some("/households".to_owned()),
        ..Preferences::default()
    };
    keyring.set_preferences(&chosen).unwrap();
    assert_eq!(keyring.preferences().unwrap(), chosen);
}

#[cfg(unix)]
#[test]
fn only_this_user_reads_the_device_secret() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let _host = services(folder.path());
    let secret = std::fs::metadata(folder.path().join("device-secret")).unwrap();
    assert_eq!(secret.permissions().mode() & 0o777, 0o600);
}
