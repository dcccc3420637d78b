//! The files of an index, of one language and of all together. The engine makes them.
//!
//! A bundle goes through the memo as bytes: for each file the lengths of name and contents, then both.

use std::collections::BTreeMap;

use serde_json::Value;

/// File name -> bytes.
pub(super) type Bundle = BTreeMap<String, Vec<u8>>;

/// The file that lists the languages and the files of each.
const ENTRY: &str = "pagefind-entry.json";

/// One bundle of many: the files of each, and an entry that names the languages of all.
pub(super) fn join(bundles: Vec<Bundle>) -> Bundle {
    let mut joined = Bundle::new();
    let mut entry: Option<Value> = None;
    for mut bundle in bundles {
        let of_bundle =
            bundle.remove(ENTRY).and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        match (&mut entry, of_bundle) {
            (Some(entry), Some(of_bundle)) => add_languages(entry, &of_bundle),
            (entry @ None, of_bundle) => *entry = of_bundle,
            (Some(_), None) => {}
        }
        joined.extend(bundle);
    }
    joined.extend(entry.map(|entry| (ENTRY.to_owned(), entry.to_string().into_bytes())));
    joined
}

pub(super) fn encode(bundle: &Bundle) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, contents) in bundle {
        for part in [name.as_bytes(), contents] {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        }
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(contents);
    }
    bytes
}

/// Decodes the bytes of [`encode`]; `None` for any others.
pub(super) fn decode(mut bytes: &[u8]) -> Option<Bundle> {
    let mut bundle = Bundle::new();
    while !bytes.is_empty() {
        let name = length(&mut bytes)?;
        let contents = length(&mut bytes)?;
        let name = String::from_utf8(bytes.split_off(..name)?.to_owned()).ok()?;
        bundle.insert(name, bytes.split_off(..contents)?.to_owned());
    }
    Some(bundle)
}

fn length(bytes: &mut &[u8]) -> Option<usize> {
    usize::try_from(u64::from_le_bytes(*bytes.split_off(..8)?.first_chunk()?)).ok()
}

fn add_languages(entry: &mut Value, other: &Value) {
    let languages = entry["languages"].as_object_mut();
    let (Some(languages), Some(others)) = (languages, other["languages"].as_object()) else {
        return;
    };
    for (language, parts) in others {
        languages.insert(language.clone(), parts.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(language: &str) -> Bundle {
        let entry = format!(r#"{{"version":"1","languages":{{"{language}":{{"hash":"1"}}}}}}"#);
        let files = [(ENTRY.to_owned(), entry), (format!("index/{language}"), String::new())];
        files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
    }

    #[test]
    fn a_bundle_of_many_names_all_languages() {
        let bundle = join(vec![bundle("en"), bundle("zh-cn")]);
        let entry: Value = serde_json::from_slice(&bundle[ENTRY]).expect("JSON");
        let languages = entry["languages"].as_object().expect("languages");
        assert_eq!(languages.keys().collect::<Vec<_>>(), ["en", "zh-cn"]);
        let names: Vec<&String> = bundle.keys().collect();
        assert_eq!(names, ["index/en", "index/zh-cn", ENTRY]);
        assert!(join(Vec::new()).is_empty());
    }

    #[test]
    fn a_bundle_comes_back_from_its_bytes_and_from_no_part_of_them() {
        let files = [("a".to_owned(), vec![0, 255]), ("节".to_owned(), Vec::new())];
        let bundle = Bundle::from(files);
        let bytes = encode(&bundle);
        assert_eq!(decode(&bytes), Some(bundle));
        let whole = [0, 16 + 1 + 2, bytes.len()];
        let mut parts = (0..=bytes.len()).filter(|length| !whole.contains(length));
        assert!(parts.all(|length| decode(&bytes[..length]).is_none()));
    }
}
