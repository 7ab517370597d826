//! What stands before the open app.

use super::*;
use crate::components::NoticesView;
use crate::screens::first_pull::FirstPullView;
use crate::screens::unlock::UnlockView;
use crate::screens::{Blocked, Ended, Enroll, Fault, PinStepView};

#[test]
fn a_code_from_a_link_is_already_filled_in() {
    fn page() -> Element {
        use_root();
        rsx! { Enroll { code: "ABCD-1234" } }
    }
    let html = draw("enroll", page);
    has_ids(&html, &["enroll-code", "enroll-next"]);
    has(&html, &["ABCD-1234"]);
}

#[test]
fn the_new_pin_is_asked_for_twice_with_real_inputs() {
    fn page() -> Element {
        use_root();
        rsx! { PinStepView {} }
    }
    let html = draw("enroll-pin", page);
    has_ids(&html, &["pin-input", "pin-confirm", "pin-submit"]);
    assert_eq!(html.matches("inputmode=\"numeric\"").count(), 2);
    assert_eq!(html.matches("maxlength=\"6\"").count(), 2);
}

#[test]
fn a_wrong_pin_says_how_many_tries_are_left_and_how_long_to_wait() {
    fn page() -> Element {
        rsx! { UnlockView { pin: "", is_busy: false, wait: 30, tries_left: Some(4), problem: None, onwrite: |_: String| {}, onforgotten: |()| {} } }
    }
    let html = draw("unlock-wait", page);
    has(&html, &["请等 30 秒再试", "还可以试 4 次"]);
    has_ids(&html, &["unlock-pin", "unlock-submit"]);
    assert!(html.contains("disabled"));
}

#[test]
fn the_pin_page_is_quiet_when_nothing_is_wrong() {
    fn page() -> Element {
        rsx! { UnlockView { pin: "123", is_busy: false, wait: 0, tries_left: None, problem: None, onwrite: |_: String| {}, onforgotten: |()| {} } }
    }
    let html = draw("unlock", page);
    assert!(!html.contains("class=\"problem\"") && !html.contains("还可以试"));
}

#[test]
fn a_device_that_forgot_everything_says_so_and_takes_a_new_code() {
    fn page() -> Element {
        use_root();
        let ended = client::commands::session::Ended {
            at: samples::now(),
            town_name: "清水镇".into(),
            set_aside: 2,
            is_own: false,
        };
        rsx! { Ended { ended } }
    }
    let html = draw("ended", page);
    has(&html, &["清水镇", "都已交给镇里", "2 条", "新的登记码"]);
    has_ids(&html, &["ended", "ended-new-code"]);
}

#[test]
fn a_blocked_store_says_that_nothing_was_deleted() {
    fn page() -> Element {
        use_root();
        rsx! { Blocked {} }
    }
    has(&draw("blocked", page), &["没有删掉", "新的登记码"]);
}

#[test]
fn the_first_download_counts() {
    fn page() -> Element {
        rsx! { FirstPullView { name: "刘春梅", pulling: Some(Pulling { done: 1_200, of: 7_188 }), light: sample::light(), ongoon: |()| {} } }
    }
    has(
        &draw("first-pull", page),
        &["已下载 1,200 / 7,188 条", "value=\"1200\""],
    );
}

#[test]
fn what_keeps_the_app_from_starting_is_said_with_what_to_do() {
    fn elsewhere() -> Element {
        rsx! { Fault { fault: Error::OpenElsewhere } }
    }
    fn unsupported() -> Element {
        rsx! { Fault { fault: Error::StorageUnsupported } }
    }
    fn fault() -> Element {
        rsx! { Fault { fault: Error::Internal("x".into()) } }
    }
    has(&draw("elsewhere", elsewhere), &["另一个窗口"]);
    has(&draw("unsupported", unsupported), &["无痕"]);
    let html = draw("fault", fault);
    has(&html, &["你的记录都还在本机"]);
}

#[test]
fn notices_are_calm_and_can_be_put_away() {
    fn page() -> Element {
        rsx! { NoticesView { update: true, outdated: false, sentences: vec!["手机空间快满了".to_owned()], onputaway: |_: String| {} } }
    }
    fn old() -> Element {
        rsx! { NoticesView { update: true, outdated: true, sentences: Vec::new(), onputaway: |_: String| {} } }
    }
    has(&draw("notices-outdated", old), &["这个版本太旧", "都能交"]);
    let html = draw("notices", page);
    has(&html, &["有新版本,点此更新", "手机空间快满了", "知道了"]);
}
