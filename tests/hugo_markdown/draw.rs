//! Documents drawn from a grammar of blocks and of what stands in lines.
//!
//! The same seed draws the same documents. What is drawn is Markdown as people write it, and now and then
//! as nobody should.

use std::fmt::Write as _;

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

const WORDS: &[&str] = &[
    "Pods",
    "run",
    "on",
    "nodes",
    "the scheduler",
    "節点",
    "调度器",
    "파드",
    "クラスタ",
    "über",
    "42",
    "don't",
    "{id}",
    "{a, b}",
    "a_b_c",
    "2 * 3",
    "x < y",
    "AT&T",
    "C#",
    "e.g.",
    "v1.30",
    "#5",
    "1) one",
    "مرحبا",
    "שלום",
    "（注）",
    "。",
    "「引用」",
    "🎉",
];

const INLINE: &[&str] = &[
    "*em*",
    "**strong**",
    "***both***",
    "_em_",
    "`code`",
    "`` a ` b ``",
    "[link](/x/)",
    "[link](/x/ \"title\")",
    "<https://example.org/a>",
    "https://example.org/b",
    "(https://example.org/c)",
    "~~gone~~",
    "\"quoted\"",
    "one -- two --- three",
    "and so on...",
    "&amp;",
    "&copy;",
    "\\*star\\*",
    "<b>bold</b>",
    "![alt](b.png)",
    "*a **b** c*",
    "[*em* link](/y/)",
    "`a|b`",
    "**注意**：",
    "text*in*side",
    "it's",
    "`{{< word code >}}`",
    "`{{% word code %}}`",
    "{{< word angle >}}",
    "{{% word percent %}}",
    "{{</* word */>}}",
    "`{{</* word */>}}`",
    "*{{< word em >}}*",
    "[{{< word link >}}](/z/)",
    "++new++",
    "++",
    "==marked **text**==",
    "a==b==c",
    "x^2^",
    "^a b^",
    ":tada:",
    ":nope:",
    "[:heart: a](/v/)",
    "**파드(Pod)**는",
    "5'6\"",
    "the '90s",
    "'one' and 'two'",
    "\"open",
    "so\" he",
    "\"*em*\"",
    "<< a >>",
    "https://example.org/d--e",
    "@@a *b* c@@",
    "![{{< word alt >}}](b.png)",
    "![a *{{< word alt >}}* ++b++ `c`]({{< word address >}}/b.png \"{{< word title >}}\")",
    "[to]({{< word address >}}{{% word more %}}/#x \"a {{< word title >}}\")",
    "[![a]({{< word address >}})](/{{< word link >}}/)",
    "[called]",
    "![picture][called]",
    "[a {{< word link >}} b][Called]",
    "[link](</x y/> 'ti\"tle')",
    "[link](/x_(y)/)",
    "[![alt](b.png)](/x/)",
    "**参数（param）**和",
    "文字**“重点”**文字",
    "**テスト。**次",
    "**`kubectl`**은",
    "**العربية**،",
    "节_点_节",
    "http://example.org/节点/",
    "<kbd>Ctrl</kbd>+<kbd>C</kbd>",
];

const ATTRIBUTES: &[&str] = &[
    "{#own-id}",
    "{.wide}",
    "{.a .b}",
    "{title=\"two words\"}",
    "{#i .c data-x=1}",
    "{.x,.y}",
    "{disabled}",
    "{a, b}",
    "{#two words}",
    "{k='v'}",
    "{}",
    "{#i",
    "{ #blank }",
];

const BLOCK_ATTRIBUTES: &[&str] = &["{.wide}", "{#block .a}", "{data-k=\"v w\"}", "{a, b}"];

const CODE_LINES: &[&str] = &[
    "kubectl get pods",
    "a: {{< word yaml >}}",
    "b: \"{{% word text %}}\"",
    "# {{</* word */>}}",
    "  indented",
    "x < y && z > 0",
    "",
    "# not a heading {#x}",
    "| a | b |",
    "<!-- comment -->",
    "~~~",
    "{.no}",
    "$ echo \\",
];

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
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

impl Drawing<'_> {
    /// A block with at most `depth` others around its text.
    fn block(&mut self, depth: usize) -> String {
        let kinds = if depth == 0 { 8 } else { 14 };
        match self.dice.below(kinds) {
            0 | 1 => self.paragraph(),
            2 => self.heading(),
            3 => self.table(),
            4 => self.fence(),
            5 => self.indented_code(),
            6 => self.small(),
            7 => self.definitions(),
            8 | 9 => self.list(depth - 1),
            10 => self.tasks(),
            11 => self.quotation(depth - 1),
            12 => self.call(depth - 1),
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
        let words = words.replace("{{< word", "{{% word").replace(">}}", "%}}");
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
        let language = self.dice.pick(&["", "yaml", "go", "bash"]);
        let closing = self.dice.pick(&["", "", " ", "\t"]);
        format!("```{language}\n{}\n```{closing}", self.code().join("\n"))
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
                    text.push_str("\n\n");
                    text.push_str(&self.block(depth));
                }
                format!("{marker}{}", indented(&text, marker.len()))
            })
            .collect();
        items.join(blank)
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
