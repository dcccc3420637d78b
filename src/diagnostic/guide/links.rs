//! Diagnostics of links and addresses.

use super::{Guide, guide};
use crate::diagnostic::Code;

pub(super) const GUIDES: &[Guide] = &[
    guide(
        Code::RefMissing,
        "{{< ref \"instal.md\" >}}",
        "Name a file that exists, relative to the content directory or to the page.",
    ),
    guide(
        Code::AddressUnsafe,
        "[run](javascript:x())",
        "Link to an address with `https:`, `mailto:` or a path.",
    ),
    guide(
        Code::LinkDead,
        "[Install](/docs/instal/)",
        "Correct the address, or remove the link. Where git knows that the page was renamed, `site check --fix` writes the new address.",
    ),
    guide(
        Code::LinkAnchor,
        "[Install](/docs/setup/#instal)",
        "Use an id that the page has; the hint names the nearest one. An id that differs in case only, `site check --fix` corrects.",
    ),
    guide(
        Code::LinkInexact,
        "[Install](/Docs/setup/)",
        "Write the address as the page has it; `site check --fix` does.",
    ),
    guide(
        Code::LinkSlash,
        "<a href=\"/docs/setup\">",
        "Add the slash, which saves readers a redirect; `site check --fix --verbose` does.",
    ),
    guide(
        Code::LinkInsecure,
        "[Install](http://example.org/docs/), where `baseURL` is `https://example.org/`",
        "Write `https`, or leave out scheme and host; `site check --fix --verbose` writes `https`.",
    ),
    guide(
        Code::LinkLanguage,
        "[Install](/en/docs/setup/) on a Korean page, where `/ko/docs/setup/` exists",
        "Link to the page in the reader's language; without a language in the address, the build finds it.",
    ),
    guide(
        Code::LinkExternal,
        "[The paper](https://example.org/gone.pdf)",
        "Link to where it is now, or to a copy in an archive. If the link has to stay, write `<!-- site-ignore: link-external the reason -->` before it.",
    ),
    guide(
        Code::LinkExternalUnsure,
        "[The form](https://example.org/for-members)",
        "Open it in a browser: some hosts answer to nobody else, or only on other days.",
    ),
    guide(
        Code::LinkExternalMoved,
        "[The project](http://example.org/old)",
        "Write the new address, if what is there is what you mean.",
    ),
    guide(Code::LinkLoop, "content/en/all -> ../../content", "Remove the symbolic link."),
    guide(Code::LinkOutside, "static/data -> /var/data", "Copy the file into the site."),
    guide(Code::UrlOutside, "url: ../../etc/", "Begin the address with `/`, and leave out `..`."),
    guide(
        Code::UrlCollision,
        "two pages with `url: /about/`",
        "Give one of them another `slug` or `url`.",
    ),
    guide(Code::UrlUnsafe, "slug: .htaccess", "Give the page another `slug` or `url`."),
    guide(Code::UrlUnportable, "content/en/con.md", "Give the page another name, `slug` or `url`."),
    guide(Code::UrlCase, "About.md and about.md", "Give one of the files another name."),
    guide(Code::UrlReplaces, "url: /sitemap.xml", "Give the page another address."),
    guide(
        Code::AliasCollision,
        "aliases: [/about/], where `/about/` is a page",
        "Remove the alias, or move the page that has the address.",
    ),
    guide(Code::TermAddress, "tags: [\"?\"]", "Give the term a name with letters or digits."),
    guide(
        Code::MenuPage,
        "[[menus.main]]\npageRef = '/dosc'",
        "Name a page that exists in `pageRef`, or use `url` for an address elsewhere.",
    ),
    guide(
        Code::PermalinkPattern,
        "posts = '/:yeer/:slug/'",
        "Use the parts that the manual lists, such as `:year`.",
    ),
];
