//! 我的: who I am here, how big the text is, which language, PIN and lock, what this app is.

use client::Handle;
use client::commands::areas::ListLevel;
use client::commands::preferences::LOCK_AFTER;
use client::commands::session::SessionMember;
use client::commands::{ListAreas, Preferences, ReadCounty, TextSize};
use dioxus::prelude::*;

use crate::app_state::{AppState, Seat, use_app_state};
use crate::components::{Go, Icon, Shape, TopBar};
use crate::idle;
use crate::platform::{self, Ability};
use crate::query::{use_backend, use_query};
use crate::root::save_preferences;
use crate::routes::Route;
use crate::screens::areas::with_villages;
use crate::screens::office_places::OfficePlaces;
use crate::text::code::Coded as _;
use crate::text::{Language, t, t_args};

/// 我的.
#[component]
pub(crate) fn Me() -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let grids = use_query(ListAreas {
        level: ListLevel::Grid,
        inside: None,
    });
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let Some(member) = state.member() else {
        return rsx! {};
    };
    let areas = with_villages(
        grids.reply().unwrap_or_default(),
        &villages.reply().unwrap_or_default(),
    )
    .into_iter();
    let areas = areas.filter(|grid| member.areas.iter().any(|area| area.contains(&grid.code)));
    let areas: Vec<String> = areas.map(|grid| grid.name).collect();
    let keeper = backend.clone();
    rsx! {
        TopBar { title: t("nav-me") }
        main { class: "page",
            if state.seat() == Seat::Phone && state.front().is_some() {
                OfficePlaces {}
            }
            MeView {
                member,
                areas,
                preferences: (state.preferences)(),
                has_update: (state.update_waits)(),
                onchange: move |chosen| choose(keeper.clone(), state, chosen),
                onlock: move |()| lock(backend.clone(), state),
            }
        }
    }
}

fn choose(backend: Handle, mut state: AppState, chosen: Preferences) {
    state.preferences.set(chosen);
    save_preferences(backend, state);
}

fn lock(backend: Handle, state: AppState) {
    spawn(async move { idle::lock(&backend, state).await });
}

const AREAS_NAMED: usize = 4;

fn areas_in_words(areas: &[String], town: &str) -> String {
    match areas.len() {
        0 => town.to_owned(),
        1..=AREAS_NAMED => areas.join(&t("list-comma")),
        count => t_args(
            "areas-many",
            &[("town", town.to_owned().into()), ("count", count.into())],
        ),
    }
}

/// 我的 as drawn.
#[component]
pub(crate) fn MeView(
    member: SessionMember,
    areas: Vec<String>,
    preferences: Preferences,
    has_update: bool,
    onchange: EventHandler<Preferences>,
    onlock: EventHandler<()>,
) -> Element {
    rsx! {
        section { class: "card",
            p { class: "card-title", "{member.name}" }
            p { class: "hint", "{member.role.words()} · {member.town_name}" }
            p { class: "card-line", Icon { shape: Shape::Place } {areas_in_words(&areas, &member.town_name)} }
        }
        if has_update {
            button { class: "button is-main is-wide", r#type: "button", "data-testid": "take-update", onclick: move |_| platform::take_update(),
                Icon { shape: Shape::Download }
                span { {t("notice-update")} }
            }
        }
        section { class: "card",
            Sizes { preferences: preferences.clone(), onchange }
            Languages { preferences: preferences.clone(), onchange }
            if use_app_state().seat() == Seat::Desk {
                LocksAfter { preferences: preferences.clone(), onchange }
            }
            if platform::has(Ability::TellLine) {
                Wireless { preferences, onchange }
            }
        }
        div { class: "list",
            Line { to: Route::SyncScreen {}, shape: Shape::Sync, words: t("sync-title") }
            Line { to: Route::CheckUp {}, shape: Shape::Check, words: t("check-up-title") }
            Line { to: Route::AuditScreen {}, shape: Shape::Book, words: t("audit-title") }
            Line { to: Route::ChangePinScreen {}, shape: Shape::Lock, words: t("pin-change") }
            Line { to: Route::Feedback {}, shape: Shape::Edit, words: t("feedback") }
            Line { to: Route::About {}, shape: Shape::Info, words: t("about") }
        }
        button { class: "button is-wide", r#type: "button", "data-testid": "lock", onclick: move |_| onlock.call(()),
            Icon { shape: Shape::Lock }
            span { {t("lock")} }
        }
        p { class: "hint", {t("lock-hint")} }
    }
}

#[component]
fn Line(to: Route, shape: Shape, words: String) -> Element {
    rsx! {
        Go { to, class: "entry is-line",
            Icon { shape }
            span { class: "entry-body", "{words}" }
            Icon { shape: Shape::Next }
        }
    }
}

#[component]
fn Sizes(preferences: Preferences, onchange: EventHandler<Preferences>) -> Element {
    let sizes = [
        (TextSize::Normal, "size-normal"),
        (TextSize::Large, "size-large"),
        (TextSize::Largest, "size-largest"),
    ];
    rsx! {
        div { class: "field", role: "group", aria_label: t("text-size"),
            span { class: "label", {t("text-size")} }
            div { class: "chips",
                for (size , key) in sizes {
                    button {
                        key: "{key}",
                        class: if size == preferences.text_size { "chip is-chosen" } else { "chip" },
                        r#type: "button",
                        aria_pressed: if size == preferences.text_size { "true" } else { "false" },
                        "data-testid": key,
                        onclick: {
                            let preferences = preferences.clone();
                            move |_| onchange.call(Preferences { text_size: size, ..preferences.clone() })
                        },
                        {t(key)}
                    }
                }
            }
        }
    }
}

/// 自动上锁.
#[component]
fn LocksAfter(preferences: Preferences, onchange: EventHandler<Preferences>) -> Element {
    let chosen = preferences.lock_after.unwrap_or(LOCK_AFTER);
    let words = |minutes: u16| match minutes {
        0 => t("lock-never"),
        minutes => t_args("lock-minutes", &[("count", u32::from(minutes).into())]),
    };
    rsx! {
        div { class: "field", role: "group", aria_label: t("lock-after"),
            span { class: "label", {t("lock-after")} }
            div { class: "chips",
                for minutes in idle::CHOICES {
                    button {
                        key: "{minutes}",
                        class: if minutes == chosen { "chip is-chosen" } else { "chip" },
                        r#type: "button",
                        aria_pressed: if minutes == chosen { "true" } else { "false" },
                        "data-testid": "lock-after-{minutes}",
                        onclick: {
                            let preferences = preferences.clone();
                            move |_| onchange.call(Preferences { lock_after: Some(minutes), ..preferences.clone() })
                        },
                        {words(minutes)}
                    }
                }
            }
            p { class: "hint", {t("lock-after-hint")} }
        }
    }
}

/// 只在无线网络下传照片; only where the browser can tell one network from the other.
#[component]
fn Wireless(preferences: Preferences, onchange: EventHandler<Preferences>) -> Element {
    let is_on = preferences.wireless_only;
    rsx! {
        div { class: "field", role: "group", aria_label: t("blobs-here"),
            span { class: "label", {t("blobs-here")} }
            div { class: "chips",
                button {
                    class: if is_on { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: if is_on { "true" } else { "false" },
                    "data-testid": "wireless-only",
                    onclick: move |_| onchange.call(Preferences { wireless_only: !is_on, ..preferences.clone() }),
                    {t("wireless-only")}
                }
            }
        }
    }
}

#[component]
fn Languages(preferences: Preferences, onchange: EventHandler<Preferences>) -> Element {
    let languages = [(Language::Chinese, "中文"), (Language::English, "English")];
    let shown = Language::chosen(&preferences.language, &platform::language());
    rsx! {
        div { class: "field", role: "group", aria_label: t("language"),
            span { class: "label", {t("language")} }
            div { class: "chips",
                for (language , words) in languages {
                    button {
                        key: "{language.tag()}",
                        class: if language == shown { "chip is-chosen" } else { "chip" },
                        r#type: "button",
                        aria_pressed: if language == shown { "true" } else { "false" },
                        "data-testid": "language-{language.tag()}",
                        onclick: {
                            let preferences = preferences.clone();
                            move |_| onchange.call(Preferences { language: language.tag().to_owned(), ..preferences.clone() })
                        },
                        "{words}"
                    }
                }
            }
        }
    }
}

fn or_not_filled_in(text: String) -> String {
    if text.is_empty() {
        t("not-filled-in")
    } else {
        text
    }
}

/// 关于: who runs it, what it keeps, which version.
#[component]
pub(crate) fn About() -> Element {
    let about = use_query(ReadCounty).reply().unwrap_or_default().about;
    rsx! {
        TopBar { title: t("about"), back: Route::Me {} }
        main { class: "page",
            section { class: "card",
                p { class: "card-title", {t("app-name")} }
                p { {t("about-lead")} }
            }
            dl { class: "facts card",
                div { class: "fact", dt { {t("about-sponsor")} } dd { "data-testid": "about-sponsor", {or_not_filled_in(about.sponsor)} } }
                div { class: "fact", dt { {t("about-filing")} } dd { "data-testid": "about-filing", {or_not_filled_in(about.filing_number)} } }
                div { class: "fact", dt { {t("about-version")} } dd { {env!("CARGO_PKG_VERSION")} } }
            }
            section { class: "card",
                h2 { {t("about-privacy")} }
                p { {t("about-privacy-where")} }
                p { {t("about-privacy-position")} }
                p { {t("about-privacy-who")} }
            }
        }
    }
}

/// 意见反馈: whom to tell.
#[component]
pub(crate) fn Feedback() -> Element {
    let state = use_app_state();
    let about = use_query(ReadCounty).reply().unwrap_or_default().about;
    let phone = if about.phone.is_empty() {
        rsx! { {t("not-filled-in")} }
    } else {
        rsx! { a { href: "tel:{about.phone}", "{about.phone}" } }
    };
    let town = state
        .member()
        .map(|member| member.town_name)
        .unwrap_or_default();
    rsx! {
        TopBar { title: t("feedback"), back: Route::Me {} }
        main { class: "page",
            section { class: "card",
                p { {t_args("feedback-lead", &[("town", town.into())])} }
                p { {t("feedback-what")} }
            }
            dl { class: "facts card",
                div { class: "fact", dt { {t("feedback-phone")} } dd { "data-testid": "feedback-phone", {phone} } }
                div { class: "fact", dt { {t("about-version")} } dd { {env!("CARGO_PKG_VERSION")} } }
            }
        }
    }
}
