//! The query of a URL.

/// Keys and values, decoded, in order. Of a key that occurs twice, the first value counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the text behind `?`.
    pub fn parse(text: &str) -> Self {
        let pairs = url::form_urlencoded::parse(text.as_bytes());
        Self(pairs.map(|(key, value)| (key.into_owned(), value.into_owned())).collect())
    }

    /// The value of a key; `None` if it is missing or empty, since forms send empty fields, too.
    pub fn get(&self, key: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The query with another value for a key; `None` takes the key out.
    pub(super) fn with(&self, key: &str, value: Option<&str>) -> String {
        let others =
            self.0.iter().filter(|(known, value)| known != key && !value.trim().is_empty());
        let others = others.map(|(key, value)| (key.as_str(), value.as_str()));
        let mut written = url::form_urlencoded::Serializer::new(String::new());
        written.extend_pairs(others.chain(value.map(|value| (key, value))));
        written.finish()
    }
}

/// A value, encoded for a query.
pub(super) fn encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_and_changed() {
        let query = Query::parse("language=ko&text=a%26b+c&owner=&page=2");
        assert_eq!(query.get("text"), Some("a&b c"));
        assert_eq!(query.get("owner"), None);
        assert_eq!(query.with("page", Some("3")), "language=ko&text=a%26b+c&page=3");
        assert_eq!(query.with("language", None), "text=a%26b+c&page=2");
    }
}
