//! Draws templates from Go's grammar.

/// Numbers that are the same for the same seed: SplitMix64.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn holds(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }
}

/// What every template begins with.
const DATA: &str = r#"{{- $d := dict "s" "a<b & \"c\"" "u" "/x y?z=1&q=ä" "j" "javascript:alert(1)" "e" "" "n" 5 "m" -3 "z" 0 "f" 2.5 "t" true "no" false "l" (slice "x" "y<" "z") "i" (slice 3 1 2) "mix" (slice 1 "a" 2.5 true) "none" nil "h" ("<b>h</b>" | safeHTML) "map" (dict "k" "v" "b" 2 "a" (slice 1 2)) "rows" (slice (dict "w" 2 "n" "b") (dict "w" 1 "n" "a")) -}}
{{- $x := "var" -}}"#;

const STRINGS: &[&str] = &[
    r#""""#,
    r#""a b""#,
    r#""<i>&amp;""#,
    "`raw \"q\" 'x' \\n`",
    r#""é日本""#,
    r#""tab\tnew\nline""#,
    r#""it's""#,
    r#""https://e.org/a?b=c&d=e f""#,
    r##""#frag""##,
    r#""MiXed Case""#,
    r#""10""#,
    r#""-x-y-""#,
    r#""a,b;c""#,
    r#""{{ x }}""#,
    r#""100%""#,
    r#""expression(1)""#,
    r#""red""#,
    r#""</script>""#,
    r#""onclick""#,
    r#""title""#,
];

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "7",
    "-4",
    "12",
    "3.5",
    "-0.25",
    "1e6",
    "0xA",
    "0b101",
    "'\t'",
    "1.0",
    "12345678.9",
    "1_0",
];

const FIELDS: &[&str] = &[
    "$d.s",
    "$d.u",
    "$d.j",
    "$d.e",
    "$d.n",
    "$d.m",
    "$d.z",
    "$d.f",
    "$d.t",
    "$d.no",
    "$d.l",
    "$d.i",
    "$d.mix",
    "$d.none",
    "$d.h",
    "$d.map",
    "$d.map.k",
    "$d.map.a",
    "$d.missing",
    "$d.missing.deeper",
    "$x",
    "$d.rows",
    "$",
];

const TEXTS: &[&str] = &[
    "$d.s",
    "$d.u",
    "$d.e",
    "$x",
    "$d.map.k",
    r#""a b a""#,
    r#""Hello, 世界!""#,
    r#""  pad ""#,
    r#""x-y_z""#,
    "$d.h",
];

const LISTS: &[&str] = &[
    "$d.l",
    "$d.i",
    "$d.mix",
    "$d.map.a",
    "(slice)",
    "(slice 1 2 2 3)",
    r#"(slice "b" "a" "b")"#,
    "$d.none",
];

/// A template.
pub fn template(dice: &mut Dice) -> String {
    let mut out = String::from(DATA);
    if dice.holds(15) {
        out.push_str("{{ define \"part\" }}[{{ . }}]{{ end }}");
    }
    let has_part = out.contains("define");
    for _ in 0..=dice.below(4) {
        piece(dice, &mut out, 3, has_part);
    }
    out
}

fn piece(dice: &mut Dice, out: &mut String, depth: usize, has_part: bool) {
    match dice.below(if depth == 0 { 5 } else { 12 }) {
        0 => out.push_str(dice.one(&[
            "text ",
            "\n <p>a</p>\n",
            "a < b ",
            "&amp; ",
            "\n\n",
            "<!-- c -->",
            "x",
        ])),
        1 | 2 => action(dice, out),
        3 => place(dice, out),
        4 => printf(dice, out),
        5 | 6 => condition(dice, out, depth, has_part),
        7 | 8 => range(dice, out, depth, has_part),
        9 => {
            let value = expression(dice, 2);
            out.push_str(&format!("{{{{ $y := {value} }}}}{{{{ $x = $y }}}}{{{{ $x }}}}"));
        }
        10 if has_part => {
            let value = expression(dice, 2);
            out.push_str(&format!("{{{{ template \"part\" {value} }}}}"));
        }
        _ => {
            let value = expression(dice, 2);
            let other = expression(dice, 1);
            out.push_str(&format!(
                "{{{{ with {value} }}}}{{{{ . }}}}{{{{ else with {other} }}}}!{{{{ . }}}}"
            ));
            out.push_str("{{ else }}none{{ end }}");
        }
    }
}

fn action(dice: &mut Dice, out: &mut String) {
    let value = expression(dice, 3);
    let (left, right) = match dice.below(6) {
        0 => ("{{-", "-}}"),
        1 => ("{{-", "}}"),
        2 => ("{{", "-}}"),
        _ => ("{{", "}}"),
    };
    out.push_str(&format!("{left} {value} {right} "));
}

/// A place in HTML that is closed again.
fn place(dice: &mut Dice, out: &mut String) {
    let form = dice.one(&[
        "<a href=\"E\">l</a>",
        "<a href=\"/a/E/b?q=E#E\">l</a>",
        "<a href=E>l</a>",
        "<p title=\"E\">t</p>",
        "<p class='E' data-x=E>t</p>",
        "<div style=\"color: E; width: E\">d</div>",
        "<div style=\"background: url('E')\">d</div>",
        "<script>var a = E; var b = \"E\"; f('E');</script>",
        "<script>var a = `x ${ E } E`; var r = /E/; // E\n/* E */ x = E / 2</script>",
        "<script type=\"application/json\">{\"a\": E}</script>",
        "<script type=\"text/plain\">E</script>",
        "<style>p { width: E; content: \"E\"; /* E */ }</style>",
        "<textarea>E</textarea>",
        "<title>E</title>",
        "<button onclick=\"f(E, 'E')\">b</button>",
        "<img srcset=\"E\" src=\"E\">",
        "<!-- E -->",
        "<input E>",
        "<input value=\"E\" data-url=\"E\">",
        "<svg><use xlink:href=\"E\"/></svg>",
        "<p>E</p>",
        "<h2 id=\"E\">E</h2>",
    ]);
    for (index, part) in form.split('E').enumerate() {
        if index > 0 {
            let value = expression(dice, 1);
            out.push_str(&format!("{{{{ {value} }}}}"));
        }
        out.push_str(part);
    }
}

fn printf(dice: &mut Dice, out: &mut String) {
    let mut format = String::new();
    let mut arguments = String::new();
    for _ in 0..=dice.below(3) {
        format.push_str(dice.one(&["a", " ", "", "-", "é"]));
        format.push('%');
        format.push_str(
            dice.one(&[
                "", "", "", "+", "-", "#", " ", "0", "5", "-6", "08", ".2", "6.1", "+.3", "x",
            ]),
        );
        format.push_str(dice.one(&[
            "v", "s", "d", "q", "x", "t", "f", "g", "e", "%", "T", "c", "U", "b", "o", "X", "z",
        ]));
        if dice.holds(92) {
            arguments.push(' ');
            arguments.push_str(&argument(dice, 1));
        }
    }
    out.push_str(&format!("{{{{ printf \"{format}\"{arguments} }}}} "));
}

fn condition(dice: &mut Dice, out: &mut String, depth: usize, has_part: bool) {
    let test = expression(dice, 2);
    out.push_str(&format!("{{{{ if {test} }}}}"));
    piece(dice, out, depth - 1, has_part);
    if dice.holds(40) {
        let test = expression(dice, 2);
        out.push_str(&format!("{{{{ else if {test} }}}}"));
        piece(dice, out, depth - 1, has_part);
    }
    if dice.holds(60) {
        out.push_str("{{ else }}");
        piece(dice, out, depth - 1, has_part);
    }
    out.push_str("{{ end }}");
}

fn range(dice: &mut Dice, out: &mut String, depth: usize, has_part: bool) {
    let over = match dice.below(4) {
        0 => dice.one(&["3", "0", "$d.n", "$d.map", "$d.rows", "$d.missing"]).to_owned(),
        1 => expression(dice, 2),
        _ => dice.one(LISTS).to_owned(),
    };
    let header = dice.one(&["", "$e := ", "$i, $e := "]);
    out.push_str(&format!("{{{{ range {header}{over} }}}}"));
    out.push_str(match header {
        "" => "({{ . }})",
        "$e := " => "({{ $e }})",
        _ => "({{ $i }}:{{ $e }})",
    });
    if dice.holds(25) {
        out.push_str(dice.one(&[
            "{{ break }}",
            "{{ continue }}",
            "{{ if . }}{{ continue }}{{ end }}",
        ]));
    }
    piece(dice, out, depth - 1, has_part);
    if dice.holds(40) {
        out.push_str("{{ else }}");
        piece(dice, out, depth - 1, has_part);
    }
    out.push_str("{{ end }}");
}

/// A pipeline.
fn expression(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 || dice.holds(35) {
        return match dice.below(3) {
            0 => dice.one(STRINGS).to_owned(),
            1 => dice.one(NUMBERS).to_owned(),
            _ => dice.one(FIELDS).to_owned(),
        };
    }
    if dice.holds(20) {
        let value = expression(dice, depth - 1);
        let next = dice.one(&[
            "len",
            "not",
            "print",
            "printf \"%v\"",
            "upper",
            "lower",
            "trim",
            "safeHTML",
            "safeURL",
            "safeJS",
            "safeCSS",
            "safeHTMLAttr",
            "htmlEscape",
            "htmlUnescape",
            "jsonify",
            "string",
            "default \"x\"",
            "add 1",
            "first 1",
            "strings.TrimSpace",
            "strings.Repeat 2",
            "default 3 | print",
        ]);
        // A plain value may only be the first of a pipeline.
        return format!("{value} | {next}");
    }
    call(dice, depth)
}

/// An argument of a call.
fn argument(dice: &mut Dice, depth: usize) -> String {
    let value = expression(dice, depth);
    if value.contains(' ') && !is_one_string(&value) { format!("({value})") } else { value }
}

fn is_one_string(value: &str) -> bool {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '`' | '\''));
    quote.is_some_and(|quote| {
        value.len() > 1
            && value.ends_with(quote)
            && !value[1..value.len() - 1].replace("\\\"", "").contains(quote)
    })
}

/// A call of a function, mostly with what it takes.
fn call(dice: &mut Dice, depth: usize) -> String {
    let any = |dice: &mut Dice| argument(dice, depth - 1);
    let text = |dice: &mut Dice| dice.one(TEXTS).to_owned();
    let list = |dice: &mut Dice| dice.one(LISTS).to_owned();
    let number = |dice: &mut Dice| dice.one(NUMBERS).to_owned();
    match dice.below(14) {
        0 => format!("{} {} {}", dice.one(&["eq", "ne", "and", "or"]), any(dice), any(dice)),
        1 => format!("{} {} {}", dice.one(&["lt", "le", "gt", "ge"]), number(dice), number(dice)),
        2 => {
            format!("{} {} {}", dice.one(&["add", "sub", "mul", "div"]), number(dice), number(dice))
        }
        3 => format!(
            "{} {}",
            dice.one(&["upper", "lower", "trim", "len", "strings.TrimSpace"]),
            text(dice)
        ),
        4 => format!(
            "{} {} {}",
            dice.one(&["hasPrefix", "strings.Contains", "strings.TrimPrefix", "split"]),
            text(dice),
            text(dice)
        ),
        5 => format!("replace {} {} {}", text(dice), text(dice), text(dice)),
        6 => format!(
            "{} {} {}",
            dice.one(&["first", "after", "last"]),
            dice.one(&["0", "1", "2", "5"]),
            list(dice)
        ),
        7 => format!("index {} {}", list(dice), dice.one(&["0", "1", "2"])),
        8 => format!(
            "{} {}",
            dice.one(&["len", "sort", "uniq", "jsonify", "print", "collections.Reverse"]),
            list(dice)
        ),
        9 => format!("delimit {} {}", list(dice), text(dice)),
        10 => format!("slice {} {}", any(dice), any(dice)),
        11 => format!("dict \"k\" {} \"j\" {}", any(dice), any(dice)),
        12 => format!(
            "{} {} {} {}",
            dice.one(&["cond", "print", "println", "or", "and"]),
            any(dice),
            any(dice),
            any(dice)
        ),
        _ => format!(
            "{} {} {}",
            dice.one(&["default", "in", "append", "print", "union", "intersect"]),
            any(dice),
            list(dice)
        ),
    }
}
