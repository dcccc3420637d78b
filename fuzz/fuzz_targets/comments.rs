//! Comments: what stands in one is in no other node that a reader sees.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site::parse::body::Node;
use site_fuzz::{each_node, is_text, parse};

fuzz_target!(|text: &str| {
    let Some(document) = parse(text) else { return };
    let (mut comments, mut texts) = (Vec::new(), Vec::new());
    each_node(&document.body.nodes, &mut |node| match &node.value {
        Node::Comment(own) => {
            let range = node.span.range();
            // A comment in a quotation spans the marks at its lines' starts.
            assert!(own.lines().all(|line| text[range.clone()].contains(line.trim())));
            comments.push(range);
        }
        own if is_text(own) => texts.push(node.span.range()),
        _ => {}
    });
    comments.sort_by_key(|range| range.start);
    for own in texts {
        let next = comments.partition_point(|comment| comment.end <= own.start);
        let is_apart = comments.get(next).is_none_or(|comment| comment.start >= own.end);
        assert!(is_apart || own.is_empty(), "{own:?} is in a comment of {text:?}");
    }
});
