//! `site check`: which links are dead, and which are alive; and in `check/` what else it finds and does.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "check/command.rs"]
mod command;
#[path = "check/external.rs"]
mod external;
#[path = "check/formats.rs"]
mod formats;
#[path = "check/front_matter.rs"]
mod front_matter;
#[path = "check/history.rs"]
mod history;
#[path = "check/ignores.rs"]
mod ignores;
#[path = "check/pairs.rs"]
mod pairs;
#[path = "check/schema.rs"]
mod schema;

use site::check::{Checked, LinkCounts, check};
use site::config::Purpose;
use site::diagnostic::{Code, Diagnostic, Fix, apply};
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

const CONFIGURATION: &str = "baseURL = 'https://example.org/sub/'\n\
                             [languages.en]\n[languages.ko]\n\
                             [markup.goldmark.renderer]\nunsafe = true\n";

/// A site in two languages around a page that says `text`.
fn world(text: &str) -> MemoryWorld {
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n{text}\n").into_bytes();
    MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", CONFIGURATION)
        .file("content/en/docs/a.md", page("A", text))
        .file("content/en/docs/b.md", page("B", "## Two words\n\n<a name=\"old\"></a>"))
        .file("content/en/docs/c/index.md", page("C", ""))
        // The builder follows the names of files whatever their case; this address is no file's.
        .file(
            "content/en/docs/other.md",
            b"---\ntitle: Named\nurl: /docs/named/\n---\n## Two words\n".to_vec(),
        )
        .file("content/en/docs/c/d.svg", "<svg/>")
        .file("content/en/docs/e.md", b"---\ntitle: E\naliases: [/old/e/]\n---\n".to_vec())
        .file("content/ko/docs/b.md", page("B", ""))
        .file("static/f.txt", "f")
        .file("static/_redirects", "# moved\n/docs/gone/* /docs/b/ 301\n/docs/left /docs/b/\n")
}

fn checked(text: &str) -> Checked {
    let world = world(text);
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let mut checked = check(&world, &outcome);
    // Links are called "link" here.
    checked.diagnostics.retain(|problem| problem.code != Code::LinkWords);
    checked
}

/// The problems of the page, each with the text that it is about.
fn problems(text: &str) -> Vec<(Code, String, String)> {
    let whole = format!("---\ntitle: A\n---\n{text}\n");
    let shown = |problem: Diagnostic| {
        let place = problem.place.expect("a place");
        assert_eq!(place.file, "content/en/docs/a.md");
        let at = place.span.map_or("", |span| &whole[span.range()]);
        (problem.code, problem.message, at.to_owned())
    };
    checked(text).diagnostics.into_iter().map(shown).collect()
}

#[test]
fn what_is_there_is_not_reported() {
    for address in [
        "/sub/docs/b/",
        "/docs/b/",
        "../b/",
        "../b/#two-words",
        "../b/#old",
        "#here",
        "#",
        "#top",
        "../c/d.svg",
        "../e/",
        "/sub/old/e/",
        "/sub/old/e/#anything",
        "/sub/f.txt",
        "/sub/docs/gone/far/away/",
        "/sub/docs/left",
        "https://example.org/sub/docs/b/",
        "https://elsewhere.example/docs/x/",
        "https://example.org/",
        "mailto:a@example.org",
        "/sub/sitemap.xml",
        "../b/?query=1#two-words",
    ] {
        let text = format!("## Here\n\n[link]({address})");
        assert_eq!(problems(&text), [], "{address}");
    }
}

#[test]
fn a_page_that_is_not_there_is_reported_where_it_is_written() {
    for (address, target) in [
        ("/docs/x/", "/docs/x/"),
        ("../x/", "/docs/x/"),
        ("https://example.org/sub/docs/x/", "/docs/x/"),
        ("http://example.org/sub/docs/x/", "/docs/x/"),
        ("/ko/docs/x/", "/ko/docs/x/"),
    ] {
        let found = problems(&format!("[link]({address})"));
        let [(code, message, at)] = found.as_slice() else { panic!("{address}: {found:?}") };
        assert_eq!(*code, Code::LinkDead);
        assert_eq!(*message, format!("no page is at `{target}`"));
        assert!(address.contains(at.as_str()) && !at.is_empty(), "{address}: {at}");
    }
}

#[test]
fn a_link_to_the_site_by_http_is_alive_and_not_as_it_should_be() {
    let text = "[link](http://example.org/sub/docs/b/#two-words) [link](http://elsewhere.example/)";
    let found = problems(text);
    let address = "http://example.org/sub/docs/b/#two-words";
    let message = format!("`{address}` leads to this site by `http`");
    assert_eq!(found, [(Code::LinkInsecure, message, address.to_owned())]);
    let fix = checked(text).diagnostics.remove(0).fix.expect("a fix");
    assert_eq!(fix.edits[0].text, "https://example.org/sub/docs/b/#two-words");
}

#[test]
fn the_further_parts_of_a_list_lead_nowhere_into_the_text_of_the_first() {
    let text = "## One\n\n## Two\n\n## Three\n\n[a](#two)";
    let mut world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", "baseURL = 'https://example.org/'\n[pagination]\npagerSize = 1\n")
        .file("content/docs/_index.md", format!("---\ntitle: Docs\n---\n{text}\n").into_bytes());
    for name in ["a", "b"] {
        let path = format!("content/docs/{name}.md");
        world = world.file(path, format!("---\ntitle: {name}\n---\n{text}\n").into_bytes());
    }
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    assert!(outcome.artifacts.get("docs/page/2/index.html").is_some());
    assert_eq!(check(&world, &outcome).diagnostics, []);
}

#[test]
fn a_print_view_is_there_without_its_text() {
    let page = |text: &str| format!("---\ntitle: A\n---\n{text}\n").into_bytes();
    let world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file(
            "site.toml",
            "baseURL = 'https://example.org/'\n[outputs]\nsection = ['HTML', 'print']\n",
        )
        .file("content/docs/a.md", page("[all](/docs/_print/) [2024](/docs/_print/2024/)"))
        .file("content/docs/b.md", page("[none](/docs/_print/x/) [none](/_print/2/)"));
    let mut request = Request::default();
    request.overrides.purpose = Purpose::Check;
    let outcome = build(&world, &request, &mut Silent).expect("a configuration");
    let found = check(&world, &outcome).diagnostics;
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["no page is at `/docs/_print/x/`", "no page is at `/_print/2/`"]);
}

#[test]
fn raw_html_and_pictures_are_looked_at_too() {
    let found = problems("<a href=\"../x/\">x</a>\n\n<img src=\"y.png\" alt=\"\">");
    let messages: Vec<&str> = found.iter().map(|(_, message, _)| message.as_str()).collect();
    assert_eq!(messages, ["no page is at `/docs/x/`", "no file is at `/docs/a/y.png`"]);
}

#[test]
fn a_place_that_a_page_does_not_have_is_reported() {
    let found = problems("[link](../b/#three-words) and [here](#nowhere)");
    assert_eq!(
        found,
        [
            (
                Code::LinkAnchor,
                "`/docs/b/` has no place `#three-words`".to_owned(),
                "../b/#three-words".to_owned()
            ),
            (
                Code::LinkAnchor,
                "this page has no place `#nowhere`".to_owned(),
                "#nowhere".to_owned()
            ),
        ]
    );
}

#[test]
fn an_address_that_differs_in_case_or_at_its_end_is_mended() {
    for (written, mended) in [
        ("[link](/sub/docs/Named/#two-words)", "[link](/sub/docs/named/#two-words)"),
        ("[link](/sub/F.txt)", "[link](/sub/f.txt)"),
        ("[link](/f.txt/)", "[link](/f.txt)"),
        (
            "[link](https://example.org/sub/docs/Named/)",
            "[link](https://example.org/sub/docs/named/)",
        ),
        ("[link](../b/#Two_Words)", "[link](../b/#two-words)"),
        ("[a](/docs/Named/) and [b](/docs/Named/)", "[a](/docs/named/) and [b](/docs/named/)"),
    ] {
        let checked = checked(written);
        let whole = format!("---\ntitle: A\n---\n{written}\n");
        let fixes: Vec<&Fix> =
            checked.diagnostics.iter().filter_map(|found| found.fix.as_ref()).collect();
        assert_eq!(apply(&whole, fixes.iter().copied()), whole.replace(written, mended));
        assert_eq!(problems(mended), [], "{mended}");
        let code = checked.diagnostics[0].code;
        assert!(matches!(code, Code::LinkInexact | Code::LinkAnchor), "{code}");
    }
}

#[test]
fn a_place_that_the_page_lacks_in_the_end_is_never_written() {
    let checked = checked("[link](/sub/docs/Named/#three)");
    assert_eq!(checked.diagnostics[0].code, Code::LinkInexact);
    assert_eq!(checked.diagnostics[0].fix, None);
}

#[test]
fn what_a_dead_link_means_is_guessed_and_not_written() {
    for (text, hint) in [
        ("[link](/ko/docs/old/b/)", "did you mean `/docs/b/`?"),
        ("[C](/docs/x/)", "did you mean `/docs/c/`?"),
        ("[link](../b/#too-words)", "did you mean `#two-words`?"),
    ] {
        let checked = checked(text);
        let [found] = checked.diagnostics.as_slice() else { panic!("{:?}", checked.diagnostics) };
        assert_eq!((found.hint.as_deref(), &found.fix), (Some(hint), &None), "{text}");
    }
}

#[test]
fn each_place_of_a_dead_link_is_reported_but_not_those_in_comments_and_code() {
    let text = "<!-- [a](/docs/x/) -->\n\n[a](/docs/x/) `[a](/docs/x/)` [b](/docs/x/)";
    let whole = format!("---\ntitle: A\n---\n{text}\n");
    let expected: Vec<usize> = whole.match_indices("/docs/x/").map(|(at, _)| at).collect();
    let found: Vec<usize> = checked(text)
        .diagnostics
        .iter()
        .filter_map(|found| Some(found.place.as_ref()?.span?.start as usize))
        .collect();
    assert_eq!(found, [expected[1], expected[3]]);
}

#[test]
fn a_link_of_a_menu_or_of_data_is_reported_where_it_is_written() {
    let menu = "[[menus.main]]\nname = 'Gone'\nurl = '/docs/gone-away/'\n";
    let shortcode = "{% for link in site.data.links %}<a href=\"{{ link }}\">x</a>{% endfor %}";
    let world = world("{{< links >}}")
        .file("site.toml", format!("{CONFIGURATION}{menu}"))
        .file("data/links.yaml", "- /sub/docs/gone-too/\n")
        .file("templates/shortcodes/links.html", shortcode);
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let found: Vec<(Code, String)> = check(&world, &outcome)
        .diagnostics
        .into_iter()
        .map(|found| (found.code, found.place.expect("a place").file.to_string()))
        .collect();
    let expected = ["data/links.yaml", "site.toml"].map(|file| (Code::LinkDead, file.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn a_link_into_another_language_is_a_note_where_the_reader_has_the_page() {
    let world = world("[b](/ko/docs/b/)").file(
        "content/ko/docs/a.md",
        "---\ntitle: A\n---\n[c](/docs/c/) <a href=\"/docs/b/\" hreflang=\"en\">d</a>\n",
    );
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let found: Vec<(Code, String)> = check(&world, &outcome)
        .diagnostics
        .into_iter()
        .map(|found| (found.code, found.place.expect("a place").file.to_string()))
        .collect();
    for expected in ["content/en/docs/a.md", "content/ko/docs/a.md"] {
        assert!(found.contains(&(Code::LinkLanguage, expected.to_owned())), "{found:?}");
    }
    assert!(found.iter().all(|(code, _)| *code == Code::LinkLanguage), "{found:?}");
}

#[test]
fn a_part_of_the_site_that_one_address_leads_to_is_none() {
    let found = problems("[x](/nothing/like/this/)");
    assert_eq!(found.iter().map(|(code, ..)| *code).collect::<Vec<_>>(), [Code::LinkDead]);
}

#[test]
fn parts_of_the_site_that_are_not_here_are_counted_and_not_judged() {
    let blog = "[x](/sub/blog/2020/x/) [y](/sub/blog/2020/y/) [z](/sub/blog/z/)";
    let checked = checked(&format!("{blog} [b](/sub/docs/b/) [c](https://a.example/)"));
    assert_eq!(checked.diagnostics, []);
    let LinkCounts { elsewhere, external, .. } = checked.links;
    assert!(elsewhere >= 1 && external >= 1, "{:?}", checked.links);
}
