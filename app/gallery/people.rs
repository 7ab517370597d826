//! 人员和设备: the list, somebody beside it, the enrolment card.

use chrono::Duration;
use client::commands::people::{DeviceState, PeoplePage, PersonRow, RightRow, Standing};
use domain::{AreaCode, DeviceId, MemberId, Role};
use uuid::Uuid;

use super::desk::{Shell, use_office};
use super::*;
use crate::screens::desk::{Card, EnrolCard, PeopleList, Person, Shown};

fn device(n: u128, name: &str, days: i64) -> DeviceState {
    DeviceState {
        device: DeviceId(Uuid::from_u128(n)),
        name: name.to_owned(),
        app: "0.1.0".to_owned(),
        enrolled_at: sample::now() - Duration::days(120),
        last_seen_at: sample::now() - Duration::days(days) - Duration::minutes(12),
        received: 1_284,
        is_forked: false,
        revoked_at: None,
    }
}

fn person(n: u128, name: &str, standing: Standing, devices: Vec<DeviceState>) -> PersonRow {
    let right = |area: &str, place: &str| RightRow {
        role: Role::Worker,
        area: AreaCode::new(area).unwrap(),
        place: place.to_owned(),
        from_at: sample::now() - Duration::days(400),
    };
    PersonRow {
        id: MemberId(Uuid::from_u128(n)),
        name: name.to_owned(),
        role: Role::Worker,
        phone: Some("13812345678".to_owned()),
        unit: None,
        rights: if standing == Standing::Gone {
            Vec::new()
        } else {
            vec![
                right("990001001001001", "张庄村 第一网格"),
                right("990001001001002", "张庄村 第二网格"),
            ]
        },
        devices,
        standing,
        unsent: matches!(standing, Standing::Silent(_)).then_some(12),
    }
}

fn page(is_old: bool) -> PeoplePage {
    let lost = DeviceState {
        revoked_at: Some(sample::now() - Duration::days(9)),
        ..device(3, "小米手机", 10)
    };
    PeoplePage {
        as_of: sample::now(),
        is_old,
        server: "https://tiejiaoban.town.example.gov.cn".to_owned(),
        may_give: vec![
            Role::Worker,
            Role::VillageCadre,
            Role::Department,
            Role::Supervisor,
        ],
        people: vec![
            person(
                11,
                "马桂英",
                Standing::Silent(6),
                vec![device(1, "安卓手机", 6)],
            ),
            person(
                12,
                "王建国",
                Standing::Fine,
                vec![device(2, "安卓手机", 0), lost],
            ),
            person(13, "李秀兰", Standing::NoDevice, Vec::new()),
            person(14, "张德福", Standing::Gone, Vec::new()),
        ],
    }
}

#[component]
fn List(is_old: bool, chosen: Option<MemberId>) -> Element {
    rsx! {
        PeopleList { page: page(is_old), now: sample::now(), chosen, shown: Shown::Working, onshown: |_| {}, onopen: |_| {}, onnew: |()| {}, onagain: |()| {} }
    }
}

#[test]
fn the_list_says_who_was_not_heard_of() {
    fn drawn() -> Element {
        use_office();
        rsx! { Shell { tab: Tab::People, main { class: "desk-people", List { is_old: false } } } }
    }
    let html = draw("desk-people", drawn);
    has_ids(
        &html,
        &["people-total", "people-new", "people-search", "person"],
    );
    has(
        &html,
        &[
            "马桂英",
            "6 天没有联系",
            "还没有登记设备",
            "张庄村 第一网格、张庄村 第二网格",
        ],
    );
    // Who left is in a list of their own.
    assert!(!html.contains("张德福"));
}

#[test]
fn without_a_network_the_list_is_only_read() {
    fn drawn() -> Element {
        use_office();
        rsx! { Shell { tab: Tab::People, main { class: "desk-people", List { is_old: true } } } }
    }
    let html = draw("desk-people-old", drawn);
    has_ids(&html, &["people-old"]);
}

#[test]
fn somebody_stands_beside_the_list_with_rights_and_devices() {
    fn drawn() -> Element {
        use_office();
        let page = page(false);
        let person = page.people[1].clone();
        rsx! {
            Shell { tab: Tab::People,
                main { class: "desk-people has-detail",
                    List { is_old: false, chosen: Some(person.id) }
                    Person { person, page, onclose: |()| {}, ondone: |()| {} }
                }
            }
        }
    }
    let html = draw("desk-person", drawn);
    has_ids(
        &html,
        &[
            "person-code",
            "person-right",
            "person-end",
            "person-device",
            "person-revoke",
            "person-replace",
            "person-grant",
        ],
    );
    has(&html, &["设备还没有联系上", "已收 1,284 条"]);
}

#[test]
fn a_code_is_a_card_for_the_wall_of_nobody() {
    fn drawn() -> Element {
        use_office();
        let card = Card {
            code: "7KQM-X2RD".to_owned(),
            expires_at: sample::now() + Duration::minutes(30),
        };
        rsx! {
            Shell { tab: Tab::People,
                main { class: "desk-people has-detail",
                    List { is_old: false }
                    aside { class: "detail",
                        div { class: "detail-head", h2 { "王建国" } }
                        EnrolCard { card, name: "王建国", server: "https://tiejiaoban.town.example.gov.cn", now: sample::now(), onclose: |()| {} }
                    }
                }
            }
        }
    }
    let html = draw("desk-enrol-card", drawn);
    has_ids(&html, &["enrol-card", "enrol-code", "enrol-print"]);
    has(&html, &["7KQM-X2RD", "只能用一次"]);
}
