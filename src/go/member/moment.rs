//! The methods of `time.Time`, `time.Duration`, `time.Month` and `time.Weekday`.

use std::sync::Arc;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Zoned};

use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::layout::{MONTHS, WEEKDAYS};
use crate::go::print;
use crate::go::value::{Object, Outcome, Value, is_zero_time};

/// The methods of a moment.
pub(super) const TIME_MEMBERS: &[&str] = &[
    "Add",
    "AddDate",
    "After",
    "Before",
    "Compare",
    "Day",
    "Equal",
    "Format",
    "Hour",
    "IsZero",
    "Local",
    "Location",
    "Minute",
    "Month",
    "Nanosecond",
    "Round",
    "Second",
    "String",
    "Sub",
    "Truncate",
    "UTC",
    "Unix",
    "UnixMicro",
    "UnixMilli",
    "UnixNano",
    "Weekday",
    "Year",
    "YearDay",
];

/// The methods of a duration.
pub(super) const DURATION_MEMBERS: &[&str] = &[
    "Abs",
    "Hours",
    "Microseconds",
    "Milliseconds",
    "Minutes",
    "Nanoseconds",
    "Round",
    "Seconds",
    "String",
    "Truncate",
];

pub(super) fn of_time(
    context: &Context<'_>,
    time: &Arc<Zoned>,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome> {
    let number = |number: i64| Some(Ok(Value::Int(number)));
    let stamp = time.timestamp();
    match (name, arguments) {
        ("Year", []) => number(time.year().into()),
        ("Month", []) => Some(Ok(Value::object(Named::Month(time.month().unsigned_abs())))),
        ("Day", []) => number(time.day().into()),
        ("Hour", []) => number(time.hour().into()),
        ("Minute", []) => number(time.minute().into()),
        ("Second", []) => number(time.second().into()),
        ("Nanosecond", []) => number(time.subsec_nanosecond().into()),
        ("YearDay", []) => number(time.day_of_year().into()),
        ("Weekday", []) => Some(Ok(Value::object(Named::Weekday(time.weekday())))),
        ("Unix", []) => number(stamp.as_second()),
        ("UnixMilli", []) => number(stamp.as_millisecond()),
        ("UnixMicro", []) => number(stamp.as_microsecond()),
        ("UnixNano", []) => number(i64::try_from(stamp.as_nanosecond()).unwrap_or_default()),
        ("UTC", []) => Some(Ok(Value::time(time.with_time_zone(TimeZone::UTC)))),
        ("Local", []) => Some(Ok(Value::time(time.with_time_zone(context.host.time_zone())))),
        ("Location", []) => Some(Ok(Value::string(print::zone_name(time)))),
        ("IsZero", []) => Some(Ok(Value::Bool(is_zero_time(time)))),
        ("String", []) => Some(Ok(Value::string(print::time_text(time)))),
        ("Format", [layout]) if layout.as_str().is_some() => {
            Some(Ok(crate::go::layout::format(time, layout.as_str().unwrap_or_default()).into()))
        }
        ("Before" | "After" | "Equal" | "Compare" | "Sub", [Value::Time(other)]) => {
            Some(Ok(compared(time, other, name)))
        }
        ("Add", [Value::Duration(nanoseconds)]) => Some(shifted(time, *nanoseconds)),
        ("AddDate", [Value::Int(years), Value::Int(months), Value::Int(days)]) => {
            Some(add_date(time, *years, *months, *days))
        }
        ("Truncate" | "Round", [Value::Duration(step)]) => {
            Some(rounded(time, *step, name == "Round"))
        }
        _ if TIME_MEMBERS.contains(&name) => Some(Err(wrong_arguments(name))),
        _ => None,
    }
}

fn compared(time: &Zoned, other: &Zoned, name: &str) -> Value {
    let order = time.timestamp().cmp(&other.timestamp());
    match name {
        "Before" => Value::Bool(order.is_lt()),
        "After" => Value::Bool(order.is_gt()),
        "Equal" => Value::Bool(order.is_eq()),
        "Compare" => Value::Int(order as i64),
        _ => {
            let nanoseconds = time.timestamp().as_nanosecond() - other.timestamp().as_nanosecond();
            let most = if nanoseconds < 0 { i64::MIN } else { i64::MAX };
            Value::Duration(i64::try_from(nanoseconds).unwrap_or(most))
        }
    }
}

fn shifted(time: &Zoned, nanoseconds: i64) -> Outcome {
    let later = time.checked_add(SignedDuration::from_nanos(nanoseconds));
    later.map(Value::time).map_err(|_| out_of_range())
}

/// Days and months beyond the end of a month run over into the next, as in Go.
fn add_date(time: &Zoned, years: i64, months: i64, days: i64) -> Outcome {
    let all = i64::from(time.year())
        .checked_add(years)
        .and_then(|years| years.checked_mul(12))
        .and_then(|all| all.checked_add(i64::from(time.month()) - 1))
        .and_then(|all| all.checked_add(months))
        .ok_or_else(out_of_range)?;
    let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
    let year = i16::try_from(year).map_err(|_| out_of_range())?;
    let month = i8::try_from(month).map_err(|_| out_of_range())?;
    let first = jiff::civil::Date::new(year, month, 1).map_err(|_| out_of_range())?;
    let days = days.checked_add(i64::from(time.day()) - 1).ok_or_else(out_of_range)?;
    let span = jiff::Span::new().try_days(days).map_err(|_| out_of_range())?;
    let date = first.checked_add(span).map_err(|_| out_of_range())?;
    let moment = date.to_datetime(time.time()).to_zoned(time.time_zone().clone());
    moment.map(Value::time).map_err(|_| out_of_range())
}

fn rounded(time: &Zoned, step: i64, to_nearest: bool) -> Outcome {
    if step <= 0 {
        return Ok(Value::time(time.clone()));
    }
    // Go counts from its zero time.
    let since = time.timestamp().as_nanosecond() + 62_135_596_800 * 1_000_000_000_i128;
    let rest = since.rem_euclid(i128::from(step));
    let shift =
        if to_nearest && rest * 2 >= i128::from(step) { i128::from(step) - rest } else { -rest };
    shifted(time, i64::try_from(shift).unwrap_or_default())
}

pub(super) fn of_duration(nanoseconds: i64, name: &str, arguments: &[Value]) -> Option<Outcome> {
    let float = |unit: i64| {
        let (whole, rest) = (nanoseconds / unit, nanoseconds % unit);
        Some(Ok(Value::Float(whole as f64 + rest as f64 / unit as f64)))
    };
    match (name, arguments) {
        ("Hours", []) => float(3_600_000_000_000),
        ("Minutes", []) => float(60_000_000_000),
        ("Seconds", []) => float(1_000_000_000),
        ("Milliseconds", []) => Some(Ok(Value::Int(nanoseconds / 1_000_000))),
        ("Microseconds", []) => Some(Ok(Value::Int(nanoseconds / 1_000))),
        ("Nanoseconds", []) => Some(Ok(Value::Int(nanoseconds))),
        ("Abs", []) => Some(Ok(Value::Duration(nanoseconds.saturating_abs()))),
        ("String", []) => Some(Ok(Value::string(print::duration(nanoseconds)))),
        ("Truncate" | "Round", [Value::Duration(step)]) if *step <= 0 => {
            Some(Ok(Value::Duration(nanoseconds)))
        }
        ("Truncate", [Value::Duration(step)]) => {
            Some(Ok(Value::Duration(nanoseconds - nanoseconds % step)))
        }
        ("Round", [Value::Duration(step)]) => {
            let (value, step) = (i128::from(nanoseconds), i128::from(*step));
            let rest = value % step;
            let away = rest.abs() * 2 >= step;
            let rounded = value - rest + if away { step * value.signum() } else { 0 };
            Some(Ok(Value::Duration(i64::try_from(rounded).unwrap_or(i64::MAX))))
        }
        _ if DURATION_MEMBERS.contains(&name) => Some(Err(wrong_arguments(name))),
        _ => None,
    }
}

fn wrong_arguments(name: &str) -> Failure {
    Failure::new(format!("wrong arguments for {name}"))
}

fn out_of_range() -> Failure {
    Failure::new("the time is out of range")
}

/// A month or a day of the week: a number with a name.
#[derive(Debug)]
enum Named {
    Month(u8),
    Weekday(Weekday),
}

impl Object for Named {
    fn type_name(&self) -> &'static str {
        match self {
            Self::Month(_) => "time.Month",
            Self::Weekday(_) => "time.Weekday",
        }
    }

    fn member(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        (name == "String" && arguments.is_empty()).then(|| Ok(Value::string(self.print())))
    }

    fn members(&self) -> &'static [&'static str] {
        &["String"]
    }

    fn print(&self) -> String {
        let name = match self {
            Self::Month(month) => MONTHS[usize::from(month.saturating_sub(1)) % 12],
            Self::Weekday(day) => WEEKDAYS[day.to_sunday_zero_offset().unsigned_abs() as usize % 7],
        };
        name.to_owned()
    }

    fn number(&self) -> Option<i64> {
        Some(match self {
            Self::Month(month) => i64::from(*month),
            Self::Weekday(day) => i64::from(day.to_sunday_zero_offset()),
        })
    }
}
