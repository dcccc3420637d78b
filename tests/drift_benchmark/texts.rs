//! The text of a block after an edit.

use super::edits::Edit;
use super::page::{Block, BlockKind, Dice};

/// Whether a block of code is a picture or a formula for its readers.
pub fn is_drawn(block: &Block) -> bool {
    let first = block.text.lines().next().unwrap_or_default();
    block.kind == BlockKind::Code && ["mermaid", "math"].iter().any(|own| first.contains(own))
}

pub fn may_change(edit: Edit, block: &Block) -> bool {
    let text = &block.text;
    match edit {
        Edit::CodeLineAdded | Edit::CodeLineRemoved | Edit::CodeLineChanged => {
            block.kind == BlockKind::Code && !is_drawn(block)
        }
        Edit::FlagAdded => {
            block.kind == BlockKind::Code && (text.contains("$ ") || text.contains("kubectl "))
        }
        Edit::CellChanged => block.kind == BlockKind::Row,
        Edit::HeadingRenamed => block.kind == BlockKind::Heading,
        Edit::WarningChanged => block.warns && block.is_text(),
        Edit::ArgumentChanged => {
            block.kind == BlockKind::Call && text.contains('"') && !text.contains("title=")
        }
        Edit::TitleChanged => block.kind == BlockKind::FrontMatter,
        Edit::ParagraphRewritten | Edit::SentenceAdded(_) => {
            block.kind == BlockKind::Paragraph && text.split_whitespace().count() >= 8
        }
        Edit::WordChanged | Edit::InlineCodeChanged | Edit::LinkChanged | Edit::VersionChanged => {
            block.is_text()
        }
        _ => false,
    }
}

pub fn changed_text(edit: Edit, text: &str, donor: &str, dice: &mut Dice) -> Option<String> {
    let end = text.trim_end().len();
    match edit {
        Edit::ParagraphRewritten => Some(donor.to_owned()),
        Edit::SentenceAdded(count) => {
            let sentences: Vec<&str> = donor.trim_end().split_inclusive(". ").collect();
            let enough =
                sentences.iter().map(|own| own.split_whitespace().count()).sum::<usize>() >= 9;
            let own: String = sentences.iter().take(count).copied().collect();
            let own = if own.split_whitespace().count() < 9 { donor.trim_end() } else { &own };
            enough.then(|| format!("{} {}\n", &text[..end], own.trim_end()))
        }
        Edit::WordChanged | Edit::WarningChanged => with_word(text, donor, dice),
        Edit::CellChanged => with_word(text, donor, dice),
        Edit::HeadingRenamed => {
            let marks = text.len() - text.trim_start_matches(['#', ' ']).len();
            let new: Vec<&str> = donor.split_whitespace().take(4).collect();
            let plain = |word: &&str| word.chars().all(|c| c.is_ascii_alphabetic());
            new.iter().all(plain).then(|| format!("{}{}\n", &text[..marks], new.join(" ")))
        }
        Edit::CodeLineAdded | Edit::CodeLineRemoved | Edit::CodeLineChanged | Edit::FlagAdded => {
            code_changed(edit, text, dice)
        }
        Edit::InlineCodeChanged => {
            let start = text.find('`')? + 1;
            let length = text[start..].find('`').filter(|length| *length > 2)?;
            let code = &text[start..start + length];
            Some(text.replace(&format!("`{code}`"), &format!("`{code}-renewed`"))).filter(|_| {
                !code.contains(['`', ' ', '\n'])
                    && code.ends_with(|c: char| c.is_ascii_alphanumeric())
            })
        }
        Edit::VersionChanged => {
            let is_version = |word: &&str| {
                let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
                let digits = word.trim_start_matches('v');
                digits.contains('.') && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
            };
            let word = text.split_whitespace().find(is_version)?;
            let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            Some(text.replacen(word, &format!("{word}9"), 1))
        }
        Edit::LinkChanged => {
            let start = text.find("](")? + 2;
            let length = text[start..].find(')')?;
            (length > 0 && !text[..start].ends_with("![](")).then(|| {
                format!("{}/docs/another/place/{}", &text[..start], &text[start + length..])
            })
        }
        Edit::ArgumentChanged => {
            let start = text.find('"')? + 1;
            let length = text[start..].find('"').filter(|length| *length > 0)?;
            Some(format!("{}renewed{}", &text[..start], &text[start + length..]))
        }
        Edit::TitleChanged => {
            let line = text.lines().find(|line| line.starts_with("title:"))?;
            Some(text.replacen(line, "title: Entirely other words for this", 1))
        }
        _ => None,
    }
}

/// A word of prose that became another.
fn with_word(text: &str, donor: &str, dice: &mut Dice) -> Option<String> {
    let is_plain = |word: &&str| word.len() >= 5 && word.chars().all(|c| c.is_ascii_lowercase());
    let new = donor.split_whitespace().filter(is_plain);
    let new: Vec<&str> = new.filter(|word| !text.contains(*word)).collect();
    let old: Vec<&str> = text.split_whitespace().filter(is_plain).collect();
    let (old, new) = (*dice.pick(&old)?, *dice.pick(&new)?);
    let replaced = text.replacen(&format!(" {old} "), &format!(" {new} "), 1);
    (replaced != text).then_some(replaced)
}

fn code_changed(edit: Edit, text: &str, dice: &mut Dice) -> Option<String> {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let is_code = |line: &str| {
        let inside = line.trim();
        !inside.is_empty()
            && inside.is_ascii()
            && !inside.starts_with(['#', '/', '-', '%', '`', '~', '*'])
            && !inside.contains(" # ")
    };
    let is_command = |line: &str| {
        line.trim_start().starts_with("$ ") || line.trim_start().starts_with("kubectl ")
    };
    let last = lines.len().checked_sub(1)?;
    let inside: Vec<usize> = (1..last)
        .filter(|at| is_code(&lines[*at]) && (edit != Edit::FlagAdded || is_command(&lines[*at])))
        .collect();
    let at = *dice.pick(&inside)?;
    match edit {
        Edit::CodeLineAdded => {
            let indent = lines[at].len() - lines[at].trim_start().len();
            lines.insert(at, format!("{}renewed: everything\n", &lines[at][..indent]));
        }
        Edit::CodeLineRemoved if inside.len() > 1 => drop(lines.remove(at)),
        Edit::CodeLineChanged => lines[at] = format!("{}-renewed\n", lines[at].trim_end()),
        Edit::FlagAdded => lines[at] = format!("{} --renew=7\n", lines[at].trim_end()),
        _ => return None,
    }
    Some(lines.concat())
}

/// Each word on a line of its own would be another block now and then, so a few are on each.
pub fn reflowed(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let may_begin = |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut lines = String::new();
    let mut count = 0;
    for word in words {
        let is_break =
            count >= 5 && may_begin(word) && lines.matches('`').count().is_multiple_of(2);
        if !lines.is_empty() {
            lines.push(if is_break { '\n' } else { ' ' });
        }
        count = if is_break { 0 } else { count + 1 };
        lines.push_str(word);
    }
    lines + "\n"
}
