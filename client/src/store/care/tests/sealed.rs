//! What is kept beside care records stays within their seal: begun steps.

use domain::care::CheckStep;
use domain::care::step::StepWords;

use super::*;
use crate::commands::{DropCheckStepDraft, ListStepDrafts, OpenCheckIn, SaveCheckStepDraft};

#[test]
fn a_begun_answer_stands_sealed_beside_the_check_in_and_goes_with_its_seal() {
    let mut desk = desk(None);
    let id = save(&mut desk);
    receive(&mut desk, id);
    let step = CheckStep::Answer;
    let keep = |text: &str| SaveCheckStepDraft {
        id,
        step,
        words: StepWords {
            text: Some(text.to_owned()),
            ..StepWords::default()
        },
    };
    desk.run(|cx| keep("明天带他去卫生院").run(cx)).unwrap();
    for text in ["卫生院", "answer"] {
        assert_eq!(tables_with(desk.store.db(), text), Vec::<String>::new());
    }
    let begun = desk.run(|cx| OpenCheckIn { id }.run(cx)).unwrap().begun;
    assert_eq!(begun[0].words.text.as_deref(), Some("明天带他去卫生院"));
    // No list names it, and closed it is neither read nor written.
    assert!(desk.run(|cx| ListStepDrafts.run(cx)).unwrap().is_empty());
    desk.store.close_care();
    let closed = desk.run(|cx| keep("x").run(cx)).err();
    assert_eq!(closed, Some(Error::CareLocked));
    desk.store.open_care(CareKey::new(KEY)).unwrap();
    desk.run(|cx| DropCheckStepDraft { id, step }.run(cx))
        .unwrap();
    assert!(
        desk.run(|cx| OpenCheckIn { id }.run(cx))
            .unwrap()
            .begun
            .is_empty()
    );
    desk.run(|cx| keep("再写").run(cx)).unwrap();
    forget_sealed(desk.store.db()).unwrap();
    let left: i64 = desk
        .store
        .db()
        .query_row("SELECT count(*) FROM step_draft", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}
