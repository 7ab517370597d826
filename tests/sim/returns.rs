//! 退改 in a run: somebody marks a record, somebody answers or corrects it, somebody accepts. Who may do which is the product's to say.

use anyhow::Result;
use client::commands::SayRemark;
use domain::Kind;
use domain::remark::{self, RemarkAct};

use super::world::World;

/// What is marked: a record of this kind, in this field.
const MARKED: [(Kind, &str); 4] = [
    (Kind::Visit, "remarks"),
    (Kind::Household, "directions"),
    (Kind::Resident, "phone"),
    (Kind::Dispute, ""),
];

impl World {
    /// The next word in a thread of some record, or the first of a new one.
    pub(super) fn say_remark(&mut self, device: usize) -> Result<()> {
        let Some((kind, field)) = self.chance.pick(&MARKED).cloned() else {
            return Ok(());
        };
        let Some(id) = self.any(device, &kind)? else {
            return Ok(());
        };
        let Some(held) = self.device(device)?.phone.record(id)? else {
            return Ok(());
        };
        let threads = remark::threads_of(&held.shown);
        let thread = self.chance.pick(&threads).map(|thread| thread.id);
        let acts = [RemarkAct::Remark, RemarkAct::Answer, RemarkAct::Accept];
        let act = match thread {
            Some(_) => self.chance.pick(&acts).copied(),
            None => Some(RemarkAct::Remark),
        };
        let act = act.unwrap_or(RemarkAct::Remark);
        let text = self.words();
        self.remember(|| format!("device {device}: {act:?} on {field} of {id}, {text}"));
        let say = SayRemark {
            id,
            thread,
            act,
            field: field.to_owned(),
            text,
        };
        self.run(device, &say, &[])
    }
}
