//! The fields of a layout: which words stand for what.

/// A field of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    LongMonth,
    Month,
    NumMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperPm,
    LowerPm,
    Zone,
    /// An offset: whether `Z` stands for none, whether it has colons, and its parts: hours, minutes, seconds.
    Offset {
        zulu: bool,
        colon: bool,
        parts: u8,
    },
    /// A fraction: its sign, its digits, and whether zeros at the end stay.
    Fraction {
        point: char,
        digits: usize,
        zeros: bool,
    },
}

/// The words of layouts that are what they are wherever they stand, longest first where one begins another.
const WORDS: &[(&str, Field)] = &[
    ("January", Field::LongMonth),
    ("Monday", Field::LongWeekday),
    ("MST", Field::Zone),
    ("002", Field::ZeroYearDay),
    ("01", Field::ZeroMonth),
    ("02", Field::ZeroDay),
    ("03", Field::ZeroHour12),
    ("04", Field::ZeroMinute),
    ("05", Field::ZeroSecond),
    ("06", Field::Year),
    ("15", Field::Hour),
    ("2006", Field::LongYear),
    ("__2", Field::UnderYearDay),
    ("PM", Field::UpperPm),
    ("pm", Field::LowerPm),
    ("-07:00:00", Field::Offset { zulu: false, colon: true, parts: 3 }),
    ("-070000", Field::Offset { zulu: false, colon: false, parts: 3 }),
    ("-07:00", Field::Offset { zulu: false, colon: true, parts: 2 }),
    ("-0700", Field::Offset { zulu: false, colon: false, parts: 2 }),
    ("-07", Field::Offset { zulu: false, colon: false, parts: 1 }),
    ("Z07:00:00", Field::Offset { zulu: true, colon: true, parts: 3 }),
    ("Z070000", Field::Offset { zulu: true, colon: false, parts: 3 }),
    ("Z07:00", Field::Offset { zulu: true, colon: true, parts: 2 }),
    ("Z0700", Field::Offset { zulu: true, colon: false, parts: 2 }),
    ("Z07", Field::Offset { zulu: true, colon: false, parts: 1 }),
    ("1", Field::NumMonth),
    ("2", Field::Day),
    ("3", Field::Hour12),
    ("4", Field::Minute),
    ("5", Field::Second),
];

/// The names of the months, in English.
pub(in crate::go) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The names of the days, from Sunday.
pub(in crate::go) const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The field at the beginning of a layout, and its length.
fn field(layout: &str) -> Option<(Field, usize)> {
    let is_word = |length: usize| !layout[length..].starts_with(|c: char| c.is_ascii_lowercase());
    if let Some((word, field)) = WORDS.iter().find(|(word, _)| layout.starts_with(word)) {
        return Some((*field, word.len()));
    }
    if layout.starts_with("Jan") && is_word(3) {
        return Some((Field::Month, 3));
    }
    if layout.starts_with("Mon") && is_word(3) {
        return Some((Field::Weekday, 3));
    }
    // `_2006` is an underscore and a year.
    if layout.starts_with("_2") && !layout.starts_with("_2006") {
        return Some((Field::UnderDay, 2));
    }
    let point = layout.chars().next().filter(|c| matches!(c, '.' | ','))?;
    let digit = layout[1..].chars().next().filter(|c| matches!(c, '0' | '9'))?;
    let digits = layout[1..].chars().take_while(|c| *c == digit).count();
    let follows = layout[1 + digits..].starts_with(|c: char| c.is_ascii_digit());
    (!follows).then_some((Field::Fraction { point, digits, zeros: digit == '0' }, 1 + digits))
}

/// Cuts a layout into what stands for itself and what stands for a field.
pub(super) fn cut(layout: &str) -> Vec<(&str, Option<Field>)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < layout.len() {
        if let Some((field, length)) = field(&layout[at..]) {
            pieces.push((&layout[start..at], Some(field)));
            at += length;
            start = at;
        } else {
            at += layout[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    pieces.push((&layout[start..], None));
    pieces
}
