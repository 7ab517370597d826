//! What an administrator does to rights and devices, and what a device hears of it.

use chrono::Duration;
use domain::{Act, AreaCode, Fields, Kind, Member, MemberId, RecordId, Role, change::Step};
use protocol::Directive;
use serde_json::json;
use sync_server::audit::Actor;
use sync_server::storage::Tx;
use sync_server::town::Pen;
use sync_server::{Error, clock, keeping};

use crate::desk::{Desk, GRID_1, GRID_2, code, household_scope};

fn write(tx: &dyn Tx, subject: (RecordId, Kind, AreaCode), act: Act) -> Result<RecordId, Error> {
    let id = subject.0;
    let mut pen = Pen::take(tx, clock::now())?;
    let current = tx.record(id)?;
    let status = pen.write(tx, subject, act, current)?;
    assert!(status.seq().is_some(), "{status:?}");
    pen.put_back(tx)?;
    Ok(id)
}

fn task(tx: &dyn Tx, owner: MemberId, heading: &str) -> Result<RecordId, Error> {
    let fields = json!({"form": "task", "heading": heading, "task_sort": "visit", "content": "看看",
                        "owner": owner, "deadline": "2030-01-01"});
    let fields: Fields = serde_json::from_value(fields).unwrap();
    let subject = (RecordId(clock::new_id()), Kind::Task, code(GRID_1));
    write(tx, subject, Act::Create(fields))
}

async fn member_of(desk: &Desk, id: MemberId) -> Member {
    let record = desk.store.read(move |view| view.record(id.into())).await;
    Member::from_fields(&record.unwrap().unwrap().fields).unwrap()
}

#[tokio::test]
async fn a_member_has_a_right_from_its_grant_to_its_end_and_the_rows_stay() {
    let desk = Desk::open().await;
    let member = desk.worker;
    let right = move |tx: &dyn Tx, area: &str| {
        keeping::grant(
            tx,
            Actor::Operator,
            member,
            (Role::Worker, &code(area)),
            clock::now(),
        )
    };
    let given = desk
        .store
        .transact(move |tx| Ok((right(tx, GRID_2)?, right(tx, GRID_2)?, right(tx, GRID_1)?)))
        .await
        .unwrap();
    assert_eq!(given, (true, false, false));
    assert_eq!(
        member_of(&desk, member).await.areas,
        [code(GRID_1), code(GRID_2)]
    );
    let phone = desk.phone(member).await;
    let scopes = phone.sync(&phone.request(&[])).await.scopes;
    assert!(scopes.contains(&household_scope(GRID_2)));

    let ended = desk
        .store
        .transact(move |tx| {
            let end = |role| {
                keeping::end_grant(
                    tx,
                    Actor::Operator,
                    member,
                    (role, &code(GRID_2)),
                    clock::now(),
                )
            };
            Ok((
                end(Role::Supervisor)?,
                end(Role::Worker)?,
                end(Role::Worker)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(ended, (0, 1, 0));
    let reply = phone.sync(&phone.request(&[])).await;
    assert!(!reply.scopes.contains(&household_scope(GRID_2)));
    assert!(reply.scopes.contains(&household_scope(GRID_1)));
    assert_eq!(member_of(&desk, member).await.areas, [code(GRID_1)]);
    let rows = desk
        .store
        .read(move |view| view.grants(member))
        .await
        .unwrap();
    assert_eq!(rows.len(), 2);
}

#[tokio::test]
async fn whoever_takes_over_has_the_rights_and_the_list_of_what_is_open() {
    let desk = Desk::open().await;
    let (old, new) = (desk.worker, desk.neighbour);
    let phone = desk.phone(old).await;
    let (open, replaced) = desk
        .store
        .transact(move |tx| {
            let left = task(tx, old, "没办完")?;
            let done = task(tx, old, "取消了")?;
            task(tx, new, "别人的")?;
            let cancel = Step {
                name: "cancel".to_owned(),
                fields: serde_json::from_value(json!({"reason": "重复"})).unwrap(),
            };
            write(tx, (done, Kind::Task, code(GRID_1)), Act::Step(cancel))?;
            let open = keeping::open_things(tx, old)?;
            let open: Vec<_> = open
                .into_iter()
                .map(|thing| (thing.record, thing.state))
                .collect();
            assert_eq!(open, [(left, "待接单")]);
            Ok((
                open,
                keeping::replace(tx, Actor::Operator, (old, new), false, clock::now())?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(replaced.rights, [(Role::Worker, code(GRID_1))]);
    assert_eq!(replaced.devices.len(), 1);
    // Nothing of the past was written anew.
    let (task, _) = open[0];
    let task = desk.store.read(move |view| view.record(task)).await;
    assert_eq!(
        task.unwrap().unwrap().fields.text("owner"),
        Some(old.to_string().as_str())
    );

    let reply = phone.sync(&phone.request(&[])).await;
    assert_eq!(reply.directives, [Directive::Revoked, Directive::Forget]);
    let successor = desk.phone(new).await;
    let scopes = successor.sync(&successor.request(&[])).await.scopes;
    assert!(scopes.contains(&household_scope(GRID_1)));
    assert!(member_of(&desk, old).await.areas.is_empty());
    assert!(member_of(&desk, new).await.areas.contains(&code(GRID_1)));
    let again = desk
        .store
        .transact(move |tx| keeping::replace(tx, Actor::Operator, (old, new), false, clock::now()))
        .await;
    assert!(matches!(again, Err(Error::NotFound("member"))));
}

#[tokio::test]
async fn a_device_is_found_by_the_beginning_of_its_id_and_stays_revoked_since_the_first_time() {
    let desk = Desk::open().await;
    let phone = desk.phone(desk.worker).await;
    let (id, member) = (phone.device, desk.worker);
    let start = id.to_string().chars().take(8).collect::<String>();
    let first = clock::now() - Duration::hours(1);
    desk.store
        .transact(move |tx| {
            let found = keeping::devices_starting(tx, &start.to_uppercase())?;
            assert!(found.iter().any(|device| device.id == id));
            assert_eq!(keeping::devices_of(tx, member)?.len(), 1);
            keeping::revoke(tx, Actor::Operator, id, first)?;
            keeping::revoke(tx, Actor::Operator, id, clock::now())?;
            assert_eq!(tx.device(id)?.unwrap().revoked_at, Some(first));
            assert!(keeping::devices_of(tx, member)?.is_empty());
            Ok(())
        })
        .await
        .unwrap();
    // Its contact is noted at once, so that the list says whether it knows.
    phone.sync(&phone.request(&[])).await;
    let device = desk.store.read(move |view| view.device(id)).await;
    assert!(device.unwrap().unwrap().last_seen_at > first);
}
