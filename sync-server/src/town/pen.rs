//! The pen the server itself writes with.

use chrono::{DateTime, Utc};
use domain::{
    Act, AreaCode, Change, ChangeId, DeviceId, Fields, Kind, Member, MemberId, Record, RecordId,
    Role,
};
use protocol::Status;

use super::{SYSTEM_DEVICE, SYSTEM_MEMBER, SYSTEM_NAME, SYSTEM_SEQ, counted, read_id};
use crate::append::{self, Incoming};
use crate::audit::Actor;
use crate::clock;
use crate::error::Error;
use crate::storage::Tx;

/// The server's own member and device: what imports and set-up write with, so that every change has an author.
#[derive(Debug)]
pub struct Pen {
    /// The server's own member.
    member: MemberId,
    /// Under whose name it writes.
    author: MemberId,
    device: DeviceId,
    device_seq: u64,
    now: DateTime<Utc>,
}

impl Pen {
    /// Takes the pen, making its member on first use. Put it back when all is written.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn take(tx: &dyn Tx, now: DateTime<Utc>) -> Result<Self, Error> {
        let known = read_id(tx, SYSTEM_MEMBER)?.zip(read_id(tx, SYSTEM_DEVICE)?);
        if let Some((member, device)) = known {
            let text = tx.setting(SYSTEM_SEQ)?.unwrap_or_default();
            return Ok(Self {
                member: MemberId(member),
                author: MemberId(member),
                device: DeviceId(device),
                device_seq: text.parse().unwrap_or(0),
                now,
            });
        }
        let member = MemberId(clock::new_id());
        let mut pen = Self {
            member,
            author: member,
            device: DeviceId(clock::new_id()),
            device_seq: 0,
            now,
        };
        tx.put_setting(SYSTEM_MEMBER, &pen.member.to_string())?;
        tx.put_setting(SYSTEM_DEVICE, &pen.device.to_string())?;
        let town = tx.town()?.code;
        let fields = Fields::of(&Member {
            name: SYSTEM_NAME.to_owned(),
            role: Role::Admin,
            areas: vec![town.clone()],
            phone: None,
            employment: None,
            unit: None,
        });
        let subject = (pen.member.into(), Kind::Member, town);
        counted(&pen.write(tx, subject, Act::Create(fields), None)?)?;
        Ok(pen)
    }

    /// Writes under the name of the member who does it; under the server's own where a command does.
    #[must_use]
    pub fn in_the_name_of(mut self, by: Actor) -> Self {
        self.author = match by {
            Actor::Member(member) => member,
            Actor::Operator => self.member,
        };
        self
    }

    /// Writes one change about a record, given as it stands now, and says what became of it.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn write(
        &mut self,
        tx: &dyn Tx,
        (record, kind, area): (RecordId, Kind, AreaCode),
        act: Act,
        current: Option<Record>,
    ) -> Result<Status, Error> {
        self.device_seq += 1;
        let change = Change {
            id: ChangeId(clock::new_id()),
            record,
            kind,
            area,
            author: self.author,
            device: self.device,
            device_seq: self.device_seq,
            captured_at: self.now,
            base: current.as_ref().map(|current| current.seq),
            act,
        };
        append::append(tx, &Incoming::own(change, self.now)?, current)
    }

    /// Notes how far its count has come.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn put_back(self, tx: &dyn Tx) -> Result<(), Error> {
        tx.put_setting(SYSTEM_SEQ, &self.device_seq.to_string())
    }
}
