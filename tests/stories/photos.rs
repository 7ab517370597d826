//! Photos follow their words to the office, whole, however often the wire breaks; and nobody else is given them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use client::Error;
use client::commands::{
    BlobStanding, ListBlobs, OpenSyncPage, OpenVisit, Part, PutBlob, ReadBlob, SaveVisit,
};
use domain::{Attachment, AttachmentKind, RecordId, Visit};
use stories::{Cut, Phone, Township, Wire};

/// A JPEG in its parts, with lines that do not repeat.
pub(crate) fn picture(seed: u32, size: usize) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\0\x07JFIF\0\xff\xc0\0\x04\0\0\xff\xda\0\x04\0\0".to_vec();
    let mut n = seed;
    while bytes.len() < size - 2 {
        n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes.push((n >> 24).to_le_bytes()[0] & 0x7f);
    }
    bytes.extend_from_slice(b"\xff\xd9");
    bytes
}

async fn add(phone: &Phone, bytes: &[u8], small: &[u8]) -> anyhow::Result<Attachment> {
    let put = PutBlob {
        kind: AttachmentKind::Photo,
        media_type: "image/jpeg".to_owned(),
        content: STANDARD.encode(bytes),
        thumbnail: STANDARD.encode(small),
        width: Some(1600),
        height: Some(1200),
        seconds: None,
    };
    Ok(phone.call(put).await?)
}

async fn save(
    phone: &Phone,
    home: RecordId,
    remarks: &str,
    photo: &Attachment,
) -> anyhow::Result<RecordId> {
    let visit = Visit {
        met: Some("本人".to_owned()),
        remarks: Some(remarks.to_owned()),
        attachments: vec![photo.clone()],
        ..Visit::routine(home, phone.clock().now())
    };
    Ok(phone.call(SaveVisit { id: None, visit }).await?.id)
}

async fn waiting(phone: &Phone) -> anyhow::Result<u64> {
    Ok(phone.call(OpenSyncPage).await?.light.blobs_waiting)
}

/// Waits until the office has every photo, pressing the button as often as a person would.
async fn photos_sent(phone: &Phone) -> anyhow::Result<()> {
    phone
        .until("the photos are received", async |phone| {
            if waiting(phone).await? == 0 {
                return Ok(Some(()));
            }
            phone.sync().await?;
            Ok(None)
        })
        .await
}

async fn standing(phone: &Phone, hash: &str) -> anyhow::Result<BlobStanding> {
    let hashes = vec![hash.to_owned()];
    let mut all = phone.call(ListBlobs { hashes }).await?;
    all.pop().ok_or_else(|| anyhow::anyhow!("no standing"))
}

/// Asks as a screen does, and again when it is told.
async fn shows(phone: &Phone, hash: &str, part: Part) -> anyhow::Result<Vec<u8>> {
    let shown = phone
        .until("the photo is shown", async |phone| {
            let hash = hash.to_owned();
            match phone.call(ReadBlob { hash, part }).await {
                Ok(content) => Ok(Some(content.content)),
                Err(Error::NotFound) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await?;
    Ok(STANDARD.decode(shown)?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_added_offline_reaches_the_office_whole_after_cuts() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let wire = Wire::to(township.address()).await?;
    let phone = Phone::new()?;
    phone
        .enroll_at(&wire.url(), &township, township.wang)
        .await?;
    phone.pulled().await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let outsider = Phone::of(&township, township.chen).await?;

    // No network: words and photo are kept here.
    township.stop().await?;
    let (bytes, small) = (picture(1, 400_000), picture(2, 5_000));
    let photo = add(&phone, &bytes, &small).await?;
    let visit = save(&phone, township.first_home(), "有照片", &photo).await?;
    assert_eq!(standing(&phone, &photo.hash).await?, BlobStanding::Waiting);
    assert_eq!(waiting(&phone).await?, 1);

    // The network is back, and breaks again while the photo is on its way: the words are there already.
    township.start_again()?;
    wire.cut(Cut::Up(30_000));
    phone.sync().await?;
    phone.sent().await?;
    assert!(township.record(visit).await?.is_some());
    office.sees("有照片").await?;
    for cut in [20_000, 90_000, 1, 200_000, 400] {
        if waiting(&phone).await? == 0 {
            break;
        }
        let before = wire.cuts();
        wire.cut(Cut::Up(cut));
        phone
            .until("the wire broke, or the photo is there", async |phone| {
                let is_over = wire.cuts() > before || waiting(phone).await? == 0;
                if !is_over {
                    phone.sync().await?;
                }
                Ok(is_over.then_some(()))
            })
            .await?;
    }
    assert!(wire.cuts() >= 3, "only {} cuts happened", wire.cuts());
    photos_sent(&phone).await?;
    assert_eq!(standing(&phone, &photo.hash).await?, BlobStanding::Received);

    // The office looks: first small, then whole, and identical.
    let view = office.call(OpenVisit { id: visit }).await?;
    assert_eq!(view.visit.attachments, std::slice::from_ref(&photo));
    assert_eq!(shows(&office, &photo.hash, Part::Thumbnail).await?, small);
    assert_eq!(shows(&office, &photo.hash, Part::Whole).await?, bytes);
    assert_eq!(standing(&office, &photo.hash).await?, BlobStanding::Here);

    // Somebody of another place who knows its name is not given it.
    let hash = photo.hash.clone();
    let read = ReadBlob {
        hash,
        part: Part::Whole,
    };
    assert_eq!(outsider.call(read).await.err(), Some(Error::NotFound));
    outsider
        .until("the server said no", async |phone| {
            let is = standing(phone, &photo.hash).await? == BlobStanding::Elsewhere;
            Ok(is.then_some(()))
        })
        .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_that_comes_down_is_cut_and_goes_on() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let wire = Wire::to(township.address()).await?;
    let office = Phone::new()?;
    office
        .enroll_at(&wire.url(), &township, township.supervisor)
        .await?;
    office.pulled().await?;
    let bytes = picture(3, 500_000);
    let photo = add(&phone, &bytes, &[]).await?;
    save(&phone, township.first_home(), "大照片", &photo).await?;
    photos_sent(&phone).await?;
    office.sees("大照片").await?;
    for cut in [10_000, 150_000, 0] {
        wire.cut(Cut::Down(cut));
        let before = wire.cuts();
        office
            .until("the wire broke", async |office| {
                let hash = photo.hash.clone();
                let part = Part::Whole;
                let here = office.call(ReadBlob { hash, part }).await.is_ok();
                let is_over = here || wire.cuts() > before;
                if !is_over {
                    office.sync().await?;
                }
                Ok(is_over.then_some(()))
            })
            .await?;
    }
    office.sync().await?;
    assert_eq!(shows(&office, &photo.hash, Part::Whole).await?, bytes);
    assert!(wire.cuts() >= 2, "only {} cuts happened", wire.cuts());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_restored_without_its_newest_photos_is_given_them_again() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    let office = Phone::of(&township, township.supervisor).await?;
    let home = township.first_home();
    let early = add(&phone, &picture(4, 60_000), &[]).await?;
    save(&phone, home, "备份前", &early).await?;
    photos_sent(&phone).await?;
    let backup = township.back_up()?;
    let bytes = picture(5, 60_000);
    let late = add(&phone, &bytes, &picture(6, 3_000)).await?;
    save(&phone, home, "备份后", &late).await?;
    photos_sent(&phone).await?;

    township.stop().await?;
    township.restore(&backup)?;
    township.start_again()?;
    phone.sync().await?;
    let store = township.store().clone();
    phone
        .until("the server has both again", async |phone| {
            let mut here = 0;
            for one in [&early, &late] {
                let hash = sync_server::blobs::read_hash(&one.hash)
                    .ok_or_else(|| anyhow::anyhow!("no hash"))?;
                let row = store.read(move |view| view.blob(&hash)).await?;
                here += u32::from(row.is_some());
            }
            if here < 2 {
                phone.sync().await?;
            }
            Ok((here == 2 && waiting(phone).await? == 0).then_some(()))
        })
        .await?;
    office.sync().await?;
    office.sees("备份后").await?;
    assert_eq!(shows(&office, &late.hash, Part::Whole).await?, bytes);
    Ok(())
}
