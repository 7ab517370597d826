//! The few sentences that are made where the data is: two people's values of one field.

use chrono::{DateTime, Datelike, Utc};
use domain::dispute::{Category, Consent, Risk, Size, Source};
use domain::fold::{self, MergeClass};
use domain::resident::{Presence, Relation, Sex};
use domain::visit::{Difficulty, FamilyChange, Handling, Outcome, Purpose, Topic, VisitMethod};
use domain::{MemberId, Record, mask};
use serde_json::Value;

use crate::calendar;
use crate::error::Error;
use crate::store::names::Names;

/// 电话:老王 7月3日 改成 138…,你 7月5日 改成 139… One sentence for every field with two people's values.
pub(crate) fn contested(
    record: &Record,
    names: &Names<'_>,
    me: MemberId,
) -> Result<Vec<String>, Error> {
    record
        .contested
        .iter()
        .map(|(field, sayings)| {
            let shown = record.fields.get(field).cloned().unwrap_or(Value::Null);
            let mut all: Vec<(DateTime<Utc>, MemberId, Value)> = sayings
                .iter()
                .map(|saying| (saying.stamp.at, saying.stamp.by, saying.value.clone()))
                .collect();
            let written = record.stamp_of(field);
            all.push((written.at, written.by, shown));
            all.sort_by_key(|(at, _, _)| *at);
            let mut parts = Vec::with_capacity(all.len());
            for (at, by, value) in &all {
                parts.push(said(*at, *by, field, value, names, me)?);
            }
            let ending = match fold::merge_class(&record.kind, field) {
                MergeClass::ByField | MergeClass::Together => "",
                MergeClass::MustReview => ",等镇上核定",
            };
            Ok(format!("{}:{}{ending}", label(field), parts.join(",")))
        })
        .collect()
}

fn said(
    at: DateTime<Utc>,
    by: MemberId,
    field: &str,
    value: &Value,
    names: &Names<'_>,
    me: MemberId,
) -> Result<String, Error> {
    let who = if by == me {
        "你".to_owned()
    } else {
        let name = names.member(by)?;
        if name.is_empty() {
            "另一位同事".to_owned()
        } else {
            name
        }
    };
    let day = calendar::day_of(at);
    let words = words(field, value);
    let did = if words.is_empty() {
        "清空了".to_owned()
    } else {
        format!("改成 {words}")
    };
    Ok(format!("{who} {}月{}日 {did}", day.month(), day.day()))
}

/// The name of a field on the forms.
fn label(field: &str) -> &str {
    match field {
        "group" => "组",
        "door" => "门牌",
        "head" => "户主",
        "phone" => "电话",
        "contact_person" => "联户人",
        "directions" => "怎么找",
        "name" => "姓名",
        "relation" => "与户主关系",
        "sex" => "性别",
        "birth" => "出生日期",
        "identity_number" => "身份证号",
        "presence" => "是否在家",
        "household" => "所属户",
        "visited_at" => "走访时间",
        "method" => "走访方式",
        "outcome" => "走访结果",
        "purpose" => "走访类型",
        "met" => "受访人",
        "family_changes" => "家庭变化",
        "difficulties" => "困难及诉求",
        "difficulty_note" => "困难说明",
        "topics" => "宣讲内容",
        "leaflets" => "宣传资料份数",
        "handling" => "处理情况",
        "follow_up_on" => "跟进日期",
        "remarks" => "备注",
        "position" => "位置",
        "parties" => "当事人",
        "happened_at" => "发生时间",
        "place" => "地点",
        "summary" => "简要情况",
        "risk" => "激化风险",
        "visit" => "走访",
        "category" => "类别",
        "cause" => "起因",
        "source" => "来源",
        "consent" => "双方同意调解",
        "size" => "规模",
        "people" => "涉及人数",
        "amount" => "涉及金额",
        "is_sensitive" => "涉家暴、未成年人或精神障碍",
        other => other,
    }
}

/// A value in words: codes as their term, lists with 、 between, identity numbers masked.
fn words(field: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Number(number) if field == "visited_at" || field == "happened_at" => number
            .as_i64()
            .and_then(DateTime::from_timestamp_millis)
            .map(|at| calendar::day_of(at).to_string())
            .unwrap_or_default(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => term(field, text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| words(field, item)).collect();
            items.join("、")
        }
        // A party of a dispute is called by the name.
        Value::Object(row) => match row.get("name") {
            Some(Value::String(name)) => name.clone(),
            _ => "新的内容".to_owned(),
        },
    }
}

fn term(field: &str, text: &str) -> String {
    let term = match field {
        "relation" => Relation::from_code(text).label(),
        "sex" => Sex::from_code(text).label(),
        "presence" => Presence::from_code(text).label(),
        "method" => VisitMethod::from_code(text).label(),
        "outcome" => Outcome::from_code(text).label(),
        "purpose" => Purpose::from_code(text).label(),
        "family_changes" => FamilyChange::from_code(text).label(),
        "difficulties" => Difficulty::from_code(text).label(),
        "topics" => Topic::from_code(text).label(),
        "handling" => Handling::from_code(text).label(),
        "risk" => Risk::from_code(text).label(),
        "category" => Category::from_code(text).label(),
        "source" => Source::from_code(text).label(),
        "consent" => Consent::from_code(text).label(),
        "size" => Size::from_code(text).label(),
        "identity_number" => return mask::identity_number(text),
        _ => text,
    };
    term.to_owned()
}

/// Why a record was set aside, when the server gave no sentence of its own.
pub(crate) fn set_aside_words(message: &str) -> String {
    if message.is_empty() {
        "镇上没有收下这一条,请核对后再保存".to_owned()
    } else {
        message.to_owned()
    }
}
