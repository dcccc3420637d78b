//! A site whose content anybody may have written: every page says so, no search engine lists it, and what
//! a browser could run is left out.

use camino::{Utf8Path, Utf8PathBuf};
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use pulldown_cmark_escape::escape_html;
use rayon::prelude::*;

use super::drawing::draws_only;
use crate::artifact::{Artifact, Artifacts};
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::locale::strings::Strings;
use crate::world::{World, is_passive};

/// Scripts, frames and forms of the site itself at most: what is left if something got through all else.
/// The search is a program for WebAssembly.
const POLICY: &str = "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; frame-src 'none'; \
                      base-uri 'none'; form-action 'self'";

/// Marks the pages, and leaves out what is not harmless.
pub fn guard(
    world: &dyn World,
    settings: &Settings,
    strings: &Strings,
    artifacts: &mut Artifacts,
    found: &mut Vec<Diagnostic>,
) {
    artifacts.retain(|path, artifact| match artifact {
        Artifact::Copy(file) if could_run(world, settings, path, file) => {
            found.push(left_out(file));
            false
        }
        _ => true,
    });
    let banners: Vec<String> =
        settings.language_ids().map(|language| banner(settings, strings, language)).collect();
    let pages: Vec<(String, String)> = artifacts
        .par_pages()
        .filter_map(|(path, bytes)| {
            let language = language_of(settings, path);
            let html = std::str::from_utf8(&bytes).ok()?;
            Some((path.to_owned(), marked(html, &banners[language.0])))
        })
        .collect();
    for (path, html) in pages {
        artifacts.replace(&path, Artifact::Bytes(html.into()));
    }
}

/// Whether a file that a change brought may run in a browser, or tell a host what to do.
fn could_run(world: &dyn World, settings: &Settings, path: &str, file: &Utf8Path) -> bool {
    let is_in = |directories: &[Utf8PathBuf]| directories.iter().any(|dir| file.starts_with(dir));
    let path = Utf8Path::new(path);
    let is_drawing = [path, file].iter().any(|name| is_svg(name));
    if is_drawing
        && (is_in(&settings.proposed_paths.texts) || is_in(&settings.proposed_paths.statics))
    {
        return !world.read(file).is_ok_and(|svg| draws_only(&svg));
    }
    is_in(&settings.proposed_paths.texts) && !(is_passive(path) && is_passive(file))
}

fn is_svg(path: &Utf8Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg"))
}

fn left_out(file: &Utf8Path) -> Diagnostic {
    let message = "this file is not in the preview: a browser could run it";
    let hint = "images, audio, video, fonts, texts and archives are shown";
    Diagnostic::new(Code::UntrustedFile, message).at(Place::file(file)).hint(hint)
}

/// The language of the readers of an output path.
fn language_of(settings: &Settings, path: &str) -> LanguageId {
    let prefixed = settings.language_ids().find(|id| {
        let prefix = settings.language_prefix(*id);
        let rest = path.strip_prefix(prefix.trim_start_matches('/'));
        !prefix.is_empty() && rest.is_some_and(|rest| rest.starts_with('/'))
    });
    prefixed.unwrap_or(settings.default_language)
}

fn banner(settings: &Settings, strings: &Strings, language: LanguageId) -> String {
    const ENGLISH: &str = "This is a preview of a proposed change. Nobody has reviewed it yet.";
    let words = strings.get(language.0, "untrusted_preview", None, &|_| None);
    let language = settings.language(language);
    let mut html = format!(
        "<p class=\"s-untrusted\" role=\"note\" lang=\"{}\" dir=\"{}\">",
        language.locale.tag(),
        language.direction.attribute()
    );
    // Writing to a string does not fail.
    let _ = escape_html(&mut html, words.as_deref().unwrap_or(ENGLISH));
    html.push_str("</p>");
    html
}

/// The page with its banner, and with what browsers and search engines are told.
fn marked(html: &str, banner: &str) -> String {
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\
         <meta name=\"robots\" content=\"noindex, nofollow\">"
    );
    let (mut has_head, mut has_body) = (false, false);
    let in_head = element!("head", |element| {
        if !std::mem::replace(&mut has_head, true) {
            element.prepend(&head, ContentType::Html);
        }
        Ok(())
    });
    let in_body = element!("body", |element| {
        if !std::mem::replace(&mut has_body, true) {
            element.prepend(banner, ContentType::Html);
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(in_head)
        .append_element_content_handler(in_body);
    let rewritten = rewrite_str(html, settings);
    // A piece of a page, without a frame, gets at its beginning what it has no place for.
    match (rewritten, has_head, has_body) {
        (Ok(page), true, true) => page,
        (Ok(page), true, false) => format!("{banner}{page}"),
        (Ok(page), false, true) => format!("{head}{page}"),
        (Ok(_), false, false) | (Err(_), _, _) => format!("{head}{banner}{html}"),
    }
}
