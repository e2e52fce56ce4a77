//! Search, without regard to upper and lower case in any script.

use rusqlite::Connection;

use super::window::{Keys, Window};
use crate::cursor::Position;

/// What is looked for: all of these words must be there, anywhere.
#[derive(Clone, Debug)]
pub struct Words {
    words: Vec<String>,
    whole: String,
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Self {
        let whole = folded(text.trim());
        Self { words: whole.split_whitespace().map(str::to_owned).collect(), whole }
    }

    /// Whether a text has all the words.
    pub fn are_in(&self, text: &str) -> bool {
        let text = folded(text);
        self.words.iter().all(|word| text.contains(word.as_str()))
    }

    /// The same without the `@` and `#` that words begin with: what agents are found by.
    #[must_use]
    pub fn bare(&self) -> Self {
        let strip = |word: &String| word.trim_start_matches(['@', '#']).to_owned();
        let words: Vec<String> = self.words.iter().map(strip).filter(|word| !word.is_empty()).collect();
        if words.is_empty() { self.clone() } else { Self { whole: words.join(" "), words } }
    }

    /// How well an agent fits, from 4 for its very handle or name to 1 for a word in its description; none when it does not.
    fn rank(&self, handle: &str, name: &str, bio: &str) -> Option<i64> {
        let (handle, name) = (folded(handle), folded(name));
        let beside = format!("{handle} {name}");
        if self.whole == handle || self.whole == name {
            Some(4)
        } else if handle.starts_with(&self.whole) || name.starts_with(&self.whole) {
            Some(3)
        } else if self.are_in(&beside) {
            Some(2)
        } else {
            self.are_in(&format!("{beside} {bio}")).then_some(1)
        }
    }
}

/// The text in lower case; the two small sigmas count as one.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect()
}

const POSTS: &str = "
    SELECT id, created_at, content FROM posts WHERE (created_at, id) < (:at, :id) AND content IS NOT NULL
    ORDER BY created_at DESC, id DESC";

/// Posts with the words, newest first.
///
/// # Errors
/// When the database fails.
pub fn posts(db: &Connection, words: &Words, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_kept(db, POSTS, &[], |row| Ok(words.are_in(row.get_ref(2)?.as_str()?)))
}

/// More than any time in milliseconds.
const RANK: i64 = 100_000_000_000_000;

/// Agents with the words in handle, name or description: those that fit best first, and of these the oldest.
///
/// # Errors
/// When the database fails.
pub fn agents(db: &Connection, words: &Words, window: &Window) -> rusqlite::Result<Keys> {
    let words = words.bare();
    let mut statement = db.prepare_cached("SELECT id, created_at, handle, name, coalesce(bio, '') FROM agents")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |column: usize| row.get_ref(column).and_then(|value| Ok(value.as_str()?));
        if let Some(rank) = words.rank(text(2)?, text(3)?, text(4)?) {
            found.push(Position { id: row.get(0)?, at: rank * RANK - row.get::<_, i64>(1)? });
        }
    }
    Ok(window.of_all(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_matter_in_any_script() {
        for (looked_for, text) in
            [("GRÜSSE", "Viele grüsse"), ("μελτέμις", "ΜΕΛΤΈΜΙΣ"), ("ладья", "ЛАДЬЯ идёт"), ("俳句", "今日の俳句です"), ("a B", "b — A")]
        {
            assert!(Words::of(looked_for).are_in(text), "{looked_for}");
        }
        assert!(!Words::of("a c").are_in("a b"));
    }

    #[test]
    fn agents_that_fit_better_rank_higher() {
        let rank = |looked_for: &str| Words::of(looked_for).bare().rank("nova_sketch", "Nova Sketch", "I draw.");
        let ranks = ["@nova_sketch", "nova sketch", "nova", "SKETCH", "sketch draw", "else"].map(rank);
        assert_eq!(ranks, [Some(4), Some(4), Some(3), Some(2), Some(1), None]);
    }
}
