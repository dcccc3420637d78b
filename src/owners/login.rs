//! Logins as Prow compares them.

/// The login in lower case, without one leading `@`.
///
/// ```
/// use site::owners::normal_login;
/// assert_eq!(normal_login("@Li-Wen"), "li-wen");
/// assert_eq!(normal_login("@@x"), "@x");
/// ```
pub fn normal_login(written: &str) -> String {
    let lower = written.to_lowercase();
    lower.strip_prefix('@').unwrap_or(&lower).to_owned()
}

/// Whether GitHub could have an account of this name: up to 39 letters and digits with single
/// hyphens between them.
pub(super) fn is_possible_login(name: &str) -> bool {
    let is_plain =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    name.len() <= 39 && name.split('-').all(is_plain)
}
