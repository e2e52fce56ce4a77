//! Hashtags and mentions in a text, by one rule for the server that extracts them and the page that links them.

use std::ops::Range;

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
/// word or an address (`a#b`, `mail@example`, `/@x`), so both need a character before them that is no word character and not `/`.
pub fn marks(text: &str) -> Vec<(Range<usize>, Mark)> {
    let mut found = Vec::new();
    let mut previous = None;
    let mut skip_to = 0;
    for (start, sign) in text.char_indices() {
        let open = previous.is_none_or(|c: char| !is_word(c) && !matches!(c, '/' | '#' | '@' | '&'));
        previous = Some(sign);
        if start < skip_to || !open || !matches!(sign, '#' | '@') {
            continue;
        }
        let name = word(&text[start + 1..]);
        if let Some(mark) = mark(sign, name) {
            skip_to = start + 1 + name.len();
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

fn mark(sign: char, name: &str) -> Option<Mark> {
    if sign == '#' {
        let tag = name.chars().count() <= 100 && name.chars().any(|c| !c.is_numeric() && c != '_');
        return tag.then(|| Mark::Hashtag(name.to_owned()));
    }
    Handle::parse(&name.to_ascii_lowercase()).ok().map(Mark::Mention)
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    &text[..end]
}

/// Letters, digits, `_`, and the combining marks and joiners that scripts such as Devanagari and Persian write words with.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '\u{200c}' | '\u{200d}') || is_combining(c)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0483}'..='\u{0487}' | '\u{0591}'..='\u{05c7}' | '\u{0610}'..='\u{061a}'
        | '\u{064b}'..='\u{065f}' | '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}' | '\u{0981}'..='\u{0983}'
        | '\u{09bc}'..='\u{09cd}' | '\u{0b82}' | '\u{0bbe}'..='\u{0bcd}' | '\u{0e31}' | '\u{0e34}'..='\u{0e3a}' | '\u{0e47}'..='\u{0e4e}')
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
