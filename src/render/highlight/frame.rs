//! The elements round code: its box, its caption, and each line where lines matter.

use std::fmt::Write;
use std::ops::RangeInclusive;

use pulldown_cmark_escape::escape_html;

use super::markup::lines;
use super::options::{BlockOptions, Numbers};

/// Code, which is HTML already, in the elements that its options ask for.
pub(super) fn framed(language: &str, code: &str, options: &BlockOptions) -> String {
    let mut html = String::with_capacity(code.len() + 160);
    if options.is_inline {
        code_element(&mut html, language, code.trim_end_matches('\n'), &BlockOptions::default());
        return html;
    }
    match &options.caption {
        Some(caption) => {
            start_tag(&mut html, "figure class=\"code-block", options);
            html.push_str("><figcaption>");
            let _ = escape_html(&mut html, caption);
            html.push_str("</figcaption><pre class=\"code\"");
        }
        None => start_tag(&mut html, "pre class=\"code", options),
    }
    html.push_str(" tabindex=\"0\"");
    if !language.is_empty() {
        push_attribute(&mut html, "data-lang", language);
    }
    html.push('>');
    code_element(&mut html, language, code, options);
    html.push_str(if options.caption.is_some() { "</pre></figure>\n" } else { "</pre>\n" });
    html
}

/// A tag that is open in the list of its classes, and what the block asks for; not closed.
fn start_tag(html: &mut String, start: &str, options: &BlockOptions) {
    html.push('<');
    html.push_str(start);
    for class in &options.classes {
        html.push(' ');
        let _ = escape_html(&mut *html, class);
    }
    html.push('"');
    if let Some(id) = &options.id {
        push_attribute(html, "id", id);
    }
    for (name, value) in &options.data {
        push_attribute(html, name, value);
    }
}

fn push_attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    let _ = escape_html(&mut *html, value);
    html.push('"');
}

fn code_element(html: &mut String, language: &str, code: &str, options: &BlockOptions) {
    html.push_str("<code");
    if !language.is_empty() {
        html.push_str(" class=\"language-");
        let _ = escape_html(&mut *html, language);
        html.push('"');
    }
    html.push('>');
    let has_marks = ranges_of(options).into_iter().any(|(_, ranges)| !ranges.is_empty());
    if !has_marks && options.numbers.is_none() {
        html.push_str(code);
    } else {
        by_line(html, code, options);
    }
    html.push_str("</code>");
}

/// The elements of lines that stand out, and which lines these are. The first that names a line has it.
fn ranges_of(options: &BlockOptions) -> [(&'static str, &[RangeInclusive<usize>]); 3] {
    [("del", &options.removed), ("ins", &options.added), ("mark", &options.marked)]
}

/// Code line by line, each with its number, the marked ones in an element.
fn by_line(html: &mut String, code: &str, options: &BlockOptions) {
    let count = lines(code).count();
    let marks = ranges_of(options).map(|(element, ranges)| (element, marks(ranges, count)));
    let width = options.numbers.as_ref().map_or(0, |numbers| width(numbers, count));
    for (index, line) in lines(code).enumerate() {
        let element = marks.iter().find(|(_, lines)| lines[index]).map(|(element, _)| *element);
        if let Some(element) = element {
            let _ = write!(html, "<{element}>");
        }
        if let Some(numbers) = &options.numbers {
            number(html, numbers, index, width);
        }
        html.push_str(line);
        if let Some(element) = element {
            let _ = write!(html, "</{element}>");
        }
    }
}

/// Whether each line is marked. Ranges may overlap, so their sum is counted, not their lines.
fn marks(ranges: &[RangeInclusive<usize>], count: usize) -> Vec<bool> {
    let mut changes = vec![0_isize; count + 2];
    for range in ranges {
        let (start, end) = (*range.start(), (*range.end()).min(count));
        if start <= end {
            changes[start] += 1;
            changes[end + 1] -= 1;
        }
    }
    let mut depth = 0;
    let marked = changes[1..=count].iter().map(|change| {
        depth += change;
        depth > 0
    });
    marked.collect()
}

/// The room for the widest number.
fn width(numbers: &Numbers, count: usize) -> usize {
    let last = line_number(numbers, count.saturating_sub(1));
    numbers.first.to_string().len().max(last.to_string().len())
}

fn line_number(numbers: &Numbers, index: usize) -> i64 {
    numbers.first.saturating_add(i64::try_from(index).unwrap_or(i64::MAX))
}

/// The blanks are for readers without a style sheet, those of feeds for one.
fn number(html: &mut String, numbers: &Numbers, index: usize, width: usize) {
    let number = line_number(numbers, index);
    let Some(prefix) = &numbers.anchors else {
        let _ = write!(html, "<span class=\"ln\">{number:>width$}  </span>");
        return;
    };
    let mut id = String::new();
    let _ = escape_html(&mut id, prefix);
    let _ = write!(
        html,
        "<a class=\"ln\" id=\"{id}{number}\" href=\"#{id}{number}\">{number:>width$}  </a>"
    );
}
