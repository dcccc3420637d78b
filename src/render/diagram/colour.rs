//! Colours as authors write them, and whether black or white is easier to read on them.

pub(super) const BLACK: &str = "#000";
pub(super) const WHITE: &str = "#fff";

/// Red, green, blue.
pub(super) type Rgb = [u8; 3];

/// The most common names; text on any other colour keeps the theme's ink.
const NAMES: &[(&str, Rgb)] = &[
    ("aqua", [0, 255, 255]),
    ("black", [0, 0, 0]),
    ("blue", [0, 0, 255]),
    ("cyan", [0, 255, 255]),
    ("gold", [255, 215, 0]),
    ("gray", [128, 128, 128]),
    ("green", [0, 128, 0]),
    ("grey", [128, 128, 128]),
    ("lightblue", [173, 216, 230]),
    ("lightgray", [211, 211, 211]),
    ("lightgreen", [144, 238, 144]),
    ("lightgrey", [211, 211, 211]),
    ("lightyellow", [255, 255, 224]),
    ("lime", [0, 255, 0]),
    ("navy", [0, 0, 128]),
    ("orange", [255, 165, 0]),
    ("pink", [255, 192, 203]),
    ("purple", [128, 0, 128]),
    ("red", [255, 0, 0]),
    ("royalblue", [65, 105, 225]),
    ("teal", [0, 128, 128]),
    ("white", [255, 255, 255]),
    ("yellow", [255, 255, 0]),
];

/// `#abc`, `#aabbcc`, `rgb(1, 2, 3)`, `hsl(240, 100%, 50%)` or a name.
pub(super) fn parse(text: &str) -> Option<Rgb> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(digits) = text.strip_prefix('#') {
        return hex(digits);
    }
    if let Some((function, rest)) = text.split_once('(') {
        let numbers: Vec<f64> = rest
            .trim_end_matches(')')
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
            .map_while(|part| part.trim_end_matches(['%', 'd', 'e', 'g']).parse().ok())
            .collect();
        return match (function, numbers.as_slice()) {
            ("rgb" | "rgba", [red, green, blue, ..]) => Some([*red, *green, *blue].map(byte)),
            ("hsl" | "hsla", [hue, saturation, lightness, ..]) => {
                Some(from_hsl(*hue, saturation / 100.0, lightness / 100.0))
            }
            _ => None,
        };
    }
    NAMES.iter().find(|(name, _)| *name == text).map(|(_, colour)| *colour)
}

/// Black or white, whichever has more contrast with `ground`.
pub(super) fn ink_on(ground: Rgb) -> &'static str {
    // Where the two have the same contrast, by WCAG's formula.
    if luminance(ground) > 0.179 { BLACK } else { WHITE }
}

fn hex(digits: &str) -> Option<Rgb> {
    let value = u32::from_str_radix(digits, 16).ok()?;
    let part = |shift: u32, mask: u32| ((value >> shift) & mask) as u8;
    match digits.len() {
        3 | 4 => {
            let shift = if digits.len() == 4 { 4 } else { 0 };
            Some([8, 4, 0].map(|place| part(place + shift, 0xF) * 17))
        }
        6 | 8 => {
            let shift = if digits.len() == 8 { 8 } else { 0 };
            Some([16, 8, 0].map(|place| part(place + shift, 0xFF)))
        }
        _ => None,
    }
}

/// <https://www.w3.org/TR/css-color-4/#hsl-to-rgb>
fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> Rgb {
    let reach = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|part| {
        let place = (part + hue.rem_euclid(360.0) / 30.0) % 12.0;
        byte(255.0 * (lightness - reach * (place - 3.0).min(9.0 - place).clamp(-1.0, 1.0)))
    })
}

fn byte(value: f64) -> u8 {
    // `as` saturates, and the value has no fraction.
    value.round() as u8
}

/// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_is_read() {
        for (text, colour) in [
            ("#02f", Some([0, 34, 255])),
            ("#EDF2AE", Some([237, 242, 174])),
            ("rgb(236, 236, 255)", Some([236, 236, 255])),
            ("hsl(240, 100%, 96.2745098039%)", Some([236, 236, 255])),
            ("Gold", Some([255, 215, 0])),
            ("#12", None),
            ("url(x)", None),
            ("", None),
        ] {
            assert_eq!(parse(text), colour, "{text}");
        }
    }

    #[test]
    fn ink_is_read_on_its_ground() {
        assert_eq!(ink_on([0, 34, 255]), "#fff");
        assert_eq!(ink_on([237, 242, 174]), "#000");
    }
}
