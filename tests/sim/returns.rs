//! What the office says in a run: 退改, where somebody marks a record, somebody answers or corrects it, somebody accepts; 省平台; 参数. Who may do which is the product's to say.

use anyhow::Result;
use client::commands::{SaveCounty, SayProvince, SayRemark};
use domain::Kind;
use domain::county::County;
use domain::province::ProvinceAct;
use domain::remark::{self, RemarkAct};
use serde_json::json;

use super::world::World;

/// What is marked: a record of this kind, in this field.
const MARKED: [(Kind, &str); 4] = [
    (Kind::Visit, "remarks"),
    (Kind::Household, "directions"),
    (Kind::Resident, "phone"),
    (Kind::Dispute, ""),
];

impl World {
    /// A word about a record, most often; that a case is keyed into the province's platform; or what the county sets.
    pub(super) fn office_word(&mut self, device: usize) -> Result<()> {
        match self.chance.below(8) {
            0..=4 => self.say_remark(device),
            5..=6 => self.say_province(device),
            _ => self.set_county(device),
        }
    }

    fn say_province(&mut self, device: usize) -> Result<()> {
        let kinds = [Kind::Dispute, Kind::Matter];
        let kind = self.chance.pick(&kinds).cloned().unwrap_or(Kind::Dispute);
        let Some(id) = self.any(device, &kind)? else {
            return Ok(());
        };
        let act = if self.chance.one_in(4) {
            ProvinceAct::Withdraw
        } else {
            ProvinceAct::Enter
        };
        self.remember(|| format!("device {device}: {act:?} of {id}"));
        let number = Some(self.words());
        self.run(device, &SayProvince { id, act, number }, &[])
    }

    fn set_county(&mut self, device: usize) -> Result<()> {
        let sponsor = self.words();
        self.remember(|| format!("device {device}: the county's sponsor is {sponsor}"));
        let mut county = County::default();
        county.about.sponsor = sponsor;
        let about = json!(county.about);
        self.run(device, &SaveCounty { county }, &[("about", about)])
    }

    /// The next word in a thread of some record, or the first of a new one.
    fn say_remark(&mut self, device: usize) -> Result<()> {
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
