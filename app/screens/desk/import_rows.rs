//! The rows of a sheet with what becomes of each: what is wrong is marked in its cell and said beside it, who may be registered already is
//! asked about.

use std::collections::BTreeMap;

use client::commands::imports::{
    Choice, DoubtKind, ImportColumn, ImportReply, ImportRow, RowDoubt, RowFate,
};
use dioxus::prelude::*;

use crate::text::{number, t, t_args};

/// Rows drawn at a time.
const AT_A_TIME: usize = 100;

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Part {
    /// 要看的: something is wrong or in doubt.
    #[default]
    Look,
    /// Those of one fate.
    Of(RowFate),
    /// 全部.
    All,
}

impl Part {
    const EVERY: [Self; 8] = [
        Self::Look,
        Self::Of(RowFate::Undecided),
        Self::Of(RowFate::LeftOut),
        Self::Of(RowFate::New),
        Self::Of(RowFate::Moved),
        Self::Of(RowFate::Edited),
        Self::Of(RowFate::Unchanged),
        Self::All,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Look => "import-part-look",
            Self::Of(fate) => fate_key(fate),
            Self::All => "import-part-all",
        }
    }

    fn has(self, row: &ImportRow) -> bool {
        match self {
            Self::Look => !row.problems.is_empty() || row.doubt.is_some(),
            Self::Of(fate) => row.fate == fate,
            Self::All => true,
        }
    }
}

fn fate_key(fate: RowFate) -> &'static str {
    match fate {
        RowFate::New => "import-new",
        RowFate::Edited => "import-edited",
        RowFate::Moved => "import-moved",
        RowFate::Unchanged => "import-unchanged",
        RowFate::Undecided => "import-part-undecided",
        RowFate::LeftOut => "import-left-out",
    }
}

fn fate_class(fate: RowFate) -> &'static str {
    match fate {
        RowFate::New | RowFate::Moved | RowFate::Edited => "mark is-good",
        RowFate::Undecided => "mark is-waiting",
        RowFate::LeftOut => "mark is-bad",
        RowFate::Unchanged => "mark",
    }
}

/// The rows as drawn.
#[component]
pub(super) fn ImportRows(
    seen: ImportReply,
    choices: BTreeMap<u32, Choice>,
    part: Part,
    is_done: bool,
    onpart: EventHandler<Part>,
    onchoose: EventHandler<(u32, Option<Choice>)>,
) -> Element {
    let mut most = use_signal(|| AT_A_TIME);
    let count = |part: Part| seen.rows.iter().filter(|row| part.has(row)).count();
    // A sheet without a flaw has nothing to look at first.
    let part = if count(part) == 0 { Part::All } else { part };
    let parts = Part::EVERY
        .into_iter()
        .map(|part| (part, count(part)))
        .filter(|(part, count)| *count > 0 || *part == Part::All);
    let total = count(part);
    let rows: Vec<ImportRow> = seen
        .rows
        .iter()
        .filter(|row| part.has(row))
        .take(most())
        .cloned()
        .collect();
    let shown = rows.len();
    rsx! {
        div { class: "chips is-small", role: "group", aria_label: t("import-parts"),
            for (item , count) in parts {
                button {
                    key: "{item.key()}",
                    class: if item == part { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: item == part,
                    "data-testid": item.key(),
                    onclick: move |_| {
                        most.set(AT_A_TIME);
                        onpart.call(item);
                    },
                    {format!("{} {}", t(item.key()), number(count as u64))}
                }
            }
        }
        div { class: "import-frame", tabindex: "0", role: "region", aria_label: t("import-parts"),
            table { class: "import-rows",
                thead {
                    tr {
                        th { scope: "col", {t("import-row")} }
                        for (place , column) in seen.columns.iter().enumerate() {
                            th { key: "{place}", scope: "col", Heading { column: column.clone() } }
                        }
                        th { scope: "col", {t("import-fate")} }
                    }
                }
                tbody {
                    for row in rows {
                        Row { key: "{row.row}", choice: choices.get(&row.row).copied(), row, is_done, onchoose }
                    }
                }
            }
            if shown < total {
                button { class: "button is-small import-more", r#type: "button", "data-testid": "import-more", onclick: move |_| most += AT_A_TIME,
                    {t_args("import-more", &[("shown", number(shown as u64).into()), ("total", number(total as u64).into())])}
                }
            }
        }
    }
}

/// A heading of the sheet, and what it was taken for where that is another word.
#[component]
fn Heading(column: ImportColumn) -> Element {
    rsx! {
        "{column.heading}"
        if column.heading != column.taken_for {
            small { {t_args("import-taken-for", &[("name", column.taken_for.into())])} }
        }
    }
}

/// Was it decided otherwise since it was compared?
pub(super) fn is_newly_decided(row: &ImportRow, choice: Option<Choice>) -> bool {
    let doubt = row.doubt.as_ref();
    doubt.is_some_and(|doubt| doubt.choice != choice)
}

#[component]
fn Row(
    row: ImportRow,
    choice: Option<Choice>,
    is_done: bool,
    onchoose: EventHandler<(u32, Option<Choice>)>,
) -> Element {
    let class_of = |place: usize| {
        let mut here = row
            .problems
            .iter()
            .filter(|problem| problem.column == Some(place));
        match here.clone().any(|problem| problem.blocks) {
            true if row.doubt.is_none() => "is-wrong",
            true => "is-odd",
            false if here.next().is_some() => "is-odd",
            false => "",
        }
    };
    let number = row.row;
    let is_decided = is_newly_decided(&row, choice);
    let (mark, fate) = if is_decided {
        ("mark is-waiting", "import-decided")
    } else {
        (fate_class(row.fate), fate_key(row.fate))
    };
    let problems = if is_decided {
        Vec::new()
    } else {
        row.problems.clone()
    };
    rsx! {
        tr { "data-testid": "import-row",
            th { scope: "row", "{row.row}" }
            for (place , text) in row.cells.iter().enumerate() {
                td { key: "{place}", class: class_of(place), "{text}" }
            }
            td { class: "import-fate",
                span { class: mark, {t(fate)} }
                for (place , problem) in problems.iter().enumerate() {
                    p { key: "{place}", class: if problem.blocks && row.doubt.is_none() { "import-wrong" } else { "import-odd" }, "{problem.message}" }
                }
                for edit in row.edits.clone() {
                    p { key: "{edit.label}{edit.after}", class: "import-edit",
                        {t_args("import-edit", &[("label", edit.label.into()), ("before", or_none(edit.before).into()), ("after", or_none(edit.after).into())])}
                    }
                }
                if let Some(doubt) = row.doubt.clone() {
                    Doubt { row: number, doubt, choice, is_done, onchoose: move |choice| onchoose.call((number, choice)) }
                }
            }
        }
    }
}

fn or_none(text: String) -> String {
    if text.is_empty() {
        t("import-none")
    } else {
        text
    }
}

/// Who it may be, and the three answers.
#[component]
fn Doubt(
    row: u32,
    doubt: RowDoubt,
    choice: Option<Choice>,
    is_done: bool,
    onchoose: EventHandler<Option<Choice>>,
) -> Element {
    let moves = doubt.kind != DoubtKind::NearlySame;
    let same = if moves {
        "import-same-moves"
    } else {
        "import-same"
    };
    let answers = [
        (Some(Choice::Same), same),
        (Some(Choice::New), "import-other"),
        (None, "import-later"),
    ];
    let answers = answers
        .into_iter()
        .filter(|(answer, _)| *answer != Some(Choice::New) || doubt.kind != DoubtKind::SameNumber);
    let known = [doubt.name, doubt.birth, doubt.home];
    let known: Vec<String> = known.into_iter().filter(|text| !text.is_empty()).collect();
    rsx! {
        p { class: "import-known", {t_args("import-known", &[("who", known.join(" · ").into())])} }
        if !is_done {
            div { class: "chips is-small", role: "radiogroup", aria_label: t_args("import-decide", &[("row", row.into())]),
                for (answer , key) in answers {
                    button {
                        key: "{key}",
                        class: if answer == choice { "chip is-chosen" } else { "chip" },
                        r#type: "button",
                        role: "radio",
                        aria_checked: answer == choice,
                        "data-testid": key,
                        onclick: move |_| onchoose.call(answer),
                        {t(key)}
                    }
                }
            }
        }
    }
}
