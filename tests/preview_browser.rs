//! What a localization team sees in `site serve`: the bar, side by side, all pages, in a real browser and on
//! the real blog.
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]

#[path = "support/blog.rs"]
mod blog;
#[path = "support/browser.rs"]
mod browser;
#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/programs.rs"]
mod programs;
#[path = "support/repository.rs"]
#[allow(dead_code, reason = "each of the tests uses a part")]
mod repository;
#[path = "support/server.rs"]
mod server;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use browser::Browser;
use repository::Repository;
use serde_json::{Value, json};
use server::{Server, Site};

const POST: &str = "/zh-cn/blog/2023/04/21/node-log-query-alpha/";
const POST_FILE: &str = "content/zh-cn/blog/_posts/2023-04-21-node-log-query-alpha.md";
const KOREAN: &str = "/ko/blog/2025/11/11/ingress-nginx-retirement/";

/// The bar's own tree.
const BAR: &str = "document.querySelector('site-preview').shadowRoot";

fn serve(root: &Path) -> Server {
    let languages = ["en", "zh-cn", "ko"].map(|code| ["--language", code]).concat();
    Server::start_in(root, &[&["--preview", "--date", "2026-02-17"], &languages[..]].concat())
}

#[test]
fn a_drifted_post_is_found_seen_and_mended() {
    let (Some(browser), Some(copy)) = (Browser::start(), blog::copy(&["zh-cn", "ko"])) else {
        return;
    };
    let server = serve(copy.path());
    browser.open(&format!("{}{POST}", server.origin));
    browser.wait_for(&format!("{BAR}.querySelector('.verdict .severity')"));
    browser.evaluate("window.mark = 1");
    let state = browser.evaluate(&format!("{BAR}.querySelector('.verdict summary').textContent"));
    assert_eq!(state.as_str().map(str::trim), Some("已过时 警告 3 处过时"));
    let first = format!("{BAR}.querySelector('.verdict .notice')");
    let said = browser.evaluate(&format!("{first}.textContent"));
    assert!(said.as_str().is_some_and(|said| said.contains("Granting permissions")), "{said}");
    let place =
        browser.evaluate(&format!("{BAR}.querySelector('.verdict .place code').textContent"));
    assert!(place.as_str().is_some_and(|place| place.starts_with(POST_FILE)), "{place}");
    look(&browser, "bar");

    // The finding leads to its place.
    browser.evaluate(&format!("{first}.click()"));
    browser.wait_for("location.pathname === '/_site/side' && document.readyState === 'complete'");
    browser.wait_for("document.activeElement.dataset.state === 'new'");
    let row = "document.querySelector('#finding-1')";
    let text = |part: &str| browser.evaluate(&format!("{row}.querySelector('{part}').textContent"));
    assert!(
        text(".source .s-box.s-warning").as_str().is_some_and(|own| own.contains("nodes/proxy"))
    );
    assert_eq!(text(".translation .gap"), "译文中没有");
    let before = browser.evaluate(&format!("{row}.previousElementSibling.textContent"));
    assert!(before.as_str().is_some_and(|own| own.contains("journald")), "{before}");
    look(&browser, "side");

    // From finding to finding, and what the translation was made from.
    press(&browser, "j");
    browser.wait_for("document.activeElement.id === 'finding-3'");
    press(&browser, "k");
    browser.wait_for("document.activeElement.id === 'finding-1'");
    let kept = "getComputedStyle(document.querySelector('.kept')).display";
    assert_eq!(browser.evaluate(kept), "none");
    press(&browser, "e");
    assert_eq!(browser.evaluate(kept), "block");

    // The warning is translated, and its mark goes while the page stays.
    browser.evaluate("window.mark = 2");
    let path = copy.path().join(POST_FILE);
    let drifted = fs::read_to_string(&path).expect("the post");
    fs::write(&path, mended(copy.path(), &drifted)).expect("written");
    browser.wait_for("!document.querySelector('.row .severity[data-severity=warning]')");
    assert_eq!(browser.evaluate("window.mark"), 2, "the page was not loaded again");
    assert_eq!(browser.evaluate(kept), "block", "what was chosen stays");
    browser.open(&format!("{}{POST}", server.origin));
    browser.wait_for(&format!("!{BAR}.querySelector('.verdict .severity[data-severity=warning]')"));
    assert_eq!(browser.faults(), Vec::<String>::new());
}

/// The post with the warning, its source kept as the team does.
fn mended(root: &Path, drifted: &str) -> String {
    let source =
        fs::read_to_string(root.join(POST_FILE.replace("zh-cn", "en"))).expect("the source");
    let start = source.find("{{< warning >}}").expect("the warning");
    let end = start + source[start..].find("{{< /warning >}}").expect("its end") + 16;
    let kept = &source[start..end];
    let translated = "{{< warning >}}\n授予 `nodes/proxy` 权限（即使只是 **get** 权限）也会授权访问强大的 kubelet API，\
        详见 [Kubelet 身份认证/鉴权](/zh-cn/docs/reference/access-authn-authz/kubelet-authn-authz/#get-nodes-proxy-warning)。\n{{< /warning >}}";
    let heading = drifted.find("\n<!--\n## How do I use it").expect("the heading behind it");
    let (above, below) = drifted.split_at(heading);
    format!("{above}\n<!--\n{kept}\n-->\n{translated}\n{below}")
}

#[test]
fn a_korean_post_and_one_without_a_translation() {
    let (Some(browser), Some(copy)) = (Browser::start(), blog::copy(&["zh-cn", "ko"])) else {
        return;
    };
    let server = serve(copy.path());
    browser.open(&format!("{}{KOREAN}", server.origin));
    browser.wait_for(&format!("{BAR}.querySelector('section').lang === 'ko'"));
    let switch = |code: &str| {
        let own = format!("{BAR}.querySelector('.switch li:has(> [lang=\"{code}\"])')");
        browser.evaluate(&format!("{own}.textContent"))
    };
    browser.evaluate(&format!("{BAR}.querySelector('.switch').open = true"));
    assert!(switch("en").as_str().is_some_and(|own| own.contains("원문")), "{}", switch("en"));
    browser.open(&format!("{}/_site/side?page={KOREAN}", server.origin));
    assert_eq!(browser.evaluate("document.documentElement.lang"), "ko");
    assert_eq!(
        browser.evaluate("document.querySelectorAll('.translation .text').length > 10"),
        true
    );
    let columns = "getComputedStyle(document.querySelector('.row')).gridTemplateColumns.split(' ')";
    assert_eq!(browser.evaluate(&format!("{columns}.length")), 2);
    browser.resize(390, 844);
    assert_eq!(
        browser.evaluate(&format!("{columns}.length")),
        1,
        "source and translation alternate"
    );
    browser.resize(1280, 900);
    assert_eq!(browser.faults(), Vec::<String>::new());

    // A page that Korean lacks says so, and how to begin.
    browser.open(&format!("{}{}", server.origin, POST.replace("/zh-cn", "")));
    browser.wait_for(&format!("{BAR}.querySelector('.switch [lang=ko]')"));
    browser.evaluate(&format!("{BAR}.querySelector('.switch').open = true"));
    let said = switch("ko");
    let said = said.as_str().expect("text");
    assert!(said.contains("missing") && said.contains("site l10n start content/en/"), "{said}");

    // Its list shows, in the preview alone, what it lacks.
    browser.open(&format!("{}/ko/blog/", server.origin));
    let list = "document.querySelector('main site-untranslated').shadowRoot";
    browser.wait_for(&format!("{list}.querySelectorAll('li').length === 50"));
    assert!(text_of(&server, "/_site/bar?page=/ko/blog/page/2/").contains("aria-current"));
    let first = browser.evaluate(&format!("{list}.querySelector('li').textContent"));
    assert!(first.as_str().is_some_and(|own| own.contains("--language ko")), "{first}");
    let tag = browser.evaluate(&format!("{list}.querySelector('li a').lang"));
    assert_eq!(tag, "en");
    look(&browser, "list");
    assert_eq!(server.get("/_site/side?page=/blog/").status, 404);
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn the_bar_is_used_by_keyboard_closed_and_remembered() {
    let Some(browser) = Browser::start() else { return };
    let site = small();
    let server = Server::start(&site, &["--preview"]);
    browser.open(&format!("{}/ko/hello/", server.origin));
    browser.wait_for(&format!("{BAR}.querySelector('.verdict')"));
    let focused = format!("{BAR}.activeElement");
    hold_alt(&browser, "KeyP");
    browser.wait_for(&format!("{focused}?.localName === 'summary'"));
    press(&browser, "Enter");
    let is_open = format!("{BAR}.querySelector('.switch').open");
    assert_eq!(browser.evaluate(&is_open), true);
    press(&browser, "Escape");
    assert_eq!(browser.evaluate(&is_open), false);
    hold_alt(&browser, "KeyP");
    browser.wait_for(&format!("{BAR}.querySelector('section').hidden"));
    assert_eq!(browser.evaluate(&format!("{focused}.className")), "show");
    browser.open(&format!("{}/hello/", server.origin));
    browser.wait_for(&format!("{BAR}.querySelector('section').hidden"));
    hold_alt(&browser, "KeyP");
    browser.wait_for(&format!("!{BAR}.querySelector('section').hidden"));
    assert_eq!(browser.evaluate(&format!("{focused}.localName")), "summary");

    // A change that readers do not see reaches the bar too.
    browser.open(&format!("{}/ko/kept/", server.origin));
    browser.wait_for(&format!("{BAR}.querySelector('.verdict .severity')"));
    browser.evaluate("window.mark = 1");
    site.write("content/ko/kept.md", "---\ntitle: 글\n---\n<!--\nSome new words\n-->\n몇 마디\n");
    browser.wait_for(&format!("{BAR}.querySelector('.state[data-state=in-sync]')"));
    assert_eq!(browser.evaluate("window.mark"), 1);
    assert_eq!(browser.faults(), Vec::<String>::new());
}

/// A site with a translation that keeps its source, an Arabic page, and what attacks.
fn small() -> Site {
    let config = "baseURL = 'https://example.org/'\ntitle = 'Example'\n\
        [preview]\neditor = 'vscode://file/{path}:{line}'\n\
        [languages.en]\nlanguageName = 'English'\ncontentDir = 'content/en'\n\
        [languages.ko]\nlanguageName = '한국어'\ncontentDir = 'content/ko'\n\
        [languages.ar]\nlanguageName = 'العربية'\ncontentDir = 'content/ar'\n";
    Site::new(&[
        ("site.toml", config),
        ("static/favicon.ico", ""),
        ("content/en/kept.md", "---\ntitle: Words\n---\nSome new words\n"),
        ("content/ko/kept.md", "---\ntitle: 글\n---\n<!--\nSome old words\n-->\n몇 마디\n"),
        ("content/ar/hello.md", "---\ntitle: مرحبا\n---\nكلمات\n\n- قائمة\n"),
        ("content/ar/kept.md", "---\ntitle: كلمات\n---\n<!--\nSome old words\n-->\nبعض الكلمات\n"),
        (
            "content/en/evil.md",
            "---\ntitle: '<img src=x onerror=\"top.attacked=1\">'\n---\n`</code><script>top.attacked=1</script>`\n",
        ),
        (
            "content/ko/evil.md",
            "---\ntitle: '<script>top.attacked=1</script>'\n---\n<!--\n</pre><img src=x onerror=\"top.attacked=1\">\n-->\n글\n",
        ),
    ])
}

#[test]
fn everything_is_accessible_in_light_and_dark_wide_and_narrow() {
    let Some(browser) = Browser::start() else { return };
    let site = small();
    let server = Server::start(&site, &["--preview"]);
    let axe = programs::axe(Path::new(env!("CARGO_MANIFEST_DIR")));
    let mut found = Vec::new();
    let pages = [
        "/ko/kept/",
        "/ar/hello/",
        "/_site/",
        "/_site/side?page=/ko/kept/",
        "/_site/side?page=/ar/kept/",
    ];
    for page in pages {
        for (scheme, width) in [("light", 1280), ("dark", 390)] {
            browser.prefer(scheme);
            browser.resize(width, 900);
            browser.open(&format!("{}{page}", server.origin));
            if !page.starts_with("/_site") {
                browser.wait_for(&format!("{BAR}.querySelector('.switch')"));
                browser.evaluate(&format!("{BAR}.querySelector('.switch').open = true"));
            }
            let wide = "document.documentElement.scrollWidth <= innerWidth";
            let mut expect = |what: &str, actual: Value, expected: Value| {
                if actual != expected {
                    found.push(format!("{page} {scheme} {width}: {what}: {actual}"));
                }
            };
            expect("fits the window", browser.evaluate(wide), json!(true));
            expect("faults", json!(browser.faults()), json!([]));
            if let Some(axe) = &axe {
                browser.evaluate(axe);
                expect("axe-core", browser.evaluate(VIOLATIONS), json!([]));
                // axe-core writes styles of its own, which the page's policy does not allow.
                browser.faults();
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

const VIOLATIONS: &str = "axe.run({ resultTypes: ['violations'] }).then((found) =>
    found.violations.map((own) => [own.id, ...own.nodes.map((node) =>
        JSON.stringify(node.target) + node.html.slice(0, 200) + ' ' + node.failureSummary)]))";

#[test]
fn what_authors_write_is_text() {
    let Some(browser) = Browser::start() else { return };
    let site = small();
    let server = Server::start(&site, &["--preview"]);
    for page in
        ["/_site/side?page=/ko/evil/", "/_site/", "/_site/?text=<script>top.attacked=1</script>"]
    {
        browser.call("Page.navigate", json!({ "url": format!("{}{page}", server.origin) }));
        browser.wait_for("document.querySelector('h1') && document.readyState === 'complete'");
        assert_eq!(browser.evaluate("window.attacked ?? null"), Value::Null, "{page}");
        assert_eq!(
            browser.evaluate("document.querySelectorAll('main script, main img').length"),
            0
        );
    }
    let policy = server.get("/_site/").header("content-security-policy").map(str::to_owned);
    assert!(policy.is_some_and(|policy| policy.starts_with("default-src 'self'")));
    let editor = text_of(&server, "/_site/bar?page=/ko/kept/");
    let path = format!(
        "vscode://file/{}/content/ko/kept.md:",
        site.root().canonicalize().expect("a root").display()
    );
    assert!(editor.contains(&path), "{editor}");
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn git_tells_what_the_source_was_where_the_translation_does_not() {
    let Some(repository) = Repository::new() else { return };
    repository.write("site.toml", "baseURL = 'https://example.org/'\ntitle = 'Example'\n[languages.en]\ncontentDir = 'content/en'\n[languages.ko]\ncontentDir = 'content/ko'\n");
    repository
        .write("content/en/a.md", "---\ntitle: A\n---\nThe pump has two valves.\n\nThe rest.\n");
    let baseline = repository
        .commit("content/ko/a.md", "---\ntitle: 가\n---\n펌프에는 밸브가 둘 있다.\n\n나머지.\n");
    repository
        .commit("content/en/a.md", "---\ntitle: A\n---\nThe pump has three valves.\n\nThe rest.\n");
    let server = Server::start_in(repository.root().as_std_path(), &["--preview"]);
    let side = text_of(&server, "/_site/side?page=/ko/a/");
    for expected in ["<ins>three</ins>", "<del>two</del>", &baseline[..10]] {
        assert!(side.contains(expected), "lacks {expected}: {side}");
    }
    let all = text_of(&server, "/_site/?language=ko");
    assert!(all.contains("커밋 1개"), "{all}");
}

fn text_of(server: &Server, path: &str) -> String {
    server.get(path).text()
}

#[test]
fn five_thousand_rows_can_be_worked_with() {
    let Some(browser) = Browser::start() else { return };
    let site = small();
    for number in 0..2500 {
        let mut text = format!("---\ntitle: Post {number}\ndate: 2024-01-01\n---\n");
        let _ = writeln!(text, "Words of post {number}");
        site.write(&format!("content/en/blog/{number}.md"), text);
    }
    site.write(
        "content/ko/blog/7.md",
        "---\ntitle: 일곱\n---\n<!--\nOther words of post 7, since changed\n-->\n글\n",
    );
    let server = Server::start(&site, &["--preview", "--language", "ko"]);
    browser.open(&format!("{}/_site/", server.origin));
    let count = "document.querySelector('.count [role=status]').textContent";
    let total = browser.evaluate(count);
    assert!(total.as_str().is_some_and(|range| range.starts_with("1–100 of 50")), "{total}");
    assert_eq!(browser.evaluate("document.querySelectorAll('tbody tr').length"), 100);
    let first = "document.querySelector('tbody tr')";
    assert_eq!(browser.evaluate(&format!("{first}.dataset.state")), "drifted");

    // Filters work by themselves and stay in the address.
    browser.evaluate("document.querySelector('[name=language]').value = 'ko'; document.querySelector('[name=text]').value = 'post 24'; document.querySelector('.filter').requestSubmit()");
    browser.wait_for(
        "location.search === '?language=ko&text=post+24' && document.readyState === 'complete'",
    );
    let total = browser.evaluate(count);
    assert!(total.as_str().is_some_and(|own| own.contains("111")), "{total}");
    let command = browser.evaluate("document.querySelector('tbody .command code').textContent");
    assert!(
        command.as_str().is_some_and(|own| own.starts_with("site l10n start content/en/blog/")),
        "{command}"
    );
    assert_eq!(browser.evaluate("document.querySelector('.scroll td').textContent"), "한국어");

    // What changes while the page is open comes in, and is new until it has been looked at.
    browser.open(&format!("{}/_site/?language=ko&state=in-sync&text=post%207", server.origin));
    browser.wait_for("localStorage.getItem('site-preview-seen')");
    browser.evaluate("window.mark = 1");
    assert_eq!(browser.evaluate("document.querySelectorAll('tbody tr').length"), 0);
    site.write(
        "content/ko/blog/7.md",
        "---\ntitle: 일곱\ndate: 2024-01-01\n---\n<!--\nWords of post 7\n-->\n글\n",
    );
    browser.wait_for("document.querySelector('tr.new[data-state=in-sync]')");
    browser.wait_for("!document.querySelector('.news').hidden");
    browser.evaluate("document.querySelector('[data-seen]').click()");
    browser.wait_for("document.querySelector('.news').hidden && !document.querySelector('tr.new')");
    assert_eq!(browser.evaluate("window.mark"), 1);
    assert_eq!(browser.faults(), Vec::<String>::new());
}

#[test]
fn nothing_of_it_is_published() {
    let site = small();
    let output = site.path("out");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["--root", site.root().to_str().expect("UTF-8"), "build", "--no-cache", "--preview"])
        .args(["--output-dir", output.to_str().expect("UTF-8")])
        .status();
    assert!(status.expect("the program runs").success());
    let mut files = 0;
    let mut waiting = vec![output];
    while let Some(directory) = waiting.pop() {
        for entry in fs::read_dir(directory).expect("a directory").flatten() {
            if entry.path().is_dir() {
                waiting.push(entry.path());
                continue;
            }
            files += 1;
            let bytes = fs::read(entry.path()).expect("a file");
            let text = String::from_utf8_lossy(&bytes);
            for word in ["_site", "site-preview", "site l10n", "vscode"] {
                assert!(!text.contains(word), "{} holds `{word}`", entry.path().display());
            }
        }
    }
    assert!(files > 10);
}

/// Presses a key as a person does.
fn press(browser: &Browser, key: &str) {
    send(browser, key, key, 0);
}

fn hold_alt(browser: &Browser, code: &str) {
    send(browser, "p", code, 1);
}

fn send(browser: &Browser, key: &str, code: &str, modifiers: u32) {
    for kind in ["keyDown", "keyUp"] {
        let text = if key == "Enter" && kind == "keyDown" { "\r" } else { "" };
        browser.call(
            "Input.dispatchKeyEvent",
            json!({ "type": kind, "key": key, "code": code, "text": text, "modifiers": modifiers,
                "windowsVirtualKeyCode": if key == "Enter" { 13 } else { 0 } }),
        );
    }
}

/// A picture for people, if they ask for it: `SCREENSHOTS` names a directory.
fn look(browser: &Browser, name: &str) {
    if let Some(directory) = std::env::var_os("SCREENSHOTS") {
        let path = Path::new(&directory).join(format!("preview-{name}.png"));
        fs::write(path, browser.screenshot()).expect("written");
    }
}
