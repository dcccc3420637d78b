//! How often a law is tried.

use proptest::test_runner::Config;

/// As often as is quick enough for every change, unless `PROPTEST_CASES` asks for another number.
#[allow(clippy::disallowed_methods, reason = "how often, whoever runs the tests decides")]
pub fn usually(cases: u32) -> Config {
    let asked = Config::default();
    if std::env::var_os("PROPTEST_CASES").is_some() { asked } else { Config { cases, ..asked } }
}
