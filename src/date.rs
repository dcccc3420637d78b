//! A moment as its author wrote it.
//!
//! A permalink's day is that of the date as written, in its own offset, so the offset is kept
//! beside the moment. The accepted forms are those of Hugo (`spf13/cast`, `StringToDate`).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::{Offset, TimeZone};

/// A civil date and time and the offset from UTC that it was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    pub civil: DateTime,
    pub offset: Offset,
}

/// Forms with an offset, then forms without one, as strftime directives.
const FORMS: &[&str] = &[
    "%Y-%m-%dT%H:%M:%S%.f%:z",
    "%Y-%m-%dT%H:%M:%S%.f%z",
    "%Y-%m-%d %H:%M:%S%.f %:z",
    "%Y-%m-%d %H:%M:%S%.f %z",
    "%Y-%m-%d %H:%M:%S%.f%:z",
    "%Y-%m-%d %H:%M:%S%.f%z",
    "%Y-%m-%d %H:%M %z",
    "%a, %d %b %Y %H:%M:%S %z",
    "%d %b %y %H:%M %z",
    "%a %b %d %H:%M:%S %z %Y",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%d %b %Y",
    "%d %B %Y",
    "%a %b %d %H:%M:%S %Y",
    "%a, %d %b %Y %H:%M:%S",
    "%A, %d-%b-%y %H:%M:%S",
    "%d %b %y %H:%M",
];

impl Date {
    /// Reads a date; one without an offset is in `zone`.
    ///
    /// ```
    /// use jiff::tz::TimeZone;
    /// use site::date::Date;
    /// let date = Date::parse("2018-11-08T23:30:00-08:00", &TimeZone::UTC).unwrap();
    /// assert_eq!(date.civil.day(), 8);
    /// assert_eq!(date.timestamp().to_string(), "2018-11-09T07:30:00Z");
    /// assert!(Date::parse("2025-XX-XX", &TimeZone::UTC).is_none());
    /// ```
    pub fn parse(text: &str, zone: &TimeZone) -> Option<Self> {
        let text = normalized(text.trim());
        FORMS.iter().find_map(|form| {
            let parsed = strtime::parse(form, &text).ok()?;
            let date = parsed.to_date().ok()?;
            let civil = match parsed.to_time() {
                Ok(time) => date.to_datetime(time),
                Err(_) => date.at(0, 0, 0, 0),
            };
            Some(match parsed.offset() {
                Some(offset) => Self { civil, offset },
                None => Self::in_zone(civil, zone),
            })
        })
    }

    /// A number for a date: seconds since 1970. `None` if no calendar has the day.
    pub fn of_unix_time(seconds: i64) -> Option<Self> {
        let moment = Timestamp::from_second(seconds).ok()?;
        Some(Self { civil: moment.to_zoned(TimeZone::UTC).datetime(), offset: Offset::UTC })
    }

    /// The date at the start of a file name, such as `2018-11-08-name`, `2018-11-08-09-30-00-name` or
    /// `2018-11-08T09-30-00-name`, and the rest of the name. A day that no calendar has, such as `00`, gives no date.
    pub fn from_file_name<'a>(name: &'a str, zone: &TimeZone) -> Option<(Self, &'a str)> {
        let rest = |start: usize| name[start..].trim_start_matches(['-', '_', ' ']);
        let moment = |text: &str| {
            let (day, time) = (text.get(..10)?, text.get(11..)?);
            let is_between = |sign: char| matches!(sign, '-' | 'T' | 't' | ' ');
            text.get(10..11)?.chars().all(is_between).then_some(())?;
            let time = time.replace(':', "-");
            DateTime::strptime("%Y-%m-%d-%H-%M-%S", format!("{day}-{time}")).ok()
        };
        if let Some(civil) = name.get(..19).and_then(moment) {
            return Some((Self::in_zone(civil, zone), rest(19)));
        }
        Some((Self::parse(name.get(..10)?, zone)?, rest(10)))
    }

    fn in_zone(civil: DateTime, zone: &TimeZone) -> Self {
        let offset = zone.to_ambiguous_timestamp(civil).offset();
        let offset = match offset {
            jiff::tz::AmbiguousOffset::Unambiguous { offset } => offset,
            jiff::tz::AmbiguousOffset::Gap { before, .. }
            | jiff::tz::AmbiguousOffset::Fold { before, .. } => before,
        };
        Self { civil, offset }
    }

    /// The moment itself; a date out of the calendar's range is its nearest end.
    pub fn timestamp(&self) -> Timestamp {
        self.offset.to_timestamp(self.civil).unwrap_or(if self.civil.year() < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }

    /// RFC 3339 with the offset as written, for feeds, sitemaps and `<time>`.
    pub fn rfc3339(&self) -> String {
        let offset = if self.offset == Offset::UTC {
            "Z".to_owned()
        } else {
            strtime::format("%:z", &self.zoned()).unwrap_or_default()
        };
        format!("{}{offset}", self.civil.strftime("%Y-%m-%dT%H:%M:%S"))
    }

    /// RFC 2822, which RSS asks for.
    pub fn rfc2822(&self) -> String {
        self.zoned().strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
    }

    pub(crate) fn zoned(&self) -> jiff::Zoned {
        self.timestamp().to_zoned(self.offset.to_time_zone())
    }
}

/// `Z`, `GMT` and `UTC` as an offset, and no name of another zone: such a date is in the site's zone, unless it
/// has an offset besides.
fn normalized(text: &str) -> String {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let has_offset = words.iter().any(|word| word.starts_with(['+', '-']));
    for utc in ["Z", " UTC", " GMT"] {
        if let Some(rest) = text.strip_suffix(utc).filter(|_| !has_offset) {
            let rest = rest.trim_end();
            let blank = if utc == "Z" && !rest.contains(' ') { "" } else { " " };
            return format!("{rest}{blank}+0000");
        }
    }
    let kept: Vec<&str> = words.into_iter().filter(|word| !is_zone_name(word)).collect();
    kept.join(" ")
}

/// `CEST`, but no `AM` or `PM`, which belong to a time.
fn is_zone_name(word: &str) -> bool {
    (3..=5).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase())
}
