//! Which lines of a Markdown text are inside a fenced code block.
//!
//! Shortcodes are found before Markdown is parsed, for they may hold what Markdown would tear
//! apart; so this much of Markdown has to be known beforehand.

/// Tells line by line whether it is code. Indentation is ignored, for fences stand in lists too.
#[derive(Default)]
pub(super) struct Fences {
    open: Option<(char, usize)>,
}

impl Fences {
    /// Whether `line` is part of a fenced block, its fences included. Lines must come in order.
    pub(super) fn is_code(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start().trim_start_matches(['>', ' ']);
        let Some((mark, length)) = fence(trimmed) else { return self.open.is_some() };
        let rest = &trimmed[length..];
        match self.open {
            Some((open, least)) => {
                if mark == open && length >= least && rest.trim().is_empty() {
                    self.open = None;
                }
                true
            }
            // The text after an opening of back-quotes has none: else it is inline code.
            None if mark == '`' && rest.contains('`') => false,
            None => {
                self.open = Some((mark, length));
                true
            }
        }
    }
}

fn fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    (length >= 3).then_some((mark, length))
}
