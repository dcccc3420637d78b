//! What the content of a page holds, measured as it was measured of Hugo's pages: each of ten things as one
//! JSON value.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use scraper::{ElementRef, Html, Node, Selector};
use serde_json::{Value, json};
use url::Url;

/// Where the pages of the corpus stand.
const SITE: &str = "https://kubernetes.io";

/// What a page holds, by the name of the measure.
pub type Measures = BTreeMap<String, Value>;

/// The measures of a built page, which is at `path` of the output.
pub fn measure(html: &str, path: &str) -> Measures {
    let document = Html::parse_document(html);
    let content = Selector::parse("[data-pagefind-body]").expect("a selector");
    let mut reader = Reader { page: address(path), ..Reader::default() };
    for element in document.select(&content).take(1) {
        reader.children(element);
    }
    reader.finish()
}

fn address(path: &str) -> Url {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    Url::parse(&format!("{SITE}/{path}")).expect("an address")
}

/// What has been read of a page.
struct Reader {
    page: Url,
    headings: Vec<(String, String)>,
    ids: Vec<Option<String>>,
    code: Vec<String>,
    tables: Vec<(usize, usize)>,
    links: Vec<String>,
    images: Vec<String>,
    tabs: Vec<Vec<String>>,
    boxes: usize,
    items: usize,
    text: String,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            page: address(""),
            headings: Vec::new(),
            ids: Vec::new(),
            code: Vec::new(),
            tables: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            tabs: Vec::new(),
            boxes: 0,
            items: 0,
            text: String::new(),
        }
    }
}

impl Reader {
    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => {
                    self.text.extend(text.chars().filter(|c| !c.is_whitespace()));
                }
                Node::Element(_) => self.element(ElementRef::wrap(child).expect("an element")),
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let own = element.value();
        let is = |class: &str| own.classes().any(|own| own == class);
        let is_tab_part =
            parent(element).is_some_and(is_tabs) && matches!(own.name(), "label" | "input");
        if is_left_out(element) || is_tab_part {
            return;
        }
        if is_tabs(element) {
            let labels = element.child_elements().filter(|child| child.value().name() == "label");
            self.tabs.push(labels.map(words).collect());
        }
        self.boxes += usize::from(is("alert"));
        match own.name() {
            "pre" => {
                self.code.push(code(element));
                return;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.headings.push((own.name().to_owned(), words(element)));
                self.ids.push(own.attr("id").map(str::to_owned));
            }
            "table" => self.tables.push((count(element, "tr"), count(element, "td, th"))),
            "a" => self.links.extend(own.attr("href").map(|href| self.joined(href))),
            "img" => self.images.push(self.joined(own.attr("src").unwrap_or_default())),
            "li" => self.items += 1,
            _ => {}
        }
        self.children(element);
    }

    /// Where a browser goes, without the site and without a language: a link into the reader's language is
    /// as good as another.
    fn joined(&self, to: &str) -> String {
        let to = to.trim();
        let has_scheme = to.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_lowercase())
        });
        let whole = match has_scheme {
            true => to.to_owned(),
            false => self.page.join(to).map_or_else(|_| to.to_owned(), String::from),
        };
        let below = whole.strip_prefix(SITE).filter(|below| below.starts_with('/'));
        let below = below.unwrap_or(&whole);
        percent_decode_str(below).decode_utf8_lossy().into_owned()
    }

    fn finish(mut self) -> Measures {
        self.links.sort_unstable();
        let measures = [
            ("headings", json!(self.headings)),
            ("ids", json!(self.ids)),
            ("code", json!(self.code)),
            ("tables", json!(self.tables)),
            ("links", json!(self.links)),
            ("images", json!(self.images)),
            ("boxes", json!(self.boxes)),
            ("tabs", json!(self.tabs)),
            ("items", json!(self.items)),
            ("text", json!(self.text)),
        ];
        measures.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn parent(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.parent().and_then(ElementRef::wrap)
}

fn is_tabs(element: ElementRef<'_>) -> bool {
    element.value().classes().any(|class| class == "s-tabs")
}

/// Scripts, and what a page shows in a way of its own: diagrams and videos.
fn is_left_out(element: ElementRef<'_>) -> bool {
    let own = element.value();
    let is = |class: &str| own.classes().any(|own| own == class);
    match own.name() {
        "script" | "style" | "noscript" | "template" | "iframe" => true,
        "figure" => is("diagram"),
        "pre" => is("mermaid") || own.attr("data-lang") == Some("mermaid"),
        _ => is("s-video"),
    }
}

/// Code without blanks at the ends of its lines and without empty lines around it.
fn code(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    let lines = text.replace('\r', "");
    let lines = lines.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n");
    lines.trim_matches('\n').to_owned()
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn count(element: ElementRef<'_>, selector: &str) -> usize {
    element.select(&Selector::parse(selector).expect("a selector")).count()
}
