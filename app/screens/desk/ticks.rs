//! The rows of a desk's table that are ticked: what several at once is done to.

use std::collections::BTreeSet;

use client::commands::TogetherOffer;
use client::commands::together::TOGETHER_MAX;
use dioxus::prelude::*;
use domain::RecordId;

use crate::text::t;

/// Which are ticked, and the step that is being filled in for them.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Ticks {
    ticked: Signal<BTreeSet<RecordId>>,
    pub(super) step: Signal<Option<TogetherOffer>>,
}

/// Nothing ticked.
pub(crate) fn use_ticks() -> Ticks {
    Ticks {
        ticked: use_signal(BTreeSet::new),
        step: use_signal(|| None),
    }
}

impl Ticks {
    /// All that are ticked.
    pub(super) fn ids(self) -> Vec<RecordId> {
        self.ticked.read().iter().copied().collect()
    }

    fn has(self, id: RecordId) -> bool {
        self.ticked.read().contains(&id)
    }

    /// Is a step being filled in for them?
    pub(super) fn is_filling(self) -> bool {
        self.step.read().is_some()
    }

    /// Ticks a row, or takes its tick away; no more than can be done at once.
    pub(super) fn toggle(mut self, id: RecordId) {
        self.step.set(None);
        let mut ticked = self.ticked.write();
        if !ticked.remove(&id) && ticked.len() < TOGETHER_MAX as usize {
            ticked.insert(id);
        }
    }

    /// Ticks these and no others.
    pub(crate) fn set(mut self, ids: impl IntoIterator<Item = RecordId>) {
        self.step.set(None);
        self.ticked
            .set(ids.into_iter().take(TOGETHER_MAX as usize).collect());
    }

    /// Takes these ticks away, and leaves the step open.
    pub(super) fn untick(mut self, ids: impl IntoIterator<Item = RecordId>) {
        let mut ticked = self.ticked.write();
        for id in ids {
            ticked.remove(&id);
        }
    }

    /// Takes all ticks away.
    pub(super) fn clear(self) {
        if !self.ticked.peek().is_empty() {
            self.set([]);
        }
    }
}

/// The tick of a row: the row itself opens, the tick does not.
#[component]
pub(super) fn TickCell(id: RecordId, name: String, ticks: Ticks) -> Element {
    rsx! {
        span { class: "cell is-tick", role: "gridcell", onclick: move |event| event.stop_propagation(),
            label {
                input {
                    r#type: "checkbox",
                    tabindex: "-1",
                    aria_label: "{name}",
                    "data-testid": "tick-{id}",
                    checked: ticks.has(id),
                    onchange: move |_| ticks.toggle(id),
                }
            }
        }
    }
}

/// The tick in the table's head: all of the filter.
#[component]
pub(super) fn TickAll(ticks: Ticks, total: u64, onall: EventHandler<()>) -> Element {
    let count = ticks.ids().len() as u64;
    let is_full = count > 0 && count >= total.min(TOGETHER_MAX.into());
    rsx! {
        span { class: "cell is-tick", role: "columnheader", title: t("together-all"),
            label {
                input {
                    r#type: "checkbox",
                    aria_label: t("together-all"),
                    "data-testid": "tick-all",
                    disabled: total == 0,
                    checked: is_full,
                    onchange: move |_| if is_full { ticks.clear() } else { onall.call(()) },
                }
            }
        }
    }
}
