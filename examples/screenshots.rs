//! Pictures of the default theme, to be looked at: `cargo run --example screenshots [WORD…]`.
//!
//! They are written to `target/screenshots`, one for each page, window and light; with words, only
//! those whose names hold one of them. `side-by-side` is the README's: a translation of this site
//! whose source has changed since, as `site serve` shows it.
#![allow(clippy::disallowed_methods, reason = "a tool that writes pictures")]

#[path = "../tests/support/browser.rs"]
mod browser;
#[path = "../tests/support/corpus.rs"]
mod corpus;
#[path = "screenshots/drifted.rs"]
mod drifted;
#[path = "../tests/support/programs.rs"]
mod programs;
#[path = "../tests/support/served.rs"]
mod served;

use std::fs;

use browser::Browser;
use served::Served;
use site::config::Overrides;

/// Pages of this repository's site: name and path.
const OWN: &[(&str, &str)] = &[
    ("home-en", "/"),
    ("home-zh-cn", "/zh-cn/"),
    ("home-ko", "/ko/"),
    ("home-ar", "/ar/"),
    ("list-en", "/blog/"),
    ("list-ar", "/ar/blog/"),
    ("post-go-en", "/blog/2026/02/17/a-small-controller/"),
    ("post-zh-cn", "/zh-cn/blog/2024/05/14/last-thirty-seconds/"),
    ("post-ko", "/ko/blog/2025/08/27/native-sidecars/"),
    ("post-ar", "/ar/blog/2026/03/24/reading-kubectl/"),
    ("docs-en", "/docs/"),
    ("docs-page-en", "/docs/reference/configuration/"),
    ("docs-page-zh-cn", "/zh-cn/docs/translating/pairing/"),
    ("docs-page-ko", "/ko/docs/getting-started/"),
    ("docs-page-ar", "/ar/docs/getting-started/"),
    ("tags-en", "/tags/"),
    ("search-en", "/search/?q=readiness"),
    ("search-zh-cn", "/zh-cn/search/?q=%E7%BF%BB%E8%AF%91"),
    ("search-ko", "/ko/search/?q=%EB%B2%88%EC%97%AD"),
    ("search-ar", "/ar/search/?q=kubectl"),
    ("box-en", "/docs/writing/markdown/"),
    ("404-en", "/404.html"),
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

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let Some(browser) = Browser::start() else { return };
    fs::create_dir_all("target/screenshots").expect("a directory");
    let own = Served::start(&served::repository(), "2026-11-20T12:00:00Z", Overrides::default());
    shoot(&browser, &own, OWN, &wanted);
    if let Some(root) = corpus::corpus() {
        let served = Served::start(&root, corpus::NOW, Overrides::default());
        shoot(&browser, &served, CORPUS, &wanted);
    }
    if wanted.is_empty() || wanted.iter().any(|word| "side-by-side".contains(word)) {
        side_by_side(&browser);
    }
}

/// The README's picture.
fn side_by_side(browser: &Browser) {
    let site = drifted::DriftedSite::serve();
    browser.prefer("light");
    browser.resize(1200, 900);
    browser.open(&site.side_by_side());
    fs::write("target/screenshots/side-by-side.png", browser.screenshot()).expect("written");
}

fn shoot(browser: &Browser, served: &Served, pages: &[(&str, &str)], wanted: &[String]) {
    for (page, path) in pages {
        for (window, width, height) in [("desktop", 1280, 900), ("phone", 390, 844)] {
            for scheme in ["light", "dark"] {
                let name = format!("{page}-{window}-{scheme}.png");
                if !wanted.is_empty() && !wanted.iter().any(|word| name.contains(word)) {
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
