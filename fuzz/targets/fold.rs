//! Changes of any content folded in any order: nothing panics, what is folded twice is there once, and what a record says can be read.
#![no_main]

use domain::dispute::Life;
use domain::{Logged, Placing, Record, fold, forms, remark};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(all) = serde_json::from_slice::<Vec<Logged>>(bytes) else {
        return;
    };
    let mut record: Option<Record> = None;
    for logged in &all {
        if let Ok((folded, _)) = fold::confirm(record.clone(), logged) {
            let again = fold::confirm(Some(folded.clone()), logged).map(|(again, _)| again);
            assert_eq!(again.as_ref(), Ok(&folded));
            record = Some(folded);
        }
        if let Ok(overlaid) = fold::overlay(record.clone(), &logged.change) {
            drop(Life::of(&overlaid));
        }
    }
    if let Some(record) = record {
        drop(Placing::of(&record));
        drop(remark::threads_of(&record));
        if let Some(course) = forms::of_record(&record).and_then(|form| form.course) {
            drop(domain::course::Progress::of(course, &record));
        }
        let written = serde_json::to_string(&record).expect("a record can be written");
        let read: Record = serde_json::from_str(&written).expect("and read");
        assert_eq!(read, record);
    }
});
