//! References to characters in HTML (`&eacute;`, `&#233;`), for `transform.HTMLUnescape`.
//!
//! Source: the names of HTML 4 and the most usual ones of HTML 5, <https://html.spec.whatwg.org/entities.json>.

/// Names that need no semicolon.
#[rustfmt::skip]
const UNCLOSED: &[&str] = &[
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil",
    "ETH", "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT",
    "Ntilde", "Oacute", "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN",
    "Uacute", "Ucirc", "Ugrave", "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave",
    "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg",
    "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt",
    "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro",
    "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash",
    "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg", "sect", "shy", "sup1",
    "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml",
    "yacute", "yen", "yuml",
];

/// Names and their characters.
#[rustfmt::skip]
const NAMED: &[(&str, &str)] = &[
    ("AElig", "Æ"), ("Aacute", "Á"), ("Acirc", "Â"), ("Agrave", "À"), ("Alpha", "Α"),
    ("Amacr", "Ā"), ("Aogon", "Ą"), ("Aring", "Å"), ("Atilde", "Ã"), ("Auml", "Ä"), ("Beta", "Β"),
    ("Cacute", "Ć"), ("Ccaron", "Č"), ("Ccedil", "Ç"), ("Chi", "Χ"), ("Dagger", "‡"),
    ("Dcaron", "Ď"), ("Delta", "Δ"), ("ETH", "Ð"), ("Eacute", "É"), ("Ecaron", "Ě"),
    ("Ecirc", "Ê"), ("Egrave", "È"), ("Eogon", "Ę"), ("Epsilon", "Ε"), ("Eta", "Η"), ("Euml", "Ë"),
    ("Gamma", "Γ"), ("Gbreve", "Ğ"), ("Hat", "^"), ("Iacute", "Í"), ("Icirc", "Î"), ("Idot", "İ"),
    ("Igrave", "Ì"), ("Iota", "Ι"), ("Iuml", "Ï"), ("Kappa", "Κ"), ("Lambda", "Λ"),
    ("Lstrok", "Ł"), ("Mu", "Μ"), ("Nacute", "Ń"), ("NewLine", "\n"), ("Ntilde", "Ñ"), ("Nu", "Ν"),
    ("OElig", "Œ"), ("Oacute", "Ó"), ("Ocirc", "Ô"), ("Ograve", "Ò"), ("Omega", "Ω"),
    ("Omicron", "Ο"), ("Oslash", "Ø"), ("Otilde", "Õ"), ("Ouml", "Ö"), ("Phi", "Φ"), ("Pi", "Π"),
    ("Prime", "″"), ("Psi", "Ψ"), ("Rcaron", "Ř"), ("Rho", "Ρ"), ("Sacute", "Ś"), ("Scaron", "Š"),
    ("Scedil", "Ş"), ("Sigma", "Σ"), ("THORN", "Þ"), ("Tab", "\t"), ("Tau", "Τ"), ("Theta", "Θ"),
    ("Uacute", "Ú"), ("Ucirc", "Û"), ("Ugrave", "Ù"), ("Upsilon", "Υ"), ("Uuml", "Ü"), ("Xi", "Ξ"),
    ("Yacute", "Ý"), ("Yuml", "Ÿ"), ("Zacute", "Ź"), ("Zcaron", "Ž"), ("Zdot", "Ż"), ("Zeta", "Ζ"),
    ("aacute", "á"), ("acirc", "â"), ("acute", "´"), ("aelig", "æ"), ("agrave", "à"),
    ("alefsym", "ℵ"), ("alpha", "α"), ("amacr", "ā"), ("amp", "&"), ("and", "∧"), ("ang", "∠"),
    ("aogon", "ą"), ("apos", "'"), ("aring", "å"), ("ast", "*"), ("asymp", "≈"), ("atilde", "ã"),
    ("auml", "ä"), ("bdquo", "„"), ("beta", "β"), ("brvbar", "¦"), ("bsol", "\\"), ("bull", "•"),
    ("cacute", "ć"), ("cap", "∩"), ("ccaron", "č"), ("ccedil", "ç"), ("cedil", "¸"), ("cent", "¢"),
    ("check", "✓"), ("chi", "χ"), ("circ", "ˆ"), ("clubs", "♣"), ("colon", ":"), ("comma", ","),
    ("commat", "@"), ("cong", "≅"), ("copy", "©"), ("copysr", "℗"), ("crarr", "↵"), ("cross", "✗"),
    ("cup", "∪"), ("curren", "¤"), ("dArr", "⇓"), ("dagger", "†"), ("darr", "↓"), ("dash", "‐"),
    ("dcaron", "ď"), ("deg", "°"), ("delta", "δ"), ("diams", "♦"), ("divide", "÷"),
    ("dollar", "$"), ("eacute", "é"), ("ecaron", "ě"), ("ecirc", "ê"), ("egrave", "è"),
    ("empty", "∅"), ("emsp", "\u{2003}"), ("ensp", "\u{2002}"), ("eogon", "ę"), ("epsilon", "ε"),
    ("equals", "="), ("equiv", "≡"), ("eta", "η"), ("eth", "ð"), ("euml", "ë"), ("euro", "€"),
    ("excl", "!"), ("exist", "∃"), ("fnof", "ƒ"), ("forall", "∀"), ("frac12", "½"),
    ("frac14", "¼"), ("frac34", "¾"), ("frasl", "⁄"), ("gamma", "γ"), ("gbreve", "ğ"), ("ge", "≥"),
    ("grave", "`"), ("gt", ">"), ("hArr", "⇔"), ("harr", "↔"), ("hearts", "♥"), ("hellip", "…"),
    ("hyphen", "‐"), ("iacute", "í"), ("icirc", "î"), ("iexcl", "¡"), ("igrave", "ì"),
    ("image", "ℑ"), ("imath", "ı"), ("infin", "∞"), ("inodot", "ı"), ("int", "∫"), ("iota", "ι"),
    ("iquest", "¿"), ("isin", "∈"), ("iuml", "ï"), ("kappa", "κ"), ("lArr", "⇐"), ("lambda", "λ"),
    ("lang", "〈"), ("laquo", "«"), ("larr", "←"), ("lbrace", "{"), ("lbrack", "["), ("lceil", "⌈"),
    ("lcub", "{"), ("ldquo", "“"), ("le", "≤"), ("lfloor", "⌊"), ("lowast", "∗"), ("lowbar", "_"),
    ("loz", "◊"), ("lpar", "("), ("lrm", "\u{200e}"), ("lsaquo", "‹"), ("lsqb", "["),
    ("lsquo", "‘"), ("lstrok", "ł"), ("lt", "<"), ("macr", "¯"), ("mdash", "—"), ("micro", "µ"),
    ("middot", "·"), ("minus", "−"), ("mu", "μ"), ("nabla", "∇"), ("nacute", "ń"),
    ("nbsp", "\u{a0}"), ("ndash", "–"), ("ne", "≠"), ("ni", "∋"), ("not", "¬"), ("notin", "∉"),
    ("notinva", "∉"), ("nsub", "⊄"), ("ntilde", "ñ"), ("nu", "ν"), ("num", "#"), ("oacute", "ó"),
    ("ocirc", "ô"), ("oelig", "œ"), ("ograve", "ò"), ("oline", "‾"), ("omega", "ω"),
    ("omicron", "ο"), ("oplus", "⊕"), ("or", "∨"), ("ordf", "ª"), ("ordm", "º"), ("oslash", "ø"),
    ("otilde", "õ"), ("otimes", "⊗"), ("ouml", "ö"), ("para", "¶"), ("part", "∂"), ("percnt", "%"),
    ("period", "."), ("permil", "‰"), ("perp", "⊥"), ("phi", "φ"), ("phone", "☎"), ("pi", "π"),
    ("piv", "ϖ"), ("plus", "+"), ("plusmn", "±"), ("pound", "£"), ("prime", "′"), ("prod", "∏"),
    ("prop", "∝"), ("psi", "ψ"), ("quest", "?"), ("quot", "\""), ("rArr", "⇒"), ("radic", "√"),
    ("rang", "〉"), ("raquo", "»"), ("rarr", "→"), ("rarrw", "↝"), ("rbrace", "}"), ("rbrack", "]"),
    ("rcaron", "ř"), ("rceil", "⌉"), ("rcub", "}"), ("rdquo", "”"), ("real", "ℜ"), ("reg", "®"),
    ("rfloor", "⌋"), ("rho", "ρ"), ("rlm", "\u{200f}"), ("rpar", ")"), ("rsaquo", "›"),
    ("rsqb", "]"), ("rsquo", "’"), ("sacute", "ś"), ("sbquo", "‚"), ("scaron", "š"),
    ("scedil", "ş"), ("sdot", "⋅"), ("sect", "§"), ("semi", ";"), ("shy", "\u{ad}"),
    ("sigma", "σ"), ("sigmaf", "ς"), ("sim", "∼"), ("sol", "/"), ("spades", "♠"), ("star", "☆"),
    ("starf", "★"), ("sub", "⊂"), ("sube", "⊆"), ("sum", "∑"), ("sup", "⊃"), ("sup1", "¹"),
    ("sup2", "²"), ("sup3", "³"), ("supe", "⊇"), ("szlig", "ß"), ("tau", "τ"), ("there4", "∴"),
    ("theta", "θ"), ("thetasym", "ϑ"), ("thinsp", "\u{2009}"), ("thorn", "þ"), ("tilde", "˜"),
    ("times", "×"), ("trade", "™"), ("uArr", "⇑"), ("uacute", "ú"), ("uarr", "↑"), ("ucirc", "û"),
    ("ugrave", "ù"), ("uml", "¨"), ("upsih", "ϒ"), ("upsilon", "υ"), ("uuml", "ü"),
    ("verbar", "|"), ("vert", "|"), ("weierp", "℘"), ("xi", "ξ"), ("yacute", "ý"), ("yen", "¥"),
    ("yuml", "ÿ"), ("zacute", "ź"), ("zcaron", "ž"), ("zdot", "ż"), ("zeta", "ζ"),
    ("zwj", "\u{200d}"), ("zwnj", "\u{200c}"),
];

/// Text in which references are characters. What is no reference stays as it is.
pub(super) fn unescape(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let reference = &rest[at + 1..];
        match numeric(reference).or_else(|| named(reference)) {
            Some((character, length)) => {
                text.push_str(&character);
                rest = &reference[length..];
            }
            None => {
                text.push('&');
                rest = reference;
            }
        }
    }
    text + rest
}

/// `#233;`, `#xe9`: the character, and how long its reference is.
fn numeric(reference: &str) -> Option<(String, usize)> {
    let (start, radix) = match reference.as_bytes() {
        [b'#', b'x' | b'X', ..] => (2, 16),
        [b'#', ..] => (1, 10),
        _ => return None,
    };
    let digits = &reference[start..];
    let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    if length == 0 {
        return None;
    }
    let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let character = char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{fffd}');
    let closed = usize::from(digits[length..].starts_with(';'));
    Some((character.to_string(), start + length + closed))
}

/// The longest name that needs no semicolon.
const LONGEST_UNCLOSED: usize = 6;

/// `eacute;`, and `eacute` where no semicolon is needed.
fn named(reference: &str) -> Option<(String, usize)> {
    let is_end = |c: char| !c.is_ascii_alphanumeric();
    let length = reference.find(is_end).unwrap_or(reference.len());
    let found = |name: &str| {
        let place = NAMED.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        Some(NAMED[place].1.to_owned())
    };
    if reference[length..].starts_with(';')
        && let Some(text) = found(&reference[..length])
    {
        return Some((text, length + 1));
    }
    // The longest name that begins the word.
    let lengths = (2..=length.min(LONGEST_UNCLOSED)).rev();
    let name =
        lengths.map(|end| &reference[..end]).find(|name| UNCLOSED.binary_search(name).is_ok())?;
    Some((found(name)?, name.len()))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_UNCLOSED, NAMED, UNCLOSED};

    #[test]
    fn names_are_in_order() {
        assert!(NAMED.is_sorted() && UNCLOSED.is_sorted());
        assert!(UNCLOSED.iter().all(|name| name.len() <= LONGEST_UNCLOSED));
    }
}
