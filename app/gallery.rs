//! Every screen with sample records, drawn to text: tests look for words and test ids, and `target/gallery` holds the pages to look at.

mod care;
mod check_up;
mod samples;

use std::path::PathBuf;

use client::commands::{Preferences, TextSize};
use client::{Error, Handle, LightState, SyncLight};
use dioxus::prelude::*;
use domain::RecordId;
use domain::visit::{Difficulty, FamilyChange, Handling};
use samples as sample;

use crate::app_state::{AppState, Pulling, use_app_state_provider};
use crate::components::{BottomBar, Problems, SyncPill, TopBar};
use crate::routes::{Route, Tab};
use crate::screens::desk::use_desk_choice_provider;

/// Draws one page inside what the root would provide, and keeps it to look at.
fn draw(name: &str, page: fn() -> Element) -> String {
    let mut dom = VirtualDom::new(page);
    dom.rebuild_in_place();
    // The first text of a field is an attribute of Dioxus; as text a page has `value`.
    let body = dioxus_ssr::render(&dom).replace(" initial_value=", " value=");
    for (size, class) in [
        ("", "text-normal"),
        ("-large", "text-large"),
        ("-largest", "text-largest"),
    ] {
        let path = folder().join(format!("{name}{size}.html"));
        let html = format!(
            "<!DOCTYPE html><html lang=zh-CN class={class}><meta charset=utf-8><meta name=viewport content='width=device-width'>\
            <style>{}</style><body><div id=main>{body}</div>",
            crate::platform::styles::ALL
        );
        std::fs::write(path, html).unwrap();
    }
    body
}

fn folder() -> PathBuf {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/gallery"));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What the root provides, with somebody signed in.
fn use_root() -> AppState {
    use_context_provider(|| Handle::new(|_| {}));
    use_desk_choice_provider();
    let mut state = use_app_state_provider();
    use_hook(|| {
        state.session.set(Some(sample::session()));
        state.clock.set(sample::now());
        state.light.set(sample::light());
    });
    state
}

#[track_caller]
fn has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "no {part:?} in {html}");
    }
}

mod added;
mod audit;
mod county;
mod desk;
mod disputes;
mod forms;
mod gate;
mod imports;
mod item_samples;
mod items;
mod ledgers;
mod people;
mod phone;
mod province;
mod remarks;
mod review;
mod tree;
mod versions;

fn testid(name: &str) -> String {
    format!("data-testid=\"{name}\"")
}

#[track_caller]
fn has_ids(html: &str, ids: &[&str]) {
    for id in ids {
        assert!(html.contains(&testid(id)), "no test id {id:?} in {html}");
    }
}

/// A phone screen with its head and its bottom bar.
#[component]
fn Phone(title: String, back: Option<Route>, tab: Tab, children: Element) -> Element {
    rsx! {
        div { class: "phone",
            TopBar { title, back }
            {children}
            BottomBar { tab }
        }
    }
}
