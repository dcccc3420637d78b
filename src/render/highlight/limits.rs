//! Which blocks would keep a grammar busy for too long?
//!
//! The expressions of the grammars go back and try again, some of them millions of times for a line of sixty bytes.
//! Their steps cannot be counted while they run, so the text decides before: its size, the lengths of its lines, its
//! runs of blanks, and lines that repeat one shape. The limits come from measurements of some 200 repetitive lines
//! in each of the 220 grammars. The manual lists them.

/// The longest block, in bytes. The slowest grammars take 25 to 40 µs for each byte, whatever the text.
const MAX_BLOCK: usize = 64 * 1024;

/// The limit for the sum of the squares of the lengths of lines, which many expressions need: up to 100 ns for
/// each. One line of 4 KiB reaches it, or 256 lines of 256 bytes.
const MAX_SQUARES: usize = 4096 * 4096;

/// The limit for the sum of the cubes of the longest run of blanks in each line: INI's expressions take 1.5 ns
/// for each.
const MAX_BLANK_CUBES: usize = 1000 * 1000 * 1000;

/// Repetitive lines that a block may have in one of the [`BACKTRACKING`] grammars. For each of them, the engine may
/// take ten million steps before it gives up, up to a quarter of a second.
const MAX_REPETITIVE_LINES: usize = 8;

/// How often a line that repeats a shape contains it at least.
const MIN_REPETITIONS: usize = 6;
/// The longest shape, in words and signs.
const MAX_SHAPE: usize = 4;
/// More digits than a usual number has.
const LONG_NUMBER: usize = 11;
/// More blanks than a usual gap has, the indentation apart.
const LONG_BLANKS: usize = 20;

/// Grammars with expressions that try all ways to divide a repetitive line, and those that embed them.
const BACKTRACKING: &[&str] = &[
    "AsciiDoc (Asciidoctor)",
    "C#",
    "Command Help",
    "Fortran (Modern)",
    "Less",
    "Markdown",
    "MultiMarkdown",
    "Python",
    "SCSS",
    "Sass",
    "Svelte",
    "SystemVerilog",
    "Vue Component",
    "orgmode",
    "reStructuredText",
];

/// Whether any grammar could take too long for a text.
pub(super) fn is_large(text: &str) -> bool {
    let sum = |cost: fn(&str) -> usize| text.lines().map(cost).fold(0, usize::saturating_add);
    text.len() > MAX_BLOCK
        || sum(|line| line.len().saturating_pow(2)) > MAX_SQUARES
        || sum(|line| longest_run(line, is_blank).saturating_pow(3)) > MAX_BLANK_CUBES
}

/// Whether the grammar of a name could take too long for a text that is not large.
pub(super) fn is_slow(grammar: &str, text: &str) -> bool {
    let repetitive = || text.lines().filter(|line| is_repetitive(line));
    BACKTRACKING.contains(&grammar) && repetitive().nth(MAX_REPETITIVE_LINES).is_some()
}

/// Whether a line has a long number, a wide gap, or repeats the same few words and signs.
fn is_repetitive(line: &str) -> bool {
    let line = line.trim();
    let shape = shape(line);
    longest_run(line, |byte| byte.is_ascii_digit()) >= LONG_NUMBER
        || longest_run(line, is_blank) >= LONG_BLANKS
        || (1..=MAX_SHAPE).any(|length| repeats(&shape, length))
}

/// A line with one letter for each word and one blank for each gap.
fn shape(line: &str) -> Vec<u8> {
    let class = |byte: u8| match byte {
        b' ' | b'\t' => b' ',
        b'_' | 0x80.. => b'a',
        _ if byte.is_ascii_alphanumeric() => b'a',
        _ => byte,
    };
    let mut shape: Vec<u8> = line.bytes().map(class).collect();
    shape.dedup_by(|next, before| next == before && matches!(next, b'a' | b' '));
    shape
}

/// Whether a part of this length follows itself often enough. Sentences, lists and rules do so, and are quick.
fn repeats(shape: &[u8], length: usize) -> bool {
    let mut same = 0;
    shape.windows(length + 1).any(|window| {
        same = if window[0] == window[length] { same + 1 } else { 0 };
        let is_one_sign = window.iter().all(|byte| *byte == window[0]);
        let quick = if is_one_sign { b"a -=#*~".as_slice() } else { b"a ," };
        let is_quick = window.iter().all(|byte| quick.contains(byte));
        same >= length * (MIN_REPETITIONS - 1) && !is_quick
    })
}

fn longest_run(line: &str, is_in: fn(u8) -> bool) -> usize {
    line.as_bytes().split(|byte| !is_in(*byte)).map(<[u8]>::len).max().unwrap_or_default()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_that_repeat_are_found_whatever_the_words() {
        for line in [
            format!("({}", "0".repeat(20)),
            format!("a{}b", " ".repeat(60)),
            "_ [][][][][][]".to_owned(),
            ".a .bc .d .e  .f .g .h".to_owned(),
            "a-b-c-d-e-f-g".to_owned(),
            "\\\\\\\\\\\\".to_owned(),
        ] {
            assert!(is_repetitive(&line), "{line}");
        }
    }

    #[test]
    fn code_as_people_write_it_repeats_little() {
        for line in [
            "                                                     return value",
            "def f(self, name: str, *, count: int = 0) -> dict[str, list[int]]:  # noqa: E501",
            "    public static async Task<IEnumerable<Item>> ReadAsync(string path, CancellationToken token)",
            "| `--name` | text | no | The [name](https://example.org/a-b-c) of it. |",
            ".a:hover > .b + .c ~ .d { margin: 0 auto 1px 2px; }",
            "A sentence of many words, which stand one behind the other, repeats blanks, words, and commas.",
            "matrix = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]",
            "# ---------------------------------------------------------------- #",
        ] {
            assert!(!is_repetitive(line), "{line}");
        }
    }

    #[test]
    fn each_limit_alone_is_enough() {
        assert!(!is_large(&"a = b\n".repeat(MAX_BLOCK / 6)));
        assert!(is_large(&"a = b\n".repeat(MAX_BLOCK / 6 + 1)));
        assert!(!is_large(&"a".repeat(4096)));
        assert!(is_large(&"a".repeat(4097)));
        assert!(!is_large(&" ".repeat(1000)));
        assert!(is_large(&" ".repeat(1001)));
        let line = format!("({}\n", "0".repeat(20));
        assert!(!is_slow("Python", &line.repeat(MAX_REPETITIVE_LINES)));
        assert!(is_slow("Python", &line.repeat(MAX_REPETITIVE_LINES + 1)));
        assert!(!is_slow("Go", &line.repeat(MAX_REPETITIVE_LINES + 1)));
    }
}
