//! Code that no reader reads, and that a memo changes nothing: what would be too long for a spec.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/programs.rs"]
mod programs;

use std::sync::Arc;

use camino::Utf8PathBuf;
use proptest::prelude::*;
use site::memo::Memo;
use site::parse::body::CodeBlock;
use site::pipeline::{Outcome, Request, Silent, build};
use site::render::{BlockOptions, Highlighter};
use site::world::{DiskWorld, World};

fn highlight(memo: &Arc<Memo>, language: &str, text: &str) -> String {
    let highlighter = Highlighter::new(Arc::clone(memo));
    let block = CodeBlock { language: language.into(), text: text.into(), ..CodeBlock::default() };
    highlighter.highlight(&block, &BlockOptions::default()).html
}

/// What a reader sees: the HTML without its tags and entities.
fn text(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or("", |(_, text)| text));
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The text arrives whole; gives whether it has classes.
#[track_caller]
fn is_marked_up(language: &str, code: &str) -> bool {
    let html = highlight(&Arc::default(), language, code);
    let shown = text(&html);
    assert!(
        shown.trim_end_matches('\n') == code.trim_end_matches('\n'),
        "{language}: text is lost"
    );
    html.contains("<span")
}

#[test]
fn a_minified_line_of_2_mb_is_plain() {
    let line = format!("const a = [{}];\n", "{\"b\":1},".repeat(260_000));
    assert!(line.len() > 2_000_000);
    for language in ["js", "json", "console", "promql"] {
        assert!(!is_marked_up(language, &line));
    }
}

#[test]
fn a_block_of_100_000_lines_is_right_or_plain() {
    for (language, line) in [("yaml", "a: 1\n"), ("console", "$ a\n"), ("go", "f(1)\n")] {
        assert!(is_marked_up(language, &line.repeat(3_000)));
        assert!(!is_marked_up(language, &line.repeat(100_000)));
    }
}

#[test]
fn deep_nesting_is_right() {
    let (open, close) = ("[\n".repeat(15_000), "]\n".repeat(15_000));
    assert!(is_marked_up("json", &format!("{open}1\n{close}")));
    assert!(!is_marked_up("json", &"{\"a\":".repeat(100_000)));
}

#[test]
fn sessions_that_never_end_a_command_are_right() {
    for line in
        ["$ cat <<EOF\n", "$ echo '\n", "$ a \\\n", "> x\n", "$ cat <<A <<B <<C\n", "a@b$ \"\n"]
    {
        assert!(is_marked_up("console", &line.repeat(2_000)), "{line}");
    }
}

#[test]
fn every_line_may_be_marked_many_times() {
    let lines = "a\n".repeat(1_000);
    let options = BlockOptions { marked: vec![1..=usize::MAX; 100_000], ..BlockOptions::default() };
    let block = CodeBlock { text: lines, ..CodeBlock::default() };
    let html = Highlighter::new(Arc::default()).highlight(&block, &options).html;
    assert_eq!(html.matches("<mark>").count(), 1_000);
}

/// Lines with what the grammars and the reader of sessions stumble over.
fn code() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "$ ",
        "# ",
        "> ",
        "user@host:~$ ",
        "PS C:\\> ",
        "<<EOF",
        "EOF",
        "\n",
        "\n",
        "\\\n",
        "'",
        "\"",
        "`",
        "{",
        "}",
        "[",
        ")",
        "(",
        ": ",
        "- ",
        "kubectl get",
        "by",
        "sum",
        "5m",
        "//",
        "/*",
        "<b>",
        "&amp;",
        "中文",
        "é",
        "\t",
        "|",
        "func ",
        "---\n",
        "\u{0}",
        "\r\n",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases::usually(32))]

    /// Whatever the code, its text arrives whole, spans are closed, and a memo gives the same bytes.
    #[test]
    fn text_arrives_whole_and_a_memo_changes_nothing(
        code in code(),
        language in "(console|shell|yaml|go|json|promql|Dockerfile|diff|unknown)",
    ) {
        let memo = Arc::default();
        let html = highlight(&memo, &language, &code);
        let whole = code.replace("\r\n", "\n");
        let shown = text(&html);
        prop_assert_eq!(shown.strip_suffix('\n').unwrap_or(&shown), &whole);
        prop_assert_eq!(html.matches("<span").count(), html.matches("</span>").count());
        prop_assert_eq!(&highlight(&memo, &language, &code), &html);
        prop_assert_eq!(&highlight(&Arc::default(), &language, &code), &html);
    }
}

fn built(world: &dyn World, memo: &Arc<Memo>) -> Outcome {
    let request = Request { memo: Arc::clone(memo), ..Request::default() };
    build(world, &request, &mut Silent).expect("a usable configuration")
}

/// The law of the memo, over the whole corpus: warm is byte for byte cold.
#[test]
fn a_build_with_what_another_remembered_is_byte_for_byte_the_same() {
    let Some(root) = corpus::corpus() else { return };
    let world = DiskWorld::open(&root, corpus::NOW.parse().ok()).expect("the corpus can be read");
    let own = tempfile::tempdir().expect("a directory");
    let directory = Utf8PathBuf::from_path_buf(own.path().to_owned()).expect("UTF-8");
    let memo = || Arc::new(Memo::in_directory(directory.clone()));

    let cold = built(&world, &Arc::default());
    let first = memo();
    assert!(built(&world, &first).artifacts == cold.artifacts, "while it remembers");
    first.save();
    let warm = built(&world, &memo());
    assert!(warm.artifacts == cold.artifacts, "from disk");
    assert_eq!(warm.diagnostics, cold.diagnostics);
    assert!(built(&world, &first).artifacts == cold.artifacts, "from memory");
}
