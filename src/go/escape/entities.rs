//! Character references in attributes.

use std::borrow::Cow;

/// The text of an attribute, as a browser reads it.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let named = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
    ];
    let mut out = text.to_owned();
    for (reference, character) in named {
        out = out.replace(reference, character);
    }
    Cow::Owned(out.replace("&amp;", "&"))
}
