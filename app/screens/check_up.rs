//! 换机体检: green when nothing is on this device alone; while it is not, the way out by a rescue file. Then, and only then, signing out.

use chrono::{DateTime, Utc};
use client::Handle;
use client::commands::{CheckItem, CheckRow, OpenCheckUp, SignOut, SyncNow, WriteRescue};
use dioxus::prelude::*;

use crate::app_state::{AppState, use_app_state};
use crate::components::{Confirm, Go, Icon, Pending, Shape, TopBar};
use crate::platform;
use crate::query::{use_backend, use_query};
use crate::root::take_session;
use crate::routes::Route;
use crate::text::{failure, number, t, t_args, when};

/// 换机体检.
#[component]
pub(crate) fn CheckUp() -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let check = use_query(OpenCheckUp);
    let light = state.light;
    // A receipt changes the counts without changing a record.
    use_effect(move || {
        light();
        check.again();
    });
    rsx! {
        TopBar { title: t("check-up-title"), back: Route::Me {} }
        main { class: "page", "data-testid": "check-up",
            match check.reply() {
                Some(page) => rsx! {
                    CheckUpView { page: page.clone(), now: state.now(), onsync: move |()| sync(backend.clone(), state) }
                    if page.is_clear {
                        Leave {}
                    } else {
                        Rescue { can_rescue: page.can_rescue, onwritten: move |()| check.again() }
                        p { class: "hint", "data-testid": "sign-out-refused", {t("sign-out-refused")} }
                    }
                },
                None => rsx! { Pending { failure: check.failure(), onretry: move |()| check.again() } },
            }
        }
    }
}

fn sync(backend: Handle, state: AppState) {
    spawn(async move {
        match backend.call(SyncNow).await {
            Ok(()) => state.say(t("light-syncing")),
            Err(error) => state.say(failure::sentence(&error)),
        }
    });
}

/// The lines as drawn.
#[component]
pub(crate) fn CheckUpView(
    page: client::commands::CheckUp,
    now: DateTime<Utc>,
    onsync: EventHandler<()>,
) -> Element {
    let (class, shape, title, lead) = if page.is_clear {
        (
            "strip is-good is-block",
            Shape::Check,
            "check-up-clear",
            "check-up-clear-what",
        )
    } else {
        (
            "strip is-bad is-block",
            Shape::Alert,
            "check-up-red",
            "check-up-red-what",
        )
    };
    rsx! {
        div { class, role: "status", "data-testid": if page.is_clear { "check-up-clear" } else { "check-up-red" },
            p { class: "strip-title", Icon { shape } {t(title)} }
            p { {t(lead)} }
        }
        div { class: "list",
            for row in page.rows.iter().cloned() {
                Line { key: "{name_of(row.item)}", row, onsync }
            }
        }
        p { class: "hint",
            match page.last_contact_at {
                Some(at) => t_args("check-up-contact", &[("when", when::moment(at, now).into())]),
                None => t("check-up-no-contact"),
            }
            if let Some(at) = page.rescued_at {
                " · " {t_args("check-up-rescued", &[("when", when::moment(at, now).into())])}
            }
        }
    }
}

fn name_of(item: CheckItem) -> &'static str {
    match item {
        CheckItem::Waiting => "check-waiting",
        CheckItem::SetAside => "check-set-aside",
        CheckItem::Blobs => "check-blobs",
        CheckItem::BlobsRefused => "check-blobs-refused",
        CheckItem::Begun => "check-begun",
    }
}

/// One thing that was looked at, and the one thing to do about it.
#[component]
fn Line(row: CheckRow, onsync: EventHandler<()>) -> Element {
    let name = name_of(row.item);
    let (class, shape) = match (row.is_in_the_way, row.count) {
        (_, 0) => ("mark is-good", Shape::Check),
        (true, _) => ("mark is-bad", Shape::Alert),
        (false, _) => ("mark is-waiting", Shape::Alert),
    };
    let words = if row.count == 0 {
        t("check-none")
    } else {
        t_args("check-count", &[("count", number(row.count).into())])
    };
    let is_there = row.count > 0;
    rsx! {
        div { class: "entry is-waiting", "data-testid": name,
            span { class: "entry-body",
                span { class: "entry-title",
                    span { {t(name)} }
                    span { class, Icon { shape } "{words}" }
                }
                if is_there {
                    span { class: "entry-line is-quiet", {t(&format!("{name}-do"))} }
                }
            }
            match row.item {
                CheckItem::Waiting | CheckItem::Blobs if is_there => rsx! {
                    button { class: "button is-small", r#type: "button", onclick: move |_| onsync.call(()), {t("sync-now")} }
                },
                CheckItem::SetAside | CheckItem::BlobsRefused if is_there => rsx! {
                    Go { to: Route::SyncScreen {}, class: "button is-small", {t("check-open")} }
                },
                CheckItem::Begun if is_there => rsx! {
                    Go { to: Route::Home {}, class: "button is-small", {t("check-open")} }
                },
                _ => rsx! {},
            }
        }
    }
}

/// 写救援文件: for the day on which no network helps. It changes nothing here.
#[component]
fn Rescue(can_rescue: bool, onwritten: EventHandler<()>) -> Element {
    let backend = use_backend();
    let mut is_busy = use_signal(|| false);
    let mut told = use_signal(|| None::<String>);
    let mut next = use_signal(|| 1u32);
    if !can_rescue {
        return rsx! { p { class: "hint", {t("rescue-no-key")} } };
    }
    let write = move |_| {
        let backend = backend.clone();
        is_busy.set(true);
        spawn(async move {
            let result = backend.call(WriteRescue { part: next() }).await;
            is_busy.set(false);
            match result {
                Ok(written) => {
                    let file = &written.file;
                    let kept = platform::keep_file(&file.name, &file.media_type, &file.content);
                    told.set(Some(words_of(&written, kept)));
                    next.set(if written.part < written.parts {
                        written.part + 1
                    } else {
                        1
                    });
                    onwritten.call(());
                }
                Err(error) => told.set(Some(failure::sentence(&error))),
            }
        });
    };
    let words = match (is_busy(), next()) {
        (true, _) => t("rescue-writing"),
        (false, 1) => t("rescue-write"),
        (false, part) => t_args("rescue-next", &[("part", u64::from(part).into())]),
    };
    rsx! {
        section { class: "card",
            h2 { {t("rescue-title")} }
            p { {t("rescue-what")} }
            button { class: "button is-wide", r#type: "button", disabled: is_busy(), "data-testid": "rescue-write", onclick: write,
                Icon { shape: Shape::Download }
                span { "{words}" }
            }
            if let Some(words) = told() {
                p { role: "status", "data-testid": "rescue-told", "{words}" }
            }
        }
    }
}

fn words_of(written: &client::commands::RescueFile, kept: Option<String>) -> String {
    let Some(name) = kept else {
        return t("export-not-kept");
    };
    let mut words = t_args(
        "rescue-written",
        &[
            ("name", name.into()),
            ("count", number(written.file.rows).into()),
            ("blobs", number(written.blobs).into()),
        ],
    );
    if written.part < written.parts {
        words += &t_args(
            "rescue-more",
            &[
                ("part", u64::from(written.part).into()),
                ("parts", u64::from(written.parts).into()),
            ],
        );
    }
    if written.sealed > 0 {
        words += &t_args("rescue-sealed", &[("count", number(written.sealed).into())]);
    }
    words
}

/// 退出并清除本机: only when the check is green.
#[component]
fn Leave() -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let leave = move |()| {
        let backend = backend.clone();
        spawn(async move {
            match backend.call(SignOut).await {
                Ok(session) => {
                    navigator().replace(Route::Home {});
                    take_session(&backend, state, session).await;
                }
                Err(error) => state.say(failure::sentence(&error)),
            }
        });
    };
    rsx! {
        Confirm { words: t("sign-out"), sentence: t("sign-out-sentence"), testid: "sign-out", onconfirm: leave }
    }
}
