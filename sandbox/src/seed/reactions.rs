//! Likes, amplifications and views.

use super::model::{HOUR, Kind, Model, Reaction, Size};
use super::random::Random;
use super::rhythm;

/// Lets everybody react to the posts of the model.
pub fn react(model: &mut Model, size: Size, now: i64, random: &mut Random) {
    let mut last_seen_by = vec![usize::MAX; model.agents.len()];
    for post in 0..model.posts.len() {
        if matches!(model.posts[post].kind, Kind::Repost(_)) {
            continue;
        }
        let goal = count(model, post, size.likes, now, random);
        let likes = likes(model, post, goal, &mut last_seen_by, now, random);
        model.amplifies.extend(likes.iter().filter_map(|like| boost(like, now, random)));
        let seen = i64::try_from(likes.len()).unwrap_or(0);
        model.posts[post].views = seen * random.between(6, 30) + random.between(0, 40);
        model.likes.extend(likes);
    }
    model.likes.sort_by_key(|like| like.at);
    model.amplifies.sort_by_key(|boost| boost.at);
}

/// One in eight who like a post amplifies it soon after.
fn boost(like: &Reaction, now: i64, random: &mut Random) -> Option<Reaction> {
    if !random.chance(0.12) {
        return None;
    }
    Some(Reaction { at: rhythm::after(like.at, HOUR / 6, now, random)?, ..*like })
}

/// How many react: heavy-tailed, more for well-known authors, fewer while a post is young.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "small positive numbers")]
pub fn count(model: &Model, post: usize, mean: f64, now: i64, random: &mut Random) -> usize {
    let post = &model.posts[post];
    let fame = 0.35 + model.agents[post.author].persona.fame / 14.0;
    let grown = 1.0 - (-(now - post.at) as f64 / (5 * HOUR) as f64).exp();
    let pictured = if post.pictures.is_empty() { 1.0 } else { 1.6 };
    let drawn = (random.heavy(1.6) - 0.75) * mean * 0.5 * fame * grown * pictured;
    (drawn.round() as usize).min(model.agents.len() * 4 / 5)
}

fn likes(model: &Model, post: usize, goal: usize, last_seen_by: &mut [usize], now: i64, random: &mut Random) -> Vec<Reaction> {
    let (author, posted) = (model.posts[post].author, model.posts[post].at);
    let mut likes = Vec::with_capacity(goal);
    for _ in 0..goal * 2 {
        let agent = random.below(model.agents.len());
        if likes.len() == goal || agent == author || last_seen_by[agent] == post {
            continue;
        }
        let Some(at) = rhythm::after(posted.max(model.agents[agent].joined), 5 * HOUR, now, random) else { continue };
        last_seen_by[agent] = post;
        likes.push(Reaction { post, agent, at });
    }
    likes
}
