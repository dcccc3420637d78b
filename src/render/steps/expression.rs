//! Expressions in tags, as far as counting needs to understand them: list comprehensions, and calls of
//! components.

use std::ops::Range;

/// A word or a character of an expression outside of quotes, with its offset.
type Token<'a> = (usize, &'a str);

/// The lists that the comprehensions of an expression go through, in the order of their ends.
pub(super) fn comprehended(expression: &str) -> Vec<Range<usize>> {
    let mut lists = Vec::new();
    let mut open: Vec<Bracket> = Vec::new();
    for (at, token) in tokens(expression) {
        match token {
            "[" => open.push(Bracket::List),
            "(" | "{" => open.push(Bracket::Other),
            "for" => replace(&mut open, Bracket::List, Bracket::For),
            "in" => replace(&mut open, Bracket::For, Bracket::In(at + token.len())),
            "if" | "]" | ")" | "}" => {
                if let Some(&Bracket::In(start)) = open.last() {
                    lists.push(start..at);
                    replace(&mut open, Bracket::In(start), Bracket::Other);
                }
                if token != "if" {
                    open.pop();
                }
            }
            _ => {}
        }
    }
    lists
}

/// The names of the components that an expression calls.
pub(super) fn called_components(expression: &str) -> impl Iterator<Item = &str> {
    let mut tokens = tokens(expression).peekable();
    std::iter::from_fn(move || {
        loop {
            let (at, token) = tokens.next()?;
            let next = tokens.peek().copied();
            if let ("<", Some((start, name))) = (token, next)
                && start == at + 1
                && is_name(name)
            {
                return Some(name);
            }
        }
    })
}

/// Whether an expression is a name, or a path of names.
pub(super) fn is_path(expression: &str) -> bool {
    let expression = expression.trim();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    expression.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && expression.chars().all(is_part)
}

/// What an open bracket holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    Other,
    /// A list, until a `for` is met in it.
    List,
    For,
    /// A comprehension whose list begins at this offset.
    In(usize),
}

fn replace(open: &mut [Bracket], from: Bracket, to: Bracket) {
    if let Some(last) = open.last_mut().filter(|last| **last == from) {
        *last = to;
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

fn tokens(expression: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &expression[at..];
            let first = rest.chars().next()?;
            let start = at;
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
            let length = match first {
                '"' | '\'' | '`' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
                c if is_part(c) => rest.find(|c| !is_part(c)).unwrap_or(rest.len()),
                c => c.len_utf8(),
            };
            at += length;
            if !first.is_whitespace() && !matches!(first, '"' | '\'' | '`') {
                return Some((start, &rest[..length]));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(expression: &str) -> Vec<&str> {
        comprehended(expression).into_iter().map(|range| expression[range].trim()).collect()
    }

    #[test]
    fn lists_of_comprehensions_are_found_wherever_they_stand() {
        assert_eq!(lists("[a for a in b]"), ["b"]);
        assert_eq!(lists("[a for k, a in b.c if a not in d]"), ["b.c"]);
        assert_eq!(lists("f(x=[[a for b in [1, 2]] for c in (d or e)])"), ["[1, 2]", "(d or e)"]);
        assert_eq!(lists("[a for a in [b for b in c]]"), ["c", "[b for b in c]"]);
        assert_eq!(lists("[a, b] if c in d else `[a for a in b]`"), [""; 0]);
        assert_eq!(lists("[x.for, y.in]"), [""; 0]);
    }

    #[test]
    fn components_are_told_from_comparisons() {
        let names = |expression| called_components(expression).collect::<Vec<_>>();
        assert_eq!(names("f(x=<a b={c} />) ~ <d />"), ["a", "d"]);
        assert_eq!(names("a < b and `<c />`"), [""; 0]);
    }

    #[test]
    fn a_path_is_nothing_but_names() {
        assert!(is_path(" page.title "));
        for expression in ["a ~ b", "a | b", "a?.b", "1", "\"a\"", "a[0]", ""] {
            assert!(!is_path(expression), "{expression}");
        }
    }
}
