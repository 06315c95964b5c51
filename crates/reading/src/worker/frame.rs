//! The form in which questions and answers travel: a JSON header and blobs, each after its length.
//!
//! `u32` length of the header, header, `u32` number of blobs, then per blob a `u64` length and its bytes; big-endian.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Headers beyond this are no headers of ours: a reading of as many words as are kept has about 20 MB.
const HEADER_MOST: u32 = 96 * 1024 * 1024;
const BLOBS_MOST: u32 = 4_096;

/// The start of a frame: everything but the bytes of the blobs.
pub fn head<T: Serialize>(header: &T, blobs: &[&[u8]]) -> io::Result<Vec<u8>> {
    let json = serde_json::to_vec(header)?;
    let mut out = Vec::with_capacity(json.len() + 16);
    out.extend(u32::try_from(json.len()).map_err(io::Error::other)?.to_be_bytes());
    out.extend(json);
    out.extend(u32::try_from(blobs.len()).map_err(io::Error::other)?.to_be_bytes());
    Ok(out)
}

/// Writes a frame and flushes.
pub fn write<T: Serialize>(to: &mut impl Write, header: &T, blobs: &[&[u8]]) -> io::Result<()> {
    to.write_all(&head(header, blobs)?)?;
    for blob in blobs {
        to.write_all(&(blob.len() as u64).to_be_bytes())?;
        to.write_all(blob)?;
    }
    to.flush()
}

/// Reads a frame; `None` at a clean end. A blob longer than `blob_most` is refused before memory is taken for it.
pub fn read<T: DeserializeOwned>(from: &mut impl Read, blob_most: u64) -> io::Result<Option<(T, Vec<Vec<u8>>)>> {
    let Some(length) = first_u32(from)? else { return Ok(None) };
    if length > HEADER_MOST {
        return Err(io::Error::other("the header of a frame is too long"));
    }
    let json = exactly(from, u64::from(length))?;
    let header = serde_json::from_slice(&json)?;
    let mut four = [0; 4];
    from.read_exact(&mut four)?;
    let count = u32::from_be_bytes(four);
    if count > BLOBS_MOST {
        return Err(io::Error::other("a frame has too many blobs"));
    }
    let mut blobs = Vec::new();
    for _ in 0..count {
        let mut eight = [0; 8];
        from.read_exact(&mut eight)?;
        let length = u64::from_be_bytes(eight);
        if length > blob_most {
            return Err(io::Error::other("a blob is too long"));
        }
        blobs.push(exactly(from, length)?);
    }
    Ok(Some((header, blobs)))
}

fn first_u32(from: &mut impl Read) -> io::Result<Option<u32>> {
    let mut four = [0; 4];
    let mut filled = 0;
    while filled < 4 {
        match from.read(&mut four[filled..])? {
            0 if filled == 0 => return Ok(None),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => filled += read,
        }
    }
    Ok(Some(u32::from_be_bytes(four)))
}

/// Grows with what arrives, so that a false length costs nothing.
fn exactly(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn what_is_written_is_read_back_and_ends_cleanly() {
        let mut wire = Vec::new();
        write(&mut wire, &"header", &[b"one", b""]).expect("writes to memory");
        write(&mut wire, &"second", &[]).expect("writes to memory");
        let mut from = wire.as_slice();
        let first: (String, _) = read(&mut from, 10).expect("whole").expect("a frame");
        assert_eq!(first, ("header".to_owned(), vec![b"one".to_vec(), Vec::new()]));
        let second: (String, Vec<Vec<u8>>) = read(&mut from, 10).expect("whole").expect("a frame");
        assert_eq!(second, ("second".to_owned(), Vec::new()));
        assert!(read::<String>(&mut from, 10).expect("clean end").is_none());
    }

    #[test]
    fn a_cut_frame_and_a_false_length_are_errors() {
        let mut wire = Vec::new();
        write(&mut wire, &"header", &[b"blob"]).expect("writes to memory");
        assert!(read::<String>(&mut &wire[..wire.len() - 1], 10).is_err());
        assert!(read::<String>(&mut wire.as_slice(), 3).is_err(), "the blob is longer than allowed");
        assert!(read::<String>(&mut &[0xFF, 0xFF, 0xFF, 0xFF, 1][..], 10).is_err());
    }
}
