//! Templates with a count wherever they may run for long or fill the memory: of steps at each turn of a loop
//! and each use of a component, an include or a block; of sizes where text and lists are kept.
//!
//! The engine has no limit of its own for either. So calls of [`COUNT_STEP`] are written behind the tags that
//! begin them, and what is kept goes through [`COUNT_SIZE`]. Neither shows anything; errors are led back to where
//! they stand in the file.

mod expression;
mod kept;
mod nesting;
mod tags;

use expression::{comprehended, is_path};
use kept::{captures_change, has_value, second_word};
use tags::{Part, PartKind, parts};

pub(super) use kept::KeptOutput;
pub(super) use nesting::{MAX_NESTING, too_deep};

/// The function that counts steps; its `bytes` are the length of what is written in one step.
pub(super) const COUNT_STEP: &str = "count_step";
/// The function and the filter that count the size of a value, which the filter hands on.
pub(super) const COUNT_SIZE: &str = "count_size";
/// The filter that counts the items of a list as steps, and hands it on.
pub(super) const COUNT_ITEMS: &str = "count_items";

/// A template's text with its steps and sizes counted.
#[derive(Clone, Debug, Default)]
pub(super) struct CountedTemplate {
    pub text: String,
    /// Where something was inserted, by offsets in `text`, and how long it is.
    insertions: Vec<(usize, usize)>,
}

impl CountedTemplate {
    pub(super) fn new(name: &str, source: &str, kept: &KeptOutput) -> Self {
        let mut counter = Counter {
            is_kept: kept.templates.contains(name),
            kept,
            open: vec![],
            inserted: vec![],
        };
        for part in parts(source) {
            counter.part(&part);
        }
        Self::with(source, counter.inserted)
    }

    fn with(source: &str, mut inserted: Vec<Insertion>) -> Self {
        inserted.sort_by_key(|insertion| insertion.at);
        let mut counted = Self::default();
        let mut copied = 0;
        for Insertion { at, text } in inserted {
            counted.text.push_str(&source[copied..at]);
            copied = at;
            counted.insertions.push((counted.text.len(), text.len()));
            counted.text.push_str(&text);
        }
        counted.text.push_str(&source[copied..]);
        counted
    }

    /// The offset in the file of an offset in the text.
    pub(super) fn offset(&self, at: usize) -> usize {
        let before = self.insertions.iter().take_while(|(start, _)| *start < at);
        let inserted: usize = before.map(|(start, length)| (*length).min(at - start)).sum();
        at - inserted
    }
}

/// Text that is inserted at an offset of the file.
struct Insertion {
    at: usize,
    text: String,
}

/// A tag that is not closed yet.
struct Open {
    word: &'static str,
    /// Whether what stands in it is kept as text.
    is_kept: bool,
    /// The count behind the tag, which is told the length when the tag is closed.
    count: Option<usize>,
}

/// On its way through a template.
struct Counter<'a> {
    kept: &'a KeptOutput,
    /// Whether the whole template is kept as text.
    is_kept: bool,
    open: Vec<Open>,
    inserted: Vec<Insertion>,
}

impl Counter<'_> {
    fn part(&mut self, part: &Part<'_>) {
        match part.kind {
            PartKind::Text => return,
            PartKind::Print => self.print(part),
            PartKind::Statement(word) => self.statement(part, word),
        }
        let (start, inside) = part.inside();
        for list in comprehended(inside) {
            self.insert(start + list.start, "(".to_owned());
            self.insert(start + list.end, format!(")|{COUNT_ITEMS} "));
        }
    }

    fn statement(&mut self, part: &Part<'_>, word: &str) {
        match word {
            "for" => self.begin(part, "for", self.keeps()),
            "block" => self.begin(part, "block", self.keeps()),
            "include" => {
                self.count(part);
            }
            "component" => {
                let name = second_word(part.inside().1).unwrap_or_default();
                self.begin(part, "component", self.kept.components.contains(name));
            }
            "endfor" | "endblock" | "endcomponent" => self.end(part, &word[3..]),
            "set" | "set_global" if has_value(part) => self.value(part),
            _ => match captures_change(part) {
                1 => {
                    if word.starts_with("set") {
                        self.insert_before_end(part, format!("|{COUNT_SIZE}"));
                    }
                    self.open.push(Open { word: "capture", is_kept: true, count: None });
                }
                -1 => self.end(part, "capture"),
                _ => {}
            },
        }
    }

    /// A tag behind which a step is counted, each time that what stands in it is written.
    fn begin(&mut self, part: &Part<'_>, word: &'static str, is_kept: bool) {
        let count = self.count(part);
        self.open.push(Open { word, is_kept, count: Some(count) });
    }

    fn end(&mut self, part: &Part<'_>, word: &str) {
        let Some(open) = self.open.pop_if(|open| open.word == word) else { return };
        // A block may be kept by one that another template has instead.
        if let Some(count) = open.count.filter(|_| open.is_kept || word == "block") {
            let insertion = &mut self.inserted[count];
            let length = part.start - insertion.at;
            insertion.text = insertion.text.replace("()", &format!("(bytes={length})"));
        }
    }

    /// What is printed where it is kept.
    fn print(&mut self, part: &Part<'_>) {
        let inside = part.inside().1;
        // A component counts for itself.
        if !self.keeps() || inside.trim_start().starts_with('<') {
            return;
        }
        if is_path(inside) {
            let end = closing(part);
            self.insert(part.end(), format!("{{{{{COUNT_SIZE}(value={}){end}", inside.trim()));
        } else {
            self.insert(part.inside().0, "(".to_owned());
            self.insert_before_end(part, format!(")|{COUNT_SIZE}"));
        }
    }

    /// What a `set` gives a name to, if it is made there.
    fn value(&mut self, part: &Part<'_>) {
        let (start, inside) = part.inside();
        let Some(equals) = inside.find('=') else { return };
        if !inside[equals + 1..].contains(['~', '|', '[', '{', '(', '<']) {
            return;
        }
        self.insert(start + equals + 1, "(".to_owned());
        self.insert_before_end(part, format!(")|{COUNT_SIZE}"));
    }

    fn keeps(&self) -> bool {
        self.is_kept || self.open.iter().any(|open| open.is_kept)
    }

    /// Inserts a count of a step behind a tag; gives back which insertion it is.
    fn count(&mut self, part: &Part<'_>) -> usize {
        self.insert(part.end(), format!("{{{{{COUNT_STEP}(){}", closing(part)));
        self.inserted.len() - 1
    }

    fn insert_before_end(&mut self, part: &Part<'_>, text: String) {
        let (start, inside) = part.inside();
        self.insert(start + inside.trim_end().len(), text);
    }

    fn insert(&mut self, at: usize, text: String) {
        self.inserted.push(Insertion { at, text });
    }
}

/// Whatever a tag trims behind itself, an inserted one trims in its place.
fn closing(part: &Part<'_>) -> &'static str {
    if part.is_trimmed_behind() { "-}}" } else { "}}" }
}

#[cfg(test)]
mod tests;
