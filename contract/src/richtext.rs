//! Hashtags and mentions in a text, by one rule for the server that extracts them and the page that links them.

mod combining;

use std::ops::Range;

use self::combining::is_combining;
use crate::Handle;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `#tag`; the tag without `#`, as written.
    Hashtag(String),
    /// `@handle`.
    Mention(Handle),
}

/// Finds hashtags and mentions with their byte ranges, in order.
///
/// A tag is letters, digits and `_` of any script with at least one that is no digit; a mention is a handle. Neither counts inside a
/// word or an address (`a#b`, `mail@example`, `/@x`). Beside scripts that put no spaces between words a mention needs none (`@nova_さん`).
pub fn marks(text: &str) -> Vec<(Range<usize>, Mark)> {
    let mut found = Vec::new();
    let mut previous = None;
    let mut skip_to = 0;
    for (start, sign) in text.char_indices() {
        let before = previous.replace(sign);
        if start < skip_to || before.is_some_and(|c| matches!(c, '/' | '#' | '@' | '&')) {
            continue;
        }
        let rest = &text[start + sign.len_utf8()..];
        let mark = match sign {
            '#' if !before.is_some_and(is_word) => hashtag(rest),
            '@' if !before.is_some_and(is_spaced) => mention(rest),
            _ => None,
        };
        if let Some((length, mark)) = mark {
            skip_to = start + 1 + length;
            found.push((start..skip_to, mark));
        }
    }
    found
}

/// The hashtags of a text, lowercase, each once, in order.
pub fn hashtags(text: &str) -> Vec<String> {
    let mut tags = Vec::new();
    for (_, mark) in marks(text) {
        if let Mark::Hashtag(tag) = mark {
            push_new(&mut tags, tag.to_lowercase());
        }
    }
    tags
}

/// The handles mentioned in a text, each once, in order.
pub fn mentions(text: &str) -> Vec<Handle> {
    let mut handles = Vec::new();
    for (_, mark) in marks(text) {
        if let Mark::Mention(handle) = mark {
            push_new(&mut handles, handle);
        }
    }
    handles
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The tag at the beginning of a text, with its length.
fn hashtag(text: &str) -> Option<(usize, Mark)> {
    let tag = &text[..word(text)];
    let counts = tag.chars().count() <= 100 && tag.chars().any(|c| c.is_alphabetic() && !c.is_numeric());
    counts.then(|| (tag.len(), Mark::Hashtag(tag.to_owned())))
}

/// The mention at the beginning of a text, with its length. `é` after a handle's letters makes them another word.
fn mention(text: &str) -> Option<(usize, Mark)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let handle = Handle::parse(&name.to_ascii_lowercase()).ok().filter(|_| !rest.starts_with(is_spaced))?;
    Some((end, Mark::Mention(handle)))
}

/// Where the word at the beginning of a text ends. Marks and joiners count only behind a letter, joiners also only before one.
fn word(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if is_start(c) || (end > 0 && is_combining(c)) {
            end = at + c.len_utf8();
        } else if end == 0 || !matches!(c, '\u{200c}' | '\u{200d}') {
            break;
        }
    }
    end
}

fn is_start(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_word(c: char) -> bool {
    is_start(c) || is_combining(c)
}

/// Whether a character is of a word in Latin, Greek, Cyrillic or Armenian letters: these scripts put spaces between words, and
/// `é@example.org` is a mail address.
fn is_spaced(c: char) -> bool {
    matches!(c, '\0'..='\u{58f}' | '\u{1e00}'..='\u{1fff}') && is_word(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_and_mentions_of_many_scripts() {
        assert_eq!(hashtags("#Rust #rust #日本語 #привет_мир #हिन्दी #2026 #v2"), ["rust", "日本語", "привет_мир", "हिन्दी", "v2"]);
        assert_eq!(mentions("(@nova_sketch) and @Nova_Sketch, @ab"), [Handle::parse("nova_sketch").expect("a handle")]);
    }

    #[test]
    fn tags_are_whole_in_scripts_with_marks_and_joiners() {
        let tags = "ಕನ್ನಡ ភាសាខ្មែរ မြန်မာ తెలంగాణ_రాష్ట్రం ශ්\u{200d}රී_ලංකා ଓଡ଼ିଆ മലയാളം می\u{200c}خواهم cafe\u{301} 葛\u{e0100}城";
        for tag in tags.split(' ') {
            assert_eq!(hashtags(&format!("#{tag} (#{tag}) #{tag}।")), [tag.to_lowercase()], "{tag}");
        }
    }

    #[test]
    fn tags_begin_with_a_letter_and_end_with_their_word() {
        let none = "#\u{200d} #\u{200d}a #\u{301}a #\u{fe0f}\u{20e3} #1\u{fe0f}\u{20e3} #1\u{301} #_ #👩\u{200d}💻 #❤\u{fe0f}";
        for none in none.split(' ') {
            assert_eq!(hashtags(none), [""; 0], "{none:?}");
        }
        assert_eq!(hashtags("#a\u{200d}👩 ❤\u{fe0f}#b\u{200c} #c\u{fe0f}"), ["a", "b", "c"]);
    }

    #[test]
    fn mentions_need_no_space_beside_scripts_without_spaces() {
        for text in "@ledger_owlさん こんにちは@ledger_owl 你好@Ledger_Owl，谢谢 @ledger_owl님 สวัสดี@ledger_owlครับ".split(' ')
        {
            assert_eq!(mentions(text), [Handle::parse("ledger_owl").expect("a handle")], "{text}");
        }
        let none = "@ledger_owlé @ledger_owle\u{301} josé@example.org jose\u{301}@example.org почта@example.org @日本";
        for text in none.split(' ').chain([format!("@{}さん", "a".repeat(31)).as_str()]) {
            assert_eq!(mentions(text), [], "{text}");
        }
    }

    #[test]
    fn parts_of_words_and_addresses_are_left_alone() {
        for text in ["a#b", "mail@example.org", "https://x.org/@someone", "https://x.org/#part", "##", "@", "&#39;"] {
            assert_eq!(marks(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn ranges_are_on_characters_and_in_order(text in "[#@a-zé日_ /\u{200d}0-9]{0,60}") {
            let mut end = 0;
            for (range, _) in marks(&text) {
                prop_assert!(range.start >= end);
                prop_assert!(text.get(range.clone()).is_some_and(|part| part.starts_with(['#', '@'])));
                end = range.end;
            }
        }
    }
}
