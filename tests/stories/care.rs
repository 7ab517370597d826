//! People who need care: who sees their files on a whole phone, what stands behind the second PIN, and what goes when.

use chrono::{Duration, NaiveDate};
use client::Error;
use client::commands::care::CareFilePage;
use client::commands::ledgers::Cell;
use client::commands::{
    CareGate, CareRow, CareStage, Enroll, ExportLedger, FileFormat, LedgerPage, LedgerQuery,
    ListCare, LockCare, OpenCare, OpenCareFile, OpenCheckIn, OpenLedger, OpenSyncPage,
    ReadCareGate, RenewCarePin, SaveCareFile, SaveCheckIn, SetCarePin, TakeCheckStep,
};
use domain::care::step::StepWords;
use domain::care::{CheckStep, Department, TeamMember};
use domain::{Fields, MemberId, RecordId};
use serde_json::{Value, json};
use stories::{CARE_PIN, PIN, Phone, Township};

const PERSON: &str = "周某某";

fn today(phone: &Phone) -> NaiveDate {
    (phone.clock().now() + Duration::hours(8)).date_naive()
}

fn team(township: &Township, workers: &[MemberId]) -> Value {
    let station = TeamMember {
        department: Some(Department::Justice),
        ..TeamMember::with_account("department", township.station)
    };
    let workers = workers
        .iter()
        .map(|worker| TeamMember::with_account("worker", *worker));
    json!(std::iter::once(station).chain(workers).collect::<Vec<_>>())
}

/// A phone that was given its second PIN.
pub(crate) async fn carer(township: &Township, member: MemberId) -> anyhow::Result<Phone> {
    let phone = Phone::of(township, member).await?;
    let gate = phone.call(ReadCareGate).await?;
    assert_eq!((gate.stage, gate.files), (CareStage::Unset, 0));
    let gate = phone
        .call(SetCarePin {
            pin: CARE_PIN.to_owned(),
        })
        .await?;
    assert_eq!(gate.stage, CareStage::Open);
    Ok(phone)
}

/// The station begins a file of the first grid.
pub(crate) async fn begin(
    township: &Township,
    station: &Phone,
    workers: &[MemberId],
    ends_on: Option<NaiveDate>,
) -> anyhow::Result<RecordId> {
    let fields = json!({"name": PERSON, "line": "resettlement", "care_level": "a", "starts_on": today(station),
        "ends_on": ends_on, "family": "周父", "family_phone": "13812345678", "team": team(township, workers)});
    let saved = station
        .call(SaveCareFile {
            id: None,
            slot: RecordId(uuid::Uuid::nil()),
            area: township.homes.first().map(|home| home.grid.clone()),
            fields: Fields::of(&fields),
        })
        .await?;
    station.sent().await?;
    Ok(saved.id)
}

async fn list(phone: &Phone) -> anyhow::Result<Vec<CareRow>> {
    Ok(phone.call(ListCare).await?)
}

pub(crate) async fn holds(phone: &Phone, files: u64) -> anyhow::Result<CareGate> {
    phone.sync().await?;
    phone
        .until("the care files are as many", async |phone| {
            let gate = phone.call(ReadCareGate).await?;
            Ok((gate.files == files).then_some(gate))
        })
        .await
}

pub(crate) fn check_in(file: RecordId, phone: &Phone, remarks: &str) -> SaveCheckIn {
    let fields = json!({"file": file, "happened_at": phone.clock().now().timestamp_millis(), "method": "door", "check_place": "home",
        "met_whom": "person", "whereabouts": "home", "contact": "works", "livelihood": "farming", "needs": ["work"], "abnormal": "yes",
        "abnormal_note": "想找活干", "department": "justice", "remarks": remarks});
    SaveCheckIn {
        id: None,
        slot: file,
        fields: Fields::of(&fields),
    }
}

async fn page(phone: &Phone, id: RecordId) -> Result<CareFilePage, Error> {
    phone.call(OpenCareFile { id }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_in_reaches_the_department_and_its_answer_comes_back() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let station = carer(&township, township.station).await?;
    let wang = carer(&township, township.wang).await?;
    let li = carer(&township, township.li).await?;
    let office = carer(&township, township.supervisor).await?;
    let file = begin(&township, &station, &[township.wang], None).await?;
    let gate = holds(&wang, 1).await?;
    assert_eq!(gate.due, 1);
    let rows = list(&wang).await?;
    assert_eq!((rows[0].id, rows[0].name.as_str()), (file, "周**"));
    let check = wang.call(check_in(file, &wang, "本人在家")).await?.id;
    assert_eq!(
        list(&wang).await?[0].due_on,
        Some(today(&wang) + Duration::days(7))
    );
    wang.sent().await?;
    station.sync().await?;
    let offers = station
        .until("the check-in is here", async |station| {
            match station.call(OpenCheckIn { id: check }).await {
                Ok(page) => Ok(Some(page.offers)),
                Err(Error::NotFound) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await?;
    assert_eq!(offers, [CheckStep::Receive]);
    for (step, text) in [
        (CheckStep::Receive, None),
        (CheckStep::Answer, Some("本周上门")),
    ] {
        let words = StepWords {
            text: text.map(str::to_owned),
            ..StepWords::default()
        };
        station
            .call(TakeCheckStep {
                id: check,
                step,
                words,
            })
            .await?;
    }
    station.sent().await?;
    wang.sync().await?;
    wang.until("the answer is here", async |wang| {
        let page = wang.call(OpenCheckIn { id: check }).await?;
        Ok((page.entries.len() == 2).then_some(()))
    })
    .await?;
    // A worker of the same grid who is not on the team, and the office, hold nothing of it.
    for outsider in [&li, &office] {
        outsider.sync().await?;
        outsider.rests().await?;
        assert!(list(outsider).await?.is_empty());
        assert_eq!(page(outsider, file).await.err(), Some(Error::NotFound));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_the_team_gives_the_file_back_and_what_was_captured_before_counts()
-> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let station = carer(&township, township.station).await?;
    let wang = carer(&township, township.wang).await?;
    let both = [township.wang, township.li];
    let file = begin(&township, &station, &both, None).await?;
    holds(&wang, 1).await?;
    // Out of the office's reach while the right ends.
    township.stop().await?;
    let check = wang.call(check_in(file, &wang, "离开前")).await?.id;
    township.start_again()?;
    let mut fields = page(&station, file).await?;
    fields.file = station
        .call(client::commands::ShowCareFile { id: file })
        .await?
        .file;
    let mut wanted = Fields::of(&fields.file);
    wanted
        .0
        .insert("team".to_owned(), team(&township, &[township.li]));
    wang.call(LockCare).await?;
    let change = SaveCareFile {
        id: Some(file),
        slot: file,
        area: None,
        fields: wanted,
    };
    station.call(change).await?;
    station.sent().await?;
    wang.sent().await?;
    holds(&wang, 0).await?;
    let stored = township.record(check).await?.expect("it counts");
    assert_eq!(stored.fields.text("remarks"), Some("离开前"));
    let opened = wang
        .call(OpenCare {
            pin: CARE_PIN.to_owned(),
        })
        .await?;
    assert_eq!((opened.stage, opened.files), (CareStage::Open, 0));
    assert!(list(&wang).await?.is_empty());
    let sync = wang.call(OpenSyncPage).await?;
    assert!(sync.quarantined.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_label_ends_the_file_leaves_a_phone_without_network() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let station = carer(&township, township.station).await?;
    let mut wang = carer(&township, township.wang).await?;
    let ends_on = today(&station) + Duration::days(2);
    begin(&township, &station, &[township.wang], Some(ends_on)).await?;
    holds(&wang, 1).await?;
    township.stop().await?;
    wang.clock().shift_by(Duration::days(3));
    wang.reopen().await?;
    let gate = wang.call(ReadCareGate).await?;
    assert_eq!((gate.files, gate.due), (0, 0));
    wang.call(OpenCare {
        pin: CARE_PIN.to_owned(),
    })
    .await?;
    assert!(list(&wang).await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn care_files_close_after_five_minutes_and_are_fetched_only_while_open() -> anyhow::Result<()>
{
    let township = Township::start().await?;
    let station = carer(&township, township.station).await?;
    let mut wang = carer(&township, township.wang).await?;
    let first = begin(&township, &station, &[township.wang], None).await?;
    holds(&wang, 1).await?;
    wang.clock().shift_by(Duration::minutes(4));
    page(&wang, first).await?;
    wang.clock().shift_by(Duration::minutes(4));
    page(&wang, first).await?;
    wang.clock().shift_by(Duration::minutes(5));
    assert_eq!(page(&wang, first).await.err(), Some(Error::CareLocked));
    // Closed, nothing of a new file comes down; opened, it does at once.
    begin(&township, &station, &[township.wang], None).await?;
    wang.sync().await?;
    wang.rests().await?;
    assert_eq!(wang.call(ReadCareGate).await?.files, 1);
    wang.reopen().await?;
    let wrong = wang
        .call(OpenCare {
            pin: PIN.to_owned(),
        })
        .await;
    assert!(matches!(wrong, Err(Error::WrongPin { .. })));
    assert_eq!(
        list(&wang).await.err().map(|error| error.to_string()),
        Some("care files locked".to_owned())
    );
    wang.call(OpenCare {
        pin: CARE_PIN.to_owned(),
    })
    .await?;
    wang.until("the new file is here", async |wang| {
        Ok((wang.call(ReadCareGate).await?.files == 2).then_some(()))
    })
    .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_second_pin_is_renewed_with_a_code_of_the_office() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let station = carer(&township, township.station).await?;
    let wang = carer(&township, township.wang).await?;
    let file = begin(&township, &station, &[township.wang], None).await?;
    holds(&wang, 1).await?;
    let before = page(&wang, file).await?;
    wang.call(LockCare).await?;
    let renew = async |code: String, pin: &str| {
        let pin = pin.to_owned();
        wang.call(RenewCarePin { code, pin }).await
    };
    let code = township.code_for(township.wang).await?;
    assert_eq!(renew(code.clone(), PIN).await.err(), Some(Error::SamePin));
    let others = township.code_for(township.li).await?;
    assert_eq!(
        renew(others, "112358").await.err(),
        Some(Error::OtherMember)
    );
    let gate = renew(code, "112358").await?;
    // Opened by the server's half of the key, not fetched anew.
    assert_eq!((gate.stage, gate.files), (CareStage::Open, 1));
    assert_eq!(
        page(&wang, file).await?.accesses.len(),
        before.accesses.len() + 1
    );
    wang.call(LockCare).await?;
    assert!(
        wang.call(OpenCare {
            pin: CARE_PIN.to_owned()
        })
        .await
        .is_err()
    );
    wang.call(OpenCare {
        pin: "112358".to_owned(),
    })
    .await?;
    assert_eq!(list(&wang).await?.len(), 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_enrolment_keeps_the_second_pin() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let station = carer(&township, township.station).await?;
    let mut wang = carer(&township, township.wang).await?;
    begin(&township, &station, &[township.wang], None).await?;
    holds(&wang, 1).await?;
    wang.restart().await?;
    let enroll = Enroll {
        server: township.url(),
        code: township.code_for(township.wang).await?,
        pin: "908172".to_owned(),
        device_name: "story".to_owned(),
    };
    wang.call(enroll).await?;
    wang.call(OpenCare {
        pin: CARE_PIN.to_owned(),
    })
    .await?;
    assert_eq!(list(&wang).await?.len(), 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_counts_care_visits_without_holding_a_file_and_keeps_the_counts_without_a_network()
-> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let station = carer(&township, township.station).await?;
    let wang = carer(&township, township.wang).await?;
    let file = begin(&township, &station, &[township.wang], None).await?;
    holds(&wang, 1).await?;
    wang.call(check_in(file, &wang, "本人在家")).await?;
    wang.sent().await?;
    let office = carer(&township, township.supervisor).await?;
    let query = LedgerQuery {
        key: "care-visits".to_owned(),
        area: None,
        from: today(&office) - Duration::days(3),
        to: today(&office),
        is_unentered: false,
    };
    let open = |query: &LedgerQuery| OpenLedger {
        query: query.clone(),
        limit: 50,
    };
    let page = office.call(open(&query)).await?;
    let cells = |page: &LedgerPage| serde_json::to_string(&page.table.rows[0]).unwrap();
    // One person, seen once, something found; nobody signed for it yet.
    assert_eq!(page.table.rows[0][2], Cell::Number(1));
    assert_eq!(page.table.rows[0][6], Cell::Number(1));
    assert_eq!(page.table.rows[0][7], Cell::Number(0));
    assert!(
        page.table
            .notes
            .iter()
            .any(|note| note.contains("由服务器统计"))
    );
    assert_eq!(office.call(ReadCareGate).await?.files, 0);
    let seen = cells(&page);
    township.stop().await?;
    assert_eq!(cells(&office.call(open(&query)).await?), seen);
    // It can be filed all the same; what was never counted cannot be made up.
    let file = office
        .call(ExportLedger {
            query: query.clone(),
            format: FileFormat::Csv,
            leave: None,
        })
        .await?;
    assert_eq!(file.rows, page.total);
    let before = LedgerQuery {
        to: query.from,
        ..query
    };
    assert_eq!(office.call(open(&before)).await, Err(Error::Offline));
    Ok(())
}
