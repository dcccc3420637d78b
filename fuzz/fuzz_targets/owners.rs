//! `OWNERS`, `OWNERS_ALIASES` and `labels.yaml` of any text: read or refused, with a place in the file; and a filter
//! that is accepted can be asked about any path.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site::owners::GoPattern;
use site_fuzz::{build_site, site};

fuzz_target!(|texts: (&str, &str, &str)| {
    let (owners, aliases, labels) = texts;
    let world = site(&[
        ("OWNERS", owners.as_bytes()),
        ("content/zh/OWNERS", aliases.as_bytes()),
        ("OWNERS_ALIASES", aliases.as_bytes()),
        ("labels.yaml", labels.as_bytes()),
    ]);
    build_site(&world);
    if let Ok(pattern) = GoPattern::compile(labels) {
        pattern.is_match(owners);
    }
});
