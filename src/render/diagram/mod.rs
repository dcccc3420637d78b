//! A diagram in Mermaid's language as SVG: drawn once, at build time, for light and dark.
//!
//! `mermaid` draws, with colours and a stylesheet of its own; `svg` rewrites the drawing with
//! elements and attributes that are known to be safe, and in the colours of the theme. This module does
//! not know where on a page a diagram is.

#[cfg(feature = "diagrams")]
mod attributes;
#[cfg(feature = "diagrams")]
mod colour;
#[cfg(feature = "diagrams")]
mod mermaid;
#[cfg(feature = "diagrams")]
mod number;
#[cfg(feature = "diagrams")]
mod paint;
#[cfg(feature = "diagrams")]
mod shape;
#[cfg(feature = "diagrams")]
mod style;
#[cfg(feature = "diagrams")]
mod survey;
#[cfg(feature = "diagrams")]
mod svg;
#[cfg(feature = "diagrams")]
mod writer;

use super::source_problem::SourceProblem;

/// How a drawing is named on its page.
#[cfg_attr(not(feature = "diagrams"), expect(dead_code, reason = "nothing is drawn"))]
pub(super) struct Naming<'a> {
    /// The prefix of every id in it.
    pub prefix: &'a str,
    /// Its accessible name, unless its source has one.
    pub title: &'a str,
}

/// Bytes of source. No legible diagram needs more.
const MAX_SOURCE: usize = 64 * 1024;

/// The diagram as an `<svg>`.
pub(super) fn draw(source: &str, naming: &Naming<'_>) -> Result<String, SourceProblem> {
    if source.len() > MAX_SOURCE {
        return Err(SourceProblem::new(format!("it is longer than {MAX_SOURCE} bytes")));
    }
    drawn(source, naming)
}

#[cfg(feature = "diagrams")]
fn drawn(source: &str, naming: &Naming<'_>) -> Result<String, SourceProblem> {
    let drawing = mermaid::draw(source)?;
    svg::rewrite(&drawing, naming).ok_or_else(|| SourceProblem::new("the drawing cannot be read"))
}

#[cfg(not(feature = "diagrams"))]
fn drawn(_: &str, _: &Naming<'_>) -> Result<String, SourceProblem> {
    Err(SourceProblem::new("this `site` was built without the feature `diagrams`")
        .hint("build it with `cargo build --features diagrams`"))
}

#[cfg(all(test, feature = "diagrams"))]
mod tests {
    use proptest::prelude::*;

    use super::{Naming, draw};

    const NAMING: Naming<'_> = Naming { prefix: "d", title: "Diagram" };

    /// Pieces of the language, put together at random: some of it is right, most is nearly so.
    const PIECES: &[&str] = &[
        "flowchart LR",
        "graph TD",
        "sequenceDiagram",
        "stateDiagram-v2",
        "classDiagram",
        "erDiagram",
        "gantt",
        "pie",
        "mindmap",
        "subgraph",
        "end",
        "a",
        "b[label]",
        "c{ask}",
        "((x))",
        "[[",
        "]]",
        "-->",
        "-.->",
        "==>",
        "--",
        "|",
        "|text|",
        "->>",
        "-->>",
        "-x",
        "-)",
        ":",
        ": words",
        "<|--",
        "||--o{",
        "{",
        "}",
        "(",
        ")",
        "[*]",
        "note right of a",
        "Note over a,b",
        "loop",
        "alt",
        "else",
        "participant",
        "autonumber",
        "title",
        "section",
        "dateFormat YYYY-MM-DD",
        "2024-01-01",
        "3d",
        "after a",
        "\"",
        "'",
        "`",
        "%%",
        "%%{init: {}}%%",
        "---",
        "style a fill:red",
        "classDef x fill:#f9f",
        "class a x",
        ":::x",
        "click a href \"javascript:x\"",
        "&",
        ";",
        "<br>",
        "<script>",
        "停止",
        "é",
        "\u{202e}",
        "\0",
        "\r",
        "\t",
        ".",
        ",",
        "~",
        "@{ shape: rect }",
        "1e999",
        "-1",
        "99999999999999999999",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn whatever_is_written_there_is_an_answer_and_it_is_safe(
            words in proptest::collection::vec((0..PIECES.len(), 0..4_usize), 0..40)
        ) {
            let mut source = String::new();
            for (piece, gap) in words {
                source.push_str(PIECES[piece]);
                source.push_str(["\n", " ", "\n  ", ""][gap]);
            }
            if let Ok(svg) = draw(&source, &NAMING) {
                prop_assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
                for forbidden in ["<script", "<style", " style=", "javascript:", "foreignObject"] {
                    prop_assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
                }
            }
        }
    }

    #[test]
    fn what_is_large_or_deep_has_an_answer_too() {
        let chain: String = (0..500).map(|n| format!("n{n} --> n{}\n", n + 1)).collect();
        let deep = format!("{}a\n{}", "subgraph s\n".repeat(2000), "end\n".repeat(2000));
        for source in [
            format!("flowchart LR\n{chain}"),
            format!("flowchart LR\n{deep}"),
            format!("flowchart LR\na{}", "[".repeat(60_000)),
            format!("flowchart LR\na[\"{}\"]", "x".repeat(60_000)),
            format!("sequenceDiagram\n{}", "loop x\n".repeat(5_000)),
            format!("stateDiagram-v2\n{}", "state s {\n".repeat(5_000)),
            "x".repeat(10_000_000),
        ] {
            let _ = draw(&source, &NAMING);
        }
    }
}
