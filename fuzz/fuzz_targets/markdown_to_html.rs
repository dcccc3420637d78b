//! A page of any text: the build ends, and no mask is left in the HTML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site::artifact::Artifact;
use site_fuzz::{build_site, parse, site};

fuzz_target!(|text: &str| {
    parse(text);
    let Some(html) = page(text) else { return };
    let html = String::from_utf8(html).expect("UTF-8");
    // A reader never meets what hides a shortcode from Markdown.
    assert!(text.contains('\u{E000}') || !html.contains('\u{E000}'));
});

fn page(text: &str) -> Option<Vec<u8>> {
    let outcome = build_site(&site(&[("content/zh/a.md", text.as_bytes())]))?;
    match outcome.artifacts.get("a/index.html") {
        Some(Artifact::Bytes(bytes)) => Some(bytes.to_vec()),
        _ => None,
    }
}
