//! `theme`: its name, or a table with what is a site's own in it: colours, type, widths and corners.

use std::fmt::Write;

use camino::Utf8Path;

use super::colour::{Colour, READABLE};
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::structured::{Reader, UnknownKeys, Value};

/// What a configuration says of the theme.
#[derive(Debug, Default)]
pub struct ThemeOptions {
    pub names: Vec<Spanned<String>>,
    font: Option<Spanned<String>>,
    heading_font: Option<Spanned<String>>,
    code_font: Option<Spanned<String>>,
    text_width: Option<Spanned<String>>,
    page_width: Option<Spanned<String>>,
    radius: Option<Spanned<String>>,
    light: ColourOptions,
    dark: ColourOptions,
}

/// The colours of light or of dark pages.
#[derive(Debug, Default)]
struct ColourOptions {
    accent: Option<Spanned<String>>,
    background: Option<Spanned<String>>,
    text: Option<Spanned<String>>,
}

/// The colours of the built-in theme, and in which direction its text lies.
struct Ground {
    name: &'static str,
    accent: Colour,
    background: Colour,
    text: Colour,
    pole: Colour,
}

const BLACK: Colour = Colour::new(0, 0, 0);
const WHITE: Colour = Colour::new(255, 255, 255);

/// As in `palette.css`.
const LIGHT: Ground = Ground {
    name: "light",
    accent: Colour::new(0x1d, 0x52, 0xbd),
    background: WHITE,
    text: Colour::new(0x1b, 0x24, 0x36),
    pole: BLACK,
};
const DARK: Ground = Ground {
    name: "dark",
    accent: Colour::new(0x8f, 0xb5, 0xff),
    background: Colour::new(0x10, 0x15, 0x1d),
    text: Colour::new(0xd6, 0xdd, 0xe8),
    pole: WHITE,
};

/// How much of the accent is in the ground of what is chosen, in per cent.
const TINT: u16 = 10;

/// Units of lengths.
const UNITS: &[&str] = &["px", "rem", "em", "ch", "vw", "%"];

/// The colours of one kind of page, all of them decided.
struct Scheme {
    accent: Colour,
    background: Colour,
    text: Colour,
}

/// What is wrong with a value.
struct Problem<'a> {
    at: &'a Spanned<String>,
    message: String,
    hint: String,
}

impl ThemeOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        match reader.any("theme").map(|theme| &theme.value) {
            Some(Value::Table(table)) => {
                reader.inside("theme", table, UnknownKeys::Report, Self::read_table)
            }
            _ => Self { names: reader.texts("theme").unwrap_or_default(), ..Self::default() },
        }
    }

    fn read_table(theme: &mut Reader<'_>) -> Self {
        let colours = |theme: &mut Reader<'_>, name| {
            theme.within(name, UnknownKeys::Report, ColourOptions::read).unwrap_or_default()
        };
        Self {
            names: theme.texts("name").unwrap_or_default(),
            font: theme.text("font"),
            heading_font: theme.text("headingFont"),
            code_font: theme.text("codeFont"),
            text_width: theme.text("textWidth"),
            page_width: theme.text("pageWidth"),
            radius: theme.text("radius"),
            light: colours(theme, "light"),
            dark: colours(theme, "dark"),
        }
    }

    /// The style sheet of what is the site's own; empty if nothing is. A value that cannot be used is
    /// reported and left out.
    pub(super) fn resolve(&self, file: &Utf8Path, found: &mut Vec<Diagnostic>) -> String {
        let mut problems = Vec::new();
        let mut rules = String::new();
        self.colours(&mut rules, &mut problems);
        for (value, variables) in [
            (&self.font, &["--latin"][..]),
            (&self.heading_font, &["--headings"]),
            (&self.code_font, &["--mono"]),
        ] {
            declare(&mut rules, variables, fonts(value.as_ref(), &mut problems));
        }
        for (value, variables) in [
            (&self.text_width, &["--measure", "--measure-docs"][..]),
            (&self.page_width, &["--page"]),
            (&self.radius, &["--radius", "--radius-small"]),
        ] {
            declare(&mut rules, variables, length(value.as_ref(), &mut problems));
        }
        found.extend(problems.into_iter().map(|Problem { at, message, hint }| {
            Diagnostic::new(Code::ConfigValue, message).at(Place::span(file, at.span)).hint(hint)
        }));
        if rules.is_empty() { rules } else { format!("\n:root:root, :host {{\n{rules}}}\n") }
    }

    fn colours<'a>(&'a self, rules: &mut String, problems: &mut Vec<Problem<'a>>) {
        if self.light.is_empty() && self.dark.is_empty() {
            return;
        }
        let light = self.light.scheme(&LIGHT, self.dark.accent.as_ref(), problems);
        let dark = self.dark.scheme(&DARK, self.light.accent.as_ref(), problems);
        let grounds = !self.light.has_no_ground() || !self.dark.has_no_ground();
        for (name, light, dark) in pairs(&light.variables(&LIGHT), &dark.variables(&DARK)) {
            if grounds || matches!(name, "link" | "tint") {
                let _ = writeln!(rules, "  --{name}: light-dark({light}, {dark});");
            }
        }
    }
}

impl ColourOptions {
    fn read(colours: &mut Reader<'_>) -> Self {
        Self {
            accent: colours.text("accent"),
            background: colours.text("background"),
            text: colours.text("text"),
        }
    }

    fn is_empty(&self) -> bool {
        self.accent.is_none() && self.has_no_ground()
    }

    fn has_no_ground(&self) -> bool {
        self.background.is_none() && self.text.is_none()
    }

    /// All colours, from those that are written. An accent that only the other kind of page has is made
    /// lighter or darker until it can be read here.
    fn scheme<'a>(
        &'a self,
        ground: &Ground,
        other_accent: Option<&Spanned<String>>,
        problems: &mut Vec<Problem<'a>>,
    ) -> Scheme {
        let background = colour(self.background.as_ref(), problems).unwrap_or(ground.background);
        let text = colour(self.text.as_ref(), problems).unwrap_or(ground.text);
        if let Some(at) = self.text.as_ref().or(self.background.as_ref()) {
            problems.extend(unreadable(at, text, background, ground));
        }
        let accent = match colour(self.accent.as_ref(), problems) {
            Some(accent) => {
                let tint = background.mixed(accent, TINT);
                let at = self.accent.as_ref();
                problems.extend(at.and_then(|at| unreadable(at, accent, tint, ground)));
                accent
            }
            None => {
                let accent = other_accent.and_then(|other| Colour::read(&other.value));
                accent
                    .unwrap_or(ground.accent)
                    .readable(ground.pole, &[background, background.mixed(ground.accent, TINT * 2)])
            }
        };
        Scheme { accent, background, text }
    }
}

impl Scheme {
    /// The variables of `palette.css` that follow from it.
    fn variables(&self, ground: &Ground) -> [(&'static str, Colour); 8] {
        let Self { accent, background, text } = *self;
        let raised = background.mixed(text, 5);
        let soft = background.mixed(text, 70).readable(ground.pole, &[background, raised]);
        [
            ("bg", background),
            ("raised", raised),
            ("line", background.mixed(text, 15)),
            ("edge", background.mixed(text, 50)),
            ("ink", text),
            ("soft", soft),
            ("link", accent),
            ("tint", background.mixed(accent, TINT)),
        ]
    }
}

/// Each variable with its light and its dark colour.
fn pairs<'a>(
    light: &'a [(&'static str, Colour)],
    dark: &'a [(&'static str, Colour)],
) -> impl Iterator<Item = (&'static str, Colour, Colour)> + 'a {
    light.iter().zip(dark).map(|((name, light), (_, dark))| (*name, *light, *dark))
}

fn colour<'a>(
    written: Option<&'a Spanned<String>>,
    problems: &mut Vec<Problem<'a>>,
) -> Option<Colour> {
    let at = written?;
    let colour = Colour::read(&at.value);
    if colour.is_none() {
        let message = format!("`{}` is not a colour", at.value.escape_debug());
        problems.push(Problem { at, message, hint: "write it as `#1d52bd`".to_owned() });
    }
    colour
}

/// That one colour cannot be read on another.
fn unreadable<'a>(
    at: &'a Spanned<String>,
    text: Colour,
    on: Colour,
    ground: &Ground,
) -> Option<Problem<'a>> {
    let contrast = text.contrast(on);
    (contrast < READABLE).then(|| Problem {
        at,
        message: format!(
            "`{text}` on `{on}` has a contrast of {contrast:.1}; {} pages need {READABLE}",
            ground.name
        ),
        hint: format!("`{}` can be read", text.readable(ground.pole, &[on])),
    })
}

fn fonts<'a>(
    written: Option<&'a Spanned<String>>,
    problems: &mut Vec<Problem<'a>>,
) -> Option<&'a str> {
    let at = written?;
    let is_part = |c: char| c.is_alphanumeric() || " ,'\"-_.".contains(c);
    let is_closed = |quote| at.value.matches(quote).count() % 2 == 0;
    if !at.value.trim().is_empty()
        && at.value.chars().all(is_part)
        && is_closed('"')
        && is_closed('\'')
    {
        return Some(at.value.trim());
    }
    let message = format!("`{}` is not a list of fonts", at.value.escape_debug());
    let hint = "write names with commas between them, such as `Inter, sans-serif`".to_owned();
    problems.push(Problem { at, message, hint });
    None
}

fn length<'a>(
    written: Option<&'a Spanned<String>>,
    problems: &mut Vec<Problem<'a>>,
) -> Option<&'a str> {
    let at = written?;
    let text = at.value.trim();
    let number = UNITS.iter().find_map(|unit| text.strip_suffix(unit));
    let is_number = |number: &str| {
        number.chars().all(|c| c.is_ascii_digit() || c == '.') && number.parse::<f64>().is_ok()
    };
    if text == "0" || number.is_some_and(is_number) {
        return Some(text);
    }
    let message = format!("`{}` is not a length", at.value.escape_debug());
    let hint = "write a number and a unit, such as `42rem` or `8px`".to_owned();
    problems.push(Problem { at, message, hint });
    None
}

fn declare(rules: &mut String, variables: &[&str], value: Option<&str>) {
    for variable in value.iter().flat_map(|_| variables) {
        let _ = writeln!(rules, "  {variable}: {};", value.unwrap_or_default());
    }
}
