//! What authors may put into a page, decided for the events of Markdown: the policy of [`html`](crate::html)
//! as one configuration has it.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, LinkType, Tag};

use crate::config::{Settings, Trust};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::{AddressUse, address_is_safe, attribute_is_allowed};

/// Whether authors may write HTML, and with it whatever HTML can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RawHtml {
    Kept,
    LeftOut,
}

impl RawHtml {
    /// In lines of front matter and of arguments. What a stranger wrote there is never HTML.
    pub(crate) fn of(settings: &Settings) -> Self {
        match settings.trust {
            Trust::Trusted => Self::of_bodies(settings),
            Trust::Untrusted => RawHtml::LeftOut,
        }
    }

    /// In bodies, which are sanitized as a whole where they are not trusted.
    pub(super) fn of_bodies(settings: &Settings) -> Self {
        if settings.markup.unsafe_html { RawHtml::Kept } else { RawHtml::LeftOut }
    }

    /// Whether an address may stand in the text of a page.
    pub(super) fn allows_address(self, address: &str, used_as: AddressUse) -> bool {
        self == RawHtml::Kept || address_is_safe(address, used_as)
    }

    /// An event as far as it is allowed; what is not is added to `refused`.
    pub(super) fn allowed<'e>(
        self,
        event: Event<'e>,
        refused: &mut Vec<RefusedMarkup>,
    ) -> Option<Event<'e>> {
        match event {
            Event::Html(_) | Event::InlineHtml(_) if self == RawHtml::LeftOut => None,
            // Its words stay, and its end.
            Event::Start(Tag::Link { link_type, dest_url, .. })
                if link_type != LinkType::Email
                    && !self.allows_address(&dest_url, AddressUse::Link) =>
            {
                refused.push(RefusedMarkup::Address(dest_url.into_string()));
                Some(Event::InlineHtml(CowStr::Borrowed("<a>")))
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id })
                if !self.allows_address(&dest_url, AddressUse::Picture) =>
            {
                refused.push(RefusedMarkup::Address(dest_url.into_string()));
                let dest_url = CowStr::Borrowed("");
                Some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
            }
            Event::Start(Tag::Heading { level, id, classes, attrs })
                if !attrs.iter().all(|(name, _)| attribute_is_allowed(name)) =>
            {
                let (kept, others) =
                    attrs.into_iter().partition(|(name, _)| attribute_is_allowed(name));
                let others: Vec<(CowStr<'_>, Option<CowStr<'_>>)> = others;
                refused.extend(
                    others.into_iter().map(|(name, _)| RefusedMarkup::Attribute(name.into())),
                );
                Some(Event::Start(Tag::Heading { level, id, classes, attrs: kept }))
            }
            event => Some(event),
        }
    }
}

/// Something that an author may not put into a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RefusedMarkup {
    Address(String),
    Attribute(String),
}

impl RefusedMarkup {
    pub(super) fn diagnostic(&self) -> Diagnostic {
        match self {
            RefusedMarkup::Address(address) => {
                let message = format!("the address `{}` is left out", shown(address));
                Diagnostic::new(Code::AddressUnsafe, message).hint(
                    "an address begins with `https:`, `mailto:`, `tel:` and the like, or is a path",
                )
            }
            RefusedMarkup::Attribute(name) => {
                let message = format!("the attribute `{}` is left out", shown(name));
                Diagnostic::new(Code::AttributeUnsafe, message).hint(
                    "content may set `id`, `class`, `title`, `lang`, `dir`, `width`, `height`, `start`, `data-*` and `aria-*`",
                )
            }
        }
    }
}

/// How much of an address a message shows.
const SHOWN: usize = 60;

/// The beginning of a text, without what would not be seen.
fn shown(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !c.is_control();
    if text.chars().count() <= SHOWN && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let visible = |c: char| if is_plain(c) { c } else { char::REPLACEMENT_CHARACTER };
    let mut beginning: String = text.chars().take(SHOWN).map(visible).collect();
    if text.chars().count() > SHOWN {
        beginning.push('…');
    }
    Cow::Owned(beginning)
}
