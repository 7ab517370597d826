//! Both languages say everything, and say the code lists as the forms do.

use std::collections::BTreeSet;

use chrono::{Local, TimeZone as _};
use domain::area::AreaKind;
use domain::care::complete::{Clear, Gap};
use domain::care::step::CareGuard;
use domain::care::{
    Abnormal, CareNeed, CheckMethod, CheckPlace, CheckStep, Companion, Contact, Department,
    Level as CareLevel, Line, Livelihood, Medication, Met, OpenPurpose, Reported, Whereabouts,
};
use domain::course::Refusal;
use domain::dispute::{
    AgreementForm, Category, Channel, Consent, Extension, Grade, Guard, Level, Linked,
    MediationKind, OnSite, Outcome as DisputeOutcome, Performance, Risk, Route, Satisfaction, Size,
    Source, Stage, State, StepName,
};
use domain::household::{EvacuationNeed, VisitClass};
use domain::member::Employment;
use domain::province::{ProvinceAct, ProvinceRefusal, ProvinceState};
use domain::remark::{RemarkAct, RemarkRefusal, RemarkState};
use domain::resident::{Presence, Relation, Sex};
use domain::visit::{Difficulty, FamilyChange, Handling, Outcome, Purpose, Topic, VisitMethod};
use domain::{AttachmentKind, IssueCode, Role};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

use super::*;

const ZH: &str = include_str!("../../assets/text/zh-CN.ftl");
const EN: &str = include_str!("../../assets/text/en.ftl");

fn keys(source: &str) -> BTreeSet<String> {
    FluentResource::try_new(source.to_owned()).expect("the file reads without an error");
    let lines = source
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    lines
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

#[test]
fn both_languages_have_the_same_messages() {
    assert!(keys(ZH).len() > 300);
    let (zh, en) = (keys(ZH), keys(EN));
    assert_eq!(
        zh.symmetric_difference(&en).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}

#[test]
fn no_message_is_written_twice() {
    for source in [ZH, EN] {
        let lines = source.lines().filter(|line| line.contains(" = "));
        assert_eq!(lines.count(), keys(source).len());
    }
}

#[test]
fn both_languages_use_the_same_values() {
    let values = |key: &str, source: &str| -> BTreeSet<String> {
        let line = source
            .lines()
            .find(|line| line.starts_with(&format!("{key} =")))
            .unwrap_or_default();
        line.split('$')
            .skip(1)
            .filter_map(|rest| rest.split_whitespace().next())
            .map(str::to_owned)
            .collect()
    };
    for key in keys(ZH) {
        assert_eq!(values(&key, ZH), values(&key, EN), "{key}");
    }
}

/// Our tables against the library that defines what the files mean.
#[test]
fn every_message_is_said_as_fluent_says_it() {
    for (language, source) in [(Language::Chinese, ZH), (Language::English, EN)] {
        let tag: LanguageIdentifier = language.tag().parse().unwrap();
        let mut bundle = FluentBundle::new(vec![tag]);
        // The marks for right-to-left text would stand in file names and titles as well.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(source.to_owned()).unwrap();
        bundle.add_resource(resource).unwrap();
        for key in keys(source) {
            let mut arguments = FluentArgs::new();
            let mut values = Vec::new();
            for name in message(language, &key)
                .unwrap()
                .split(['{', '}'])
                .skip(1)
                .step_by(2)
            {
                arguments.set(name.to_owned(), format!("<{name}>"));
                values.push((name, Value::from(format!("<{name}>"))));
            }
            let pattern = bundle.get_message(&key).unwrap().value().unwrap();
            let mut errors = Vec::new();
            let expected = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
            assert!(errors.is_empty(), "{key}: {errors:?}");
            assert_eq!(say(language, &key, &values), expected);
        }
    }
}

#[test]
fn a_value_that_is_missing_is_seen() {
    assert_eq!(filled("还可以试 {count} 次", &[]), "还可以试 count 次");
    assert_eq!(say(Language::Chinese, "no-such-key", &[]), "no-such-key");
}

/// Every item of these code lists is said as the forms say it.
macro_rules! said {
    ($($list:ident),+) => {$(
        for item in $list::ALL.iter().chain([&$list::Unknown]) {
            let key = format!("{}-{}", $list::LIST, item.code());
            assert_eq!(say(Language::Chinese, &key, &[]), item.label(), "{key}");
            assert_ne!(say(Language::English, &key, &[]), key);
        }
    )+};
}

#[test]
fn households_and_visits_are_said_as_the_forms_say_them() {
    said!(
        VisitMethod,
        Outcome,
        Purpose,
        FamilyChange,
        Difficulty,
        Topic,
        Handling,
        Relation,
        Sex,
        Presence,
        IssueCode,
        VisitClass,
        EvacuationNeed,
        Refusal,
        Role,
        AttachmentKind,
        Employment,
        AreaKind
    );
}

#[test]
fn disputes_are_said_as_the_forms_say_them() {
    said!(
        AgreementForm,
        Category,
        Channel,
        Consent,
        Extension,
        Grade,
        Guard,
        Level,
        Linked,
        MediationKind,
        OnSite,
        DisputeOutcome,
        Performance,
        Risk,
        Route,
        Satisfaction,
        Size,
        Source,
        Stage,
        State,
        StepName,
        RemarkAct,
        RemarkRefusal,
        RemarkState,
        OpenPurpose,
        ProvinceAct,
        ProvinceState,
        ProvinceRefusal
    );
}

#[test]
fn care_is_said_as_the_forms_say_it() {
    said!(
        Abnormal,
        CareGuard,
        CareLevel,
        CareNeed,
        CheckMethod,
        CheckPlace,
        CheckStep,
        Clear,
        Companion,
        Contact,
        Department,
        Gap,
        Line,
        Livelihood,
        Medication,
        Met,
        Reported,
        Whereabouts
    );
}

/// Forms are data: their words cannot be found by reading the screens.
#[test]
fn every_question_list_and_step_of_every_form_has_its_words() {
    let say = |key: String| {
        let chinese = say(Language::Chinese, &key, &[]);
        assert_ne!(chinese, key);
        assert_ne!(say(Language::English, &key, &[]), key);
        chinese
    };
    let list = |list: &domain::form::CodeList| {
        for (code, label) in list.items {
            assert_eq!(say(format!("{}-{code}", list.name)), *label);
        }
    };
    let care = [
        &domain::care::form::CHECK_IN,
        &domain::care::form::PERSON_FILE,
    ];
    for question in care.into_iter().flat_map(|form| form.questions) {
        say(format!("field-{}", question.field));
    }
    for form in domain::forms::ALL {
        for suffix in ["", "-new", "-hint"] {
            say(format!("form-{}{suffix}", form.name));
        }
        let rows = form.course.into_iter().flat_map(|course| course.rows);
        let asked = rows.flat_map(|row| row.asks).chain(form.questions);
        for question in asked {
            say(format!("field-{}", question.field));
            if let domain::form::Ask::One(codes) | domain::form::Ask::Many(codes) = question.ask {
                list(codes);
            }
        }
        if let Some(course) = form.course {
            list(course.states);
            list(course.steps);
        }
    }
}

/// Every key that the screens name in `t("…")` stands in the files.
#[test]
fn no_screen_names_a_message_that_is_missing() {
    let known = keys(ZH);
    let mut named = 0;
    for file in sources(std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/app"
    ))) {
        let source = std::fs::read_to_string(&file).unwrap();
        for mark in [" t(\"", "{t(\"", "(t(\"", "t_args(\""] {
            for rest in source.split(mark).skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(
                    known.contains(key) || key.starts_with('…'),
                    "{}: {key}",
                    file.display()
                );
                named += 1;
            }
        }
    }
    assert!(named > 200, "{named}");
}

fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let tests = std::ffi::OsStr::new("tests.rs");
    entries
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.file_name() != Some(tests))
        .collect()
}

#[test]
fn counts_are_written_in_groups_of_three() {
    assert_eq!(number(7_188), "7,188");
    assert_eq!(number(999), "999");
    assert_eq!(number(1_200_000), "1,200,000");
    let text = say(Language::Chinese, "people", &[("count", 1200u64.into())]);
    assert_eq!(text, "1,200 人");
}

#[test]
fn the_systems_language_is_followed_until_one_is_chosen() {
    assert_eq!(Language::chosen("", "en-GB"), Language::English);
    assert_eq!(Language::chosen("", "zh-CN"), Language::Chinese);
    assert_eq!(Language::chosen("zh-CN", "en-GB"), Language::Chinese);
    assert_eq!(Language::chosen("", "bo"), Language::Chinese);
}

#[test]
fn a_moment_survives_its_field() {
    let moment = Local
        .with_ymd_and_hms(2026, 7, 3, 14, 5, 0)
        .unwrap()
        .to_utc();
    assert_eq!(when::from_field(&when::to_field(moment)), Some(moment));
    assert_eq!(when::from_field("2026-07-"), None);
}
