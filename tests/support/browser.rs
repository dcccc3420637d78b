//! Headless Chromium, spoken to by the DevTools protocol
//! (<https://chromedevtools.github.io/devtools-protocol/>).
//!
//! Waiting is done in the page, by looking at it until it is as expected; a page that is reloaded
//! meanwhile is asked again.
#![allow(dead_code, reason = "each of the tests uses a part")]

use std::cell::RefCell;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

use crate::programs;

/// Milliseconds that a page is looked at before it is given up.
const PATIENCE: u32 = 60_000;
/// Loads that one condition may last for.
const LOADS: usize = 50;

/// A running browser with one page. It ends with this value.
pub struct Browser {
    child: Child,
    connection: RefCell<Connection>,
    _profile: TempDir,
}

struct Connection {
    socket: WebSocket<TcpStream>,
    session: Option<String>,
    last: u64,
    /// What scripts threw, and what the console holds of errors.
    faults: Vec<String>,
    /// What has run that must not; see [`Browser::watch_scripts`].
    ran: Vec<String>,
    /// The only host whose scripts may be asked for, where that is watched.
    origin: Option<String>,
}

impl Browser {
    /// A browser, or a word about its absence. `CHROMIUM` names the program.
    ///
    /// # Panics
    /// Without a browser where there must be one: `CI=true`.
    pub fn start() -> Option<Self> {
        let program = programs::find(&programs::CHROMIUM, "what looks at pages in a browser")?;
        let profile = tempfile::tempdir().expect("a temporary directory");
        let mut child = spawn(&program, &profile);
        let url = address(&mut child);
        let host = url.trim_start_matches("ws://").split('/').next().expect("a host").to_owned();
        let stream = TcpStream::connect(host).expect("a connection");
        let patience = Duration::from_millis(u64::from(PATIENCE) * 2);
        stream.set_read_timeout(Some(patience)).expect("a timeout");
        let (socket, _) = tungstenite::client(url, stream).expect("a web socket");
        let connection = Connection {
            socket,
            session: None,
            last: 0,
            faults: Vec::new(),
            ran: Vec::new(),
            origin: None,
        };
        let browser = Self { child, connection: RefCell::new(connection), _profile: profile };
        browser.attach();
        Some(browser)
    }

    fn attach(&self) {
        let target = self.call("Target.createTarget", json!({ "url": "about:blank" }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = self.call("Target.attachToTarget", target);
        let session = session["sessionId"].as_str().map(str::to_owned);
        self.connection.borrow_mut().session = session;
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            self.call(domain, json!({}));
        }
    }

    /// Calls a method of the protocol and gives its result.
    pub fn call(&self, method: &str, parameters: Value) -> Value {
        self.try_call(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn try_call(&self, method: &str, parameters: Value) -> Result<Value, Value> {
        self.connection.borrow_mut().call(method, parameters)
    }

    /// Goes to a URL and waits until it has loaded.
    pub fn open(&self, url: &str) {
        self.call("Page.navigate", json!({ "url": url }));
        self.wait_for(&format!(
            "location.href === {} && document.readyState === 'complete'",
            json!(url)
        ));
    }

    /// The value of an expression; of a promise, what it becomes.
    pub fn evaluate(&self, expression: &str) -> Value {
        self.try_evaluate(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    fn try_evaluate(&self, expression: &str) -> Result<Value, Value> {
        let parameters =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let result = self.try_call("Runtime.evaluate", parameters)?;
        match result.get("exceptionDetails") {
            Some(details) => Err(details.clone()),
            None => Ok(result["result"]["value"].clone()),
        }
    }

    /// Waits until an expression is true in the page, through any number of reloads.
    #[track_caller]
    pub fn wait_for(&self, condition: &str) {
        let look = format!(
            "new Promise((done) => {{
                const end = performance.now() + {PATIENCE};
                const look = () => {{
                    let holds = false;
                    try {{ holds = Boolean({condition}); }} catch {{ }}
                    if (holds || performance.now() > end) done(holds); else setTimeout(look, 10);
                }};
                look();
            }})"
        );
        for _ in 0..LOADS {
            match self.try_evaluate(&look) {
                Ok(holds) => {
                    let page = || self.evaluate("document.documentElement.outerHTML");
                    assert_eq!(holds, true, "never so: {condition} in\n{}", page());
                    return;
                }
                // The page went away while it was looked at: ask the one that has come.
                Err(_) => continue,
            }
        }
        panic!("the page is loaded again and again: {condition}");
    }

    /// What scripts have thrown and the console has complained of since the last call.
    pub fn faults(&self) -> Vec<String> {
        std::mem::take(&mut self.connection.borrow_mut().faults)
    }

    /// From now on `alert` and its like tell [`Self::ran`], in whatever frame, and so does each request for a
    /// script of another host than `origin`.
    pub fn watch_scripts(&self, origin: &str) {
        self.connection.borrow_mut().origin = Some(origin.to_owned());
        self.call("Network.enable", json!({}));
        self.call("Runtime.addBinding", json!({ "name": "tellThatItRan" }));
        let source = "window.alert = window.confirm = window.prompt = window.print = () => tellThatItRan(location.href)";
        self.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
    }

    /// What has run since the last call, of what [`Self::watch_scripts`] watches.
    pub fn ran(&self) -> Vec<String> {
        // Events that were sent before the answer have been read when it comes.
        self.evaluate("0");
        std::mem::take(&mut self.connection.borrow_mut().ran)
    }

    /// A PNG of what is seen.
    pub fn screenshot(&self) -> Vec<u8> {
        let shot = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        from_base64(shot["data"].as_str().expect("base64"))
    }

    /// Whether the system asks for `light` or `dark`.
    pub fn prefer(&self, scheme: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.call("Emulation.setEmulatedMedia", json!({ "features": [feature] }));
    }

    /// The size of the window in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", metrics);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closing lets it end its helpers; killing is for one that does not listen any more.
        let _ = self.try_call("Browser.close", json!({}));
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(program: &Path, profile: &TempDir) -> Child {
    Command::new(program)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--hide-scrollbars", "--remote-debugging-port=0", "--lang=en"])
        // No test depends on another host, or waits for one that does not answer.
        .arg("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost")
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Chromium runs")
}

/// Where it listens: it says so itself. What else it says is read away.
fn address(child: &mut Child) -> String {
    let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
    let mut said = Vec::new();
    let url = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let url = line.strip_prefix("DevTools listening on ").map(str::to_owned);
        said.push(line);
        url
    });
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    url.unwrap_or_else(|| panic!("Chromium does not listen: {said:#?}"))
}

/// The protocol sends bytes in base64.
fn from_base64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = text.trim_end_matches('=').bytes().map(value).collect();
    let triples = letters.chunks(4).flat_map(|four| {
        let bits = four.iter().enumerate();
        let bits = bits.fold(0_u32, |bits, (at, six)| bits | u32::from(*six) << (18 - 6 * at));
        bits.to_be_bytes()[1..four.len()].to_vec()
    });
    triples.collect()
}

impl Connection {
    fn call(&mut self, method: &str, parameters: Value) -> Result<Value, Value> {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let failed = |error: tungstenite::Error| json!(error.to_string());
        self.socket.send(Message::text(message.to_string())).map_err(failed)?;
        loop {
            let Message::Text(text) = self.socket.read().map_err(failed)? else { continue };
            let mut message: Value = serde_json::from_str(&text).expect("JSON");
            if message["id"] == self.last {
                return match message.get_mut("error") {
                    Some(error) => Err(error.take()),
                    None => Ok(message["result"].take()),
                };
            }
            self.note(&message);
        }
    }

    fn note(&mut self, event: &Value) {
        let parameters = &event["params"];
        match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => {
                self.faults.push(parameters["exceptionDetails"].to_string());
            }
            Some("Log.entryAdded") if parameters["entry"]["level"] == "error" => {
                self.faults.push(parameters["entry"].to_string());
            }
            Some("Runtime.bindingCalled") => self.ran.push(parameters["payload"].to_string()),
            Some("Network.requestWillBeSent") if parameters["type"] == "Script" => {
                let url = parameters["request"]["url"].as_str().unwrap_or_default();
                if self.origin.as_deref().is_some_and(|origin| !url.starts_with(origin)) {
                    self.ran.push(url.to_owned());
                }
            }
            _ => {}
        }
    }
}
