//! `site serve` as a process of its own, and talking to it byte by byte.
#![allow(dead_code, reason = "each of the tests uses a part")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use tempfile::TempDir;

/// Long enough for a machine under load. Nothing waits for it unless something is broken.
const PATIENCE: Duration = Duration::from_secs(120);

/// The files of a site, in a directory that goes with it.
pub struct Site {
    directory: TempDir,
}

impl Site {
    /// A site in English and Korean with these files besides.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let site = Self { directory: tempfile::tempdir().expect("a temporary directory") };
        site.write(
            "site.toml",
            "baseURL = 'https://example.org/'\ntitle = 'Example'\n\
             [languages.en]\ncontentDir = 'content/en'\n\
             [languages.ko]\ncontentDir = 'content/ko'\n",
        );
        site.write("content/en/hello.md", "---\ntitle: Hello\n---\nWords\n");
        site.write("content/ko/hello.md", "---\ntitle: 안녕\n---\n글\n");
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    pub fn root(&self) -> &Path {
        self.directory.path()
    }

    /// Writes a file in place.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, bytes).expect("a file");
    }
}

/// A running server. It ends with this value.
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`
    pub origin: String,
    address: SocketAddr,
    /// What it has said, line by line.
    lines: Mutex<Receiver<String>>,
    /// What it said before it served.
    pub greeting: Vec<String>,
}

impl Server {
    pub fn start(site: &Site, arguments: &[&str]) -> Self {
        Self::start_in(site.root(), arguments)
    }

    pub fn start_in(root: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_site"))
            .args(["--root", root.to_str().expect("UTF-8"), "--color", "never", "serve"])
            .args(if arguments.contains(&"--port") { &[][..] } else { &["--port", "0"] })
            .arg("--no-cache")
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let lines = lines(child.stderr.take().expect("piped"));
        let mut greeting = Vec::new();
        let origin = loop {
            let line = lines.recv_timeout(PATIENCE).unwrap_or_else(|_| {
                panic!("the server ended, or says nothing: {greeting:#?}");
            });
            greeting.push(line.clone());
            if let Some(url) = line.strip_prefix("serving at ") {
                let end = url["http://".len()..].find('/').expect("a path") + "http://".len();
                break url[..end].to_owned();
            }
        };
        let address = origin["http://".len()..].parse().expect("an address");
        Self { child, origin, address, lines: Mutex::new(lines), greeting }
    }

    /// The next line that it says.
    pub fn line(&self) -> String {
        self.lines().recv_timeout(PATIENCE).expect("a line")
    }

    /// The next line that holds `words`.
    pub fn line_with(&self, words: &str) -> String {
        loop {
            let line = self.line();
            if line.contains(words) {
                return line;
            }
        }
    }

    fn lines(&self) -> MutexGuard<'_, Receiver<String>> {
        self.lines.lock().expect("no reader has failed")
    }

    /// What has been said by now.
    pub fn said(&self) -> Vec<String> {
        self.lines().try_iter().collect()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// Sends bytes and reads until the server closes.
    pub fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        // One who is refused early is not listened to until the end.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::parse(&answer)
    }

    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            text.push_str("Host: localhost\r\n");
        }
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        self.send(text.as_bytes())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &[])
    }

    /// Opens the event stream of a page.
    pub fn events(&self, page: &str) -> Events {
        let mut stream = self.connect();
        // In HTTP/1.0, so that the body comes without chunks.
        let request = format!("GET /_site/events?{page} HTTP/1.0\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(reader.read_line(&mut head).expect("a head"), 0, "{head}");
        }
        assert!(head.contains(" 200 "), "{head}");
        Events { head, reader }
    }

    /// Sends a signal.
    #[cfg(unix)]
    pub fn send_signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args([&format!("-{name}"), &id]).status();
        assert!(status.expect("kill runs").success());
    }

    /// Sends a signal and waits for the end.
    #[cfg(unix)]
    pub fn signal(&mut self, name: &str) -> ExitStatus {
        self.send_signal(name);
        self.child.wait().expect("it ends")
    }

    /// Resident memory in KiB.
    #[cfg(target_os = "linux")]
    pub fn resident(&self) -> usize {
        let path = format!("/proc/{}/statm", self.child.id());
        let pages = fs::read_to_string(path).expect("there");
        pages.split(' ').nth(1).expect("a field").parse::<usize>().expect("a number") * 4
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(stderr: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

/// A response.
#[derive(Debug)]
pub struct Answer {
    /// 0 when there was none.
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(0);
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, head, body: bytes[(end + 4).min(bytes.len())..].to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (field, value) = line.split_once(": ")?;
            field.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// An open event stream.
pub struct Events {
    pub head: String,
    reader: BufReader<TcpStream>,
}

impl Events {
    /// The next event that ends a build, or tells the state: its name and what it says. Pages that came before the
    /// others are among its URLs.
    pub fn next(&mut self) -> (String, serde_json::Value) {
        let mut early = Vec::new();
        loop {
            let (name, mut data) = self.next_step();
            let urls = data["urls"].as_array_mut();
            if let Some(urls) = urls {
                urls.append(&mut early);
            }
            if data["more"] != true {
                return (name, data);
            }
            early = data["urls"].as_array().cloned().unwrap_or_default();
        }
    }

    /// The next event of a build, which may have more to come.
    fn next_step(&mut self) -> (String, serde_json::Value) {
        let (mut name, mut data, mut beats) = (String::new(), String::new(), 0);
        loop {
            let mut line = String::new();
            assert_ne!(self.reader.read_line(&mut line).expect("an event"), 0, "the stream ended");
            match line.trim_end().split_once(": ") {
                Some(("event", value)) => name = value.to_owned(),
                Some(("data", value)) => data = value.to_owned(),
                _ if line.trim().is_empty() && !name.is_empty() => {
                    return (name, serde_json::from_str(&data).expect("JSON"));
                }
                // A sign of life, every 15 seconds.
                _ if line.starts_with(':') => beats += 1,
                _ => {}
            }
            assert!(beats < 8, "no event for two minutes");
        }
    }

    /// Waits until an event says what is asked for.
    pub fn until(
        &mut self,
        mut is_it: impl FnMut(&serde_json::Value) -> bool,
    ) -> serde_json::Value {
        loop {
            let (_, data) = self.next();
            if is_it(&data) {
                return data;
            }
        }
    }

    /// Waits until a build has changed the URL.
    pub fn until_changed(&mut self, url: &str) -> serde_json::Value {
        self.until(|data| {
            data["urls"].as_array().is_some_and(|urls| urls.iter().any(|changed| changed == url))
        })
    }
}

/// The page without the tags that only served pages have.
pub fn without_tag(page: &str) -> String {
    const LAST: &str = "<script src=\"/_site/bar.js\" defer></script>";
    let start = page.find("<script src=\"/_site/reload.js\"").expect("the tags");
    let end = start + page[start..].find(LAST).expect("their end") + LAST.len();
    format!("{}{}", &page[..start], &page[end..])
}
