//! `:tada:` becomes 🎉, by the names that GitHub gives them.

use pulldown_cmark::{CowStr, Event};

use super::flanking::{Beside, replaced};
use super::{Node, node};
use crate::diagnostic::Spanned;

/// The longest name of them has 36 bytes.
const MAX_NAME: usize = 64;

/// Puts emoji in the place of their names.
pub(super) fn set(nodes: Vec<Spanned<Node>>, text: &str) -> Vec<Spanned<Node>> {
    let beside = Beside::new(&nodes, text);
    let with_names = nodes.iter().enumerate().filter_map(|(index, next)| match &next.value {
        Node::Markdown(Event::Text(words))
            if words.contains(':') && beside.is_as_written(index, words) =>
        {
            let first = usize::from(beside.begins_escaped(index));
            Some((index, split(words, first, next.span.range().start)))
        }
        _ => None,
    });
    let with_names = with_names.collect();
    replaced(nodes, with_names)
}

/// Cuts `words`, which stand at `start` of the file, at the names of emoji in them.
fn split(words: &str, first: usize, start: usize) -> Vec<Spanned<Node>> {
    let mut set = Vec::new();
    let mut position = 0;
    let mut at = first;
    let push = |from: usize, to: usize, set: &mut Vec<Spanned<Node>>| {
        if from < to {
            let text = Event::Text(CowStr::from(words[from..to].to_owned()));
            set.push(node(Node::Markdown(text), start + from..start + to));
        }
    };
    while let Some(colon) = words.get(at..).and_then(|rest| rest.find(':')) {
        let opening = at + colon;
        match name_at(words, opening) {
            Some(name) => {
                let end = opening + name.len() + 2;
                push(position, opening, &mut set);
                set.push(node(Node::Emoji(name.to_owned()), start + opening..start + end));
                (position, at) = (end, end);
            }
            None => at = opening + 1,
        }
    }
    push(position, words.len(), &mut set);
    set
}

/// The name between the colon at `opening` and the next one, if it is one.
fn name_at(words: &str, opening: usize) -> Option<&str> {
    let rest = &words[opening + 1..];
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+');
    let length = rest.bytes().take(MAX_NAME).take_while(|byte| is_of_name(*byte)).count();
    let name = &rest[..length];
    (rest[length..].starts_with(':') && emoji(name).is_some()).then_some(name)
}

/// The emoji of a name.
pub fn emoji(name: &str) -> Option<&'static str> {
    emojis::get_by_shortcode(name).map(|emoji| emoji.as_str())
}
