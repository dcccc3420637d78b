//! What a reader meets in the HTML of a post, in order.
//!
//! It knows neither `site` nor Hugo: the page is taken as a browser takes it, so that two pages
//! that are written differently and read the same are the same.

use std::fmt;

use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};
use url::Url;

/// A thing that is met.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    Heading {
        level: String,
        id: String,
        text: String,
    },
    /// The text of a block. `place` says where it stands: `ul li p`, `blockquote p`.
    Text {
        place: String,
        text: String,
    },
    /// What a line sets off: `em`, `strong`, `code`, `del`, `sup`, …
    Mark {
        name: String,
        text: String,
    },
    Link {
        text: String,
        to: String,
    },
    Image {
        alternative: String,
        from: String,
    },
    Code {
        language: String,
        text: String,
    },
    /// A row of a table, its cells as `th`, `td`, their alignment and their text.
    Row {
        cells: String,
    },
    /// A video, a diagram, a formula: that it is there, not how it is shown.
    Media {
        kind: &'static str,
    },
}

/// Kinds of items, which are compared each on its own.
pub const KINDS: &[&str] = &["heading", "text", "mark", "link", "image", "code", "row", "media"];

impl Item {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Heading { .. } => "heading",
            Self::Text { .. } => "text",
            Self::Mark { .. } => "mark",
            Self::Link { .. } => "link",
            Self::Image { .. } => "image",
            Self::Code { .. } => "code",
            Self::Row { .. } => "row",
            Self::Media { .. } => "media",
        }
    }

    /// The words of the item.
    pub fn text(&self) -> &str {
        match self {
            Self::Heading { text, .. }
            | Self::Text { text, .. }
            | Self::Mark { text, .. }
            | Self::Link { text, .. }
            | Self::Image { alternative: text, .. }
            | Self::Code { text, .. }
            | Self::Row { cells: text } => text,
            Self::Media { kind } => kind,
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heading { level, id, text } => write!(f, "{level} #{id} {text}"),
            Self::Text { place, text } => write!(f, "{place}: {text}"),
            Self::Mark { name, text } => write!(f, "<{name}>{text}"),
            Self::Link { text, to } => write!(f, "[{text}]({to})"),
            Self::Image { alternative, from } => write!(f, "![{alternative}]({from})"),
            Self::Code { language, text } => write!(f, "```{language}\n{text}"),
            Self::Row { cells } => f.write_str(cells),
            Self::Media { kind } => f.write_str(kind),
        }
    }
}

/// Stands for a line break that the author asked for.
const BREAK: char = '⏎';

/// Reads the first element that `selector` finds in a page at `address`.
pub fn read(html: &str, selector: &str, address: &Url) -> Vec<Item> {
    let document = Html::parse_document(html);
    let selector = Selector::parse(selector).expect("a selector");
    let Some(body) = document.select(&selector).next() else { return Vec::new() };
    let mut reader = Reader { address, place: Vec::new(), line: String::new(), items: Vec::new() };
    reader.children(body);
    reader.end_line();
    reader.items
}

struct Reader<'a> {
    address: &'a Url,
    /// The blocks around, outermost first, without those that mean nothing.
    place: Vec<String>,
    /// Text of the block that is open.
    line: String,
    items: Vec<Item>,
}

impl Reader<'_> {
    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.line.push_str(text),
                Node::Element(_) => self.element(ElementRef::wrap(child).expect("an element")),
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let own = element.value();
        if let Some(kind) = media(element) {
            self.items.push(Item::Media { kind });
            return;
        }
        if own.attr("aria-hidden") == Some("true") || is_label(own) {
            return;
        }
        match own.name() {
            "style" | "script" | "template" => {}
            "br" => self.line.push(BREAK),
            "input" => self.line.push(if own.attr("checked").is_some() { '☑' } else { '☐' }),
            "img" => self.image(own),
            "pre" => self.code(element),
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") if self.is_in_caption() => {
                self.block(name, element);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element),
            "table" => self.table(element),
            "a" => self.link(element),
            "em" | "strong" | "code" | "del" | "s" | "sup" | "sub" | "ins" | "mark" => {
                let text = text_of(element);
                self.items.push(Item::Mark { name: own.name().to_owned(), text });
                self.children(element);
            }
            name if is_inline(name) => self.children(element),
            name => self.block(name, element),
        }
    }

    fn block(&mut self, name: &str, element: ElementRef<'_>) {
        self.end_line();
        let start = element.value().attr("start").filter(|start| *start != "1");
        let own = match (name, start) {
            ("div" | "section" | "article" | "details", _) => None,
            (name, Some(start)) => Some(format!("{name}@{start}")),
            (name, None) => Some(name.to_owned()),
        };
        let depth = self.place.len();
        self.place.extend(own);
        self.children(element);
        self.end_line();
        self.place.truncate(depth);
    }

    /// What stands below a picture is no part of the page's outline.
    fn is_in_caption(&self) -> bool {
        self.place.iter().any(|block| block == "figcaption")
    }

    fn end_line(&mut self) {
        let text = tidy(&std::mem::take(&mut self.line));
        if !text.is_empty() {
            self.items.push(Item::Text { place: self.place.join(" "), text });
        }
    }

    fn heading(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let own = element.value();
        let id = own.attr("id").unwrap_or_default().to_owned();
        self.children(element);
        let text = tidy(&std::mem::take(&mut self.line));
        self.items.push(Item::Heading { level: own.name().to_owned(), id, text });
    }

    fn link(&mut self, element: ElementRef<'_>) {
        if let Some(to) = element.value().attr("href") {
            self.items.push(Item::Link { text: text_of(element), to: self.resolved(to) });
        }
        self.children(element);
    }

    fn image(&mut self, own: &Element) {
        let alternative = tidy(own.attr("alt").unwrap_or_default());
        let from = self.resolved(own.attr("src").unwrap_or_default());
        self.items.push(Item::Image { alternative, from });
    }

    fn code(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let language = std::iter::once(element).chain(descendants(element)).find_map(language);
        let text: String = element.text().collect();
        let text = text.trim_end_matches('\n').to_owned();
        self.items.push(Item::Code { language: language.unwrap_or_default(), text });
    }

    /// Rows by cell; what the cells hold beside text is met too.
    fn table(&mut self, element: ElementRef<'_>) {
        self.end_line();
        for part in descendants(element) {
            match part.value().name() {
                "caption" => self.block("caption", part),
                "tr" => {
                    let cells: Vec<String> =
                        part.child_elements().map(|cell| self.cell(cell)).collect();
                    self.items.push(Item::Row { cells: cells.join(" | ") });
                }
                _ => {}
            }
        }
    }

    fn cell(&mut self, cell: ElementRef<'_>) -> String {
        let own = cell.value();
        let style = own.attr("style").unwrap_or_default();
        let aligned =
            style.split_once("text-align:").map(|(_, value)| value.trim_matches([' ', ';']));
        let align = own.attr("align").or(aligned).unwrap_or_default();
        let before = self.items.len();
        self.children(cell);
        let text = tidy(&std::mem::take(&mut self.line));
        // Blocks in a cell belong to its row.
        let blocks = self.items.split_off(before);
        let mut texts = Vec::new();
        for item in blocks {
            match item {
                Item::Text { text, .. } => texts.push(text),
                other => self.items.push(other),
            }
        }
        texts.extend((!text.is_empty()).then_some(text));
        format!(
            "{}{}{align} {}",
            own.name(),
            if align.is_empty() { "" } else { "/" },
            texts.join(" / ")
        )
    }

    /// Where a browser would go.
    fn resolved(&self, to: &str) -> String {
        self.address.join(to).map_or_else(|_| to.to_owned(), String::from)
    }
}

/// What a page shows in a way of its own.
fn media(element: ElementRef<'_>) -> Option<&'static str> {
    let own = element.value();
    let is = |class: &str| own.classes().any(|own| own == class);
    match own.name() {
        "math" => Some("formula"),
        "svg" if own.attr("aria-hidden") != Some("true") => Some("diagram"),
        "pre" if matches!(code_language(element).as_deref(), Some("mermaid")) => Some("diagram"),
        "pre" if is("mermaid") => Some("diagram"),
        "pre" if matches!(code_language(element).as_deref(), Some("math" | "formula")) => {
            Some("formula")
        }
        _ if is("video") || is("s-video") => Some("video"),
        _ => None,
    }
}

fn code_language(element: ElementRef<'_>) -> Option<String> {
    std::iter::once(element).chain(descendants(element)).find_map(language)
}

fn language(element: ElementRef<'_>) -> Option<String> {
    let own = element.value();
    let by_class = own.classes().find_map(|class| class.strip_prefix("language-"));
    own.attr("data-lang").or(by_class).map(str::to_owned)
}

/// The title that a box has of itself: the author did not write it.
fn is_label(own: &Element) -> bool {
    own.classes().any(|class| class == "s-box-title")
}

fn descendants(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    element.descendants().skip(1).filter_map(ElementRef::wrap)
}

fn text_of(element: ElementRef<'_>) -> String {
    tidy(&element.text().collect::<String>())
}

/// Without what a browser does not show: blanks in a row, and those at an end.
fn tidy(text: &str) -> String {
    let line = |line: &str| {
        let words = line.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    text.split(BREAK)
        .map(line)
        .collect::<Vec<_>>()
        .join(&BREAK.to_string())
        .trim_matches(BREAK)
        .to_owned()
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "span"
            | "b"
            | "i"
            | "abbr"
            | "cite"
            | "font"
            | "kbd"
            | "label"
            | "q"
            | "samp"
            | "small"
            | "u"
            | "var"
            | "tt"
            | "big"
            | "time"
            | "wbr"
            | "button"
            | "strike"
    )
}
