//! The steps of a change, written down before the first of them.
//!
//! The journal is a text file: a header, a line for each step, and a last line.

use super::manifest::{escape, is_within, unescape};

const HEADER: &str = "# site journal 1";
const END: &str = "end";

/// One file of the output that changes, by its path below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Remove(String),
    Create(String),
    Replace(String),
}

impl Step {
    pub(super) fn path(&self) -> &str {
        match self {
            Self::Remove(path) | Self::Create(path) | Self::Replace(path) => path,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Remove(_) => "remove",
            Self::Create(_) => "create",
            Self::Replace(_) => "replace",
        }
    }

    fn parse(line: &str) -> Option<Self> {
        let (word, path) = line.split_once(' ')?;
        let path = unescape(path).filter(|path| is_within(path))?;
        match word {
            "remove" => Some(Self::Remove(path)),
            "create" => Some(Self::Create(path)),
            "replace" => Some(Self::Replace(path)),
            _ => None,
        }
    }
}

pub(super) fn text(steps: &[Step]) -> String {
    let mut text = format!("{HEADER}\n");
    for step in steps {
        text.push_str(&format!("{} {}\n", step.word(), escape(step.path())));
    }
    text.push_str(END);
    text
}

/// The steps of a journal; `None` if it is not complete.
pub(super) fn parse(text: &str) -> Option<Vec<Step>> {
    let lines = text.strip_prefix(HEADER)?.strip_prefix('\n')?.strip_suffix(END)?;
    lines.split_terminator('\n').map(Step::parse).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_journal_reads_back_as_it_was_written(paths in prop::collection::vec("(?s).{1,9}", 0..5)) {
            let paths = paths.into_iter().filter(|path| is_within(path));
            let steps: Vec<Step> = paths
                .flat_map(|path| [Step::Remove(path.clone()), Step::Create(path.clone()), Step::Replace(path)])
                .collect();
            let text = text(&steps);
            prop_assert_eq!(parse(&text), Some(steps));
            for (end, _) in text.char_indices() {
                prop_assert_eq!(parse(&text[..end]), None);
            }
        }
    }

    #[test]
    fn nothing_outside_is_a_step() {
        assert_eq!(parse("# site journal 1\nremove ../a\nend"), None);
        assert_eq!(parse("# site journal 1\nremove /etc/passwd\nend"), None);
        assert_eq!(parse("# site journal 1\nend"), Some(Vec::new()));
    }
}
