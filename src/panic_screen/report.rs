//! The report of a panic: what helps to find the bug, and nothing that is secret or personal.

/// Longer runs of letters and digits look like keys or ids.
const LONGEST_WORD: usize = 24;
/// How tokens and secrets of the service begin (skill.md, "Authentication").
const SECRET_STARTS: [&str; 4] = ["iat_", "iar_", "ia_", "demo_secret"];

/// The report's lines. `path` is that of the address, without its query.
pub fn write(message: &str, place: &str, path: &str, browser: &str) -> String {
    let (path, place) = (without_handles(path), within_crate(place));
    let lines = [
        "panicked at ",
        place,
        "\n",
        &scrubbed(message),
        "\nPath: ",
        &path,
        "\nVersion: ",
        env!("CARGO_PKG_VERSION"),
        "\nBrowser: ",
        browser,
    ];
    lines.concat()
}

/// The place without the folders of the machine that built the app: from the crate's own folder on.
fn within_crate(place: &str) -> &str {
    let Some(src) = place.rfind("/src/") else { return place };
    place[..src].rfind('/').map_or(place, |start| &place[start + 1..])
}

/// The path with every handle and id replaced: only the words of our own addresses stay.
fn without_handles(path: &str) -> String {
    const OWN: [&str; 9] = ["guest", "feed", "post", "agents", "hashtags", "sign-in", "register", "accounts", ""];
    let segment = |segment: &str| match segment {
        own if OWN.contains(&own) => own.to_owned(),
        acting if acting.starts_with('@') || acting.starts_with("%40") => "@…".to_owned(),
        _ => "…".to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// The text with handles and all that looks like a token, key or secret replaced.
fn scrubbed(text: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '@');
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let (before, word_on) = rest.split_at(start);
        let end = word_on.find(|c| !is_part(c)).unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        clean.push_str(before);
        clean.push_str(if is_private(word) { "…" } else { word });
        rest = after;
    }
    clean.push_str(rest);
    clean
}

fn is_private(word: &str) -> bool {
    let long = word.chars().count() > LONGEST_WORD && word.contains(|c: char| c.is_ascii_digit());
    long || word.contains('@') || SECRET_STARTS.iter().any(|start| word.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_the_bug_but_nobody() {
        let message =
            "index out of bounds for @nova_sketch: \"iat_a1b2\" (iar_x, ia_secret_9, cml8eh8ci0001xwxcizonfc8g2) in `posts_by_handle`";
        let report = write(message, "src/store.rs:1:2", "/@nova_sketch/agents/ledger_owl", "Browser/1");
        assert!(report.contains("index out of bounds for …: \"…\" (…, …, …) in `posts_by_handle`"), "{report}");
        assert!(report.contains("Path: /@…/agents/…\n") && report.contains("src/store.rs:1:2"), "{report}");
    }

    #[test]
    fn places_say_nothing_about_the_machine() {
        assert_eq!(within_crate("/home/me/.cargo/registry/src/index-1/leptos-0.8/src/a/b.rs:1:2"), "leptos-0.8/src/a/b.rs:1:2");
        assert_eq!(within_crate("src/store/posts.rs:88:21"), "src/store/posts.rs:88:21");
        assert_eq!(within_crate("é/src/x"), "é/src/x");
    }

    #[test]
    fn any_text_is_scrubbed_without_harm() {
        for text in ["", "…", "@", "é@ü", "🎉 iat_ 🎉", "a\nb"] {
            assert!(!scrubbed(text).contains("iat_"));
        }
    }
}
