//! Dates and Go's layouts. The first line is a layout, the rest a date: what is written can be read again.
#![no_main]

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;
use site::date::Date;
use site::locale::{DateFormatter, GoLayout, Locale};

static LOCALE: LazyLock<Locale> =
    LazyLock::new(|| Locale::parse("zh-cn").expect("a locale that CLDR has"));

fuzz_target!(|text: &str| {
    let (layout, date) = text.split_once('\n').unwrap_or(("2006-01-02", text));
    let layout = GoLayout::parse(layout);
    let _ = layout.cldr();
    let _ = Date::from_file_name(date, &TimeZone::UTC);
    let Some(date) = Date::parse(date, &TimeZone::UTC) else { return };
    let _ = DateFormatter::new(&LOCALE, Some(&layout)).format(&date);
    let _ = date.rfc2822();
    let written = date.rfc3339();
    if let Some(read) = Date::parse(&written, &TimeZone::UTC) {
        assert_eq!(read.rfc3339(), written);
    }
});
