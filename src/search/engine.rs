//! The index of some pages of one language, by pagefind. No other module uses pagefind as a library.
//!
//! Without the feature `search` there is none.

use super::bundle::Bundle;

/// A page as input of pagefind.
#[derive(Clone, Debug)]
pub(super) struct IndexedPage {
    /// For links on this site.
    pub url: String,
    /// The part of the page that `extract` keeps.
    pub html: String,
}

/// pagefind's own pages, styles and widgets, which the theme does not use.
#[cfg(feature = "search")]
const UNUSED: &[&str] =
    &["pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight"];

/// The index of some pages of one language.
///
/// # Errors
/// In pagefind's words.
#[cfg(feature = "search")]
pub(super) fn make(pages: &[IndexedPage]) -> Result<Bundle, String> {
    use pagefind::api::PagefindIndex;
    use pagefind::options::PagefindServiceConfig;

    // It is asynchronous because it can read files, which does not happen here. It reads pages on threads of the runtime.
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let read = runtime.block_on(async {
        let mut index = PagefindIndex::new(Some(PagefindServiceConfig::builder().build()))?;
        for page in pages {
            index.add_html_file(None, Some(page.url.clone()), page.html.clone()).await?;
        }
        Ok(index)
    });
    // It joins them on the pool of all threads, where one that waits takes the next language on. So this is no place
    // for the runtime: a thread cannot be in two.
    let files = read.and_then(|mut index| pollster::block_on(index.get_files()));
    let files = files.map_err(|error| format!("{error:#}"))?;
    let named = files.into_iter().map(|file| {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        (name, file.contents)
    });
    Ok(named.filter(|(name, _)| !UNUSED.iter().any(|unused| name.starts_with(unused))).collect())
}

/// Nothing can be made.
///
/// # Errors
/// Always.
#[cfg(not(feature = "search"))]
pub(super) fn make(_: &[IndexedPage]) -> Result<Bundle, String> {
    Err("this program was compiled without the feature `search`".to_owned())
}

#[cfg(all(test, feature = "search"))]
mod tests {
    use proptest::prelude::*;
    use rayon::prelude::*;

    use super::super::unstyled::unstyled;
    use super::*;

    /// What bodies are made of, well nested or not.
    const PIECES: &[&str] = &[
        "word ",
        "Two words",
        "camelCase",
        "e",
        "&amp;",
        "don't.",
        " ",
        "\n",
        "<p>",
        "</p>",
        "<p id=\"p\">",
        "<b>",
        "</b>",
        "<B class='x'>",
        "<a href=\"/y/\">",
        "</a>",
        "<a id=\"a\">",
        "<h2 id=\"h\">",
        "</h2>",
        "<code>",
        "</code>",
        "<span style=x>",
        "</span>",
        "<span data-pagefind-ignore>",
        "<span data-pagefind-weight=\"3\">",
        "<td>",
        "</td>",
        "<li>",
        "</li>",
        "<br>",
        "<img src=\"x.png\" alt=\"x\">",
        "<label>",
        "</label>",
        "<section data-pagefind-ignore=\"all\">",
        "</section>",
        "<u>",
        "</u>",
        "<script>'<b>'</script>",
        "<!-- <i> -->",
    ];

    fn body() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(PIECES);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn elements_that_only_style_tell_the_index_nothing(
            bodies in prop::collection::vec(body(), 1..20),
        ) {
            let index = |change: fn(&str) -> String| {
                let page = |(number, body): (usize, &String)| IndexedPage {
                    url: format!("/{number}/"),
                    html: change(&format!("<html lang=en><div data-pagefind-body>{body} end</div>")),
                };
                make(&bodies.iter().enumerate().map(page).collect::<Vec<_>>())
            };
            prop_assert!(index(unstyled) == index(str::to_owned));
        }
    }

    fn bundle(language: &str, text: &str) -> Bundle {
        let html = format!("<html lang=\"{language}\"><p data-pagefind-body>{text}</p></html>");
        make(&[IndexedPage { url: "/a/".to_owned(), html }]).expect("an index")
    }

    #[test]
    fn an_index_brings_its_scripts_without_widgets_and_is_the_same_each_time() {
        let files = bundle("zh-CN", "卷与节点，两种语言");
        assert!(files.contains_key("pagefind.js") && !files.contains_key("pagefind-ui.js"));
        assert_eq!(files, bundle("zh-CN", "卷与节点，两种语言"));
        assert_ne!(files, bundle("zh-CN", "卷与节点"));
    }

    /// pagefind shares its work among the threads of the pool. One that waits for its share takes another index on.
    #[test]
    fn indexes_are_made_while_others_are() {
        let words: String = (0..300).map(|number| format!("word{number} ")).collect();
        let page = |number: usize| IndexedPage {
            url: format!("/{number}/"),
            html: format!("<html lang=en><p data-pagefind-body>{words}</p></html>"),
        };
        let pages: Vec<IndexedPage> = (0..12).map(page).collect();
        let alone = make(&pages);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(16).build().expect("threads");
        let is_same = |_| make(&pages) == alone;
        assert!(pool.install(|| (0..160).into_par_iter().all(is_same)));
    }
}
