//! The screens of matters, tasks and notices: the forms, the page, the lists, what is due, the office's table.

use client::commands::{EvacuationPage, EvacuationRow};
use domain::household::EvacuationNeed;
use domain::{Fields, Issue, IssueCode, forms};
use serde_json::json;

use super::*;
use crate::screens::desk::{ItemRows, ShellView, Window, use_ticks};
use crate::screens::due::{DueView, EvacuationView};
use crate::screens::form::{ItemFormView, use_filling};
use crate::screens::item::ItemWhole;
use crate::screens::items::ItemsView;

#[component]
fn Filled(form: &'static str, fields: Fields, issues: Vec<Issue>) -> Element {
    let data = forms::named(form).unwrap();
    let mut filling = use_filling(data, item_samples::form_draft(form, fields));
    use_hook(|| filling.issues.set(issues));
    rsx! {
        div { class: "phone",
            TopBar { title: crate::text::t(&format!("form-{form}")), back: Route::Home {} }
            ItemFormView { filling, grids: sample::grids(), onsave: |()| {}, ondrop: |()| {} }
        }
    }
}

#[test]
fn a_hazard_form_asks_in_order_and_says_what_is_missing() {
    fn page() -> Element {
        use_root();
        let mut fields = item_samples::hazard();
        fields.0.remove("severity");
        let issues = vec![Issue::block("severity", IssueCode::Missing)];
        rsx! { Filled { form: "hazard", fields, issues } }
    }
    let html = draw("form-hazard", page);
    has_ids(
        &html,
        &[
            "form-hazard",
            "hazard-type-power",
            "field-description",
            "disposal-needs_unit",
            "field-wanted_unit",
            "form-save",
            "form-more",
        ],
    );
    has(
        &html,
        &["程度", "必须填写", "建议哪个单位办", "接着上次没写完的"],
    );
}

#[test]
fn every_form_draws_its_questions_also_with_nothing_filled_in() {
    macro_rules! empty {
        ($($form:literal),+) => {$({
            fn page() -> Element {
                use_root();
                rsx! { Filled { form: $form, fields: Fields::default(), issues: Vec::new() } }
            }
            let html = draw(concat!("form-", $form, "-empty"), page);
            has_ids(&html, &[concat!("form-", $form), "form-save"]);
            let questions = forms::named($form).unwrap().questions;
            let open = questions.iter().filter(|q| q.shown == domain::form::Shown::Always);
            for question in open {
                has(&html, &[&format!("field-{}", question.field)]);
            }
        })+};
    }
    empty!("hazard", "opinion", "errand", "lecture", "task", "notice");
}

#[test]
fn a_matter_shows_where_it_stands_what_can_be_done_and_everything_that_happened() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "隐患", back: Route::Home {}, tab: Tab::Home,
                main { class: "page", ItemWhole { item: item_samples::item_view(), now: sample::now() } }
            }
        }
    }
    let html = draw("item-hazard", page);
    has_ids(
        &html,
        &[
            "act-fix",
            "act-progress",
            "item-why",
            "item-entry-assign",
            "item-entry-progress",
            "item-household",
            "item-edit",
        ],
    );
    has(
        &html,
        &[
            "已交办",
            "紧急",
            "已退回:照片看不清",
            "责任人:刘春梅",
            "补录",
            "明天来换线",
            "李桂兰家",
        ],
    );
    assert!(
        !html.contains(&testid("act-assign")),
        "the office's step is not offered"
    );
}

#[test]
fn lists_show_what_presses_and_teach_when_there_is_nothing() {
    fn page() -> Element {
        use_root();
        let form = forms::named("hazard").unwrap();
        let rows =
            item_samples::items(&["hazard", "opinion", "errand", "lecture", "notice", "task"]);
        rsx! {
            Phone { title: "隐患", back: Route::Home {}, tab: Tab::Home,
                main { class: "page", ItemsView { form, page: rows, now: sample::now(), onmore: |()| {} } }
            }
        }
    }
    let html = draw("items", page);
    has(
        &html,
        &["紧急", "逾期 1 天", "退回", "未读", "待接单", "共 6 条"],
    );
    fn empty() -> Element {
        use_root();
        let form = forms::named("errand").unwrap();
        let page = client::commands::ItemsPage {
            rows: Vec::new(),
            total: 0,
        };
        rsx! { ItemsView { form, page, now: sample::now(), onmore: |()| {} } }
    }
    has(&draw("items-empty", empty), &["没有记录", "微心愿"]);
}

#[test]
fn due_households_stand_by_their_day_and_the_evacuation_list_by_its_needs() {
    fn due() -> Element {
        use_root();
        rsx! {
            Phone { title: "走访到期", back: Route::Home {}, tab: Tab::Home,
                main { class: "page", DueView { page: item_samples::due(), today: sample::today(), onmore: |()| {} } }
            }
        }
    }
    let html = draw("due", due);
    has(
        &html,
        &[
            "逾期 12 天",
            "空巢老人户",
            "还没见过人",
            "上次见到",
            "看一些",
        ],
    );
    fn evacuation() -> Element {
        use_root();
        let rows = sample::household_rows().into_iter().zip([
            vec![EvacuationNeed::Mobility, EvacuationNeed::Medicine],
            vec![],
            vec![],
        ]);
        let rows = rows.map(|(household, needs)| EvacuationRow {
            note: if needs.is_empty() {
                String::new()
            } else {
                "氧气机要带上".into()
            },
            phone: Some("13812345678".into()),
            contact_person: None,
            household,
            needs,
        });
        let page = EvacuationPage {
            rows: rows.collect(),
            total: 3,
            with_needs: 1,
            people: 11,
        };
        rsx! {
            Phone { title: "应急转移名单", back: Route::Home {}, tab: Tab::Home,
                main { class: "page", EvacuationView { page, onmore: |()| {} } }
            }
        }
    }
    has(
        &draw("evacuation", evacuation),
        &["行动不便", "氧气机要带上", "3 户 11 人", "tel:13812345678"],
    );
}

#[test]
fn the_office_sees_matters_in_a_table_with_the_record_beside_it() {
    fn page() -> Element {
        use_root();
        let ticks = use_ticks();
        let rows = item_samples::items(&["hazard", "opinion", "errand", "task"]).rows;
        rsx! {
            ShellView { tab: Tab::Items, town: "发放镇(演示)", who: "镇综治中心 · 丁金林", light: SyncLight::default(),
                main { class: "desk-visits desk-items has-detail",
                    ItemRows { choice: "a", first: Window::default(), selected: Some(rows[0].id), total: 4, rows, now: sample::now(),
                        onscroll: |_| {}, onopen: |_| {}, onkey: |_| {}, ticks, onall: |_| {} }
                    aside { class: "detail", ItemWhole { item: item_samples::item_view(), now: sample::now() } }
                }
            }
        }
    }
    let html = draw("desk-items", page);
    has(
        &html,
        &[
            "村委会 刘春梅",
            "aria-selected=\"true\"",
            "用电用气",
            "已交办",
        ],
    );
}

#[test]
fn an_answer_that_is_no_number_stays_as_it_was_typed() {
    fn page() -> Element {
        use_root();
        let fields = Fields::of(&json!({"attendance": "三十", "sessions": 2}));
        rsx! { Filled { form: "lecture", fields, issues: vec![Issue::block("attendance", IssueCode::WrongType)] } }
    }
    let html = draw("form-lecture", page);
    has(&html, &["value=\"三十\"", "value=\"2\"", "内容格式不对"]);
}
