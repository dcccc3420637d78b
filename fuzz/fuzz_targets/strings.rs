//! Strings of the interface: read or refused, with a place in the file, and a template can ask for each.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site_fuzz::{build_site, site};

const PAGE: &str = "{{ t(key='a') }}{{ t(key='b', count=2) }}{{ t(key='c', name='<d>') | safe }}";

fuzz_target!(|text: &str| {
    let files = ["i18n/zh.toml", "i18n/zh.yaml"];
    for file in files {
        let world = site(&[(file, text.as_bytes()), ("templates/page.html", PAGE.as_bytes())]);
        build_site(&world);
    }
});
