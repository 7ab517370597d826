//! What may be written to care files and check-ins: asked of the file's own team, at the time of capture, and never of an area.

use chrono::Duration;
use domain::care::{self, CheckStep, step, team};
use domain::{Act, CheckIn, Fields, Issue, IssueCode, Kind, PersonFile, Record, RecordId};
use protocol::Status;
use protocol::sync::QuarantineCode;

use crate::append::{Incoming, set_aside};
use crate::error::Error;
use crate::rights::Rights;
use crate::storage::View;

/// Is this kind judged here?
pub(super) fn is_care(kind: &Kind) -> bool {
    matches!(kind, Kind::PersonFile | Kind::CheckIn)
}

/// Why the change may not be written; none when it may, and for what is no care record.
pub(super) fn refusal(
    view: &dyn View,
    rights: &Rights,
    incoming: &Incoming,
    record: Option<&Record>,
) -> Result<Option<Status>, Error> {
    let change = &incoming.change;
    let asking = Asking {
        view,
        rights,
        incoming,
    };
    match (record, &change.act) {
        (None, Act::Create(fields)) if change.kind == Kind::PersonFile => {
            Ok(asking.new_file(fields))
        }
        (None, Act::Create(fields)) if change.kind == Kind::CheckIn => asking.new_check_in(fields),
        (Some(record), _) if is_care(&record.kind) => asking.existing(record),
        // Whatever it is, the log says what is wrong with it.
        (None | Some(_), _) => Ok(None),
    }
}

struct Asking<'a> {
    view: &'a dyn View,
    rights: &'a Rights,
    incoming: &'a Incoming,
}

impl Asking<'_> {
    /// Whoever begins a file is on its team; in which areas a role may begin one was asked before.
    fn new_file(&self, fields: &Fields) -> Option<Status> {
        // What cannot be read is said by the validation.
        let file = PersonFile::from_fields(fields)?;
        let is_on_team = file.seat_of(self.incoming.change.author).is_some();
        (!is_on_team).then(|| not_allowed("建档的人要在这份档案的五包一里"))
    }

    fn new_check_in(&self, fields: &Fields) -> Result<Option<Status>, Error> {
        let change = &self.incoming.change;
        let Some(file) = care::file_of(&Kind::CheckIn, change.record, fields) else {
            let missing = Issue::block(care::FILE, IssueCode::Missing);
            return Ok(Some(Status::invalid(&missing)));
        };
        let Some(record) = self.file(file)? else {
            return Ok(Some(set_aside(
                QuarantineCode::NoSuchRecord,
                "这份关爱档案还没有到达服务器",
            )));
        };
        if record.area != change.area {
            return Ok(Some(not_allowed("这条走访的网格与档案的不一致")));
        }
        Ok(self.outside(file))
    }

    fn existing(&self, record: &Record) -> Result<Option<Status>, Error> {
        let change = &self.incoming.change;
        let Some(file) = care::file_of_record(record) else {
            return Ok(Some(not_allowed("这条走访没有档案")));
        };
        if let Some(refusal) = self.outside(file) {
            return Ok(Some(refusal));
        }
        let is_maker = record.made.by == change.author;
        let may_edit = |field: &str| {
            let roles = self.roles();
            roles
                .into_iter()
                .any(|role| team::may_edit(role, is_maker, field))
        };
        let refused = match (&record.kind, &change.act) {
            (Kind::CheckIn, Act::Edit(fields)) if fields.get(care::FILE).is_some() => {
                Some("走访属于哪份档案不能改")
            }
            (Kind::CheckIn, Act::Edit(_) | Act::Void { .. }) if !is_maker => {
                Some("只有记录人能改这条走访")
            }
            (Kind::PersonFile, Act::Edit(fields)) if !fields.0.keys().all(|f| may_edit(f)) => {
                Some("五包一和关爱期由站所、村干部或建档人修改")
            }
            (Kind::PersonFile, Act::Void { .. }) if !may_edit("team") => {
                Some("档案由站所、村干部或建档人作废")
            }
            (Kind::CheckIn, Act::Step(taken)) => {
                return self.step(record, file, CheckStep::from_code(&taken.name));
            }
            _ => None,
        };
        Ok(refused.map(not_allowed))
    }

    fn step(
        &self,
        record: &Record,
        file: RecordId,
        name: CheckStep,
    ) -> Result<Option<Status>, Error> {
        let file = self
            .file(file)?
            .and_then(|file| PersonFile::from_fields(&file.fields));
        let Some((file, check_in)) = file.zip(CheckIn::from_fields(&record.fields)) else {
            return Ok(Some(not_allowed("档案无法读取")));
        };
        let author = self.incoming.change.author;
        let judged = step::judge(&file, &check_in, &record.steps, name, author);
        Ok(judged.err().map(|guard| not_allowed(guard.label())))
    }

    fn file(&self, id: RecordId) -> Result<Option<Record>, Error> {
        let record = self.view.record(id)?;
        Ok(record.filter(|record| record.kind == Kind::PersonFile))
    }

    fn captured_at(&self) -> chrono::DateTime<chrono::Utc> {
        let incoming = self.incoming;
        incoming.change.captured_at + Duration::milliseconds(incoming.clock_offset_ms)
    }

    fn roles(&self) -> Vec<domain::Role> {
        let received_at = self.incoming.received_at;
        self.rights.roles_anywhere(self.captured_at(), received_at)
    }

    fn outside(&self, file: RecordId) -> Option<Status> {
        let (captured_at, now) = (self.captured_at(), self.incoming.received_at);
        let is_on_team = self.rights.is_in_circle(file, captured_at, now);
        (!is_on_team).then(|| not_allowed("你不在这份档案的五包一里,或关爱期已结束"))
    }
}

fn not_allowed(sentence: &str) -> Status {
    set_aside(QuarantineCode::NotAllowed, sentence)
}
