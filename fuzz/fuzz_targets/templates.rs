//! A template and a shortcode's template of any text: the build ends, and what is wrong has a place in the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site_fuzz::{build_site, site};

const PAGE: &str = "---\ntitle: A\n---\n{{< own a=\"b\" >}}inside{{< /own >}}\n";

fuzz_target!(|texts: (&str, &str)| {
    let (page, shortcode) = texts;
    let world = site(&[
        ("content/zh/a.md", PAGE.as_bytes()),
        ("templates/page.html", page.as_bytes()),
        ("templates/shortcodes/own.html", shortcode.as_bytes()),
    ]);
    build_site(&world);
});
