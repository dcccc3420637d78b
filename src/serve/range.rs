//! Parts of a file, as video players ask for them (RFC 9110, section 14).

use std::ops::Range;

/// The part of a file that a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RequestedRange {
    /// No range, or one that may be ignored: another unit, several ranges, invalid syntax.
    Whole,
    Part(Range<usize>),
    /// A range beyond the end of the file.
    Nowhere,
}

/// Reads the header for a file of `length` bytes.
pub(super) fn requested_range(header: &str, length: usize) -> RequestedRange {
    let Some((first, last)) =
        header.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-'))
    else {
        return RequestedRange::Whole;
    };
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large for `usize` is beyond the end of any file.
        is_number.then(|| text.parse().unwrap_or(usize::MAX))
    };
    let (first, last) = (first.trim(), last.trim());
    let range = match (number(first), number(last)) {
        (None, Some(count)) if first.is_empty() => length.saturating_sub(count)..length,
        (Some(start), None) if last.is_empty() => start..length,
        (Some(start), Some(end)) if start <= end => start..end.saturating_add(1).min(length),
        _ => return RequestedRange::Whole,
    };
    if range.start >= length { RequestedRange::Nowhere } else { RequestedRange::Part(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_ten_bytes() {
        for (header, expected) in [
            ("bytes=0-3", RequestedRange::Part(0..4)),
            ("bytes=4-", RequestedRange::Part(4..10)),
            ("bytes=-3", RequestedRange::Part(7..10)),
            ("bytes=-30", RequestedRange::Part(0..10)),
            ("bytes=9-99999999999999999999999999", RequestedRange::Part(9..10)),
            ("bytes=10-", RequestedRange::Nowhere),
            ("bytes=99999999999999999999999999-", RequestedRange::Nowhere),
            ("bytes=-0", RequestedRange::Nowhere),
            ("bytes=3-1", RequestedRange::Whole),
            ("bytes=0-1,3-4", RequestedRange::Whole),
            ("bytes=-", RequestedRange::Whole),
            ("bytes=+1-2", RequestedRange::Whole),
            ("pages=1-2", RequestedRange::Whole),
            ("", RequestedRange::Whole),
        ] {
            assert_eq!(requested_range(header, 10), expected, "{header}");
        }
        assert_eq!(requested_range("bytes=0-", 0), RequestedRange::Nowhere);
    }
}
