//! 导入: a village's register as a sheet. It is compared on the server, looked at row by row, decided where somebody may be registered
//! already, then imported as seen; a whole import can be undone.

use std::collections::BTreeMap;

use client::commands::areas::ListLevel;
use client::commands::imports::{
    Choice, ImportReply, ImportRequest, ImportSum, RowChoice, SHEET_BYTES,
};
use client::commands::{AreaRow, ListAreas, OpenImports, TryImport};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::AreaCode;

use super::import_rows::{ImportRows, Part, is_newly_decided};
use super::imports_made::ImportsMade;
use crate::components::{Icon, Shape};
use crate::platform::media::{self, Sheet, Why};
use crate::query::{use_backend, use_query};
use crate::text::{failure, number, t, t_args};

/// What is done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Doing {
    #[default]
    Nothing,
    Reading,
    /// Whether it shall be imported like this.
    Asking,
    Writing,
}

/// The sheet at hand and what was decided about it; it outlives the screen, so that nobody decides twice.
#[derive(Clone, Copy, PartialEq)]
struct Work {
    sheet: Signal<Option<Sheet>>,
    village: Signal<Option<AreaCode>>,
    choices: Signal<BTreeMap<u32, Choice>>,
    seen: Signal<Option<ImportReply>>,
    part: Signal<Part>,
    doing: Signal<Doing>,
    said: Signal<Option<String>>,
}

/// No sheet yet.
pub(crate) fn use_import_work_provider() {
    let work = Work {
        sheet: use_signal(|| None),
        village: use_signal(|| None),
        choices: use_signal(BTreeMap::new),
        seen: use_signal(|| None),
        part: use_signal(Part::default),
        doing: use_signal(Doing::default),
        said: use_signal(|| None),
    };
    use_context_provider(|| work);
}

impl Work {
    /// Asks for a sheet, and compares it.
    fn pick(mut self, backend: Handle) {
        self.said.set(None);
        let picked = media::sheet(SHEET_BYTES);
        spawn(async move {
            match picked.await {
                Ok(sheet) => {
                    self.sheet.set(Some(sheet));
                    self.choices.set(BTreeMap::new());
                    self.seen.set(None);
                    self.part.set(Part::Look);
                    self.compare(&backend, Doing::Nothing).await;
                }
                Err(Why::Cancelled) => {}
                Err(Why::Unreadable) => self.said.set(Some(t("import-too-large"))),
                Err(_) => self.said.set(Some(t("import-unreadable"))),
            }
        });
    }

    fn request(self, write: Option<String>) -> Option<ImportRequest> {
        let sheet = self.sheet.peek();
        let choices = self.choices.peek().clone().into_iter();
        let choices = choices.map(|(row, choice)| RowChoice { row, choice });
        Some(ImportRequest {
            sheet: sheet.as_ref()?.content.clone(),
            village: self.village.peek().clone(),
            choices: choices.collect(),
            write,
        })
    }

    async fn compare(mut self, backend: &Handle, then: Doing) {
        let Some(request) = self.request(None) else {
            return;
        };
        self.said.set(None);
        self.doing.set(Doing::Reading);
        let result = backend.call(TryImport { request }).await;
        self.doing.set(Doing::Nothing);
        match result {
            Ok(reply) => {
                self.seen.set(Some(reply));
                self.doing.set(then);
            }
            Err(error) => self
                .said
                .set(Some(failure::of_server(&error, "import-offline"))),
        }
    }

    /// Some decisions are not in what was compared.
    fn is_to_compare(self) -> bool {
        let choices = self.choices.read();
        let seen = self.seen.read();
        let mut rows = seen.iter().flat_map(|seen| &seen.rows);
        rows.any(|row| is_newly_decided(row, choices.get(&row.row).copied()))
    }

    /// Shows what importing would do now, and asks.
    fn ask(mut self, backend: Handle) {
        if self.is_to_compare() {
            spawn(async move { self.compare(&backend, Doing::Asking).await });
        } else {
            self.doing.set(Doing::Asking);
        }
    }

    fn write(mut self, backend: Handle, ondone: Callback<()>) {
        let mark = self.seen.peek().as_ref().map(|seen| seen.mark.clone());
        let Some(request) = self.request(mark) else {
            return;
        };
        self.doing.set(Doing::Writing);
        spawn(async move {
            let result = backend.call(TryImport { request }).await;
            self.doing.set(Doing::Nothing);
            match result {
                Ok(reply) => {
                    if reply.import.is_none() {
                        self.said.set(Some(t("import-changed")));
                    }
                    self.seen.set(Some(reply));
                }
                Err(Error::Offline) => self.said.set(Some(t("import-unknown"))),
                Err(error) => self.said.set(Some(failure::sentence(&error))),
            }
            ondone.call(());
        });
    }

    fn put_away(mut self) {
        self.sheet.set(None);
        self.seen.set(None);
        self.choices.set(BTreeMap::new());
        self.said.set(None);
        self.doing.set(Doing::Nothing);
    }
}

/// 导入.
#[component]
pub(crate) fn Imports() -> Element {
    let backend = use_backend();
    let mut work = use_context::<Work>();
    let made = use_query(OpenImports);
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let [picking, comparing, again, asking, writing] = std::array::from_fn(|_| backend.clone());
    let sheet = (work.sheet)().map(|sheet| sheet.name);
    rsx! {
        main { class: "desk-imports", "data-testid": "imports",
            ImportView {
                sheet,
                seen: (work.seen)(),
                villages: villages.reply().unwrap_or_default(),
                village: (work.village)(),
                choices: (work.choices)(),
                part: (work.part)(),
                doing: (work.doing)(),
                said: (work.said)(),
                onpick: move |()| work.pick(picking.clone()),
                onvillage: move |village| {
                    work.village.set(village);
                    let backend = comparing.clone();
                    spawn(async move { work.compare(&backend, Doing::Nothing).await });
                },
                onchoose: move |(row, choice): (u32, Option<Choice>)| {
                    match choice {
                        Some(choice) => work.choices.write().insert(row, choice),
                        None => work.choices.write().remove(&row),
                    };
                },
                onpart: move |part| work.part.set(part),
                onagain: move |()| {
                    let backend = again.clone();
                    spawn(async move { work.compare(&backend, Doing::Nothing).await });
                },
                onask: move |()| work.ask(asking.clone()),
                oncancel: move |()| work.doing.set(Doing::Nothing),
                onwrite: move |()| work.write(writing.clone(), Callback::new(move |()| made.again())),
                onaway: move |()| work.put_away(),
            }
            ImportsMade {
                made,
                onundone: move |undone| {
                    let is_at_hand = work.seen.peek().as_ref().is_some_and(|seen| seen.import == Some(undone));
                    if is_at_hand {
                        work.put_away();
                    }
                },
            }
        }
    }
}

/// The sheet at hand as drawn.
#[component]
pub(crate) fn ImportView(
    sheet: Option<String>,
    seen: Option<ImportReply>,
    villages: Vec<AreaRow>,
    village: Option<AreaCode>,
    choices: BTreeMap<u32, Choice>,
    part: Part,
    doing: Doing,
    said: Option<String>,
    onpick: EventHandler<()>,
    onvillage: EventHandler<Option<AreaCode>>,
    onchoose: EventHandler<(u32, Option<Choice>)>,
    onpart: EventHandler<Part>,
    onagain: EventHandler<()>,
    onask: EventHandler<()>,
    oncancel: EventHandler<()>,
    onwrite: EventHandler<()>,
    onaway: EventHandler<()>,
) -> Element {
    let is_busy = matches!(doing, Doing::Reading | Doing::Writing);
    let is_done = seen.as_ref().is_some_and(|seen| seen.import.is_some());
    let can_write = seen.as_ref().is_some_and(|seen| can_write(seen, &choices));
    rsx! {
        div { class: "desk-tools",
            h1 { {t("import-title")} }
            if let Some(name) = &sheet {
                span { class: "import-name", "data-testid": "import-name", "{name}" }
            }
            span { class: "desk-gap" }
            button { class: if sheet.is_some() { "button is-small" } else { "button is-main is-small" }, r#type: "button", disabled: is_busy, "data-testid": "import-pick", onclick: move |_| onpick.call(()),
                Icon { shape: Shape::Book }
                span { {t(if sheet.is_some() { "import-pick-other" } else { "import-pick" })} }
            }
            if sheet.is_some() {
                button { class: "button is-small", r#type: "button", disabled: is_busy, "data-testid": "import-away", onclick: move |_| onaway.call(()), {t("import-away")} }
            }
            if sheet.is_some() && seen.is_none() {
                button { class: "button is-main is-small", r#type: "button", disabled: is_busy, "data-testid": "import-again", onclick: move |_| onagain.call(()), {t("import-again")} }
            }
            if can_write && !is_done {
                button { class: "button is-main is-small", r#type: "button", disabled: is_busy, "data-testid": "import-ask", onclick: move |_| onask.call(()), {t("import-ask")} }
            }
        }
        if let Some(words) = said {
            p { class: "problem", role: "alert", "data-testid": "import-said", "{words}" }
        }
        if is_busy {
            p { class: "notice", role: "status", {t(if doing == Doing::Writing { "import-writing" } else { "import-reading" })} }
        }
        if sheet.is_none() {
            Needs {}
        }
        if let Some(seen) = seen {
            if doing == Doing::Asking {
                Ask { sum: seen.sum, oncancel, onwrite }
            }
            if is_done {
                p { class: "notice is-good", role: "status", "data-testid": "import-done", {sum_words("import-done", seen.sum)} }
            }
            if !has_village(&seen) {
                VillageChoice { villages, village, is_busy, onvillage }
            }
            ImportRows { seen, choices, part, is_done, onpart, onchoose }
        }
    }
}

fn has_village(seen: &ImportReply) -> bool {
    seen.columns.iter().any(|column| column.taken_for == "村")
}

/// Would anything be written, with what was decided since?
fn can_write(seen: &ImportReply, choices: &BTreeMap<u32, Choice>) -> bool {
    let ImportSum {
        households,
        residents,
        edits,
        ..
    } = seen.sum;
    let is_decided = |row| choices.contains_key(&row);
    let mut doubts = seen.rows.iter().filter(|row| row.doubt.is_some());
    households + residents + edits > 0 || doubts.any(|row| is_decided(row.row))
}

fn sum_words(key: &str, sum: ImportSum) -> String {
    t_args(
        key,
        &[
            ("households", number(sum.households).into()),
            ("residents", number(sum.residents).into()),
            ("edits", number(sum.edits).into()),
            ("left", number(sum.left_out).into()),
        ],
    )
}

/// What a sheet needs.
#[component]
fn Needs() -> Element {
    rsx! {
        section { class: "import-needs",
            p { {t("import-needs")} }
            ul {
                for key in ["import-needs-columns", "import-needs-village", "import-needs-blank", "import-needs-again"] {
                    li { key: "{key}", {t(key)} }
                }
            }
        }
    }
}

/// Whether it shall be imported like this.
#[component]
fn Ask(sum: ImportSum, oncancel: EventHandler<()>, onwrite: EventHandler<()>) -> Element {
    rsx! {
        div { class: "confirm", role: "alertdialog", aria_label: t("import-ask"),
            p { {sum_words("import-sure", sum)} }
            if sum.undecided > 0 {
                p { {t_args("import-undecided", &[("count", number(sum.undecided).into())])} }
            }
            div { class: "buttons",
                button { class: "button", r#type: "button", onclick: move |_| oncancel.call(()), {t("import-look-again")} }
                button { class: "button is-main", r#type: "button", "data-testid": "import-write",
                    onmounted: move |mounted| { spawn(async move { drop(mounted.set_focus(true).await); }); },
                    onclick: move |_| onwrite.call(()), {t("import-write")} }
            }
        }
    }
}

/// Where rows belong that name no village.
#[component]
fn VillageChoice(
    villages: Vec<AreaRow>,
    village: Option<AreaCode>,
    is_busy: bool,
    onvillage: EventHandler<Option<AreaCode>>,
) -> Element {
    rsx! {
        div { class: "field import-village",
            label { class: "label", r#for: "import-village", {t("import-village")} }
            select { class: "input", id: "import-village", "data-testid": "import-village", disabled: is_busy,
                onchange: move |event| onvillage.call(AreaCode::new(event.value()).ok()),
                option { value: "", selected: village.is_none(), {t("people-choose")} }
                for row in villages {
                    option { key: "{row.code}", value: "{row.code}", selected: village.as_ref() == Some(&row.code), "{row.name}" }
                }
            }
        }
    }
}
