//! The screens of disputes: the form, the page, the lists, the office's table.

use chrono::Duration;
use client::commands::{
    DisputeDraft, DisputeEntry, DisputeFilter, DisputeForm, DisputeRow, DisputeStanding,
    DisputeView, DisputesPage, NotTaken, SaveState, TakenTogether, TogetherOffer, WhyNot,
};
use domain::dispute::{
    AgreementForm, Category, Channel, Consent, Extension, Grade, Guard, Level, Party, Risk,
    Standing, State, StepForm, StepName,
};
use domain::{Dispute, Fields, Issue, IssueCode, MemberId};

use super::*;
use crate::screens::desk::{
    BarView, DisputeRows, NotTakenView, ShellView, Steps, Window, use_ticks,
};
use crate::screens::dispute::DisputeWhole;
use crate::screens::dispute_form::{DisputeFormView, use_form};
use crate::screens::disputes::DisputesView;

fn dispute() -> Dispute {
    Dispute {
        parties: vec![
            Party {
                phone: Some("13800001234".into()),
                relation: Some("隔壁邻居".into()),
                ..Party::named("李桂兰")
            },
            Party::named("马占彪"),
        ],
        place: "张庄村二组水渠边".into(),
        summary: "浇地先后起争执,两家都说轮到自己".into(),
        risk: Some(Risk::MayEscalate),
        category: Some(Category::Neighbours),
        cause: Some("灌溉用水".into()),
        consent: Some(Consent::Agreed),
        people: Some(4),
        household: Some(sample::id(1)),
        ..Dispute::begun(sample::now() - Duration::days(2))
    }
}

pub(super) fn row(n: u128) -> DisputeRow {
    let stands = State::ALL[usize::try_from(n).unwrap() % State::ALL.len()];
    DisputeRow {
        id: sample::id(5000 + n),
        between: "李桂兰与马占彪".into(),
        category: (n != 0).then_some(Category::Neighbours),
        risk: Some(Risk::ALL[usize::try_from(n + 2).unwrap() % 3]),
        stands,
        level: Level::Town,
        supervision: n.is_multiple_of(4).then_some(Grade::Yellow),
        is_returned: n == 3,
        is_contradicted: n == 5,
        village_name: "张庄村".into(),
        grid_name: "第三网格".into(),
        happened_at: sample::now() - Duration::days(i64::try_from(n).unwrap()),
        due_on: (n != 9).then(|| sample::today() + Duration::days(2 - i64::try_from(n).unwrap())),
        owner_name: "刘春梅".into(),
        author_name: "刘春梅".into(),
        gist: "浇地先后起争执,两家都说轮到自己".into(),
        province: match n % 3 {
            0 => domain::province::ProvinceState::NotEntered,
            1 => domain::province::ProvinceState::Entered,
            _ => domain::province::ProvinceState::Changed,
        },
        state: SaveState::Received,
        voided: false,
    }
}

fn entry(step: StepName, form: StepForm, standing: Standing, seq: Option<u64>) -> DisputeEntry {
    DisputeEntry {
        step,
        form,
        owner_name: String::new(),
        by_name: "刘春梅".into(),
        at: sample::now() - Duration::hours(3),
        seq,
        standing,
    }
}

fn view(risk: Risk, helpers: &[(&str, &str)]) -> DisputeView {
    let agreement = StepForm {
        form: Some(AgreementForm::Oral),
        channel: Some(Channel::Phone),
        text: Some("按户轮流,单日双日错开浇".into()),
        ..StepForm::default()
    };
    DisputeView {
        row: DisputeRow {
            stands: State::Mediating,
            risk: Some(risk),
            ..row(4)
        },
        area: sample::area("620602108003003"),
        dispute: dispute(),
        standing: DisputeStanding {
            since: sample::now(),
            owner: None,
            leader: Some("周副镇长".into()),
            unit: Some("村调委会".into()),
            is_received: true,
            returned: Some("请补双方电话".into()),
            extension: Extension::Asked,
            performance: None,
            satisfaction: None,
            number: None,
            confirm_until: None,
            police_at: None,
            propose_deadline: None,
            propose_return: sample::today(),
        },
        household_name: "李桂兰".into(),
        entries: vec![
            entry(
                StepName::Register,
                StepForm::default(),
                Standing::Counted,
                Some(3),
            ),
            entry(StepName::Agree, agreement, Standing::Contradicts, Some(9)),
            entry(StepName::Mediate, StepForm::default(), Standing::Late, None),
        ],
        offers: vec![
            (StepName::Mediate, None),
            (StepName::Agree, None),
            (StepName::Refuse, None),
            (StepName::Escalate, Some(Guard::WrongRole)),
            (StepName::Note, None),
        ],
        helpers: helpers
            .iter()
            .map(|(name, number)| ((*name).to_owned(), (*number).to_owned()))
            .collect(),
        author: MemberId(uuid::Uuid::nil()),
        saved_at: sample::now(),
        edited: false,
        may_edit: true,
        contested: Vec::new(),
        needs_hand: None,
    }
}

fn draft(form: DisputeForm) -> DisputeDraft {
    DisputeDraft {
        slot: sample::id(0),
        form,
        of: None,
        focus: None,
        written_at: sample::now(),
        helpers: vec![("清水派出所".into(), "0935-1234567".into())],
    }
}

#[test]
fn a_dispute_is_recorded_with_four_things() {
    fn page() -> Element {
        use_root();
        let form = use_form(draft(DisputeForm::of(Dispute::begun(sample::now()))));
        rsx! {
            div { class: "phone",
                TopBar { title: "记纠纷", back: Route::Home {} }
                DisputeFormView { form, grids: vec![], onsave: |()| {}, ondrop: |()| {} }
            }
        }
    }
    let html = draw("dispute-form", page);
    has_ids(
        &html,
        &[
            "dispute-form",
            "dispute-party-0",
            "dispute-party-1",
            "dispute-place",
            "dispute-summary",
            "dispute-risk-none",
            "dispute-category-neighbours",
            "dispute-consent-agreed",
            "dispute-on-site-village",
            "dispute-form-save",
        ],
    );
    assert!(
        !html.contains(&testid("dispute-area")),
        "one grid is not asked for"
    );
    assert_eq!(
        html.matches("checked=true").count(),
        0,
        "nothing is chosen beforehand"
    );
}

#[test]
fn violence_shows_the_numbers_in_the_form_at_once() {
    fn page() -> Element {
        use_root();
        let mut violent = Dispute::begun(sample::now());
        violent.risk = Some(Risk::Violence);
        let mut form = use_form(draft(DisputeForm::of(violent)));
        use_hook(|| {
            form.issues
                .set(vec![Issue::block("parties", IssueCode::Missing)]);
        });
        rsx! { div { class: "phone", DisputeFormView { form, grids: sample::grids(), onsave: |()| {}, ondrop: |()| {} } } }
    }
    let html = draw("dispute-form-violent", page);
    has(
        &html,
        &["tel:0935-1234567", "tel:110", "清水派出所", "必须填写"],
    );
    has_ids(&html, &["dispute-area", "form-problems"]);
}

#[test]
fn a_dispute_says_where_it_stands_and_offers_only_what_can_be_done() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "矛盾纠纷", tab: Tab::Home, back: Route::Home {},
                main { class: "page", DisputeWhole { dispute: view(Risk::MayEscalate, &[]), now: sample::now() } }
            }
        }
    }
    let html = draw("dispute", page);
    has(
        &html,
        &[
            "调处中",
            "登记",
            "销号",
            "可能升级",
            "黄牌督办",
            "逾期 2 天",
            "已退回:请补双方电话",
            "补录",
            "待核定",
            "口头",
            "电话",
            "村调委会(已签收)",
        ],
    );
    has_ids(
        &html,
        &[
            "act-mediate",
            "act-agree",
            "act-refuse",
            "act-note",
            "dispute-why",
            "dispute-household",
            "dispute-edit",
        ],
    );
    assert!(
        !html.contains(&testid("act-escalate")),
        "what cannot be done is not there"
    );
    assert!(!html.contains(&testid("dispute-danger")));
}

#[test]
fn where_there_is_violence_and_no_number_110_is_shown_and_that_is_said() {
    fn page() -> Element {
        use_root();
        rsx! { main { class: "page", DisputeWhole { dispute: view(Risk::Violence, &[]), now: sample::now() } } }
    }
    let html = draw("dispute-violent", page);
    has_ids(&html, &["dispute-danger", "dial-110"]);
    has(&html, &["请拨 110"]);
    let danger = html.find(&testid("dispute-danger")).unwrap();
    assert!(
        danger < html.find(&testid("dispute-parties")).unwrap(),
        "the numbers stand first"
    );
}

#[test]
fn the_list_says_what_presses_in_words() {
    fn page() -> Element {
        use_root();
        let rows = (0..12).map(row).collect();
        rsx! {
            Phone { title: "纠纷", tab: Tab::Home, back: Route::Home {},
                main { class: "page", DisputesView { page: DisputesPage { rows, total: 40 }, now: sample::now(), onmore: |()| {} } }
            }
        }
    }
    let html = draw("disputes", page);
    has(
        &html,
        &[
            "共 40 件",
            "未选类别",
            "已有暴力或扬言",
            "退回",
            "待核定",
            "待受理",
        ],
    );
    has_ids(&html, &[&format!("dispute-row-{}", sample::id(5000))]);
}

#[test]
fn the_offices_table_stands_beside_the_open_dispute() {
    fn page() -> Element {
        let mut state = use_root();
        use_hook(|| state.is_wide.set(true));
        let ticks = use_ticks();
        rsx! {
            ShellView { tab: Tab::Disputes, town: "清水镇", who: "镇综治中心", light: SyncLight::default(),
                main { class: "desk-visits desk-disputes has-detail",
                    DisputeRows {
                        choice: format!("{:?}", DisputeFilter::default()),
                        first: Window { first: 0 },
                        rows: (0..30).map(row).collect::<Vec<_>>(),
                        total: 600,
                        selected: Some(sample::id(5001)),
                        now: sample::now(),
                        onscroll: |_: f64| {},
                        onopen: |_: RecordId| {},
                        onkey: |_: Key| {},
                        ticks,
                        onall: |()| {},
                    }
                    aside { class: "detail", DisputeWhole { dispute: view(Risk::None, &[]), now: sample::now() } }
                }
            }
        }
    }
    let html = draw("desk-disputes", page);
    has_ids(
        &html,
        &[
            "nav-disputes",
            &format!("dispute-row-{}", sample::id(5001)),
            "act-agree",
        ],
    );
    has(&html, &["is-selected", "aria-rowcount=\"600\""]);
}

#[test]
fn several_at_once_say_what_can_be_done_with_how_many_and_what_was_not() {
    fn page() -> Element {
        let mut state = use_root();
        use_hook(|| state.is_wide.set(true));
        let ticks = use_ticks();
        use_hook(|| ticks.set((5000..5007).map(sample::id)));
        let offer = |step: StepName, count| TogetherOffer {
            step: step.code().to_owned(),
            ids: (0..count).map(sample::id).collect(),
            proposed: Fields::default(),
        };
        let refused = |n, why| NotTaken {
            id: sample::id(n),
            name: "李桂兰与马占彪".to_owned(),
            why: WhyNot::Guard(why),
        };
        let done = TakenTogether {
            taken: 5,
            refused: vec![
                refused(5001, Guard::WrongState),
                refused(5002, Guard::SecondPerson),
            ],
        };
        rsx! {
            ShellView { tab: Tab::Disputes, town: "清水镇", who: "镇综治中心", light: SyncLight::default(),
                main { class: "desk-visits desk-disputes has-detail",
                    DisputeRows {
                        choice: "",
                        first: Window { first: 0 },
                        rows: (0..30).map(row).collect::<Vec<_>>(),
                        total: 600,
                        selected: Some(sample::id(5001)),
                        now: sample::now(),
                        onscroll: |_: f64| {},
                        onopen: |_: RecordId| {},
                        onkey: |_: Key| {},
                        ticks,
                        onall: |()| {},
                    }
                    BarView { count: 7, steps: Steps::Disputes, has_none: false, onstep: |_| {}, onclear: |()| {},
                        offers: vec![offer(StepName::Accept, 5), offer(StepName::Supervise, 7), offer(StepName::Close, 1)] }
                    aside { class: "detail", NotTakenView { done, name: "受理" } }
                }
            }
        }
    }
    let html = draw("desk-together", page);
    has_ids(&html, &["together-accept", "tick-all", "together-refused"]);
    has(
        &html,
        &["已选 7 件", "办了 5 件,2 件没有办", "经手人不能给自己销号"],
    );
    assert_eq!(html.matches("checked=true").count(), 7);
}
