//! Attributes in braces: `{#id .class key="value"}`.
//!
//! The grammar is goldmark's (`parser/attribute.go`), all or nothing: what it does not cover to the last
//! character is text, such as `{id}` or `{a, b}`.

/// What stands in braces behind a heading or a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Attributes {
    pub id: Option<String>,
    pub classes: Vec<String>,
    /// Names and values in the order of the text.
    pub others: Vec<(String, String)>,
}

impl Attributes {
    /// Reads the braces that `text` begins with; gives how long they are, too.
    pub(super) fn read(text: &str) -> Option<(Self, usize)> {
        let mut cursor = Cursor { rest: text.strip_prefix('{')? };
        let mut attributes = Self::default();
        loop {
            if let Some(behind) = cursor.rest.strip_prefix('}') {
                return Some((attributes, text.len() - behind.len()));
            }
            attributes.add(cursor.attribute()?);
            cursor.skip_blanks();
            if let Some(behind) = cursor.rest.strip_prefix(',') {
                cursor.rest = behind;
                cursor.skip_blanks();
            }
        }
    }

    fn add(&mut self, (name, value): (&str, String)) {
        match name {
            "id" => self.id = Some(value),
            "class" => self.classes.extend(value.split_whitespace().map(str::to_owned)),
            _ => self.others.push((name.to_owned(), value)),
        }
    }

    /// All of them as names and values.
    pub fn pairs(&self) -> Vec<(&str, String)> {
        let id = self.id.iter().map(|id| ("id", id.clone()));
        let class = (!self.classes.is_empty()).then(|| ("class", self.classes.join(" ")));
        let others = self.others.iter().map(|(name, value)| (name.as_str(), value.clone()));
        id.chain(class).chain(others).collect()
    }
}

/// What is left of the text between braces.
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let length = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn attribute(&mut self) -> Option<(&'a str, String)> {
        self.skip_blanks();
        for (mark, name) in [('#', "id"), ('.', "class")] {
            if let Some(rest) = self.rest.strip_prefix(mark) {
                self.rest = rest;
                return Some((name, self.take_while(is_of_word).to_owned()));
            }
        }
        let name = self.name()?;
        self.skip_blanks();
        self.rest = self.rest.strip_prefix('=')?.trim_start();
        Some((name, self.value()?))
    }

    fn name(&mut self) -> Option<&'a str> {
        self.rest.starts_with(begins_name).then(|| self.take_while(is_of_name))
    }

    fn value(&mut self) -> Option<String> {
        match self.rest.chars().next()? {
            '"' => self.quoted(),
            '[' => self.list(),
            c if c.is_ascii_digit() || matches!(c, '-' | '+') => {
                let number = self.take_while(|c| is_of_name(c) || c == '+');
                number.parse::<f64>().ok().map(|_| number.to_owned())
            }
            _ => self.name().map(|word| if word == "null" { "" } else { word }.to_owned()),
        }
    }

    fn quoted(&mut self) -> Option<String> {
        let mut value = String::new();
        let mut characters = self.rest.char_indices().skip(1).peekable();
        while let Some((at, c)) = characters.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return Some(value);
                }
                '\\' => match characters.next_if(|(_, next)| matches!(next, '"' | '/' | '\\')) {
                    Some((_, escaped)) => value.push(escaped),
                    None => value.push(c),
                },
                c => value.push(c),
            }
        }
        None
    }

    /// A list says nothing in HTML, yet it is a value.
    fn list(&mut self) -> Option<String> {
        self.rest = self.rest.strip_prefix('[')?.trim_start();
        while !self.rest.starts_with(']') {
            if self.rest.starts_with('[') {
                return None;
            }
            self.value()?;
            self.skip_blanks();
            self.rest = self.rest.strip_prefix(',').unwrap_or(self.rest).trim_start();
        }
        self.rest = &self.rest[1..];
        Some(String::new())
    }
}

/// A character of an id or a class.
fn is_of_word(c: char) -> bool {
    !c.is_whitespace() && (!c.is_ascii_punctuation() || matches!(c, '_' | '-' | ':' | '.'))
}

fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '_' | ':')
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let (attributes, length) = Attributes::read(text).expect(text);
        let expected: Vec<_> = expected.iter().map(|(a, b)| (*a, (*b).to_owned())).collect();
        assert_eq!((attributes.pairs(), length), (expected, text.len()), "{text}");
    }

    #[test]
    fn every_form_of_an_attribute() {
        check("{#own .a .b}", &[("id", "own"), ("class", "a b")]);
        check("{.x,.y}", &[("class", "x y")]);
        check("{ #i}", &[("id", "i")]);
        check(
            r#"{k="v w" a=b n=-1.5e3 e=null}"#,
            &[("k", "v w"), ("a", "b"), ("n", "-1.5e3"), ("e", "")],
        );
        check(r#"{k = "a\"}b" , class="c d" .e}"#, &[("class", "c d e"), ("k", "a\"}b")]);
        check("{.节 k=[1, \"a\"]}", &[("class", "节"), ("k", "")]);
        check("{}", &[]);
    }

    #[test]
    fn what_is_no_attribute_is_text() {
        for text in [
            "{id}",
            "{a, b}",
            "{#two words}",
            "{k='v'}",
            "{#a",
            "{k=\"v}",
            "{ }",
            "{k=}",
            "{{#a}}",
            "",
        ] {
            assert_eq!(Attributes::read(text), None, "{text}");
        }
    }
}
