//! The phone's screens.

use client::commands::VisitsPage;

use super::*;
use crate::screens::find::{FindView, Goal, Results, SearchBox};
use crate::screens::home::HomeView;
use crate::screens::household::HouseholdView;
use crate::screens::me::MeView;
use crate::screens::sync::SyncView;
use crate::screens::unit_home::UnitHomeView;
use crate::screens::village::{GroupView, VillageView};
use crate::screens::visit::VisitFacts;
use crate::screens::visits::{Span, Spans, VisitsView};
use crate::screens::{About, Feedback};

#[test]
fn home_says_what_is_due_what_waits_and_what_was_done() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "张庄村 第三网格", tab: Tab::Home,
                HomeView { page: sample::home(), drafts: vec![sample::draft()], form_drafts: item_samples::form_drafts(), step_drafts: item_samples::step_drafts(), visits: sample::visit_rows(5), now: sample::now() }
            }
        }
    }
    let html = draw("home", page);
    has(
        &html,
        &[
            "待上传 3 条",
            "最久 2 小时",
            "逾期 1",
            "逾期 3 天",
            "今天到期",
            "接着写",
            "已保存在本机",
            "已签收",
            "需处理",
        ],
    );
    has_ids(
        &html,
        &[
            "home",
            "header-sync",
            "nav-home",
            "nav-find",
            "nav-add",
            "nav-visits",
            "nav-me",
        ],
    );
}

#[test]
fn an_empty_home_teaches_the_next_step() {
    fn page() -> Element {
        let mut state = use_root();
        use_hook(|| {
            state.light.set(SyncLight {
                state: LightState::Synced,
                ..SyncLight::default()
            });
        });
        let home = client::commands::HomePage {
            follow_ups: vec![],
            cases: vec![],
            returned: vec![],
            visits_today: 0,
            received_today: 0,
            needs_hand: 0,
            ..sample::home()
        };
        rsx! {
            Phone { title: "张庄村 第三网格", tab: Tab::Home,
                HomeView { page: home, drafts: vec![], form_drafts: vec![], step_drafts: vec![], visits: vec![], now: sample::now() }
            }
        }
    }
    let html = draw("home-empty", page);
    has(
        &html,
        &["今天还没有走访", "没有信号也能记", "没有到期要跟进的户"],
    );
    assert!(!html.contains("待上传"));
}

#[test]
fn a_department_sees_what_was_given_to_its_unit() {
    fn page() -> Element {
        let mut state = use_root();
        use_hook(|| {
            let mut session = sample::session();
            if let Some(member) = &mut session.member {
                member.role = domain::Role::Department;
                member.name = "清水派出所".into();
            }
            state.session.set(Some(session));
        });
        rsx! {
            Phone { title: "清水派出所", tab: Tab::Home,
                UnitHomeView { page: sample::home(), now: sample::now() }
            }
        }
    }
    let html = draw("unit-home", page);
    has(&html, &["等我办的纠纷", "交给我办的", "关爱"]);
    assert!(!html.contains("nav-add") && !html.contains("nav-visits"));
}

#[test]
fn find_lists_recent_households_and_villages() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "找户", tab: Tab::Find,
                main { class: "page",
                    SearchBox { text: "", oninput: |_| {} }
                    FindView { recent: sample::household_rows(), villages: sample::villages(), goal: Goal::Open, now: sample::now() }
                }
            }
        }
    }
    let html = draw("find", page);
    has(
        &html,
        &["1,203 户", "买买提江·吐尔逊", "今天走访过", "还没有走访过"],
    );
    has_ids(
        &html,
        &["find-search", "village-620602108003", "find-new-household"],
    );
}

#[test]
fn a_search_shows_who_was_found_and_where() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "走访哪一户?", tab: Tab::Add, back: Route::Home {},
                main { class: "page",
                    SearchBox { text: "李", oninput: |_| {} }
                    Results { rows: sample::household_rows(), goal: Goal::Visit, text: "李", now: sample::now() }
                }
            }
        }
    }
    let html = draw("find-results", page);
    has(&html, &["找到:李小雨 138****5678", "href=\"/visit/new/"]);
    has_ids(&html, &[&format!("find-result-{}", sample::id(1))]);
}

#[test]
fn a_search_without_result_offers_a_new_household() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "找户", tab: Tab::Find,
                main { class: "page",
                    SearchBox { text: "诸葛", oninput: |_| {} }
                    Results { rows: vec![], goal: Goal::Open, text: "诸葛", now: sample::now() }
                }
            }
        }
    }
    let html = draw("find-none", page);
    has(&html, &["没有找到「诸葛」"]);
    has_ids(&html, &["find-new-household"]);
}

#[test]
fn a_village_lists_its_groups_and_a_group_its_doors() {
    fn village() -> Element {
        use_root();
        rsx! {
            Phone { title: "张庄村", tab: Tab::Find, back: Route::Find {},
                main { class: "page", VillageView { code: sample::area("620602108003"), groups: sample::groups() } }
            }
        }
    }
    fn group() -> Element {
        use_root();
        rsx! {
            Phone { title: "张庄村 3组", tab: Tab::Find, back: Route::Find {},
                main { class: "page", GroupView { rows: sample::household_rows(), now: sample::now() } }
            }
        }
    }
    has_ids(&draw("village", village), &["group-0", "group-3"]);
    has_ids(
        &draw("group", group),
        &[&format!("household-row-{}", sample::id(0))],
    );
}

#[test]
fn a_household_shows_its_people_masked_and_what_two_people_wrote() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "李桂兰家", tab: Tab::Find, back: Route::Find {}, HouseholdView { page: sample::household_page(), now: sample::now() } }
        }
    }
    let html = draw("household", page);
    has(
        &html,
        &[
            "两处不同",
            "电话:老王 11月18日 改成 13800001111,你 11月20日 改成 13812345678",
            "tel:13812345678",
            "110***********002X",
            "76 岁",
            "外出",
            "开始走访",
        ],
    );
    assert!(
        !html.contains("11010519491231002X"),
        "the whole identity number stands on the page"
    );
    has_ids(&html, &["household-start-visit", "household-add-resident"]);
}

#[test]
fn the_day_lists_each_visit_with_its_state() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "走访", tab: Tab::Visits,
                main { class: "page",
                    Spans { span: Span::Today, onchoose: |_| {} }
                    VisitsView { page: VisitsPage { rows: sample::visit_rows(8), total: 61 }, span: Span::Today, now: sample::now(), onmore: |()| {} }
                }
            }
        }
    }
    let html = draw("visits", page);
    has(&html, &["共 61 条", "已作废", "再看一些", "需处理"]);
    has_ids(
        &html,
        &[
            &format!("visit-row-{}", sample::id(1000)),
            &format!("visit-state-{}", sample::id(1000)),
        ],
    );
}

#[test]
fn a_visit_shows_only_what_was_filled_in() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "走访", tab: Tab::Visits, back: Route::Visits {},
                main { class: "page", VisitFacts { visit: sample::visit_view(), now: sample::now() } }
            }
        }
    }
    let html = draw("visit", page);
    has(
        &html,
        &[
            "生病、外出",
            "跟进日期",
            "11月29日",
            "误差约 12 米",
            "改过",
            "修改",
        ],
    );
}

#[test]
fn a_visit_that_was_set_aside_says_why_and_leads_to_its_form() {
    fn page() -> Element {
        use_root();
        let mut visit = sample::visit_view();
        visit.row = sample::visit_row(4);
        visit.needs_hand = Some("跟进日期不能早于走访日期".into());
        rsx! {
            Phone { title: "走访", tab: Tab::Visits, back: Route::Visits {}, main { class: "page", VisitFacts { visit, now: sample::now() } } }
        }
    }
    let html = draw("visit-needs-hand", page);
    has(&html, &["跟进日期不能早于走访日期", "去改", "/edit"]);
}

#[test]
fn sync_says_what_the_office_has_and_what_needs_a_hand() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "同步", tab: Tab::Sync, back: Route::Home {},
                main { class: "page", SyncView { page: sample::sync_page(), now: sample::now(), onsync: |()| {}, onresend: |_: RecordId| {} } }
            }
        }
    }
    let html = draw("sync", page);
    has(
        &html,
        &[
            "今天记录",
            "34",
            "跟进日期:跟进日期不能早于走访日期",
            "去改",
            "38 MB,共 2.1 GB",
            "7,188",
            "上次联系:今天",
            "2 个待传,共",
            "拍摄地点",
            "看这条记录",
        ],
    );
    has_ids(&html, &["sync-now", "blobs-waiting"]);
}

#[test]
fn me_shows_who_and_how_big_and_which_language() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "我的", tab: Tab::Me,
                main { class: "page",
                    MeView {
                        member: sample::member(),
                        areas: vec!["张庄村第三网格".to_owned()],
                        preferences: Preferences { text_size: TextSize::Large, language: "zh-CN".into(), ..Preferences::default() },
                        has_update: true,
                        onchange: |_: Preferences| {},
                        onlock: |()| {},
                    }
                }
            }
        }
    }
    let html = draw("me", page);
    has(
        &html,
        &[
            "刘春梅",
            "网格员",
            "有新版本,点此更新",
            "特大",
            "English",
            "修改 PIN",
        ],
    );
}

#[test]
fn about_does_not_invent_what_is_not_configured() {
    fn page() -> Element {
        use_root();
        rsx! { div { class: "phone", About {} BottomBar { tab: Tab::Me } } }
    }
    fn feedback() -> Element {
        use_root();
        rsx! { div { class: "phone", Feedback {} BottomBar { tab: Tab::Me } } }
    }
    let html = draw("about", page);
    has(&html, &["主办单位", "备案号"]);
    assert_eq!(html.matches("未填写").count(), 2);
    has(&draw("feedback", feedback), &["发放镇(演示)综治中心"]);
}

#[test]
fn the_light_has_a_word_for_every_state() {
    fn page() -> Element {
        use_root();
        let light = |state, unsent| SyncLight {
            state,
            unsent,
            quarantined: 2,
            ..sample::light()
        };
        rsx! {
            for (n , light) in [
                light(LightState::Synced, 0), light(LightState::Syncing, 1), light(LightState::Waiting, 3), light(LightState::Waiting, 0),
                light(LightState::Offline, 4), light(LightState::Offline, 0), light(LightState::NeedsHand, 0), light(LightState::SignedOut, 0),
                SyncLight { blobs_waiting: 5, ..light(LightState::Synced, 0) },
            ].into_iter().enumerate() {
                SyncPill { key: "{n}", light }
            }
        }
    }
    let html = draw("lights", page);
    has(
        &html,
        &[
            "已同步",
            "正在同步",
            "待上传 3",
            "待同步",
            "无网络 · 待上传 4",
            "需处理 2",
            "请重新登记",
            "照片待传 5",
        ],
    );
}
