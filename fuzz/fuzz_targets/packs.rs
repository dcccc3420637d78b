//! A file of the cache with any bytes: what is asked for is what is made, as if there were no file.
#![no_main]

use std::fs;

use camino::Utf8PathBuf;
use libfuzzer_sys::fuzz_target;
use site::memo::{Kind, Memo};

fuzz_target!(|pack: &[u8]| {
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let directory = Utf8PathBuf::from_path_buf(scratch.path().to_owned()).expect("UTF-8");
    fs::write(directory.join(format!("{}.pack", Kind::Code.name())), pack).expect("written");
    let memo = Memo::in_directory(directory);
    // No pack holds this key but by the hash of its parts.
    let parts: [&[u8]; 2] = [b"parts that no pack was made for", b"42"];
    let made = memo.get_or_make(Kind::Code, &parts, || "made".to_owned());
    assert_eq!(&*made, "made");
    memo.save();
});
