//! The search of this repository's own site, in a real browser.
//!
//! The server's policy allows nothing but files of the site and `wasm-unsafe-eval`, which pagefind
//! needs: a request to another host or a script inside a page would be a fault that the browser
//! reports, and every test ends by asking for faults.
#![cfg(feature = "search")]
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/programs.rs"]
mod programs;
#[path = "support/served.rs"]
mod served;

use std::sync::OnceLock;

use browser::Browser;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use served::{Served, repository};
use site::config::Overrides;

/// The site, built once for all tests.
fn site() -> &'static Served {
    static SITE: OnceLock<Served> = OnceLock::new();
    SITE.get_or_init(|| Served::start(&repository(), "2026-11-01T00:00:00Z", Overrides::default()))
}

/// Opens the results for some words in the language whose pages begin with `home`.
fn seek(browser: &Browser, home: &str, words: &str) {
    let words = utf8_percent_encode(words, NON_ALPHANUMERIC);
    browser.open(&site().url(&format!("{home}search/?q={words}")));
    browser.wait_for("document.querySelector('.s-state').textContent");
}

/// The paths of the results, in their order.
fn paths(browser: &Browser) -> Vec<String> {
    let paths = "[...document.querySelectorAll('.s-found h2 a')].map((link) => link.pathname)";
    serde_json::from_value(browser.evaluate(paths)).expect("texts")
}

fn press(browser: &Browser, key: &str) {
    let text = if key == "/" { "/" } else { "" };
    let code = if key == "Escape" { 27 } else { 0 };
    let down =
        json!({ "type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": code });
    browser.call("Input.dispatchKeyEvent", down);
    browser.call("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key }));
}

/// What has the focus, in words.
fn focused(browser: &Browser) -> Value {
    browser.evaluate("document.activeElement.textContent || document.activeElement.name")
}

#[track_caller]
fn assert_no_faults(browser: &Browser) {
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn words_are_found_in_the_readers_language_in_any_form() {
    let Some(browser) = Browser::start() else { return };
    // Chinese has no blanks between its words, Korean endings behind them, English has both.
    for (home, words) in [("/", "translations"), ("/zh-cn/", "网站语言"), ("/ko/", "번역")] {
        seek(&browser, home, words);
        let found = paths(&browser);
        assert!(!found.is_empty(), "{words}");
        let is_own = |path: &String| match home {
            "/" => !["/zh-cn/", "/ko/", "/ar/"].iter().any(|other| path.starts_with(other)),
            home => path.starts_with(home),
        };
        assert!(found.iter().all(is_own), "{words}: {found:?}");
        assert_eq!(browser.evaluate("Boolean(document.querySelector('.s-found mark'))"), true);
    }
    assert_no_faults(&browser);
}

#[test]
fn other_languages_are_asked_when_the_reader_wants_it() {
    let Some(browser) = Browser::start() else { return };
    seek(&browser, "/", "번역");
    assert_eq!(paths(&browser), Vec::<String>::new(), "no English page has the word");
    browser.evaluate("document.querySelector('[name=all]').click()");
    browser.wait_for("document.querySelector('.s-found a')");
    assert!(paths(&browser).iter().all(|path| path.starts_with("/ko/")));
    assert_eq!(browser.evaluate("document.querySelector('.s-found li').lang"), "ko");
    assert_eq!(
        browser.evaluate("document.querySelector('.s-about').textContent.slice(0, 3)"),
        "한국어"
    );
    assert_eq!(browser.evaluate("new URLSearchParams(location.search).get('all')"), "1");
    assert_no_faults(&browser);
}

#[test]
fn the_box_is_used_by_keyboard_alone() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&site().url("/docs/"));
    press(&browser, "/");
    browser.wait_for("document.querySelector('.s-sought').open");
    assert_eq!(focused(&browser), "q", "the field, and the slash is not in it");
    assert_eq!(browser.evaluate("document.activeElement.value"), "");
    // Typed at once, which may be before the script has come.
    browser.call("Input.insertText", json!({ "text": "translating" }));
    browser.wait_for("document.querySelectorAll('.s-sought .s-found a').length > 1");
    press(&browser, "ArrowDown");
    let first = focused(&browser);
    press(&browser, "ArrowDown");
    assert_ne!(focused(&browser), first);
    press(&browser, "ArrowUp");
    assert_eq!(focused(&browser), first);
    press(&browser, "ArrowUp");
    assert_eq!(focused(&browser), "q");
    press(&browser, "Escape");
    browser.wait_for("!document.querySelector('.s-sought').open");
    assert_no_faults(&browser);
}

#[test]
fn nothing_of_the_search_is_loaded_before_it_is_opened() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&site().url("/docs/"));
    let loaded = "performance.getEntriesByType('resource').map((own) => own.name).join(' ')";
    let is_of_search = |names: Value| {
        let names = names.as_str().expect("text").to_owned();
        names.contains("/search.") || names.contains("/pagefind/")
    };
    assert!(!is_of_search(browser.evaluate(loaded)));
    browser.evaluate("document.querySelector('.s-seek').click()");
    browser.call("Input.insertText", json!({ "text": "site" }));
    browser.wait_for("document.querySelector('.s-sought .s-found a')");
    assert!(is_of_search(browser.evaluate(loaded)));
    assert_no_faults(&browser);
}

#[test]
fn what_is_not_there_is_said_in_the_readers_language() {
    let Some(browser) = Browser::start() else { return };
    seek(&browser, "/ko/", "xyzzyx");
    let state = "document.querySelector('.s-state').textContent";
    assert_eq!(browser.evaluate(state), "검색 결과가 없습니다");
    assert_no_faults(&browser);
}

#[test]
fn more_results_follow_when_asked_for_and_the_first_of_them_has_the_focus() {
    let Some(browser) = Browser::start() else { return };
    seek(&browser, "/", "the");
    let first = paths(&browser);
    browser.evaluate("document.querySelector('.s-more button').click()");
    browser
        .wait_for(&format!("document.querySelectorAll('.s-found h2 a').length > {}", first.len()));
    let now = paths(&browser);
    assert_eq!(now[..first.len()], first);
    assert_eq!(browser.evaluate("document.activeElement.pathname"), now[first.len()].as_str());
    assert_no_faults(&browser);
}
