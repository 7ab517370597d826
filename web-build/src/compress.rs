//! Squeezes files once, at build time, so that a small server never has to.

use std::io::Write as _;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::arguments::Profile;
use crate::site::File;

/// Below this the headers weigh more than the gain.
const LEAST: usize = 1024;

/// The two forms of a file that browsers may ask for.
pub(crate) struct Squeezed {
    pub(crate) brotli: Vec<u8>,
    pub(crate) gzip: Vec<u8>,
}

/// Both forms, or `None` for a file that is too small or squeezed already.
pub(crate) fn squeeze(file: &File, profile: Profile) -> Result<Option<Squeezed>> {
    if file.content.len() < LEAST || file.path.ends_with(".png") {
        return Ok(None);
    }
    let (quality, level) = match profile {
        Profile::Web => (11, Compression::best()),
        Profile::WebDev => (4, Compression::fast()),
    };
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 24,
        size_hint: file.content.len(),
        ..Default::default()
    };
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut file.content.as_slice(), &mut brotli, &parameters)?;
    let mut gzip = GzEncoder::new(Vec::new(), level);
    gzip.write_all(&file.content)?;
    Ok(Some(Squeezed {
        brotli,
        gzip: gzip.finish()?,
    }))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn both_forms_give_the_content_back() {
        let file = File::new("a.js", "走访记录先存在本机。".repeat(400));
        let squeezed = squeeze(&file, Profile::Web).unwrap().unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut squeezed.brotli.as_slice(), &mut plain).unwrap();
        assert_eq!(plain, file.content);
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(squeezed.gzip.as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, file.content);
    }

    #[test]
    fn small_files_and_pictures_stay_as_they_are() {
        let small = File::new("a.js", "x".repeat(LEAST - 1));
        let picture = File::new("a.png", "x".repeat(LEAST * 4));
        assert!(squeeze(&small, Profile::Web).unwrap().is_none());
        assert!(squeeze(&picture, Profile::Web).unwrap().is_none());
    }
}
