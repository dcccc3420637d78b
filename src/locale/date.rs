//! Dates in a language's own form, by ICU4X.

use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu_datetime::input::{Date as IcuDate, DateTime as IcuDateTime, Time as IcuTime};
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu_locale::locale;
use writeable::TryWriteable;

use super::go_layout::LayoutElement;
use super::{GoLayout, Locale};
use crate::date::Date;

/// Formats dates for one language. Making one loads CLDR data, so there is one per language.
pub struct DateFormatter {
    long: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    layout: Option<LayoutFormatter>,
}

/// A Go layout and the names that its fields need.
struct LayoutFormatter {
    names: FixedCalendarDateTimeNames<Gregorian, CompositeDateTimeFieldSet>,
    pieces: Vec<LayoutPiece>,
}

enum LayoutPiece {
    Fields(DateTimePattern),
    Offset,
}

impl DateFormatter {
    /// A formatter for `locale` that follows `layout`, or CLDR's long form without one.
    /// A locale that CLDR does not know is formatted as English.
    pub fn new(locale: &Locale, layout: Option<&GoLayout>) -> Self {
        let long = FixedCalendarDateTimeFormatter::try_new(locale.icu().into(), YMD::long())
            .or_else(|_| FixedCalendarDateTimeFormatter::try_new(locale!("en").into(), YMD::long()))
            .expect("English dates are compiled in");
        Self { long, layout: layout.and_then(|layout| LayoutFormatter::new(locale, layout)) }
    }

    /// The date as a reader of the language expects it, or by the layout.
    pub fn format(&self, date: &Date) -> String {
        match &self.layout {
            Some(layout) => layout.format(date),
            None => {
                icu_date(date).map_or_else(String::new, |day| self.long.format(&day).to_string())
            }
        }
    }
}

impl LayoutFormatter {
    fn new(locale: &Locale, layout: &GoLayout) -> Option<Self> {
        // A layout asks for digits such as 02: Hugo writes ASCII ones, and so do we.
        let locale = format!("{}-u-nu-latn", locale.tag()).parse::<icu_locale::Locale>().ok()?;
        let mut names = FixedCalendarDateTimeNames::try_new(locale.into()).ok()?;
        let pieces = layout.pieces.split_inclusive(|piece| *piece == LayoutElement::Offset);
        let mut formatted = Vec::new();
        for run in pieces {
            let ends_in_offset = run.last() == Some(&LayoutElement::Offset);
            let pattern: DateTimePattern = GoLayout { pieces: run.to_vec() }.cldr().parse().ok()?;
            names.include_for_pattern(&pattern).ok()?;
            formatted.push(LayoutPiece::Fields(pattern));
            if ends_in_offset {
                formatted.push(LayoutPiece::Offset);
            }
        }
        Some(Self { names, pieces: formatted })
    }

    fn format(&self, date: &Date) -> String {
        let Some(moment) = icu_date_time(date) else { return String::new() };
        self.pieces
            .iter()
            .map(|piece| match piece {
                LayoutPiece::Fields(pattern) => self
                    .names
                    .with_pattern_unchecked(pattern)
                    .format(&moment)
                    .try_write_to_string()
                    .map_or_else(|(_, lossy)| lossy.into_owned(), |text| text.into_owned()),
                LayoutPiece::Offset => offset(date),
            })
            .collect()
    }
}

fn offset(date: &Date) -> String {
    if date.offset == jiff::tz::Offset::UTC { "UTC".to_owned() } else { date.offset.to_string() }
}

fn icu_date(date: &Date) -> Option<IcuDate<Gregorian>> {
    let day = date.civil;
    IcuDate::try_new_gregorian(
        day.year().into(),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    )
    .ok()
}

fn icu_date_time(date: &Date) -> Option<IcuDateTime<Gregorian>> {
    let time = date.civil;
    let time = IcuTime::try_new(
        time.hour().unsigned_abs(),
        time.minute().unsigned_abs(),
        time.second().unsigned_abs(),
        0,
    );
    Some(IcuDateTime { date: icu_date(date)?, time: time.ok()? })
}
