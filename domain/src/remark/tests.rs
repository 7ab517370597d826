use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::area::AreaCode;
use crate::change::{Act, Change, Logged, Seq};
use crate::fold;
use crate::ids::{ChangeId, DeviceId, RecordId};

const WORKER: MemberId = MemberId(Uuid::from_u128(1));
const OFFICE: MemberId = MemberId(Uuid::from_u128(2));
const THREAD: Uuid = Uuid::from_u128(77);

fn at(n: u64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + i64::try_from(n).unwrap() * 60, 0).unwrap()
}

fn change(n: u64, by: MemberId, act: Act) -> Change {
    Change {
        id: ChangeId(Uuid::from_u128(u128::from(n))),
        record: RecordId(Uuid::from_u128(9)),
        kind: Kind::Visit,
        area: AreaCode::new("629999101201001").unwrap(),
        author: by,
        device: DeviceId(by.0),
        device_seq: n,
        captured_at: at(n),
        base: (n > 1).then(|| Seq(n - 1)),
        act,
    }
}

/// The record after these acts in the server's order, the first its creation.
fn record(acts: &[(MemberId, Act)]) -> Record {
    let mut record = None;
    for (n, (by, act)) in (1..).zip(acts) {
        let logged = Logged {
            seq: Seq(n),
            received_at: at(n),
            clock_offset_ms: 0,
            change: change(n, *by, act.clone()),
        };
        record = Some(fold::confirm(record, &logged).unwrap().0);
    }
    record.unwrap()
}

fn made() -> (MemberId, Act) {
    let fields = json!({"remarks": "看不清", "handling": "none"});
    (WORKER, Act::Create(Fields::of(&fields)))
}

fn say(by: MemberId, act: RemarkAct, field: &str, text: &str) -> (MemberId, Act) {
    let form = RemarkForm {
        thread: THREAD,
        field: field.to_owned(),
        to: (act == RemarkAct::Remark).then_some(WORKER),
        text: text.to_owned(),
    };
    (by, Act::Step(form.step(act)))
}

fn remark(field: &str) -> (MemberId, Act) {
    say(OFFICE, RemarkAct::Remark, field, "看不清,重拍")
}

fn edit(fields: &Value) -> (MemberId, Act) {
    (WORKER, Act::Edit(Fields::of(fields)))
}

fn states(acts: &[(MemberId, Act)]) -> Vec<RemarkState> {
    let threads = threads_of(&record(acts));
    threads.iter().map(|thread| thread.state).collect()
}

#[test]
fn a_correction_of_the_field_is_the_answer_and_shows_the_difference() {
    let acts = [made(), remark("remarks"), edit(&json!({"remarks": "张三"}))];
    let threads = threads_of(&record(&acts));
    let [thread] = threads.as_slice() else {
        panic!("{threads:?}");
    };
    assert_eq!(thread.state, RemarkState::Answered);
    assert!(thread.is_for(WORKER) && !thread.is_for(OFFICE));
    let [one] = thread.differences.as_slice() else {
        panic!("{thread:?}");
    };
    assert_eq!(
        (&one.before, &one.after),
        (&json!("看不清"), &json!("张三"))
    );
    assert_eq!(waits(&record(&acts)), (false, true));
    assert_eq!(waits(&record(&acts[..2])), (true, false));
}

#[test]
fn another_field_is_no_answer_unless_the_whole_record_was_meant() {
    let other = edit(&json!({"handling": "solved"}));
    assert_eq!(
        states(&[made(), remark("remarks"), other.clone()]),
        [RemarkState::Waiting]
    );
    assert_eq!(
        states(&[made(), remark(""), other]),
        [RemarkState::Answered]
    );
}

#[test]
fn a_correction_from_before_the_remark_is_no_answer() {
    let acts = [made(), edit(&json!({"remarks": "张"})), remark("remarks")];
    assert_eq!(states(&acts), [RemarkState::Waiting]);
}

#[test]
fn sent_back_again_it_waits_again_and_only_what_came_after_counts() {
    let fixed = edit(&json!({"remarks": "张三"}));
    let mut acts = vec![made(), remark("remarks"), fixed, remark("remarks")];
    assert_eq!(states(&acts), [RemarkState::Waiting]);
    acts.push(say(WORKER, RemarkAct::Answer, "", "门锁着,明天补拍"));
    assert_eq!(states(&acts), [RemarkState::Answered]);
    acts.push(say(OFFICE, RemarkAct::Accept, "", ""));
    assert_eq!(states(&acts), [RemarkState::Accepted]);
    // Words that crossed with the acceptance are kept and open nothing.
    acts.push(say(WORKER, RemarkAct::Answer, "", "已补拍"));
    assert_eq!(states(&acts), [RemarkState::Accepted]);
    assert_eq!(threads_of(&record(&acts))[0].said.len(), 5);
}

#[test]
fn what_waits_on_a_device_answers_there_at_once() {
    let here = fold::overlay(
        Some(record(&[made(), remark("remarks")])),
        &change(3, WORKER, edit(&json!({"remarks": "张三"})).1),
    );
    let threads = threads_of(&here.unwrap());
    assert_eq!(threads[0].state, RemarkState::Answered);
}

#[test]
fn who_may_say_what() {
    use RemarkAct::{Accept, Answer, Remark};
    use RemarkRefusal::{Incomplete, NoThread, WrongKind, WrongRole};
    let plain = record(&[made()]);
    let returned = record(&[made(), remark("remarks")]);
    let accepted = say(OFFICE, Accept, "", "");
    let done = record(&[made(), remark("remarks"), accepted]);
    let void = Act::Void {
        reason: "重复".into(),
    };
    let voided = record(&[made(), (WORKER, void)]);
    let mut care = plain.clone();
    care.kind = Kind::CheckIn;
    let cases = [
        (&plain, Remark, Role::Supervisor, "重拍", Ok(())),
        (&plain, Remark, Role::VillageCadre, "重拍", Ok(())),
        (&plain, Remark, Role::Worker, "重拍", Err(WrongRole)),
        (&plain, Remark, Role::Department, "重拍", Err(WrongRole)),
        (&plain, Remark, Role::Supervisor, " ", Err(Incomplete)),
        (&plain, Answer, Role::Worker, "好", Err(NoThread)),
        (&plain, Accept, Role::Supervisor, "", Err(NoThread)),
        (&returned, Answer, Role::Worker, "好", Ok(())),
        (&returned, Answer, Role::Worker, "", Err(Incomplete)),
        (&returned, Accept, Role::Worker, "", Err(WrongRole)),
        (&returned, Accept, Role::Supervisor, "", Ok(())),
        (&returned, Remark, Role::Supervisor, "还是看不清", Ok(())),
        (&done, Accept, Role::Supervisor, "", Err(NoThread)),
        (&done, Answer, Role::Worker, "好", Ok(())),
        (&voided, Remark, Role::Supervisor, "重拍", Err(WrongKind)),
        (&care, Remark, Role::Supervisor, "重拍", Err(WrongKind)),
    ];
    for (n, (record, act, role, text, wanted)) in cases.into_iter().enumerate() {
        let Act::Step(step) = say(OFFICE, act, "remarks", text).1 else {
            unreachable!()
        };
        assert_eq!(judge(record, &step, role), wanted, "case {n}");
    }
}

#[test]
fn a_step_of_a_course_is_not_judged_here() {
    let step = Step {
        name: "accept".into(),
        fields: Fields::default(),
    };
    assert!(!is_remark(&step));
    assert_eq!(judge(&record(&[made()]), &step, Role::Auditor), Ok(()));
}

proptest! {
    /// Whatever is said in whatever order: every word of a thread that was begun is in it, and a thread has one standing.
    #[test]
    fn no_word_of_a_thread_is_hidden(choices in prop::collection::vec(0u8..5, 0..14)) {
        let mut acts = vec![made(), remark("remarks")];
        for (n, choice) in choices.iter().enumerate() {
            acts.push(match choice {
                0 => say(OFFICE, RemarkAct::Remark, "remarks", &format!("再改 {n}")),
                1 => say(WORKER, RemarkAct::Answer, "", &format!("说明 {n}")),
                2 => say(OFFICE, RemarkAct::Accept, "", &format!("可以 {n}")),
                3 => edit(&json!({"remarks": format!("改 {n}")})),
                _ => edit(&json!({"handling": format!("h{n}")})),
            });
        }
        let threads = threads_of(&record(&acts));
        prop_assert_eq!(threads.len(), 1);
        let words = acts.iter().filter(|(_, act)| matches!(act, Act::Step(_))).count();
        prop_assert_eq!(threads[0].said.len(), words);
        let (waits, answered) = waits(&record(&acts));
        let accepted = threads[0].state == RemarkState::Accepted;
        prop_assert_eq!(u8::from(waits) + u8::from(answered) + u8::from(accepted), 1);
    }
}
