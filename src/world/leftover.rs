//! Recognizes the files that editors leave beside those they edit.

/// Whether a name is that of a copy, a swap file or a lock: never part of a site, wherever it is.
pub fn is_leftover(name: &str) -> bool {
    const ENDS: &[&str] = &["~", ".swp", ".swo", ".swx", ".crswap", "___jb_tmp___", "___jb_old___"];
    // Vim makes and removes a file of the name 4913 to learn whether it may write.
    name == "4913"
        || name.starts_with(".#")
        || name.starts_with(".goutputstream-")
        || (name.starts_with('#') && name.ends_with('#') && name.len() > 1)
        || ENDS.iter().any(|end| name.ends_with(end))
}
