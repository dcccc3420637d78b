//! What `site check` may mend by itself: once is enough, and the fault is gone.

use std::collections::BTreeSet;

use proptest::prelude::*;
use site::check::check;
use site::diagnostic::{Diagnostic, apply};
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ndefaultContentLanguage = 'en'\n\
                             [languages.en]\n[languages.zh-cn]\n\
                             [markup.goldmark.renderer]\nunsafe = true\n";
const FILE: &str = "content/zh-cn/a.md";

/// Pieces that hold faults with a fix, some that hold faults without, and some that hold none.
const PIECES: &[&str] = &[
    "A ** bold ** word. ",
    "** bold** and **bold **. ",
    "**good** ",
    "这是** 重点 **。",
    "[docs] (https://example.com/a) ",
    "[文档]（https://example.com/a）",
    "【文档】(https://example.com/a)",
    "[docs](https://example.com/a) ",
    "\n\n##Title\n\n",
    "\n\n## Title {#id)\n\n",
    "\n\n## Title {#id}\n\n",
    "\n\n> [!注意]\n> text\n\n",
    "\n\n> [!TIP]\n> text\n\n",
    "Use <userid> here. ",
    "`<userid>` ",
    "A \u{8} control. ",
    "\n\n```bash\necho\u{a0}a\n```\n\n",
    "\n\n- item\n\n  ##Inside\n\n",
    "\n\n| a | b |\n| - | - |\n| ** c ** | <d> |\n\n",
    "text\n",
    "> ",
    "`",
    "**",
    "[",
    "](",
    "<",
];

fn world(text: &str) -> MemoryWorld {
    MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", CONFIGURATION)
        .file("content/en/a.md", "---\ntitle: A\n---\n> [!NOTE]\n> text\n")
        .file(FILE, text.as_bytes())
}

/// What can be mended in the page.
fn found(text: &str) -> Vec<Diagnostic> {
    let world = world(text);
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let found = check(&world, &outcome).diagnostics.into_iter();
    found
        .filter(|problem| problem.fix.is_some())
        .filter(|problem| problem.place.as_ref().is_some_and(|place| place.file == FILE))
        .collect()
}

fn mended(text: &str, found: &[Diagnostic]) -> String {
    apply(text, found.iter().filter_map(|problem| problem.fix.as_ref()))
}

/// The text but for what the fixes touch, blanks and backslashes.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_fix_leaves_nothing_to_fix_and_no_word_is_lost(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..12)
    ) {
        let text = format!("---\ntitle: A\n---\n{}", pieces.concat());
        let once = mended(&text, &found(&text));
        let again = found(&once);
        prop_assert_eq!(&again, &[], "{:?}\nis mended to\n{:?}", text, once);
        prop_assert!(words(&text).difference(&words(&once)).all(|word| word == "注意"));
    }
}
