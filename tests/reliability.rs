//! What publishing promises, whatever happens while it is at work: the tree is wholly the old one or
//! the new one, the next build is right, and nothing of the user's is lost.
//!
//! Every step of publishing passes through [`Disk`], so each can be made to fail, or to be the last
//! one before a process dies. Real processes are killed too.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use site::artifact::{Artifact, Artifacts};
use site::emit::{Disk, EmitError, Leftovers, Publisher, RealDisk};
use site::world::{MemoryWorld, Walk, World};
use tempfile::TempDir;

/// A disk on which something goes wrong.
struct FaultyDisk {
    steps: AtomicUsize,
    fault: Fault,
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    /// The process dies before this step: neither it nor any later one is done.
    DiesAt(usize),
    /// This one step fails, with an error of the system.
    FailsAt(usize, i32),
    /// All writing of bytes fails from this step on, as on a full disk.
    FullFrom(usize),
    /// Directories cannot change places, and files have no second names.
    Simple(usize),
}

const ENOSPC: i32 = 28;
const EIO: i32 = 5;
const EROFS: i32 = 30;
const EACCES: i32 = 13;
const ENOSYS: i32 = 38;

impl FaultyDisk {
    fn new(fault: Fault) -> Self {
        Self { steps: AtomicUsize::new(0), fault }
    }

    fn step(&self, writes: bool) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        match self.fault {
            Fault::DiesAt(last) | Fault::Simple(last) if step >= last => {
                Err(io::Error::other("the process is dead"))
            }
            Fault::FailsAt(at, error) if step == at => Err(io::Error::from_raw_os_error(error)),
            Fault::FullFrom(first) if writes && step >= first => {
                Err(io::Error::from_raw_os_error(ENOSPC))
            }
            _ => Ok(()),
        }
    }

    /// Whether every step was done.
    fn is_exhausted(&self) -> bool {
        let steps = self.steps.load(Ordering::SeqCst);
        match self.fault {
            Fault::DiesAt(last)
            | Fault::Simple(last)
            | Fault::FailsAt(last, _)
            | Fault::FullFrom(last) => steps <= last,
        }
    }

    fn refuses(&self) -> io::Result<()> {
        match self.fault {
            Fault::Simple(_) => Err(io::Error::from_raw_os_error(ENOSYS)),
            _ => Ok(()),
        }
    }
}

impl Disk for FaultyDisk {
    fn create_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.step(true)?;
        RealDisk.create_directory(path)
    }

    fn write(&self, path: &Utf8Path, content: &mut dyn Read) -> io::Result<()> {
        match self.step(true) {
            Ok(()) => RealDisk.write(path, content),
            // Half of a file is what a full disk and a killed process leave behind.
            Err(error) => {
                RealDisk.write(path, &mut content.take(1))?;
                Err(error)
            }
        }
    }

    fn link(&self, file: &Utf8Path, name: &Utf8Path) -> io::Result<()> {
        self.step(true)?;
        self.refuses()?;
        RealDisk.link(file, name)
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.rename(from, to)
    }

    fn exchange(&self, one: &Utf8Path, other: &Utf8Path) -> io::Result<()> {
        self.step(false)?;
        self.refuses()?;
        RealDisk.exchange(one, other)
    }

    fn remove_file(&self, path: &Utf8Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.remove_file(path)
    }

    fn remove_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.remove_directory(path)
    }

    fn sync(&self, directory: &Utf8Path) -> io::Result<()> {
        // Waiting for the disk would take longer than all else, and no test takes its power away.
        let _ = directory;
        self.step(false)
    }
}

/// A disk on which nothing goes wrong.
fn sound() -> FaultyDisk {
    FaultyDisk::new(Fault::DiesAt(usize::MAX))
}

type Tree = BTreeMap<String, String>;

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

fn read_tree(top: &Utf8Path) -> Tree {
    let files = walkdir::WalkDir::new(top).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    let files = files.map(|entry| {
        let path = entry.path().strip_prefix(top).expect("below").to_string_lossy().into_owned();
        (path, fs::read_to_string(entry.path()).expect("text"))
    });
    let is_ours = |path: &str| path == ".site-manifest" || path.starts_with(".site-staging/");
    files.filter(|(path, _)| !is_ours(path)).collect()
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
    fn walk(&self, _: &Utf8Path) -> Option<Walk> {
        None
    }

    fn find(&self, _: &str, _: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        Vec::new()
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
            artifacts.add("film.mp4".to_owned(), Artifact::Copy("static/film.mp4".into()));
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

/// Two sites that are published to one directory in turn.
struct Pair {
    directory: TempDir,
    trees: [Tree; 2],
}

const SITES: [&str; 2] = ["one", "other"];

impl Pair {
    fn new() -> Self {
        let mut pair = Self {
            directory: tempfile::tempdir().expect("a directory"),
            trees: Default::default(),
        };
        for (number, name) in SITES.iter().enumerate() {
            let root = pair.root(name);
            fs::create_dir_all(root.join("content")).expect("a directory");
            let configuration = format!("baseURL = 'https://example.org/'\ntitle = '{name}'\n");
            fs::write(root.join("site.toml"), configuration).expect("written");
            for page in 0..30 + 10 * number {
                let text = format!("---\ntitle: Page {page}\ndate: 2026-01-01\n---\nOf {name}.\n");
                fs::write(root.join(format!("content/{page}.md")), text).expect("written");
            }
            assert!(pair.build(name, "expected").status().expect("it runs").success());
            pair.trees[number] = read_tree(&pair.path("expected"));
        }
        assert_ne!(pair.trees[0], pair.trees[1]);
        pair
    }

    fn path(&self, name: &str) -> Utf8PathBuf {
        Utf8Path::from_path(self.directory.path()).expect("UTF-8").join(name)
    }

    fn root(&self, name: &str) -> Utf8PathBuf {
        self.path(name)
    }

    fn build(&self, name: &str, output: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_site"));
        command
            .args([
                "--root",
                self.root(name).as_str(),
                "build",
                "--no-cache",
                "--date",
                "2026-02-01",
            ])
            .args(["--output-dir", self.path(output).as_str()])
            .stderr(Stdio::null());
        command
    }

    fn assert_is_whole(&self, output: &str, what: &str) {
        let tree = read_tree(&self.path(output));
        assert!(self.trees.contains(&tree), "{what}: a mixture of {} files", tree.len());
    }
}

/// How often a test that takes long is done: a few times, unless the environment wants more.
fn rounds(variable: &str, few: usize) -> usize {
    std::env::var(variable).ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

#[test]
fn a_real_process_that_is_killed_leaves_one_tree_or_the_other() {
    let pair = Pair::new();
    let mut random = 1_u64;
    for round in 0..rounds("SITE_KILLS", 12) {
        let mut child = pair.build(SITES[round % 2], "out").spawn().expect("it runs");
        let staging = pair.path(".out.site-staging");
        // Wait until it publishes, then for some more turns of the loop.
        while !staging.exists() && child.try_wait().expect("a child").is_none() {
            std::thread::yield_now();
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        for _ in 0..random >> 50 {
            std::hint::spin_loop();
        }
        for _ in 0..random >> 52 & 63 {
            std::thread::yield_now();
        }
        let _ = child.kill();
        child.wait().expect("it ends");
        if round > 0 {
            pair.assert_is_whole("out", &format!("round {round}"));
        } else {
            assert!(pair.build(SITES[0], "out").status().expect("it runs").success());
        }
    }
    assert!(pair.build(SITES[0], "out").status().expect("it runs").success());
    assert_eq!(read_tree(&pair.path("out")), pair.trees[0]);
    assert!(!pair.path(".out.site-staging").exists());
}

#[test]
fn of_two_builds_at_once_one_waits_for_the_other() {
    let pair = Pair::new();
    for round in 0..rounds("SITE_PAIRS", 6) {
        let mut both = SITES.map(|name| pair.build(name, "out").spawn().expect("it runs"));
        for child in &mut both {
            assert!(child.wait().expect("it ends").success(), "round {round}");
        }
        pair.assert_is_whole("out", &format!("round {round}"));
        assert!(!pair.path(".out.site-staging").exists(), "round {round}");
    }
}

/// Whatever is run next finishes what a killed build began, even if it publishes nothing itself.
#[test]
fn a_run_that_fails_brings_a_killed_change_to_an_end() {
    let pair = Pair::new();
    assert!(pair.build(SITES[0], "out").status().expect("it runs").success());
    // A file of the user's: the output changes step by step.
    fs::write(pair.path("out/CNAME"), "mine").expect("written");
    let staged = pair.path(".out.site-staging");
    fs::create_dir_all(staged.join("new")).expect("a directory");
    fs::create_dir_all(staged.join("old/0")).expect("a directory");
    let page = pair.path("out/0/index.html");
    fs::rename(&page, staged.join("old/0/index.html")).expect("moved");
    fs::write(staged.join("new/late.html"), "new").expect("written");
    let journal = "# site journal 1\nremove 0/index.html\ncreate late.html\nend";
    fs::write(staged.join("journal"), journal).expect("written");
    fs::write(pair.root(SITES[0]).join("content/bad.md"), "---\ntitle: [\n---\n").expect("written");
    let status = pair.build(SITES[0], "out").status().expect("it runs");
    assert_eq!(status.code(), Some(1));
    assert!(!staged.exists(), "the journal was carried out");
    assert_eq!(fs::read_to_string(pair.path("out/late.html")).expect("there"), "new");
    assert!(!page.exists());
}
