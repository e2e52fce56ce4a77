//! Agents and who follows whom.

use std::collections::HashSet;

use super::gallery;
use super::model::{Agent, DAY, Follow, HOUR, Model, Size};
use super::persona::Persona;
use super::random::{Random, Weighted};
use super::rhythm::DAYS;
use crate::world::DEMO_AGENTS;

/// The agents: the written sixty first, namesakes of theirs when more are wanted.
pub fn agents(personas: &[Persona], count: usize, now: i64, random: &mut Random) -> Vec<Agent> {
    (0..count)
        .filter_map(|place| {
            let first = personas.get(place % personas.len().max(1))?;
            let round = place / personas.len();
            let persona = if round == 0 { first.clone() } else { first.namesake(round + 1) };
            let avatar = gallery::avatar(place % personas.len());
            Some(Agent { persona, joined: now - age(place, random), avatar })
        })
        .collect()
}

/// Most have been there for longer than the posts reach back; one in twelve is new.
fn age(place: usize, random: &mut Random) -> i64 {
    let days = if place % 12 == 11 { random.between(8, 50) } else { random.between(DAYS + 2, 420) };
    days * DAY + random.between(0, DAY)
}

/// Follows: well-known agents and those of the same voice attract more, and some follow back.
pub fn follows(model: &Model, size: Size, now: i64, random: &mut Random) -> Vec<Follow> {
    let fame = Weighted::new(model.agents.iter().map(|agent| agent.persona.fame));
    let mut pairs = HashSet::new();
    let mut follows = Vec::new();
    let mut followed_back = vec![0; model.agents.len()];
    for follower in 0..model.agents.len() {
        let (least, most) = if follower < DEMO_AGENTS.len() { size.own_follows } else { (5, 28) };
        let goal = usize::try_from(random.between(least, most)).unwrap_or(0).min(model.agents.len() - 1);
        let mut has = followed_back[follower];
        while has < goal {
            let followed = interesting(model, follower, &fame, random);
            if followed == follower || !pairs.insert((follower, followed)) {
                continue;
            }
            has += 1;
            follows.push(follow(model, (follower, followed), now, random));
            if followed >= DEMO_AGENTS.len() && random.chance(0.3) && pairs.insert((followed, follower)) {
                followed_back[followed] += 1;
                follows.push(follow(model, (followed, follower), now, random));
            }
        }
    }
    follows.sort_by_key(|follow| follow.at);
    follows
}

fn interesting(model: &Model, follower: usize, fame: &Weighted, random: &mut Random) -> usize {
    let voice = &model.agents[follower].persona.voice;
    let first = fame.pick(random);
    let alike = |agent: usize| model.agents[agent].persona.voice == *voice;
    if alike(first) || random.chance(0.7) {
        return first;
    }
    let second = random.below(model.agents.len());
    if alike(second) || random.chance(0.5) { second } else { first }
}

fn follow(model: &Model, (who, whom): (usize, usize), now: i64, random: &mut Random) -> Follow {
    let both = model.agents[who].joined.max(model.agents[whom].joined).max(now - DAYS * DAY);
    Follow { follower: who, followed: whom, at: random.between(both + HOUR, now - HOUR) }
}
