//! Two people edit one household without seeing each other.

use client::commands::{OpenHousehold, SaveHousehold};
use domain::{Household, RecordId};
use stories::{Phone, Township};

async fn edit(
    phone: &Phone,
    id: RecordId,
    change: impl FnOnce(&mut Household),
) -> anyhow::Result<()> {
    let page = phone.call(OpenHousehold { id }).await?;
    let mut household = page.household;
    change(&mut household);
    phone
        .call(SaveHousehold {
            id: Some(id),
            area: page.area,
            household,
        })
        .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn different_fields_merge_and_the_same_field_is_told() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let wang = Phone::of(&township, township.wang).await?;
    let mut li = Phone::of(&township, township.li).await?;
    let home = township.homes[0].id;
    township.stop().await?;
    edit(&wang, home, |household| {
        household.phone = Some("13800000001".to_owned());
        household.contact_person = Some("老支书".to_owned());
    })
    .await?;
    edit(&li, home, |household| {
        household.phone = Some("13900000002".to_owned());
        household.directions = Some("井边".to_owned());
    })
    .await?;
    wang.rests().await?;
    li.rests().await?;
    // Each tries again by itself: Li's is off until Wang's has been heard.
    li.handle().close().await?;
    township.start_again()?;
    wang.sync().await?;
    wang.sent().await?;
    li.begin_again().await?;
    li.sync().await?;
    li.sent().await?;
    for (phone, mine, other) in [(&wang, "13800000001", "小李"), (&li, "13900000002", "老王")] {
        phone.sync().await?;
        let page = phone
            .until("both values are here", async |phone| {
                let page = phone.call(OpenHousehold { id: home }).await?;
                Ok((!page.contested.is_empty()).then_some(page))
            })
            .await?;
        // Different fields: both stay. The same field: the later is shown, both are told.
        let household = page.household;
        assert_eq!(household.contact_person.as_deref(), Some("老支书"));
        assert_eq!(household.directions.as_deref(), Some("井边"));
        assert_eq!(household.phone.as_deref(), Some("13900000002"));
        let [contested] = page.contested.as_slice() else {
            panic!("{:?}", page.contested);
        };
        assert_eq!(contested.field, "phone");
        let own = contested.sayings.iter().find(|one| one.is_me);
        assert_eq!(own.map(|one| one.value.clone()), Some(mine.into()));
        let theirs = contested.sayings.iter().find(|one| !one.is_me);
        assert_eq!(theirs.map(|one| one.by_name.as_str()), Some(other));
    }
    // One of them confirms what is right; the other sees it settled.
    edit(&wang, home, |household| {
        household.phone = Some("13800000001".to_owned());
    })
    .await?;
    wang.sent().await?;
    li.sync().await?;
    let page = li
        .until("it is settled", async |phone| {
            let page = phone.call(OpenHousehold { id: home }).await?;
            Ok(page.contested.is_empty().then_some(page))
        })
        .await?;
    assert_eq!(page.household.phone.as_deref(), Some("13800000001"));
    Ok(())
}
