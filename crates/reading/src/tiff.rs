//! The pages of a TIFF. The decoder reads the first picture of a file only, so each page is given to it as a copy of
//! the file whose header points to that page (TIFF 6.0, section 2).

use std::borrow::Cow;

use crate::sniff::Kind;
use crate::{Limits, ReadError};

/// The pages of a picture file; one for every kind but TIFF.
pub struct Pages<'a> {
    bytes: &'a [u8],
    /// Directories of a TIFF with several pages, else empty.
    offsets: Vec<u32>,
}

impl<'a> Pages<'a> {
    /// Counts the pages.
    pub fn of(bytes: &'a [u8], kind: Kind, limits: &Limits) -> Result<Self, ReadError> {
        let most = limits.max_pages as usize + 1;
        let mut offsets = if kind == Kind::Tiff { directories(bytes, most) } else { Vec::new() };
        limits.check_pages(offsets.len())?;
        if offsets.len() < 2 {
            offsets.clear();
        }
        Ok(Self { bytes, offsets })
    }

    /// At least 1.
    pub fn count(&self) -> u32 {
        u32::try_from(self.offsets.len()).unwrap_or(u32::MAX).max(1)
    }

    /// Page `number`, from 1, as a file of its own.
    pub fn page(&self, number: u32) -> Result<Cow<'a, [u8]>, ReadError> {
        if number == 0 || number > self.count() {
            return Err(ReadError::NoPage { page: number, pages: self.count() });
        }
        let Some(offset) = self.offsets.get(number as usize - 1) else { return Ok(Cow::Borrowed(self.bytes)) };
        let mut copy = self.bytes.to_vec();
        let little = copy.starts_with(b"II");
        copy[4..8].copy_from_slice(&if little { offset.to_le_bytes() } else { offset.to_be_bytes() });
        Ok(Cow::Owned(copy))
    }
}

/// Offsets of the image directories, at most `most`; empty for BigTIFF and for damaged files, which the decoder judges.
fn directories(bytes: &[u8], most: usize) -> Vec<u32> {
    let little = bytes.starts_with(b"II");
    let short = |at: usize| {
        let pair: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let mut offsets = Vec::new();
    if short(2) != Some(42) {
        return offsets;
    }
    let mut next = long(4);
    while let Some(offset) = next
        && offset != 0
        && offsets.len() < most
        && !offsets.contains(&offset)
        && let Some(entries) = short(offset as usize)
    {
        offsets.push(offset);
        next = long(offset as usize + 2 + usize::from(entries) * 12);
    }
    offsets
}

#[cfg(test)]
mod tests;
