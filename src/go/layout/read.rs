//! Reads moments by layouts.

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::field::{Field, MONTHS, WEEKDAYS, cut};

/// What has been read of a moment.
struct Parts {
    year: i16,
    month: i8,
    day: i8,
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
    /// Whether a half of the day was named, and whether it is the second.
    afternoon: Option<bool>,
    offset: Option<i32>,
    is_utc: bool,
}

/// Reads a moment by a layout; one without an offset is in `zone`.
pub fn parse(text: &str, layout: &str, zone: &TimeZone) -> Option<Zoned> {
    let mut parts = Parts {
        year: 0,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        nanosecond: 0,
        afternoon: None,
        offset: None,
        is_utc: false,
    };
    let pieces = cut(layout);
    let mut rest = text;
    for (index, (before, field)) in pieces.iter().enumerate() {
        rest = skip(rest, before)?;
        let Some(field) = field else { break };
        rest = parts.read(rest, *field)?;
        let is_second = matches!(field, Field::Second | Field::ZeroSecond);
        let next_is_fraction =
            matches!(pieces.get(index + 1), Some(("", Some(Field::Fraction { .. }))));
        if is_second && !next_is_fraction {
            rest = parts.read_fraction(rest).unwrap_or(rest);
        }
    }
    if rest.is_empty() { parts.moment(zone) } else { None }
}

/// What stands for itself: a blank stands for any number of blanks.
fn skip<'t>(text: &'t str, literal: &str) -> Option<&'t str> {
    let mut rest = text;
    for c in literal.chars() {
        if c == ' ' {
            if !rest.is_empty() && !rest.starts_with(' ') {
                return None;
            }
            rest = rest.trim_start_matches(' ');
        } else {
            rest = rest.strip_prefix(c)?;
        }
    }
    Some(rest)
}

/// A number of so many digits at most, and of so many at least.
fn number(text: &str, least: usize, most: usize) -> Option<(i32, &str)> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if digits < least {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

fn name<'t>(text: &'t str, names: &[&str], length: Option<usize>) -> Option<(usize, &'t str)> {
    names.iter().enumerate().find_map(|(place, name)| {
        let name = &name[..length.unwrap_or(name.len())];
        let begins = text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        begins.then(|| (place, &text[name.len()..]))
    })
}

impl Parts {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "four digits at most, and months and days are few"
    )]
    fn read<'t>(&mut self, text: &'t str, field: Field) -> Option<&'t str> {
        let mut rest = text;
        let mut take = |least, most| {
            let (value, after) = number(text, least, most)?;
            rest = after;
            Some(value as i16)
        };
        match field {
            Field::LongYear => self.year = take(4, 4)?,
            Field::Year => {
                self.year =
                    take(2, 2).map(|year| if year >= 69 { 1900 + year } else { 2000 + year })?
            }
            Field::NumMonth => self.month = take(1, 2)? as i8,
            Field::ZeroMonth => self.month = take(2, 2)? as i8,
            Field::Day => self.day = take(1, 2)? as i8,
            Field::UnderDay => {
                return self.read(text.strip_prefix(' ').unwrap_or(text), Field::Day);
            }
            Field::ZeroDay => self.day = take(2, 2)? as i8,
            Field::Hour => self.hour = take(1, 2)? as i8,
            Field::Hour12 => self.hour = take(1, 2)? as i8,
            Field::ZeroHour12 => self.hour = take(2, 2)? as i8,
            Field::Minute => self.minute = take(1, 2)? as i8,
            Field::ZeroMinute => self.minute = take(2, 2)? as i8,
            Field::Second => self.second = take(1, 2)? as i8,
            Field::ZeroSecond => self.second = take(2, 2)? as i8,
            Field::UnderYearDay | Field::ZeroYearDay => return None,
            other => return self.read_word(text, other),
        }
        Some(rest)
    }

    #[allow(clippy::cast_possible_truncation, reason = "there are twelve months")]
    fn read_word<'t>(&mut self, text: &'t str, field: Field) -> Option<&'t str> {
        match field {
            Field::LongMonth | Field::Month => {
                let (place, rest) = name(text, &MONTHS, (field == Field::Month).then_some(3))?;
                self.month = place as i8 + 1;
                Some(rest)
            }
            Field::LongWeekday | Field::Weekday => {
                Some(name(text, &WEEKDAYS, (field == Field::Weekday).then_some(3))?.1)
            }
            Field::UpperPm | Field::LowerPm => {
                let halves = if field == Field::UpperPm { ["AM", "PM"] } else { ["am", "pm"] };
                let half = halves.iter().position(|half| text.starts_with(half))?;
                self.afternoon = Some(half == 1);
                Some(&text[2..])
            }
            Field::Zone => {
                let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
                if !(3..=5).contains(&letters) {
                    return None;
                }
                self.is_utc = true;
                Some(&text[letters..])
            }
            Field::Offset { zulu, colon, parts } => self.read_offset(text, zulu, colon, parts),
            Field::Fraction { zeros, .. } => match self.read_fraction(text) {
                None if zeros => None,
                read => Some(read.unwrap_or(text)),
            },
            _ => None,
        }
    }

    fn read_offset<'t>(
        &mut self,
        text: &'t str,
        zulu: bool,
        colon: bool,
        parts: u8,
    ) -> Option<&'t str> {
        if zulu && let Some(rest) = text.strip_prefix('Z') {
            self.is_utc = true;
            return Some(rest);
        }
        let sign = if text.starts_with('-') { -1 } else { 1 };
        let mut rest = text.strip_prefix(['+', '-'])?;
        let mut seconds = 0;
        for part in 0..parts {
            if part > 0 && colon {
                rest = rest.strip_prefix(':')?;
            }
            let (value, after) = number(rest, 2, 2)?;
            seconds += value * [3600, 60, 1][usize::from(part)];
            rest = after;
        }
        self.offset = Some(sign * seconds);
        Some(rest)
    }

    fn read_fraction<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let digits = text.strip_prefix(['.', ','])?;
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 {
            return None;
        }
        let kept = &digits[..count.min(9)];
        self.nanosecond = format!("{kept:0<9}").parse().ok()?;
        Some(&digits[count..])
    }

    fn moment(&self, zone: &TimeZone) -> Option<Zoned> {
        let hour = match self.afternoon {
            Some(true) if self.hour < 12 => self.hour + 12,
            Some(false) if self.hour == 12 => 0,
            _ => self.hour,
        };
        let date = Date::new(self.year, self.month, self.day).ok()?;
        let time = Time::new(hour, self.minute, self.second, self.nanosecond).ok()?;
        let zone = match self.offset {
            Some(0) => TimeZone::UTC,
            Some(seconds) => TimeZone::fixed(Offset::from_seconds(seconds).ok()?),
            None if self.is_utc => TimeZone::UTC,
            None => zone.clone(),
        };
        DateTime::from_parts(date, time).to_zoned(zone).ok()
    }
}
