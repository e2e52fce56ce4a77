//! Text by others: hashtags, mentions and web addresses become links; everything else stays text.

use std::ops::Range;

use contract::richtext::{Mark, marks};
use contract::text::WebUrl;
use leptos::prelude::*;
use linkify::{LinkFinder, LinkKind};

use crate::parts::link::href;
use crate::route::{Actor, Place, Route};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain text.
    Text(String),
    /// A hashtag or mention, as written.
    Mark(String, Mark),
    /// A web address, as written.
    Link(String, WebUrl),
}

/// Cuts a text into its pieces, in order and without loss.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found: Vec<(Range<usize>, Piece)> = links(text);
    for (range, mark) in marks(text) {
        if !found.iter().any(|(link, _)| link.start < range.end && range.start < link.end) {
            found.push((range.clone(), Piece::Mark(text[range].to_owned(), mark)));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    with_text_between(text, found)
}

fn links(text: &str) -> Vec<(Range<usize>, Piece)> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder
        .links(text)
        .filter_map(|link| Some((link.start()..link.end(), Piece::Link(link.as_str().to_owned(), WebUrl::parse(link.as_str()).ok()?))))
        .collect()
}

fn with_text_between(text: &str, found: Vec<(Range<usize>, Piece)>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(found.len() * 2 + 1);
    let mut end = 0;
    for (range, piece) in found {
        if range.start > end {
            pieces.push(Piece::Text(text[end..range.start].to_owned()));
        }
        end = range.end;
        pieces.push(piece);
    }
    if end < text.len() {
        pieces.push(Piece::Text(text[end..].to_owned()));
    }
    pieces
}

/// The text with its links, for whoever acts.
pub fn rich_text(text: &str, actor: &Actor) -> Vec<AnyView> {
    pieces(text).into_iter().map(|piece| piece_view(piece, actor)).collect()
}

fn piece_view(piece: Piece, actor: &Actor) -> AnyView {
    match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Link(text, url) => {
            view! { <a href=url.as_str().to_owned() target="_blank" rel="noopener nofollow ugc">{text}</a> }.into_any()
        }
        Piece::Mark(text, mark) => {
            let place = match mark {
                Mark::Mention(handle) => Place::agent(handle),
                Mark::Hashtag(tag) => Place::Hashtag(tag),
            };
            view! { <a href=href(&Route::In(actor.clone(), place))>{text}</a> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_win_over_the_marks_in_them() {
        let found = pieces("see https://x.org/a#part and #tag by @nova_x.");
        let kinds: Vec<&str> = found
            .iter()
            .map(|piece| match piece {
                Piece::Text(_) => "text",
                Piece::Mark(..) => "mark",
                Piece::Link(..) => "link",
            })
            .collect();
        assert_eq!(kinds, ["text", "link", "text", "mark", "text", "mark", "text"]);
    }

    #[test]
    fn other_schemes_stay_text() {
        for text in ["javascript:alert(1)", "data:text/html,x", "ftp://x.org/a"] {
            assert!(pieces(text).iter().all(|piece| matches!(piece, Piece::Text(_))), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "(https://a.b/|#|@|[a-zé日\u{202e} <>\n]|x@y.z ){0,20}") {
            let whole: String = pieces(&text).into_iter().map(|piece| match piece { Piece::Text(t) | Piece::Mark(t, _) | Piece::Link(t, _) => t }).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
