//! The order in which a flat list of comments is read: every reply below what it answers.

use std::collections::HashMap;

/// What a comment answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// The post itself.
    Post,
    /// The comment at this index of the list.
    Comment(usize),
    /// A comment that the list does not hold: deleted, or not loaded yet.
    Unknown,
}

/// The place of a comment in its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Index of the comment in the list.
    pub index: usize,
    /// Steps below the post; 0 for a comment on the post itself and for one whose parent is unknown.
    pub depth: usize,
    /// How many replies stand below it, replies to replies included. They are the next ones in order.
    pub replies: usize,
    /// What it answers.
    pub answers: Answers,
}

/// Orders comments, given as pairs of their own and their parent's id, depth first; siblings keep the order of the list.
///
/// No comment is lost: one whose parent is missing starts a thread of its own, and so does one of those that answer each other in a circle.
pub fn arrange<'a>(comments: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Vec<Branch> {
    let comments: Vec<_> = comments.collect();
    let at: HashMap<&str, usize> = comments.iter().enumerate().map(|(index, (id, _))| (*id, index)).collect();
    let answers: Vec<Answers> = comments.iter().map(|(_, parent)| answers(&at, *parent)).collect();
    let mut walk = Walk::new(answers);
    for index in 0..comments.len() {
        if !matches!(walk.answers[index], Answers::Comment(_)) {
            walk.descend(index);
        }
    }
    for index in 0..comments.len() {
        walk.descend(index);
    }
    walk.order
}

fn answers(at: &HashMap<&str, usize>, parent: Option<&str>) -> Answers {
    match parent {
        None => Answers::Post,
        Some(parent) => at.get(parent).map_or(Answers::Unknown, |index| Answers::Comment(*index)),
    }
}

struct Walk {
    answers: Vec<Answers>,
    children: Vec<Vec<usize>>,
    visited: Vec<bool>,
    order: Vec<Branch>,
}

impl Walk {
    fn new(answers: Vec<Answers>) -> Self {
        let mut children = vec![Vec::new(); answers.len()];
        for (index, answer) in answers.iter().enumerate() {
            if let Answers::Comment(parent) = answer {
                children[*parent].push(index);
            }
        }
        Self { visited: vec![false; answers.len()], order: Vec::with_capacity(answers.len()), children, answers }
    }

    /// Adds a comment and all that stands below it, without recursion: threads may be thousands of replies deep.
    fn descend(&mut self, root: usize) {
        let mut waiting = vec![(root, 0)];
        let start = self.order.len();
        while let Some((index, depth)) = waiting.pop() {
            if std::mem::replace(&mut self.visited[index], true) {
                continue;
            }
            self.order.push(Branch { index, depth, replies: 0, answers: self.answers[index] });
            waiting.extend(self.children[index].iter().rev().map(|child| (*child, depth + 1)));
        }
        count_replies(&mut self.order[start..]);
    }
}

/// A branch ends before the next one that is not deeper.
fn count_replies(order: &mut [Branch]) {
    let mut open: Vec<usize> = Vec::new();
    for place in 0..=order.len() {
        let depth = order.get(place).map_or(0, |branch| branch.depth);
        while let Some(last) = open.pop_if(|last| order[*last].depth >= depth) {
            order[last].replies = place - last - 1;
        }
        open.push(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(comments: &[(&str, Option<&str>)]) -> Vec<String> {
        let name = |branch: &Branch| format!("{}{}+{}", ".".repeat(branch.depth), comments[branch.index].0, branch.replies);
        arrange(comments.iter().copied()).iter().map(name).collect()
    }

    #[test]
    fn replies_stand_below_what_they_answer() {
        let comments = [("a", None), ("b", None), ("a1", Some("a")), ("b1", Some("b")), ("a11", Some("a1")), ("a2", Some("a"))];
        assert_eq!(read(&comments), ["a+3", ".a1+1", "..a11+0", ".a2+0", "b+1", ".b1+0"]);
    }

    #[test]
    fn a_reply_may_come_before_what_it_answers() {
        assert_eq!(read(&[("a1", Some("a")), ("a", None)]), ["a+1", ".a1+0"]);
    }

    #[test]
    fn a_missing_parent_starts_a_thread() {
        let comments = [("x", Some("gone")), ("x1", Some("x"))];
        assert_eq!(read(&comments), ["x+1", ".x1+0"]);
        assert_eq!(arrange(comments.iter().copied())[0].answers, Answers::Unknown);
    }

    #[test]
    fn circles_are_cut_open() {
        assert_eq!(read(&[("a", Some("b")), ("b", Some("a")), ("c", Some("c"))]), ["a+1", ".b+0", "c+0"]);
    }

    #[test]
    fn ten_thousand_steps_deep() {
        let ids: Vec<String> = (0..10_000).map(|id| id.to_string()).collect();
        let order = arrange(ids.iter().enumerate().map(|(at, id)| (id.as_str(), at.checked_sub(1).map(|parent| ids[parent].as_str()))));
        assert_eq!((order[0].replies, order[9_999].depth), (9_999, 9_999));
    }

    proptest! {
        #[test]
        fn every_comment_stands_once_and_branches_are_whole(parents in proptest::collection::vec(proptest::option::of(0_usize..40), 0..30)) {
            let ids: Vec<String> = (0..40).map(|id| id.to_string()).collect();
            let order = arrange(parents.iter().enumerate().map(|(id, parent)| (ids[id].as_str(), parent.map(|parent| ids[parent].as_str()))));
            let mut seen: Vec<usize> = order.iter().map(|branch| branch.index).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..parents.len()).collect::<Vec<_>>());
            for (place, branch) in order.iter().enumerate() {
                let below = order[place + 1..].iter().take_while(|other| other.depth > branch.depth).count();
                prop_assert_eq!(below, branch.replies);
            }
        }
    }
}
