//! Pictures of the default theme, to be looked at: `cargo run --example screenshots [WORD…]`.
//!
//! They are written to `target/screenshots`, one for each page, window and light; with words, only
//! those whose names hold one of them. `side-by-side` is the README's: a post of this site that has
//! drifted, as a localization team sees it. That one needs the program: `cargo build` first.
#![allow(clippy::disallowed_methods, reason = "a tool that writes pictures")]

#[path = "../tests/support/browser.rs"]
mod browser;
#[path = "../tests/support/corpus.rs"]
mod corpus;
#[path = "screenshots/preview.rs"]
mod preview;
#[path = "../tests/support/programs.rs"]
mod programs;
#[path = "../tests/support/served.rs"]
mod served;

use std::fs;

use browser::Browser;
use preview::Preview;
use served::Served;
use site::config::Overrides;

/// Pages of this repository's site: name and path.
const OWN: &[(&str, &str)] = &[
    ("home-en", "/"),
    ("home-zh-cn", "/zh-cn/"),
    ("home-ko", "/ko/"),
    ("home-ar", "/ar/"),
    ("list-en", "/blog/"),
    ("list-zh-cn", "/zh-cn/blog/"),
    ("list-ko", "/ko/blog/"),
    ("list-ar", "/ar/blog/"),
    ("post-go-en", "/blog/2026/02/17/a-small-controller/"),
    ("post-zh-cn", "/zh-cn/blog/2024/05/14/last-thirty-seconds/"),
    ("post-ko", "/ko/blog/2025/08/27/native-sidecars/"),
    ("post-ar", "/ar/blog/2026/03/24/reading-kubectl/"),
    ("docs-en", "/docs/"),
    ("docs-zh-cn", "/zh-cn/docs/"),
    ("docs-ar", "/ar/docs/"),
    ("docs-page-en", "/docs/reference/configuration/"),
    ("docs-page-zh-cn", "/zh-cn/docs/translating/pairing/"),
    ("docs-page-ko", "/ko/docs/getting-started/"),
    ("docs-page-ar", "/ar/docs/getting-started/"),
    ("tags-en", "/tags/"),
    ("tags-ar", "/ar/tags/"),
    ("board-en", "/l10n/"),
    ("board-ar", "/l10n/ar/"),
    ("search-en", "/search/?q=readiness"),
    ("search-zh-cn", "/zh-cn/search/?q=%E7%BF%BB%E8%AF%91"),
    ("search-ko", "/ko/search/?q=%EB%B2%88%EC%97%AD"),
    ("search-ar", "/ar/search/?q=kubectl"),
    ("box-en", "/docs/writing/markdown/"),
    ("404-en", "/404.html"),
    ("404-zh-cn", "/zh-cn/404.html"),
    ("404-ko", "/ko/404.html"),
    ("404-ar", "/ar/404.html"),
];

/// Pages of the Kubernetes blog.
const CORPUS: &[(&str, &str)] = &[
    ("k8s-home-en", "/"),
    ("k8s-list-en", "/blog/"),
    ("k8s-list-zh-cn", "/zh-cn/blog/"),
    ("k8s-list-ja", "/ja/blog/"),
    ("k8s-post-en", "/blog/2025/03/26/kubernetes-v1-33-upcoming-changes/"),
    ("k8s-post-zh-cn", "/zh-cn/blog/2025/03/26/kubernetes-v1-33-upcoming-changes/"),
    ("k8s-post-ja", "/ja/blog/2025/03/26/kubernetes-v1-33-upcoming-changes/"),
    ("k8s-list-uk", "/uk/blog/"),
    ("k8s-list-bn", "/bn/blog/"),
];

/// Windows: name, width and height.
const VIEWS: [(&str, u32, u32); 2] = [("desktop", 1280, 900), ("phone", 390, 844)];

const SCHEMES: [&str; 2] = ["light", "dark"];

/// A translation that has drifted, by its address.
const DRIFTED: &str = "/zh-cn/blog/2024/05/14/last-thirty-seconds/";

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let Some(browser) = Browser::start() else { return };
    fs::create_dir_all("target/screenshots").expect("a directory");
    if is_wanted("side-by-side", &wanted) {
        side_by_side(&browser);
    }
    if is_any_wanted(OWN, &wanted) {
        let own =
            Served::start(&served::repository(), "2026-11-20T12:00:00Z", Overrides::default());
        shoot(&browser, &own, OWN, &wanted);
    }
    if is_any_wanted(CORPUS, &wanted)
        && let Some(root) = corpus::corpus()
    {
        let served = Served::start(&root, corpus::NOW, Overrides::default());
        shoot(&browser, &served, CORPUS, &wanted);
    }
}

fn is_wanted(name: &str, wanted: &[String]) -> bool {
    wanted.is_empty() || wanted.iter().any(|word| name.contains(word))
}

/// Whether a picture of one of these pages may be asked for.
fn is_any_wanted(pages: &[(&str, &str)], wanted: &[String]) -> bool {
    let names = pages.iter().flat_map(|(page, _)| {
        VIEWS.map(|(window, ..)| SCHEMES.map(|scheme| format!("{page}-{window}-{scheme}.png")))
    });
    names.flatten().any(|name| is_wanted(&name, wanted))
}

/// The README's picture.
fn side_by_side(browser: &Browser) {
    let preview = Preview::serve();
    browser.prefer("light");
    browser.resize(1200, 1000);
    browser.open(&preview.side_by_side(DRIFTED));
    browser.evaluate("document.querySelector('[data-toggle=drifted]').click()");
    let height = browser.evaluate("document.body.scrollHeight").as_u64();
    let height = height.and_then(|height| u32::try_from(height).ok()).unwrap_or(1000);
    browser.resize(1200, height.min(1400));
    fs::write("target/screenshots/side-by-side.png", browser.screenshot()).expect("written");
}

fn shoot(browser: &Browser, served: &Served, pages: &[(&str, &str)], wanted: &[String]) {
    for (page, path) in pages {
        for (window, width, height) in VIEWS {
            for scheme in SCHEMES {
                let name = format!("{page}-{window}-{scheme}.png");
                if !is_wanted(&name, wanted) {
                    continue;
                }
                browser.prefer(scheme);
                browser.resize(width, height);
                browser.open(&served.url(path));
                prepare(browser, page);
                let whole = browser.evaluate("document.documentElement.scrollHeight");
                let whole = u32::try_from(whole.as_u64().unwrap_or(0)).unwrap_or(height);
                browser.resize(width, whole.clamp(height, height * 5 / 2));
                let path = format!("target/screenshots/{name}");
                fs::write(path, browser.screenshot()).expect("written");
            }
        }
    }
}

/// Waits for what is not there at once: results, in the page of the search or in its box.
fn prepare(browser: &Browser, page: &str) {
    let is_box = page.starts_with("box-");
    if is_box {
        browser.evaluate("document.querySelector('.s-seek').click()");
        browser.wait_for("document.querySelector('dialog .s-find input')");
        browser.evaluate(
            "document.querySelector('dialog .s-find input').value = 'heading'; \
             document.querySelector('dialog .s-find input').dispatchEvent(new Event('input', { bubbles: true }))",
        );
    }
    if is_box || page.starts_with("search-") {
        browser.wait_for("document.querySelector('.s-state').textContent");
    }
}
