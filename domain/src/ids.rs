//! Identifiers as types of their own, so that one cannot be passed for another. All are UUIDs made on a device.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The sixteen bytes, as stored in a BLOB column.
            #[must_use]
            pub fn bytes(&self) -> [u8; 16] {
                self.0.into_bytes()
            }

            /// The id with these sixteen bytes, or `None` for any other length.
            #[must_use]
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                Uuid::from_slice(bytes).ok().map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id! {
    /// One act of one person; unique for ever, so that sending it twice is harmless.
    ChangeId
}
id! {
    /// One thing that people record: a household, a resident, a visit.
    RecordId
}
id! {
    /// A person who uses the app; also the id of that person's [`Member`](crate::Member) record.
    MemberId
}
id! {
    /// One installation of the client: a phone, a browser profile, an office PC.
    DeviceId
}
id! {
    /// One look into a care file on a device.
    OpeningId
}
id! {
    /// One file or print that was made of records on a device.
    ExportId
}

impl From<MemberId> for RecordId {
    fn from(id: MemberId) -> Self {
        Self(id.0)
    }
}

impl From<RecordId> for MemberId {
    fn from(id: RecordId) -> Self {
        Self(id.0)
    }
}
