//! The namespace `fmt`: text from values, and words to whoever builds.

use super::argument::{string, text};
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::host::Level;
use crate::go::print;
use crate::go::printf;
use crate::go::value::{Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("fmt.Errorf", &["errorf"], 1, None, |context, given| {
        report(context, given, Level::Error)
    }),
    entry("fmt.Erroridf", &["erroridf"], 2, None, |context, given| {
        report(context, &given[1..], Level::Error)
    }),
    entry("fmt.Errormf", &["errormf"], 2, None, |context, given| {
        report(context, &given[1..], Level::Error)
    }),
    entry("fmt.Print", &["print"], 0, None, sprint),
    entry("fmt.Printf", &["printf"], 1, None, sprintf),
    entry("fmt.Println", &["println"], 0, None, sprintln),
    entry("fmt.Warnf", &["warnf"], 1, None, |context, given| {
        report(context, given, Level::Warning)
    }),
    entry("fmt.Warnidf", &["warnidf"], 2, None, |context, given| {
        report(context, &given[1..], Level::Warning)
    }),
    entry("fmt.Warnmf", &["warnmf"], 2, None, |context, given| {
        report(context, &given[1..], Level::Warning)
    }),
];

/// Writing ends where text is as long as this.
const LONGEST: usize = 16 << 20;

fn paid(context: &mut Context<'_>, text: String) -> Result<String, Failure> {
    if text.len() >= LONGEST.min(context.budget.largest) {
        return Err(Failure::budget("values are printed as more text than a value may have"));
    }
    context.budget.bytes(text.len())?;
    Ok(text)
}

fn formatted(context: &mut Context<'_>, arguments: &[Value]) -> Result<String, Failure> {
    let format = string(&arguments[0])?;
    let made = printf::sprintf(context.host, format, &arguments[1..], context.budget.largest);
    paid(context, made)
}

fn sprintf(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    formatted(context, arguments).map(Value::from)
}

fn sprint(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let made = print::sprint(context.host, arguments);
    paid(context, made).map(Value::from)
}

fn sprintln(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let made = print::sprintln(context.host, arguments);
    paid(context, made).map(Value::from)
}

fn report(context: &mut Context<'_>, arguments: &[Value], level: Level) -> Outcome {
    let mut arguments = arguments.to_vec();
    arguments[0] = Value::String(text(&arguments[0])?);
    let message = formatted(context, &arguments)?;
    context.host.report(level, &message, &context.position);
    Ok("".into())
}
