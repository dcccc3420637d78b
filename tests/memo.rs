//! What is remembered between builds: on a real disk, with all that can happen to files there.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::fs;
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};
use site::memo::{Kind, Memo};
use tempfile::TempDir;

/// A directory that holds what a build of the texts `a` to `c` remembered.
fn remembered() -> (TempDir, Utf8PathBuf) {
    let temporary = tempfile::tempdir().expect("a directory");
    let path = Utf8PathBuf::from_path_buf(temporary.path().join("deep/cache")).expect("UTF-8");
    make_all(&path);
    (temporary, path)
}

/// A build: gives how many texts had to be made. What it gets is right whatever is on disk.
fn make_all(directory: &Utf8Path) -> usize {
    let memo = Memo::in_directory(directory.to_owned());
    let mut made = 0;
    for (kind, name) in [(Kind::Code, "a"), (Kind::Code, "b"), (Kind::Diagram, "c")] {
        let text = memo.get_or_make(kind, &[name.as_bytes()], || {
            made += 1;
            format!("text of {name}")
        });
        assert_eq!(&*text, format!("text of {name}"));
    }
    memo.save();
    made
}

/// What follows the header and the hash, which has the cache's own secret in it.
fn records(directory: &Utf8Path, name: &str) -> Vec<u8> {
    let bytes = fs::read(directory.join("own").join(name)).expect("there");
    let header = bytes.iter().position(|byte| *byte == b'\n').expect("a header");
    bytes[header + 1 + 32..].to_vec()
}

fn pack(directory: &Utf8Path) -> Utf8PathBuf {
    directory.join("own/code.pack")
}

#[test]
fn the_next_build_makes_nothing_anew() {
    let (_temporary, directory) = remembered();
    assert_eq!(make_all(&directory), 0);
}

#[test]
fn a_pack_may_be_deleted_or_the_whole_directory() {
    let (_temporary, directory) = remembered();
    fs::remove_file(pack(&directory)).expect("there");
    assert_eq!(make_all(&directory), 2);
    fs::remove_dir_all(&directory).expect("there");
    assert_eq!(make_all(&directory), 3);
    assert_eq!(make_all(&directory), 0);
}

#[test]
fn a_truncated_or_garbled_pack_is_made_anew() {
    let (_temporary, directory) = remembered();
    let whole = fs::read(pack(&directory)).expect("there");
    let mut garbled = whole.clone();
    *garbled.last_mut().expect("not empty") ^= 0x20;
    let broken = [&whole[..whole.len() / 2], &whole[..1], b"", &garbled, b"\xff\xfe nonsense"];
    for bytes in broken {
        fs::write(pack(&directory), bytes).expect("writable");
        assert_eq!(make_all(&directory), 2);
        assert_eq!(fs::read(pack(&directory)).expect("there"), whole);
    }
}

#[test]
fn the_same_texts_give_the_same_bytes_on_disk() {
    let ((_one, one), (_two, two)) = (remembered(), remembered());
    for kind in ["code.pack", "diagram.pack"] {
        assert_eq!(records(&one, kind), records(&two, kind));
    }
}

#[test]
fn a_directory_that_cannot_be_is_no_error() {
    let temporary = tempfile::tempdir().expect("a directory");
    let file = Utf8PathBuf::from_path_buf(temporary.path().join("file")).expect("UTF-8");
    fs::write(&file, "in the way").expect("writable");
    assert_eq!(make_all(&file.join("below")), 3);
    assert_eq!(make_all(&file), 3);
    assert_eq!(fs::read_to_string(&file).expect("there"), "in the way");
}

#[test]
fn a_directory_in_the_place_of_a_pack_is_no_error() {
    let temporary = tempfile::tempdir().expect("a directory");
    let directory = Utf8PathBuf::from_path_buf(temporary.path().to_owned()).expect("UTF-8");
    assert_eq!(make_all(&directory), 3);
    fs::remove_file(pack(&directory)).expect("there");
    fs::create_dir(pack(&directory)).expect("writable");
    assert_eq!(make_all(&directory), 2);
    assert_eq!(make_all(&directory), 2);
    let parts = fs::read_dir(directory.join("own")).expect("there").flatten();
    assert_eq!(
        parts.filter(|part| part.path().extension().is_some_and(|end| end == "part")).count(),
        0
    );
}

#[test]
fn builds_at_once_find_whole_packs_only() {
    let (_temporary, directory) = remembered();
    thread::scope(|scope| {
        for number in 0..4 {
            let directory = &directory;
            scope.spawn(move || {
                for round in 0..20 {
                    let memo = Memo::in_directory(directory.clone());
                    let name = format!("{number} {round}");
                    memo.get_or_make(Kind::Code, &[name.as_bytes()], || name.clone());
                    // Whoever wrote last had read a whole pack: these were in all of them.
                    for name in ["a", "b"] {
                        memo.get_or_make(Kind::Code, &[name.as_bytes()], || unreachable!("{name}"));
                    }
                    memo.save();
                }
            });
        }
    });
    assert_eq!(make_all(&directory), 0);
}

#[test]
fn one_memo_serves_many_threads() {
    let memo = Memo::in_memory();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for number in 0..1000 {
                    let name = number.to_string();
                    let text = memo.get_or_make(Kind::Code, &[name.as_bytes()], || name.repeat(3));
                    assert_eq!(&*text, name.repeat(3));
                }
            });
        }
    });
}

#[test]
fn a_failure_is_not_remembered() {
    let memo = Memo::in_memory();
    let parts: &[&[u8]] = &[b"x"];
    assert_eq!(memo.get_or_try_make(Kind::Formula, parts, || Err("no")), Err("no"));
    let made = memo.get_or_try_make(Kind::Formula, parts, || Ok::<_, ()>("yes".to_owned()));
    assert_eq!(made.as_deref(), Ok("yes"));
}

#[cfg(unix)]
#[test]
fn nobody_else_can_put_something_into_the_cache() {
    use std::os::unix::fs::{PermissionsExt, chown, symlink};
    let mode = |path: &Utf8Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let (_temporary, directory) = remembered();
    let own = directory.join("own");
    assert_eq!(mode(&own), 0o700);

    // A pack of another cache, by another's secret.
    let (_other, other) = remembered();
    fs::copy(pack(&other), pack(&directory)).expect("copied");
    assert_eq!(make_all(&directory), 2);
    assert_eq!(make_all(&directory), 0);

    // A whole cache that others may write to, with its secret.
    fs::set_permissions(&own, fs::Permissions::from_mode(0o777)).expect("ours");
    assert_eq!(make_all(&directory), 3);
    fs::set_permissions(&own, fs::Permissions::from_mode(0o700)).expect("ours");
    assert_eq!(make_all(&directory), 0);

    // A whole cache that is somewhere else, behind a link.
    fs::remove_dir_all(&own).expect("ours");
    symlink(other.join("own"), &own).expect("a link");
    assert_eq!(make_all(&directory), 3);
    fs::remove_file(&own).expect("a link");

    // A cache that belongs to another user; only the superuser can make one.
    make_all(&directory);
    if chown(&own, Some(4242), None).is_ok() {
        assert_eq!(make_all(&directory), 3);
    }
}
