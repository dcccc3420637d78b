//! The namespace `encoding`.

use super::argument::text;
use super::entry::{Entry, entry};
use super::json::{self, Style};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::value::{Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("encoding.Base64Decode", &["base64Decode"], 1, Some(1), base64_decode),
    entry("encoding.Base64Encode", &["base64Encode"], 1, Some(1), base64_encode),
    entry("encoding.HexDecode", &[], 1, Some(1), hex_decode),
    entry("encoding.HexEncode", &[], 1, Some(1), |_, given| {
        Ok(hex(text(&given[0])?.as_bytes()).into())
    }),
    entry("encoding.Jsonify", &["jsonify"], 1, Some(2), jsonify),
];

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64_encode(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let text = text(&arguments[0])?;
    context.budget.bytes(text.len() / 3 * 4)?;
    Ok(base64(text.as_bytes()).into())
}

/// Bytes as Base64.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let all = chunk.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(all >> (18 - 6 * place) & 63) as usize];
            encoded.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    encoded
}

fn base64_decode(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let encoded = text(&arguments[0])?;
    let bytes = from_base64(&encoded).ok_or_else(|| Failure::new("this is no Base64"))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned().into())
}

fn from_base64(encoded: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = encoded.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    if !digits.len().is_multiple_of(4) {
        return None;
    }
    let padding = digits.iter().rev().take_while(|digit| **digit == b'=').count();
    if padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3);
    for chunk in digits[..digits.len() - padding].chunks(4) {
        let mut all = 0_u32;
        for digit in chunk {
            all = all << 6 | u32::try_from(DIGITS.iter().position(|known| known == digit)?).ok()?;
        }
        all <<= 6 * (4 - chunk.len());
        bytes.extend_from_slice(&all.to_be_bytes()[1..chunk.len()]);
    }
    Some(bytes)
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hex_decode(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let encoded = text(&arguments[0])?;
    let digits =
        encoded.bytes().map(|digit| char::from(digit).to_digit(16)).collect::<Option<Vec<u32>>>();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2));
    let digits = digits.ok_or_else(|| Failure::new("these are no hexadecimal digits"))?;
    let bytes: Vec<u8> = digits
        .chunks(2)
        .map(|pair| u8::try_from(pair[0] << 4 | pair[1]).unwrap_or_default())
        .collect();
    Ok(String::from_utf8_lossy(&bytes).into_owned().into())
}

fn jsonify(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (value, style) = match arguments {
        [value] => (value, Style::default()),
        [Value::Map(options), value] => {
            let option = |name: &str| {
                let found = options.entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            };
            let style = Style {
                prefix: text(&option("prefix"))?,
                indent: text(&option("indent"))?,
                escapes_html: !option("noHTMLEscape").is_true(),
            };
            (value, style)
        }
        _ => return Err(Failure::new("the options of `jsonify` are a map")),
    };
    let written = json::write(context, value, &style)?;
    context.budget.bytes(written.len())?;
    Ok(Value::html(written))
}
