//! Input that is made to be slow, or to overflow a stack: work grows as the input does.
//!
//! Nothing is timed. Each text has a quarter of a megabyte, which is read in about a second even
//! without optimization, and in hours where work grows with the square of the input.

#[path = "support/limit.rs"]
mod limit;

use camino::Utf8Path;
use libtest_mimic::Arguments;
use site::check::check;
use site::diagnostic::Code;
use site::diagnostic::report::{Notes, Report, short};
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::MemoryWorld;

const SIZE: usize = 1 << 18;

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ndefaultContentLanguage = 'zh'\n\
                             [languages.zh]\n[markup.goldmark.renderer]\nunsafe = true\n\
                             [markup.highlight]\ncodeFences = false\n\
                             [diagnostics]\nshortcode-unknown = 'off'\nshortcode-syntax = 'off'\n";

/// Pieces that are repeated up to the size.
const REPEATED: &[(&str, &str)] = &[
    ("quotes in quotes", ">"),
    ("lists in lists", "- "),
    ("ordered lists in lists", "1. "),
    ("lists in quotes in lists", "> - "),
    ("items behind tabs", "-\t"),
    ("items", "- a\n"),
    ("loose items", "- a\n\n  b\n\n"),
    ("tasks", "- [ ] a\n"),
    ("opening brackets", "["),
    ("links", "[a](b) "),
    ("links that are not closed", "[a]("),
    ("destinations that are not closed", "[a](<b"),
    ("images that are not closed", "!["),
    ("references to nothing", "[a][b] "),
    ("definitions of one link", "[a]: /x\n"),
    ("asterisks", "*"),
    ("emphasis that is not closed", "*a "),
    ("emphasis that crosses", "*a_ "),
    ("emphasis in words", "a**b*"),
    ("tildes", "~a ~~b "),
    ("Chinese emphasis", "**注意：**请"),
    ("Chinese emphasis that is not closed", "**（"),
    ("Chinese lines", "中\n"),
    ("Chinese without an end", "容"),
    ("opening tags", "<"),
    ("tags that are not closed", "<a "),
    ("attributes that are not closed", "<a b=\""),
    ("blocks of HTML", "<div>\n"),
    ("CDATA that is not closed", "a <![CDATA[ "),
    ("instructions that are not closed", "a <? "),
    ("declarations that are not closed", "a <!A "),
    ("back-quotes", "`a"),
    ("code in one line", "``a` "),
    ("fences", "```\n"),
    ("fences in fences", "```a\n~~~\n"),
    ("heads of tables", "|a|\n"),
    ("lines below heads", "|-|\n"),
    ("tables behind text", "a\n|b|\n|-|\n\n"),
    ("notes that are not there", "[^a] "),
    ("entities", "&amp;"),
    ("ampersands", "&"),
    ("entities that are not closed", "&#"),
    ("shortcodes", "{{< a >}}"),
    ("shortcodes that are closed", "{{< a >}}b{{< /a >}}\n"),
    ("closing shortcodes", "{{< /a >}}"),
    ("shortcode marks", "{{<"),
    ("shortcodes with a quote", "{{< a \""),
    ("escaped shortcodes", "{{</* a */>}}"),
    ("escaped shortcodes that are not closed", "{{</*"),
    ("shortcodes in links", "[a]({{< b >}}) "),
    ("shortcodes in code", "`{{< b >}}\n`"),
    ("comments", "<!-- a -->\n"),
    ("comments that are not closed", "<!-- a\n"),
    ("comments in lines that are not closed", "a <!-- b "),
    ("ends of comments", "-->"),
    ("dividers", "<!--more-->\n"),
    ("headings of one text", "# a\n"),
    ("headings of one id", "# a {#b}\n"),
    ("hashes", "#"),
    ("rules", "---\n"),
    ("definitions", "a\n: b\n\n"),
    ("colons", ":\n"),
    ("addresses in one", "https://a.b/"),
    ("addresses", "https://a.b/ "),
    ("mail addresses", "a@b."),
    ("hosts", "www."),
    ("backslashes", "\\"),
    ("breaks", "a\\\n"),
    ("blank lines", "\n"),
    ("blanks", " "),
    ("one word", "a"),
    ("double quotes", "\"a "),
    ("apostrophes", "'"),
    ("dashes", "-"),
    ("zeros", "\0"),
    ("braces at the ends of lines", "{a=\"b c\"}\n"),
    ("Windows lines", "a\r\n"),
    ("tabs", "\t"),
    ("targets that are not closed", "](a"),
    ("full-width brackets", "【a】（"),
    ("placeholders", "<userid> "),
    ("attributes that are shown", "{#a) "),
    ("quotation marks in code", "`“a”：` "),
    ("headings without a blank", "##a\n"),
    ("tags in a block that are not closed", "<div>\n<a <a b=\"\n\n"),
    ("blocks of data", "```yaml\na: b: c\n```\n\n```json\n{]\n```\n\n"),
    ("changes of direction", "\u{202e}"),
    ("invisible characters", "\u{200b}a"),
];

/// A character of each general category of Unicode, as far as text may hold one.
const KINDS: &str =
    "Aaǅʰ中a\u{300}\u{903}\u{20dd}0Ⅷ²_-(){}[]«»!+$^¦ \u{2028}\u{2029}\u{7}\u{ad}\u{e000}\u{378}";

/// Texts that take more than one piece.
fn composed() -> Vec<(&'static str, String)> {
    let each = |count: usize, make: fn(usize) -> String| (0..count).map(make).collect::<String>();
    let nested = |open: &str, inside: &str, close: &str| {
        let count = SIZE / (open.len() + close.len());
        format!("{}{inside}{}", open.repeat(count), close.repeat(count))
    };
    let ten_thousand = format!("{}\n{}\n", "|a".repeat(10_000), "|-".repeat(10_000));
    vec![
        ("brackets in brackets", nested("[", "a", "]")),
        ("images in images", nested("![", "a", "](b)")),
        ("addresses in brackets", format!("https://a.b/{}", nested("(", "", ")"))),
        ("an address before brackets", format!("https://a.b/{}", ")".repeat(SIZE))),
        ("an address of entities", format!("https://a.b/{}", "&a;".repeat(SIZE / 3))),
        ("shortcodes in shortcodes", nested("{{< a >}}", "b", "{{< /a >}}")),
        ("Markdown shortcodes in each other", nested("{{% a %}}\n", "b", "{{% /a %}}\n")),
        ("arguments", format!("{{{{< a {}>}}}}", "b=\"c\" ".repeat(SIZE / 6))),
        ("shortcodes of many names", each(SIZE / 14, |at| format!("{{{{< a{at} >}}}}"))),
        ("a table of ten thousand columns", format!("{ten_thousand}{}", "|b\n".repeat(SIZE / 8))),
        ("a long table", format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(SIZE / 6))),
        (
            "notes",
            each(20_000, |at| format!("[^{at}] "))
                + "\n\n"
                + &each(20_000, |at| format!("[^{at}]: a\n")),
        ),
        ("references to one note", format!("{}\n\n[^a]: b\n", "[^a] ".repeat(SIZE / 5))),
        (
            "notes that refer to notes",
            format!("[^0]\n\n{}", each(15_000, |at| format!("[^{at}]: a[^{}]\n\n", at + 1))),
        ),
        ("definitions of links", each(25_000, |at| format!("[{at}]: /x\n"))),
        ("runs of back-quotes, each longer", each(700, |at| "`".repeat(at) + " ")),
        ("lists, each deeper", each(500, |at| format!("{}- a\n", "  ".repeat(at)))),
        (
            "definitions, each deeper",
            each(250, |at| {
                let blanks = "  ".repeat(at);
                format!("{blanks}a\n{blanks}: b\n")
            }),
        ),
        ("headings of a few texts", each(SIZE / 6, |at| format!("# a-{}\n", at % 7))),
        ("a heading of many classes", format!("# a {{{}}}\n", ".b ".repeat(SIZE / 3))),
        ("a heading of braces", format!("# a {}\n", "{".repeat(SIZE))),
        ("a heading of many lines", format!("{}===\n", "a\n".repeat(SIZE / 2))),
        ("many terms of one definition", format!("{}: b\n", "a\n".repeat(SIZE / 2))),
        ("a line of each kind of character", each(1 << 14, |_| KINDS.to_owned())),
        ("a long string in code", format!("```bash\n{}\n```\n", "\"“".repeat(SIZE / 4))),
        ("data in data", format!("```json\n{}\n```\n", "[".repeat(SIZE))),
        ("a comment of dashes", format!("<!--{}", "-".repeat(SIZE))),
    ]
}

fn main() {
    let repeated = REPEATED.iter().map(|(name, piece)| (*name, piece.repeat(SIZE / piece.len())));
    let pages = repeated.chain(composed()).map(|(name, text)| {
        limit::test(name, move || {
            build_page(&text);
            Ok(())
        })
    });
    let sites = SITES.iter().map(|(name, check)| {
        limit::test(*name, || {
            check();
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), pages.chain(sites).collect()).exit();
}

/// Builds a site of one page, and checks it.
fn build_page(text: &str) {
    let page = format!("---\ntitle: A\n---\n{text}");
    let world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", CONFIGURATION)
        .file("content/zh/a.md", page.as_bytes());
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    assert!(outcome.artifacts.get("a/index.html").is_some(), "the page is not made");
    check(&world, &outcome);
}

/// Sites of many files.
const SITES: &[(&str, fn())] = &[
    ("terms that define each other", terms_that_define_each_other),
    ("a file that is included again and again", a_file_that_is_included_again_and_again),
    ("sections in sections", sections_in_sections),
    ("sections in permalinks", sections_in_permalinks),
    ("a page of ten megabytes", a_page_of_ten_megabytes),
    ("a page of many pieces", a_page_of_many_pieces),
    (
        "templates that include each other again and again",
        templates_that_include_each_other_again_and_again,
    ),
    (
        "blocks that call what they replace again and again",
        blocks_that_call_what_they_replace_again_and_again,
    ),
    ("a long chain of templates", a_long_chain_of_templates),
    ("components that call themselves twice", components_that_call_themselves_twice),
    ("ten thousand calls that are not closed", ten_thousand_calls_that_are_not_closed),
    ("ten thousand front matter keys", ten_thousand_front_matter_keys),
    ("a long list of aliases", a_long_list_of_aliases),
];

fn outcome(world: &MemoryWorld) -> Outcome {
    build(world, &Request::default(), &mut Silent).expect("a configuration")
}

fn empty() -> MemoryWorld {
    MemoryWorld::new("2026-01-01T00:00:00Z").file("site.toml", CONFIGURATION)
}

/// Whether a problem of a budget is told at a file, and how often.
#[track_caller]
fn assert_budget(outcome: &Outcome, file: &str) {
    let of_budget =
        outcome.diagnostics.iter().filter(|problem| problem.code == Code::BudgetExceeded);
    let places: Vec<&str> = of_budget
        .filter_map(|problem| problem.place.as_ref())
        .map(|place| place.file.as_str())
        .collect();
    assert_eq!(places, [file]);
}

fn terms_that_define_each_other() {
    let calls: String = (0..9)
        .map(|term| format!("{{{{< glossary_definition term_id=\"t{term}\" length=\"all\" >}}}}\n"))
        .collect();
    let world = (0..9).fold(empty(), |world, term| {
        let text = format!("---\ntitle: T{term}\n---\n{calls}");
        world.file(format!("content/zh/docs/reference/glossary/t{term}.md"), text.into_bytes())
    });
    let page = "---\ntitle: A\n---\n{{< glossary_definition term_id=\"t0\" length=\"all\" >}}";
    let outcome = outcome(&world.file("content/zh/a.md", page));
    let exceeded =
        outcome.diagnostics.iter().filter(|problem| problem.code == Code::BudgetExceeded);
    assert!(exceeded.count() > 0, "nothing is left out");
}

fn a_file_that_is_included_again_and_again() {
    let page = format!("---\ntitle: A\n---\n{}", "{{< include \"b.md\" >}}\n".repeat(10_000));
    let world = empty()
        .file("content/zh/a.md", page.into_bytes())
        .file("content/zh/includes/b.md", "word ".repeat(20_000).into_bytes());
    let outcome = outcome(&world);
    assert_budget(&outcome, "content/zh/a.md");
}

fn sections_in_sections() {
    let world = (1..700).fold(empty(), |world, depth| {
        let directories = "s/".repeat(depth);
        world.file(format!("content/zh/{directories}_index.md"), "---\ntitle: S\n---\n")
    });
    let outcome = outcome(&world);
    let first = format!("content/zh/{}_index.md", "s/".repeat(65));
    assert_budget(&outcome, &first);
    let failed = outcome.diagnostics.iter().find(|problem| problem.code == Code::TemplateRender);
    assert!(failed.is_none(), "{failed:?}");
}

fn sections_in_permalinks() {
    let configuration = format!("{CONFIGURATION}[permalinks]\ns = '/:sections/:slug/'\n");
    let world =
        MemoryWorld::new("2026-01-01T00:00:00Z").file("site.toml", configuration.into_bytes());
    let world = (0..3000).fold(world, |world, page| {
        let directories = "s/".repeat(60);
        world.file(
            format!("content/zh/{directories}{page}.md"),
            "---\ntitle: S\nbuild: {render: never}\n---\n",
        )
    });
    let world = (1..60).fold(world, |world, depth| {
        let directories = "s/".repeat(depth);
        world.file(
            format!("content/zh/{directories}_index.md"),
            "---\nbuild: {render: never}\n---\n",
        )
    });
    let outcome = outcome(&world);
    assert_eq!(outcome.site.pages.len(), 3060);
}

fn a_page_of_ten_megabytes() {
    let page = format!("---\ntitle: A\n---\n{}", ">".repeat(10 << 20));
    let world = empty().file("content/zh/a.md", page.into_bytes());
    let outcome = outcome(&world);
    assert_budget(&outcome, "content/zh/a.md");
    check(&world, &outcome);
}

fn a_page_of_many_pieces() {
    let page = format!("---\ntitle: A\n---\n{}", "a\n".repeat(600_000));
    let outcome = outcome(&empty().file("content/zh/a.md", page.into_bytes()));
    assert_budget(&outcome, "content/zh/a.md");
}

/// Builds a page with templates, and expects one that is stopped for its steps.
#[track_caller]
fn assert_stopped(world: MemoryWorld, file: &str) {
    let outcome = outcome(&world.file("content/zh/a.md", "---\ntitle: A\n---\n"));
    let stopped = outcome.diagnostics.iter().find(|problem| problem.code == Code::TemplateRender);
    let stopped = stopped.expect("it is stopped");
    assert!(stopped.message.contains("takes more than 1000000 steps"), "{stopped:?}");
    assert_eq!(stopped.place.as_ref().map(|place| place.file.as_str()), Some(file));
}

/// Templates of which each calls the next ten times.
fn chain(length: usize, template: impl Fn(usize) -> String) -> MemoryWorld {
    (0..length).fold(empty(), |world, number| {
        world.file(format!("templates/{number}.html"), template(number + 1).into_bytes())
    })
}

fn templates_that_include_each_other_again_and_again() {
    let world = chain(8, |next| format!("{{% include \"{next}.html\" %}}").repeat(10));
    let page = "{% include \"0.html\" %}";
    let world = world.file("templates/8.html", "").file("templates/page.html", page);
    assert_stopped(world, "templates/7.html");
}

fn blocks_that_call_what_they_replace_again_and_again() {
    let world = chain(8, |next| {
        let calls = "{{ super() }}".repeat(10);
        format!("{{% extends \"{next}.html\" %}}{{% block main %}}{calls}{{% endblock %}}")
    });
    let world = world.file("templates/8.html", "{% block main %}{% endblock %}");
    let page = "{% extends \"0.html\" %}";
    assert_stopped(world.file("templates/page.html", page), "templates/8.html");
}

fn a_long_chain_of_templates() {
    let world = chain(5000, |next| format!("{{% include \"{next}.html\" %}}"));
    let world = world.file("templates/5000.html", "");
    let outcome = outcome(&world.file("content/zh/a.md", "---\ntitle: A\n---\n"));
    let problem = outcome.diagnostics.first().expect("it is too deep");
    assert_eq!(problem.code, Code::TemplateSyntax, "{problem:?}");
}

fn components_that_call_themselves_twice() {
    let page = "{% component a(depth) %}{% if depth > 0 %}{{ <a depth={depth - 1} /> }}{{ <a depth={depth - 1} /> }}\
                {% endif %}{% endcomponent a %}{{ <a depth={19} /> }}{{ <a depth={19} /> }}";
    assert_stopped(empty().file("templates/page.html", page), "templates/page.html");
}

fn ten_thousand_calls_that_are_not_closed() {
    let configuration = CONFIGURATION.replace("shortcode-syntax = 'off'", "");
    let page = format!("---\ntitle: A\n---\n{}", "a {{< b \"c\n".repeat(10_000));
    let world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", configuration.into_bytes())
        .file("content/zh/a.md", page.into_bytes());
    let outcome = outcome(&world);
    let texts = |_: &Utf8Path| Some(String::from_utf8_lossy(&[]).into_owned());
    let report = Report::new(&outcome.diagnostics, &outcome.settings.severities, Notes::Hidden);
    assert!(short(&report, &texts).lines().count() < 300);
}

fn ten_thousand_front_matter_keys() {
    let keys: String = (0..10_000).map(|number| format!("titel{number}: a\n")).collect();
    let page = format!("---\ntitle: A\n{keys}---\n");
    let outcome = outcome(&empty().file("content/zh/a.md", page.into_bytes()));
    assert!(outcome.artifacts.get("a/index.html").is_some());
}

fn a_long_list_of_aliases() {
    let aliases: String = (0..10_000).map(|number| format!("- /b/{number}/\n")).collect();
    let page = format!("---\ntitle: A\naliases:\n{aliases}---\n");
    let outcome = outcome(&empty().file("content/zh/a.md", page.into_bytes()));
    assert!(outcome.artifacts.get("b/9999/index.html").is_some());
}
