//! Versions of Hugo, which `ge hugo.Version "0.9"` compares by their numbers.

use std::cmp::Ordering;

use crate::go::value::{Object, Outcome, Value};

/// The name of the type in Go.
const TYPE: &str = "version.VersionString";

/// A version, as `hugo.Version` gives it.
pub fn version(text: &str) -> Value {
    Value::object(Version(text.to_owned()))
}

#[derive(Debug)]
struct Version(String);

impl Object for Version {
    fn type_name(&self) -> &'static str {
        TYPE
    }

    fn member(&self, name: &str, _: &[Value]) -> Option<Outcome> {
        (name == "String").then(|| Ok(self.0.clone().into()))
    }

    fn print(&self) -> String {
        self.0.clone()
    }
}

/// The order of a version and of a text, or of a number; `None` if neither of the two is a version.
pub(super) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (written(left), written(right)) {
        (Some(left), _) => Some(numbers(&left).cmp(&numbers(&of_any(right)?))),
        (None, Some(right)) => Some(numbers(&of_any(left)?).cmp(&numbers(&right))),
        (None, None) => None,
    }
}

/// The text of a version.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) if object.type_name() == TYPE => Some(object.print()),
        _ => None,
    }
}

fn of_any(value: &Value) -> Option<String> {
    written(value).or_else(|| super::argument::text(value).ok().map(|text| text.to_string()))
}

/// `0.168.0-DEV` is before `0.168.0`.
fn numbers(version: &str) -> (Vec<u64>, bool) {
    let (plain, suffix) = version.split_once('-').unwrap_or((version, ""));
    let mut numbers: Vec<u64> = plain.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    numbers.resize(3, 0);
    (numbers, suffix.is_empty())
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{compare, version};
    use crate::go::value::Value;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        let ours = version("0.168.0");
        for (other, order) in [
            ("0.9", Greater),
            ("0.200.0", Less),
            ("0.168.0", Equal),
            ("0.168", Equal),
            ("0.168.0-DEV", Greater),
        ] {
            assert_eq!(compare(&ours, &Value::from(other)), Some(order), "{other}");
            assert_eq!(compare(&Value::from(other), &ours), Some(order.reverse()), "{other}");
        }
        assert_eq!(compare(&Value::from("1"), &Value::from("2")), None);
    }
}
