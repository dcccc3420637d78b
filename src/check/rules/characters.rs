//! Characters that nobody sees: control characters, changes of direction, invisible ones.

use super::page::CheckedPage;
use crate::diagnostic::{Code, Diagnostic, Fix, Span};

/// Languages that write without blanks and mark where a line may break.
const BREAKS_ARE_WRITTEN: [&str; 5] = ["th", "km", "lo", "my", "bo"];

/// How often one kind is reported in a page, so that a file that is no text does not fill a report.
const MAX_PER_PAGE: usize = 20;

/// Reports characters that nobody sees.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let before = found.len();
    let mut open = Vec::new();
    for (at, c) in page.text.char_indices() {
        if c.is_ascii_graphic() || matches!(c, ' ' | '\n') {
            if c == '\n' {
                found.extend(open.drain(..).take(1).map(|at| unclosed(page, at)));
            }
            continue;
        }
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}' => {
                open.push(at);
            }
            '\u{202c}' | '\u{2069}' => {
                open.pop();
            }
            _ => found.extend(problem(page, at, c)),
        }
        if found.len() - before >= MAX_PER_PAGE {
            return;
        }
    }
    found.extend(open.drain(..).take(1).map(|at| unclosed(page, at)));
}

fn unclosed(page: &CheckedPage<'_>, at: usize) -> Diagnostic {
    let message = "a character changes the direction of the text and nothing changes it back";
    let length = page.behind(at).map_or(0, char::len_utf8);
    page.problem(Code::CharacterBidi, message, at..at + length)
        .hint("readers see words in another order than programs do: remove it")
}

fn problem(page: &CheckedPage<'_>, at: usize, c: char) -> Option<Diagnostic> {
    let range = at..at + c.len_utf8();
    let number = u32::from(c);
    if is_control(c) {
        // A replacement character stands for one that is lost.
        let is_lost = c == '\u{fffd}';
        if is_lost && is_about_it(page, at) {
            return None;
        }
        let message = match is_lost {
            true => "a character was lost here".to_owned(),
            false => format!("U+{number:04X} is a control character"),
        };
        let problem = page.problem(Code::CharacterControl, message, range.clone());
        let hint = if is_lost { "write it again" } else { "remove it" };
        let problem = problem.hint(hint);
        return Some(match is_lost {
            true => problem,
            false => problem.fix(Fix::replace(Span::new(range), "")),
        });
    }
    let is_invisible = match c {
        '\u{200b}' => !BREAKS_ARE_WRITTEN.contains(&page.primary_language()),
        '\u{feff}' => at > 0,
        '\u{2060}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}'..='\u{e007f}' => true,
        _ => false,
    };
    // Beside marks of emphasis and code they let a mark begin or end something; that is on purpose.
    let is_mark = |c: Option<char>| c.is_some_and(|c| matches!(c, '*' | '_' | '`' | '~' | '['));
    let is_wanted = is_mark(page.before(at)) || is_mark(page.behind(range.end));
    // The flags of parts of countries are made of tags.
    let is_flag = ('\u{e0020}'..='\u{e007f}').contains(&c);
    let is_repeated = page.before(at) == Some(c);
    (is_invisible && !is_wanted && !is_flag && !is_repeated).then(|| {
        let message = format!("U+{number:04X} is invisible");
        page.problem(Code::CharacterInvisible, message, range)
            .hint("remove it: searching and copying meet it, though nobody sees it")
    })
}

/// Whether the text around a replacement character tells of it.
fn is_about_it(page: &CheckedPage<'_>, at: usize) -> bool {
    const NEAR: usize = 100;
    let start = page.text.floor_char_boundary(at.saturating_sub(NEAR));
    let end = page.text.ceil_char_boundary((at + NEAR).min(page.text.len()));
    page.text[start..end].contains("FFFD")
}

fn is_control(c: char) -> bool {
    let is_noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe;
    c.is_control() && !matches!(c, '\t' | '\n' | '\r') || c == '\u{fffd}' || is_noncharacter
}
