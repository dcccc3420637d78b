//! What publishing promises, whatever happens while it is at work: the tree is wholly the old one or
//! the new one, the next build is right, and nothing of the user's is lost.
//!
//! Every step of publishing passes through [`Disk`], so each can be made to fail, or to be the last
//! one before a process dies. `tests/killed.rs` kills real processes.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/faulty_disk.rs"]
mod faulty_disk;
#[path = "support/tree.rs"]
mod tree;

use std::fs;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use site::artifact::{Artifact, Artifacts};
use site::emit::{Disk, EmitError, Leftovers, Publisher, RealDisk};
use site::world::{EntryKind, MemoryWorld, Walk, World};
use tempfile::TempDir;

use faulty_disk::{EACCES, EIO, ENOSPC, EROFS, Fault, FaultyDisk, sound};
use tree::{Tree, read_tree};

const OLD: &[(&str, &str)] = &[
    ("a.html", "old"),
    ("b/x.html", "old"),
    ("c/d/e.html", "same"),
    ("gone/x.html", "old"),
    ("turns", "old"),
    ("back/index.html", "old"),
];
const NEW: &[(&str, &str)] = &[
    ("a.html", "new"),
    ("b/x.html", "other"),
    ("c/d/e.html", "same"),
    ("f/g.html", "new"),
    ("turns/index.html", "new"),
    ("back", "new"),
];

/// An output directory, and whether it holds something of the user's.
struct Stage {
    directory: TempDir,
    is_shared: bool,
}

impl Stage {
    /// With the old tree in it.
    fn new(is_shared: bool) -> Self {
        Self::at(tempfile::tempdir().expect("a directory"), is_shared)
    }

    fn at(directory: TempDir, is_shared: bool) -> Self {
        let stage = Self { directory, is_shared };
        stage.publish(OLD, &sound()).expect("the old tree");
        if is_shared {
            fs::create_dir_all(stage.output().join("b")).expect("a directory");
            fs::write(stage.output().join("b/notes.txt"), "mine").expect("a file");
            fs::write(stage.output().join("CNAME"), "mine").expect("a file");
        }
        stage
    }

    fn output(&self) -> Utf8PathBuf {
        Utf8Path::from_path(self.directory.path()).expect("UTF-8").join("out")
    }

    fn publish(&self, files: &[(&str, &str)], disk: &dyn Disk) -> Result<(), EmitError> {
        let world = MemoryWorld::new("2026-01-01T00:00:00Z");
        let mut artifacts = Artifacts::default();
        for (path, text) in files {
            artifacts.add_bytes(*path, text.as_bytes().to_vec());
        }
        let publisher = Publisher { disk, output: &self.output(), wait: &|_| {} };
        publisher.publish(&world, &artifacts, Leftovers::Remove).map(drop)
    }

    fn recover(&self) {
        let publisher = Publisher { disk: &sound(), output: &self.output(), wait: &|_| {} };
        publisher.recover().expect("recovered");
    }

    /// What is published, and what is the user's, without the program's own files.
    fn tree(&self) -> Tree {
        read_tree(&self.output())
    }

    fn expected(&self, files: &[(&str, &str)]) -> Tree {
        let users: &[(&str, &str)] =
            if self.is_shared { &[("b/notes.txt", "mine"), ("CNAME", "mine")] } else { &[] };
        let all = files.iter().chain(users);
        all.map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    fn assert_is_one_of_both(&self, what: &str) {
        let tree = self.tree();
        let is_whole = tree == self.expected(OLD) || tree == self.expected(NEW);
        assert!(is_whole, "{what}: a mixture: {tree:#?}");
    }

    /// The next build is right, and leaves nothing behind.
    fn assert_next_is_right(&self, what: &str) {
        self.publish(NEW, &sound()).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(self.tree(), self.expected(NEW), "{what}");
        self.assert_is_tidy(what);
        self.publish(OLD, &sound()).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(self.tree(), self.expected(OLD), "{what}");
    }

    fn assert_is_tidy(&self, what: &str) {
        let beside = fs::read_dir(self.directory.path()).expect("readable").count();
        assert_eq!(beside, 1, "{what}: something is left beside the output");
        assert!(!self.output().join(".site-staging").exists(), "{what}");
    }
}

/// Lets a process die before each of its steps; gives back how many there were.
fn die_everywhere(is_shared: bool, fault: impl Fn(usize) -> Fault) -> usize {
    for step in 0.. {
        let stage = Stage::new(is_shared);
        let disk = FaultyDisk::new(fault(step));
        let published = stage.publish(NEW, &disk);
        if disk.is_exhausted() {
            published.expect("nothing went wrong");
            return step;
        }
        let what = format!("dead at step {step}");
        // Where one step is enough, the tree is whole even before anybody looks after it.
        if !is_shared && matches!(disk.fault, Fault::DiesAt(_)) {
            stage.assert_is_one_of_both(&what);
        }
        stage.recover();
        stage.assert_is_one_of_both(&what);
        stage.assert_is_tidy(&what);
        stage.assert_next_is_right(&what);
    }
    unreachable!("publishing ends")
}

#[test]
fn killed_at_any_step_the_tree_is_old_or_new() {
    assert!(die_everywhere(false, Fault::DiesAt) > 20);
}

#[test]
fn killed_at_any_step_among_files_of_the_users_the_next_run_makes_it_whole() {
    assert!(die_everywhere(true, Fault::DiesAt) > 30);
}

#[test]
fn killed_at_any_step_where_the_file_system_can_do_little() {
    assert!(die_everywhere(false, Fault::Simple) > 30);
    assert!(die_everywhere(true, Fault::Simple) > 30);
}

/// The recovery may be killed as well, at any step, any number of times.
#[test]
fn killed_while_it_recovers() {
    for is_shared in [false, true] {
        let steps = die_everywhere(is_shared, Fault::DiesAt);
        for step in (0..steps).step_by(3) {
            let stage = Stage::new(is_shared);
            let _ = stage.publish(NEW, &FaultyDisk::new(Fault::DiesAt(step)));
            for again in 0..steps {
                let disk = FaultyDisk::new(Fault::DiesAt(again));
                let publisher = Publisher { disk: &disk, output: &stage.output(), wait: &|_| {} };
                if publisher.recover().is_ok() && disk.is_exhausted() {
                    break;
                }
            }
            stage.assert_is_one_of_both(&format!("step {step}"));
            stage.assert_next_is_right(&format!("step {step}"));
        }
    }
}

#[test]
fn whatever_step_fails_the_output_stays_as_it_was_or_is_new() {
    for (is_shared, error) in [(false, EIO), (true, ENOSPC), (true, EACCES), (false, EROFS)] {
        for step in 0.. {
            let stage = Stage::new(is_shared);
            let disk = FaultyDisk::new(Fault::FailsAt(step, error));
            let published = stage.publish(NEW, &disk);
            if disk.is_exhausted() {
                break;
            }
            let what = format!("error {error} at step {step}");
            stage.assert_is_one_of_both(&what);
            if published.is_ok() {
                assert_eq!(stage.tree(), stage.expected(NEW), "{what}");
            }
            stage.assert_next_is_right(&what);
        }
    }
}

#[test]
fn a_full_disk_leaves_the_old_tree_and_nothing_beside_it() {
    for is_shared in [false, true] {
        for step in 0.. {
            let stage = Stage::new(is_shared);
            let disk = FaultyDisk::new(Fault::FullFrom(step));
            let published = stage.publish(NEW, &disk);
            if disk.is_exhausted() {
                break;
            }
            let what = format!("full at step {step}");
            stage.assert_is_one_of_both(&what);
            if published.is_err() {
                assert_eq!(stage.tree(), stage.expected(OLD), "{what}");
            }
            stage.assert_is_tidy(&what);
            stage.assert_next_is_right(&what);
        }
    }
}

/// A world whose one file to copy is not what it was when it is read again.
struct Restless {
    reads: AtomicUsize,
    fails_from: usize,
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::from_raw_os_error(EIO))
    }
}

impl World for Restless {
    fn walk(&self, _: &Utf8Path) -> Option<Arc<Walk>> {
        None
    }

    fn find(&self, _: &str, _: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        Vec::new()
    }

    fn entry(&self, _: &Utf8Path) -> Option<EntryKind> {
        None
    }

    fn read(&self, _: &Utf8Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn reader(&self, _: &Utf8Path) -> io::Result<Box<dyn Read + '_>> {
        match self.reads.fetch_add(1, Ordering::SeqCst) {
            read if read < self.fails_from => {
                Ok(Box::new(io::Cursor::new(format!("state {read}"))))
            }
            read if read == self.fails_from => Ok(Box::new(b"half".chain(Broken))),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::UNIX_EPOCH
    }
}

#[test]
fn a_file_that_changes_or_vanishes_while_it_is_copied_leaves_no_mixture() {
    for fails_from in 0..4 {
        for is_shared in [false, true] {
            let stage = Stage::new(is_shared);
            let mut artifacts = Artifacts::default();
            for (path, text) in OLD {
                artifacts.add_bytes(*path, text.as_bytes().to_vec());
            }
            artifacts.add("film.mp4", Artifact::Copy("static/film.mp4".into()));
            let world = Restless { reads: AtomicUsize::new(0), fails_from };
            let publisher = Publisher { disk: &RealDisk, output: &stage.output(), wait: &|_| {} };
            for _ in 0..2 {
                match publisher.publish(&world, &artifacts, Leftovers::Remove) {
                    Ok(_) => {
                        let film = stage.tree().remove("film.mp4").expect("published");
                        assert!(film.starts_with("state "), "{film}");
                    }
                    Err(problem) => {
                        assert_eq!(problem.path, "static/film.mp4");
                        assert!(problem.to_string().starts_with("cannot read `static/film.mp4`: "));
                    }
                }
                let mut tree = stage.tree();
                tree.remove("film.mp4");
                assert_eq!(tree, stage.expected(OLD), "{fails_from}");
                stage.assert_is_tidy("after a fault of reading");
            }
        }
    }
}

#[test]
fn files_from_the_future_do_not_matter() {
    let stage = Stage::new(false);
    let future = std::time::SystemTime::now() + std::time::Duration::from_secs(1_000_000);
    for path in stage.tree().keys() {
        let file = fs::File::options().append(true).open(stage.output().join(path)).expect("there");
        file.set_modified(future).expect("ours");
    }
    stage.assert_next_is_right("a clock that went backwards");
}

#[test]
fn an_output_on_another_file_system_is_published_as_well() {
    let Ok(directory) = tempfile::tempdir_in("/dev/shm") else { return };
    for is_shared in [false, true] {
        let directory = tempfile::tempdir_in(directory.path()).expect("a directory");
        let stage = Stage::at(directory, is_shared);
        let dead = stage.publish(NEW, &FaultyDisk::new(Fault::DiesAt(17)));
        assert!(dead.is_err());
        stage.recover();
        stage.assert_is_one_of_both("in shared memory");
        stage.assert_next_is_right("in shared memory");
    }
}

#[test]
fn what_was_put_into_the_old_tree_while_it_was_exchanged_is_not_lost() {
    let stage = Stage::new(false);
    // The process dies as soon as the trees have changed places: the first removal is that of a file
    // of the old one.
    let died = (0..).find(|step| {
        let disk = FaultyDisk::new(Fault::DiesAt(*step));
        let _ = stage.publish(NEW, &disk);
        stage.tree() == stage.expected(NEW)
    });
    assert!(died.is_some());
    let old = stage.directory.path().join(".out.site-staging/tree");
    fs::create_dir_all(old.join("b")).expect("a directory");
    fs::write(old.join("b/late.txt"), "mine").expect("written");
    stage.recover();
    assert_eq!(fs::read_to_string(stage.output().join("b/late.txt")).expect("there"), "mine");
    stage.assert_is_tidy("after the exchange");
}
