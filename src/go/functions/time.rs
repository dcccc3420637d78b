//! The namespace `time`.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use super::argument::{integer, no_cast, text};
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::layout;
use crate::go::value::{Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("time.AsTime", &["time"], 1, Some(2), as_time),
    entry("time.Duration", &["duration"], 2, Some(2), duration),
    entry("time.Format", &["dateFormat"], 2, Some(2), format),
    entry("time.In", &[], 2, Some(2), in_zone),
    entry("time.Now", &["now"], 0, Some(0), |context, _| Ok(Value::time(context.host.now()))),
    entry("time.ParseDuration", &[], 1, Some(1), parse_duration),
];

/// The forms that Hugo reads.
///
/// Source: `spf13/cast`, `StringToDateInDefaultLocation`.
const FORMS: &[&str] = &[
    "2006-01-02",
    "2006-01-02T15:04:05Z07:00",
    "2006-01-02T15:04:05",
    "Mon, 02 Jan 2006 15:04:05 -0700",
    "Mon, 02 Jan 2006 15:04:05 MST",
    "02 Jan 06 15:04 -0700",
    "02 Jan 06 15:04 MST",
    "Monday, 02-Jan-06 15:04:05 MST",
    "2006-01-02 15:04:05.999999999 -0700 MST",
    "2006-01-02T15:04:05-0700",
    "2006-01-02 15:04:05Z0700",
    "2006-01-02 15:04:05",
    "Mon Jan _2 15:04:05 2006",
    "Mon Jan _2 15:04:05 MST 2006",
    "Mon Jan 02 15:04:05 -0700 2006",
    "2006-01-02 15:04:05Z07:00",
    "02 Jan 2006",
    "2006-01-02 15:04:05 -07:00",
    "2006-01-02 15:04:05 -0700",
    "3:04PM",
    "Jan _2 15:04:05",
    "Jan _2 15:04:05.000",
    "Jan _2 15:04:05.000000",
    "Jan _2 15:04:05.000000000",
];

fn as_time(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let zone = match arguments.get(1) {
        Some(name) => zone(context, &text(name)?)?,
        None => context.host.time_zone(),
    };
    moment(&arguments[0], &zone).map(Value::time)
}

/// The zone of a name. None is the one of times that name none.
fn zone(context: &Context<'_>, name: &str) -> Result<TimeZone, Failure> {
    match name {
        "" | "UTC" => Ok(TimeZone::UTC),
        "Local" => Ok(context.host.time_zone()),
        name => match TimeZone::get(name) {
            Ok(zone) if zone.iana_name() == Some(name) => Ok(zone),
            _ => Err(Failure::new(format!("there is no time zone `{name}`"))),
        },
    }
}

/// The moment of a text, of seconds since 1970 or of nothing, which is the first second of the year 1.
fn moment(value: &Value, zone: &TimeZone) -> Result<Zoned, Failure> {
    match value {
        Value::Time(time) => Ok(time.as_ref().clone()),
        Value::Nil => zero().ok_or_else(|| no_cast(value, "time")),
        Value::Int(seconds) => {
            let stamp = Timestamp::from_second(*seconds);
            stamp.map(|stamp| stamp.to_zoned(TimeZone::UTC)).map_err(|_| no_cast(value, "time"))
        }
        other => match other.as_str() {
            Some(text) => FORMS
                .iter()
                .find_map(|form| layout::parse(text, form, zone))
                .ok_or_else(|| Failure::new(format!("`{text}` is no date that Hugo reads"))),
            None => Err(no_cast(value, "time")),
        },
    }
}

fn zero() -> Option<Zoned> {
    Some(Timestamp::from_second(-62_135_596_800).ok()?.to_zoned(TimeZone::UTC))
}

/// A moment in a layout or by a word, with the names of the page's language.
fn format(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let layout = arguments[0].as_str().ok_or_else(|| no_cast(&arguments[0], "layout"))?;
    let time = moment(&arguments[1], &context.host.time_zone())?;
    let written = context.host.format_time(layout, &time);
    let written = written.unwrap_or_else(|| layout::format(&time, english(layout, &time)));
    context.budget.bytes(written.len())?;
    Ok(written.into())
}

/// The layout of a word, in English. A zone without a name has none.
fn english<'l>(layout: &'l str, time: &Zoned) -> &'l str {
    match layout {
        ":date_full" => "Monday, January 2, 2006",
        ":date_long" => "January 2, 2006",
        ":date_medium" => "Jan 2, 2006",
        ":date_short" => "1/2/06",
        ":time_full" | ":time_long" if time.offset() == Offset::UTC => "3:04:05\u{202f}pm MST",
        ":time_full" | ":time_long" => "3:04:05\u{202f}pm ",
        ":time_medium" => "3:04:05\u{202f}pm",
        ":time_short" => "3:04\u{202f}pm",
        layout => layout,
    }
}

fn in_zone(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let Value::Time(time) = &arguments[1] else { return Err(no_cast(&arguments[1], "time")) };
    let zone = zone(context, &text(&arguments[0])?)?;
    Ok(Value::time(time.with_time_zone(zone)))
}

/// Nanoseconds of the units that Hugo knows.
fn unit(name: &str) -> Option<i64> {
    Some(match name {
        "ns" | "nanosecond" => 1,
        "us" | "µs" | "microsecond" => 1_000,
        "ms" | "millisecond" => 1_000_000,
        "s" | "second" => 1_000_000_000,
        "m" | "minute" => 60_000_000_000,
        "h" | "hour" => 3_600_000_000_000,
        _ => return None,
    })
}

fn duration(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let name = text(&arguments[0])?;
    let unit =
        unit(&name).ok_or_else(|| Failure::new(format!("there is no unit `{name}` of time")))?;
    Ok(Value::Duration(integer(&arguments[1])?.wrapping_mul(unit)))
}

fn parse_duration(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let text = text(&arguments[0])?;
    let read = read_duration(&text);
    read.map(Value::Duration).ok_or_else(|| Failure::new(format!("`{text}` is no duration")))
}

/// `1h30m`, `-1.5h`, `300ms`
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "fractions of a unit are small"
)]
fn read_duration(text: &str) -> Option<i64> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    let mut total = 0_i64;
    loop {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(end);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() && fraction.is_empty() || fraction.contains('.') {
            return None;
        }
        let end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (name, next) = after.split_at(end);
        let unit = unit(name).filter(|_| name.len() <= 2 || name == "µs")?;
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let part = format!("0.{fraction}0").parse::<f64>().ok()? * unit as f64;
        total = total.checked_add(whole.checked_mul(unit)?)?.checked_add(part as i64)?;
        rest = next;
        if rest.is_empty() {
            return Some(sign * total);
        }
    }
}
