//! The posts of a built blog.

use std::collections::BTreeSet;

use site::artifact::Artifact;
use site::pipeline::Outcome;

/// The text of an output file.
pub fn page(outcome: &Outcome, path: &str) -> String {
    match outcome.artifacts.get(path) {
        Some(Artifact::Bytes(bytes)) => String::from_utf8(bytes.to_vec()).expect("UTF-8"),
        other => panic!("{path} is {other:?}"),
    }
}

/// URL paths of the posts: pages in a `blog` section, its lists apart.
pub fn paths(outcome: &Outcome) -> BTreeSet<String> {
    let pages = outcome.artifacts.paths().filter_map(|path| path.strip_suffix("index.html"));
    let rooted = pages.map(|path| format!("/{path}"));
    rooted.filter(|path| is_post(path)).collect()
}

/// A dated path, in a language or none.
pub fn is_post(path: &str) -> bool {
    let mut parts = path.trim_matches('/').split('/').skip_while(|part| *part != "blog").skip(1);
    parts.next().is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
}
