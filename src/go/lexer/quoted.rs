//! Quoted texts as Go reads them.

/// A quoted text without its escapes, as Go reads them.
pub(super) fn unquoted(text: &str, quote: char) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.chars();
    let mut buffer = [0; 4];
    while let Some(c) = rest.next() {
        if c != '\\' {
            bytes.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            continue;
        }
        let plain = match rest.next()? {
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'n' => b'\n',
            'r' => b'\r',
            't' => b'\t',
            'v' => 11,
            '\\' => b'\\',
            c if c == quote => quote as u8,
            'x' => u8::try_from(digits(&mut rest, 2, 16)?).ok()?,
            first @ '0'..='7' => {
                let number = first.to_digit(8)? * 64 + digits(&mut rest, 2, 8)?;
                u8::try_from(number).ok()?
            }
            c @ ('u' | 'U') => {
                let number = digits(&mut rest, if c == 'u' { 4 } else { 8 }, 16)?;
                let character = char::from_u32(number)?;
                bytes.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
                continue;
            }
            _ => return None,
        };
        bytes.push(plain);
    }
    Some(
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    )
}

fn digits(rest: &mut std::str::Chars<'_>, count: usize, radix: u32) -> Option<u32> {
    let mut number = 0_u32;
    for _ in 0..count {
        number = number.checked_mul(radix)?.checked_add(rest.next()?.to_digit(radix)?)?;
    }
    Some(number)
}
