//! `transform.Emojify`: `:heart:` becomes a heart.

use super::argument::text;
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::value::{Outcome, Value};

/// What the function is.
pub const TABLE: &[Entry] = &[entry("transform.Emojify", &["emojify"], 1, Some(1), emojify)];

fn emojify(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let whole = text(&arguments[0])?;
    let mut written = String::with_capacity(whole.len());
    let mut rest = &*whole;
    while let Some(start) = rest.find(':') {
        written.push_str(&rest[..start]);
        rest = &rest[start..];
        let name = &rest[1..];
        let length =
            name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-')));
        let found = length
            .filter(|length| name[*length..].starts_with(':'))
            .and_then(|length| Some((emojis::get_by_shortcode(&name[..length])?, length)));
        match found {
            Some((emoji, length)) => {
                written.push_str(emoji.as_str());
                rest = &name[length + 1..];
            }
            None => {
                written.push(':');
                rest = name;
            }
        }
    }
    written.push_str(rest);
    context.budget.bytes(written.len())?;
    Ok(Value::html(written))
}
