//! Names and forms of moments in a language, as Hugo's `time.Format` asks for them.

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu_datetime::fieldsets::{T, YMD, YMDE};
use icu_datetime::input::{Date as IcuDate, DateTime as IcuDateTime, Time as IcuTime};
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use jiff::civil::DateTime;
use writeable::TryWriteable;

use super::Locale;

/// A name that stands in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentName {
    Month,
    ShortMonth,
    Weekday,
}

/// A form of dates or times that each language has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentForm {
    FullDate,
    LongDate,
    MediumDate,
    ShortDate,
    /// With seconds.
    MediumTime,
    ShortTime,
}

impl MomentForm {
    /// The form of Hugo's word: `:date_long`. The full and the long time name the zone, too: that is for the caller.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            ":date_full" => Self::FullDate,
            ":date_long" => Self::LongDate,
            ":date_medium" => Self::MediumDate,
            ":date_short" => Self::ShortDate,
            ":time_full" | ":time_long" | ":time_medium" => Self::MediumTime,
            ":time_short" => Self::ShortTime,
            _ => return None,
        })
    }
}

impl Locale {
    /// A name of a day, as it stands in a date. `None` if CLDR does not know the language.
    ///
    /// ```
    /// use site::locale::{Locale, MomentName};
    /// let german = Locale::parse("de").unwrap();
    /// let day = jiff::civil::date(2024, 5, 2).at(0, 0, 0, 0);
    /// assert_eq!(german.moment_name(MomentName::Weekday, day).as_deref(), Some("Donnerstag"));
    /// ```
    pub fn moment_name(&self, name: MomentName, moment: DateTime) -> Option<String> {
        let pattern: DateTimePattern = match name {
            MomentName::Month => "MMMM",
            MomentName::ShortMonth => "MMM",
            MomentName::Weekday => "EEEE",
        }
        .parse()
        .ok()?;
        // Each name has names of its own: two lengths of one do not stand together in ICU4X.
        let mut names: FixedCalendarDateTimeNames<Gregorian, CompositeDateTimeFieldSet> =
            FixedCalendarDateTimeNames::try_new(self.icu().into()).ok()?;
        names.include_for_pattern(&pattern).ok()?;
        let moment = IcuDateTime { date: icu_date(moment)?, time: icu_time(moment)? };
        let formatted = names.with_pattern_unchecked(&pattern).format(&moment);
        let written = formatted.try_write_to_string().ok()?.into_owned();
        // `M05` is the fifth month of no language.
        let is_number = written
            .strip_prefix('M')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        (!is_number).then_some(written)
    }

    /// A moment in a form of the language.
    ///
    /// ```
    /// use site::locale::{Locale, MomentForm};
    /// let german = Locale::parse("de").unwrap();
    /// let moment = jiff::civil::date(2024, 5, 2).at(15, 4, 5, 0);
    /// let form = |form| german.moment_in(form, moment).unwrap();
    /// assert_eq!(form(MomentForm::FullDate), "Donnerstag, 2. Mai 2024");
    /// assert_eq!(form(MomentForm::MediumDate), "02.05.2024");
    /// assert_eq!(form(MomentForm::ShortTime), "15:04");
    /// ```
    pub fn moment_in(&self, form: MomentForm, moment: DateTime) -> Option<String> {
        self.moment_name(MomentName::Month, moment)?;
        let (date, time) = (icu_date(moment)?, icu_time(moment)?);
        let locale = || self.icu().into();
        Some(match form {
            MomentForm::FullDate => {
                let form: FixedCalendarDateTimeFormatter<Gregorian, _> =
                    FixedCalendarDateTimeFormatter::try_new(locale(), YMDE::long()).ok()?;
                form.format(&date).to_string()
            }
            MomentForm::LongDate => of_day(self, YMD::long(), &date)?,
            MomentForm::MediumDate => of_day(self, YMD::medium(), &date)?,
            MomentForm::ShortDate => of_day(self, YMD::short(), &date)?,
            MomentForm::MediumTime => {
                NoCalendarFormatter::try_new(locale(), T::hms()).ok()?.format(&time).to_string()
            }
            MomentForm::ShortTime => {
                NoCalendarFormatter::try_new(locale(), T::hm()).ok()?.format(&time).to_string()
            }
        })
    }
}

fn of_day(locale: &Locale, fields: YMD, date: &IcuDate<Gregorian>) -> Option<String> {
    let form = FixedCalendarDateTimeFormatter::try_new(locale.icu().into(), fields).ok()?;
    Some(form.format(date).to_string())
}

fn icu_date(moment: DateTime) -> Option<IcuDate<Gregorian>> {
    let (month, day) = (moment.month().unsigned_abs(), moment.day().unsigned_abs());
    IcuDate::try_new_gregorian(moment.year().into(), month, day).ok()
}

fn icu_time(moment: DateTime) -> Option<IcuTime> {
    let (hour, minute) = (moment.hour().unsigned_abs(), moment.minute().unsigned_abs());
    IcuTime::try_new(hour, minute, moment.second().unsigned_abs(), 0).ok()
}
