//! 省平台: cases that are keyed in, alone and many at once, what the lists say of it, and the sheet that is taken there.

use domain::province::sheet::Sheet;
use domain::province::{ProvinceAct, ProvinceRefusal, ProvinceState};
use domain::{Dispute, ExportPurpose, Leave, Role};
use serde_json::json;

use super::*;
use crate::testing::TOWN;

/// Two disputes and a hazard.
fn cases(desk: &mut Desk) -> [RecordId; 3] {
    let ids = [0x910, 0x911, 0x912].map(|n| RecordId(uuid::Uuid::from_u128(n)));
    for id in [ids[0], ids[1]] {
        let dispute = Fields::of(&Dispute::begun(desk.host.now()));
        desk.put(&record(id, Kind::Dispute, GRID, 7, dispute));
    }
    let hazard = Fields::of(&json!({"form": "hazard", "description": "电线老化"}));
    desk.put(&record(ids[2], Kind::Matter, GRID, 8, hazard));
    ids
}

fn listed(desk: &mut Desk, province: ProvinceState) -> (u64, u64) {
    let disputes = ListDisputes {
        filter: DisputeFilter {
            province: Some(province),
            ..DisputeFilter::default()
        },
        offset: 0,
        limit: 10,
    };
    let items = ListItems {
        filter: ItemFilter {
            province: Some(province),
            ..ItemFilter::default()
        },
        offset: 0,
        limit: 10,
    };
    let disputes = desk.run(|cx| disputes.run(cx)).unwrap().total;
    (disputes, desk.run(|cx| items.run(cx)).unwrap().total)
}

#[test]
fn the_office_marks_cases_alone_and_together_and_every_list_knows() {
    let mut desk = Desk::new();
    desk.profile.role = Role::Supervisor;
    let ids = cases(&mut desk);
    assert_eq!(listed(&mut desk, ProvinceState::NotEntered), (2, 1));
    let say = |act, number: Option<&str>| SayProvince {
        id: ids[0],
        act,
        number: number.map(str::to_owned),
    };
    assert_eq!(
        desk.run(|cx| say(ProvinceAct::Enter, Some(" GS-1 ")).run(cx)),
        Ok(None)
    );
    let view = desk.run(|cx| OpenProvince { id: ids[0] }.run(cx)).unwrap();
    assert_eq!(view.number.as_deref(), Some("GS-1"));
    assert_eq!(view.by.unwrap().0, "老王");
    // All of them at once: the one that is there already is passed over.
    let all = EnterProvince { ids: ids.to_vec() };
    assert_eq!(desk.run(|cx| all.run(cx)), Ok(2));
    assert_eq!(listed(&mut desk, ProvinceState::Entered), (2, 1));
    let refused = desk.run(|cx| say(ProvinceAct::Enter, None).run(cx));
    assert_eq!(refused, Ok(Some(ProvinceRefusal::AsItIs)));
    // It stands in no list of steps, and waits to be sent.
    let opened = desk.run(|cx| OpenDispute { id: ids[0] }.run(cx)).unwrap();
    assert!(opened.entries.is_empty());
    assert_eq!(opened.row.state, SaveState::SavedHere);
    // What happens since is to be keyed in again.
    let note = AddDisputeStep {
        id: ids[1],
        step: domain::dispute::StepName::Note,
        form: domain::dispute::StepForm {
            text: Some("又吵了".to_owned()),
            ..Default::default()
        },
    };
    desk.run(|cx| note.run(cx)).unwrap();
    assert_eq!(listed(&mut desk, ProvinceState::Changed), (1, 0));
    assert_eq!(
        desk.run(|cx| say(ProvinceAct::Withdraw, None).run(cx)),
        Ok(None)
    );
    assert_eq!(listed(&mut desk, ProvinceState::NotEntered), (1, 0));
}

#[test]
fn ticked_cases_are_offered_the_mark_last_and_a_worker_is_offered_none() {
    let mut desk = Desk::new();
    let ids = cases(&mut desk);
    let offer = |desk: &mut Desk| {
        let ids = ids[..2].to_vec();
        desk.run(|cx| OfferTogether { ids }.run(cx)).unwrap()
    };
    let has_it =
        |offers: &[TogetherOffer]| offers.iter().any(|offer| offer.step == "enter_province");
    assert!(!has_it(&offer(&mut desk)));
    desk.profile.role = Role::Supervisor;
    let offers = offer(&mut desk);
    assert_eq!(offers.last().unwrap().step, "enter_province");
    let take = TakeTogether {
        ids: ids[..2].to_vec(),
        step: "enter_province".to_owned(),
        fields: Fields::default(),
    };
    let done = desk.run(|cx| take.clone().run(cx)).unwrap();
    assert_eq!((done.taken, done.refused.len()), (2, 0));
    let again = desk.run(|cx| take.run(cx)).unwrap();
    assert_eq!(
        again.refused[0].why,
        WhyNot::Province(ProvinceRefusal::AsItIs)
    );
    assert!(!has_it(&offer(&mut desk)));
}

#[test]
fn a_sheet_is_filled_with_what_is_left_and_names_the_cases_in_it() {
    let mut desk = Desk::new();
    desk.profile.role = Role::Supervisor;
    let ids = cases(&mut desk);
    let known = ledger::Ledger::named("disputes").unwrap().headings();
    let mut sheet = Sheet::with_headings("导入表", "disputes", &["纠纷名称", "备用"], &known);
    let province = json!({"sheets": [sheet]});
    let town = Fields::of(&json!({"name": "清水镇", "province": province}));
    let id = RecordId(uuid::Uuid::from_u128(0x900));
    desk.put(&record(id, Kind::Area, TOWN, 1, town));
    let mark = EnterProvince { ids: vec![ids[0]] };
    desk.run(|cx| mark.run(cx)).unwrap();
    let today = calendar::day_of(desk.host.now());
    let fill = FillSheet {
        sheet: "导入表".to_owned(),
        query: LedgerQuery {
            key: "disputes".to_owned(),
            area: None,
            from: today - Duration::days(7),
            to: today,
            is_unentered: true,
        },
        leave: None,
    };
    // It names people, so it does not leave without somebody's leave.
    assert!(matches!(
        desk.run(|cx| fill.clone().run(cx)),
        Err(Error::Invalid(_))
    ));
    let leave = Some(Leave {
        purpose: ExportPurpose::Report,
        approver: OTHER,
    });
    let with_leave = FillSheet { leave, ..fill };
    let filled = desk.run(|cx| with_leave.clone().run(cx)).unwrap();
    assert_eq!(filled.records, [ids[1]]);
    assert!(
        filled.file.name.starts_with("导入表_"),
        "{}",
        filled.file.name
    );
    let other = FillSheet {
        sheet: "没有".to_owned(),
        ..with_leave
    };
    assert_eq!(desk.run(|cx| other.run(cx)), Err(Error::NotFound));
    // The mapping goes from one township to the next as a file.
    sheet.columns[1].fixed = "清水镇".to_owned();
    let written = WriteSheet {
        sheet: sheet.clone(),
    };
    let file = desk.run(|cx| written.run(cx)).unwrap();
    let read = ReadSheet {
        content: file.content,
    };
    assert_eq!(desk.run(|cx| read.run(cx)), Ok(sheet));
    let nothing = ReadSheet {
        content: "e30=".to_owned(),
    };
    assert!(matches!(
        desk.run(|cx| nothing.run(cx)),
        Err(Error::Refused { .. })
    ));
}
