//! The safe declarations of a `style` attribute as presentation attributes.

/// Properties that are kept. `color` is the ink of a label.
const PROPERTIES: &[&str] = &[
    "color",
    "fill",
    "fill-opacity",
    "font-size",
    "font-style",
    "font-weight",
    "opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
];

/// The declarations of a style, without those that load something, are unknown or have no effect.
pub(super) fn declarations(style: &str) -> impl Iterator<Item = (&'static str, &str)> {
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let property = property.trim().to_ascii_lowercase();
        let known = PROPERTIES.iter().find(|known| **known == property)?;
        let value = value.trim();
        let value = value.strip_suffix("!important").unwrap_or(value).trim_end();
        (is_plain(value) && !is_usual(known, value)).then_some((*known, value))
    })
}

/// A colour, a number or a word: no functions except those of colours.
fn is_plain(value: &str) -> bool {
    let function = value.split_once('(').map(|(name, _)| name);
    let is_colour = matches!(function, None | Some("rgb" | "rgba" | "hsl" | "hsla"));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "#.,%()- ".contains(c);
    !value.is_empty() && is_colour && value.chars().all(is_plain)
}

/// Declarations that repeat the default.
pub(super) fn is_usual(property: &str, value: &str) -> bool {
    match property {
        "font-weight" => matches!(value, "normal" | "400" | "") || value.starts_with("var"),
        "font-style" => matches!(value, "normal" | ""),
        "font-size" => matches!(value, "16px" | "16" | ""),
        "stroke-dasharray" => value.split([',', ' ']).all(|part| matches!(part, "" | "0" | "1")),
        "text-anchor" => matches!(value, "start" | ""),
        _ => value.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::declarations;

    #[test]
    fn only_what_is_safe_is_kept() {
        let kept = |style| declarations(style).collect::<Vec<_>>();
        assert_eq!(
            kept("fill:#02f !important; stroke : rgb(1, 2, 3);color:red"),
            [("fill", "#02f"), ("stroke", "rgb(1, 2, 3)"), ("color", "red")]
        );
        assert_eq!(kept("fill:url(https://x.example/);stroke:var(--x);behavior:x;;fill"), []);
        assert_eq!(kept("fill:\"red;font-size:16px;stroke-dasharray: 1, 0"), []);
    }
}
