//! An alias in the front matter, added to its text.

use crate::parse::split_front_matter;
use crate::structured::Format;

/// The text of a page with one more alias; `None` if the front matter is one that cannot be added to by
/// writing a line.
pub(super) fn added(text: &str, alias: &str) -> Option<String> {
    let parts = split_front_matter(text).ok()?;
    let (format, range) = parts.front_matter?;
    let front_matter = &text[range.clone()];
    let end = if text[range.clone()].contains("\r\n") { "\r\n" } else { "\n" };
    let (at, line) = match format {
        Format::Yaml => in_yaml(front_matter, alias, end)?,
        Format::Toml => in_toml(front_matter, alias, end)?,
        _ => return None,
    };
    let at = range.start + at;
    Some(format!("{}{line}{}", &text[..at], &text[at..]))
}

/// Where a line goes, and the line.
fn in_yaml(front_matter: &str, alias: &str, end: &str) -> Option<(usize, String)> {
    let alias = serde_json::Value::from(alias).to_string();
    let Some((at, line)) = line_of(front_matter, "aliases:") else {
        return Some((front_matter.len(), format!("aliases: [{alias}]{end}")));
    };
    let value = line["aliases:".len()..].trim();
    if value.is_empty() {
        let behind = at + line.len();
        let item = front_matter[behind..].lines().next().unwrap_or_default();
        let indent: String = item.chars().take_while(|c| *c == ' ').collect();
        return item
            .trim_start()
            .starts_with("- ")
            .then(|| (behind, format!("{indent}- {alias}{end}")));
    }
    in_brackets(at, line, &alias)
}

fn in_toml(front_matter: &str, alias: &str, end: &str) -> Option<(usize, String)> {
    let alias = toml::Value::from(alias).to_string();
    match line_of(front_matter, "aliases") {
        Some((at, line)) => in_brackets(at, line, &alias),
        None => {
            // Behind a table's heading, keys are the table's.
            let table = front_matter.split_inclusive('\n').scan(0, |at, line| {
                *at += line.len();
                Some((*at - line.len(), line))
            });
            let table = table.into_iter().find(|(_, line)| line.starts_with('['));
            let at = table.map_or(front_matter.len(), |(at, _)| at);
            Some((at, format!("aliases = [{alias}]{end}")))
        }
    }
}

/// A list that stands on one line gets one more item.
fn in_brackets(at: usize, line: &str, alias: &str) -> Option<(usize, String)> {
    let open = line.find('[')?;
    let close = line.rfind(']').filter(|close| open < *close)?;
    let separator = if line[open + 1..close].trim().is_empty() { "" } else { ", " };
    Some((at + open + 1, format!("{alias}{separator}")))
}

/// The line that begins with a key, with its place.
fn line_of<'t>(text: &'t str, key: &str) -> Option<(usize, &'t str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let rest = line.strip_prefix(key);
        if rest.is_some_and(|rest| key.ends_with(':') || rest.trim_start().starts_with('=')) {
            return Some((at, line));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::added;

    #[test]
    fn an_alias_joins_those_that_are_there() {
        for (before, after) in [
            ("---\ntitle: A\n---\nB", "---\ntitle: A\naliases: [\"/x/\"]\n---\nB"),
            ("---\naliases: [/y/]\n---\n", "---\naliases: [\"/x/\", /y/]\n---\n"),
            ("---\naliases:\n- /y/\n---\n", "---\naliases:\n- \"/x/\"\n- /y/\n---\n"),
            (
                "---\naliases:\n  - /y/\nb: c\n---\n",
                "---\naliases:\n  - \"/x/\"\n  - /y/\nb: c\n---\n",
            ),
            (
                "+++\ntitle = 'A'\n[a]\nb = 1\n+++\n",
                "+++\ntitle = 'A'\naliases = [\"/x/\"]\n[a]\nb = 1\n+++\n",
            ),
            ("+++\naliases = []\n+++\n", "+++\naliases = [\"/x/\"]\n+++\n"),
        ] {
            assert_eq!(added(before, "/x/").as_deref(), Some(after));
        }
        for before in ["{\"title\": \"A\"}\n", "No front matter", "---\naliases: &a\n---\n"] {
            assert_eq!(added(before, "/x/"), None, "{before}");
        }
    }
}
