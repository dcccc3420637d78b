//! A configuration in any of its formats: read or refused, with a place in the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site_fuzz::{build_site, site};

const FILES: [&str; 4] = ["site.toml", "hugo.toml", "hugo.yaml", "hugo.json"];

fuzz_target!(|input: (u8, &str)| {
    let (file, text) = (FILES[usize::from(input.0) % FILES.len()], input.1);
    let world = site(&[(file, text.as_bytes())]);
    build_site(&world);
});
