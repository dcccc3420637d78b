//! Laws that hold for every input.

#[path = "support/cases.rs"]
mod cases;

use camino::Utf8Path;
use proptest::prelude::*;
use site::date::Date;
use site::locale::GoLayout;
use site::parse::split_front_matter;
use site::pipeline::{Outcome, Request, Silent, build};
use site::structured::Format;
use site::world::{MemoryWorld, World};

/// Text with what parsers stumble over: fences, tags, comments, marks, line ends of both kinds.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "{{< note >}}",
        "{{< /note >}}",
        "{{% a b=\"c\" %}}",
        "{{</* x */>}}",
        "{{<",
        ">}}",
        "<!--",
        "-->",
        "<!--more-->",
        "<!--中文-->",
        "   <!-- 한국어 -->",
        "```\n",
        "```yaml\n",
        "~~~\n",
        "`",
        "**",
        "_",
        "[a](b)",
        "![",
        "\n",
        "\r\n",
        "\n\n",
        "# ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "| a |\n|---|\n",
        "[^1]",
        "[^1]: ",
        "：",
        "中文",
        "한국어",
        "العربية",
        "\u{feff}",
        "\u{0}",
        "<div>",
        "</div>",
        "title: x\n",
        "date: 2025-01-02\n",
        "\"",
        "\\",
        "{#id}",
        "é",
        "\u{e000}",
        "\u{f0000}",
        "a b",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn world(pages: &[(String, String)]) -> MemoryWorld {
    let configuration = "baseURL = 'https://example.org/'\n[languages.en]\n[languages.ko]\n\
                         [permalinks]\nblog = '/:section/:year/:month/:day/:slug/'\n\
                         [diagnostics]\nshortcode-unknown = 'off'\n";
    let world = MemoryWorld::new("2026-01-01T00:00:00Z").file("site.toml", configuration);
    let world = world.file("content/ko/a.md", "---\ntitle: 가\n---\n");
    let world = world.file("content/en/a.md", "---\ntitle: A\n---\n");
    pages.iter().fold(world, |world, (path, text)| world.file(path, text.as_bytes()))
}

fn built(world: &dyn World) -> Outcome {
    build(world, &Request::default(), &mut Silent).expect("a usable configuration")
}

/// Pages in both languages, some of them bundles and sections.
fn pages() -> impl Strategy<Value = Vec<(String, String)>> {
    let path = ("(en|ko)", "(blog|docs|docs/deep)", "[a-c]{1}", "(\\.md|/index\\.md|/_index\\.md)")
        .prop_map(|(language, section, name, end)| {
            format!("content/{language}/{section}/{name}{end}")
        });
    let front_matter = ("[A-C]", "20(24|25|27)-0[1-9]-1[0-9]", any::<bool>(), "[a-c]{1,2}")
        .prop_map(|(title, date, draft, slug)| {
            format!("---\ntitle: {title}\ndate: {date}\ndraft: {draft}\nslug: {slug}\ntags: [{slug}]\n---\n")
        });
    let page = (path, front_matter, text()).prop_map(|(path, head, body)| (path, head + &body));
    prop::collection::vec(page, 0..12)
}

proptest! {
    #![proptest_config(cases::usually(96))]

    /// Whatever a page holds, the build ends, and every span lies in its file.
    #[test]
    fn no_page_stops_a_build_and_every_span_is_in_its_file(body in text()) {
        let world = world(&[("content/en/x.md".into(), body.clone())]);
        for diagnostic in built(&world).diagnostics {
            let Some(place) = diagnostic.place else { continue };
            let text = String::from_utf8(world.read(&place.file).expect("it is there"));
            let (text, Some(span)) = (text.expect("UTF-8"), place.span) else { continue };
            prop_assert!(text.get(span.range()).is_some(), "{:?} in {:?}", span, text);
        }
    }

    /// Front matter and body are two parts of the file that do not overlap.
    #[test]
    fn front_matter_and_body_are_apart(text in text()) {
        if let Ok(split) = split_front_matter(&text) {
            prop_assert!(text.is_char_boundary(split.body_start));
            if let Some((_, range)) = split.front_matter {
                prop_assert!(text.get(range.clone()).is_some());
                prop_assert!(range.end <= split.body_start);
            }
        }
    }

    /// The same input gives the same bytes, and no output climbs out of its directory.
    #[test]
    fn a_build_is_a_function_of_its_input(pages in pages()) {
        let world = world(&pages);
        let (first, second) = (built(&world), built(&world));
        prop_assert!(first.artifacts == second.artifacts);
        prop_assert_eq!(first.diagnostics, second.diagnostics);
        for path in first.artifacts.paths() {
            let plain = Utf8Path::new(path).components()
                .all(|part| matches!(part, camino::Utf8Component::Normal(_)));
            prop_assert!(plain, "{}", path);
        }
    }

    /// The order in which files are given does not matter.
    #[test]
    fn order_does_not_matter(pages in pages()) {
        let mut unique = pages;
        unique.sort();
        unique.dedup_by(|a, b| a.0 == b.0);
        let backwards: Vec<_> = unique.iter().rev().cloned().collect();
        prop_assert!(built(&world(&unique)).artifacts == built(&world(&backwards)).artifacts);
    }

    /// A path from any title or slug is one that a file system and a URL can hold.
    #[test]
    fn any_title_and_slug_make_a_path(title in "\\PC{0,20}", slug in "\\PC{0,20}") {
        let quoted = |text: &str| serde_json::to_string(text).expect("JSON");
        let page = format!(
            "---\ntitle: {}\nslug: {}\ndate: 2025-01-02\n---\n", quoted(&title), quoted(&slug)
        );
        let outcome = built(&world(&[("content/en/blog/x.md".into(), page)]));
        for path in outcome.artifacts.paths() {
            let plain = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
            prop_assert!(plain, "{}", path);
        }
    }

    /// Any text is a layout, and any text is a date or is not: neither ends the program.
    #[test]
    fn layouts_and_dates_take_any_text(text in "\\PC{0,24}") {
        let _ = GoLayout::parse(&text).cldr();
        let _ = Date::parse(&text, &jiff::tz::TimeZone::UTC);
    }

    /// A date that is written is read back as it was.
    #[test]
    fn a_date_survives_being_written(seconds in -2_000_000_000i64..4_000_000_000, hours in -12i8..=14) {
        let offset = jiff::tz::Offset::from_hours(hours).expect("an offset");
        let moment = jiff::Timestamp::from_second(seconds).expect("a moment");
        let date = Date { civil: offset.to_datetime(moment), offset };
        prop_assert_eq!(Date::parse(&date.rfc3339(), &jiff::tz::TimeZone::UTC), Some(date));
    }

    /// Structured text of any format is read or refused with a place inside it.
    #[test]
    fn structured_text_is_read_or_refused_in_its_place(text in "[\\[\\]{}:,\"'a-c0-9 \\n=.#&*!|>-]{0,40}") {
        for format in [Format::Yaml, Format::Toml, Format::Json, Format::Csv] {
            if let Err(error) = format.parse(&text)
                && let Some(span) = error.span
            {
                prop_assert!(span.range().end <= text.len(), "{:?} {:?}", format, span);
            }
        }
    }
}
