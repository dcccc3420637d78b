//! Escapes of Go's patterns, inside and outside classes.

use super::problem::{PatternProblem, hinted, problem};
use super::rewriter::{Item, Rewriter};

/// The general categories that Go has tables for; every other `\p{…}` is a script.
const CATEGORIES: &[&str] = &[
    "C", "Cc", "Cf", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N",
    "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So",
    "Z", "Zl", "Zp", "Zs",
];

impl Rewriter<'_> {
    /// The meaning of a backslash and the characters behind it, inside and outside a class.
    pub(super) fn escaped(&mut self, at: usize) -> Result<Item, PatternProblem> {
        let unknown =
            || problem(format!("`{}` is not an escape in Go", first_two(&self.pattern[at..])));
        let (_, c) = self.rest.next().ok_or_else(unknown)?;
        let perl = |class: &str| Ok(Item::Many(class.to_owned()));
        match c {
            'd' => perl("[0-9]"),
            'D' => perl("[^0-9]"),
            's' => perl(r"[\t\n\f\r ]"),
            'S' => perl(r"[^\t\n\f\r ]"),
            'w' => perl("[0-9A-Za-z_]"),
            'W' => perl("[^0-9A-Za-z_]"),
            'p' | 'P' => self.property(c == 'P'),
            'a' => Ok(Item::One('\u{7}')),
            'f' => Ok(Item::One('\u{c}')),
            'n' => Ok(Item::One('\n')),
            'r' => Ok(Item::One('\r')),
            't' => Ok(Item::One('\t')),
            'v' => Ok(Item::One('\u{b}')),
            'x' => self.hexadecimal().map(Item::One),
            '0'..='7' => self
                .octal(c)
                .map(Item::One)
                .ok_or_else(|| hinted("Go has no back-references", "write out what is repeated")),
            _ if c.is_ascii() && !c.is_ascii_alphanumeric() => Ok(Item::One(c)),
            _ => Err(unknown()),
        }
    }

    /// `\x7F` or `\x{10FFFF}`.
    fn hexadecimal(&mut self) -> Result<char, PatternProblem> {
        let bad = || problem("`\\x` needs two hexadecimal digits, or more in braces");
        let (start, _) = self.rest.peek().copied().ok_or_else(bad)?;
        let text = self.after(start);
        let (digits, length) = match text.strip_prefix('{').and_then(|inner| inner.find('}')) {
            Some(end) => (&text[1..=end], end + 2),
            None => (text.get(..2).ok_or_else(bad)?, 2),
        };
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = u32::from_str_radix(digits, 16).ok().filter(|_| is_plain);
        self.skip(length);
        code.and_then(char::from_u32).ok_or_else(bad)
    }

    /// Up to three octal digits. One digit other than 0 alone would be a back-reference.
    fn octal(&mut self, first: char) -> Option<char> {
        let mut code = first.to_digit(8)?;
        let mut digits = 1;
        while digits < 3 {
            let Some((_, c)) = self.rest.next_if(|(_, c)| c.is_digit(8)) else { break };
            code = code * 8 + c.to_digit(8)?;
            digits += 1;
        }
        if digits == 1 && first != '0' { None } else { char::from_u32(code) }
    }

    /// `\pL`, `\p{Greek}`, `\p{^Greek}`: a general category or a script, as Go has tables for them.
    fn property(&mut self, negated: bool) -> Result<Item, PatternProblem> {
        let (start, first) = self.rest.next().ok_or_else(|| problem("`\\p` names no class"))?;
        let text = self.after(start);
        let name = if first == '{' {
            let end = text.find('}').ok_or_else(|| problem("`\\p{` has no end"))?;
            self.skip(text[1..=end].chars().count());
            &text[1..end]
        } else {
            &text[..first.len_utf8()]
        };
        let (name, turned) = name.strip_prefix('^').map_or((name, false), |name| (name, true));
        let sign = if negated == turned { 'p' } else { 'P' };
        let is_plain = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !is_plain {
            return Err(problem(format!("Go has no class `\\p{{{name}}}`")));
        }
        Ok(Item::Many(match name {
            "Any" => format!("\\{sign}{{Any}}"),
            _ if CATEGORIES.contains(&name) => format!("\\{sign}{{gc={name}}}"),
            script => format!("\\{sign}{{sc={script}}}"),
        }))
    }
}

fn first_two(text: &str) -> &str {
    let end = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
    &text[..end]
}
