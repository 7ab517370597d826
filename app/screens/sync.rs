//! 同步: what the office has received, what waits, what needs a hand, and when the server last answered.

use chrono::{DateTime, Utc};
use client::Handle;
use client::commands::sync_page::{RefusedBlob, WaitingRow};
use client::commands::{OpenSyncPage, QuarantinedRow, Resend, SyncNow, SyncPage};
use client::{Error, LightState};
use dioxus::prelude::*;
use domain::{Kind, RecordId};

use crate::app_state::use_app_state;
use crate::components::{Empty, Go, Icon, Pending, Shape, TopBar};
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::{failure, field, number, t, t_args, when};

/// 同步.
#[component]
pub(crate) fn SyncScreen() -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let page = use_query(OpenSyncPage);
    let problem = use_signal(|| None::<Error>);
    let light = state.light;
    // A receipt changes the counts without changing a record.
    use_effect(move || {
        light();
        page.again();
    });
    let sender = backend.clone();
    let shown = page.reply().map(|page| SyncPage {
        light: light(),
        ..page
    });
    rsx! {
        TopBar { title: t("sync-title"), back: Route::Home {} }
        main { class: "page",
            if let Some(problem) = problem() {
                p { class: "problem", role: "alert", {failure::sentence(&problem)} }
            }
            match shown {
                Some(page) => rsx! {
                    SyncView {
                        page,
                        now: state.now(),
                        onsync: move |()| sync_now(backend.clone(), problem),
                        onresend: move |record| resend(sender.clone(), record, problem),
                    }
                },
                None => rsx! {
                    Pending { failure: page.failure(), onretry: move |()| page.again() }
                },
            }
        }
    }
}

fn sync_now(backend: Handle, mut problem: Signal<Option<Error>>) {
    spawn(async move { problem.set(backend.call(SyncNow).await.err()) });
}

fn resend(backend: Handle, record: RecordId, mut problem: Signal<Option<Error>>) {
    spawn(async move { problem.set(backend.call(Resend { record }).await.err()) });
}

/// 同步 as drawn.
#[component]
pub(crate) fn SyncView(
    page: SyncPage,
    now: DateTime<Utc>,
    onsync: EventHandler<()>,
    onresend: EventHandler<RecordId>,
) -> Element {
    let is_syncing = page.light.state == LightState::Syncing;
    rsx! {
        Counts { page: page.clone() }
        Standing { page: page.clone(), now }
        Bytes { waiting: page.blobs_waiting, refused: page.blobs_refused.clone(), is_held: page.light.blobs_held }
        button {
            class: "button is-main is-wide",
            r#type: "button",
            disabled: is_syncing,
            "data-testid": "sync-now",
            onclick: move |_| onsync.call(()),
            Icon { shape: Shape::Sync }
            span { {if is_syncing { t("light-syncing") } else { t("sync-now") }} }
        }
        if !page.quarantined.is_empty() {
            section { class: "block",
                h2 { {t_args("sync-needs-hand", &[("count", page.quarantined.len().into())])} }
                p { class: "hint", {t("sync-needs-hand-hint")} }
                div { class: "list",
                    for row in page.quarantined.clone() {
                        Quarantined { key: "{row.record}", row, now, onresend }
                    }
                }
            }
        }
        Waiting { rows: page.waiting.clone(), now }
        Go { to: Route::CheckUp {}, class: "button is-wide", testid: "sync-check-up",
            Icon { shape: Shape::Check }
            span { {t("check-up-title")} }
        }
        Storage { page, now }
    }
}

/// Three big numbers: recorded today, received, waiting.
#[component]
fn Counts(page: SyncPage) -> Element {
    let waiting_class = if page.light.unsent > 0 {
        "number is-waiting"
    } else {
        "number"
    };
    rsx! {
        div { class: "numbers",
            div { class: "number",
                span { class: "number-name", {t("sync-today")} }
                strong { {number(page.today)} }
                small { {t("unit-items")} }
            }
            div { class: "number is-good",
                span { class: "number-name", {t("state-received")} }
                strong { {number(page.received_today)} }
                small { {t("unit-items")} }
            }
            div { class: waiting_class,
                span { class: "number-name", {t("sync-unsent")} }
                strong { {number(page.light.unsent)} }
                small { {t("unit-items")} }
            }
        }
    }
}

/// In sentences: how it stands with the office.
#[component]
fn Standing(page: SyncPage, now: DateTime<Utc>) -> Element {
    let sentence = match page.light.state {
        LightState::Synced if page.light.blobs_waiting > 0 => t("standing-words-synced"),
        LightState::Synced => t("standing-synced"),
        LightState::Syncing => t("standing-syncing"),
        LightState::Waiting => t("standing-waiting"),
        LightState::Offline => t("standing-offline"),
        LightState::NeedsHand => t("standing-needs-hand"),
        LightState::SignedOut => t("standing-signed-out"),
    };
    let contact = match page.light.last_contact_at {
        Some(at) => t_args("last-contact", &[("when", when::moment(at, now).into())]),
        None => t("no-contact-yet"),
    };
    let oldest = page
        .light
        .oldest_unsent_at
        .filter(|_| page.light.unsent > 0);
    // Words of the browser or the system help nobody who reads this page.
    let reason = page
        .last_failure
        .filter(|reason| !reason.is_ascii() && page.light.state != LightState::Synced);
    let is_clock_wrong = page.light.clock_offset_ms.unsigned_abs() >= 60_000;
    rsx! {
        section { class: "card",
            p { "{sentence}" }
            if page.is_leaving {
                p { class: "warning", {t("leaving")} }
            }
            p { class: "hint", "{contact}" }
            if let Some(oldest) = oldest {
                p { class: "hint", {t_args("oldest-unsent", &[("age", when::duration_since(oldest, now).into())])} }
            }
            if let Some(reason) = reason {
                p { class: "hint", {t_args("last-failure", &[("reason", reason.into())])} }
            }
            if is_clock_wrong {
                p { class: "warning", {t("clock-wrong")} }
            }
        }
    }
}

fn kind_word(kind: &Kind) -> String {
    match kind {
        Kind::Household => t("kind-household"),
        Kind::Resident => t("kind-resident"),
        Kind::Visit => t("kind-visit"),
        Kind::Dispute => t("dispute-title"),
        Kind::Matter => t("desk-items"),
        Kind::Task => t("form-task"),
        Kind::Notice => t("form-notice"),
        Kind::PersonFile => t("care-file"),
        Kind::CheckIn => t("care-check"),
        Kind::Area | Kind::Member | Kind::Other(_) => t("kind-other"),
    }
}

/// Where a set-aside record is corrected.
fn correction(row: &QuarantinedRow) -> Option<Route> {
    match row.kind {
        Kind::Visit => Some(Route::EditVisit { id: row.record }),
        Kind::Dispute => Some(Route::EditDispute { id: row.record }),
        // The page says what was not accepted; from there it is corrected.
        Kind::Matter | Kind::Task | Kind::Notice => Some(Route::ItemScreen { id: row.record }),
        Kind::Household => Some(Route::EditHousehold { id: row.record }),
        Kind::Resident => row.household.map(|household| Route::EditResident {
            household,
            id: row.record,
        }),
        Kind::PersonFile => Some(Route::CareFileScreen { id: row.record }),
        Kind::CheckIn => Some(Route::CheckInScreen { id: row.record }),
        Kind::Area | Kind::Member | Kind::Other(_) => None,
    }
}

/// A record that was set aside: what is wrong, where, and the way to put it right.
#[component]
fn Quarantined(
    row: QuarantinedRow,
    now: DateTime<Utc>,
    onresend: EventHandler<RecordId>,
) -> Element {
    let record = row.record;
    let place = row.field.as_deref().map(field::name);
    let sentence = match (&place, row.issue) {
        (Some(place), Some(issue)) => format!("{place}:{}", issue.words()),
        _ if row.message.is_empty() => t("set-aside"),
        _ => row.message.clone(),
    };
    rsx! {
        div { class: "entry is-bad is-block", "data-testid": "quarantined-{record}",
            span { class: "entry-title",
                span { "{row.title}" }
                small { "{kind_word(&row.kind)} · {when::moment(row.saved_at, now)}" }
            }
            p { class: "problem", "{sentence}" }
            div { class: "buttons",
                if let Some(to) = correction(&row) {
                    Go { to, class: "button is-main", testid: "correct-{record}", {t("go-correct")} }
                }
                button {
                    class: "button",
                    r#type: "button",
                    "data-testid": "resend-{record}",
                    onclick: move |_| onresend.call(record),
                    {t("send-again")}
                }
            }
        }
    }
}

/// Photos, voice notes and signatures, which count apart from the words.
#[component]
fn Bytes(waiting: (u64, u64), refused: Vec<RefusedBlob>, is_held: bool) -> Element {
    let (count, bytes) = waiting;
    let hint = if is_held {
        "blobs-held"
    } else {
        "blobs-waiting-hint"
    };
    let words = t_args(
        "blobs-waiting",
        &[
            ("count", number(count).into()),
            ("bytes", when::bytes(bytes).into()),
        ],
    );
    rsx! {
        if count > 0 {
            section { class: "card",
                p { "data-testid": "blobs-waiting", "{words}" }
                p { class: "hint", {t(hint)} }
            }
        }
        for one in refused {
            div { class: "entry is-bad is-block", key: "{one.hash}", "data-testid": "blob-refused-{one.hash}",
                span { class: "entry-title",
                    span { {one.record.as_ref().map(|(_, _, title)| title.clone())} }
                    small { {t("blob-refused")} }
                }
                p { class: "problem", "{one.message}" }
                if let Some((id, kind, _)) = one.record {
                    if let Some(to) = page_of(&kind, id) {
                        div { class: "buttons",
                            Go { to, class: "button is-main", testid: "blob-record-{id}", {t("blob-record-open")} }
                        }
                    }
                }
            }
        }
    }
}

/// The page of a record that can have photos.
fn page_of(kind: &Kind, id: RecordId) -> Option<Route> {
    match kind {
        Kind::Visit => Some(Route::VisitScreen { id }),
        Kind::Dispute => Some(Route::DisputeScreen { id }),
        Kind::Matter | Kind::Task | Kind::Notice => Some(Route::ItemScreen { id }),
        Kind::Household
        | Kind::Resident
        | Kind::PersonFile
        | Kind::CheckIn
        | Kind::Area
        | Kind::Member
        | Kind::Other(_) => None,
    }
}

#[component]
fn Waiting(rows: Vec<WaitingRow>, now: DateTime<Utc>) -> Element {
    rsx! {
        section { class: "block",
            h2 { {t_args("sync-waiting", &[("count", rows.len().into())])} }
            if rows.is_empty() {
                Empty { shape: Shape::Check, title: t("sync-none-waiting"), hint: t("sync-none-waiting-hint") }
            }
            div { class: "list",
                for (n , row) in rows.into_iter().enumerate() {
                    div { class: "entry is-waiting", key: "{n}-{row.record}",
                        span { class: "entry-body",
                            span { class: "entry-title",
                                span { "{row.title}" }
                                small { {kind_word(&row.kind)} }
                            }
                            span { class: "entry-line is-quiet", {when::moment(row.saved_at, now)} }
                        }
                        span { class: "mark is-waiting", Icon { shape: Shape::Clock } {t("state-saved-here")} }
                    }
                }
            }
        }
    }
}

#[component]
fn Storage(page: SyncPage, now: DateTime<Utc>) -> Element {
    let (count, bytes) = page.blobs;
    let blobs = t_args(
        "blobs-count",
        &[
            ("count", number(count).into()),
            ("bytes", when::bytes(bytes).into()),
        ],
    );
    let space = page.space.map(|(used, quota)| {
        t_args(
            "space-used",
            &[
                ("used", when::bytes(used).into()),
                ("quota", when::bytes(quota).into()),
            ],
        )
    });
    let contact = page
        .light
        .last_contact_at
        .map_or_else(|| t("never"), |at| when::moment(at, now));
    rsx! {
        section { class: "block",
            h2 { {t("sync-device")} }
            dl { class: "facts card",
                div { class: "fact", dt { {t("records-here")} } dd { {number(page.records)} } }
                if let Some((at, records)) = page.agreed {
                    div { class: "fact", dt { {t("agreed")} }
                        dd { "data-testid": "agreed", {t_args("agreed-records", &[("count", number(records).into()), ("when", when::moment(at, now).into())])} }
                    }
                }
                if let Some((at, records)) = page.mended {
                    div { class: "fact", dt { {t("mended")} }
                        dd { "data-testid": "mended", {t_args("mended-records", &[("count", number(records).into()), ("when", when::moment(at, now).into())])} }
                    }
                }
                if count > 0 {
                    div { class: "fact", dt { {t("blobs-here")} } dd { "data-testid": "blobs-here", "{blobs}" } }
                }
                if let Some(space) = space {
                    div { class: "fact", dt { {t("space")} } dd { "{space}" } }
                }
                div { class: "fact", dt { {t("server")} } dd { "{page.server}" } }
                div { class: "fact", dt { {t("contact")} } dd { "{contact}" } }
            }
        }
    }
}
