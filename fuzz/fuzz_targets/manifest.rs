//! A manifest of any bytes in the output: what this program did not write there is never removed.
#![no_main]

use std::fs;

use camino::Utf8Path;
use libfuzzer_sys::fuzz_target;
use site::artifact::Artifacts;
use site::emit::{Leftovers, emit};
use site::world::MemoryWorld;

fuzz_target!(|manifest: &[u8]| {
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let root = Utf8Path::from_path(scratch.path()).expect("UTF-8");
    let output = root.join("public");
    fs::create_dir(&output).expect("a directory");
    fs::write(root.join("precious.txt"), "precious").expect("written");
    fs::write(output.join(".site-manifest"), manifest).expect("written");
    let world = MemoryWorld::new("2026-01-01T00:00:00Z");
    // What cannot be read is refused; nothing is done then.
    let _ = emit(&world, &Artifacts::default(), &output, Leftovers::Remove);
    assert_eq!(fs::read(root.join("precious.txt")).expect("it is there"), b"precious");
});
