//! Steps on an open store: their guards, the office's acts, the ledger, and giving a dispute back.

use super::*;

/// What the steps of one dispute put into the ledger.
const FILED: [&str; 8] = [
    "张三、单雄信",
    "邻里",
    "周副镇长",
    "小李",
    "人民调解",
    "口头（电话）",
    "达成协议",
    "镇",
];

#[test]
fn a_step_that_may_not_be_taken_saves_nothing_and_says_why() {
    let mut desk = Desk::new();
    let form = DisputeForm {
        on_site: Some(OnSite::Village),
        ..DisputeForm::of(whole(&desk))
    };
    let id = save(&mut desk, form).unwrap().id;
    let before = changes::counts(desk.store.db()).unwrap().unsent;
    let refused = step(&mut desk, id, StepName::Accept, StepForm::default());
    assert_eq!(refused, Some(Guard::WrongRole));
    let refused = step(&mut desk, id, StepName::Refuse, StepForm::default());
    assert_eq!(refused, Some(Guard::Routes));
    assert_eq!(changes::counts(desk.store.db()).unwrap().unsent, before);
    let note = StepForm {
        text: Some(" 电话问过村里 ".to_owned()),
        ..StepForm::default()
    };
    assert_eq!(step(&mut desk, id, StepName::Note, note), None);
    let view = open(&mut desk, id);
    let last = view.entries.last().unwrap();
    assert_eq!(last.form.text.as_deref(), Some("电话问过村里"));
    assert_eq!((last.by_name.as_str(), last.seq), ("老王", None));
}

#[test]
fn the_office_accepts_and_assigns_with_a_limit() {
    let mut desk = Desk::new();
    desk.profile.role = Role::Supervisor;
    let id = put_old(&mut desk, 702, |_| {});
    assert_eq!(
        step(&mut desk, id, StepName::Register, StepForm::default()),
        None
    );
    let submit = StepForm {
        reason: Some("上报镇".to_owned()),
        ..StepForm::default()
    };
    assert_eq!(step(&mut desk, id, StepName::Submit, submit), None);
    let day = open(&mut desk, id).standing.propose_deadline;
    let accept = StepForm {
        owner: Some(OTHER),
        deadline: day,
        ..StepForm::default()
    };
    assert_eq!(step(&mut desk, id, StepName::Accept, accept), None);
    let view = open(&mut desk, id);
    assert_eq!(
        (
            view.row.stands,
            view.row.owner_name.as_str(),
            view.row.due_on
        ),
        (State::Accepted, "小李", day)
    );
}

#[test]
fn the_ledger_holds_what_the_filter_shows_and_the_steps_filled_it() {
    let mut desk = Desk::new();
    desk.profile.role = Role::Supervisor;
    let id = put_old(&mut desk, 703, |dispute| dispute.people = Some(4));
    put_old(&mut desk, 704, |dispute| {
        dispute.summary = "另一件".to_owned();
    });
    let full = StepForm {
        reason: Some("上报镇".to_owned()),
        owner: Some(OTHER),
        deadline: Some(calendar::day_of(desk.host.now())),
        leader: Some("周副镇长".to_owned()),
        text: Some("隔日轮换浇水".to_owned()),
        kind: Some(domain::dispute::MediationKind::People),
        form: Some(domain::dispute::AgreementForm::Oral),
        channel: Some(domain::dispute::Channel::Phone),
        ..StepForm::default()
    };
    for name in [
        StepName::Register,
        StepName::Submit,
        StepName::Accept,
        StepName::Mediate,
        StepName::Agree,
    ] {
        assert_eq!(step(&mut desk, id, name, full.clone()), None, "{name:?}");
    }
    let filter = DisputeFilter {
        text: "浇地".to_owned(),
        ..DisputeFilter::default()
    };
    for (format, begins) in [
        (FileFormat::Csv, "\u{feff}序号,编号"),
        (FileFormat::Xlsx, "PK"),
    ] {
        let export = ExportDisputes {
            filter: filter.clone(),
            format,
            leave: Some(Leave {
                purpose: domain::ExportPurpose::Report,
                approver: OTHER,
            }),
        };
        let file = desk.run(|cx| export.run(cx)).unwrap();
        assert_eq!(file.rows, 1);
        let content =
            base64::Engine::decode(&base64::engine::general_purpose::STANDARD, &file.content);
        let content = content.unwrap();
        assert!(content.starts_with(begins.as_bytes()), "{format:?}");
        if format == FileFormat::Csv {
            let text = String::from_utf8(content).unwrap();
            for word in FILED {
                assert!(text.contains(word), "{word} in {text}");
            }
            assert!(file.name.starts_with("矛盾纠纷排查化解台账_"));
        }
    }
}

#[test]
fn a_dispute_that_is_given_back_leaves_nothing_in_lists_and_index() {
    let mut desk = Desk::new();
    put_old(&mut desk, 705, |_| {});
    assert_eq!(found(&mut desk, "水渠"), 1);
    let case = domain::Scope::new(domain::DataClass::Case, code(GRID));
    let (db, own) = (desk.store.db(), desk.store.own());
    crate::store::withdrawal::give_back(db, &own, &case, &[]).unwrap();
    assert_eq!(found(&mut desk, "水渠"), 0);
    let left: i64 = desk
        .store
        .db()
        .query_row(
            "SELECT count(*) FROM dispute_search WHERE dispute_search MATCH 'words : 水'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(left, 0);
}

#[test]
fn several_are_accepted_and_given_out_at_once_each_by_its_own_limit_and_what_cannot_says_why() {
    let mut desk = Desk::new();
    desk.profile.role = Role::Supervisor;
    let submitted = |desk: &mut Desk, id, level| {
        let id = put_old(desk, id, |_| {});
        let form = StepForm {
            reason: Some("上报".to_owned()),
            level: Some(level),
            ..StepForm::default()
        };
        step(desk, id, StepName::Register, StepForm::default());
        assert_eq!(step(desk, id, StepName::Submit, form), None);
        id
    };
    let town = [711, 712].map(|id| submitted(&mut desk, id, Level::Town));
    let fresh = put_old(&mut desk, 713, |_| {});
    let ids = vec![town[0], fresh, town[1]];
    let offer = OfferTogether { ids: ids.clone() };
    let offers = desk.run(|cx| offer.run(cx)).unwrap();
    let count = |name: StepName| {
        let offer = offers.iter().find(|offer| offer.step == name.code());
        offer.map(|offer| offer.ids.len())
    };
    assert_eq!(count(StepName::Accept), Some(2));
    assert_eq!(count(StepName::Return), Some(2));
    assert_eq!(count(StepName::Note), Some(3));
    assert_eq!(count(StepName::Decline), None, "each for itself");
    assert_eq!(count(StepName::Assign), None, "none can");
    let accept = TakeTogether {
        ids,
        step: StepName::Accept.code().to_owned(),
        fields: Fields::default(),
    };
    let unsent = changes::counts(desk.store.db()).unwrap().unsent;
    let done = desk.run(|cx| accept.run(cx)).unwrap();
    assert_eq!(done.taken, 2);
    assert_eq!(
        done.refused
            .iter()
            .map(|row| (row.id, row.why))
            .collect::<Vec<_>>(),
        [(fresh, WhyNot::Guard(Guard::WrongState))]
    );
    assert_eq!(done.refused[0].name, "张三与单雄信");
    assert_eq!(changes::counts(desk.store.db()).unwrap().unsent, unsent + 2);
    for id in town {
        let view = open(&mut desk, id);
        assert_eq!(view.row.stands, State::Accepted);
        assert_eq!(view.standing.owner, Some(OTHER), "who recorded it");
        assert_eq!(view.row.due_on, view.standing.propose_deadline);
    }
    // Without what the step must have, none of them takes it.
    let assign = TakeTogether {
        ids: town.to_vec(),
        step: StepName::Assign.code().to_owned(),
        fields: Fields::default(),
    };
    let done = desk.run(|cx| assign.run(cx)).unwrap();
    assert_eq!((done.taken, done.refused.len()), (0, 2));
    assert_eq!(done.refused[0].why, WhyNot::Guard(Guard::UnitAndDeadline));
}
