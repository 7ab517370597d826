//! The seam around the server's storage: passes every job on as it is, or tampers with it when a sabotage says so.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use domain::circle::Holder;
use domain::{
    AreaCode, ChangeId, DeviceId, Kind, MemberId, Placing, Record, RecordId, Role, Scope, Seq,
};
use protocol::Digest;
use sync_server::Error;
use sync_server::storage::{
    AuditRow, BlobNameRow, BlobRow, ChangeRow, CodeRow, DeviceRow, FileGrantRow, GrantRow,
    ImageRow, InMemory, Job, MoveRow, QuarantineRow, ReadJob, ReceiptRow, Storage, TownRow, Tx,
    View, Whole, WriteJob,
};
use tokio::sync::watch;
use uuid::Uuid;

use super::sabotage::Sabotage;
use super::settled::began;

/// The storage with the seam around it.
pub(super) struct Around {
    storage: Arc<InMemory>,
    sabotage: Option<Sabotage>,
}

impl Around {
    pub(super) fn honest(storage: Arc<InMemory>) -> Self {
        Self::with(storage, None)
    }

    pub(super) fn with(storage: Arc<InMemory>, sabotage: Option<Sabotage>) -> Self {
        Self { storage, sabotage }
    }
}

impl Storage for Around {
    fn write(&self, job: WriteJob) {
        match self.sabotage {
            None => self.storage.write(job),
            Some(sabotage) => self.storage.write(Box::new(Tampering { job, sabotage })),
        }
    }

    fn read(&self, job: ReadJob) {
        match self.sabotage {
            None => self.storage.read(job),
            Some(sabotage) => self.storage.read(Box::new(Tampering { job, sabotage })),
        }
    }

    fn head(&self) -> watch::Receiver<Seq> {
        self.storage.head()
    }
}

struct Tampering<J> {
    job: J,
    sabotage: Sabotage,
}

impl<'a> Job<dyn Tx + 'a> for Tampering<WriteJob> {
    fn run(&mut self, tx: &(dyn Tx + 'a)) -> Result<(), Error> {
        self.job.run(&Tampered {
            inner: tx,
            sabotage: self.sabotage,
        })
    }

    fn done(self: Box<Self>, outcome: Result<(), Error>) {
        // What stands in the way of the commit is not waited for.
        let hasty = self.sabotage == Sabotage::AnswerBeforeCommit
            && matches!(&outcome, Err(Error::Internal(words)) if words.contains("commit"));
        self.job.done(if hasty { Ok(()) } else { outcome });
    }
}

impl<'a> Job<dyn View + 'a> for Tampering<ReadJob> {
    fn run(&mut self, view: &(dyn View + 'a)) -> Result<(), Error> {
        self.job.run(&Tampered {
            inner: view,
            sabotage: self.sabotage,
        })
    }

    fn done(self: Box<Self>, outcome: Result<(), Error>) {
        self.job.done(outcome);
    }
}

struct Tampered<'a, V: ?Sized> {
    inner: &'a V,
    sabotage: Sabotage,
}

impl<V: View + ?Sized> View for Tampered<'_, V> {
    fn town(&self) -> Result<TownRow, Error> {
        self.inner.town()
    }

    fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        self.inner.setting(name)
    }

    fn settings_under(&self, prefix: &str) -> Result<Vec<(String, String)>, Error> {
        self.inner.settings_under(prefix)
    }

    fn record(&self, id: RecordId) -> Result<Option<Record>, Error> {
        self.inner.record(id)
    }

    fn receipt(&self, id: ChangeId) -> Result<Option<ReceiptRow>, Error> {
        let receipt = self.inner.receipt(id)?;
        Ok(match self.sabotage {
            Sabotage::NoRepeatKnown => None,
            Sabotage::RepeatKnownByTime => {
                // The storage knows no clock; the newest device's does.
                let recent = |receipt: &ReceiptRow| -> Result<bool, Error> {
                    let device = self.inner.device(receipt.device)?;
                    let seen = device.map_or(receipt.received_at, |device| device.last_seen_at);
                    Ok(seen - receipt.received_at < Duration::minutes(10))
                };
                match receipt {
                    Some(receipt) if recent(&receipt)? => Some(receipt),
                    _ => None,
                }
            }
            _ => receipt,
        })
    }

    fn change_at(&self, device: DeviceId, device_seq: u64) -> Result<Option<ChangeId>, Error> {
        self.inner.change_at(device, device_seq)
    }

    fn device_by_token(&self, token_hash: &[u8; 32]) -> Result<Option<DeviceRow>, Error> {
        self.inner.device_by_token(token_hash)
    }

    fn device(&self, id: DeviceId) -> Result<Option<DeviceRow>, Error> {
        self.inner.device(id)
    }

    fn told(&self, id: Uuid) -> Result<Option<AuditRow>, Error> {
        self.inner.told(id)
    }

    fn audit_last(&self) -> Result<Option<AuditRow>, Error> {
        self.inner.audit_last()
    }

    fn audit_back(
        &self,
        before: Option<u64>,
        visit: &mut dyn FnMut(AuditRow) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        self.inner.audit_back(before, visit)
    }

    fn each_audit(
        &self,
        visit: &mut dyn FnMut(AuditRow) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.inner.each_audit(visit)
    }

    fn whole(&self) -> &dyn Whole {
        self.inner.whole()
    }

    fn devices(&self) -> Result<Vec<DeviceRow>, Error> {
        self.inner.devices()
    }

    fn code(&self, code_hash: &[u8; 32]) -> Result<Option<CodeRow>, Error> {
        self.inner.code(code_hash)
    }

    fn file_grants(&self, holder: &Holder) -> Result<Vec<FileGrantRow>, Error> {
        self.inner.file_grants(holder)
    }

    fn moves_after(&self, scope: &Scope, after: Seq, limit: usize) -> Result<Vec<MoveRow>, Error> {
        if self.sabotage == Sabotage::MoveUntold {
            return Ok(Vec::new());
        }
        self.inner.moves_after(scope, after, limit)
    }

    fn moves_of(&self, record: RecordId) -> Result<Vec<MoveRow>, Error> {
        if self.sabotage == Sabotage::MoveInParts {
            return Ok(Vec::new());
        }
        self.inner.moves_of(record)
    }

    fn grants_on_file(&self, file: RecordId) -> Result<Vec<FileGrantRow>, Error> {
        self.inner.grants_on_file(file)
    }

    fn grants(&self, member: MemberId) -> Result<Vec<GrantRow>, Error> {
        let mut grants = self.inner.grants(member)?;
        if self.sabotage == Sabotage::ScopeSkipped {
            grants.push(GrantRow {
                member,
                role: Role::Supervisor,
                area: self.inner.town()?.code,
                from_at: began() - Duration::days(100),
                to_at: None,
            });
        }
        Ok(grants)
    }

    fn changes_after(
        &self,
        scope: &Scope,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<ChangeRow>, Error> {
        self.inner.changes_after(scope, after, limit)
    }

    fn image_page(
        &self,
        scope: &Scope,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<ImageRow>, Error> {
        self.inner.image_page(scope, after, limit)
    }

    fn count(&self, scope: &Scope) -> Result<u64, Error> {
        self.inner.count(scope)
    }

    fn digest(&self, scope: &Scope) -> Result<Digest, Error> {
        self.inner.digest(scope)
    }

    fn each_place(&self, scope: &Scope, visit: &mut dyn FnMut(RecordId, Seq)) -> Result<(), Error> {
        self.inner.each_place(scope, visit)
    }

    fn each_record(
        &self,
        kind: &Kind,
        scope: &Scope,
        visit: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.inner.each_record(kind, scope, visit)
    }

    fn blob_names(&self, hash: &[u8; 32]) -> Result<Vec<BlobNameRow>, Error> {
        self.inner.blob_names(hash)
    }

    fn blob(&self, hash: &[u8; 32]) -> Result<Option<BlobRow>, Error> {
        self.inner.blob(hash)
    }

    fn quarantined(&self) -> Result<u64, Error> {
        self.inner.quarantined()
    }
}

impl<V: Tx + ?Sized> Tx for Tampered<'_, V> {
    fn next_seq(&self) -> Result<Seq, Error> {
        let next = self.inner.next_seq()?;
        if self.sabotage == Sabotage::SeqWithHoles && next.0.is_multiple_of(10) {
            return self.inner.next_seq();
        }
        Ok(next)
    }

    fn put_town(&self, town: &TownRow) -> Result<(), Error> {
        self.inner.put_town(town)
    }

    fn put_setting(&self, name: &str, value: &str) -> Result<(), Error> {
        self.inner.put_setting(name, value)
    }

    fn put_change(&self, change: &ChangeRow) -> Result<(), Error> {
        self.inner.put_change(change)
    }

    fn put_record(&self, record: &Record) -> Result<(), Error> {
        if self.sabotage == Sabotage::ContestedDropped {
            let mut poorer = record.clone();
            poorer.contested.clear();
            return self.inner.put_record(&poorer);
        }
        self.inner.put_record(record)
    }

    fn put_receipt(&self, receipt: &ReceiptRow) -> Result<(), Error> {
        self.inner.put_receipt(receipt)
    }

    fn put_quarantine(&self, row: &QuarantineRow) -> Result<(), Error> {
        self.inner.put_quarantine(row)
    }

    fn put_device(&self, device: &DeviceRow) -> Result<(), Error> {
        self.inner.put_device(device)
    }

    fn put_code(&self, code: &CodeRow) -> Result<(), Error> {
        self.inner.put_code(code)
    }

    fn put_grant(&self, grant: &GrantRow) -> Result<(), Error> {
        self.inner.put_grant(grant)
    }

    fn move_record(&self, moved: &MoveRow, after: &Placing) -> Result<(), Error> {
        self.inner.move_record(moved, after)
    }

    fn put_file_grant(&self, grant: &FileGrantRow) -> Result<(), Error> {
        if self.sabotage == Sabotage::CircleKept && grant.id != 0 {
            return Ok(());
        }
        self.inner.put_file_grant(grant)
    }

    fn put_audit(&self, row: &AuditRow) -> Result<(), Error> {
        self.inner.put_audit(row)
    }

    fn put_told(&self, id: Uuid, entry: u64) -> Result<(), Error> {
        if self.sabotage == Sabotage::OpeningUnnoted {
            return Ok(());
        }
        self.inner.put_told(id, entry)
    }

    fn put_blob_name(&self, name: &BlobNameRow) -> Result<(), Error> {
        self.inner.put_blob_name(name)
    }

    fn put_blob(&self, blob: &BlobRow) -> Result<(), Error> {
        self.inner.put_blob(blob)
    }

    fn end_grants(
        &self,
        member: MemberId,
        role: Option<Role>,
        area: &AreaCode,
        to_at: DateTime<Utc>,
    ) -> Result<usize, Error> {
        self.inner.end_grants(member, role, area, to_at)
    }
}
