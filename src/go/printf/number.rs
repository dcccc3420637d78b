//! Numbers in the forms of `printf`, and what all verbs share.

use crate::go::print::{is_printable, push_escaped, shortest, with_go_exponent};

/// What stands between `%` and the verb.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags {
    pub plus: bool,
    pub minus: bool,
    pub sharp: bool,
    pub space: bool,
    pub zero: bool,
    /// `%#v`: as a program would write it.
    pub as_go: bool,
    pub width: Option<usize>,
    pub precision: Option<usize>,
}

/// Fills up to the width.
pub(super) fn pad(text: String, flags: Flags) -> String {
    let missing = flags.width.unwrap_or(0).saturating_sub(text.chars().count());
    if missing == 0 {
        return text;
    }
    if flags.minus {
        return text + &" ".repeat(missing);
    }
    let fill = if flags.zero { "0" } else { " " };
    fill.repeat(missing) + &text
}

/// A whole number; `None` for a verb that takes none.
pub(super) fn integer(number: i64, verb: char, flags: Flags) -> Option<String> {
    let size = number.unsigned_abs();
    let (digits, prefix) = match verb {
        'd' | 'v' => (size.to_string(), ""),
        'b' => (format!("{size:b}"), "0b"),
        'o' => (format!("{size:o}"), "0"),
        'O' => (format!("{size:o}"), "0o"),
        'x' => (format!("{size:x}"), "0x"),
        'X' => (format!("{size:X}"), "0X"),
        'c' => return Some(pad(character(number).to_string(), flags)),
        'q' => {
            let mut text = String::from('\'');
            push_escaped(&mut text, character(number), '\'', flags.plus);
            text.push('\'');
            return Some(pad(text, flags));
        }
        'U' => return Some(pad(unicode(number, flags), Flags { zero: false, ..flags })),
        _ => return None,
    };
    let prefix = if flags.sharp || verb == 'O' { prefix } else { "" };
    let sign = match (number < 0, flags.plus, flags.space) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        _ => "",
    };
    let digits = match flags.precision {
        Some(0) if number == 0 => return Some(pad(String::new(), Flags { zero: false, ..flags })),
        Some(precision) => format!("{digits:0>precision$}"),
        None if flags.zero && !flags.minus => {
            let width = flags.width.unwrap_or(0).saturating_sub(sign.len());
            format!("{digits:0>width$}")
        }
        None => digits,
    };
    Some(pad(format!("{sign}{prefix}{digits}"), Flags { zero: false, ..flags }))
}

fn character(number: i64) -> char {
    u32::try_from(number).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn unicode(number: i64, flags: Flags) -> String {
    let width = flags.precision.unwrap_or(4).max(4);
    let code = format!("U+{number:0width$X}");
    let shown = character(number);
    if flags.sharp && is_printable(shown) { format!("{code} '{shown}'") } else { code }
}

/// A number with a fraction; `None` for a verb that takes none.
pub(super) fn float(number: f64, verb: char, flags: Flags) -> Option<String> {
    let text = match verb {
        'v' => general(number, flags.precision, 6),
        'g' => general(number, flags.precision, 6),
        'G' => general(number, flags.precision, 6).replace('e', "E"),
        'f' | 'F' => plain(number, flags.precision.unwrap_or(6)),
        'e' => scientific(number, flags.precision.unwrap_or(6)),
        'x' => hexadecimal(number, flags.precision),
        'X' => hexadecimal(number, flags.precision).to_uppercase(),
        'b' => binary(number),
        'E' => scientific(number, flags.precision.unwrap_or(6)).replace('e', "E"),
        _ => return None,
    };
    let is_finite = number.is_finite();
    let (sign, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) if text.starts_with('-') => ("-", digits.to_owned()),
        Some(digits) => ("+", digits.to_owned()),
        None => ("", text),
    };
    let sign = match sign {
        "-" => "-",
        _ if flags.plus || (sign == "+" && !is_finite) => "+",
        _ if flags.space => " ",
        _ => "",
    };
    let digits = if flags.sharp && is_finite && verb != 'b' {
        with_point(&digits, verb, flags)
    } else {
        digits
    };
    let digits = match flags.width {
        Some(width) if flags.zero && !flags.minus && is_finite => {
            let width = width.saturating_sub(sign.len());
            format!("{digits:0>width$}")
        }
        _ => digits,
    };
    Some(pad(format!("{sign}{digits}"), Flags { zero: false, ..flags }))
}

/// `#`: a point always, and behind `%g` as many digits as the precision says, or six.
fn with_point(digits: &str, verb: char, flags: Flags) -> String {
    // Between the digits of a hexadecimal number, `e` is one.
    let marks = if matches!(verb, 'x' | 'X') { ['p', 'P'] } else { ['e', 'E'] };
    let end = digits.find(marks).unwrap_or(digits.len());
    let (mantissa, exponent) = digits.split_at(end);
    let mut mantissa = mantissa.to_owned();
    if !mantissa.contains('.') {
        mantissa.push('.');
    }
    if matches!(verb, 'v' | 'g' | 'G') {
        let significant = mantissa.trim_start_matches(['0', '.']);
        let known = significant.chars().filter(char::is_ascii_digit).count();
        let wanted = flags.precision.unwrap_or(6).max(1);
        mantissa.push_str(&"0".repeat(wanted.saturating_sub(known.max(1))));
    }
    if verb == 'x' {
        // Go takes the `x` of the prefix for a digit, too.
        let known = mantissa.chars().filter(|c| c.is_ascii_hexdigit()).count();
        let wanted = flags.precision.unwrap_or(6);
        mantissa.push_str(&"0".repeat(wanted.saturating_sub(known)));
    }
    mantissa + exponent
}

fn plain(number: f64, precision: usize) -> String {
    if number.is_finite() { format!("{number:.precision$}") } else { shortest(number, 21) }
}

fn scientific(number: f64, precision: usize) -> String {
    if !number.is_finite() {
        return shortest(number, 21);
    }
    with_go_exponent(&format!("{number:.precision$e}"))
}

/// `%g`: the shorter of both forms, with so many digits or as few as possible.
fn general(number: f64, precision: Option<usize>, limit: i32) -> String {
    let Some(precision) = precision.filter(|_| number.is_finite()) else {
        return shortest(number, limit);
    };
    let precision = precision.max(1);
    let scientific = format!("{number:.*e}", precision - 1);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let trimmed = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    let digits = trimmed(mantissa);
    let limit = i32::try_from(precision).unwrap_or(i32::MAX);
    if exponent < -4 || exponent >= limit {
        return with_go_exponent(&format!("{digits}e{exponent}"));
    }
    let decimals = usize::try_from(limit - 1 - exponent).unwrap_or_default();
    trimmed(&format!("{number:.decimals$}"))
}

/// The sign, the mantissa with its leading bit, and the exponent of its last bit.
fn parts(number: f64) -> (&'static str, u64, i32) {
    let bits = number.to_bits();
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let mantissa = bits & ((1 << 52) - 1);
    match (bits >> 52) & 0x7ff {
        0 => (sign, mantissa, -1074),
        exponent => {
            (sign, mantissa | (1 << 52), i32::try_from(exponent).unwrap_or_default() - 1075)
        }
    }
}

/// `%b`: the mantissa and a power of two.
fn binary(number: f64) -> String {
    if !number.is_finite() {
        return shortest(number, 21);
    }
    let (sign, mantissa, exponent) = parts(number);
    format!("{sign}{mantissa}p{exponent:+}")
}

/// `%x`: `0x1.8p+01`, with so many digits or as few as possible.
fn hexadecimal(number: f64, precision: Option<usize>) -> String {
    if !number.is_finite() {
        return shortest(number, 21);
    }
    let (sign, mut mantissa, mut exponent) = parts(number);
    if mantissa != 0 {
        while mantissa < 1 << 52 {
            mantissa <<= 1;
            exponent -= 1;
        }
        exponent += 52;
    } else {
        exponent = 0;
    }
    if let Some(kept) = precision.filter(|kept| *kept < 13) {
        let cut = 52 - 4 * kept;
        let (rest, half) = (mantissa & ((1 << cut) - 1), 1_u64 << (cut - 1));
        let kept_bits = mantissa >> cut;
        let up = rest > half || (rest == half && kept_bits & 1 == 1);
        mantissa = (kept_bits + u64::from(up)) << cut;
        if mantissa >= 1 << 53 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let digits = format!("{:013x}", mantissa & ((1 << 52) - 1));
    let digits = match precision {
        Some(kept) if kept <= 13 => digits[..kept].to_owned(),
        Some(kept) => format!("{digits:0<kept$}"),
        None => digits.trim_end_matches('0').to_owned(),
    };
    let point = if digits.is_empty() { "" } else { "." };
    let power = if exponent < 0 { '-' } else { '+' };
    format!("{sign}0x{}{point}{digits}p{power}{:02}", mantissa >> 52, exponent.abs())
}
