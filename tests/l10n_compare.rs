//! Laws of the comparison of a translation with its source, and input that is made to be slow.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use site::config::{Environment, Overrides, load, resolve};
use site::discover::discover;
use site::l10n::compare::{
    Basis, Change, ComparedPage, Comparison, DriftSeverity, Former, SegmentState, compare,
};
use site::parse::parse;
use site::world::MemoryWorld;

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ndefaultContentLanguage = 'en'\n\
                             [languages.en]\ncontentDir = 'content/en'\n\
                             [languages.zh]\ncontentDir = 'content/zh'\n";

fn compared(source: &str, translation: &str) -> Comparison {
    let [source, translation] =
        [source, translation].map(|body| format!("---\ntitle: A\n---\n{body}"));
    let world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", CONFIGURATION)
        .file("content/en/a.md", source.as_bytes())
        .file("content/zh/a.md", translation.as_bytes());
    let mut found = Vec::new();
    let loaded = load(&world, &Environment::default(), &mut found).expect("a configuration");
    let settings = resolve(&loaded, &Overrides::default(), &mut found);
    let sources = discover(&world, &settings, &mut found);
    let documents = parse(&world, &settings, &sources, &mut found);
    let document = |path: &str| {
        documents.content.iter().find(|own| own.file.path == path).expect("a readable page")
    };
    let source = ComparedPage { document: document("content/en/a.md"), text: &source };
    let translation = ComparedPage { document: document("content/zh/a.md"), text: &translation };
    let markup = settings.markup(source.document.file.language);
    compare(&source, &translation, Former::Unknown, &markup)
}

/// A block that no other block is like.
fn block(number: usize, form: usize) -> String {
    let words: Vec<String> = (0..8).map(|at| format!("w{number}x{at}y")).collect();
    let words = words.join(" ");
    match form {
        0 => format!("## {words}"),
        1 => format!("- {words}"),
        2 => format!("```yaml\n{words}: a\n```"),
        3 => format!("{words} [{words}](/docs/{number}/)."),
        _ => format!("{words}, **{words}**."),
    }
}

/// Blocks of several forms.
fn blocks() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(0..5_usize, 2..20).prop_map(|forms| {
        forms.into_iter().enumerate().map(|(number, form)| block(number, form)).collect()
    })
}

fn page(blocks: &[String]) -> String {
    blocks.join("\n\n") + "\n"
}

/// A translation that keeps `size` blocks in a comment each time.
fn kept(blocks: &[String], size: usize) -> String {
    let chunks = blocks.chunks(size).map(|chunk| {
        let translated: Vec<String> = chunk.iter().map(|block| translated(block)).collect();
        format!("<!--\n{}\n-->\n{}\n", chunk.join("\n\n"), translated.join("\n\n"))
    });
    chunks.collect::<Vec<_>>().join("\n")
}

/// A block of the same form in another language.
fn translated(block: &str) -> String {
    match block {
        code if code.starts_with("```") => code.to_owned(),
        heading if heading.starts_with("## ") => "## 标题".to_owned(),
        item if item.starts_with("- ") => "- 列表里的一项内容".to_owned(),
        _ => "这里是一段译文，有几句话。".to_owned(),
    }
}

fn changes(comparison: &Comparison) -> Vec<Change> {
    comparison.findings.iter().map(|finding| finding.change).collect()
}

proptest! {
    #[test]
    fn a_text_against_itself_finds_nothing(blocks in blocks(), size in 1..4_usize) {
        let comparison = compared(&page(&blocks), &kept(&blocks, size));
        prop_assert_eq!(&comparison.findings, &vec![]);
        prop_assert_eq!(comparison.basis, Basis::Comments);
        prop_assert_eq!(comparison.counts.same, blocks.len());
    }

    #[test]
    fn how_lines_are_wrapped_finds_nothing(blocks in blocks(), size in 1..4_usize) {
        let wrapped = |block: &String| match block {
            block if block.starts_with("```") || block.starts_with('#') => block.clone(),
            block => block.replace("y w", "y\n  w").replace("**", "__"),
        };
        let wrapped: Vec<String> = blocks.iter().map(wrapped).collect();
        let comparison = compared(&page(&wrapped), &kept(&blocks, size));
        prop_assert_eq!(comparison.findings, vec![]);
    }

    #[test]
    fn a_block_that_moves_is_one_finding(
        mut blocks in blocks(), from in any::<Index>(), to in any::<Index>(), size in 1..4_usize,
    ) {
        let translation = kept(&blocks, size);
        let (from, to) = (from.index(blocks.len()), to.index(blocks.len()));
        prop_assume!(from != to);
        let block = blocks.remove(from);
        blocks.insert(to, block);
        let comparison = compared(&page(&blocks), &translation);
        prop_assert_eq!(changes(&comparison), vec![Change::Moved]);
    }

    #[test]
    fn as_many_findings_as_blocks_that_came(blocks in blocks(), new in prop::collection::vec(0..5_usize, 0..6)) {
        let new: Vec<String> =
            new.into_iter().enumerate().map(|(at, form)| block(100 + at, form)).collect();
        let middle = blocks.len() / 2;
        let all = [&blocks[..middle], &new[..], &blocks[middle..]].concat();
        let comparison = compared(&page(&all), &kept(&blocks, 1));
        prop_assert_eq!(changes(&comparison), vec![Change::New; new.len()]);
    }

    #[test]
    fn as_many_findings_as_blocks_that_went(blocks in blocks(), picks in prop::collection::vec(any::<bool>(), 20)) {
        let stays: Vec<String> = blocks
            .iter().zip(&picks).filter(|(_, stays)| **stays).map(|(block, _)| block.clone()).collect();
        prop_assume!(!stays.is_empty());
        let comparison = compared(&page(&stays), &kept(&blocks, 1));
        prop_assert_eq!(changes(&comparison), vec![Change::Gone; blocks.len() - stays.len()]);
    }

    #[test]
    fn a_word_that_changes_is_marked(blocks in blocks(), at in any::<Index>()) {
        let at = at.index(blocks.len());
        let mut changed = blocks.clone();
        changed[at] = changed[at].replacen(&format!("w{at}x3y"), "entirely", 1);
        let comparison = compared(&page(&changed), &kept(&blocks, 2));
        prop_assert_eq!(changes(&comparison), vec![Change::Changed]);
        let row = comparison.rows.iter().find(|row| row.findings.contains(&0)).expect("its row");
        prop_assert_eq!(row.state, SegmentState::Changed);
        let source = format!("---\ntitle: A\n---\n{}", page(&changed));
        let added: Vec<&str> = row.words.added.iter().map(|span| &source[span.range()]).collect();
        prop_assert_eq!(added, vec!["entirely"]);
    }

    #[test]
    fn nothing_makes_it_stumble(source in broken(), translation in broken()) {
        let comparison = compared(&source, &translation);
        prop_assert!(comparison.findings.is_sorted_by_key(|own| std::cmp::Reverse(own.severity)));
        for row in &comparison.rows {
            let is_told = !matches!(row.state, SegmentState::Same | SegmentState::Unknown);
            prop_assert_eq!(!row.findings.is_empty(), is_told);
        }
        let with_itself = compared(&source, &format!("<!-- -->\n{source}"));
        let severe = with_itself.findings.iter().find(|own| own.severity >= DriftSeverity::Prose);
        prop_assert_eq!(severe.filter(|own| own.change == Change::New), None);
    }
}

/// Pieces of pages with what parsers stumble over.
fn broken() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<!--",
        "-->",
        "<!-- a b c -->",
        "\n",
        "\n\n",
        "# head\n",
        "- item ",
        "  ",
        "    ",
        "```\n",
        "```yaml\n",
        "a: b\n",
        "`code`",
        "{{< warning >}}",
        "{{< /warning >}}",
        "{{< note >}}",
        "{{% /note %}}",
        "{{< figure src=\"/a.png\" >}}",
        "words of a text ",
        "中文的一句话。",
        "[a](/b)",
        "[a][b]",
        "[b]: /c\n",
        "![x](/y.png)",
        "| a | b |\n|---|---|\n",
        "> ",
        "<td>",
        "</td>",
        "<a href=\"/x\">",
        "&nbsp;",
        "é",
        "v1.2.3 ",
        "**Warning:** hot ",
        "\\",
        "\u{feff}",
        "\r\n",
        "\t",
        "title: x\n",
        "---\n",
    ];
    prop::collection::vec(select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

/// Nothing is timed. Each side has a quarter of a megabyte, which is compared in a few seconds even
/// without optimization, and in hours where work grows with the square of the input.
mod hostile {
    use super::*;

    const SIZE: usize = 1 << 18;

    fn repeated(piece: &str) -> String {
        piece.repeat(SIZE / piece.len())
    }

    fn numbered(make: impl Fn(usize) -> String) -> String {
        let mut text = String::new();
        for at in 0.. {
            if text.len() > SIZE {
                break;
            }
            text.push_str(&make(at));
        }
        text
    }

    /// Each text as a source, as what is kept, and as what is shown.
    fn in_all_parts(text: &str, other: &str) {
        let comment = |text: &str| format!("<!--\n{}\n-->\n译文\n", text.replace("-->", ""));
        compared(text, &comment(other));
        compared(other, &comment(text));
        compared(text, other);
    }

    #[test]
    fn many_equal_blocks() {
        in_all_parts(&repeated("a b c\n\n"), &repeated("a b c d\n\n"));
    }

    #[test]
    fn many_blocks_that_are_all_different() {
        in_all_parts(
            &numbered(|at| format!("one{at} two{at} three{at}\n\n")),
            &numbered(|at| format!("four{at} five{at} six{at}\n\n")),
        );
    }

    #[test]
    fn many_blocks_in_the_other_order() {
        let blocks: Vec<String> =
            (0..8000).map(|at| format!("one{at} two{at} three{at} x\n\n")).collect();
        let reversed: Vec<String> = blocks.iter().rev().cloned().collect();
        in_all_parts(&blocks.concat(), &reversed.concat());
    }

    #[test]
    fn many_blocks_that_are_a_little_different() {
        in_all_parts(
            &numbered(|at| format!("the same words with a number {at} in it\n\n")),
            &numbered(|at| format!("the same words with a number {} in it\n\n", at + 7)),
        );
    }

    #[test]
    fn two_blocks_of_many_words() {
        in_all_parts(
            &numbered(|at| format!("w{at} ")),
            &numbered(|at| format!("v{at} w{} ", at * 2)),
        );
        in_all_parts(&repeated("a "), &repeated("b a "));
    }

    #[test]
    fn one_long_block_and_many_short_ones() {
        let long = numbered(|at| format!("w{} ", at % 1000));
        in_all_parts(
            &long,
            &numbered(|at| format!("w{} w{} w{} w4 w5 w6\n\n", at % 1000, at % 7, at % 13)),
        );
    }

    #[test]
    fn many_comments() {
        compared(&repeated("a b c\n\n"), &repeated("<!-- a b c -->\n译文\n\n"));
        compared(&repeated("a b c\n\n"), &repeated("<!-- a -->"));
        compared("a b c", &repeated("<!-- {{< a >}} -->\n{{< a >}}\n"));
        compared("a b c", &repeated("<!--\n[a]: /b\n-->\n[a]\n\n"));
    }

    #[test]
    fn many_rows_of_tables_and_tags() {
        in_all_parts(
            &format!("|a|b|\n|-|-|\n{}", repeated("|c|d|\n")),
            &format!("|a|b|\n|-|-|\n{}", repeated("|c|d|e|\n")),
        );
        in_all_parts(&repeated("<td>a\n"), &repeated("<td href=\"b\n"));
        in_all_parts(&repeated("<"), &repeated("<a href="));
    }

    #[test]
    fn many_calls_and_headings() {
        in_all_parts(
            &repeated("{{< warning >}}a b c{{< /warning >}}\n\n"),
            &repeated("{{< warning >}}a b d{{< /warning >}}\n\n"),
        );
        in_all_parts(&repeated("# a {#b}\n"), &numbered(|at| format!("# a {{#b{at}}}\n")));
    }

    #[test]
    fn long_lines_of_code() {
        in_all_parts(
            &format!("```\n{}\n```\n", repeated("a ")),
            &format!("```\n{}```\n", repeated("a\n")),
        );
        let deep: String = (0..700).map(|at| format!("{}a\n", " ".repeat(at))).collect();
        in_all_parts(&format!("```\n{deep}```\n"), &format!("```\n{}```\n", repeated("- a\n")));
    }

    #[test]
    fn one_paragraph_of_many_words_and_many_paragraphs_of_one() {
        let many = "a b\n\n".repeat(40_000);
        in_all_parts(&numbered(|at| format!("w{at} ")), &many);
        in_all_parts(&numbered(|at| format!("![a](/{at}.png) [b](/{at}) ")), &many);
    }

    #[test]
    fn many_paragraphs_of_one_word() {
        in_all_parts(&numbered(|at| format!("a{at}\n\n")), &numbered(|at| format!("b{at}\n\n")));
    }

    #[test]
    fn pictures_in_pictures() {
        let nested = |target: &str| {
            let count = SIZE / (target.len() + 5);
            format!("{}a{}\n", "![".repeat(count), format!("]({target})").repeat(count))
        };
        in_all_parts(&nested("b&amp;c"), &nested("b&amp;d"));
    }

    /// Marks that are words, and blanks before the end: what was left out is looked for there.
    #[test]
    fn many_marks_at_the_beginnings_of_lines() {
        in_all_parts(&repeated("* \\*\n"), &repeated("* \\* \\*\n"));
        in_all_parts(&repeated("\\> "), &repeated("\\> \\* "));
    }

    /// What is compared of a page is bounded, and so are the texts of its findings.
    #[test]
    fn a_page_of_megabytes_is_unknown_from_a_place_on() {
        let source = "The pump works by day and by night.\n\n".repeat(40_000);
        let comparison = compared(&source, "水泵日夜工作。\n");
        let last = comparison.rows.last().expect("a row");
        assert_eq!(last.state, SegmentState::Unknown);
        let last = last.source.expect("the end of the source").range();
        assert!(last.start >= 1 << 19 && last.end > source.len(), "{last:?}");

        let source = format!("```\n{}```\n", "pump start\n".repeat(100_000));
        let comparison = compared(&source, "水泵\n");
        let [finding] = &comparison.findings[..] else { panic!("{:?}", comparison.counts) };
        let passage = finding.source.as_ref().expect("a passage");
        assert!(passage.text.len() <= 1 << 14 && passage.span.range().len() > 1 << 19);
    }
}
