//! 做过的导入: when, by whom, how much, and undoing one as a whole.

use chrono::{DateTime, Utc};
use client::Error;
use client::commands::imports::{ImportMade, KeptBecause, UndoReply};
use client::commands::{OpenImports, UndoImport};
use dioxus::prelude::*;

use crate::app_state::use_app_state;
use crate::components::Pending;
use crate::query::{Answer, use_backend};
use crate::text::{failure, number, t, t_args, when};

/// What undoing an import would do, asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) import: u64,
    pub(crate) reply: UndoReply,
}

/// The imports that were made.
#[component]
pub(super) fn ImportsMade(made: Answer<OpenImports>, onundone: EventHandler<u64>) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut asked = use_signal(|| None::<Asked>);
    let mut is_busy = use_signal(|| false);
    let mut said = use_signal(|| None::<String>);
    let run = use_callback(move |(import, write): (u64, bool)| {
        let backend = backend.clone();
        is_busy.set(true);
        said.set(None);
        spawn(async move {
            let result = backend.call(UndoImport { import, write }).await;
            is_busy.set(false);
            match result {
                Ok(reply) if write => {
                    asked.set(None);
                    state.say(undone_words("import-undone", &reply));
                    onundone.call(import);
                    made.again();
                }
                Ok(reply) => asked.set(Some(Asked { import, reply })),
                Err(Error::Offline) if write => said.set(Some(t("import-unknown"))),
                Err(error) => said.set(Some(failure::sentence(&error))),
            }
        });
    });
    let Some(imports) = made.reply() else {
        return rsx! { Pending { failure: made.failure(), onretry: move |()| made.again() } };
    };
    rsx! {
        MadeView {
            imports,
            now: state.now(),
            asked: asked(),
            is_busy: is_busy(),
            said: said(),
            onask: move |import| run.call((import, false)),
            oncancel: move |()| asked.set(None),
            onundo: move |import| run.call((import, true)),
        }
    }
}

/// The list as drawn.
#[component]
pub(crate) fn MadeView(
    imports: Vec<ImportMade>,
    now: DateTime<Utc>,
    asked: Option<Asked>,
    is_busy: bool,
    said: Option<String>,
    onask: EventHandler<u64>,
    oncancel: EventHandler<()>,
    onundo: EventHandler<u64>,
) -> Element {
    rsx! {
        section { class: "imports-made",
            h2 { {t("imports-made")} }
            if let Some(words) = said {
                p { class: "problem", role: "alert", "{words}" }
            }
            if imports.is_empty() {
                p { class: "hint", {t("imports-none")} }
            }
            ul {
                for made in imports {
                    li { key: "{made.import}", "data-testid": "import-made",
                        div { class: "import-made",
                            div {
                                strong { {when::moment(made.at, now)} }
                                span { " · " {by_words(&made.by)} }
                                p { {made_words(&made)} }
                            }
                            if let Some(at) = made.undone_at {
                                span { class: "mark", {t_args("import-undone-at", &[("when", when::moment(at, now).into())])} }
                            } else if made.can_undo && asked.as_ref().is_none_or(|asked| asked.import != made.import) {
                                button { class: "button is-small", r#type: "button", disabled: is_busy, "data-testid": "import-undo", onclick: move |_| onask.call(made.import), {t("import-undo")} }
                            }
                        }
                        if let Some(asked) = asked.clone().filter(|asked| asked.import == made.import) {
                            Sure { reply: asked.reply, is_busy, oncancel, onundo: move |()| onundo.call(made.import) }
                        }
                    }
                }
            }
        }
    }
}

fn by_words(by: &str) -> String {
    if by.is_empty() {
        t("import-by-server")
    } else {
        by.to_owned()
    }
}

fn made_words(made: &ImportMade) -> String {
    t_args(
        "import-made-sum",
        &[
            ("households", number(made.households).into()),
            ("residents", number(made.residents).into()),
            ("edits", number(made.edits).into()),
            ("left", number(made.left_out).into()),
        ],
    )
}

fn undone_words(key: &str, reply: &UndoReply) -> String {
    t_args(
        key,
        &[
            ("households", number(reply.households).into()),
            ("residents", number(reply.residents).into()),
            ("edits", number(reply.edits).into()),
            ("kept", number(reply.kept).into()),
        ],
    )
}

/// What it would do, and whether it shall.
#[component]
fn Sure(
    reply: UndoReply,
    is_busy: bool,
    oncancel: EventHandler<()>,
    onundo: EventHandler<()>,
) -> Element {
    let more = reply.kept - reply.kept_named.len() as u64;
    rsx! {
        div { class: "confirm", role: "alertdialog", aria_label: t("import-undo"),
            p { {undone_words("import-undo-sure", &reply)} }
            if reply.kept > 0 {
                p { {t_args("import-kept", &[("count", number(reply.kept).into())])} }
                ul { class: "import-kept",
                    for (place , kept) in reply.kept_named.iter().enumerate() {
                        li { key: "{place}", strong { "{kept.name}" } " {kept.home} · " {t(why_key(kept.why))} }
                    }
                    if more > 0 {
                        li { {t_args("import-kept-more", &[("count", number(more).into())])} }
                    }
                }
            }
            div { class: "buttons",
                button { class: "button", r#type: "button", disabled: is_busy, onclick: move |_| oncancel.call(()), {t("no-keep")} }
                button { class: "button is-danger", r#type: "button", disabled: is_busy, "data-testid": "import-undo-yes", onclick: move |_| onundo.call(()),
                    {t(if is_busy { "import-undoing" } else { "import-undo" })}
                }
            }
        }
    }
}

fn why_key(why: KeptBecause) -> &'static str {
    match why {
        KeptBecause::Changed => "import-kept-changed",
        KeptBecause::Used => "import-kept-used",
        KeptBecause::Inhabited => "import-kept-inhabited",
        KeptBecause::HouseholdStays => "import-kept-household",
    }
}
