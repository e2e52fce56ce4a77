//! Entity tags: whether a client has the newest version of a file already (RFC 9110, 13.1.2).

use axum::http::{HeaderMap, header};

/// Whether `If-None-Match` names a tag, alone, in a list, or as `*`. A weak tag and a strong one are the same here.
pub fn is_known(request: &HeaderMap, tag: &str) -> bool {
    let sent = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut known = sent.flat_map(|list| list.split(',')).map(str::trim);
    known.any(|known| known == "*" || opaque(known) == opaque(tag))
}

fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_known_alone_in_lists_and_by_an_asterisk() {
        let is_known = |sent: &str, tag| {
            let mut request = HeaderMap::new();
            request.append(header::IF_NONE_MATCH, header::HeaderValue::from_static("\"elsewhere\""));
            request.append(header::IF_NONE_MATCH, sent.parse().expect("a header"));
            is_known(&request, tag)
        };
        for sent in ["\"a-1\"", "W/\"a-1\"", "\"b\", \"a-1\"", "\"b\" ,W/\"a-1\"", "*"] {
            assert!(is_known(sent, "\"a-1\"") && is_known(sent, "W/\"a-1\""), "{sent}");
        }
        for sent in ["\"a\"", "a-1", "\"A-1\"", "w/\"a-1\"", "\"a-1", ""] {
            assert!(!is_known(sent, "\"a-1\""), "{sent}");
        }
    }
}
