//! What stands between the actions of a template: the place it leads to, and what of it readers get.

use super::place::{Delimiter, Place, State};
use super::transition::step;

/// The place behind a text, and the text without its comments if it has any.
pub(super) fn moved(place: Place, text: &str) -> Result<(Place, Option<String>), String> {
    let mut place = place;
    let mut kept = KeptText { text, out: String::new(), written: 0 };
    let mut at = 0;
    while at < text.len() {
        let (next, length) = step(&place, &text[at..])?;
        if length == 0 && next == place {
            return Err("the text cannot be told apart".to_owned());
        }
        let end = at + length;
        if matches!(place.state, State::Text | State::RcData) {
            let stop = if next.state == place.state { end } else { last_tag(text, at, end) };
            kept.escape_signs(at, stop);
        } else if is_left_out(&place) {
            kept.leave_out_comment(place.state, end);
        }
        if next.state != place.state && is_left_out(&next) {
            kept.begin_comment(next.state, end);
        }
        place = next;
        at = end;
    }
    let out = kept.finish(is_left_out(&place));
    Ok((place, out))
}

/// Whether a text at this place is a comment of the template's, which readers do not get.
fn is_left_out(place: &Place) -> bool {
    place.is_comment() && place.delimiter == Delimiter::None
}

/// What is kept of a text. Nothing is copied as long as all of it is.
struct KeptText<'a> {
    text: &'a str,
    out: String,
    /// As far as `out` accounts for the text.
    written: usize,
}

impl KeptText<'_> {
    /// Writes `&lt;` for each sign that begins no tag.
    fn escape_signs(&mut self, from: usize, to: usize) {
        for (found, _) in self.text[from..to].match_indices('<') {
            let found = from + found;
            let is_doctype = self.text.as_bytes()[found..]
                .get(..9)
                .is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype"));
            if !is_doctype {
                self.out.push_str(&self.text[self.written..found]);
                self.out.push_str("&lt;");
                self.written = found + 1;
            }
        }
    }

    /// What stands for a part of a comment: scripts may need its line break, scripts and styles a blank.
    fn leave_out_comment(&mut self, state: State, end: usize) {
        let breaks = ['\n', '\r', '\u{2028}', '\u{2029}'];
        match state {
            State::JsBlockComment if self.text[self.written..end].contains(breaks) => {
                self.out.push('\n');
            }
            State::JsBlockComment | State::CssBlockComment => self.out.push(' '),
            _ => {}
        }
        self.written = end;
    }

    /// Keeps what stands before a comment whose first signs end at `end`.
    fn begin_comment(&mut self, state: State, end: usize) {
        let signs = match state {
            State::HtmlComment | State::JsHtmlOpen => 4,
            State::JsHtmlClose => 3,
            _ => 2,
        };
        self.out.push_str(&self.text[self.written..end - signs]);
        self.written = end;
    }

    /// The text that is kept, if it is another one.
    fn finish(mut self, is_left_out: bool) -> Option<String> {
        if self.written == 0 {
            return None;
        }
        if !is_left_out {
            self.out.push_str(&self.text[self.written..]);
        }
        Some(self.out)
    }
}

/// Where the tag or comment begins that a part of a text ends with.
fn last_tag(text: &str, from: usize, to: usize) -> usize {
    text[from..to].rfind('<').map_or(to, |at| from + at)
}
