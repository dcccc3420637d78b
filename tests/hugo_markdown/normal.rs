//! HTML without what makes no difference to a reader.

use scraper::{ElementRef, Html, Node};

/// Attributes that are compared.
const ATTRIBUTES: &[&str] =
    &["id", "class", "href", "src", "alt", "title", "start", "align", "checked"];

/// The content of a page, one element or text a line.
pub fn normal(html: &str) -> String {
    let html = Html::parse_fragment(&without_comments(html));
    let mut lines = Vec::new();
    children(html.root_element(), &mut lines);
    trim(&mut lines);
    lines.join("\n")
}

/// HTML without comments. `<!-->` and `<!--->` are whole ones.
fn without_comments(html: &str) -> String {
    let mut parts = html.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    let behind = |part: &'_ str| {
        let at_once = part.strip_prefix('>').or_else(|| part.strip_prefix("->"));
        at_once.or_else(|| Some(part.split_once("-->")?.1)).unwrap_or_default().to_owned()
    };
    parts.fold(first, |text, part| text + &behind(part))
}

fn children(element: ElementRef<'_>, lines: &mut Vec<String>) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => push_text(text, lines),
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(child) {
                    push_element(child, lines);
                }
            }
            _ => {}
        }
    }
}

/// Text that follows text continues it.
fn push_text(text: &str, lines: &mut Vec<String>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return;
    }
    let (before, after) =
        (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    let blank = |is_there: bool| if is_there { "·" } else { "" };
    let more = format!("{}{}{}", blank(before), words.join(" "), blank(after));
    match lines.last_mut().filter(|last| !last.starts_with('<')) {
        Some(last) => {
            let gap = if last.ends_with('·') || before { " " } else { "" };
            *last = format!("{}{gap}{}", last.trim_end_matches('·'), more.trim_start_matches('·'));
        }
        None => lines.push(more),
    }
}

fn push_element(element: ElementRef<'_>, lines: &mut Vec<String>) {
    let name = element.value().name();
    if name == "pre" {
        let code: String = element.text().collect();
        let code: Vec<&str> = code.trim_end().lines().collect();
        lines.push(format!("<pre>{}", code.join("⏎")));
        return;
    }
    let is_frame = name == "figure" || element.value().classes().any(|class| class == "highlight");
    if is_frame {
        return children(element, lines);
    }
    let is_empty_cell =
        matches!(name, "td" | "th") && element.text().all(|text| text.trim().is_empty());
    let attributes = if is_empty_cell { String::new() } else { attributes(element) };
    lines.push(format!("<{name}{attributes}>"));
    children(element, lines);
    lines.push(format!("</{name}>"));
}

/// Blanks beside the tag of a block are none.
fn trim(lines: &mut [String]) {
    for at in 0..lines.len() {
        if lines[at].starts_with('<') {
            continue;
        }
        if at == 0 || is_block(&lines[at - 1]) {
            lines[at] = lines[at].trim_start_matches('·').to_owned();
        }
        if lines.get(at + 1).is_none_or(|next| is_block(next)) {
            lines[at] = lines[at].trim_end_matches('·').to_owned();
        }
    }
}

/// Whether a line is the tag of a block.
fn is_block(line: &str) -> bool {
    const LINE: &[&str] =
        &["a", "b", "code", "del", "em", "img", "input", "ins", "mark", "strong", "sup"];
    let name = line.trim_start_matches(['<', '/']);
    let name = name.split([' ', '>']).next().unwrap_or_default();
    line.starts_with('<') && !LINE.contains(&name)
}

fn attributes(element: ElementRef<'_>) -> String {
    let mut written = Vec::new();
    for (name, value) in element.value().attrs() {
        let is_data = name.starts_with("data-k") || name.starts_with("data-x");
        match name {
            "style" => written.extend(
                value.strip_prefix("text-align:").map(|to| format!(" align={}", to.trim())),
            ),
            "class" if value.contains("footnote") => {}
            name if ATTRIBUTES.contains(&name) || is_data => {
                let value: Vec<&str> = value.split_whitespace().collect();
                written.push(format!(" {name}={}", value.join(" ")));
            }
            _ => {}
        }
    }
    written.sort();
    written.concat()
}
