//! Diagnostics of text that did not become what its author meant, of code, and of translations beside their source.

use super::{Guide, guide};
use crate::diagnostic::Code;

pub(super) const GUIDES: &[Guide] = &[
    guide(
        Code::EmphasisLiteral,
        "This is ** important**.",
        "Remove the blank inside the asterisks: `**important**`. Write `\\*` for an asterisk that is meant.",
    ),
    guide(
        Code::LinkSyntax,
        "[Install] (/docs/install/)",
        "Remove the blank between the brackets: `[Install](/docs/install/)`.",
    ),
    guide(
        Code::LinkUndefined,
        "[Install][setup], without `[setup]: …`",
        "Add the definition, or write the address into the link.",
    ),
    guide(
        Code::LinkTarget,
        "[Install](https://https://example.org/)",
        "Write one address, and nothing else, between the brackets.",
    ),
    guide(
        Code::LinkLocal,
        "[the page](http://localhost:1313/docs/)",
        "Write the path, `/docs/`, or put an address that is an example into code.",
    ),
    guide(
        Code::LinkWords,
        "Click [here](/docs/install/).",
        "Let the words say where the link leads: `See [how to install it](/docs/install/)`.",
    ),
    guide(
        Code::ImageWords,
        "![](plan.png)",
        "Describe the picture between the brackets. If it is only decoration, this is a note to switch off.",
    ),
    guide(Code::HeadingBlank, "##Install", "Put a blank behind the number signs: `## Install`."),
    guide(
        Code::HeadingLiteral,
        "Text ## Install",
        "Begin a new line with the heading, behind an empty one.",
    ),
    guide(Code::HeadingEmpty, "##", "Give the heading words, or remove it."),
    guide(
        Code::HeadingTop,
        "# One\n\n# Two",
        "Make them headings of the second level: the title of the page is the first.",
    ),
    guide(
        Code::HeadingSkipped,
        "## Install\n\n#### On Linux",
        "Use the next level: `### On Linux`.",
    ),
    guide(Code::AttributeLeaked, "## Install {#install)", "Close the braces: `{#install}`."),
    guide(
        Code::TableRagged,
        "| a | b |\n| - | - |\n| 1 | 2 | 3 |",
        "Add a column to the head, or escape a `|` that belongs to a cell: `\\|`.",
    ),
    guide(
        Code::TableShort,
        "| a | b |\n| - | - |\n| 1 |",
        "Add the cells, or leave it: they are empty.",
    ),
    guide(
        Code::TableLiteral,
        "| a | b |\n| - |\n| 1 | 2 |",
        "Give the second line a cell for each column of the first.",
    ),
    guide(Code::ListLiteral, "Text:\n1.One\n2.Two", "Put a blank behind each mark: `1. One`."),
    guide(Code::HtmlUnclosed, "<details>\nText", "Close the element: `</details>`."),
    guide(
        Code::HtmlPlaceholder,
        "Run it as <user>.",
        "Put the placeholder into code, or escape it: `\\<user>`.",
    ),
    guide(
        Code::HtmlMarkdown,
        "<div>\n**Text**\n</div>",
        "Put empty lines around the Markdown, or write HTML.",
    ),
    guide(
        Code::FenceUnclosed,
        "```yaml\na: 1",
        "End the block with a line of as many back-quotes.",
    ),
    guide(Code::CodeUnclosed, "Run `site build.", "Close the code: `` `site build` ``."),
    guide(
        Code::CodeTypography,
        "```shell\necho \u{201c}a\u{201d}\n```",
        "Type plain quotation marks: `echo \"a\"`.",
    ),
    guide(Code::CodeEscape, "`a &lt; b`", "Write the character itself: code needs no escapes."),
    guide(
        Code::CodeSyntax,
        "```json\n{\"a\": }\n```",
        "Correct the code. If it is an excerpt, leave out the language.",
    ),
    guide(
        Code::CodeTab,
        "```yaml\na:\n\u{2192}b: 1\n```",
        "Indent YAML with blanks; the arrow stands for a tab here.",
    ),
    guide(
        Code::ManifestKey,
        "```yaml\nkind: Pod\nmetadata: {name: a}\nspec: {}\n```",
        "Add `apiVersion`, if readers are to apply the manifest.",
    ),
    guide(
        Code::CodeIndentation,
        "a line of YAML that is two blanks deeper than in the source",
        "Indent the line as in the source.",
    ),
    guide(
        Code::HeadingId,
        "`{#\u{5b89}\u{88c5}}` where the source has `{#install}`",
        "Keep the id of the source: links lead to it.",
    ),
    guide(
        Code::AlertKind,
        "> [!\u{6ce8}\u{610f}]",
        "Keep the kind of the source, such as `[!NOTE]`.",
    ),
    guide(
        Code::PictureCopied,
        "content/ko/docs/a/plan.png, the same as the English one",
        "Remove the copy: a translation shows the source's picture.",
    ),
    guide(
        Code::TermUnwanted,
        "a word that `data/terms/ko.toml` avoids",
        "Use the word that the hint names.",
    ),
    guide(
        Code::TermFile,
        "data/terms/kr.toml",
        "Correct the file at the marked place, or name it after a language of the site.",
    ),
    guide(Code::CharacterControl, "a backspace that was pasted along", "Remove the character."),
    guide(
        Code::CharacterBidi,
        "U+202E in an address",
        "Remove the character, or end its effect with U+202C.",
    ),
    guide(Code::CharacterInvisible, "a zero-width space within a word", "Remove the character."),
];
