//! Shortcode calls: each has its name and its inner text where it says, and what hides calls from
//! Markdown is never left in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site::parse::body::plain_text;
use site_fuzz::{check_range, each_call, each_node, parse};

/// Nothing of the kind is in the input, so nothing of it may come out.
const FILLERS: [char; 4] = ['\u{E000}', '\u{E001}', '\u{F0000}', '\u{2E3B}'];

fuzz_target!(|text: &str| {
    if text.contains(FILLERS) {
        return;
    }
    let Some(document) = parse(text) else { return };
    each_node(&document.body.nodes, &mut |node| {
        each_call(&node.value, &mut |call| {
            check_range(text, call.name_span.range());
            assert_eq!(text[call.name_span.range()], call.name);
            let arguments = call.arguments.0.iter();
            arguments.for_each(|own| check_range(text, own.value.span.range()));
            let inner = call.inner.as_ref().map_or("", |inner| &inner.text);
            assert!(text.contains(inner));
        });
    });
    assert!(!plain_text(&document.body.nodes).contains(FILLERS));
    assert!(document.body.headings.iter().all(|heading| !heading.text.contains(FILLERS)));
});
