//! 操作记录: the auditor's page, the own part on a phone, and a log that was tampered with.

use chrono::Duration;
use client::commands::audit::{AuditChain, AuditEntry, AuditQuery, AuditReply};

use super::desk::{Shell, use_seat};
use super::*;
use crate::screens::audit::AuditView;
use crate::text::t;

fn entry(seq: u64, actor: &str, act: &str, facts: &[(&str, &str)]) -> AuditEntry {
    let facts = facts.iter();
    AuditEntry {
        seq,
        at: sample::now() - Duration::minutes(i64::try_from(900 - seq).unwrap() * 7),
        actor: actor.to_owned(),
        act: act.to_owned(),
        facts: facts
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    }
}

fn reply(is_whole: bool, faults: &[&str]) -> AuditReply {
    AuditReply {
        is_whole,
        entries: vec![
            entry(
                899,
                "陈志强",
                "导出",
                &[
                    ("台账", "disputes"),
                    ("用途", "报送上级"),
                    ("批准人", "赵建国"),
                    ("范围", "张庄村"),
                    ("行数", "214"),
                ],
            ),
            entry(
                897,
                "刘春梅",
                "查看关爱档案",
                &[
                    ("档案", "0199c1f2-3d4e-7a5b-8c6d-7e8f90a1b2c3"),
                    ("看了完整内容", "是"),
                ],
            ),
            entry(
                880,
                "陈志强",
                "收回设备",
                &[("人员", "马小军"), ("设备", "小米手机")],
            ),
            entry(871, "管理员(0)", "备份", &[]),
        ],
        has_more: true,
        acts: vec![
            ("export".to_owned(), "导出".to_owned()),
            ("open_file".to_owned(), "查看关爱档案".to_owned()),
        ],
        chain: is_whole.then(|| AuditChain {
            looked_at: 899,
            faults: faults.iter().map(|fault| (*fault).to_owned()).collect(),
        }),
    }
}

#[component]
fn Whole(reply: AuditReply) -> Element {
    use_seat(domain::Role::Auditor);
    rsx! {
        Shell { tab: Tab::Audit,
            TopBar { title: t("audit-title") }
            main { class: "page audit",
                AuditView { reply, query: AuditQuery::default(), members: sample::members(), now: sample::now(), onquery: |_| {} }
            }
        }
    }
}

#[test]
fn the_auditor_sees_who_did_what_and_that_the_log_is_whole() {
    fn drawn() -> Element {
        rsx! { Whole { reply: reply(true, &[]) } }
    }
    let html = draw("desk-audit", drawn);
    has_ids(
        &html,
        &[
            "audit-whole",
            "audit-act",
            "audit-member",
            "audit-entry",
            "audit-earlier",
        ],
    );
    has(&html, &["报送上级", "管理员(0)", "共 899 条"]);
    // Who has no records has no lists of them.
    assert!(!html.contains("nav-disputes") && !html.contains("desk-home"));
}

#[test]
fn a_log_that_was_tampered_with_says_so_at_the_top() {
    fn drawn() -> Element {
        rsx! { Whole { reply: reply(true, &["内容与校验不符:#412", "缺少记录:#413–#415"]) } }
    }
    let html = draw("desk-audit-broken", drawn);
    has_ids(&html, &["audit-broken"]);
    has(&html, &["缺少记录:#413–#415", "role=\"alert\""]);
}

#[test]
fn a_worker_sees_the_own_part() {
    fn drawn() -> Element {
        use_root();
        rsx! {
            div { class: "phone",
                TopBar { title: t("audit-title"), back: Route::Me {} }
                main { class: "page audit",
                    AuditView { reply: reply(false, &[]), query: AuditQuery { before: Some(950), ..AuditQuery::default() }, members: Vec::new(), now: sample::now(), onquery: |_| {} }
                }
            }
        }
    }
    let html = draw("phone-audit", drawn);
    has_ids(&html, &["audit-latest", "audit-entry"]);
    assert!(!html.contains("audit-member") && !html.contains("audit-whole"));
}
