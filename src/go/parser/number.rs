//! Numbers as Go reads constants.

use crate::go::value::Value;

/// The value of a number.
pub(super) fn number(text: &str) -> Result<Value, String> {
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'-') => (-1_i128, &text[1..]),
        Some(b'+') => (1, &text[1..]),
        _ => (1, text),
    };
    let bad = || format!("bad number syntax: `{text}`");
    let lower = digits.to_ascii_lowercase();
    if lower.ends_with('i') && !lower.starts_with("0x") {
        return Err(format!("complex numbers such as `{text}` are not there"));
    }
    let (radix, plain) = match lower.get(..2) {
        Some("0x") => (16, &lower[2..]),
        Some("0o") => (8, &lower[2..]),
        Some("0b") => (2, &lower[2..]),
        _ if lower.len() > 1 && lower.starts_with('0') && is_octal(&lower[1..]) => (8, &lower[1..]),
        _ => (10, &*lower),
    };
    let Some(plain) = without_underscores(plain, radix != 10) else { return Err(bad()) };
    if radix == 16 && plain.contains(['.', 'p']) {
        return hex_float(&plain).map(|value| Value::Float(sign as f64 * value)).ok_or_else(bad);
    }
    if radix == 10 && plain.contains(['.', 'e']) {
        let is_float = plain.chars().all(|c| c.is_ascii_digit() || "+-.e".contains(c));
        let value: f64 = plain.parse().map_err(|_| bad())?;
        return if is_float && value.is_finite() {
            Ok(Value::Float(sign as f64 * value))
        } else {
            Err(bad())
        };
    }
    if plain.is_empty() || !plain.chars().all(|c| c.is_digit(radix)) {
        return Err(bad());
    }
    let overflow = || "integer overflow".to_owned();
    let value = i128::from_str_radix(&plain, radix).map_err(|_| overflow())?;
    i64::try_from(sign * value).map(Value::Int).map_err(|_| overflow())
}

fn is_octal(digits: &str) -> bool {
    digits.chars().all(|c| matches!(c, '0'..='7' | '_'))
}

/// The digits without the underscores between them. One may follow a prefix.
fn without_underscores(digits: &str, has_prefix: bool) -> Option<String> {
    if !digits.contains('_') {
        return Some(digits.to_owned());
    }
    let bad =
        digits.ends_with('_') || digits.contains("__") || (!has_prefix && digits.starts_with('_'));
    (!bad).then(|| digits.replace('_', ""))
}

fn hex_float(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once('p')?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let value =
        if digits.is_empty() { return None } else { u64::from_str_radix(&digits, 16).ok()? };
    let exponent: i32 = exponent.parse().ok()?;
    let shift = exponent.checked_sub(i32::try_from(fraction.len()).ok()?.checked_mul(4)?)?;
    Some(value as f64 * 2_f64.powi(shift))
}
