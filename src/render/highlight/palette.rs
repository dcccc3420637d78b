//! The colours of code: one small table, from which the style sheet `code.css` is made.
//!
//! Each colour has a contrast of at least 4.5 (WCAG 2, level AA) on the ground that the built-in
//! theme gives to code, in light and in dark.

use std::fmt::Write;

/// A colour in a light and in a dark scheme.
type Pair = (&'static str, &'static str);

/// What code of the built-in theme stands on: `--raised` in its style sheet.
#[cfg(test)]
const GROUND: Pair = ("#f4f7fb", "#19212c");
/// What a marked line stands on.
const MARK: Pair = ("#e4ecfa", "#22324a");

/// Classes and their colours.
const COLOURS: &[(&[&str], Pair)] = &[
    (&["c", "p"], ("#56627a", "#96a3b6")),
    (&["s"], ("#0b6546", "#93d7ac")),
    (&["m"], ("#953d07", "#f3b580")),
    (&["k"], ("#7a2fb4", "#cfa8ff")),
    (&["t"], ("#076173", "#7fd5e2")),
    (&["f", "n"], ("#1d52bd", "#8fb5ff")),
    (&["v"], ("#6b4711", "#e6cb9c")),
    (&["e"], ("#a01f66", "#ff9fcf")),
    (&["o", "r"], ("#4f5b70", "#a9b5c6")),
    (&["i"], ("#0b6438", "#86e0a8")),
    (&["d"], ("#a3171c", "#ff9c96")),
];

/// What lines that a diff adds and takes away stand on.
const GROUNDS: &[(&str, Pair)] = &[("i", ("#e3f6e9", "#16301f")), ("d", ("#fdeaea", "#381d1f"))];

/// The style sheet: colours by class, and that prompts and numbers are not selected with the code.
pub(crate) fn style_sheet() -> String {
    let mut css = String::new();
    for (classes, (light, dark)) in COLOURS {
        let selectors: Vec<String> = classes.iter().map(|class| format!("code .{class}")).collect();
        let _ = writeln!(css, "{} {{ color: light-dark({light}, {dark}) }}", selectors.join(", "));
    }
    for (class, (light, dark)) in GROUNDS {
        let _ = writeln!(css, "code .{class} {{ background: light-dark({light}, {dark}) }}");
    }
    let (light, dark) = MARK;
    let _ =
        writeln!(css, "code mark {{ background: light-dark({light}, {dark}); color: inherit }}");
    css.push_str("code .c { font-style: var(--slant, italic) }\n");
    css.push_str("code .p, code .ln { user-select: none }\n");
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of two colours as WCAG 2 defines it.
    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("a hexadecimal colour");
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn every_colour_can_be_read_on_what_it_stands_on() {
        for (classes, (light, dark)) in COLOURS {
            let grounds = GROUNDS.iter().filter(|(class, _)| classes.contains(class));
            for (ground, night) in [GROUND, MARK].into_iter().chain(grounds.map(|(_, pair)| *pair))
            {
                for (colour, ground) in [(light, ground), (dark, night)] {
                    let contrast = contrast(colour, ground);
                    assert!(contrast >= 4.5, "{classes:?}: {colour} on {ground}: {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn the_ground_is_that_of_the_theme() {
        let theme = include_str!("../../../themes/default/assets/palette.css");
        let (light, dark) = GROUND;
        assert!(theme.contains(&format!("--raised: light-dark({light}, {dark});")));
    }
}
