//! What is kept beside care records stays within their seal: begun steps, and the values that a correction replaced.

use domain::care::CheckStep;
use domain::care::step::StepWords;
use serde_json::json;

use super::*;
use crate::commands::care_forms::SaveCareFile;
use crate::commands::{
    DropCheckStepDraft, ListCareVersions, ListStepDrafts, ListVersions, OpenCheckIn,
    SaveCheckStepDraft,
};

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

#[test]
fn what_a_correction_of_a_file_replaced_is_told_masked_in_full_when_asked_for_and_never_while_closed()
 {
    let mut desk = desk(None);
    desk.profile.role = domain::Role::Supervisor;
    let file = PersonFile {
        phone: Some("13600001111".to_owned()),
        family: Some("欧阳克".to_owned()),
        ..person(None)
    };
    let save = SaveCareFile {
        id: Some(FILE),
        slot: FILE,
        area: None,
        fields: Fields::of(&file),
    };
    desk.run(|cx| save.run(cx)).unwrap();
    let list =
        |desk: &mut Desk, is_full| desk.run(|cx| ListCareVersions { id: FILE, is_full }.run(cx));
    let told = |versions: &crate::commands::Versions| {
        let changes = versions.rows[0].changes.iter();
        let told = changes.map(|one| (one.field.clone(), one.before.clone(), one.after.clone()));
        told.collect::<Vec<_>>()
    };
    let of = |field: &str, before, after| (field.to_owned(), before, after);
    let masked = list(&mut desk, false).unwrap();
    assert_eq!(
        told(&masked),
        [
            of("family", json!("欧**"), json!("欧**")),
            of("phone", json!("139****4321"), json!("136****1111"))
        ]
    );
    let before = openings::of_file(desk.store.db(), FILE, 9).unwrap().len();
    let full = list(&mut desk, true).unwrap();
    assert_eq!(
        told(&full)[1],
        of("phone", json!(SECRET_PHONE), json!("13600001111"))
    );
    list(&mut desk, true).unwrap();
    // Noted, once for the look that it is.
    assert_eq!(
        openings::of_file(desk.store.db(), FILE, 9).unwrap().len(),
        before + 1
    );
    receive(&mut desk, FILE);
    assert_eq!(
        tables_with(desk.store.db(), "13600001111"),
        Vec::<String>::new()
    );
    // The command for open records knows nothing of it.
    let open = desk.run(|cx| ListVersions { id: FILE }.run(cx)).err();
    assert_eq!(open, Some(Error::NotFound));
    desk.store.close_care();
    assert_eq!(list(&mut desk, true).err(), Some(Error::CareLocked));
}
