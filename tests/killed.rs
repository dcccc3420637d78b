//! Real processes that publish to one directory: killed at random, or two at once.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/tree.rs"]
mod tree;

use std::fs;
use std::process::{Child, Command, Stdio};

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::TempDir;

use tree::{Tree, read_tree};

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

/// Ten pairs at once: one that ends removes the place of work that the others are about to use.
#[test]
fn of_many_builds_at_once_none_fails() {
    let pair = Pair::new();
    for round in 0..rounds("SITE_CROWDS", 1) {
        let names = SITES.iter().cycle().take(20);
        let crowd: Vec<Child> =
            names.map(|name| pair.build(name, "out").spawn().expect("it runs")).collect();
        for mut child in crowd {
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
