//! No script of an author's runs in a real browser: every payload on every surface, each element of each
//! page provoked, each link clicked.
//!
//! The browser is told to ignore every Content-Security-Policy, so that what is tested is the pages
//! themselves; the last test looks at the policy alone. `tests/policy.rs` looks at the same pages without a
//! browser.
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/payloads.rs"]
mod payloads;
#[path = "support/places.rs"]
mod places;
#[path = "support/programs.rs"]
mod programs;
#[path = "support/served.rs"]
mod served;
#[path = "support/server.rs"]
mod server;

use std::fs;

use browser::Browser;
use camino::{Utf8Path, Utf8PathBuf};
use payloads::{Payload, payloads};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use served::Served;
use server::{Server, Site};
use site::config::{Overrides, Trust};
use tempfile::TempDir;

const NOW: &str = "2026-01-01T00:00:00Z";
const PROVOKE: &str = include_str!("support/provoke.js");

/// Pages that are loaded side by side.
const FRAMES: usize = 20;

/// Pages side by side that listen for events: a browser has six connections for a server, and each of them
/// keeps one.
const LISTENING_FRAMES: usize = 3;

/// An empty page in which others are framed.
const BENCH: (&str, &str) =
    ("static/bench.html", "<!doctype html><meta charset=utf-8><title>Bench</title><body>");

/// A browser in which nothing but the pages themselves stops a script, and which tells of each that ran.
fn defenceless(origin: &str) -> Option<Browser> {
    let browser = watched(origin)?;
    browser.call("Page.setBypassCSP", json!({ "enabled": true }));
    Some(browser)
}

/// A browser that tells of each script that ran.
fn watched(origin: &str) -> Option<Browser> {
    let browser = Browser::start()?;
    browser.watch_scripts(origin);
    browser.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROVOKE }));
    Some(browser)
}

/// A directory with these files.
fn directory<'a>(files: impl IntoIterator<Item = (String, &'a str)>) -> (TempDir, Utf8PathBuf) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let root = Utf8PathBuf::from_path_buf(directory.path().to_owned()).expect("UTF-8");
    for (path, text) in files {
        write(&root, &path, text);
    }
    write(&root, BENCH.0, BENCH.1);
    (directory, root)
}

fn write(root: &Utf8Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, text).expect("a file");
}

fn url(path: &str) -> String {
    let path = path.trim_end_matches("index.html");
    let parts = path.split('/').map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string());
    format!("/{}", parts.collect::<Vec<_>>().join("/"))
}

/// Loads and provokes the pages, and gives the number of their elements. Nothing of them may run.
#[track_caller]
fn assert_quiet(browser: &Browser, origin: &str, urls: &[String]) -> u64 {
    assert_quiet_in(FRAMES, browser, origin, urls)
}

/// The same with so many pages side by side.
#[track_caller]
fn assert_quiet_in(frames: usize, browser: &Browser, origin: &str, urls: &[String]) -> u64 {
    let mut elements = 0;
    for some in urls.chunks(frames) {
        browser.open(&format!("{origin}/bench.html"));
        let counts = browser.evaluate(&format!("provocation.pages({})", json!(some)));
        let counts: Vec<u64> = serde_json::from_value(counts).expect("numbers");
        for (url, count) in some.iter().zip(&counts) {
            assert!(*count > 0, "{url} shows nothing");
        }
        elements += counts.iter().sum::<u64>();
        assert_eq!(browser.ran(), Vec::<String>::new(), "one of {some:#?}");
    }
    elements
}

/// The URLs of the files of a built site whose names end so. Of the pages and feeds of terms, which differ in
/// their titles only, every twentieth is enough: the list of terms has all titles.
fn urls(served: &Served, end: &str) -> Vec<String> {
    let paths =
        served.artifacts().paths().filter(|path| path.ends_with(end) && *path != "bench.html");
    let (terms, others): (Vec<&str>, Vec<&str>) = paths.partition(|path| path.starts_with("tags/"));
    others.into_iter().chain(terms.into_iter().step_by(20)).map(url).collect()
}

/// Half of the payloads, of each kind, beginning with the first or the second: where each takes a page or a
/// build of its own.
fn every_other(first: usize) -> Vec<Payload> {
    let some: Vec<Payload> = payloads().into_iter().skip(first).step_by(2).collect();
    assert!(some.len() >= 300, "{}", some.len());
    some
}

/// Pages with the payload in every field of the front matter, in every kind of block and in every argument.
/// Those of odd characters are in the address of the page as well.
fn pages(payloads: &[Payload]) -> Vec<(String, String)> {
    let page = |(number, payload): (usize, &Payload)| {
        let mut matter = places::front_matter(&payload.text, number);
        if matches!(payload.kind, "characters" | "escaped") {
            let slug = json!(format!("{number} {}", payload.text)).to_string();
            matter = matter.replace(&format!("\"page-{number}\""), &slug);
        }
        let (body, calls) = (places::body(&payload.text), places::calls(&payload.text));
        let text = format!("{matter}\n{body}\n\n{calls}");
        (format!("content/blog/p{number}.md"), text)
    };
    payloads.iter().enumerate().map(page).collect()
}

/// The site of [`places`] with pages for all payloads.
fn site_of(payloads: &[Payload], configuration: &str) -> (TempDir, Utf8PathBuf) {
    let pages = pages(payloads);
    let (directory, root) = directory(pages.iter().map(|(path, text)| (path.clone(), &**text)));
    for (path, text) in places::files() {
        write(&root, path, text);
    }
    let more = format!("{}{configuration}", places::CONFIGURATION);
    write(&root, "site.toml", &more);
    (directory, root)
}

#[test]
fn nothing_runs_on_pages_in_lists_and_in_feeds() {
    let payloads = every_other(0);
    let (_directory, root) = site_of(&payloads, "[services.rss]\nlimit = -1\n");
    let served = Served::start(&root, NOW, Overrides::default());
    let Some(browser) = defenceless(&served.origin) else { return };
    let pages = urls(&served, ".html");
    assert!(pages.len() > payloads.len(), "{} pages", pages.len());
    let elements = assert_quiet(&browser, &served.origin, &pages);
    assert!(elements > 100 * payloads.len() as u64, "{elements} elements");

    // A feed as a document of the browser's own, and its texts as a feed reader shows them.
    let feeds = urls(&served, ".xml");
    assert_quiet(&browser, &served.origin, &feeds);
    let feed = feeds.iter().find(|feed| feed.contains("blog")).expect("the feed of the posts");
    let texts = browser.evaluate(&format!("provocation.feed({})", json!(feed)));
    assert!(texts.as_array().is_some_and(|own| own.len() >= payloads.len()), "{texts}");
    assert_eq!(browser.ran(), Vec::<String>::new(), "a text of the feed");
}

#[test]
fn nothing_runs_in_what_a_stranger_sends() {
    let payloads = every_other(1);
    let (_directory, root) = site_of(&payloads, "[markup.goldmark.renderer]\nunsafe = true\n");
    let overrides = Overrides { trust: Trust::Untrusted, ..Overrides::default() };
    let served = Served::start(&root, NOW, overrides);
    let Some(browser) = defenceless(&served.origin) else { return };
    let pages = urls(&served, ".html");
    assert!(pages.len() > payloads.len(), "{} pages", pages.len());
    assert_quiet(&browser, &served.origin, &pages);
    assert_quiet(&browser, &served.origin, &urls(&served, ".xml"));
}

#[test]
fn nothing_runs_in_a_menu_or_a_report() {
    let payloads = payloads();
    let items: Vec<Value> = payloads
        .iter()
        .map(|own| json!({ "name": own.text, "title": own.text, "url": own.text }))
        .collect();
    let configuration = json!({
        "baseURL": "https://example.org/",
        "l10n": { "report": true },
        "languages": { "en": { "contentDir": "content/en" }, "ko": { "contentDir": "content/ko" } },
        "menus": { "main": items, "footer": items },
    });
    let translated = translated(&payloads);
    let (_directory, root) =
        directory(translated.iter().map(|(path, text)| (path.clone(), &**text)));
    write(&root, "site.toml", &toml::to_string(&configuration).expect("TOML"));
    let served = Served::start(&root, NOW, Overrides::default());
    let Some(browser) = defenceless(&served.origin) else { return };
    let mut pages = urls(&served, ".html");
    let reports: Vec<String> = pages.iter().filter(|own| own.contains("l10n")).cloned().collect();
    assert!(!reports.is_empty(), "{pages:#?}");
    // The menus are the same on all pages.
    pages.truncate(5);
    pages.extend(reports);
    assert_quiet(&browser, &served.origin, &pages);
}

/// Sources that say the payloads, and translations that have drifted from them.
fn translated(payloads: &[Payload]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (number, some) in payloads.chunks(FRAMES).enumerate() {
        let matter = |own: &Payload| {
            format!("{:#}\n", json!({ "title": own.text, "description": own.text }))
        };
        let heading = |own: &Payload| own.text.replace(['\n', '\r'], " ");
        let blocks: Vec<String> =
            some.iter().map(|own| format!("## {}\n\n{}", heading(own), own.text)).collect();
        let (source, translation) = (blocks.join("\n\n"), blocks[..some.len() / 2].join("\n\n"));
        files.push((
            format!("content/en/t{number}.md"),
            format!("{}\n{source}\n", matter(&some[0])),
        ));
        let last = &some[some.len() - 1];
        let drifted = format!("{}\n<!-- old -->\n\n{translation}\n", matter(last));
        files.push((format!("content/ko/t{number}.md"), drifted));
    }
    // All titles, of pages that Korean lacks.
    for (number, own) in payloads.iter().enumerate() {
        let matter = json!({ "title": own.text, "linkTitle": own.text });
        files.push((format!("content/en/m{number}.md"), format!("{matter:#}\nText\n")));
    }
    files
}

#[cfg(feature = "search")]
#[test]
fn nothing_runs_in_the_results_of_a_search() {
    let payloads = payloads();
    let page = |(number, own): (usize, &Payload)| {
        let title = format!("needle {}", own.text);
        let matter = json!({ "title": title, "description": own.text, "date": "2025-01-01" });
        let text = format!("{matter:#}\nA needle: {}\n\nneedle `{}`\n", own.text, own.text);
        (format!("content/n{number}.md"), text)
    };
    let pages: Vec<_> = payloads.iter().enumerate().map(page).collect();
    let (_directory, root) = directory(pages.iter().map(|(path, text)| (path.clone(), &**text)));
    write(
        &root,
        "site.toml",
        "baseURL = 'https://example.org/'\ntitle = 'x'\n[search]\nenable = true\n",
    );
    let served = Served::start(&root, NOW, Overrides::default());
    let Some(browser) = defenceless(&served.origin) else { return };
    browser.open(&served.url("/search/?q=needle"));
    browser.wait_for("document.querySelector('.s-found li')");
    browser.wait_for(
        "(() => {
            const more = document.querySelector('.s-more button:not([data-pressed])');
            if (more) { more.dataset.pressed = ''; more.click(); }
            return !document.querySelector('.s-more');
        })()",
    );
    let shown = browser.evaluate("document.querySelectorAll('.s-found li').length");
    let found = browser.evaluate("document.querySelector('.s-state').textContent");
    let is_most = shown.as_u64().is_some_and(|shown| shown * 10 > payloads.len() as u64 * 9);
    assert!(is_most, "{shown} of {}: {found}", payloads.len());
    browser.evaluate("provocation.page()");
    assert_eq!(browser.ran(), Vec::<String>::new());
    // A reader may be sent a link with anything for words.
    for own in payloads.iter().step_by(20) {
        let words = utf8_percent_encode(&own.text, NON_ALPHANUMERIC);
        browser.call("Page.navigate", json!({ "url": served.url(&format!("/search/?q={words}")) }));
        browser.wait_for("document.querySelector('.s-state')?.textContent");
        assert_eq!(browser.ran(), Vec::<String>::new(), "{own:?}");
    }
}

#[test]
fn nothing_runs_in_the_preview_of_translations() {
    let payloads = payloads();
    let files = translated(&payloads);
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = Site::new(&[&files[..], &[BENCH]].concat());
    let server = Server::start(&site, &["--preview", "--date", "2026-01-01"]);
    let Some(browser) = defenceless(&server.origin) else { return };
    let groups = payloads.len().div_ceil(FRAMES);
    let sides: Vec<String> =
        (0..groups).map(|number| format!("/_site/side?page=/ko/t{number}/")).collect();
    assert_quiet_in(LISTENING_FRAMES, &browser, &server.origin, &sides);
    browser.open(&format!("{}/_site/", server.origin));
    let titles = "document.body.textContent.includes('alert(1)')";
    assert_eq!(browser.evaluate(titles), true, "the board shows titles");
    browser.evaluate("provocation.page()");
    assert_eq!(browser.ran(), Vec::<String>::new(), "the board");
    for number in 0..groups {
        browser.open(&format!("{}/ko/t{number}/", server.origin));
        browser.wait_for("document.querySelector('site-preview')?.shadowRoot.textContent");
        let count = browser.evaluate("provocation.shadows()");
        assert!(count.as_u64() > Some(0), "the bar of page {number}");
        assert_eq!(browser.ran(), Vec::<String>::new(), "the bar of page {number}");
    }
}

/// What a browser is shown of a build's errors.
const SHOWN: usize = 20;

#[test]
fn nothing_runs_in_the_notice_of_what_is_wrong() {
    let payloads = every_other(0);
    let site = Site::new(&[BENCH]);
    let server = Server::start(&site, &[]);
    let Some(browser) = defenceless(&server.origin) else { return };
    browser.open(&format!("{}/hello/", server.origin));
    let notice = "document.querySelector('#site-problems')?.shadowRoot.textContent";
    for (round, some) in payloads.chunks(SHOWN).enumerate() {
        let mark = |number: usize| format!("mark-{round}-{number}");
        for (number, own) in some.iter().enumerate() {
            let date = format!("{} {}", mark(number), own.text);
            let text = format!("{:#}\nText\n", json!({ "date": date, "title": own.text }));
            site.write(&format!("content/en/<img src=x onerror=alert(1)> {number:02}.md"), text);
        }
        let last = json!(mark(some.len() - 1));
        browser.wait_for(&format!("{notice}?.includes({last})"));
        assert!(browser.evaluate("provocation.shadows()").as_u64() > Some(0));
        assert_eq!(browser.ran(), Vec::<String>::new(), "one of {some:#?}");
    }
}

/// What a page would have to hold for something to run: one for each way in which [`PROVOKE`] looks.
const RUNS: &[(&str, &str)] = &[
    ("a script", "<script>alert(1)</script>"),
    ("a handler", "<img src=x onerror=alert(1)>"),
    ("a drawing", "<svg onload=alert(1)></svg>"),
    ("a frame", "<iframe srcdoc='<script>alert(1)</script>'></iframe>"),
    ("a mouse", "<b onmouseover=alert(1)>x</b>"),
    ("the focus", "<b tabindex=0 onfocus=alert(1)>x</b>"),
    ("a click", "<b onclick=alert(1)>x</b>"),
    ("a toggle", "<details ontoggle=alert(1)><summary>x</summary></details>"),
    ("a link", "<a href='javascript:alert(1)'>x</a>"),
    ("a disguised link", "<a href='java&Tab;script:alert(1)' target=_blank>x</a>"),
    ("a link in a drawing", "<svg><a href='javascript:alert(1)'><text y=20>x</text></a></svg>"),
    ("a form", "<form action='javascript:alert(1)'><button>x</button></form>"),
    ("a button", "<form><button formaction='javascript:alert(1)'>x</button></form>"),
    ("another host's script", "<script src='https://evil.example/x.js'></script>"),
];

/// Where everything else has failed, the policy stops it.
#[test]
fn the_policy_alone_stops_what_is_let_through() {
    let (_directory, root) = directory([]);
    write(&root, "site.toml", "baseURL = 'https://example.org/'\ntitle = 'x'\n");
    for (number, (_, html)) in RUNS.iter().enumerate() {
        write(&root, &format!("static/run{number}.html"), &format!("<!doctype html><body>{html}"));
    }
    let served = Served::start(&root, NOW, Overrides::default());
    let Some(browser) = watched(&served.origin) else { return };
    for (number, (name, _)) in RUNS.iter().enumerate() {
        browser.open(&served.url(&format!("/run{number}.html")));
        browser.evaluate("provocation.page()");
        // A request that is blocked has been announced.
        let ran = browser.ran().into_iter().filter(|own| !own.starts_with("https://evil.example"));
        assert_eq!(ran.collect::<Vec<_>>(), Vec::<String>::new(), "{name}");
    }
}

/// The tests above can fail: each kind of script that they look for is seen where it is let through.
#[test]
fn what_is_let_through_is_seen_to_run() {
    let (_directory, root) = directory([]);
    write(&root, "site.toml", "baseURL = 'https://example.org/'\ntitle = 'x'\n");
    for (number, (_, html)) in RUNS.iter().enumerate() {
        write(&root, &format!("static/run{number}.html"), &format!("<!doctype html><body>{html}"));
    }
    let script = "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>";
    write(&root, "static/run.xml", &format!("<rss><item>{script}</item></rss>"));
    let texts = "<description>&lt;img src=x onerror=alert(1)&gt;</description>";
    write(&root, "static/feed.xml", &format!("<rss><item>{texts}</item></rss>"));
    let served = Served::start(&root, NOW, Overrides::default());
    let Some(browser) = defenceless(&served.origin) else { return };
    browser.open(&served.url("/bench.html"));
    for (number, (name, _)) in RUNS.iter().enumerate() {
        browser.evaluate(&format!("provocation.pages(['/run{number}.html'])"));
        assert!(!browser.ran().is_empty(), "{name} is not seen");
        // As a page of its own, too.
        browser.open(&served.url(&format!("/run{number}.html")));
        browser.evaluate("provocation.page()");
        assert!(!browser.ran().is_empty(), "{name} is not seen on a page of its own");
        browser.open(&served.url("/bench.html"));
    }
    browser.evaluate("provocation.pages(['/run.xml'])");
    assert!(!browser.ran().is_empty(), "a feed as a document");
    browser.evaluate("provocation.feed('/feed.xml')");
    assert!(!browser.ran().is_empty(), "the text of a feed");
}
