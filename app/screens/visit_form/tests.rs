//! Drafts against a far end that answers when the test says so.

use std::cell::RefCell;
use std::rc::Rc;

use client::Handle;
use client::commands::Draft;
use client::handle::{Call, Word};
use dioxus::prelude::*;
use domain::{RecordId, Visit};
use futures_util::FutureExt as _;

use super::form::{Form, use_form};

type Calls = Rc<RefCell<Vec<Call>>>;

thread_local! {
    static FORM: RefCell<Option<Form>> = const { RefCell::new(None) };
}

fn screen() -> Element {
    let is_open = use_signal(|| true);
    provide_context(is_open);
    rsx! {
        if is_open() {
            Filling {}
        }
    }
}

#[component]
fn Filling() -> Element {
    let household = RecordId(uuid::Uuid::nil());
    let form = use_form(Draft {
        household,
        title: String::new(),
        visit: Visit::routine(household, chrono::DateTime::UNIX_EPOCH),
        of: None,
        focus: None,
        written_at: chrono::DateTime::UNIX_EPOCH,
    });
    FORM.set(Some(form));
    rsx! { {(form.kept_at)().map_or("not kept", |_| "kept")} }
}

fn settle(dom: &mut VirtualDom) {
    while dom.wait_for_work().now_or_never().is_some() {
        dom.render_immediate(&mut dioxus::core::NoOpMutations);
    }
}

fn open() -> (VirtualDom, Handle, Calls) {
    let calls = Calls::default();
    let arrived = calls.clone();
    let handle = Handle::new(move |call| arrived.borrow_mut().push(call));
    let mut dom = VirtualDom::new(screen).with_root_context(handle.clone());
    dom.rebuild_in_place();
    settle(&mut dom);
    (dom, handle, calls)
}

fn change(dom: &mut VirtualDom, remarks: &str) {
    dom.in_runtime(|| {
        let form = FORM.with_borrow(|form| form.unwrap());
        form.change("remarks", |visit| visit.remarks = Some(remarks.to_owned()));
    });
    settle(dom);
}

fn answer(dom: &mut VirtualDom, handle: &Handle, calls: &Calls) {
    let n = calls.borrow().last().unwrap().n;
    let result = Ok("\"2026-11-22T06:05:00Z\"".to_owned());
    handle.hear(Word::Answer { n, result });
    settle(dom);
}

fn kept(calls: &Calls) -> Vec<String> {
    calls
        .borrow()
        .iter()
        .map(|call| call.body.clone())
        .collect()
}

#[test]
fn opening_a_form_writes_no_draft() {
    let (_dom, _handle, calls) = open();
    assert_eq!(kept(&calls).len(), 0);
}

#[test]
fn each_change_is_kept_and_what_came_meanwhile_is_kept_once() {
    let (mut dom, handle, calls) = open();
    for text in ["一", "一二", "一二三"] {
        change(&mut dom, text);
    }
    assert_eq!(kept(&calls).len(), 1, "one write at a time");
    assert_eq!(dioxus_ssr::render(&dom), "not kept");
    answer(&mut dom, &handle, &calls);
    assert_eq!(dioxus_ssr::render(&dom), "kept");
    let bodies = kept(&calls);
    assert_eq!(bodies.len(), 2);
    assert!(
        bodies[1].contains("一二三") && bodies[1].contains("\"focus\":\"remarks\""),
        "{}",
        bodies[1]
    );
}

#[test]
fn a_change_made_just_before_leaving_is_kept_too() {
    let (mut dom, handle, calls) = open();
    change(&mut dom, "一");
    change(&mut dom, "一二");
    dom.in_scope(ScopeId::APP, || {
        consume_context::<Signal<bool>>().set(false);
    });
    settle(&mut dom);
    assert_eq!(dioxus_ssr::render(&dom), "");
    answer(&mut dom, &handle, &calls);
    assert!(kept(&calls)[1].contains("一二"));
}

#[test]
fn nothing_is_kept_once_the_visit_is_being_saved_and_again_when_that_failed() {
    let (mut dom, handle, calls) = open();
    change(&mut dom, "一");
    change(&mut dom, "一二");
    let form = FORM.with_borrow(|form| form.unwrap());
    dom.in_runtime(|| form.shut());
    answer(&mut dom, &handle, &calls);
    assert_eq!(kept(&calls).len(), 1);
    dom.in_runtime(|| form.reopen());
    settle(&mut dom);
    assert!(kept(&calls)[1].contains("一二"));
}
