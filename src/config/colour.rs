//! Colours, and whether text of one can be read on another.

use std::fmt;

/// What [WCAG 2.2](https://www.w3.org/TR/WCAG22/#contrast-minimum) asks of text.
pub(super) const READABLE: f64 = 4.5;

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

impl Colour {
    pub(super) const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// `#rgb` or `#rrggbb`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let digits: Vec<u8> = digits
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        match digits[..] {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r, s, g, h, b, c] => Some(Self([r * 16 + s, g * 16 + h, b * 16 + c])),
            _ => None,
        }
    }

    /// This colour with some per cent of another in it.
    pub(super) fn mixed(self, other: Self, percent: u16) -> Self {
        let mut mixed = self.0;
        for (own, added) in mixed.iter_mut().zip(other.0) {
            let sum = u16::from(*own) * (100 - percent) + u16::from(added) * percent;
            *own = u8::try_from(sum.div_ceil(100)).unwrap_or(u8::MAX);
        }
        Self(mixed)
    }

    /// From 1 to 21, as WCAG defines it.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The nearest colour towards `pole` that can be read on all of `grounds`.
    pub(super) fn readable(self, pole: Self, grounds: &[Self]) -> Self {
        let steps = (0..=100).map(|percent| self.mixed(pole, percent));
        let is_read = |colour: &Self| grounds.iter().all(|on| colour.contrast(*on) >= READABLE);
        steps.into_iter().find(is_read).unwrap_or(pole)
    }

    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let [black, white, grey] =
            ["#000", "#FFFFFF", "#767676"].map(|text| Colour::read(text).expect("a colour"));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((grey.contrast(white) - 4.54).abs() < 0.01);
        assert_eq!(black.contrast(grey).to_bits(), grey.contrast(black).to_bits());
    }

    #[test]
    fn a_colour_moves_only_as_far_as_it_must() {
        let [yellow, black, white] =
            ["#ffcc00", "#000", "#fff"].map(|text| Colour::read(text).expect("a colour"));
        let darker = yellow.readable(black, &[white]);
        assert!(darker.contrast(white) >= READABLE && darker.contrast(white) < 4.8, "{darker}");
        assert_eq!(yellow.readable(white, &[black]), yellow);
    }

    #[test]
    fn what_is_no_colour_is_none() {
        for text in ["", "#", "#12", "#12345g", "red", "#fff;}", "#ｆｆｆ"] {
            assert_eq!(Colour::read(text), None, "{text}");
        }
    }
}
