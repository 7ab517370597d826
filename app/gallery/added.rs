//! What is added to a record besides words, door codes, and what can be read aloud.

use domain::{Attachment, AttachmentKind};

use super::*;
use crate::attachments::{Attachments, AttachmentsShown, Change};
use crate::screens::door_card::DoorCardView;
use crate::screens::find::Goal;
use crate::screens::scan_door::ScanDoor;

fn attachment(kind: AttachmentKind, n: u8) -> Attachment {
    Attachment {
        hash: format!("{n:064x}"),
        kind,
        media_type: String::new(),
        size: 180_000,
        made_at: sample::now(),
        width: None,
        height: None,
        seconds: Some(12),
    }
}

fn four_photos_and_more() -> Vec<Attachment> {
    let mut all: Vec<Attachment> = (0..4)
        .map(|n| attachment(AttachmentKind::Photo, n))
        .collect();
    all.push(attachment(AttachmentKind::Signature, 4));
    all.push(attachment(AttachmentKind::Voice, 5));
    all
}

#[test]
fn every_way_to_add_something_is_named_and_nothing_is_needed() {
    fn page() -> Element {
        use_root();
        rsx! {
            div { class: "phone",
                main { class: "page",
                    section { class: "card", Attachments { items: vec![], onchange: |_: Change| {} } }
                }
            }
        }
    }
    let html = draw("attachments-empty", page);
    has(&html, &["不加也能保存", "先问一声", "不带位置"]);
    has_ids(
        &html,
        &[
            "photo-take",
            "photo-choose",
            "voice-record",
            "signature-sign",
        ],
    );
    assert!(!html.contains("disabled"));
}

#[test]
fn a_full_part_says_so_and_everything_can_be_taken_off_by_name() {
    fn page() -> Element {
        let mut state = use_root();
        use_hook(|| state.space_low.set(Some((90, 100))));
        rsx! {
            div { class: "phone",
                main { class: "page",
                    section { class: "card", Attachments { items: four_photos_and_more(), onchange: |_: Change| {} } }
                }
            }
        }
    }
    let html = draw("attachments-full", page);
    has(
        &html,
        &[
            "照片最多 4 个",
            "aria-label=\"去掉照片 3\"",
            "aria-label=\"看大图:签字 5\"",
            "录音 12 秒",
            "文字照样能保存",
        ],
    );
    assert_eq!(html.matches("disabled").count(), 2, "camera and album");
}

#[test]
fn a_saved_record_shows_what_was_added_and_takes_nothing_off() {
    fn page() -> Element {
        use_root();
        rsx! {
            div { class: "phone",
                main { class: "page", AttachmentsShown { items: four_photos_and_more() } }
            }
        }
    }
    let html = draw("attachments-shown", page);
    has_ids(&html, &["picture-photo", "picture-signature", "voice-play"]);
    assert!(!html.contains(&testid("attachment-remove")));
}

#[test]
fn the_card_for_a_door_says_where_and_not_who() {
    fn page() -> Element {
        use_root();
        rsx! {
            Phone { title: "门牌码", tab: Tab::Find, back: Route::Find {},
                main { class: "page", DoorCardView { page: sample::household_page(), server: "https://tiejiaoban.example.gov.cn" } }
            }
        }
    }
    let html = draw("door-card", page);
    let page = sample::household_page();
    has(&html, &[page.household.door.as_str(), "<path d=\"M4 4h1"]);
    has_ids(&html, &["door-code", "door-print"]);
    assert!(!html.contains(&page.household.head));
    for row in page.residents {
        assert!(!html.contains(&row.resident.name));
    }
}

#[test]
fn finding_begins_with_a_scan_where_there_is_a_camera() {
    fn page() -> Element {
        use_root();
        rsx! { main { class: "page", ScanDoor { goal: Goal::Visit } } }
    }
    has_ids(&draw("scan-door", page), &["scan-door"]);
}
