//! Hugo's functions give what Hugo gives.
//!
//! `go_functions/*.tsv` holds expressions, one a line, and behind each what Hugo 0.168 makes of it: the type, the text of
//! the value as a JSON string, and the value as JSON; or `error`. A line that begins with `{{` is a whole template, and
//! the text is what it writes. Where Hugo is installed, the table itself is compared with it. To add expressions, write
//! them into a file without more, and renew it: `FUNCTIONS=overwrite cargo test --test go_functions`.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "go_functions/host.rs"]
mod host;
#[path = "go_functions/hugos.rs"]
mod hugos;
#[path = "support/programs.rs"]
mod programs;
#[path = "go_functions/table.rs"]
mod table;

use std::fmt::Write as _;

use site::go::ast::Format;
use site::go::budget::Budget;
use site::go::context::Context;
use site::go::error::{Failure, Position};
use site::go::evaluate::{by_name, compile, run};
use site::go::print;
use site::go::value::Value;

use table::{Expected, Line};

#[test]
fn functions_give_what_hugo_gives() {
    let host = host::TestHost::new();
    let mut differences = String::new();
    let (mut count, mut wrong) = (0, 0);
    for (file, lines) in table::read() {
        for line in lines.iter().filter(|line| !host::is_left_to_the_program(&line.expression)) {
            count += 1;
            let ours = ours(&host, &line.expression);
            if !line.expected.is_met_by(&ours) && table::reason(&line.expression).is_none() {
                wrong += 1;
                writeln!(
                    differences,
                    "{file}: {}\n    Hugo: {}\n    ours: {ours}",
                    line.expression, line.expected
                )
                .expect("written");
            }
        }
    }
    assert!(wrong == 0, "{wrong} of {count} expressions differ\n{differences}");
}

#[test]
fn a_reason_is_of_an_expression_that_differs() {
    let host = host::TestHost::new();
    for (_, lines) in table::read() {
        for Line { expression, expected } in &lines {
            if table::reason(expression).is_some() && !host::is_left_to_the_program(expression) {
                assert!(
                    !expected.is_met_by(&ours(&host, expression)),
                    "`{expression}` differs no more"
                );
            }
        }
    }
}

#[test]
fn the_table_is_what_hugo_gives() {
    let recorded = table::read();
    let expressions =
        recorded.iter().flat_map(|(_, lines)| lines).map(|line| line.expression.as_str());
    let Some(hugos) = hugos::answers(&expressions.collect::<Vec<_>>()) else { return };
    let mut hugos = hugos.into_iter();
    for (file, lines) in recorded {
        let renewed: Vec<Line> = lines
            .iter()
            .map(|line| Line {
                expression: line.expression.clone(),
                expected: hugos.next().expect("an answer to each"),
            })
            .collect();
        if std::env::var("FUNCTIONS").is_ok_and(|word| word == "overwrite") {
            table::write(&file, &renewed);
        } else {
            let differing =
                renewed.iter().zip(&lines).find(|(hugos, line)| hugos.expected != line.expected);
            assert!(differing.is_none(), "{file}: Hugo gives {differing:?}");
        }
    }
}

/// What the functions make of an expression.
fn ours(host: &host::TestHost, expression: &str) -> Expected {
    let mut context =
        Context { host, budget: Budget::default(), position: Position::default(), by_name };
    evaluated(&mut context, expression)
        .unwrap_or_else(|failure| Expected::Error(failure.to_string()))
}

fn evaluated(context: &mut Context<'_>, expression: &str) -> Result<Expected, Failure> {
    let is_template = expression.starts_with("{{");
    let text = if is_template {
        expression.to_owned()
    } else {
        format!("{{{{ return ({expression}) }}}}")
    };
    let template = compile("expression", &text, Format::Text)?;
    let made = run(context, &template, &context.host.page())?;
    let value =
        if is_template { Value::from(made.output) } else { made.returned.unwrap_or_default() };
    let options = Value::map([("noHTMLEscape", Value::Bool(true))]);
    let json = by_name(context, "jsonify", &[options, value.clone()]);
    Ok(Expected::Value {
        kind: value.type_name().to_owned(),
        text: print::display(context.host, &value),
        json: json
            .map_or_else(|_| "-".to_owned(), |json| json.as_str().unwrap_or_default().to_owned()),
    })
}

/// Hugo 0.168, if it is there.
fn hugo_program() -> Option<std::path::PathBuf> {
    programs::find(&programs::HUGO, "the comparison of functions")
}

/// Templates whose values would fill the memory or the stack.
const HOSTILE: &[&str] = &[
    r#"{{ strings.Repeat 1000000000 "a" }}"#,
    r#"{{ $a := strings.Repeat 100000 "a" }}{{ replace $a "a" $a | len }}"#,
    r#"{{ $a := strings.Repeat 100000 "a" }}{{ replace $a "" $a | len }}"#,
    r#"{{ $a := strings.Repeat 100000 "a" }}{{ replaceRE "" $a $a | len }}"#,
    r#"{{ $a := strings.Repeat 100000 "a" }}{{ replaceRE "(a*)" "$1$1$1$1$1$1$1$1$1$1" $a | replaceRE "(a*)" "$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1$1" | len }}"#,
    r#"{{ $a := "a" }}{{ range seq 60 }}{{ $a = add $a $a }}{{ end }}"#,
    r#"{{ $a := "a" }}{{ range seq 60 }}{{ $a = print $a $a }}{{ end }}"#,
    r#"{{ $a := "a" }}{{ range seq 60 }}{{ $a = printf "%s%s" $a $a }}{{ end }}"#,
    r#"{{ $a := "a" }}{{ range seq 60 }}{{ $a = delimit (slice $a $a) "" }}{{ end }}"#,
    r#"{{ $a := "a" }}{{ range seq 60 }}{{ $a = path.Join $a $a }}{{ end }}"#,
    r#"{{ $a := "a" }}{{ range seq 60 }}{{ $a = strings.ReplacePairs "a" "aa" $a }}{{ end }}"#,
    r#"{{ $a := "&" }}{{ range seq 60 }}{{ $a = htmlEscape $a }}{{ end }}{{ range seq 60 }}{{ $a = print $a $a | htmlEscape }}{{ end }}"#,
    r#"{{ $a := slice 1 }}{{ range seq 60 }}{{ $a = append $a $a }}{{ end }}"#,
    r#"{{ $a := slice 1 }}{{ range seq 60 }}{{ $a = slice $a $a }}{{ end }}{{ $a | jsonify | len }}"#,
    r#"{{ $a := slice 1 }}{{ range seq 60 }}{{ $a = slice $a $a }}{{ end }}{{ print $a | len }}"#,
    r#"{{ $a := dict "x" 1 }}{{ range seq 60 }}{{ $a = dict "a" $a "b" $a }}{{ end }}{{ $a }}"#,
    r#"{{ $a := dict "x" 1 }}{{ range seq 60 }}{{ $a = dict "a" $a "b" $a }}{{ end }}{{ eq $a (merge $a (dict)) }}"#,
    r#"{{ $a := dict "x" 1 }}{{ range seq 60 }}{{ $a = dict "a" $a "b" $a }}{{ end }}{{ merge $a $a | len }}"#,
    r#"{{ $a := slice 1 }}{{ range seq 60 }}{{ $a = slice $a $a }}{{ end }}{{ in (slice $a) (append $a (slice)) }}"#,
    r#"{{ $a := dict }}{{ range seq 50000 }}{{ $a = dict "a" $a }}{{ end }}{{ $a }}"#,
    r#"{{ $a := slice }}{{ range seq 50000 }}{{ $a = slice $a }}{{ end }}{{ $a | jsonify }}"#,
    r#"{{ $s := newScratch }}{{ range seq 50000 }}{{ $s.SetInMap "m" "a" ($s.Get "m") }}{{ end }}"#,
    r#"{{ $s := newScratch }}{{ range seq 50000 }}{{ $s.Add "l" (slice 1) }}{{ end }}"#,
    r#"{{ $s := newScratch }}{{ range seq 50000 }}{{ $s.Add "l" "aaaaaaaaaa" }}{{ end }}"#,
    r#"{{ $s := newScratch }}{{ range seq 50000 }}{{ $s.SetInMap "m" (string .) . }}{{ end }}"#,
    r#"{{ range seq 50000 }}{{ range seq 50000 }}{{ end }}{{ end }}"#,
    r#"{{ range seq 50000 }}{{ if where (seq 1000) "a" 1 }}{{ end }}{{ end }}"#,
    r#"{{ range seq 50000 }}{{ $x := sort (seq 1000) }}{{ end }}"#,
    r#"{{ range seq 50000 }}{{ $x := findRE "(a|aa)+$" (strings.Repeat 1000 "a") }}{{ end }}"#,
    r#"{{ range seq 50000 }}{{ $x := union (seq 1000) (seq 1000) }}{{ end }}"#,
    r#"{{ range seq 50000 }}{{ $x := querify "a" (strings.Repeat 1000 "%") }}{{ end }}"#,
    r#"{{ range seq 50000 }}{{ $x := md5 (strings.Repeat 1000 "a") }}{{ end }}"#,
    r#"{{ $l := slice }}{{ range seq 2000 }}{{ $l = $l | append (dict "a" .) }}{{ end }}{{ range seq 1000 }}{{ $x := uniq $l }}{{ end }}"#,
    r#"{{ lang.FormatNumberCustom 999999999 1.5 }}{{ math.Pow 10 999999 }}{{ printf "%.99999999f" 1.0 | len }}{{ range seq 50000 }}{{ lang.FormatNumberCustom 300 1.5 }}{{ end }}"#,
    r#"{{ truncate 5 (strings.Repeat 1000000 "<" | safeHTML) | len }}{{ plainify (strings.Repeat 300000 "<a" | safeHTML) | len }}{{ range seq 50000 }}{{ plainify "<a <a <a" }}{{ end }}"#,
    r#"{{ $a := strings.Repeat 100000 "<a " | safeHTML }}{{ range seq 50000 }}{{ truncate 5 $a }}{{ truncate 5 (print $a "\n>" | safeHTML) }}{{ end }}"#,
    r#"{{ $a := strings.Repeat 100000 "<script></script>" }}{{ range seq 50000 }}{{ plainify $a }}{{ end }}"#,
    r#"{{ htmlUnescape (strings.Repeat 1000000 "&") | len }}{{ range seq 50000 }}{{ htmlUnescape (strings.Repeat 1000 "&amp;") }}{{ end }}"#,
];

#[test]
fn hostile_templates_end_with_an_error() {
    let host = host::TestHost::new();
    for text in HOSTILE {
        let budget = Budget::new(100_000, 1 << 20);
        let mut context = Context { host: &host, budget, position: Position::default(), by_name };
        let template = compile("hostile", text, Format::Text).expect(text);
        let made = run(&mut context, &template, &Value::Nil);
        assert!(made.is_err(), "{text} gives {} bytes", made.map_or(0, |made| made.output.len()));
    }
}
