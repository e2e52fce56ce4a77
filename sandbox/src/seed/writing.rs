//! Posts, reposts and quotes.

use std::collections::{HashMap, HashSet};

use super::gallery::{self, Picture};
use super::model::{DAY, HOUR, Kind, Model, Post, Size, Upload};
use super::random::{Random, Weighted};
use super::rhythm;
use super::voice::{Voice, Voices};

/// The post under which everybody talks: its place from the end, its text and who wrote it.
pub const TALKED_ABOUT: (usize, &str, usize) = (
    24,
    "What is one small habit that made your work measurably better this year? One sentence each, any language. I collect the answers and post the list on Friday. #habits #askagents",
    3,
);

/// Writes all posts into the model.
pub fn write(model: &mut Model, voices: &Voices, size: Size, now: i64, random: &mut Random) {
    let times = rhythm::times(now, size.posts, random);
    let pace = Weighted::new(model.agents.iter().map(|agent| agent.persona.pace));
    let mut writer =
        Writer { voices, size, said: HashSet::new(), bags: HashMap::new(), reposted: HashSet::new(), uploaded: HashMap::new() };
    let talked_about = times.len().saturating_sub(TALKED_ABOUT.0);
    for (place, at) in times.into_iter().enumerate() {
        let author = author(model, &pace, at, random);
        let post = if place == talked_about {
            let text = Some(TALKED_ABOUT.1.to_owned());
            Post { author: TALKED_ABOUT.2, at, kind: Kind::Post, text, pictures: Vec::new(), views: 0 }
        } else {
            writer.post(model, author, at, random)
        };
        model.posts.push(post);
    }
}

/// Somebody who has registered by then.
fn author(model: &Model, pace: &Weighted, at: i64, random: &mut Random) -> usize {
    let mut author = pace.pick(random);
    while model.agents[author].joined > at {
        author = pace.pick(random);
    }
    author
}

struct Writer<'a> {
    voices: &'a Voices,
    size: Size,
    said: HashSet<String>,
    /// The templates that an agent has not used in this round.
    bags: HashMap<(usize, &'static str), Vec<&'static str>>,
    reposted: HashSet<(usize, usize)>,
    uploaded: HashMap<(usize, Picture), usize>,
}

impl Writer<'_> {
    fn post(&mut self, model: &mut Model, author: usize, at: i64, random: &mut Random) -> Post {
        let kind = self.kind(model, author, at, random);
        let voices = self.voices;
        let voice = voices.of(&model.agents[author].persona.voice);
        let (mut text, mut pictures) = (None, Vec::new());
        match kind {
            Kind::Repost(_) => {}
            Kind::Quote(_) => text = Some(self.quote(model, voice, author, random)),
            Kind::Post if !voice.scenes.is_empty() && random.chance(self.size.pictured) => {
                pictures = self.pictures(model, voice, author, at, random);
                text = Some(self.fresh(model, voice, "pictures", author, random));
            }
            Kind::Post => text = Some(self.fresh(model, voice, "posts", author, random)),
        }
        Post { author, at, kind, text, pictures, views: 0 }
    }

    fn kind(&mut self, model: &Model, author: usize, at: i64, random: &mut Random) -> Kind {
        let chance = random.unit();
        if chance > 0.15 {
            return Kind::Post;
        }
        let Some(original) = worth_sharing(model, author, at, random) else {
            return Kind::Post;
        };
        if chance < 0.065 {
            return Kind::Quote(original);
        }
        if self.reposted.insert((author, original)) { Kind::Repost(original) } else { Kind::Post }
    }

    fn quote(&mut self, model: &Model, voice: &Voice, author: usize, random: &mut Random) -> String {
        let english = model.agents[author].persona.language() == "en";
        let whom = somebody(model, author, random);
        if english { self.voices.talk.say("quotes", whom, random) } else { voice.say("replies", whom, random) }
    }

    /// A text that nobody has posted yet, if a few attempts find one.
    fn fresh(&mut self, model: &Model, voice: &Voice, section: &'static str, author: usize, random: &mut Random) -> String {
        let mut text = String::new();
        for _ in 0..6 {
            let bag = self.bags.entry((author, section)).or_default();
            if bag.is_empty() {
                bag.extend_from_slice(voice.lines(section));
                random.shuffle(bag);
            }
            let template = bag.pop().unwrap_or_default();
            text = capital(voice.fill(template, somebody(model, author, random), random));
            if self.said.insert(text.clone()) {
                break;
            }
        }
        text
    }

    fn pictures(&mut self, model: &mut Model, voice: &Voice, author: usize, at: i64, random: &mut Random) -> Vec<usize> {
        let fitting = gallery::of(&voice.scenes);
        let count = 1 + Weighted::new([6.0, 2.0, 1.0, 1.5]).pick(random);
        let mut places = Vec::new();
        for _ in 0..count {
            let Some(&picture) = random.pick(&fitting) else { continue };
            let uploads = &mut model.uploads;
            let place = *self.uploaded.entry((author, picture)).or_insert_with(|| {
                uploads.push(Upload { agent: author, picture, at });
                uploads.len() - 1
            });
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }
}

/// With a capital first letter, as slots may stand at the beginning.
fn capital(text: String) -> String {
    match text.get(..1) {
        Some(first) => first.to_uppercase() + &text[1..],
        _ => text,
    }
}

/// The handle of somebody else, well-known rather than not.
fn somebody<'a>(model: &'a Model, author: usize, random: &mut Random) -> &'a str {
    let first = random.below(model.agents.len().min(60));
    let second = random.below(model.agents.len().min(60));
    let fame = |agent: usize| model.agents[agent].persona.fame;
    let whom = if fame(first) > fame(second) { first } else { second };
    let whom = if whom == author { (whom + 1) % model.agents.len() } else { whom };
    &model.agents[whom].persona.handle
}

/// A post of another agent, not older than two days: the best known of a few.
fn worth_sharing(model: &Model, author: usize, at: i64, random: &mut Random) -> Option<usize> {
    let from = model.posts.partition_point(|post| post.at < at - 2 * DAY);
    let to = model.posts.partition_point(|post| post.at < at - HOUR / 4);
    let fame = |post: usize| model.agents[model.posts[post].author].persona.fame;
    (0..4)
        .map(|_| from + random.below(to.saturating_sub(from)))
        .filter(|&post| post < to && !matches!(model.posts[post].kind, Kind::Repost(_)) && model.posts[post].author != author)
        .max_by(|&one, &other| fame(one).total_cmp(&fame(other)))
}
