//! The namespace `strings`: cutting, joining and asking. What regular expressions do is in `patterns`.

use std::sync::Arc;

use super::argument::{integer, string, text};
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::plain;
use crate::go::value::{Outcome, Safe, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("strings.Chomp", &["chomp"], 1, Some(1), chomp),
    entry("strings.Contains", &[], 2, Some(2), contains),
    entry("strings.ContainsAny", &[], 2, Some(2), contains_any),
    entry("strings.ContainsNonSpace", &[], 1, Some(1), contains_non_space),
    entry("strings.Count", &[], 2, Some(2), count),
    entry("strings.CountRunes", &["countrunes"], 1, Some(1), count_runes),
    entry("strings.CountWords", &["countwords"], 1, Some(1), count_words),
    entry("strings.FirstLower", &[], 1, Some(1), first_lower),
    entry("strings.FirstUpper", &[], 1, Some(1), first_upper),
    entry("strings.HasPrefix", &["hasPrefix"], 2, Some(2), has_prefix),
    entry("strings.HasSuffix", &["hasSuffix"], 2, Some(2), has_suffix),
    entry("strings.Repeat", &[], 2, Some(2), repeat),
    entry("strings.Replace", &["replace"], 3, Some(4), replace),
    entry("strings.ReplacePairs", &[], 1, None, replace_pairs),
    entry("strings.RuneCount", &[], 1, Some(1), rune_count),
    entry("strings.SliceString", &["slicestr"], 1, Some(3), slice_string),
    entry("strings.Split", &["split"], 2, Some(2), split),
    entry("strings.Substr", &["substr"], 2, Some(3), substr),
    entry("strings.Title", &["title"], 1, Some(1), title),
    entry("strings.ToLower", &["lower"], 1, Some(1), to_lower),
    entry("strings.ToUpper", &["upper"], 1, Some(1), to_upper),
    entry("strings.Trim", &["trim"], 2, Some(2), trim),
    entry("strings.TrimLeft", &[], 2, Some(2), trim_left),
    entry("strings.TrimPrefix", &[], 2, Some(2), trim_prefix),
    entry("strings.TrimRight", &[], 2, Some(2), trim_right),
    entry("strings.TrimSpace", &[], 1, Some(1), trim_space),
    entry("strings.TrimSuffix", &[], 2, Some(2), trim_suffix),
];

fn chomp(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let whole = text(&arguments[0])?;
    let cut = whole.trim_end_matches(['\r', '\n']);
    Ok(match &arguments[0] {
        Value::Safe(Safe::Html, _) => Value::html(cut),
        _ => Value::string(cut),
    })
}

fn contains(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(text(&arguments[0])?.contains(&*text(&arguments[1])?).into())
}

fn contains_any(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let any = text(&arguments[1])?;
    Ok(text(&arguments[0])?.contains(|c| any.contains(c)).into())
}

fn contains_non_space(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(text(&arguments[0])?.contains(|c: char| !c.is_whitespace()).into())
}

fn count(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (part, whole) = (text(&arguments[0])?, text(&arguments[1])?);
    let count =
        if part.is_empty() { whole.chars().count() + 1 } else { whole.matches(&*part).count() };
    Ok(number(count))
}

/// Characters of the text that are no white space, without tags.
fn count_runes(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let plain = plain::plainify(&text(&arguments[0])?);
    Ok(number(plain.chars().filter(|c| !c.is_whitespace()).count()))
}

/// Words without tags: of a word that is not all ASCII each character counts.
fn count_words(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let plain = plain::plainify(&text(&arguments[0])?);
    let words = plain.split_whitespace();
    Ok(number(words.map(|word| if is_cjk(word) { word.chars().count() } else { 1 }).sum()))
}

fn is_cjk(word: &str) -> bool {
    word.chars().any(|c| {
        matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{30ff}'
            | '\u{3130}'..='\u{318f}' | '\u{31f0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
            | '\u{20000}'..='\u{3ffff}')
    })
}

fn first_lower(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(first(&text(&arguments[0])?, lower).into())
}

fn first_upper(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(first(&text(&arguments[0])?, upper).into())
}

fn first(text: &str, change: fn(char) -> char) -> String {
    let mut characters = text.chars();
    characters.next().map(change).into_iter().chain(characters).collect()
}

/// Go's capital of one letter: a letter that becomes two stays as it is.
pub(super) fn upper(c: char) -> char {
    let mut capitals = c.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => c,
    }
}

/// Go's small form of one letter: the first of several.
pub(super) fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn has_prefix(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(text(&arguments[0])?.starts_with(&*text(&arguments[1])?).into())
}

fn has_suffix(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(text(&arguments[0])?.ends_with(&*text(&arguments[1])?).into())
}

fn repeat(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (count, part) = (integer(&arguments[0])?, text(&arguments[1])?);
    let count = usize::try_from(count).map_err(|_| Failure::new("a count below zero"))?;
    let length = part.len().saturating_mul(count);
    if length > context.budget.largest {
        return Err(Failure::budget("`strings.Repeat` makes more text than a value may have"));
    }
    context.budget.bytes(length)?;
    Ok(part.repeat(if part.is_empty() { 0 } else { count }).into())
}

fn replace(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (whole, old, new) = (text(&arguments[0])?, text(&arguments[1])?, text(&arguments[2])?);
    let limit = arguments.get(3).map_or(Ok(-1), integer)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let found =
        if old.is_empty() { whole.len() + 1 } else { whole.matches(&*old).take(limit).count() };
    let length = whole.len().saturating_add(found.min(limit).saturating_mul(new.len()));
    if length > context.budget.largest {
        return Err(Failure::budget("`strings.Replace` makes more text than a value may have"));
    }
    context.budget.bytes(length)?;
    Ok(whole.replacen(&*old, &new, limit).into())
}

/// Pairs of old and new, as arguments or as a slice, and the text last. The first pair that fits at a place wins.
fn replace_pairs(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (last, before) = arguments.split_last().expect("one argument at least");
    let whole = text(last)?;
    let given: Vec<Value> = match before {
        [Value::List(list)] => list.items.clone(),
        [] => return Err(Failure::new("there are no pairs of texts to replace")),
        several => several.to_vec(),
    };
    if given.len() % 2 == 1 {
        return Err(Failure::new("a text to replace has nothing to replace it by"));
    }
    let texts = given.iter().map(text).collect::<Result<Vec<_>, _>>()?;
    context.budget.steps(whole.len().saturating_mul(texts.len()))?;
    let mut written = String::with_capacity(whole.len());
    let mut rest = &*whole;
    // An empty text fits everywhere, but not twice at one place.
    let mut was_empty = false;
    loop {
        let fits =
            |pair: &&[Arc<str>]| rest.starts_with(&*pair[0]) && !(pair[0].is_empty() && was_empty);
        let pair = texts.chunks_exact(2).find(fits);
        if let Some(pair) = pair {
            written.push_str(&pair[1]);
            rest = &rest[pair[0].len()..];
        }
        was_empty = pair.is_some_and(|pair| pair[0].is_empty());
        if written.len() > context.budget.largest {
            return Err(Failure::budget(
                "`strings.ReplacePairs` makes more text than a value may have",
            ));
        }
        if pair.is_some() {
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        written.push(c);
        rest = &rest[c.len_utf8()..];
    }
    context.budget.bytes(written.len())?;
    Ok(written.into())
}

fn rune_count(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(number(text(&arguments[0])?.chars().count()))
}

fn slice_string(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let characters: Vec<char> = text(&arguments[0])?.chars().collect();
    let length = i64::try_from(characters.len()).unwrap_or(i64::MAX);
    let start = arguments.get(1).map_or(Ok(0), integer)?;
    let end = arguments.get(2).map_or(Ok(length), integer)?;
    let is_outside = arguments.len() > 1 && (start < 0 || start >= length);
    if is_outside || (arguments.len() > 2 && (end < 0 || end > length)) {
        return Err(Failure::new("the slice is outside of the string"));
    }
    let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    let part = range.and_then(|(start, end)| characters.get(start..end));
    let part = part.ok_or_else(|| Failure::new("the slice ends before it begins"))?;
    Ok(part.iter().collect::<String>().into())
}

fn split(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let whole = text(&arguments[0])?;
    let separator = string(&arguments[1])?;
    context.budget.steps(whole.len())?;
    Ok(if separator.is_empty() {
        Value::strings(whole.chars().map(|c| c.to_string()))
    } else {
        Value::strings(whole.split(separator))
    })
}

/// From a place, which counts from the end if it is below zero, and so many characters; a length below zero leaves out
/// so many at the end.
fn substr(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let characters: Vec<char> = text(&arguments[0])?.chars().collect();
    let length = i64::try_from(characters.len()).unwrap_or(i64::MAX);
    let start = integer(&arguments[1])?;
    let start = if start < 0 { length.saturating_add(start).max(0) } else { start };
    let end = match arguments.get(2).map(integer).transpose()? {
        None => length,
        Some(count) if count < 0 => length.saturating_add(count),
        Some(count) => start.saturating_add(count),
    };
    let range = usize::try_from(start).ok().zip(usize::try_from(end.min(length)).ok());
    let part = range.and_then(|(start, end)| characters.get(start..end)).unwrap_or_default();
    Ok(part.iter().collect::<String>().into())
}

fn title(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(context.host.title(&text(&arguments[0])?).into())
}

fn to_lower(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(text(&arguments[0])?.chars().map(lower).collect::<String>().into())
}

fn to_upper(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(text(&arguments[0])?.chars().map(upper).collect::<String>().into())
}

fn trim(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let cut = text(&arguments[1])?;
    Ok(text(&arguments[0])?.trim_matches(|c| cut.contains(c)).into())
}

fn trim_left(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let cut = text(&arguments[0])?;
    Ok(text(&arguments[1])?.trim_start_matches(|c| cut.contains(c)).into())
}

fn trim_right(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let cut = text(&arguments[0])?;
    Ok(text(&arguments[1])?.trim_end_matches(|c| cut.contains(c)).into())
}

fn trim_prefix(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let whole = text(&arguments[1])?;
    Ok(whole.strip_prefix(&*text(&arguments[0])?).unwrap_or(&whole).into())
}

fn trim_suffix(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let whole = text(&arguments[1])?;
    Ok(whole.strip_suffix(&*text(&arguments[0])?).unwrap_or(&whole).into())
}

fn trim_space(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(text(&arguments[0])?.trim().into())
}

pub(super) fn number(count: usize) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}
