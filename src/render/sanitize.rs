//! The body of a page that a stranger wrote: a document of known elements and attributes, and nothing else.
//!
//! The body is parsed as a browser parses it and written again, so that what is checked is what a reader's
//! browser sees, however it got there: as raw HTML, by a shortcode, by an attribute. What this program
//! makes of harmless content keeps its meaning; embedded frames and scripts do not pass.

use std::borrow::Cow;
use std::collections::HashSet;

use ammonia::Builder;

/// Elements of text in addition to ammonia's own, and those of formulas and drawings.
const ELEMENTS: &[&str] = &[
    "button",
    "nav",
    "section",
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "defs",
    "marker",
    "desc",
    "title",
    "math",
    "semantics",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "msup",
    "msub",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mfrac",
    "msqrt",
    "mroot",
    "mtable",
    "mtr",
    "mtd",
    "mstyle",
    "mpadded",
    "mphantom",
    "menclose",
    "mmultiscripts",
    "mprescripts",
    "none",
    "merror",
    "video",
    "audio",
    "track",
];

/// Attributes that any element may have. None of them holds an address.
const ATTRIBUTES: &[&str] = &[
    "align",
    "class",
    "height",
    "width",
    "dir",
    "hidden",
    "id",
    "lang",
    "role",
    "tabindex",
    "title",
    "translate",
    // Drawings.
    "fill",
    "stroke",
    "marker-end",
    "marker-mid",
    "marker-start",
    "cx",
    "cy",
    "d",
    "dominant-baseline",
    "dx",
    "dy",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "opacity",
    "orient",
    "points",
    "r",
    "refX",
    "refY",
    "rx",
    "ry",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-width",
    "text-anchor",
    "transform",
    "viewBox",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    // Formulas.
    "accent",
    "accentunder",
    "columnalign",
    "columnlines",
    "columnspacing",
    "display",
    "displaystyle",
    "fence",
    "form",
    "largeop",
    "linethickness",
    "lspace",
    "mathsize",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowlines",
    "rowspacing",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
];

/// Where the players of videos are, up to the name of the video.
const PLAYERS: &[&str] =
    &["https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/video/"];

/// The body without anything that is not known to be harmless.
pub fn sanitized(body: &str) -> String {
    let mut builder = Builder::default();
    builder
        .add_tags(ELEMENTS)
        .add_generic_attributes(ATTRIBUTES)
        .add_generic_attribute_prefixes(["aria-", "data-"])
        .add_tag_attributes("a", ["rel"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("img", ["decoding", "loading"])
        .add_tag_attributes("video", ["controls", "poster", "src"])
        .add_tag_attributes("audio", ["controls", "src"])
        .add_tag_attributes("track", ["default", "kind", "label", "src", "srclang"])
        .add_tag_attributes("button", ["type"])
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .attribute_filter(|_, attribute, value| match attribute {
            // Paint may name an address: `url(#a)` in a drawing, but also `url(https://…)`, which tracks readers.
            "fill" | "stroke" | "marker-start" | "marker-mid" | "marker-end" => {
                is_local_paint(value).then_some(Cow::Borrowed(value))
            }
            // Scripts of the theme load what these name.
            "data-embed" => is_player(value).then_some(Cow::Borrowed(value)),
            "data-index" | "data-script" => None,
            _ => Some(Cow::Borrowed(value)),
        });
    builder.clean(body).to_string()
}

/// The address of a video's player, as the shortcodes of the theme write it.
fn is_player(address: &str) -> bool {
    PLAYERS.iter().any(|player| address.starts_with(player))
}

/// A colour, or a reference to a part of the same drawing.
fn is_local_paint(value: &str) -> bool {
    let value = value.trim();
    let is_colour = |c: char| c.is_ascii_alphanumeric() || "#(),.%- ".contains(c);
    match value.strip_prefix("url(") {
        Some(reference) => reference.starts_with('#') && reference.ends_with(')'),
        None => value.chars().all(is_colour) && !value.contains("url"),
    }
}

#[cfg(test)]
mod tests {
    use super::sanitized;

    #[track_caller]
    fn assert_kept(html: &str) {
        assert_eq!(sanitized(html), html);
    }

    #[test]
    fn what_the_writers_of_pages_make_passes() {
        assert_kept("<h2 id=\"a\">A<a class=\"anchor\" href=\"#a\" aria-label=\"link\"></a></h2>");
        assert_kept(
            "<pre tabindex=\"0\"><code class=\"language-go\" data-lang=\"go\">x &lt; 1</code></pre>",
        );
        assert_kept("<details open=\"\"><summary>More</summary><p>text</p></details>");
        assert_kept("<p>é <em>a</em> <a href=\"../b/\" rel=\"external\">b</a></p>");
        assert_kept(
            "<svg viewBox=\"0 0 9 9\" role=\"img\"><defs><marker id=\"m\" markerWidth=\"3\" refX=\"1\">\
             <path d=\"M0 0\" fill=\"#fff\"></path></marker></defs>\
             <path d=\"M1 1\" marker-end=\"url(#m)\" stroke=\"var(--x)\"></path></svg>",
        );
        assert_kept("<math display=\"block\"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>");
    }

    #[test]
    fn nothing_that_runs_or_leads_to_what_runs_passes() {
        for html in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a data-embed=\"javascript:alert(1)\" href=\"#\">x</a>",
            "<a data-embed=\"https://evil.example/\">x</a>",
            "<a data-script=\"https://evil.example/\">x</a>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
            "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
            "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
            "<svg><script>alert(1)</script></svg>",
            "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
            "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
            "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
            "<math><mtext><table><mglyph><style><img src onerror=alert(1)></style></mglyph></table></mtext></math>",
            "<form action=\"javascript:alert(1)\"><button formaction=\"javascript:alert(1)\">x</button></form>",
            "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
            "<base href=\"//evil.example/\">",
            "<style>@import '//evil.example'</style><p style=\"background:url(//evil.example)\">x</p>",
            "<object data=evil.swf></object><embed src=evil.swf>",
            "<template><script>alert(1)</script></template>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
            "<path fill=\"url(https://evil.example/#x)\"></path>",
            "<video poster=\"javascript:alert(1)\" src=\"vbscript:x\"></video>",
        ] {
            let shown = sanitized(html).to_lowercase();
            for refused in [
                "<script",
                "onerror",
                "javascript:",
                "vbscript:",
                "data:",
                "<iframe",
                "<form",
                "<meta",
                "<base",
                "<style",
                "style=",
                "<object",
                "<embed",
                "evil.example",
                "<foreignobject",
                "<animate",
                "formaction",
                "srcdoc",
            ] {
                let is_text = shown.contains(&format!("&lt;{}", refused.trim_start_matches('<')));
                assert!(!shown.contains(refused) || is_text, "{refused} of {html} in {shown}");
            }
        }
    }

    #[test]
    fn a_body_cannot_close_what_is_around_it() {
        assert_eq!(sanitized("</main></body></html><p>x"), "<p>x</p>");
    }

    #[test]
    fn deep_and_long_bodies_end() {
        let deep = "<div>".repeat(20_000);
        assert!(sanitized(&deep).len() >= deep.len());
        let long = "<b><i>x</b>".repeat(2_000);
        assert!(sanitized(&long).contains('x'));
    }
}
