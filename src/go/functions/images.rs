//! The namespace `images`. Pictures are resized by the theme and not changed: what would change one leaves it as it is.

use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::record::Record;
use crate::go::value::{Outcome, Value};

/// One list of what makes filters.
macro_rules! filters {
    ($($name:literal,)*) => {
        /// What the namespace holds.
        pub const TABLE: &[Entry] = &[
            entry("images.Config", &["imageConfig"], 1, Some(1), configuration),
            entry("images.Filter", &[], 2, None, filtered),
            $(entry($name, &[], 0, None, filter),)*
        ];
    };
}

filters! {
    "images.AutoOrient",
    "images.Brightness",
    "images.ColorBalance",
    "images.Colorize",
    "images.Contrast",
    "images.Dither",
    "images.Gamma",
    "images.GaussianBlur",
    "images.Grayscale",
    "images.Hue",
    "images.Invert",
    "images.Mask",
    "images.Opacity",
    "images.Overlay",
    "images.Padding",
    "images.Pixelate",
    "images.Process",
    "images.Saturation",
    "images.Sepia",
    "images.Sigmoid",
    "images.Text",
    "images.UnsharpMask",
}

/// `images.Config`: the size of a picture in a file.
fn configuration(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let made = context.host.function("images.Config", arguments);
    made.unwrap_or_else(|| Err(Failure::new("`images.Config` cannot be asked for here")))
}

/// A filter, which says nothing but that it is one.
fn filter(_: &mut Context<'_>, _: &[Value]) -> Outcome {
    Ok(Record::value("filters.filter", "", []))
}

/// The picture behind the filters.
fn filtered(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(arguments.last().cloned().unwrap_or_default())
}
