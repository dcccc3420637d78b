//! What stood on a terminal, told apart: prompts, commands, and what they printed.
//!
//! The classes are `p` for a prompt and `r` for what was printed, whole lines with their ends, so
//! that a copy of the commands is what is left without these elements. A session in which nothing
//! looks like a prompt is not marked up: it may be all commands or all output.

mod command;
mod prompt;

use super::grammars::{GrammarRun, Grammars};
use super::markup::ClassedHtml;
use command::{Later, ShellCommand};
use prompt::Prompts;

/// Whether the first line has a prompt that no script would begin with.
pub(super) fn begins_with_prompt(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(prompt::is_unmistakable)
}

/// A session as HTML; `None` for one without a prompt.
pub(super) fn highlight(grammars: &Grammars, text: &str) -> Option<String> {
    let prompts = Prompts::of(text)?;
    let later = Later::of(text);
    let mut markup = ClassedHtml::with_capacity(text.len() * 2);
    let mut open: Option<(ShellCommand, GrammarRun<'_>)> = None;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let length;
        (length, open) = match (prompts.find(line), open) {
            // A document inside a command may hold what looks like a prompt.
            (_, Some(command)) if command.0.is_in_document() => (0, Some(command)),
            (Some(prompt), _) => {
                (prompt.length, Some((ShellCommand::default(), grammars.run(prompt.grammar())?)))
            }
            (None, Some(command)) if command.0.goes_on() => {
                (prompt::continuation(line), Some(command))
            }
            (None, _) => (0, None),
        };
        let (prompt, rest) = line.split_at(length);
        if !prompt.is_empty() {
            markup.push_element("p", prompt);
        }
        match &mut open {
            Some((command, run)) => {
                command.read(rest.trim_end_matches('\n'), |word| later.has(word, number));
                run.line(&mut markup, rest)?;
            }
            None if prompts.is_comment(line) => markup.push_element("r c", rest),
            None => markup.push_element("r", rest),
        }
    }
    Some(markup.finish())
}
