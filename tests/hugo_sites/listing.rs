//! Which pages, redirects and files has an output? Templates of both write down what a page is.

use std::collections::BTreeSet;
use std::fmt::Write;

/// What each template begins with.
pub const MARK: &str = "page|";

/// Lines that say all that is compared, in order.
pub type Listing = BTreeSet<String>;

/// What a file of an output says; `None` for what is not compared: feeds, styles, sitemaps.
pub fn line(path: &str, text: &str) -> Option<String> {
    if text.trim_start().starts_with(MARK) {
        return Some(format!("{path}: {}", with_date(text.trim())));
    }
    if text.contains("http-equiv=\"refresh\"") {
        let target = text.split("url=").nth(1)?.split('"').next()?;
        let target = target.strip_suffix("index.html").unwrap_or(target);
        return Some(format!("{path}: redirects to {}", decoded(&target.replace("&#43;", "+"))));
    }
    text.starts_with("file ").then(|| format!("{path}: {}", text.trim()))
}

/// The fields of a page with its date in UTC.
fn with_date(fields: &str) -> String {
    let fields: Vec<String> = fields
        .split('|')
        .map(|field| match field.parse::<jiff::Timestamp>() {
            Ok(date) => date.to_string(),
            // With `uglyURLs`, Hugo shows the file of a list.
            Err(_) => field.strip_suffix("index.html").unwrap_or(field).to_owned(),
        })
        .collect();
    fields.join("|")
}

fn decoded(url: &str) -> String {
    percent_encoding::percent_decode_str(url).decode_utf8_lossy().into_owned()
}

/// The lines that only one of them has.
pub fn difference(hugos: &Listing, ours: &Listing) -> String {
    let mut text = String::new();
    for line in hugos.difference(ours) {
        let _ = writeln!(text, "  only Hugo: {line}");
    }
    for line in ours.difference(hugos) {
        let _ = writeln!(text, "  only site: {line}");
    }
    text
}
