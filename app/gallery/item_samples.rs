//! Sample matters, tasks, notices and due households. Names and numbers are made up.

use std::collections::BTreeMap;

use chrono::Duration;
use client::commands::{
    DueCounts, DuePage, DueRow, FormDraft, FormDraftRow, ItemEntry, ItemRow, ItemView, ItemsPage,
    SaveState, StepDraft, StepDraftRow,
};
use domain::Fields;
use domain::course::Refusal;
use domain::dispute::Standing;
use domain::household::VisitClass;
use serde_json::json;

use super::samples as sample;

pub(super) fn due() -> DuePage {
    let row = |n: u128, class, late: i64| DueRow {
        household: sample::household_rows()[usize::try_from(n).unwrap() % 3].clone(),
        visit_class: class,
        due_on: (late >= -7).then(|| sample::today() - Duration::days(late)),
        seen_on: (late >= -7).then(|| sample::today() - Duration::days(late + 30)),
    };
    DuePage {
        counts: DueCounts {
            overdue: 2,
            soon: 5,
            never: 1,
        },
        rows: vec![
            row(1, VisitClass::EmptyNest, 12),
            row(2, VisitClass::Hardship, 3),
            row(3, VisitClass::General, 0),
            row(4, VisitClass::General, -100),
        ],
    }
}

/// One row for each form.
pub(super) fn items(forms: &[&str]) -> ItemsPage {
    let rows = forms.iter().zip(0..).map(|(form, n)| item_row(form, n));
    let rows: Vec<ItemRow> = rows.collect();
    ItemsPage {
        total: u64::try_from(rows.len()).unwrap(),
        rows,
    }
}

pub(super) fn item_row(form: &str, n: u128) -> ItemRow {
    let (title, gist, stands) = match form {
        "hazard" => (
            "用电用气 · 张庄村3组12号",
            "电线老化裸露,离柴草堆很近",
            "assigned",
        ),
        "opinion" => ("水利电力 · 王建国", "3组机井坏了半个月,浇不上冬水", "open"),
        "errand" => ("医保 · 李桂兰", "老伴住院报销,不会在手机上办", "taken"),
        "lecture" => ("反诈 · 张庄村村部", "讲了三个假冒客服的例子", ""),
        "notice" => ("入冬取暖安全提醒", "请逐户提醒煤炉通风,装好烟囱。", ""),
        _ => (
            "走访新返乡人员",
            "3组有两户返乡,请上门登记,问问就业打算。",
            "sent",
        ),
    };
    ItemRow {
        id: sample::id(3000 + n),
        form: form.into(),
        title: title.into(),
        gist: gist.into(),
        stands: stands.into(),
        is_ended: stands.is_empty(),
        is_urgent: form == "hazard",
        is_returned: form == "errand",
        is_unread: form == "notice",
        village_name: "张庄村".into(),
        grid_name: "张庄村第三网格".into(),
        happened_at: sample::now() - Duration::hours(20),
        due_on: (!stands.is_empty()).then(|| sample::today() - Duration::days(1)),
        owner_name: "刘春梅".into(),
        unit: if form == "hazard" {
            "村委会".into()
        } else {
            String::new()
        },
        author_name: "丁金林".into(),
        province: domain::province::ProvinceState::NotEntered,
        state: SaveState::Received,
        voided: false,
    }
}

pub(super) fn hazard() -> Fields {
    Fields::of(&json!({
        "form": "hazard", "hazard_type": "power", "place": "张庄村3组12号", "severity": "urgent",
        "description": "电线老化裸露,离柴草堆很近", "disposal": "needs_unit", "wanted_unit": "村委会",
        "household": sample::id(0), "happened_at": (sample::now() - Duration::hours(20)).timestamp_millis(),
    }))
}

pub(super) fn form_draft(form: &str, fields: Fields) -> FormDraft {
    FormDraft {
        form: form.into(),
        slot: sample::id(0),
        fields,
        area: None,
        of: None,
        focus: Some("description".into()),
        written_at: sample::now() - Duration::minutes(9),
    }
}

pub(super) fn form_drafts() -> Vec<FormDraftRow> {
    let mut fields = hazard();
    fields.0.remove("severity");
    vec![FormDraftRow {
        title: "用电用气 · 张庄村3组12号".into(),
        missing: vec!["severity".into()],
        draft: form_draft("hazard", fields),
    }]
}

pub(super) fn step_drafts() -> Vec<StepDraftRow> {
    vec![StepDraftRow {
        draft: StepDraft {
            record: sample::id(3),
            step: "fix".into(),
            form: "hazard".into(),
            fields: Fields::default(),
            focus: Some("text".into()),
            written_at: sample::now() - Duration::minutes(4),
        },
        is_here: true,
        is_void: false,
        title: "用电用气 · 张庄村3组12号".into(),
        missing: vec!["text".into()],
        guard: None,
        refusal: None,
    }]
}

pub(super) fn item_view() -> ItemView {
    let entry = |step: &str, by: &str, hours: i64, standing, fields| ItemEntry {
        step: step.into(),
        fields: Fields::of(&fields),
        by_name: by.into(),
        at: sample::now() - Duration::hours(hours),
        standing,
        is_waiting: hours == 1,
    };
    let owner = sample::member().id;
    ItemView {
        row: item_row("hazard", 0),
        area: sample::area("620602108003003"),
        fields: hazard(),
        household: Some((sample::id(0), "李桂兰".into())),
        members: BTreeMap::from([(owner.to_string(), "刘春梅".to_owned())]),
        entries: vec![
            entry(
                "assign",
                "丁金林",
                18,
                Standing::Counted,
                json!({"unit": "村委会", "owner": owner, "deadline": "2026-11-24"}),
            ),
            entry("receive", "刘春梅", 10, Standing::Counted, json!({})),
            entry(
                "progress",
                "刘春梅",
                1,
                Standing::Late,
                json!({"text": "已联系电工,明天来换线"}),
            ),
        ],
        offers: vec![
            ("fix".into(), None),
            ("progress".into(), None),
            ("assign".into(), Some(Refusal::WrongRole)),
        ],
        returned: Some("照片看不清,请再去看一次".into()),
        propose_deadline: sample::today() + Duration::days(7),
        saved_at: sample::now() - Duration::hours(20),
        edited: true,
        may_edit: true,
        contested: Vec::new(),
        needs_hand: None,
    }
}
