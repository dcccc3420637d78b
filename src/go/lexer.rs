//! A template's text as tokens.

mod quoted;

use std::sync::Arc;

use crate::go::ast::At;
use crate::go::error::{Failure, Position};

use quoted::unquoted;

/// A token, and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub kind: TokenKind,
    pub at: At,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    Text(Arc<str>),
    /// The beginning and the end of an action.
    Left,
    Right,
    /// White space within an action: it parts the words of a command.
    Space,
    /// A name, a keyword, `true`, `nil`.
    Word(Arc<str>),
    /// `.name`
    Field(Arc<str>),
    /// `$name`, without its sign.
    Variable(Arc<str>),
    Dot,
    Quoted(Arc<str>),
    Number(Arc<str>),
    /// A character in single quotes.
    Char(char),
    Pipe,
    Comma,
    Declare,
    Assign,
    Open,
    Close,
    End,
}

/// Cuts a template into tokens.
pub struct Lexer<'t> {
    name: &'t Arc<str>,
    text: &'t str,
    offset: usize,
    /// Where `offset` is.
    at: At,
    tokens: Vec<Token>,
}

const LEFT: &str = "{{";
const RIGHT: &str = "}}";

/// The tokens of a template.
///
/// # Errors
/// What no token begins with, and what is not closed.
pub fn tokens(name: &Arc<str>, text: &str) -> Result<Vec<Token>, Failure> {
    let at = At { line: 1, column: 1 };
    let mut lexer = Lexer { name, text, offset: 0, at, tokens: Vec::new() };
    while lexer.text_and_action()? {}
    lexer.push(TokenKind::End);
    Ok(lexer.tokens)
}

impl Lexer<'_> {
    /// The text up to the next action, and the action. Whether there was one.
    fn text_and_action(&mut self) -> Result<bool, Failure> {
        let rest = self.rest();
        let Some(length) = rest.find(LEFT) else {
            self.text(rest.len(), rest.len());
            return Ok(false);
        };
        let trims_before = starts_trim(&rest[length + LEFT.len()..]);
        let kept =
            if trims_before { rest[..length].trim_end_matches(is_space).len() } else { length };
        self.text(length, kept);
        let at = self.at;
        self.advance(LEFT.len());
        if trims_before {
            self.advance(2);
        }
        if self.rest().starts_with("/*") {
            self.comment(at)?;
            return Ok(true);
        }
        self.tokens.push(Token { kind: TokenKind::Left, at });
        while self.inside(at)? {}
        Ok(true)
    }

    /// Text of so many bytes, of which so many are kept: the white space before a trim marker goes.
    fn text(&mut self, length: usize, kept: usize) {
        if kept > 0 {
            self.push(TokenKind::Text(self.rest()[..kept].into()));
        }
        self.advance(length);
    }

    fn comment(&mut self, at: At) -> Result<(), Failure> {
        let Some(length) = self.rest().find("*/") else {
            return Err(self.failure("unclosed comment", at));
        };
        self.advance(length + 2);
        if !self.right() {
            return Err(self.failure("comment ends before closing delimiter", at));
        }
        Ok(())
    }

    /// Passes over the end of an action, and the white space that its trim marker takes. Whether it is here.
    fn right(&mut self) -> bool {
        let rest = self.rest();
        let trimmed = rest.strip_prefix(is_space).is_some_and(|rest| rest.starts_with("-}}"));
        if trimmed {
            self.advance(1 + 1 + RIGHT.len());
            let rest = self.rest();
            self.advance(rest.len() - rest.trim_start_matches(is_space).len());
            return true;
        }
        let is_here = rest.starts_with(RIGHT);
        if is_here {
            self.advance(RIGHT.len());
        }
        is_here
    }

    /// One token within an action. Whether the action goes on.
    fn inside(&mut self, start: At) -> Result<bool, Failure> {
        let at = self.at;
        if self.right() {
            self.tokens.push(Token { kind: TokenKind::Right, at });
            return Ok(false);
        }
        let rest = self.rest();
        let mut characters = rest.chars();
        let Some(first) = characters.next() else {
            return Err(self.failure("unclosed action", start));
        };
        let second = characters.next();
        match first {
            _ if is_space(first) => {
                // The space before a trim marker belongs to the marker.
                let spaces = rest.len() - rest.trim_start_matches(is_space).len();
                let before_marker = rest[spaces..].starts_with("-}}");
                self.advance(if before_marker { spaces - 1 } else { spaces });
                if !before_marker || spaces > 1 {
                    self.tokens.push(Token { kind: TokenKind::Space, at });
                }
            }
            ':' if second == Some('=') => self.sign(TokenKind::Declare, 2),
            ':' => return Err(self.failure("expected :=", at)),
            '=' => self.sign(TokenKind::Assign, 1),
            '|' => self.sign(TokenKind::Pipe, 1),
            ',' => self.sign(TokenKind::Comma, 1),
            '(' => self.sign(TokenKind::Open, 1),
            ')' => self.sign(TokenKind::Close, 1),
            '"' => self.quoted(at)?,
            '`' => self.raw(at)?,
            '\'' => self.character(at)?,
            '$' => self.name(at, 1, TokenKind::Variable)?,
            '.' if !second.is_some_and(|c| c.is_ascii_digit()) => self.field(at, second)?,
            '.' | '+' | '-' | '0'..='9' => self.number(at)?,
            _ if is_word(first) => self.name(at, 0, TokenKind::Word)?,
            _ => return Err(self.bad_character("unrecognized character in action: ", first)),
        }
        Ok(true)
    }

    fn sign(&mut self, kind: TokenKind, length: usize) {
        self.push(kind);
        self.advance(length);
    }

    fn field(&mut self, at: At, second: Option<char>) -> Result<(), Failure> {
        if second.is_some_and(is_word) {
            return self.name(at, 1, TokenKind::Field);
        }
        self.sign(TokenKind::Dot, 1);
        self.end_of_word()
    }

    /// A name behind `sign` bytes.
    fn name(
        &mut self,
        at: At,
        sign: usize,
        kind: fn(Arc<str>) -> TokenKind,
    ) -> Result<(), Failure> {
        self.advance(sign);
        let rest = self.rest();
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let name = rest[..length].into();
        self.advance(length);
        self.tokens.push(Token { kind: kind(name), at });
        self.end_of_word()
    }

    /// Names end at white space and at signs that may follow them.
    fn end_of_word(&self) -> Result<(), Failure> {
        match self.rest().chars().next() {
            Some(next)
                if !is_space(next)
                    && !".,|:)(".contains(next)
                    && !self.rest().starts_with(RIGHT) =>
            {
                Err(self.bad_character("bad character ", next))
            }
            _ => Ok(()),
        }
    }

    fn number(&mut self, at: At) -> Result<(), Failure> {
        let rest = self.rest();
        let mut length = 0;
        let mut previous = ' ';
        let is_hex = rest.trim_start_matches(['+', '-']).to_ascii_lowercase().starts_with("0x");
        for c in rest.chars() {
            let is_exponent = if is_hex { 'p' } else { 'e' };
            let sign = matches!(c, '+' | '-')
                && (length == 0 || previous.eq_ignore_ascii_case(&is_exponent));
            if !(c.is_ascii_alphanumeric() || c == '.' || c == '_' || sign) {
                break;
            }
            length += c.len_utf8();
            previous = c;
        }
        let text = rest[..length].into();
        self.advance(length);
        self.tokens.push(Token { kind: TokenKind::Number(text), at });
        Ok(())
    }

    fn raw(&mut self, at: At) -> Result<(), Failure> {
        let Some(length) = self.rest()[1..].find('`') else {
            return Err(self.failure("unterminated raw quoted string", at));
        };
        // Go drops carriage returns from raw strings.
        let text = self.rest()[1..1 + length].replace('\r', "");
        self.advance(length + 2);
        self.tokens.push(Token { kind: TokenKind::Quoted(text.into()), at });
        Ok(())
    }

    fn quoted(&mut self, at: At) -> Result<(), Failure> {
        let Some(length) = closing(self.rest(), '"') else {
            return Err(self.failure("unterminated quoted string", at));
        };
        let inside = &self.rest()[1..length];
        let Some(text) = unquoted(inside, '"') else {
            return Err(self.failure("invalid syntax in a quoted string", at));
        };
        self.advance(length + 1);
        self.tokens.push(Token { kind: TokenKind::Quoted(text.into()), at });
        Ok(())
    }

    fn character(&mut self, at: At) -> Result<(), Failure> {
        let Some(length) = closing(self.rest(), '\'') else {
            return Err(self.failure("unterminated character constant", at));
        };
        let text = unquoted(&self.rest()[1..length], '\'').unwrap_or_default();
        let mut characters = text.chars();
        let (Some(character), None) = (characters.next(), characters.next()) else {
            return Err(self.failure("malformed character constant", at));
        };
        self.advance(length + 1);
        self.tokens.push(Token { kind: TokenKind::Char(character), at });
        Ok(())
    }

    fn push(&mut self, kind: TokenKind) {
        self.tokens.push(Token { kind, at: self.at });
    }

    fn advance(&mut self, bytes: usize) {
        let passed = &self.text[self.offset..self.offset + bytes];
        match passed.rfind('\n') {
            Some(last) => {
                self.at.line += u32::try_from(passed.matches('\n').count()).unwrap_or(u32::MAX);
                self.at.column = columns(&passed[last + 1..]) + 1;
            }
            None => self.at.column += columns(passed),
        }
        self.offset += bytes;
    }

    fn bad_character(&self, what: &str, character: char) -> Failure {
        let message = format!("{what}U+{:04X} '{character}'", character as u32);
        self.failure(&message, self.at)
    }

    fn failure(&self, message: &str, at: At) -> Failure {
        let position =
            Position { template: Arc::clone(self.name), line: at.line, column: at.column };
        Failure::syntax(message, position)
    }
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.offset..]
    }
}

fn columns(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn starts_trim(action: &str) -> bool {
    action.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_space))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Where a quotation that `text` begins with ends on the same line.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => {
                characters.next().filter(|(_, escaped)| *escaped != '\n')?;
            }
            '\n' => return None,
            _ if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// A token as messages name it.
pub fn described(kind: &TokenKind) -> String {
    match kind {
        TokenKind::Text(_) => "text".to_owned(),
        TokenKind::Left => "`{{`".to_owned(),
        TokenKind::Right => "`}}`".to_owned(),
        TokenKind::Space => "white space".to_owned(),
        TokenKind::Word(word) => format!("`{word}`"),
        TokenKind::Field(name) => format!("`.{name}`"),
        TokenKind::Variable(name) => format!("`${name}`"),
        TokenKind::Dot => "`.`".to_owned(),
        TokenKind::Quoted(text) => format!("{text:?}"),
        TokenKind::Number(text) => format!("`{text}`"),
        TokenKind::Char(character) => format!("{character:?}"),
        TokenKind::Pipe => "`|`".to_owned(),
        TokenKind::Comma => "`,`".to_owned(),
        TokenKind::Declare => "`:=`".to_owned(),
        TokenKind::Assign => "`=`".to_owned(),
        TokenKind::Open => "`(`".to_owned(),
        TokenKind::Close => "`)`".to_owned(),
        TokenKind::End => "the end of the file".to_owned(),
    }
}
