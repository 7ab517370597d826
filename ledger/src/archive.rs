//! A ZIP file that is being written (PKWARE's APPNOTE.TXT), as much of it as a workbook is: deflated parts, one after the other, all in
//! memory. Written by hand because the phone carries it: a general writer brings 40 KB, most of them tables for checksums.

use std::io::{self, Write as _};

use flate2::Compression;
use flate2::write::DeflateEncoder;

const PART: [u8; 4] = *b"PK\x03\x04";
const LISTED: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
/// Version 2.0 of the format knows deflate.
const VERSION: u16 = 20;
const DEFLATED: u16 = 8;
/// 1 January 1980, the format's first day: what is made from the same lines is the same file.
const DAY: u16 = (1 << 5) | 1;

/// What stands before a part and again in the list at the end.
struct Part {
    name: &'static str,
    begins: u32,
    checksum: Checksum,
    packed: u32,
    plain: u32,
}

/// A year of a town's visits is ready a seventh sooner than at the usual level, and a sixth larger.
const LEVEL: u32 = 2;

/// The parts so far; what is written goes into the last one.
pub(crate) struct Archive {
    /// Over everything before the part at hand, and its header.
    packer: DeflateEncoder<Vec<u8>>,
    parts: Vec<Part>,
}

impl Default for Archive {
    fn default() -> Self {
        Self {
            packer: DeflateEncoder::new(Vec::new(), Compression::new(LEVEL)),
            parts: Vec::new(),
        }
    }
}

impl Archive {
    /// Ends the part at hand and begins another.
    pub(crate) fn begin(&mut self, name: &'static str) -> io::Result<()> {
        let mut bytes = self.end()?;
        let part = Part {
            name,
            begins: size(bytes.len())?,
            checksum: Checksum::default(),
            packed: 0,
            plain: 0,
        };
        bytes.extend(part.before()?);
        self.parts.push(part);
        self.packer.reset(bytes)?;
        Ok(())
    }

    /// Adds to the part at hand.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(part) = self.parts.last_mut() {
            part.checksum.add(bytes);
            part.plain = part
                .plain
                .checked_add(size(bytes.len())?)
                .ok_or_else(too_large)?;
        }
        self.packer.write_all(bytes)
    }

    /// The whole file, with the list of its parts at the end.
    pub(crate) fn finish(mut self) -> io::Result<Vec<u8>> {
        let mut bytes = self.end()?;
        let begins = size(bytes.len())?;
        for part in &self.parts {
            bytes.extend(LISTED);
            bytes.extend(VERSION.to_le_bytes());
            bytes.extend(part.header()?);
            // No comment, one disk, no attributes.
            bytes.extend([0; 10]);
            bytes.extend(part.begins.to_le_bytes());
            bytes.extend(part.name.as_bytes());
        }
        let listed = size(bytes.len())? - begins;
        let count = u16::try_from(self.parts.len()).map_err(|_| too_large())?;
        bytes.extend(END);
        bytes.extend([0; 4]);
        bytes.extend(count.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(listed.to_le_bytes());
        bytes.extend(begins.to_le_bytes());
        bytes.extend([0; 2]);
        Ok(bytes)
    }

    /// Packs what is left of the part at hand and writes its sizes, now known, into its header.
    fn end(&mut self) -> io::Result<Vec<u8>> {
        let Some(part) = self.parts.last_mut() else {
            return Ok(Vec::new());
        };
        let mut bytes = self.packer.reset(Vec::new())?;
        let begins = usize::try_from(part.begins).map_err(|_| too_large())?;
        let packed = begins + part.before()?.len();
        part.packed = size(bytes.len().saturating_sub(packed))?;
        if let Some(place) = bytes.get_mut(begins..packed) {
            place.copy_from_slice(&part.before()?);
        }
        Ok(bytes)
    }
}

impl Part {
    /// What stands before the part's own bytes.
    fn before(&self) -> io::Result<Vec<u8>> {
        Ok([&PART[..], &self.header()?, self.name.as_bytes()].concat())
    }

    /// What a part says of itself in both places.
    fn header(&self) -> io::Result<Vec<u8>> {
        let name = u16::try_from(self.name.len()).map_err(|_| too_large())?;
        let mut bytes = Vec::with_capacity(26);
        // No flags; the time of day is midnight.
        for word in [VERSION, 0, DEFLATED, 0, DAY] {
            bytes.extend(word.to_le_bytes());
        }
        for word in [self.checksum.value(), self.packed, self.plain] {
            bytes.extend(word.to_le_bytes());
        }
        // No extra fields.
        for word in [name, 0] {
            bytes.extend(word.to_le_bytes());
        }
        Ok(bytes)
    }
}

/// Sizes and places have four bytes; the longer ones of ZIP64 are not written here.
fn size(bytes: usize) -> io::Result<u32> {
    u32::try_from(bytes).map_err(|_| too_large())
}

fn too_large() -> io::Error {
    io::Error::from(io::ErrorKind::FileTooLarge)
}

/// The CRC-32 of ISO 3309, half a byte at a time: slower than with the usual tables, and so small that it costs nothing.
struct Checksum(u32);

/// What four bits more do to the remainder.
const STEPS: [u32; 16] = steps();

const fn steps() -> [u32; 16] {
    let mut steps = [0; 16];
    let mut number = 0;
    while number < 16 {
        let mut remainder = number;
        let mut bit = 0;
        while bit < 4 {
            remainder = (remainder >> 1) ^ (0xedb8_8320 * (remainder & 1));
            bit += 1;
        }
        #[expect(clippy::indexing_slicing, reason = "at compile time, below 16")]
        {
            steps[number as usize] = remainder;
        }
        number += 1;
    }
    steps
}

impl Default for Checksum {
    fn default() -> Self {
        Self(u32::MAX)
    }
}

impl Checksum {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 ^= u32::from(*byte);
            for _ in 0..2 {
                let step = STEPS
                    .get((self.0 & 15) as usize)
                    .copied()
                    .unwrap_or_default();
                self.0 = (self.0 >> 4) ^ step;
            }
        }
    }

    fn value(&self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        let mut checksum = Checksum::default();
        checksum.add(b"123456");
        checksum.add(b"789");
        assert_eq!(checksum.value(), 0xcbf4_3926);
        assert_eq!(Checksum::default().value(), 0);
    }

    #[test]
    fn another_reader_finds_every_part_whole() {
        let long = "走访记录先存在本机。".repeat(20_000);
        let mut archive = Archive::default();
        archive.begin("a/first.xml").unwrap();
        archive.write(b"one").unwrap();
        archive.write(b" two").unwrap();
        archive.begin("empty").unwrap();
        archive.begin("b.xml").unwrap();
        archive.write(long.as_bytes()).unwrap();
        let bytes = archive.finish().unwrap();
        assert!(bytes.len() < long.len() / 10, "{}", bytes.len());
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<_> = read
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        assert_eq!(names, ["a/first.xml", "empty", "b.xml"]);
        // The reader compares the checksum itself.
        for (name, expected) in [("a/first.xml", "one two"), ("empty", ""), ("b.xml", &*long)] {
            let mut text = String::new();
            read.by_name(name)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            assert_eq!(text, expected);
        }
    }
}
