//! What people record. Kinds, fields, code lists, validation, scopes and the fold that turns changes into records.
//! Pure: no clock, no randomness, no I/O. Where to start: [`Change`] is what happened, [`Record`] is what is,
//! [`fold`](fold::fold) turns the one into the other; [`Visit`], [`Household`] and [`Resident`] are what a person fills in, and
//! [`forms`] has every form that is data.

pub mod area;
pub mod attachment;
pub mod care;
pub mod change;
pub mod circle;
pub mod codes;
pub mod county;
pub mod course;
pub mod dispute;
pub mod doubt;
pub mod fold;
pub mod form;
pub mod forms;
pub mod household;
pub mod identity;
pub mod ids;
pub mod issue;
pub mod kind;
pub mod leave;
pub mod mask;
pub mod media;
pub mod member;
pub mod phone;
pub mod placing;
pub mod province;
pub mod record;
pub mod remark;
pub mod resident;
pub mod rules;
pub mod scope;
pub mod tree;
pub mod validate;
pub mod visit;

pub use area::{Area, AreaCode, AreaKind, AreaLevel};
pub use attachment::{Attachment, AttachmentKind};
pub use care::{CheckIn, PersonFile};
pub use change::{Act, Change, Fields, Logged, Seq};
pub use dispute::Dispute;
pub use household::Household;
pub use ids::{ChangeId, DeviceId, ExportId, MemberId, OpeningId, RecordId};
pub use issue::{Issue, IssueCode, Weight};
pub use kind::Kind;
pub use leave::{ExportPurpose, Leave};
pub use member::{Member, Role};
pub use placing::Placing;
pub use record::{Record, Stamp};
pub use resident::Resident;
pub use scope::{DataClass, Scope};
pub use visit::{Position, Visit};
