//! Structured data that is made to be slow, deep or large: it is read, or refused at a place.

use site::structured::{Format, SyntaxError, Value};

/// A quarter of a megabyte.
const SIZE: usize = 1 << 18;

fn nested(open: &str, inside: &str, close: &str) -> String {
    let count = SIZE / (open.len() + close.len()).max(1);
    format!("{}{inside}{}", open.repeat(count), close.repeat(count))
}

fn refused(format: Format, text: &str) -> SyntaxError {
    match format.parse(text) {
        Ok(_) => panic!("{} was read", format.name()),
        Err(error) => {
            let end = error.span.map_or(0, |span| span.range().end);
            assert!(end <= text.len(), "{error:?}");
            error
        }
    }
}

/// Without optimization a level of YAML takes some 40 KiB of the stack, and a thread of a test has 2 MiB.
fn with_a_large_stack(check: fn()) {
    let thread = std::thread::Builder::new().stack_size(1 << 23).spawn(check).expect("a thread");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

/// How many values there are, those within others too.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::List(items) => items.iter().map(|item| count(&item.value)).sum(),
        Value::Table(table) => table.entries.iter().map(|(_, value)| count(&value.value)).sum(),
        _ => 0_usize,
    }
}

#[test]
fn what_is_nested_without_end_is_refused() {
    with_a_large_stack(what_is_nested_without_end);
}

fn what_is_nested_without_end() {
    refused(Format::Yaml, &nested("[", "", "]"));
    refused(Format::Yaml, &nested("{a: ", "b", "}"));
    refused(Format::Yaml, &"- ".repeat(SIZE / 2));
    refused(Format::Yaml, &"? ".repeat(SIZE / 2));
    refused(Format::Json, &nested("[", "", "]"));
    refused(Format::Json, &nested("{\"a\":", "1", "}"));
    refused(Format::Toml, &format!("a = {}", nested("[", "", "]")));
    refused(Format::Toml, &format!("a = {}", nested("{b = ", "1", "}")));
    refused(Format::Toml, &format!("{}a = 1", "a.".repeat(SIZE / 2)));
    refused(Format::Toml, &format!("[{}a]", "a.".repeat(SIZE / 2)));
    let deeper: String = (0..700).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let _ = Format::Yaml.parse(&deeper);
}

#[test]
fn what_is_not_closed_is_refused() {
    with_a_large_stack(what_is_not_closed);
}

fn what_is_not_closed() {
    for text in ["[", "{", "\"", "'", "&", "*", "!", "%", "|", "- [", "a: {", "\"\\", "? "] {
        let _ = Format::Yaml.parse(&text.repeat(SIZE / text.len()));
        let _ = Format::Json.parse(&text.repeat(SIZE / text.len()));
    }
    for text in ["[", "a = [", "a = \"\"\"", "'''", "a.", "[[", "a = 1\n[", "\"\\"] {
        refused(Format::Toml, &format!("{}=", text.repeat(SIZE / text.len())));
    }
}

/// Nine lines that would be a billion values.
#[test]
fn aliases_of_aliases_are_refused() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    refused(Format::Yaml, &bomb);
    let merges = format!("a: &a {{b: 1}}\nc:\n{}", "  <<: *a\n".repeat(SIZE / 9));
    let _ = Format::Yaml.parse(&merges);
    refused(Format::Yaml, "a: &a [*a]\n");
}

#[test]
fn a_number_of_any_length_is_read() {
    let digits = "1".repeat(SIZE);
    for format in [Format::Yaml, Format::Json] {
        let _ = format.parse(&format!("{{\"a\": {digits}}}"));
        let _ = format.parse(&format!("{{\"a\": 0.{digits}}}"));
        let _ = format.parse(&format!("{{\"a\": 1e{digits}}}"));
    }
    let _ = Format::Toml.parse(&format!("a = {digits}\nb = 0.{digits}\nc = 0x{digits}\n"));
}

#[test]
fn what_is_wrong_has_a_place_between_characters() {
    let text = "{\"a\": \"\\u00\u{d0cc}e9\"}";
    let place = refused(Format::Json, text).span.expect("a place").range();
    assert!(text.is_char_boundary(place.start) && text.is_char_boundary(place.end), "{place:?}");
}

#[test]
fn many_keys_are_read_in_the_order_of_the_file() {
    let keys: String = (0..SIZE / 10).rev().map(|key| format!("k{key} = 1\n")).collect();
    let value = Format::Toml.parse(&keys).expect("TOML").value;
    let table = value.as_table().expect("a table");
    assert_eq!(table.entries.len(), SIZE / 10);
    assert_eq!(table.entries[0].0.value, format!("k{}", SIZE / 10 - 1));
    let merged = table.merged_with(table);
    assert_eq!(&merged, table);
}

#[test]
fn a_table_of_nothing_but_commas_is_refused() {
    let value = Format::Csv.parse(&",\n".repeat(1000)).expect("CSV").value;
    assert_eq!(count(&value), 1 + 1000 * 3);
    let error = refused(Format::Csv, &",".repeat(2_000_000));
    assert!(error.message.contains("1000000 cells"), "{}", error.message);
    refused(Format::Csv, &"\n,".repeat(1_000_000));
}
