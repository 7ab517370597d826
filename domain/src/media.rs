//! What bytes are, by looking at them and not at what anybody says: a picture, a recording, or neither. And what a picture carries
//! besides itself, such as where it was taken: that is left out where it is made and refused where it arrives.

use std::ops::Range;

/// What bytes were found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Such as `image/jpeg`.
    pub media_type: &'static str,
    /// Nothing but the picture or the sound, as far as this looks: time, place and names of cameras stand in their own parts.
    pub is_plain: bool,
}

/// What these bytes are; `None` for what no phone of ours makes, and for pictures that do not end where they should.
#[must_use]
pub fn look(bytes: &[u8]) -> Option<Found> {
    if let Some(parts) = parts(bytes) {
        let media_type = if bytes.starts_with(JPEG) {
            "image/jpeg"
        } else {
            "image/png"
        };
        return Some(Found {
            media_type,
            is_plain: parts.iter().all(|part| part.belongs),
        });
    }
    let at = |place: usize, mark: &[u8]| {
        bytes
            .get(place..)
            .is_some_and(|rest| rest.starts_with(mark))
    };
    let media_type = if at(0, b"\x1a\x45\xdf\xa3") {
        "audio/webm"
    } else if at(0, b"OggS") {
        "audio/ogg"
    } else if at(4, b"ftyp") {
        "audio/mp4"
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        "audio/wav"
    } else if at(0, b"\xff\xf1") || at(0, b"\xff\xf9") {
        "audio/aac"
    } else {
        return None;
    };
    Some(Found {
        media_type,
        is_plain: true,
    })
}

/// The same picture without what is not the picture; everything else comes back as it was.
#[must_use]
pub fn plain(bytes: Vec<u8>) -> Vec<u8> {
    match parts(&bytes) {
        Some(parts) if parts.iter().any(|part| !part.belongs) => parts
            .into_iter()
            .filter(|part| part.belongs)
            .filter_map(|part| bytes.get(part.place))
            .flatten()
            .copied()
            .collect(),
        _ => bytes,
    }
}

const JPEG: &[u8] = b"\xff\xd8";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

struct Part {
    place: Range<usize>,
    /// The picture needs it.
    belongs: bool,
}

/// The parts of a picture, one behind the other without a gap from its first byte to its last.
fn parts(bytes: &[u8]) -> Option<Vec<Part>> {
    if bytes.starts_with(JPEG) {
        jpeg(bytes)
    } else if bytes.starts_with(PNG) {
        png(bytes)
    } else {
        None
    }
}

fn jpeg(bytes: &[u8]) -> Option<Vec<Part>> {
    let mut parts = vec![Part {
        place: 0..2,
        belongs: true,
    }];
    let mut at = 2;
    let mut has_lines = false;
    loop {
        let &[0xff, marker] = bytes.get(at..at + 2)? else {
            return None;
        };
        if marker == 0xd9 {
            parts.push(Part {
                place: at..at + 2,
                belongs: true,
            });
            return (has_lines && at + 2 == bytes.len()).then_some(parts);
        }
        let &[high, low] = bytes.get(at + 2..at + 4)? else {
            return None;
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let mut end = at + 2 + length;
        if length < 2 || end > bytes.len() {
            return None;
        }
        if marker == 0xda {
            has_lines = true;
            end = after_lines(bytes, end)?;
        }
        let said = bytes.get(at + 4..end)?;
        let belongs = match marker {
            // JFIF, Adobe's note on colours, tables, frames and lines.
            0xe0 | 0xee | 0xc0..=0xcf | 0xda..=0xdf => true,
            0xe2 => said.starts_with(b"ICC_PROFILE\0"),
            _ => false,
        };
        parts.push(Part {
            place: at..end,
            belongs,
        });
        at = end;
    }
}

/// Where the lines of a picture end: at the next marker that is none of those within them.
fn after_lines(bytes: &[u8], from: usize) -> Option<usize> {
    let lines = bytes.get(from..)?;
    let is_end =
        |pair: &[u8]| matches!(pair, [0xff, mark] if !matches!(mark, 0x00 | 0xd0..=0xd7 | 0xff));
    lines
        .windows(2)
        .position(is_end)
        .map(|length| from + length)
}

fn png(bytes: &[u8]) -> Option<Vec<Part>> {
    /// Colours, transparency and size of a pixel besides the picture itself.
    const BELONGS: [&[u8]; 12] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
        b"bKGD", b"pHYs",
    ];
    let mut parts = vec![Part {
        place: 0..PNG.len(),
        belongs: true,
    }];
    let mut at = PNG.len();
    loop {
        let length = <[u8; 4]>::try_from(bytes.get(at..at + 4)?).ok()?;
        let name = bytes.get(at + 4..at + 8)?;
        let length = usize::try_from(u32::from_be_bytes(length)).ok()?;
        let end = at.checked_add(length)?.checked_add(12)?;
        if end > bytes.len() || (parts.len() == 1) != (name == b"IHDR") {
            return None;
        }
        parts.push(Part {
            place: at..end,
            belongs: BELONGS.contains(&name),
        });
        if name == b"IEND" {
            return (end == bytes.len()).then_some(parts);
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, said: &[u8]) -> Vec<u8> {
        let length = u16::try_from(said.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), said].concat()
    }

    fn jpeg_with(more: &[Vec<u8>]) -> Vec<u8> {
        let lines = [
            &segment(0xda, &[1, 2, 3])[..],
            &[7, 0xff, 0, 8, 0xff, 0xd0, 9],
        ]
        .concat();
        [
            vec![0xff, 0xd8],
            segment(0xe0, b"JFIF\0"),
            more.concat(),
            segment(0xdb, &[0; 5]),
            segment(0xc0, &[0; 6]),
            lines.clone(),
            // A second set of lines, as pictures that grow clearer have.
            segment(0xc4, &[0; 3]),
            lines,
            vec![0xff, 0xd9],
        ]
        .concat()
    }

    fn chunk(name: &[u8; 4], said: &[u8]) -> Vec<u8> {
        let length = u32::try_from(said.len()).unwrap().to_be_bytes();
        [length.as_slice(), name, said, &[0; 4]].concat()
    }

    fn png_with(more: &[Vec<u8>]) -> Vec<u8> {
        [
            PNG.to_vec(),
            chunk(b"IHDR", &[0; 13]),
            more.concat(),
            chunk(b"IDAT", &[1, 2, 3]),
            chunk(b"IEND", &[]),
        ]
        .concat()
    }

    #[test]
    fn pictures_are_known_by_their_parts_and_sounds_by_their_beginning() {
        let sounds: [(&[u8], &str); 6] = [
            (b"\x1a\x45\xdf\xa3\x9f", "audio/webm"),
            (b"OggS\0", "audio/ogg"),
            (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
            (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
            (b"\xff\xf1\x50", "audio/aac"),
            (b"\xff\xf9\x50", "audio/aac"),
        ];
        let is = |bytes: &[u8]| look(bytes).map(|found| found.media_type);
        for (bytes, media_type) in sounds {
            assert_eq!(is(bytes), Some(media_type));
        }
        assert_eq!(is(&jpeg_with(&[])), Some("image/jpeg"));
        assert_eq!(is(&png_with(&[])), Some("image/png"));
        let neither: [&[u8]; 6] = [
            b"",
            b"<html>",
            b"GIF89a",
            b"PK\x03\x04",
            b"\xff\xd8",
            b"RIFF\0\0\0\0AVI ",
        ];
        for bytes in neither {
            assert_eq!(is(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn what_a_picture_carries_besides_itself_is_seen_and_left_out() {
        for more in [
            segment(0xe1, b"Exif\0\0MM\0*"),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0"),
            segment(0xe2, b"MPF\0"),
            segment(0xed, b"Photoshop 3.0\0"),
            segment(0xfe, b"taken at home"),
        ] {
            let carries = jpeg_with(&[more]);
            assert!(!look(&carries).unwrap().is_plain);
            assert_eq!(plain(carries), jpeg_with(&[]));
        }
        let colours = jpeg_with(&[segment(0xe2, b"ICC_PROFILE\0\x01\x01")]);
        assert!(look(&colours).unwrap().is_plain);
        assert_eq!(plain(colours.clone()), colours);
        let carries = png_with(&[chunk(b"eXIf", b"MM\0*"), chunk(b"tEXt", b"Author\0x")]);
        assert!(!look(&carries).unwrap().is_plain);
        assert_eq!(plain(carries), png_with(&[]));
        assert!(look(&png_with(&[])).unwrap().is_plain);
    }

    #[test]
    fn a_picture_that_is_cut_or_goes_on_behind_its_end_is_none() {
        for whole in [jpeg_with(&[]), png_with(&[])] {
            for length in 0..whole.len() {
                assert_eq!(look(&whole[..length]), None, "{length}");
            }
            let more = [whole.as_slice(), b"<script>"].concat();
            assert_eq!(look(&more), None);
            assert_eq!(plain(more.clone()), more);
        }
        // A length that points out of the picture.
        let mut lies = png_with(&[]);
        lies[PNG.len()] = 0xff;
        assert_eq!(look(&lies), None);
    }
}
