//! A site built in memory, behind an HTTP server of its own, for a browser to look at.
//!
//! Every answer carries the policy that the site has, as `site serve` sends it, or else one that allows
//! nothing but files of this server: what a page runs inline or asks another host for becomes an error in
//! the browser's console.
#![allow(dead_code, reason = "each of the tests uses a part")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use site::artifact::{Artifact, Artifacts};
use site::config::Overrides;
use site::pipeline::{Request, Silent, build};
use site::world::DiskWorld;

const POLICY: &str =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:";

/// A site that is served for as long as the process runs.
pub struct Served {
    /// `http://127.0.0.1:PORT`
    pub origin: String,
    artifacts: Arc<Artifacts>,
}

/// What an answer is made from.
#[derive(Clone)]
struct Source {
    artifacts: Arc<Artifacts>,
    policy: String,
    root: Utf8PathBuf,
}

impl Served {
    /// Builds the site at `root` as of `now` and serves it.
    pub fn start(root: &Utf8Path, now: &str, overrides: Overrides) -> Self {
        let world = DiskWorld::open(root, now.parse().ok()).expect("a directory");
        let request = Request { overrides, ..Request::default() };
        let outcome = build(&world, &request, &mut Silent);
        let outcome = outcome.unwrap_or_else(|_| panic!("{root} builds"));
        let artifacts = Arc::new(outcome.artifacts);
        let policy = outcome.policy.unwrap_or_else(|| POLICY.to_owned());
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let served = Self { origin, artifacts: Arc::clone(&artifacts) };
        let source = Source { artifacts, policy, root: root.to_owned() };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let source = source.clone();
                std::thread::spawn(move || answer(&stream, &source));
            }
        });
        served
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    pub fn artifacts(&self) -> &Artifacts {
        &self.artifacts
    }
}

fn answer(mut stream: &TcpStream, source: &Source) -> Option<()> {
    let Source { artifacts, policy, root } = source;
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    lines.find(String::is_empty)?;
    let path = path.split(['?', '#']).next()?.trim_start_matches('/');
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.into_owned()
    };
    let found = artifacts.get(&file).and_then(|artifact| bytes(artifact, root));
    let (status, body) = match found {
        Some(body) => ("200 OK", body),
        // A browser asks for it of its own accord.
        None if file == "favicon.ico" => ("204 No Content", Vec::new()),
        // A server has one page for all who are lost.
        None => {
            let lost = artifacts.get("404.html").filter(|_| file.ends_with("index.html"));
            let body = lost.and_then(|artifact| bytes(artifact, root));
            ("404 Not Found", body.unwrap_or_default())
        }
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
         Content-Security-Policy: {policy}\r\nConnection: close\r\n\r\n",
        content_type(&file),
        body.len(),
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&body).ok()
}

/// What the file holds.
pub fn bytes(artifact: &Artifact, root: &Utf8Path) -> Option<Vec<u8>> {
    match artifact {
        Artifact::Copy(path) => fs::read(root.join(path)).ok(),
        made => Some(made.made()?.ok()?.to_vec()),
    }
}

fn content_type(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    }
}

/// This repository, whose own site is the manual.
pub fn repository() -> Utf8PathBuf {
    Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
