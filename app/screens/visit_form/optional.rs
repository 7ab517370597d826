//! The optional parts of the form, folded, each with a count of what is in it.

use dioxus::prelude::*;
use domain::{Position, Visit};

use super::Form;
use crate::attachments::{Attachments, Change};
use crate::components::{Choices, FieldKind, Icon, ProblemsOf as _, Shape, TextArea, TextField};
use crate::platform::{self, NoPosition};
use crate::text::{t, t_args};

/// 困难诉求, 宣讲, 备注与位置.
#[component]
pub(crate) fn Optional(form: Form) -> Element {
    rsx! {
        Fold { form, part: Part::Difficulties, Difficulties { form } }
        Fold { form, part: Part::Topics, Topics { form } }
        Fold { form, part: Part::Remarks,
            Remarks { form }
            Place { form }
        }
        Fold { form, part: Part::Attachments, Added { form } }
    }
}

/// An optional part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Difficulties,
    Topics,
    Remarks,
    Attachments,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Difficulties => "difficulties",
            Self::Topics => "topics",
            Self::Remarks => "remarks",
            Self::Attachments => "attachments",
        }
    }

    fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Difficulties => &["difficulties", "difficulty_note"],
            Self::Topics => &["topics", "leaflets"],
            Self::Remarks => &["remarks", "position"],
            Self::Attachments => &["attachments"],
        }
    }

    fn count(self, visit: &Visit) -> usize {
        let has =
            |text: &Option<String>| usize::from(text.as_ref().is_some_and(|text| !text.is_empty()));
        match self {
            Self::Difficulties => visit.difficulties.len() + has(&visit.difficulty_note),
            Self::Topics => visit.topics.len() + usize::from(visit.leaflets.is_some()),
            Self::Remarks => has(&visit.remarks) + usize::from(visit.position.is_some()),
            Self::Attachments => visit.attachments.len(),
        }
    }
}

/// A part that opens on tap; open from the start when something stands in it or it had the focus.
#[component]
fn Fold(form: Form, part: Part, children: Element) -> Element {
    let count = part.count(&form.visit.read());
    let is_open = use_hook(|| {
        let focus = form.focus.peek().clone().unwrap_or_default();
        count > 0 || part.fields().contains(&focus.as_str())
    });
    let name = part.name();
    rsx! {
        details { class: "card fold", open: is_open,
            summary { "data-testid": "visit-fold-{name}",
                span { {t(&format!("fold-{name}"))} }
                if count > 0 {
                    span { class: "count", {t_args("filled", &[("count", count.into())])} }
                } else {
                    span { class: "hint", {t("optional")} }
                }
                Icon { shape: Shape::Down }
            }
            {children}
        }
    }
}

#[component]
fn Difficulties(form: Form) -> Element {
    let visit = (form.visit)();
    rsx! {
        Choices { field: "difficulties", legend: t("field-difficulties"), shows_legend: false, chosen: visit.difficulties,
            onchoose: move |chosen| form.change("difficulties", |visit| visit.difficulties = chosen) }
        TextArea { field: "difficulty_note", label: t("field-difficulty_note"), value: visit.difficulty_note.unwrap_or_default(),
            testid: "visit-difficulty-note", problem: form.issues.read().problem("difficulty_note"),
            oninput: move |text| form.change("difficulty_note", |visit| visit.difficulty_note = Some(text)) }
    }
}

#[component]
fn Topics(form: Form) -> Element {
    let visit = (form.visit)();
    let leaflets = visit
        .leaflets
        .map(|count| count.to_string())
        .unwrap_or_default();
    rsx! {
        Choices { field: "topics", legend: t("field-topics"), shows_legend: false, chosen: visit.topics,
            onchoose: move |chosen| form.change("topics", |visit| visit.topics = chosen) }
        TextField { field: "leaflets", label: t("field-leaflets"), kind: FieldKind::Number, value: leaflets, testid: "visit-leaflets",
            problem: form.issues.read().problem("leaflets"),
            oninput: move |text: String| form.change("leaflets", |visit| visit.leaflets = text.trim().parse().ok()) }
    }
}

#[component]
fn Remarks(form: Form) -> Element {
    let remarks = form.visit.read().remarks.clone().unwrap_or_default();
    rsx! {
        TextArea { field: "remarks", label: t("field-remarks"), value: remarks, testid: "visit-remarks", problem: form.issues.read().problem("remarks"),
            oninput: move |text| form.change("remarks", |visit| visit.remarks = Some(text)) }
    }
}

/// 照片、录音、签字.
#[component]
fn Added(form: Form) -> Element {
    rsx! {
        Attachments { items: form.visit.read().attachments.clone(), problem: form.issues.read().problem("attachments"),
            onchange: move |change: Change| form.change("attachments", |visit| change.apply(&mut visit.attachments)) }
    }
}

/// 位置: one fix, only when tapped; the worker sees what the office sees and can take it away.
#[component]
fn Place(form: Form) -> Element {
    let mut is_looking = use_signal(|| false);
    let mut refusal = use_signal(|| None::<NoPosition>);
    let place = form.visit.read().position;
    let look = move |_| {
        spawn(async move {
            is_looking.set(true);
            let fix = platform::position().await;
            is_looking.set(false);
            refusal.set(fix.err());
            if let Ok(place) = fix {
                form.change("position", |visit| visit.position = Some(place));
            }
        });
    };
    let words = if is_looking() {
        t("position-looking")
    } else {
        t("position-take")
    };
    rsx! {
        div { class: "field",
            span { class: "label", {t("field-position")} }
            p { class: "hint", {t("position-hint")} }
            if let Some(place) = place {
                p { class: "card-line", "data-testid": "visit-position-shown", Icon { shape: Shape::Place } {in_words(place)} }
                button { class: "link", r#type: "button", onclick: move |_| form.change("position", |visit| visit.position = None), {t("position-drop")} }
            }
            button { class: "button", id: "field-position", r#type: "button", disabled: is_looking(), "data-testid": "visit-position", onclick: look,
                Icon { shape: Shape::Place }
                span { {if place.is_some() { t("position-again") } else { words }} }
            }
            if let Some(refusal) = refusal() {
                p { class: "warning", role: "status",
                    {t(match refusal { NoPosition::Denied => "position-denied", NoPosition::NotFound => "position-none" })}
                }
            }
        }
    }
}

/// A position as the office sees it.
pub(crate) fn in_words(place: Position) -> String {
    t_args(
        "position-at",
        &[
            ("latitude", format!("{:.5}", place.latitude).into()),
            ("longitude", format!("{:.5}", place.longitude).into()),
            ("accuracy", format!("{:.0}", place.accuracy).into()),
        ],
    )
}
