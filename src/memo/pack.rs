//! The format of a cache file.
//!
//! A header that names the program, a hash of the rest with the cache's own secret, then the records in the order of their keys:
//! key, age, length, bytes. Numbers are little-endian. A file with any fault is ignored as a whole.

use std::sync::Arc;

use super::key::Key;

/// The version of the format, and version and fingerprint of the program (`build.rs`).
const HEADER: &str =
    concat!("site memo 1, ", env!("CARGO_PKG_VERSION"), " ", env!("SITE_FINGERPRINT"), "\n");

/// One cached result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub key: Key,
    pub age: u32,
    pub bytes: Arc<[u8]>,
}

/// What only the owner of a cache knows: whoever lacks it cannot write a file that is believed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Secret(pub [u8; blake3::KEY_LEN]);

pub(super) fn encode(secret: &Secret, records: &[Record]) -> Vec<u8> {
    let mut body = Vec::new();
    for record in records {
        // No result comes near 4 GiB; if one did, it would be made again each time.
        let Ok(length) = u32::try_from(record.bytes.len()) else { continue };
        body.extend_from_slice(&record.key.0);
        body.extend_from_slice(&record.age.to_le_bytes());
        body.extend_from_slice(&length.to_le_bytes());
        body.extend_from_slice(&record.bytes);
    }
    [HEADER.as_bytes(), blake3::keyed_hash(&secret.0, &body).as_bytes(), &body].concat()
}

/// The records of a file, if this very program wrote it with this secret and it is intact.
pub(super) fn decode(secret: &Secret, bytes: &[u8]) -> Option<Vec<Record>> {
    let rest = bytes.strip_prefix(HEADER.as_bytes())?;
    let (hash, mut body) = rest.split_first_chunk::<{ blake3::OUT_LEN }>()?;
    if blake3::keyed_hash(&secret.0, body) != *hash {
        return None;
    }
    let mut records = Vec::new();
    while !body.is_empty() {
        records.push(record(&mut body)?);
    }
    Some(records)
}

fn record(body: &mut &[u8]) -> Option<Record> {
    let key = Key(*body.split_off(..Key::LENGTH)?.first_chunk()?);
    let age = u32::from_le_bytes(*body.split_off(..4)?.first_chunk()?);
    let length = u32::from_le_bytes(*body.split_off(..4)?.first_chunk()?);
    let bytes = body.split_off(..usize::try_from(length).ok()?)?;
    Some(Record { key, age, bytes: bytes.into() })
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;

    const SECRET: Secret = Secret([7; blake3::KEY_LEN]);

    fn records() -> Vec<Record> {
        let record = |text: &str, age| Record {
            key: Key::new(Kind::Code, &[text.as_bytes()]),
            age,
            bytes: text.as_bytes().into(),
        };
        vec![record("", 0), record("한국어\n", 7), record("text", u32::MAX)]
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(decode(&SECRET, &encode(&SECRET, &records())), Some(records()));
        assert_eq!(decode(&SECRET, &encode(&SECRET, &[])), Some(Vec::new()));
    }

    #[test]
    fn a_file_cut_short_anywhere_counts_for_nothing() {
        let bytes = encode(&SECRET, &records());
        assert!((0..bytes.len()).all(|length| decode(&SECRET, &bytes[..length]).is_none()));
    }

    #[test]
    fn a_file_with_any_byte_changed_counts_for_nothing() {
        let whole = encode(&SECRET, &records());
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert_eq!(decode(&SECRET, &bytes), None, "byte {at}");
        }
    }

    #[test]
    fn a_file_of_another_program_counts_for_nothing() {
        let text = encode(&SECRET, &records());
        let other = [b"site memo 1, 0.0.9 0123456789abcdef\n", &text[HEADER.len()..]].concat();
        assert_eq!(decode(&SECRET, &other), None);
    }

    #[test]
    fn a_file_of_another_secret_counts_for_nothing() {
        let theirs = encode(&Secret([8; blake3::KEY_LEN]), &records());
        assert_eq!(decode(&SECRET, &theirs), None);
    }
}
