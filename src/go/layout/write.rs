//! Writes moments by layouts.

use jiff::Zoned;
use jiff::tz::Offset;

use super::field::{Field, MONTHS, WEEKDAYS, cut};
use crate::go::print;

/// A name in a layout that languages have words of their own for. Short days are English to Hugo everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Month,
    ShortMonth,
    Weekday,
}

/// Writes a moment, with English names.
pub fn format(time: &Zoned, layout: &str) -> String {
    format_with(time, layout, &|_| None)
}

/// Writes a moment with the names of a language; what it has no name for is English.
pub fn format_with(time: &Zoned, layout: &str, name: &dyn Fn(Name) -> Option<String>) -> String {
    let mut text = String::with_capacity(layout.len() + 8);
    for (before, field) in cut(layout) {
        text.push_str(before);
        let Some(field) = field else { continue };
        let own = match field {
            Field::LongMonth => name(Name::Month),
            Field::Month => name(Name::ShortMonth),
            Field::LongWeekday => name(Name::Weekday),
            _ => None,
        };
        text.push_str(&own.unwrap_or_else(|| written(time, field)));
    }
    text
}

fn written(time: &Zoned, field: Field) -> String {
    let month = MONTHS[usize::from(time.month().unsigned_abs()) - 1];
    let weekday = WEEKDAYS[usize::from(time.weekday().to_sunday_zero_offset().unsigned_abs())];
    let hour12 = if time.hour() % 12 == 0 { 12 } else { time.hour() % 12 };
    match field {
        Field::LongMonth => month.to_owned(),
        Field::Month => month[..3].to_owned(),
        Field::NumMonth => time.month().to_string(),
        Field::ZeroMonth => format!("{:02}", time.month()),
        Field::LongWeekday => weekday.to_owned(),
        Field::Weekday => weekday[..3].to_owned(),
        Field::Day => time.day().to_string(),
        Field::UnderDay => format!("{:2}", time.day()),
        Field::ZeroDay => format!("{:02}", time.day()),
        Field::UnderYearDay => format!("{:3}", time.day_of_year()),
        Field::ZeroYearDay => format!("{:03}", time.day_of_year()),
        Field::Hour => format!("{:02}", time.hour()),
        Field::Hour12 => hour12.to_string(),
        Field::ZeroHour12 => format!("{hour12:02}"),
        Field::Minute => time.minute().to_string(),
        Field::ZeroMinute => format!("{:02}", time.minute()),
        Field::Second => time.second().to_string(),
        Field::ZeroSecond => format!("{:02}", time.second()),
        Field::LongYear => format!("{:04}", time.year()),
        Field::Year => format!("{:02}", time.year().rem_euclid(100)),
        Field::UpperPm => if time.hour() >= 12 { "PM" } else { "AM" }.to_owned(),
        Field::LowerPm => if time.hour() >= 12 { "pm" } else { "am" }.to_owned(),
        Field::Zone => print::zone_name(time),
        Field::Offset { zulu: true, .. } if time.offset() == Offset::UTC => "Z".to_owned(),
        Field::Offset { colon, parts, .. } => written_offset(time.offset().seconds(), colon, parts),
        Field::Fraction { point, digits, zeros } => {
            let all = format!("{:09}", time.subsec_nanosecond());
            let kept = &all[..digits.min(9)];
            let kept = if zeros { kept } else { kept.trim_end_matches('0') };
            if kept.is_empty() { String::new() } else { format!("{point}{kept}") }
        }
    }
}

fn written_offset(seconds: i32, colon: bool, parts: u8) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    let mut text = format!("{sign}{:02}", all / 3600);
    for part in [all / 60 % 60, all % 60].into_iter().take(usize::from(parts) - 1) {
        if colon {
            text.push(':');
        }
        text.push_str(&format!("{part:02}"));
    }
    text
}
