//! This repository's site with a source that has changed since it was translated, in `site serve`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

const SOURCE: &str = "content/en/blog/_posts/2024-05-14-last-thirty-seconds.md";
const TRANSLATION: &str = "content/zh-cn/blog/_posts/2024-05-14-last-thirty-seconds.md";

/// What somebody has changed in the source: old and new words.
const EDITS: &[(&str, &str)] = &[
    ("costs a handful of failed requests", "costs a dozen failed requests"),
    (
        "\n## Two things happen at once",
        "\n{{< caution >}}\nTry the change on one Deployment first: a hook that never ends holds up every \
         rollout.\n{{< /caution >}}\n\n## Two things happen at once",
    ),
    ("and then sends `SIGTERM`", "and then sends `SIGTERM`, or the `stopSignal` of the container,"),
];

/// What the site is made of.
const PARTS: &[&str] =
    &["content", "data", "i18n", "static", "themes", "labels.yaml", "OWNERS_ALIASES", "site.toml"];

/// A running server over a changed copy of the site. Both go with this value.
pub struct DriftedSite {
    server: Child,
    origin: String,
    _copy: TempDir,
}

impl DriftedSite {
    pub fn serve() -> Self {
        let copy = tempfile::tempdir().expect("a temporary directory");
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in PARTS {
            copy_tree(&repository.join(part), &copy.path().join(part));
        }
        edit(&copy.path().join(SOURCE));
        let mut server = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--", "serve", "--preview", "--port", "0", "--no-cache"])
            .args(["--language", "en,zh-cn", "--date", "2026-11-20", "--root"])
            .arg(copy.path())
            .stderr(Stdio::piped())
            .spawn()
            .expect("cargo runs");
        let output = BufReader::new(server.stderr.take().expect("piped"));
        let origin = output.lines().map_while(Result::ok).find_map(|line| origin(&line));
        let origin = origin.expect("the server says where it serves");
        Self { server, origin, _copy: copy }
    }

    /// The address of the translation beside its source.
    pub fn side_by_side(&self) -> String {
        format!("{}/_site/side?page={TRANSLATION}", self.origin)
    }
}

impl Drop for DriftedSite {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn origin(line: &str) -> Option<String> {
    let address = line.strip_prefix("serving at ")?.split('/').take(3);
    Some(address.collect::<Vec<_>>().join("/"))
}

fn edit(path: &Path) {
    let mut text = fs::read_to_string(path).expect("the source");
    for (old, new) in EDITS {
        assert!(text.contains(old), "the source has no `{old}`");
        text = text.replacen(old, new, 1);
    }
    fs::write(path, text).expect("written");
}

fn copy_tree(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).expect("copied");
        return;
    }
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a directory").flatten() {
        copy_tree(&entry.path(), &to.join(entry.file_name()));
    }
}
