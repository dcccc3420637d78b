//! The configuration of a new site.

use std::fmt::Write;

use super::Starter;
use super::texts::Texts;

/// The text of `site.toml`.
pub(super) fn site_toml(starter: &Starter) -> String {
    let default = &starter.languages[0];
    let mut text = format!(
        "# Where the site will be published. Links, feeds and the sitemap begin with it.\n\
         baseURL = {base_url}\n\
         title = {title}\n\
         # Pages of this language are at `/`, those of another one at `/its-code/`.\n\
         defaultContentLanguage = {default}\n",
        base_url = string(&starter.base_url),
        title = string(&starter.title),
        default = string(default),
    );
    if starter.parts.has_blog() {
        text.push_str(
            "\n# A post's address has its date and the name of its file. Addresses are promises: decide before you publish.\n\
             [permalinks]\nblog = \"/:section/:year/:month/:day/:slugorcontentbasename/\"\n",
        );
    }
    text.push_str(
        "\n# What the site looks like: give what you want to change, without `#`.\n[theme]\n\
         # font = \"Inter, sans-serif\"\n# textWidth = \"42rem\"\n# radius = \"4px\"\n\n\
         # The colour of links and buttons; `site` makes the one for dark pages from it.\n[theme.light]\n\
         # accent = \"#0b6e4f\"\n\n\
         [params]\nfavicon = \"/favicon.svg\"\n\
         # Your own style sheet: `assets/own.css`.\n# css = \"own.css\"\n\n\
         # The reader's search.\n[search]\nenable = true\n",
    );
    if starter.languages.len() > 1 {
        text.push_str(
            "\n# A page at `/l10n/` that shows how far the translations are.\n[l10n]\nreport = true\n",
        );
    }
    text.push_str("\n# The languages; `weight` is their order in the menu.\n");
    for (number, code) in starter.languages.iter().enumerate() {
        let name = string(&Texts::of(code).name);
        let _ = write!(
            text,
            "[languages.{code}]\nlanguageName = {name}\ncontentDir = \"content/{code}\"\nweight = {}\n\n",
            number + 1
        );
    }
    text.trim_end().to_owned() + "\n"
}

/// A text as a value of TOML.
fn string(text: &str) -> String {
    toml::Value::from(text).to_string()
}
