//! What a writer sees: an open page in a real browser while its files are edited.
//!
//! The pages have a content security policy that allows nothing but files of the site, so the
//! server's own script must do without anything else.
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/programs.rs"]
mod programs;
#[path = "support/server.rs"]
mod server;

use std::fs;

use browser::Browser;
use server::{Server, Site};

const TEMPLATE: &str = "<!doctype html>
<html lang=en><head><meta charset=utf-8>
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">
<title>{{ page.title }}</title>
<link rel=\"stylesheet\" href=\"{{ asset(name='own.css') }}\">
<link rel=\"stylesheet\" href=\"/plain.css\">
</head><body><main>{{ content }}</main></body></html>";

fn site() -> Site {
    let site = Site::new(&[
        (
            "site.toml",
            "baseURL = 'https://example.org/'\ntitle = 'x'\ntheme = 'own'\ncontentDir = 'content/en'\n",
        ),
        ("themes/own/templates/page.html", TEMPLATE),
        ("themes/own/assets/own.css", "main { color: rgb(1, 1, 1) }"),
        ("static/favicon.ico", ""),
        ("static/plain.css", "main { background: rgb(1, 1, 1) }"),
        ("content/en/other.md", "---\ntitle: Other\n---\nAnother page\n"),
    ]);
    write(&site, "first");
    site
}

/// A page that is far longer than the window.
fn write(site: &Site, words: &str) {
    let lines = "One more line\n\n".repeat(300);
    site.write("content/en/hello.md", format!("---\ntitle: Hello\n---\n{lines}\nSaid {words}\n"));
}

#[test]
fn a_page_follows_its_file() {
    let Some(browser) = Browser::start() else { return };
    let site = site();
    let server = Server::start(&site, &[]);
    browser.open(&format!("{}/hello/", server.origin));
    browser.wait_for("document.visibilityState === 'visible'");

    // The text changes; the reader stays where he was.
    browser.evaluate("window.mark = 1; scrollTo(0, 2345)");
    write(&site, "second");
    browser.wait_for("document.body.textContent.includes('Said second') && scrollY === 2345");
    assert_eq!(browser.evaluate("typeof window.mark"), "undefined", "it was loaded again");

    // Another page changes, then the stylesheets: this page is not loaded again.
    browser.evaluate("window.mark = 2");
    site.write("content/en/other.md", "---\ntitle: Other\n---\nOther words\n");
    site.write("themes/own/assets/own.css", "main { color: rgb(2, 2, 2) }");
    let style = "getComputedStyle(document.querySelector('main'))";
    browser.wait_for(&format!("{style}.color === 'rgb(2, 2, 2)'"));
    site.write("static/plain.css", "main { background: rgb(2, 2, 2) }");
    browser.wait_for(&format!("{style}.backgroundColor === 'rgb(2, 2, 2)'"));
    browser.wait_for("document.querySelectorAll('link[rel=stylesheet]').length === 2");
    assert_eq!(browser.evaluate("[window.mark, scrollY].join()"), "2,2345");

    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn errors_lie_over_their_page_and_are_a_bar_elsewhere_until_they_are_mended() {
    let Some(browser) = Browser::start() else { return };
    let site = site();
    let server = Server::start(&site, &[]);
    browser.open(&format!("{}/hello/", server.origin));
    browser.evaluate("window.mark = 1; scrollTo(0, 1234); document.documentElement.lang = 'de-AT'");
    let overlay = "document.querySelector('#site-problems')?.shadowRoot";
    let attack = "<img src=x onerror=\"top.attacked = 1\">";
    site.write("content/en/other.md", format!("---\ntitle: Other\ndate: '{attack}'\n---\n"));
    browser.wait_for(&format!("{overlay}?.textContent.includes('onerror')"));
    let text = browser.evaluate(&format!("{overlay}.textContent"));
    let text = text.as_str().expect("text");
    for expected in [
        "Fehler: 1",
        "Fehler[date-invalid]",
        "content/en/other.md:3:7",
        "Hinweis: ",
        "title: Other",
    ] {
        assert!(text.contains(expected), "lacks {expected} in {text}");
    }
    browser.wait_for(&format!(
        "getComputedStyle({overlay}.querySelector('div')).position === 'fixed'"
    ));
    assert_eq!(
        browser.evaluate(&format!("{overlay}.querySelector('img')")),
        serde_json::Value::Null
    );
    assert_eq!(browser.evaluate("window.attacked ?? null"), serde_json::Value::Null);
    if let Some(path) = std::env::var_os("SCREENSHOT") {
        fs::write(path, browser.screenshot()).expect("written");
    }
    let is_open = format!("{overlay}?.querySelector('details')?.open");
    assert_eq!(browser.evaluate(&is_open), false, "this page is without fault");
    browser.evaluate("window.mark = 1");
    browser.open(&format!("{}/other/", server.origin));
    browser.wait_for(&format!("typeof window.mark === 'undefined' && {is_open} === true"));
    // A page that is loaded now shows the errors too.
    browser.evaluate("window.mark = 1");
    browser.open(&format!("{}/hello/#again", server.origin));
    browser.evaluate("location.reload()");
    browser.wait_for(&format!("typeof window.mark === 'undefined' && {overlay} !== undefined"));
    browser.evaluate("window.mark = 2");
    site.write("content/en/other.md", "---\ntitle: Other\n---\n");
    browser.wait_for(&format!("{overlay} === undefined"));
    assert_eq!(browser.evaluate("window.mark"), 2, "nothing but the notice went");
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn a_page_that_is_gone_says_so_and_comes_back() {
    let Some(browser) = Browser::start() else { return };
    let site = site();
    let server = Server::start(&site, &[]);
    browser.open(&format!("{}/hello/", server.origin));
    browser.evaluate("window.mark = 1");
    fs::remove_file(site.path("content/en/hello.md")).expect("there");
    let notice = "document.querySelector('#site-gone')?.shadowRoot";
    browser.wait_for(&format!("{notice}?.textContent.includes('no longer')"));
    assert_eq!(browser.evaluate(&format!("{notice}.querySelector('a').pathname")), "/");
    assert_eq!(browser.evaluate("window.mark"), 1, "the words are still there to be read");
    write(&site, "again");
    browser.wait_for("document.body.textContent.includes('Said again')");
    browser.wait_for(&format!("{notice} === undefined"));
    // An address without a page waits for one.
    browser.call("Page.navigate", serde_json::json!({ "url": format!("{}/soon/", server.origin) }));
    browser.wait_for("location.pathname === '/soon/' && document.readyState === 'complete'");
    browser.faults();
    site.write("content/en/soon.md", "---\ntitle: Soon\n---\nNow it is here\n");
    browser.wait_for("document.body.textContent.includes('Now it is here')");
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn the_browser_goes_where_the_writer_writes() {
    let Some(browser) = Browser::start() else { return };
    let site = site();
    let server = Server::start(&site, &["--navigate"]);
    browser.open(&format!("{}/hello/", server.origin));
    site.write("content/en/other.md", "---\ntitle: Other\n---\nWritten just now\n");
    browser.wait_for("location.pathname === '/other/'");
    browser.wait_for("document.body.textContent.includes('Written just now')");
}

#[test]
fn what_was_missed_while_the_server_was_away_is_made_up_for() {
    let Some(browser) = Browser::start() else { return };
    let site = site();
    let first = Server::start(&site, &[]);
    let port = first.origin.rsplit(':').next().expect("a port").to_owned();
    browser.open(&format!("{}/hello/", first.origin));
    drop(first);
    write(&site, "meanwhile");
    let _second = Server::start(&site, &["--port", &port]);
    browser.wait_for("document.body.textContent.includes('Said meanwhile')");
}
