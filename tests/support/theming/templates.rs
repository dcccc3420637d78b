//! What templates, components and assets say of themselves in the comment that they open with.

use super::line;

/// A template's opening comment.
pub struct Opening {
    pub text: String,
    /// What a shortcode needs, as its template declares.
    pub needs: String,
}

/// Keys of a declaration, which a shortcode's comment ends with.
const DECLARED: &[&str] = &["needs", "file", "term", "gate", "picture", "code"];

/// Everything from a line that declares something on is not for people.
pub fn opening(template: &str, name: &str) -> Opening {
    let comment = comment(template).unwrap_or_else(|| panic!("`{name}` opens with no comment"));
    let declared = |line: &str| -> Option<(String, String)> {
        let (key, value) = line.trim().split_once(':')?;
        DECLARED.contains(&key).then(|| (key.to_owned(), value.trim().to_owned()))
    };
    let words = comment.lines().take_while(|line| declared(line).is_none());
    let mut declarations = comment.lines().filter_map(declared);
    let needs = declarations.find(|(key, _)| key == "needs").map(|(_, value)| value);
    let alternatives = |need: &str| {
        need.split('|').map(|name| format!("`{}`", name.trim())).collect::<Vec<_>>().join(" or ")
    };
    let needs = needs.as_deref().unwrap_or_default();
    let needs = needs.split(',').filter(|need| !need.is_empty()).map(alternatives);
    Opening {
        text: line(&words.collect::<Vec<_>>().join(" ")),
        needs: needs.collect::<Vec<_>>().join(", "),
    }
}

/// The components of a template: how each is called, and the comment that stands right before it.
pub fn components(template: &str) -> Vec<(String, String)> {
    let parts = template.split("{% component ").collect::<Vec<&str>>();
    let called = parts.windows(2).map(|pair| {
        let (call, _) = pair[1].split_once("%}").expect("an end");
        let call = line(call.trim_end_matches('-').trim_end());
        let before = pair[0].trim_end();
        let before = before.strip_suffix("-#}").or_else(|| before.strip_suffix("#}"));
        let words = before.and_then(|before| before.rsplit("{#").next());
        let words = words.unwrap_or_else(|| panic!("`{call}` follows no comment"));
        (call, line(words.trim_start_matches('-')))
    });
    called.collect()
}

/// The comment at the beginning of a style sheet or a script.
pub fn first_comment(asset: &str, name: &str) -> String {
    if let Some(rest) = asset.strip_prefix("/*") {
        return line(rest.split("*/").next().unwrap_or_default());
    }
    let lines = asset.lines().map_while(|line| line.strip_prefix("//"));
    let words = line(&lines.collect::<Vec<_>>().join(" "));
    assert!(!words.is_empty(), "`{name}` opens with no comment");
    words
}

fn comment(template: &str) -> Option<&str> {
    let (comment, _) = template.strip_prefix("{#")?.split_once("#}")?;
    Some(comment.trim_start_matches('-').trim_end_matches('-'))
}
