//! The default theme in a real browser: what readers do, and what `axe-core` finds.
//!
//! The pages are those of this repository's site and some of the Kubernetes blog. They are served
//! with a policy that allows nothing inline and no other host; what breaks it is a fault.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/programs.rs"]
mod programs;
#[path = "support/served.rs"]
mod served;

use std::path::Path;

use browser::Browser;
use serde_json::{Value, json};
use served::Served;
use site::config::Overrides;

/// The day of which the manual is built here: some of its posts are old by then.
const NOW: &str = "2026-11-20T12:00:00Z";

/// One page of each type, in all languages of this repository.
const PAGES: &[&str] = &[
    "/",
    "/blog/",
    "/blog/2026/02/17/a-small-controller/",
    "/blog/2024/05/14/last-thirty-seconds/",
    "/docs/",
    "/docs/reference/configuration/",
    "/docs/writing/shortcodes/",
    "/tags/",
    "/404.html",
    "/l10n/",
    "/l10n/ko/",
    "/search/",
    "/search/?q=readiness",
    "/zh-cn/search/?q=%E7%BF%BB%E8%AF%91",
    "/ko/search/?q=%EB%B2%88%EC%97%AD",
    "/ar/search/?q=kubectl",
    "/zh-cn/",
    "/zh-cn/blog/",
    "/zh-cn/blog/2024/05/14/last-thirty-seconds/",
    "/zh-cn/docs/translating/pairing/",
    "/zh-cn/404.html",
    "/ko/",
    "/ko/blog/",
    "/ko/blog/2025/08/27/native-sidecars/",
    "/ko/docs/getting-started/",
    "/ko/404.html",
    "/ar/",
    "/ar/blog/",
    "/ar/blog/2026/03/24/reading-kubectl/",
    "/ar/docs/getting-started/",
    "/ar/404.html",
];

/// Lists of several scripts, and posts whose authors left nothing to complain of.
const CORPUS_PAGES: &[&str] = &[
    "/blog/",
    "/blog/page/2/",
    "/blog/2025/03/26/kubernetes-v1-33-upcoming-changes/",
    "/zh-cn/blog/",
    "/zh-cn/blog/2025/03/26/kubernetes-v1-33-upcoming-changes/",
    "/ja/blog/",
    "/ja/blog/2025/03/26/kubernetes-v1-33-upcoming-changes/",
    "/bn/blog/",
    "/uk/blog/",
];

/// A page of the manual that has code, headings and three translations.
const POST: &str = "/blog/2024/05/14/last-thirty-seconds/";

#[test]
fn every_type_of_page_is_accessible_still_and_its_own() {
    let Some(browser) = Browser::start() else { return };
    let manual = Served::start(&served::repository(), NOW, Overrides::default());
    let mut found = sweep(&browser, &manual, PAGES);
    if let Some(root) = corpus::corpus() {
        let blog = Served::start(&root, corpus::NOW, Overrides::default());
        found.extend(sweep(&browser, &blog, CORPUS_PAGES));
    }
    assert_eq!(found, Vec::<String>::new());
}

/// What is wrong with the pages, in light and dark, in a wide and in a narrow window.
fn sweep(browser: &Browser, served: &Served, pages: &[&str]) -> Vec<String> {
    let axe = programs::axe(Path::new(env!("CARGO_MANIFEST_DIR")));
    let mut found = Vec::new();
    for page in pages {
        for (scheme, width) in [("light", 1280), ("dark", 390)] {
            browser.prefer(scheme);
            browser.resize(width, 900);
            browser.open(&served.url(page));
            if page.contains("?q=") {
                browser.wait_for("document.querySelector('.s-found a')");
            }
            let mut expect = |what: &str, actual: Value, expected: Value| {
                if actual != expected {
                    found.push(format!("{page} {scheme} {width}: {what}: {actual}"));
                }
            };
            expect("what has been laid out moves", browser.evaluate(SHIFTS), json!(0));
            expect("wider than the window", browser.evaluate(OVERFLOW), json!([]));
            expect("other hosts", browser.evaluate(STRANGERS), json!([]));
            expect("faults", json!(browser.faults()), json!([]));
            if let Some(axe) = &axe {
                browser.evaluate(axe);
                expect("axe-core", browser.evaluate(VIOLATIONS), json!([]));
                // axe-core writes styles of its own, which the page's policy does not allow.
                browser.faults();
            }
        }
    }
    found
}

/// The sum of all layout shifts since the page was asked for, after it has been painted.
const SHIFTS: &str = "new Promise((done) => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    let sum = 0;
    const count = (entries) => entries.forEach((entry) => { sum += entry.value; });
    requestAnimationFrame(() => requestAnimationFrame(() => {
        count(observer.takeRecords());
        done(sum);
    }));
})";

/// What sticks out of a page that can be scrolled sideways.
const OVERFLOW: &str = "document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.body.querySelectorAll('*')]
        .filter((own) => own.getBoundingClientRect().right > innerWidth || own.getBoundingClientRect().left < 0)
        .slice(0, 3).map((own) => own.outerHTML.slice(0, 150))";

const STRANGERS: &str = "performance.getEntriesByType('resource').map((own) => own.name)
    .filter((url) => !url.startsWith(location.origin + '/'))";

const VIOLATIONS: &str = "axe.run({ resultTypes: ['violations'] }).then((found) =>
    found.violations.map((own) => [own.id, ...own.nodes.map((node) =>
        node.html.slice(0, 200) + ' ' + node.failureSummary)]))";

#[test]
fn the_language_menu_is_used_by_mouse_and_by_keyboard() {
    let Some((browser, served)) = open(POST) else { return };
    let is_open = "document.querySelector('.s-langs details').open";
    click(&browser, ".s-langs summary");
    assert_eq!(browser.evaluate(is_open), true);
    click(&browser, "h1");
    assert_eq!(browser.evaluate(is_open), false, "a click outside closes it");

    let focused = "document.activeElement.textContent";
    browser.evaluate("document.querySelector('.s-langs summary').focus()");
    press(&browser, "ArrowDown");
    assert_eq!(browser.evaluate(is_open), true);
    assert_eq!(browser.evaluate(focused), "English");
    press(&browser, "ArrowDown");
    assert_eq!(browser.evaluate(focused), "简体中文");
    press(&browser, "End");
    assert_eq!(browser.evaluate(focused), "العربية", "what is not translated comes last");
    press(&browser, "ArrowDown");
    assert_eq!(browser.evaluate(focused), "English", "after the last comes the first");
    press(&browser, "ArrowUp");
    press(&browser, "Escape");
    assert_eq!(browser.evaluate(is_open), false);
    assert_eq!(browser.evaluate("document.activeElement.localName"), "summary");

    let missing = "[...document.querySelectorAll('.s-langs ul + p + ul a')]";
    let targets = browser.evaluate(&format!("{missing}.map((link) => link.pathname)"));
    assert_eq!(targets, json!(["/ko/blog/", "/ar/blog/"]), "the nearest page that exists");
    click(&browser, ".s-langs summary");
    click(&browser, ".s-langs a[lang=zh-CN]");
    browser.wait_for(&format!("location.pathname === '/zh-cn{POST}'"));
    browser.wait_for("document.documentElement.lang === 'zh-CN'");
    assert_eq!(browser.faults(), Vec::<String>::new());
    drop(served);
}

#[test]
fn a_choice_of_light_or_dark_is_kept() {
    let Some((browser, _served)) = open(POST) else { return };
    let ground = "getComputedStyle(document.documentElement).backgroundColor";
    browser.prefer("light");
    assert_eq!(browser.evaluate(ground), "rgb(255, 255, 255)");
    click(&browser, ".s-mode");
    let dark = browser.evaluate(ground);
    assert_ne!(dark, "rgb(255, 255, 255)");
    // The old page is as dark as the new one: it is marked, so that only the new one is looked at.
    browser.evaluate("window.isOld = true; setTimeout(() => location.reload()); 0");
    browser.wait_for(&format!(
        "!window.isOld && document.readyState === 'complete' && {ground} === {dark}"
    ));
    // Before anything is painted: the script stands above the style sheet and blocks.
    let order = "[...document.head.querySelectorAll('script, [rel=stylesheet]')][0].outerHTML";
    let first = browser.evaluate(order);
    let first = first.as_str().expect("HTML");
    assert!(first.contains("/assets/theme.") && !first.contains("defer"), "{first}");
    browser.prefer("dark");
    click(&browser, ".s-mode");
    assert_eq!(browser.evaluate(ground), "rgb(255, 255, 255)", "against the system");
    click(&browser, ".s-mode");
    assert_eq!(browser.evaluate("localStorage.length"), 0, "the system's own is forgotten");
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn the_contents_follow_the_reader() {
    let Some((browser, _served)) = open(POST) else { return };
    let here =
        "[...document.querySelectorAll('.s-toc [aria-current=true]')].map((own) => own.hash)";
    assert_eq!(browser.evaluate(here), json!([]), "nothing is read yet");
    for place in [1, 2] {
        let id = browser.evaluate(&format!("document.querySelectorAll('.s-text h2')[{place}].id"));
        browser.evaluate(&format!(
            "document.getElementById({id}).scrollIntoView({{ behavior: 'instant' }})"
        ));
        browser.wait_for(&format!("{here}.join() === '#' + encodeURI({id})"));
    }
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn code_is_copied_as_it_is() {
    let Some((browser, served)) = open(POST) else { return };
    let grant = json!({ "origin": served.origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    browser.call("Browser.grantPermissions", grant);
    click(&browser, "pre + .s-copy");
    browser.wait_for("document.querySelector('body > [role=status]').textContent !== ''");
    let copied = browser.evaluate("navigator.clipboard.readText()");
    let code = browser.evaluate("document.querySelector('pre').textContent");
    assert_eq!(copied, code);
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn the_tree_is_at_the_side_or_above_the_text_and_closed() {
    let Some((browser, _served)) = open("/docs/writing/code/") else { return };
    let seen = "(selector) => document.querySelector(selector).checkVisibility(
        { contentVisibilityAuto: true, visibilityProperty: true })";
    let current = ".s-tree [aria-current=page]";
    let sees = |selector: &str| browser.evaluate(&format!("({seen})('{selector}')"));
    assert_eq!(sees(current), true);
    let below = ".s-tree a[href=\"/docs/reference/configuration/\"]";
    assert_eq!(sees(below), false, "another branch is closed");
    click(&browser, ".s-tree li:has(> [href=\"/docs/reference/\"]) summary");
    assert_eq!(sees(below), true);
    browser.resize(390, 844);
    browser.evaluate("location.reload()");
    browser.wait_for(&format!("document.readyState === 'complete' && !({seen})('{current}')"));
    click(&browser, ".s-tree > details > summary");
    assert_eq!(sees(current), true);
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn a_heading_leads_to_itself() {
    let Some((browser, _served)) = open("/docs/writing/shortcodes/") else { return };
    let link = "document.querySelector('.s-text h2[id] > .s-self')";
    let id = browser.evaluate(&format!("{link}.parentNode.id"));
    click(&browser, ".s-text h2[id] > .s-self");
    browser.wait_for(&format!("location.hash === '#' + {id}"));
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn a_chosen_tab_is_chosen_on_later_pages() {
    let Some((browser, _served)) = open("/docs/writing/shortcodes/") else { return };
    let label = "[...document.querySelectorAll('.s-tabs > label')].find((own) => own.textContent === 'macOS')";
    let is_chosen = format!("document.getElementById({label}.htmlFor).checked");
    assert_eq!(browser.evaluate(&is_chosen), false);
    browser.evaluate(&format!("{label}.click()"));
    assert_eq!(browser.evaluate(&is_chosen), true);
    browser.evaluate("window.isOld = true; setTimeout(() => location.reload()); 0");
    browser
        .wait_for(&format!("!window.isOld && document.readyState === 'complete' && {is_chosen}"));
    assert_eq!(browser.faults(), Vec::<String>::new());
}

/// A server has one page for all of them, which is in English here.
#[test]
fn whoever_is_lost_sees_the_nearest_pages_in_the_language_of_the_address() {
    let Some((browser, served)) = open("/zh-cn/docs/translating/pairs/") else { return };
    browser.wait_for("document.querySelector('.s-nearest li a')");
    let first = browser.evaluate("document.querySelector('.s-nearest li a').pathname");
    assert_eq!(first, "/zh-cn/docs/translating/pairing/");
    assert_eq!(browser.evaluate("document.querySelector('main').lang"), "zh-CN");
    let text = browser.evaluate("document.querySelector('.s-nearest').innerText");
    assert!(text.as_str().is_some_and(|text| text.contains("地址相近的页面")), "{text}");
    browser.open(&served.url("/xqzw/"));
    browser.wait_for("performance.getEntriesByName(new URL('/en/sitemap.xml', location.href).href)[0]?.responseEnd");
    assert_eq!(browser.evaluate("document.querySelector('.s-nearest').hidden"), true);
}

#[test]
fn terms_are_ordered_by_name_or_by_how_often_they_are_used() {
    let Some((browser, _served)) = open("/tags/") else { return };
    let counts = "[...document.querySelectorAll('.s-terms li')].map((term) => +term.dataset.count)";
    let by_name = browser.evaluate(counts);
    click(&browser, ".s-order button:last-child");
    let by_count = browser.evaluate(counts);
    assert_ne!(by_count, by_name);
    let is_falling = format!("({counts}).every((count, at, all) => !at || count <= all[at - 1])");
    assert_eq!(browser.evaluate(&is_falling), true, "{by_count}");
    click(&browser, ".s-order button:first-child");
    assert_eq!(browser.evaluate(counts), by_name);
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn the_search_opens_by_the_keys_of_other_sites() {
    let Some((browser, _served)) = open("/docs/writing/shortcodes/") else { return };
    browser.evaluate(
        "document.body.dispatchEvent(
            new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))",
    );
    browser.wait_for("document.querySelector('.s-sought').open");
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn everything_but_comfort_works_without_scripts() {
    let Some(browser) = Browser::start() else { return };
    let served = Served::start(&served::repository(), NOW, Overrides::default());
    browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    browser.resize(1280, 900);
    // Waiting is a script too: what the page looks like is asked until it is there.
    let url = served.url("/docs/writing/code/");
    browser.call("Page.navigate", json!({ "url": url }));
    let state = "[location.href, document.readyState]";
    while browser.evaluate(state) != json!([url, "complete"]) {}
    let visible = |selector: &str| {
        let seen = format!(
            "document.querySelector('{selector}').checkVisibility(
            {{ contentVisibilityAuto: true, visibilityProperty: true }})"
        );
        assert_eq!(browser.evaluate(&seen), true, "{selector}");
    };
    visible(".s-tree [aria-current=page]");
    visible(".s-toc a");
    let button = "document.querySelector('.s-mode').checkVisibility()";
    assert_eq!(browser.evaluate(button), false, "a button that does nothing");
    click(&browser, ".s-langs summary");
    visible(".s-langs a");
}

/// A page of the manual in a wide window.
fn open(path: &str) -> Option<(Browser, Served)> {
    let browser = Browser::start()?;
    let served = Served::start(&served::repository(), NOW, Overrides::default());
    browser.resize(1280, 900);
    browser.open(&served.url(path));
    Some((browser, served))
}

/// Clicks in the middle of an element, as a mouse does.
fn click(browser: &Browser, selector: &str) {
    let at = browser.evaluate(&format!(
        "(() => {{
            const element = document.querySelector({});
            element.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const box = element.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }})()",
        json!(selector)
    ));
    for kind in ["mousePressed", "mouseReleased"] {
        let event =
            json!({ "type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1 });
        browser.call("Input.dispatchMouseEvent", event);
    }
}

fn press(browser: &Browser, key: &str) {
    for kind in ["keyDown", "keyUp"] {
        let event: Value = json!({ "type": kind, "key": key, "code": key });
        browser.call("Input.dispatchKeyEvent", event);
    }
}
