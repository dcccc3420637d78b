//! `printf`: Go's verbs, flags, widths and complaints.

mod number;

use crate::go::host::Host;
use crate::go::print::{display, duration, quoted, quoted_ascii, shortest, time_text};
use crate::go::value::Value;

use number::{Flags, float, integer, pad};

/// Widths and precisions above this are no numbers to Go.
const TOO_LARGE: usize = 1_000_000;

struct Formatter<'f> {
    host: &'f dyn Host,
    values: &'f [Value],
    next: usize,
    /// An argument was named by its index, so that others may go unused.
    reordered: bool,
    out: String,
    /// The most bytes that may come out.
    limit: usize,
}

/// A format, filled with values.
///
/// Stops behind `limit` bytes: the caller pays for what came out, and so sees that it is too much.
pub fn sprintf(host: &dyn Host, format: &str, values: &[Value], limit: usize) -> String {
    let mut formatter =
        Formatter { host, values, next: 0, reordered: false, out: String::new(), limit };
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        formatter.out.push_str(&rest[..at]);
        rest = formatter.verb(&rest[at + 1..]);
        if formatter.out.len() > formatter.limit {
            return formatter.out;
        }
    }
    formatter.out.push_str(rest);
    formatter.extra();
    formatter.out
}

impl Formatter<'_> {
    /// One verb behind its sign; returns what follows it.
    fn verb<'r>(&mut self, mut rest: &'r str) -> &'r str {
        let mut flags = Flags::default();
        while let Some(c) = rest.chars().next() {
            match c {
                '+' => flags.plus = true,
                '-' => (flags.minus, flags.zero) = (true, false),
                '#' => flags.sharp = true,
                ' ' => flags.space = true,
                '0' => flags.zero = true,
                _ => break,
            }
            rest = &rest[1..];
        }
        let mut good_index = true;
        rest = self.index(rest, &mut good_index);
        rest = self.width(rest, &mut flags);
        rest = self.precision(rest, &mut flags, &mut good_index);
        rest = self.index(rest, &mut good_index);
        let mut characters = rest.chars();
        let Some(verb) = characters.next() else {
            self.out.push_str("%!(NOVERB)");
            return "";
        };
        if verb == '%' {
            self.out.push('%');
        } else if !good_index {
            self.out.push_str(&format!("%!{verb}(BADINDEX)"));
        } else if let Some(value) = self.values.get(self.next) {
            let value = value.clone();
            self.next += 1;
            if verb == 'v' {
                // `%+v` asks for names of fields, which nothing here has.
                flags = Flags { plus: false, sharp: false, as_go: flags.sharp, ..flags };
            }
            let text = self.formatted(&value, verb, flags, 0);
            self.out.push_str(&text);
        } else {
            self.out.push_str(&format!("%!{verb}(MISSING)"));
        }
        characters.as_str()
    }

    /// `[n]` names the next argument.
    fn index<'r>(&mut self, rest: &'r str, good: &mut bool) -> &'r str {
        let Some(inside) = rest.strip_prefix('[') else { return rest };
        self.reordered = true;
        let Some(end) = inside.find(']') else {
            *good = false;
            return inside;
        };
        match inside[..end].parse::<usize>() {
            Ok(number) if number >= 1 && number <= self.values.len() => self.next = number - 1,
            _ => *good = false,
        }
        &inside[end + 1..]
    }

    fn width<'r>(&mut self, rest: &'r str, flags: &mut Flags) -> &'r str {
        if let Some(rest) = rest.strip_prefix('*') {
            match self.star() {
                Some(width) => {
                    flags.minus |= width < 0;
                    flags.zero &= width >= 0;
                    flags.width = usize::try_from(width.unsigned_abs()).ok();
                }
                None => self.out.push_str("%!(BADWIDTH)"),
            }
            return rest;
        }
        let (number, rest) = digits(rest);
        flags.width = number;
        rest
    }

    fn precision<'r>(&mut self, rest: &'r str, flags: &mut Flags, good: &mut bool) -> &'r str {
        let Some(rest) = rest.strip_prefix('.') else { return rest };
        let rest = self.index(rest, good);
        if let Some(rest) = rest.strip_prefix('*') {
            match self.star() {
                Some(precision) if precision >= 0 => {
                    flags.precision = usize::try_from(precision).ok()
                }
                Some(_) => {}
                None => self.out.push_str("%!(BADPREC)"),
            }
            return rest;
        }
        let (number, rest) = digits(rest);
        flags.precision = Some(number.unwrap_or(0));
        rest
    }

    /// A width or precision from the arguments.
    fn star(&mut self) -> Option<i64> {
        let value = self.values.get(self.next);
        self.next += 1;
        match value {
            Some(Value::Int(number)) if number.unsigned_abs() <= TOO_LARGE as u64 => Some(*number),
            _ => None,
        }
    }

    fn extra(&mut self) {
        if self.reordered || self.next >= self.values.len() {
            return;
        }
        let describe = |value: &Value| match value {
            Value::Nil => "<nil>".to_owned(),
            _ => format!("{}={}", value.type_name(), display(self.host, value)),
        };
        let extra: Vec<String> = self.values[self.next..].iter().map(describe).collect();
        self.out.push_str(&format!("%!(EXTRA {})", extra.join(", ")));
    }

    fn formatted(&self, value: &Value, verb: char, flags: Flags, depth: usize) -> String {
        match (verb, value) {
            ('T', Value::Nil) => pad("<nil>".to_owned(), flags),
            ('T', _) => string(value.type_name(), 's', flags).unwrap_or_default(),
            ('v', Value::Nil) => pad("<nil>".to_owned(), flags),
            (_, Value::Nil) => format!("%!{verb}(<nil>)"),
            ('v', _) if flags.as_go => pad(self.go_syntax(value, depth), flags),
            (_, Value::List(list)) => {
                let items = list.items.iter().map(|item| self.element(item, verb, flags, depth));
                format!("[{}]", items.collect::<Vec<_>>().join(" "))
            }
            (_, Value::Map(map)) => {
                let entries = map.entries.iter().map(|(key, value)| {
                    let key = self.formatted(&Value::String(key.clone()), verb, flags, depth + 1);
                    format!("{key}:{}", self.element(value, verb, flags, depth))
                });
                format!("map[{}]", entries.collect::<Vec<_>>().join(" "))
            }
            (_, Value::Bool(value)) if matches!(verb, 't' | 'v') => pad(value.to_string(), flags),
            (_, Value::Int(number)) => {
                integer(*number, verb, flags).unwrap_or_else(|| self.bad(value, verb, flags))
            }
            (_, Value::Duration(number)) if !matches!(verb, 'v' | 's' | 'q') => {
                integer(*number, verb, flags).unwrap_or_else(|| self.bad(value, verb, flags))
            }
            (_, Value::Object(object))
                if object.number().is_some() && !matches!(verb, 'v' | 's' | 'q') =>
            {
                let number = object.number().unwrap_or_default();
                integer(number, verb, flags).unwrap_or_else(|| self.bad(value, verb, flags))
            }
            (_, Value::Float(number)) => {
                float(*number, verb, flags).unwrap_or_else(|| self.bad(value, verb, flags))
            }
            _ => {
                let text = match value {
                    Value::Duration(number) => Some(duration(*number)),
                    Value::Time(time) => Some(time_text(time)),
                    Value::Object(_) | Value::Handle(_) => Some(display(self.host, value)),
                    _ => value.as_str().map(str::to_owned),
                };
                let text = text.and_then(|text| string(&text, verb, flags));
                text.unwrap_or_else(|| self.bad(value, verb, flags))
            }
        }
    }

    /// A value within another: nil is a value there, whatever the verb.
    fn element(&self, value: &Value, verb: char, flags: Flags, depth: usize) -> String {
        match value {
            Value::Nil => "<nil>".to_owned(),
            _ => self.formatted(value, verb, flags, depth + 1),
        }
    }

    /// What stands for a value that the verb does not take. Width and precision count there, too.
    fn bad(&self, value: &Value, verb: char, flags: Flags) -> String {
        let flags = Flags { as_go: false, ..flags };
        let shown = match value {
            Value::List(_) | Value::Map(_) => display(self.host, value),
            _ => self.formatted(value, 'v', flags, 1),
        };
        format!("%!{verb}({}={shown})", value.type_name())
    }

    /// A value as Go would write it in a program.
    fn go_syntax(&self, value: &Value, depth: usize) -> String {
        match value {
            Value::Nil if depth == 0 => "<nil>".to_owned(),
            Value::Nil => "interface {}(nil)".to_owned(),
            Value::String(text) | Value::Safe(_, text) => quoted(text),
            Value::Float(number) => shortest(*number, 6),
            Value::Duration(number) => number.to_string(),
            Value::List(list) => {
                let items = list.items.iter().map(|item| self.go_syntax(item, depth + 1));
                let items: Vec<String> = items.collect();
                format!("{}{{{}}}", value.type_name(), items.join(", "))
            }
            Value::Map(map) => {
                let entries = map.entries.iter().map(|(key, value)| {
                    format!("{}:{}", quoted(key), self.go_syntax(value, depth + 1))
                });
                let entries: Vec<String> = entries.collect();
                format!("{}{{{}}}", value.type_name(), entries.join(", "))
            }
            _ => display(self.host, value),
        }
    }
}

/// A number that the text begins with, if it is not too large, and what follows it.
fn digits(text: &str) -> (Option<usize>, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].parse().ok().filter(|number| *number <= TOO_LARGE), &text[end..])
}

fn string(text: &str, verb: char, flags: Flags) -> Option<String> {
    let cut = || -> String {
        match flags.precision {
            Some(precision) => text.chars().take(precision).collect(),
            None => text.to_owned(),
        }
    };
    let text = match verb {
        's' | 'v' => cut(),
        'q' if flags.sharp && !text.contains('`') && !text.contains(char::is_control) => {
            format!("`{}`", cut())
        }
        'q' if flags.plus => quoted_ascii(&cut()),
        'q' => quoted(&cut()),
        'x' | 'X' => hex(text, verb, flags),
        _ => return None,
    };
    Some(pad(text, flags))
}

fn hex(text: &str, verb: char, flags: Flags) -> String {
    let bytes = &text.as_bytes()[..flags.precision.unwrap_or(text.len()).min(text.len())];
    let prefix = match (flags.sharp && !bytes.is_empty(), verb) {
        (true, 'x') => "0x",
        (true, _) => "0X",
        (false, _) => "",
    };
    let pairs = bytes.iter().map(|byte| match verb {
        'x' => format!("{byte:02x}"),
        _ => format!("{byte:02X}"),
    });
    let pairs: Vec<String> = pairs.collect();
    match flags.space {
        true => pairs.iter().map(|pair| format!("{prefix}{pair}")).collect::<Vec<_>>().join(" "),
        false => prefix.to_owned() + &pairs.concat(),
    }
}
