//! This repository's site in `site serve`, as a localization team sees it.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A running server. It ends with this value.
pub struct Preview {
    server: Child,
    origin: String,
}

impl Preview {
    pub fn serve() -> Self {
        let mut server = Command::new(program())
            .args(["serve", "--preview", "--port", "0", "--no-cache"])
            .args(["--language", "en,zh-cn", "--date", "2026-11-20"])
            .args(["--root", env!("CARGO_MANIFEST_DIR")])
            .stderr(Stdio::piped())
            .spawn()
            .expect("`cargo build` has made the program");
        let lines = BufReader::new(server.stderr.take().expect("piped")).lines();
        let origin = lines.map_while(Result::ok).find_map(|line| origin(&line));
        Self { server, origin: origin.expect("the server says where it serves") }
    }

    /// The address of a translation beside its source.
    pub fn side_by_side(&self, translation: &str) -> String {
        format!("{}/_site/side?page={translation}", self.origin)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The program of the same profile: examples are in a directory beside it.
fn program() -> PathBuf {
    let example = std::env::current_exe().expect("a path");
    let profile = example.ancestors().nth(2).expect("a directory of the profile");
    profile.join(format!("site{}", std::env::consts::EXE_SUFFIX))
}

/// `http://127.0.0.1:PORT`
fn origin(line: &str) -> Option<String> {
    let parts: Vec<&str> = line.strip_prefix("serving at ")?.split('/').take(3).collect();
    Some(parts.join("/"))
}
