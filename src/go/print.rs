//! Values as text, as Go's `fmt.Sprint` writes them.

use jiff::Zoned;

use crate::go::host::Host;
use crate::go::value::{Element, Map, Value};

/// How `%v`, `%+v` and `{{ . }}` write a value.
pub fn display(host: &dyn Host, value: &Value) -> String {
    let mut text = String::new();
    write(host, value, &mut text);
    text
}

/// `print`: values one after another, with a space between two of which neither is a string.
pub fn sprint(host: &dyn Host, values: &[Value]) -> String {
    let mut text = String::new();
    let mut was_string = true;
    for (index, value) in values.iter().enumerate() {
        let is_string = value.as_str().is_some();
        if index > 0 && !is_string && !was_string {
            text.push(' ');
        }
        write(host, value, &mut text);
        was_string = is_string;
    }
    text
}

/// `println`: values with spaces between them, and a line's end.
pub fn sprintln(host: &dyn Host, values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(|value| display(host, value)).collect();
    values.join(" ") + "\n"
}

/// Collections may nest without end through the host, and text is bounded.
const LONGEST: usize = 16 << 20;

fn write(host: &dyn Host, value: &Value, text: &mut String) {
    if text.len() > LONGEST {
        return;
    }
    match value {
        Value::Nil => text.push_str("<nil>"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Int(value) => text.push_str(&value.to_string()),
        Value::Float(value) => text.push_str(&float(*value)),
        Value::String(value) | Value::Safe(_, value) => text.push_str(value),
        Value::Time(time) => text.push_str(&time_text(time)),
        Value::Duration(nanoseconds) => text.push_str(&duration(*nanoseconds)),
        // Hugo counts pages where it could name them.
        Value::List(list) if list.element == Element::Page => {
            text.push_str("Pages(");
            text.push_str(&list.items.len().to_string());
            text.push(')');
        }
        Value::List(list) => write_list(host, &list.items, text),
        Value::Map(map) => write_map(host, map, text),
        Value::Object(object) => text.push_str(&object.print()),
        Value::Handle(handle) => text.push_str(&host.print(*handle)),
    }
}

fn write_list(host: &dyn Host, items: &[Value], text: &mut String) {
    text.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        write(host, item, text);
    }
    text.push(']');
}

fn write_map(host: &dyn Host, map: &Map, text: &mut String) {
    text.push_str("map[");
    for (index, (key, value)) in map.entries.iter().enumerate() {
        if index > 0 {
            text.push(' ');
        }
        text.push_str(key);
        text.push(':');
        write(host, value, text);
    }
    text.push(']');
}

/// A number as `%v` writes it: the fewest digits that mean it, with an exponent if that is below -4 or above 5.
pub fn float(value: f64) -> String {
    shortest(value, 6)
}

/// The fewest digits, with an exponent from `limit` on.
pub fn shortest(value: f64, limit: i32) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok());
    let exponent: i32 = exponent.unwrap_or_default();
    if exponent < -4 || exponent >= limit {
        return with_go_exponent(&scientific);
    }
    format!("{value}")
}

/// `1e2` as `1e+02`.
pub fn with_go_exponent(scientific: &str) -> String {
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific.to_owned();
    };
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent),
    };
    format!("{mantissa}e{sign}{digits:0>2}")
}

/// `2006-01-02 15:04:05.999999999 -0700 MST`
pub fn time_text(time: &Zoned) -> String {
    let mut text = time.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let nanoseconds = time.subsec_nanosecond();
    if nanoseconds != 0 {
        let digits = format!("{nanoseconds:09}");
        text.push('.');
        text.push_str(digits.trim_end_matches('0'));
    }
    let offset = time.strftime("%z").to_string();
    let zone = zone_name(time);
    format!("{text} {offset} {zone}")
}

/// The abbreviation of a moment's zone, or its offset if it has none.
pub fn zone_name(time: &Zoned) -> String {
    if time.time_zone().iana_name().is_none() && time.offset().seconds() != 0 {
        return time.strftime("%z").to_string();
    }
    let name = time.strftime("%Z").to_string();
    // Zones whose abbreviation is a number, such as `+03`, stand as they are in Go, too.
    name
}

/// `1h2m3.5s`
pub fn duration(nanoseconds: i64) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let total = nanoseconds.unsigned_abs();
    if total == 0 {
        return "0s".to_owned();
    }
    let unit = |size: u64, name: &str| format!("{sign}{}{name}", fraction(total, size));
    match total {
        0..1_000 => return unit(1, "ns"),
        1_000..1_000_000 => return unit(1_000, "µs"),
        1_000_000..1_000_000_000 => return unit(1_000_000, "ms"),
        _ => {}
    }
    let seconds = total / 1_000_000_000;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let rest = fraction(total % 60_000_000_000, 1_000_000_000);
    match (hours, minutes) {
        (0, 0) => format!("{sign}{rest}s"),
        (0, minutes) => format!("{sign}{minutes}m{rest}s"),
        (hours, minutes) => format!("{sign}{hours}h{minutes}m{rest}s"),
    }
}

fn fraction(total: u64, size: u64) -> String {
    let whole = total / size;
    let part = total % size;
    if part == 0 {
        return whole.to_string();
    }
    let width = size.to_string().len() - 1;
    let digits = format!("{part:0width$}");
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

/// A string in double quotes with Go's escapes, as `%q` and `strconv.Quote` write it.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        push_escaped(&mut out, c, '"', false);
    }
    out.push('"');
    out
}

/// The same, with all that is not ASCII escaped.
pub fn quoted_ascii(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        push_escaped(&mut out, c, '"', true);
    }
    out.push('"');
    out
}

/// One character within quotes.
pub fn push_escaped(out: &mut String, c: char, quote: char, only_ascii: bool) {
    match c {
        '\x07' => out.push_str("\\a"),
        '\x08' => out.push_str("\\b"),
        '\x0c' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\x0b' => out.push_str("\\v"),
        '\\' => out.push_str("\\\\"),
        _ if c == quote => {
            out.push('\\');
            out.push(c);
        }
        ' '..='~' => out.push(c),
        _ if c.is_ascii() => out.push_str(&format!("\\x{:02x}", c as u32)),
        _ if !only_ascii && is_printable(c) => out.push(c),
        _ if (c as u32) < 0x10000 => out.push_str(&format!("\\u{:04x}", c as u32)),
        _ => out.push_str(&format!("\\U{:08x}", c as u32)),
    }
}

/// Whether Go shows a character as it is: letters, marks, numbers, punctuation and symbols.
pub fn is_printable(c: char) -> bool {
    let hidden = c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}');
    !hidden
}
