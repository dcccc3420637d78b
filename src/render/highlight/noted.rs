//! Comments at the ends of lines that say what the lines are: `// [!code ++]`, as VitePress and others read them.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex::Regex;

use super::options::BlockOptions;

/// What every such comment has; nearly all code has none.
const MARK: &str = "[!code ";

/// Code, and a comment of any language behind it.
static NOTED: LazyLock<Regex> = LazyLock::new(|| {
    let comment =
        r"(?://|#|--|;|%|/\*|<!--)[ \t]*\[!code (\+\+|--|highlight|hl)\][ \t]*(?:\*/|-->)?";
    Regex::new(&format!(r"^(.*?\S)[ \t]*{comment}[ \t]*$")).expect("a valid pattern")
});

/// The code without these comments, and its options with what they say; `None` if there are none.
pub(super) fn read(text: &str, options: &BlockOptions) -> Option<(String, BlockOptions)> {
    if !text.contains(MARK) {
        return None;
    }
    let mut options = options.clone();
    let mut code = String::with_capacity(text.len());
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        match NOTED.captures(line) {
            Some(noted) => {
                ranges(&mut options, &noted[2]).push(index + 1..=index + 1);
                code.push_str(&noted[1]);
            }
            None => code.push_str(line),
        }
        code.push_str(end);
    }
    Some((code, options))
}

fn ranges<'a>(options: &'a mut BlockOptions, word: &str) -> &'a mut Vec<RangeInclusive<usize>> {
    match word {
        "++" => &mut options.added,
        "--" => &mut options.removed,
        _ => &mut options.marked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_at_the_end_of_a_line_says_what_the_line_is() {
        let text =
            "a() // [!code ++]\nb = 1  # [!code --]\n<p> <!-- [!code hl] -->\n// [!code ++]\nc";
        let (code, options) = read(text, &BlockOptions::default()).expect("comments");
        assert_eq!(code, "a()\nb = 1\n<p>\n// [!code ++]\nc");
        assert_eq!((options.added, options.removed), (vec![1..=1], vec![2..=2]));
        assert_eq!(options.marked, [3..=3]);
        assert_eq!(read("a()\nb()", &BlockOptions::default()), None);
    }
}
