//! Faults of front matter: what is found, and what alike is left alone.

use site::check::check;
use site::diagnostic::Code;
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

/// The codes that are found in `page`, beside pages that are as they should be.
fn found(path: &str, page: &str) -> Vec<Code> {
    let mut world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file(
            "site.toml",
            "baseURL = 'https://example.org/'\n[permalinks]\nnews = '/:year/:month/:slug/'",
        )
        .file(path, page);
    for number in 0..4 {
        let text = format!(
            "---\ntitle: T{number}\ntranslator: K\ndate: 2025-01-0{}\nslug: s{number}\n---\nText\n",
            number + 1
        );
        world = world.file(format!("content/news/p{number}.md"), text);
    }
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let file = |place: &site::diagnostic::Place| place.file == path;
    let found = check(&world, &outcome).diagnostics.into_iter();
    found.filter(|found| found.place.as_ref().is_some_and(file)).map(|found| found.code).collect()
}

/// The codes for a page of news with these keys and this text.
fn of_page(keys: &str, text: &str) -> Vec<Code> {
    found("content/news/a.md", &format!("---\n{keys}\n---\n{text}\n"))
}

#[test]
fn a_misspelt_key_is_found_where_other_pages_have_the_known_one() {
    let keys = |more: &str| of_page(&format!("title: A\ndate: 2025-02-01\n{more}"), "Text");
    assert_eq!(keys("transltor: Kim"), [Code::FrontMatterKey]);
    // Nobody means anything else by it.
    assert_eq!(keys("descripton: Words"), [Code::FrontMatterKey]);
    // No page has `images`; the page has the known key, too; and a key of the site's own.
    assert_eq!(keys("image: a.png"), []);
    assert_eq!(keys("translator: Kim\ntransltor: Lee"), []);
    assert_eq!(keys("transport: train"), []);
}

#[test]
fn front_matter_that_readers_see_is_found() {
    let good = "title: A\ndate: 2025-02-01";
    assert_eq!(of_page(good, "---\ntitle: A\nweight: 3\n---\nText"), [Code::FrontMatterTwice]);
    assert_eq!(of_page(good, "\ntitle: A\ndate: 2025-02-01\n\nText"), [Code::FrontMatterTwice]);
    assert_eq!(of_page(good, "<!--\ntitle: A\ndate: 2025-02-01\n-->\nText"), []);
    assert_eq!(of_page(good, "```yaml\ntitle: A\ndate: 2025-02-01\n```"), []);
    let unfenced = found("content/a.md", "title: A\ndate: 2025-02-01\n\nText\n");
    assert!(unfenced.contains(&Code::FrontMatterUnfenced), "{unfenced:?}");
    assert!(
        !found("content/a.md", "Title: the words of a book\n").contains(&Code::FrontMatterUnfenced)
    );
}

#[test]
fn a_page_without_a_title_is_found() {
    assert_eq!(of_page("date: 2025-02-01", "Text"), [Code::TitleMissing]);
    assert_eq!(of_page("date: 2025-02-01\ntitle: ' '", "Text"), [Code::TitleMissing]);
    assert_eq!(of_page("draft: true\ndate: 2025-02-01", "Text"), []);
    assert_eq!(found("content/_index.md", "---\nweight: 1\n---\n"), []);
}

#[test]
fn a_date_that_the_name_contradicts_is_found() {
    let dated = |day: &str| {
        found("content/news/2025-02-01-a.md", &format!("---\ntitle: A\ndate: {day}\n---\nText\n"))
    };
    assert_eq!(dated("2025-03-01"), [Code::DateFileName]);
    assert_eq!(dated("2025-02-01T23:30:00-08:00"), []);
}

#[test]
fn a_canonical_address_of_a_preview_is_found() {
    let canonical = |address: &str| {
        of_page(&format!("title: A\ndate: 2025-02-01\ncanonicalUrl: {address}"), "Text")
    };
    for address in [
        "http://localhost:1313/a/",
        "http://127.0.0.1/a/",
        "https://deploy-preview-123--docs.netlify.app/a/",
        "https://docs-git-fix-me.vercel.app/a/",
    ] {
        assert_eq!(canonical(address), [Code::CanonicalPreview], "{address}");
    }
    for address in
        ["https://example.com/a/", "https://me.github.io/a/", "https://docs.netlify.app/"]
    {
        assert_eq!(canonical(address), [], "{address}");
    }
}

#[test]
fn a_slug_of_two_pages_in_one_section_is_found() {
    assert_eq!(of_page("title: Z\ndate: 2024-05-01\nslug: s1", "Text"), []);
    let later =
        found("content/news/z.md", "---\ntitle: Z\ndate: 2024-05-01\nslug: s1\n---\nText\n");
    assert_eq!(later, [Code::SlugTwice]);
    let elsewhere = found("content/notes/z.md", "---\ntitle: Z\nslug: s1\n---\nText\n");
    assert_eq!(elsewhere, []);
}
