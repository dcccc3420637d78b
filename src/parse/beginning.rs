//! The beginning of a text, cut at a word.
//!
//! It knows text only: what of a page is its beginning was decided when the page was parsed.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::parse::body::count_words;

/// Bytes of text for each word asked for, behind which no word is looked for: the dictionary reads
/// a text without blanks to its end, however soon it is cut.
const BYTES_PER_WORD: usize = 64;

/// The first words of `text`, at most `words` of them, without a mark at the end that leads on to
/// what is cut off. Of Chinese and Japanese every character counts, as in [word counts], and the cut
/// is between words all the same.
///
/// [word counts]: crate::parse::Body::words
pub(super) fn beginning(text: &str, words: usize) -> &str {
    let limit = text.floor_char_boundary(words.saturating_mul(BYTES_PER_WORD));
    let near = &text[..limit];
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut count = 0;
    let mut end = 0;
    for next in segmenter.segment_str(near) {
        count += count_words(&near[end..next]);
        if count > words {
            return without_lead(&text[..end]);
        }
        end = next;
    }
    if limit == text.len() { text } else { without_lead(near) }
}

/// Without blanks, commas, and brackets and quotes that are opened, at the end.
fn without_lead(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || ",;:，、；：([{（「『【《“‘".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(beginning("One two, three.", 2), "One two");
        assert_eq!(beginning("One two.", 2), "One two.");
        assert_eq!(beginning("It's 3.5 times (as fast)", 3), "It's 3.5 times");
        assert_eq!(beginning("한국어 문장은 띄어 쓴다", 2), "한국어 문장은");
        assert_eq!(beginning("Word", 0), "");
    }

    #[test]
    fn chinese_and_japanese_are_cut_between_words_too() {
        // 容器 and 编排 are a word each: no cut goes through one.
        assert_eq!(beginning("容器编排系统", 3), "容器");
        assert_eq!(beginning("容器编排系统", 4), "容器编排");
        assert_eq!(beginning("使用 Kubernetes，管理容器", 3), "使用 Kubernetes");
        assert_eq!(beginning("コンテナを使う", 4), "コンテナ");
    }

    proptest! {
        #[test]
        fn it_is_the_beginning_and_no_longer_than_asked(text in "([a-z ,.]|容|器|编|，|の|가|\u{301}){0,80}", words in 0usize..20) {
            let cut = beginning(&text, words);
            prop_assert!(text.starts_with(cut));
            prop_assert!(count_words(cut) <= words);
        }

        #[test]
        fn the_cut_is_at_a_boundary(text in "([a-z ,.]|容|器|编|，|の|가){0,80}", words in 0usize..20) {
            let cut = beginning(&text, words);
            let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
            prop_assert!(cut.is_empty() || segmenter.segment_str(&text).any(|at| at == cut.len()));
        }
    }
}
