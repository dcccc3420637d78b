//! Front matter of any format: read or refused, with a place in the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site::parse::split_front_matter;
use site_fuzz::{check_range, parse};

fuzz_target!(|text: &str| {
    if let Ok(split) = split_front_matter(text) {
        check_range(text, split.body_start..text.len());
        if let Some((_, range)) = split.front_matter {
            check_range(text, range.clone());
            assert!(range.end <= split.body_start);
        }
    }
    if let Some(document) = parse(text) {
        let own = document.front_matter;
        check_range(text, own.span.range());
        let spans = own.url.iter().chain(&own.aliases).chain(&own.translation_key);
        spans.for_each(|spanned| check_range(text, spanned.span.range()));
    }
});
