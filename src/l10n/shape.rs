//! What a text and its translation have in common whatever the languages are: code, links, versions, and
//! how many headings, items and calls there are. It tells which of many texts was translated.

/// The parts of a text that are not translated, each as a hash; sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape(Vec<u64>);

/// How many parts of a text count.
const MOST: usize = 20_000;

impl Shape {
    pub fn of(text: &str) -> Self {
        let text = without_comments(text);
        let mut parts = Vec::new();
        let mut fence: Option<&str> = None;
        for line in text.lines().take(MOST) {
            let inside = line.trim();
            let mark = ["```", "~~~"].into_iter().find(|mark| inside.starts_with(mark));
            match (fence, mark) {
                (None, Some(mark)) => fence = Some(mark),
                (Some(open), Some(mark)) if open == mark => fence = None,
                (Some(_), _) => parts.extend(code_line(inside)),
                (None, None) => text_line(inside, &mut parts),
            }
        }
        parts.truncate(MOST);
        parts.sort_unstable();
        Self(parts)
    }

    /// How many parts it has.
    pub fn parts(&self) -> usize {
        self.0.len()
    }

    /// How much of two texts is the same, up to a thousand: Dice's coefficient.
    pub fn fit(&self, other: &Self) -> u32 {
        let (mut at, mut common) = (0_usize, 0_usize);
        for part in &self.0 {
            while other.0.get(at).is_some_and(|own| own < part) {
                at += 1;
            }
            if other.0.get(at) == Some(part) {
                (at, common) = (at + 1, common + 1);
            }
        }
        let all = self.0.len() + other.0.len();
        u32::try_from((2 * common * 1000).checked_div(all).unwrap_or(1000)).unwrap_or(0)
    }
}

fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        let inside = &rest[start + 4..];
        rest = inside.find("-->").map_or("", |end| &inside[end + 3..]);
    }
    kept.push_str(rest);
    kept
}

/// A line of code without its comment. Messages may be translated.
fn code_line(line: &str) -> Option<u64> {
    let code = line.split(" #").next().unwrap_or_default().trim_end();
    let is_code = !code.is_empty() && !code.starts_with('#') && code.is_ascii();
    is_code.then(|| hash("code", code))
}

fn text_line(line: &str, parts: &mut Vec<u64>) {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    if level > 0 && line[level..].starts_with(' ') {
        parts.push(hash("heading", &line[..level]));
    }
    let bare = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = ["- ", "* ", "+ "].into_iter().any(|mark| line.starts_with(mark))
        || bare.len() < line.len() && bare.starts_with(". ");
    if is_item {
        parts.push(hash("item", ""));
    }
    if line.starts_with('|') {
        parts.push(hash("row", ""));
    }
    calls(line, parts);
    links(line, parts);
    let spans = line.split('`').enumerate();
    for (at, span) in spans {
        match at % 2 {
            1 if span.is_ascii() => parts.push(hash("span", span)),
            1 => {}
            _ => numbers(span, parts),
        }
    }
}

fn calls(line: &str, parts: &mut Vec<u64>) {
    for (at, _) in line.match_indices("{{") {
        let inside = line[at + 2..].trim_start_matches(['<', '%', ' ']);
        let name = inside.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        // Two names of one call.
        let name = if name == "codenew" { "code_sample" } else { name };
        parts.push(hash("call", name));
    }
}

/// Where links lead, without the language and the anchor.
fn links(line: &str, parts: &mut Vec<u64>) {
    for (at, _) in line.match_indices("](") {
        let inside = &line[at + 2..];
        let target = inside[..inside.find([')', ' ']).unwrap_or(inside.len())].trim();
        let target = target.split('#').next().unwrap_or_default().trim_end_matches('/');
        let path = target.strip_prefix('/').unwrap_or(target);
        let below = path.split_once('/').filter(|(first, _)| is_language(first));
        let target = below.map_or(path, |(_, rest)| rest);
        if !target.is_empty() && target.is_ascii() {
            parts.push(hash("link", target));
        }
    }
}

fn is_language(part: &str) -> bool {
    let (language, region) = part.split_once('-').unwrap_or((part, ""));
    language.len() == 2
        && region.len() <= 4
        && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Versions and other numbers.
fn numbers(text: &str, parts: &mut Vec<u64>) {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'));
    let words = words.map(|word| word.trim_matches('.').trim_start_matches('v'));
    let numbers = words.filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    parts.extend(numbers.map(|number| hash("number", number)));
}

/// FNV-1a.
fn hash(kind: &str, text: &str) -> u64 {
    kind.bytes().chain([0]).chain(text.bytes()).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_fits_what_it_was_made_from() {
        let old = "## Run\n\n- Use `a` of [it](/docs/a/#x), since v1.2.\n\n```shell\nrun --a # now\n```\n";
        let new = "## Run\n\n- Use `b` of [it](/docs/b/), since v1.3.\n- Stop.\n\n```shell\nrun --b\n```\n";
        let own = "## 走る\n\n- [それ](/ja/docs/a/)の`a`、1.2から。<!-- - x -->\n\n```shell\nrun --a # 今\n```\n";
        let own = Shape::of(own);
        assert_eq!(own.fit(&Shape::of(old)), 1000);
        assert!(own.fit(&Shape::of(new)) < 600);
        assert_eq!(Shape::of("").fit(&Shape::of("words")), 1000, "neither has anything");
    }

    #[test]
    fn what_is_not_closed_ends() {
        for text in ["<!--", "`", "```", "](", "{{", "```\n~~~\n```"] {
            let shape = Shape::of(text);
            assert_eq!(shape.fit(&shape), 1000, "{text}");
        }
    }
}
