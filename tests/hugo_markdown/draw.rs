//! Documents drawn from a grammar of blocks and of what stands in lines.
//!
//! The same seed draws the same documents. What is drawn is Markdown as people write it, and now and then
//! as nobody should.

use std::fmt::Write as _;

use super::words::{
    ATTRIBUTES, BLOCK_ATTRIBUTES, CALLS, CODE_LINES, DEFINITIONS, FENCES, HTML, INLINE, WORDS,
};

/// A source of numbers: SplitMix64.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("it is below a usize")
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// A document and what it refers to.
pub struct Drawing<'d> {
    dice: &'d mut Dice,
    notes: usize,
}

/// Draws one document.
pub fn document(dice: &mut Dice) -> String {
    let mut drawing = Drawing { dice, notes: 0 };
    let count = 1 + drawing.dice.below(5);
    let mut blocks: Vec<String> = (0..count).map(|_| drawing.block(3)).collect();
    for note in 0..drawing.notes {
        let line = drawing.line();
        blocks.push(format!("[^n{note}]: {line}"));
    }
    blocks.push("[called]: {{< word definition >}}/a.png \"{{< word title >}}\"".to_owned());
    blocks.push(drawing.dice.pick(DEFINITIONS).to_owned());
    let mut text = blocks.join("\n\n");
    text.push('\n');
    if dice.one_in(20) { text.replace('\n', "\r\n") } else { text }
}

impl Drawing<'_> {
    /// A block with at most `depth` others around its text.
    fn block(&mut self, depth: usize) -> String {
        let kinds = if depth == 0 { 11 } else { 20 };
        match self.dice.below(kinds) {
            0 | 1 => self.paragraph(),
            2 => self.heading(),
            3 => self.table(),
            4 => self.fence(),
            5 => self.indented_code(),
            6 => self.small(),
            7 => self.definitions(),
            8 => self.dice.pick(HTML).to_owned(),
            9 => self.dice.pick(CALLS).to_owned(),
            10 => self.loose_table(),
            11 | 12 => self.list(depth - 1),
            13 => self.tasks(),
            14 => self.quotation(depth - 1),
            15 => self.call(depth - 1),
            16 => self.alert(depth - 1),
            17 => self.odd_list(),
            18 => self.angle(depth - 1),
            _ => self.attributed(depth - 1),
        }
    }

    fn blocks(&mut self, depth: usize) -> String {
        let count = 1 + self.dice.below(2);
        let blocks: Vec<String> = (0..count).map(|_| self.block(depth)).collect();
        blocks.join("\n\n")
    }

    /// What stands in a line. It begins with a word, so that no block begins with it.
    fn line(&mut self) -> String {
        let mut line =
            self.dice.pick(&["Pods", "节点", "파드", "Die Knoten", "ポッド", "مرحبا"]).to_owned();
        for _ in 0..self.dice.below(6) {
            let from = if self.dice.one_in(2) { WORDS } else { INLINE };
            line.push_str(if self.dice.one_in(12) { "" } else { " " });
            line.push_str(self.dice.pick(from));
        }
        line
    }

    fn paragraph(&mut self) -> String {
        let mut text = self.line();
        for _ in 0..self.dice.below(3) {
            text.push_str(self.dice.pick(&["\n", "\n", "  \n", "\\\n"]));
            text.push_str(&self.line());
        }
        if self.dice.one_in(8) {
            let _ = write!(text, "[^n{}]", self.notes);
            self.notes += 1;
        }
        text
    }

    fn heading(&mut self) -> String {
        let mut words = self.line().replace("{{</* word */>}}", "{{%/* word */%}}");
        let closing = if self.dice.one_in(6) { " ##" } else { "" };
        if self.dice.one_in(2) {
            words.push_str(closing);
            words.push(' ');
            words.push_str(self.dice.pick(ATTRIBUTES));
        }
        // Hugo makes an id of what stands for a call between angle brackets.
        let words = words.replace("{{<", "{{%").replace(">}}", "%}}").replace("%word", "% word");
        // Hugo writes a quotation mark of a call as a reference, whose digits are in the id.
        let words = words.replace("`raw \"x\"`", "raw");
        // A picture in a heading is for nobody to link to.
        let words = words.replace("![", "[");
        match self.dice.below(5) {
            0 => format!("{words}\n==="),
            1 => format!("{words}\n---"),
            level => format!("{} {words}", "#".repeat(level)),
        }
    }

    fn table(&mut self) -> String {
        let columns = 2 + self.dice.below(2);
        let rule = self.dice.pick(&["---", ":--", "--:", ":-:"]).to_owned();
        // Hugo aligns no cell that the head lacks.
        let extra = usize::from(rule == "---" && self.dice.one_in(4));
        let blank = if self.dice.one_in(8) { "\t" } else { " " };
        let mut lines = vec![
            format!("| {} |", vec!["head"; columns].join(" | ")),
            format!(
                "|{blank}{}{blank}|",
                vec![rule; columns + extra].join(&format!("{blank}|{blank}"))
            ),
        ];
        for _ in 0..1 + self.dice.below(3) {
            let cells: Vec<String> =
                (0..columns).map(|_| self.line().replace("`a|b`", "`a`")).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
        }
        lines.join("\n")
    }

    fn code(&mut self) -> Vec<&'static str> {
        (0..1 + self.dice.below(3)).map(|_| self.dice.pick(CODE_LINES)).collect()
    }

    fn fence(&mut self) -> String {
        let language = self.dice.pick(&["", "yaml", "go", "bash", "text {.c}", " yaml"]);
        let blanks = self.dice.pick(&["", "", " ", "\t"]);
        let (opening, closing) = FENCES[self.dice.below(FENCES.len())];
        let code = self.code().into_iter().filter(|line| *line != closing);
        let code = code.collect::<Vec<_>>().join("\n");
        format!("{opening}{language}\n{code}\n{closing}{blanks}")
    }

    fn indented_code(&mut self) -> String {
        let lines = self.code().into_iter().filter(|line| !line.trim().is_empty());
        let lines: Vec<String> = lines.map(|line| format!("    {line}")).collect();
        if lines.is_empty() { self.paragraph() } else { format!("Before\n\n{}", lines.join("\n")) }
    }

    fn small(&mut self) -> String {
        let kinds = [
            "***",
            "<div>\nhtml *here*\n</div>",
            "{{< word alone >}}",
            "{{% word alone %}}",
            "{{< word one >}} {{< word two >}}",
            "{{< word one >}}\n{{% word two %}}",
            "<!-- comment -->",
        ];
        self.dice.pick(&kinds).to_owned()
    }

    fn definitions(&mut self) -> String {
        format!("Term\n: {}\n: {}", self.line(), self.line())
    }

    fn list(&mut self, depth: usize) -> String {
        let marker = self.dice.pick(&["- ", "* ", "1. ", "3. "]);
        let blank = if self.dice.one_in(3) { "\n\n" } else { "\n" };
        let items: Vec<String> = (0..1 + self.dice.below(3))
            .map(|_| {
                let mut text = self.line();
                if self.dice.one_in(3) {
                    let block = self.block(depth);
                    if !is_called_code(&block) {
                        text.push_str("\n\n");
                        text.push_str(&block);
                    }
                }
                format!("{marker}{}", indented(&text, marker.len()))
            })
            .collect();
        items.join(blank)
    }

    /// A list with the habits that specifications warn of.
    fn odd_list(&mut self) -> String {
        let one = self.line();
        let two = self.line();
        match self.dice.below(9) {
            0 => format!("{one}\n- {two}\n- a"),
            1 => format!("{one}\n2. {two}"),
            2 => format!("- {one}\n* {two}\n+ a"),
            3 => format!("1) {one}\n2) {two}\n1. a"),
            4 => format!("+ {one}\n+\n+ {two}"),
            5 => format!("- {one}\n    - {two}\n        - a"),
            6 => format!("-\t{one}\n\n\t{two}"),
            7 => format!("- {one}\nlazy {two}"),
            _ => format!("1. {one}\n   - {two}\n\n     a\n2. b"),
        }
    }

    /// A table without bars at its sides, right behind a line, or with uneven rows.
    fn loose_table(&mut self) -> String {
        let cell = self.line().replace("`a|b`", "`a`").replace('\n', " ");
        match self.dice.below(4) {
            0 => format!("a | b\n--- | ---\n{cell} | c"),
            1 => format!("before\n| a | b |\n|---|:-:|\n| {cell} | c |"),
            2 => format!("| a | b |\n|---|---|\n| {cell} |\n| c | d | e |"),
            _ => format!("| a | b |\n|---|---|\n| `x\\|y` | {cell} |\nbehind"),
        }
    }

    fn alert(&mut self, depth: usize) -> String {
        let kind = self.dice.pick(&["NOTE", "tip", "Warning", "DANGER", "custom"]);
        let sign = self.dice.pick(&["", "", "-", "+"]);
        let title = self.dice.pick(&["", "", " A title", " *em* `c`", " {{< word title >}}"]);
        let inside = self.blocks(depth);
        let lines: Vec<String> = inside.lines().map(|line| format!("> {line}")).collect();
        format!("> [!{kind}]{sign}{title}\n{}", lines.join("\n"))
    }

    /// A call that encloses Markdown of its own: what refers to the page's is for others.
    fn angle(&mut self, depth: usize) -> String {
        const OF_PAGE: [&str; 6] = ["{{% box", "[^n", "angle >", "[plain]", "[called]", "/*"];
        let inside = self.blocks(depth);
        let lower = inside.to_lowercase();
        if OF_PAGE.iter().any(|part| lower.contains(part)) {
            return inside;
        }
        format!("{{{{< angle >}}}}\n{inside}\n{{{{< /angle >}}}}")
    }

    fn tasks(&mut self) -> String {
        format!("- [ ] {}\n- [x] {}", self.line(), self.line())
    }

    fn quotation(&mut self, depth: usize) -> String {
        let inside = self.blocks(depth);
        let lines: Vec<String> = inside
            .lines()
            .map(|line| format!("> {line}").trim_end_matches(' ').to_owned())
            .collect();
        lines.join("\n")
    }

    /// A call that encloses blocks, between per cent signs: they are Markdown of the page.
    fn call(&mut self, depth: usize) -> String {
        let inside = self.blocks(depth);
        if inside.contains("{{% box") {
            return inside;
        }
        format!("{{{{% box %}}}}\n{inside}\n{{{{% /box %}}}}")
    }

    fn attributed(&mut self, depth: usize) -> String {
        let block = self.block(depth);
        if block.ends_with(['}', '>']) {
            return block;
        }
        format!("{block}\n{}", self.dice.pick(BLOCK_ATTRIBUTES))
    }
}

/// Whether a call encloses code. In a list, Hugo takes the list's indentation for the code's.
fn is_called_code(block: &str) -> bool {
    block.contains("{{< angle")
        && ["```", "~~~", "    ", "<pre"].iter().any(|code| block.contains(code))
}

/// The lines behind the first one, further to the right.
fn indented(text: &str, by: usize) -> String {
    let blanks = " ".repeat(by);
    let mut lines = text.lines();
    let mut indented = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        indented.push('\n');
        if !line.is_empty() {
            indented.push_str(&blanks);
            indented.push_str(line);
        }
    }
    indented
}
