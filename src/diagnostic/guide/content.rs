//! Diagnostics of content files: front matter, bodies, shortcodes, pictures.

use super::{Guide, guide};
use crate::diagnostic::Code;

pub(super) const GUIDES: &[Guide] = &[
    guide(
        Code::FileUnreadable,
        "a file without read permission",
        "Give the file to the user who builds the site, or remove it.",
    ),
    guide(Code::FileNotUtf8, "a page saved as Latin-1", "Save the file as UTF-8."),
    guide(
        Code::BudgetExceeded,
        "a page of 20 MiB",
        "Split the page. The budgets are in the manual, on the page about safety.",
    ),
    guide(
        Code::FrontMatterSyntax,
        "---\ntitle: A: B\n---",
        "Put a value that holds a colon between quotation marks: `title: \"A: B\"`.",
    ),
    guide(
        Code::FrontMatterUnclosed,
        "---\ntitle: A\n\nText",
        "End the front matter with a line `---`.",
    ),
    guide(
        Code::FrontMatterType,
        "---\ntitle: [A, B]\n---",
        "Give the key a value of the type that the message names.",
    ),
    guide(
        Code::FrontMatterKey,
        "---\ntransltor: Kim\n---",
        "Correct the key. If it is one of your own, give it a name that differs more from the known one.",
    ),
    guide(
        Code::FrontMatterTwice,
        "---\ntitle: A\n---\n\n---\ntitle: A\nweight: 3\n---",
        "Remove the second one, and put what only it says into the first.",
    ),
    guide(
        Code::FrontMatterUnfenced,
        "title: A\ndate: 2026-01-01\n\nText",
        "Put a line `---` before the keys and one behind them.",
    ),
    guide(Code::TitleMissing, "---\nweight: 3\n---", "Add `title: …` to the front matter."),
    guide(
        Code::DateFileName,
        "2026-01-02-news.md with `date: 2026-02-01`",
        "Rename the file with `site mv`, or correct the date. If both are meant, leave it: this is a note.",
    ),
    guide(
        Code::CanonicalPreview,
        "canonicalUrl: https://deploy-preview-12--docs.netlify.app/a/",
        "Write the address at which the page is published.",
    ),
    guide(
        Code::SlugTwice,
        "two posts with `slug: release`",
        "Give one of them another slug, so that readers can tell the addresses apart.",
    ),
    guide(
        Code::DateInvalid,
        "date: 2026-13-01",
        "Write `2026-01-31` or `2026-01-31T09:00:00+01:00`.",
    ),
    guide(
        Code::DateMissing,
        "a post without `date`, where permalinks have `:year`",
        "Add a `date`.",
    ),
    guide(
        Code::StringSyntax,
        "[greeting\nother = 'Hello'",
        "Correct the file at the marked place.",
    ),
    guide(
        Code::StringType,
        "greeting = ['Hello']",
        "Write a text, or a table with plural forms such as `one` and `other`.",
    ),
    guide(
        Code::StringMissing,
        "{{ i18n(\"greting\") }}",
        "Correct the name, or add the string to a file in `i18n`.",
    ),
    guide(
        Code::StringLanguage,
        "i18n/kr.toml",
        "Name the file after a language of the site, such as `ko.toml`.",
    ),
    guide(Code::DataSyntax, "a: [1, 2", "Correct the file at the marked place."),
    guide(Code::ShortcodeSyntax, "{{< note >}}Text", "Close the call: `{{< /note >}}`."),
    guide(
        Code::ShortcodeUnknown,
        "{{< youtub dQw4 >}}",
        "Write the name as the hint says, or add a template for it.",
    ),
    guide(Code::ShortcodeArgument, "{{< figure >}}", "Add the argument that the message names."),
    guide(
        Code::ShortcodeTemplate,
        "{{ .Get 0 | nofunc }}",
        "Correct the template at the place that the message names.",
    ),
    guide(
        Code::ShortcodeError,
        "{{ errorf \"no such version\" }}",
        "Do what the template asks for; its author wrote the message.",
    ),
    guide(
        Code::ShortcodeWarning,
        "{{ warnf \"deprecated\" }}",
        "Do what the template asks for; its author wrote the message.",
    ),
    guide(Code::CommentUnclosed, "<!-- The source text", "End the comment with `-->`."),
    guide(Code::CommentUnopened, "The source text -->", "Begin the comment with `<!--`."),
    guide(
        Code::IgnoreUnused,
        "<!-- site-ignore: link-dead the page comes later -->",
        "Remove the comment once nothing is reported there, or correct the name in it.",
    ),
    guide(Code::ImageMissing, "![A plan](plan.pgn)", "Correct the address, or add the file."),
    guide(
        Code::DiagramSource,
        "```mermaid\ngraph XY\n```",
        "Correct the diagram; the label tells what could not be read.",
    ),
    guide(
        Code::FormulaSource,
        "$$\\frac{1}$$",
        "Correct the formula; the label tells what could not be read.",
    ),
    guide(
        Code::CodeLanguage,
        "```klingon",
        "Correct the language, or leave it: the code is shown as plain text.",
    ),
    guide(
        Code::CodeOption,
        "```go {hl_lines=\"x\"}",
        "Correct the option as the hint says, or remove it.",
    ),
    guide(Code::CodeTooLarge, "a block of 2 MiB", "Shorten the block, or link to a file."),
    guide(
        Code::HtmlLeftOut,
        "<div>Text</div>",
        "Write Markdown, or set `markup.goldmark.renderer.unsafe = true` for authors whom you trust.",
    ),
    guide(Code::AttributeUnsafe, "<img src=\"a.png\" onerror=\"x()\">", "Remove the attribute."),
];
