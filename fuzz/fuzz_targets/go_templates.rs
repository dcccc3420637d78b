//! A Go template of any text: it is parsed or refused, it ends within its budget, and what is wrong has a place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site::go::ast::Format;
use site::go::budget::Budget;
use site::go::context::Context;
use site::go::error::{Failure, Position};
use site::go::evaluate::{by_name, compile, run};
use site::go::host::NoHost;
use site::go::value::Value;

fuzz_target!(|text: &str| {
    for format in [Format::Html, Format::Text] {
        match compile("fuzz.html", text, format) {
            Ok(template) => {
                let mut context = Context {
                    host: &NoHost,
                    budget: Budget::new(20_000, 1 << 20),
                    position: Position::default(),
                    by_name,
                };
                match run(&mut context, &template, &dot()) {
                    Ok(made) => assert!(made.output.len() <= 1 << 20),
                    Err(failure) => has_place(&failure, text),
                }
            }
            Err(failure) => has_place(&failure, text),
        }
    }
});

/// What templates of the seeds ask for.
fn dot() -> Value {
    let inner = Value::map([("b", Value::from("<c d='e'>")), ("n", Value::Int(3))]);
    Value::map([("a", inner), ("list", Value::strings(["x", "y & z", "日本"])), ("f", Value::Float(1.5))])
}

/// A failure names a line of the template.
fn has_place(failure: &Failure, text: &str) {
    let position = failure.position.as_ref().unwrap_or_else(|| panic!("{failure} has no place in {text:?}"));
    let lines = text.matches('\n').count() + 1;
    let line = usize::try_from(position.line).expect("a line");
    assert!((1..=lines).contains(&line), "{failure} is beyond the end of {text:?}");
}
