//! The order of words in the dictionaries of a language, by CLDR.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};

use super::Locale;

/// The order of words in a language: Pinyin in Chinese, `ä` behind `z` in Swedish. Case decides only between words
/// that are otherwise the same, and there small letters come first.
#[derive(Debug)]
pub struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// The order in a language; that of most languages where CLDR does not know it.
    pub fn new(locale: &Locale) -> Self {
        Self(Collator::try_new(locale.icu().into(), CollatorOptions::default()).ok())
    }

    /// Which of two texts comes first.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        match &self.0 {
            Some(collator) => collator.compare(left, right),
            None => left.to_lowercase().cmp(&right.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, expected: &[&str]) {
        let collation = Collation::new(&Locale::parse(code).expect("a locale"));
        let mut sorted = expected.to_vec();
        sorted.sort_unstable();
        sorted.sort_by(|a, b| collation.compare(a, b));
        assert_eq!(sorted, expected, "{code}");
    }

    #[test]
    fn each_language_has_its_order() {
        check("en", &["Äpfel", "apple", "Apple", "banana", "zebra"]);
        check("sv", &["apple", "zebra", "ärta", "öl"]);
        check("zh-cn", &["安装", "北京", "网络", "中国"]);
        check("ko", &["가", "나", "파드"]);
        check("xx", &["a", "B", "c"]);
    }
}
