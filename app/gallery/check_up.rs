//! 换机体检: red and green.

use client::commands::{CheckItem, CheckRow, CheckUp};

use super::*;
use crate::screens::check_up::CheckUpView;

fn check(counts: [u64; 5]) -> CheckUp {
    let items = [
        CheckItem::Waiting,
        CheckItem::SetAside,
        CheckItem::Blobs,
        CheckItem::BlobsRefused,
        CheckItem::Begun,
    ];
    let rows: Vec<CheckRow> = items
        .into_iter()
        .zip(counts)
        .map(|(item, count)| CheckRow {
            item,
            count,
            is_in_the_way: count > 0
                && matches!(
                    item,
                    CheckItem::Waiting | CheckItem::SetAside | CheckItem::Blobs
                ),
        })
        .collect();
    CheckUp {
        is_clear: !rows.iter().any(|row| row.is_in_the_way),
        rows,
        can_rescue: true,
        rescued_at: Some(sample::now() - chrono::Duration::days(1)),
        last_contact_at: Some(sample::now() - chrono::Duration::days(2)),
    }
}

#[test]
fn red_says_what_is_here_alone_and_what_to_do() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "换机体检", back: Route::Me {}, tab: Tab::Me,
                main { class: "page", CheckUpView { page: check([3, 1, 2, 1, 1]), now: sample::now(), onsync: |()| {} } }
            }
        }
    }
    let html = draw("check-up-red", page);
    has(
        &html,
        &[
            "还不能交机",
            "没签收的记录",
            "3 条",
            "请镇综治中心处理",
            "上次写救援文件",
        ],
    );
    has_ids(
        &html,
        &[
            "check-up-red",
            "check-waiting",
            "check-blobs",
            "check-begun",
        ],
    );
}

#[test]
fn green_says_so_and_only_warns_of_what_was_begun() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "换机体检", back: Route::Me {}, tab: Tab::Me,
                main { class: "page", CheckUpView { page: check([0, 0, 0, 0, 1]), now: sample::now(), onsync: |()| {} } }
            }
        }
    }
    let html = draw("check-up-clear", page);
    has(&html, &["可以交机", "没写完的"]);
    has_ids(&html, &["check-up-clear"]);
    assert!(!html.contains("is-bad"));
}
