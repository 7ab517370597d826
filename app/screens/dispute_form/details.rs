//! What can wait, folded: how to reach the parties, where it was heard of, how many and how much.

use dioxus::prelude::*;
use domain::Dispute;
use domain::dispute::Party;

use super::Form;
use super::fields::Tick;
use crate::app_state::use_app_state;
use crate::attachments::{Attachments, Change};
use crate::components::{Choice, FieldKind, Icon, ProblemsOf as _, Shape, TextField, known};
use crate::text::{t, t_args, when};

/// The folded parts.
#[component]
pub(crate) fn Details(form: Form) -> Element {
    let added = form.filled.read().dispute.attachments.len();
    rsx! {
        Fold { name: "parties", count: reach_count(&form.filled.read().dispute), Reach { form } }
        Fold { name: "details", count: detail_count(&form.filled.read().dispute), More { form } }
        Fold { name: "attachments", count: added, is_open: added > 0, Added { form } }
    }
}

fn reach_count(dispute: &Dispute) -> usize {
    let facts = |party: &Party| {
        usize::from(party.phone.is_some())
            + usize::from(party.address.is_some())
            + usize::from(party.relation.is_some())
    };
    dispute.parties.iter().map(facts).sum()
}

fn detail_count(dispute: &Dispute) -> usize {
    usize::from(dispute.source.is_some())
        + usize::from(dispute.size.is_some())
        + usize::from(dispute.people.is_some())
        + usize::from(dispute.amount.is_some())
        + usize::from(dispute.is_sensitive == Some(true))
        + usize::from(dispute.name.is_some())
}

/// 照片、录音、签字.
#[component]
fn Added(form: Form) -> Element {
    rsx! {
        Attachments { items: form.filled.read().dispute.attachments.clone(), problem: form.issues.read().problem("attachments"),
            onchange: move |change: Change| form.change("attachments", |dispute| change.apply(&mut dispute.attachments)) }
    }
}

/// A part that opens on tap.
#[component]
fn Fold(
    name: &'static str,
    count: usize,
    #[props(default)] is_open: bool,
    children: Element,
) -> Element {
    // Only as it begins: what is added while it is closed or open leaves it so.
    let is_open = use_hook(|| is_open);
    rsx! {
        details { class: "card fold", open: is_open,
            summary { "data-testid": "dispute-fold-{name}",
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

/// How each party is reached.
#[component]
fn Reach(form: Form) -> Element {
    let parties = form.filled.read().dispute.parties.clone();
    let change = move |place: usize, edit: fn(&mut Party, Option<String>), text: String| {
        form.change("parties", |dispute| {
            if let Some(party) = dispute.parties.get_mut(place) {
                edit(party, known(text));
            }
        });
    };
    rsx! {
        for (place , party) in parties.into_iter().enumerate() {
            div { class: "field", key: "{place}",
                strong { {if party.name.is_empty() { t_args("party-n", &[("n", (place + 1).into())]) } else { party.name.clone() }} }
                TextField { field: "phone-{place}", label: t("field-phone"), kind: FieldKind::Phone, testid: "dispute-party-phone-{place}",
                    value: party.phone.unwrap_or_default(), oninput: move |text| change(place, |party, text| party.phone = text, text) }
                TextField { field: "address-{place}", label: t("field-address"), testid: "dispute-party-address-{place}",
                    value: party.address.unwrap_or_default(), oninput: move |text| change(place, |party, text| party.address = text, text) }
                TextField { field: "relation-{place}", label: t("field-party-relation"), testid: "dispute-party-relation-{place}",
                    value: party.relation.unwrap_or_default(), oninput: move |text| change(place, |party, text| party.relation = text, text) }
            }
        }
    }
}

#[component]
fn More(form: Form) -> Element {
    let dispute = form.filled.read().dispute.clone();
    let issues = (form.issues)();
    let digits = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
    let now = use_app_state().now();
    rsx! {
        Choice { field: "source", legend: t("field-source"), chosen: dispute.source,
            onchoose: move |item| form.change("source", |dispute| dispute.source = Some(item)) }
        Choice { field: "size", legend: t("field-size"), chosen: dispute.size,
            onchoose: move |item| form.change("size", |dispute| dispute.size = Some(item)) }
        TextField { field: "people", label: t("field-people"), kind: FieldKind::Number, testid: "dispute-people", problem: issues.problem("people"),
            value: digits(dispute.people.map(u64::from)),
            oninput: move |text: String| form.change("people", |dispute| dispute.people = text.trim().parse().ok()) }
        TextField { field: "amount", label: t("field-amount"), hint: t("amount-hint"), kind: FieldKind::Number, testid: "dispute-amount",
            value: digits(dispute.amount),
            oninput: move |text: String| form.change("amount", |dispute| dispute.amount = text.trim().parse().ok()) }
        TextField { field: "happened_at", label: t("field-happened_at"), hint: when::moment(dispute.happened_at, now), kind: FieldKind::Moment,
            testid: "dispute-time", value: when::to_field(dispute.happened_at),
            oninput: move |text: String| if let Some(at) = when::from_field(&text) {
                form.change("happened_at", |dispute| dispute.happened_at = at);
            } }
        TextField { field: "name", label: t("field-dispute-name"), hint: t("dispute-name-hint"), testid: "dispute-name", problem: issues.problem("name"),
            value: dispute.name.unwrap_or_default(),
            oninput: move |text| form.change("name", |dispute| dispute.name = known(text)) }
        Tick { label: t("field-is_sensitive"), hint: t("is-sensitive-hint"), testid: "dispute-sensitive", is_set: dispute.is_sensitive == Some(true),
            onchange: move |is_set: bool| form.change("is_sensitive", |dispute| dispute.is_sensitive = is_set.then_some(true)) }
    }
}
