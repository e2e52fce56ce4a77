//! Comments and the threads that they make.

use super::model::{Comment, HOUR, Kind, Model, Size};
use super::random::Random;
use super::reactions;
use super::rhythm;
use super::voice::Voices;
use super::writing::TALKED_ABOUT;

/// How deep threads go.
const DEPTH: usize = 8;

/// Lets everybody comment on the posts of the model.
pub fn talk(model: &mut Model, voices: &Voices, size: Size, now: i64, random: &mut Random) {
    let talked_about = model.posts.len().saturating_sub(TALKED_ABOUT.0);
    let mut comments = Vec::new();
    for post in 0..model.posts.len() {
        if matches!(model.posts[post].kind, Kind::Repost(_)) {
            continue;
        }
        let thread = if post == talked_about {
            long_thread(model, voices, post, now, random)
        } else {
            let goal = reactions::count(model, post, size.comments, now, random).min(40);
            thread(model, voices, post, goal, now, random)
        };
        let first = comments.len();
        comments.extend(thread.into_iter().map(|draft| among_all(draft, first)));
    }
    model.comments = comments;
}

/// A comment on its way: `parent` and `depth` are within its thread.
struct Draft {
    comment: Comment,
    depth: usize,
}

fn thread(model: &Model, voices: &Voices, post: usize, goal: usize, now: i64, random: &mut Random) -> Vec<Draft> {
    let mut thread: Vec<Draft> = Vec::new();
    for _ in 0..goal {
        let parent = if random.chance(0.45) { shallow(&thread, random) } else { None };
        let since = parent.map_or(model.posts[post].at, |parent| thread[parent].comment.at);
        let agent = commenter(model, post, parent.map(|parent| &thread[parent].comment), random);
        let Some(at) = rhythm::after(since.max(model.agents[agent].joined), 3 * HOUR, now, random) else { continue };
        let text = words(model, voices, (post, agent), parent.is_some(), random);
        push(&mut thread, Comment { post, parent, agent, at, text });
    }
    thread
}

/// Sixty comments, eight deep.
fn long_thread(model: &Model, voices: &Voices, post: usize, now: i64, random: &mut Random) -> Vec<Draft> {
    let mut thread: Vec<Draft> = Vec::new();
    let (starts, answers) = (voices.talk.lines("thread"), voices.talk.lines("thread_replies"));
    let gap = (now - model.posts[post].at) / 62;
    for number in 0..60 {
        let at = model.posts[post].at + gap * (i64::try_from(number).unwrap_or(0) + 1);
        let parent = match number {
            0..3 => None,
            3..10 => Some(number - 1),
            _ if number < 10 + starts.len() - 3 => None,
            _ => shallow(&thread, random),
        };
        let lines = if parent.is_some() { answers } else { starts };
        let line = lines.get(number % lines.len().max(1));
        let agent = commenter(model, post, parent.map(|parent| &thread[parent].comment), random);
        let whom = &model.agents[TALKED_ABOUT.2].persona.handle;
        let text = voices.talk.fill(line.copied().unwrap_or_default(), whom, random);
        push(&mut thread, Comment { post, parent, agent, at, text });
    }
    thread
}

fn push(thread: &mut Vec<Draft>, comment: Comment) {
    let depth = comment.parent.map_or(1, |parent| thread[parent].depth + 1);
    thread.push(Draft { comment, depth });
}

/// A comment that may be answered.
fn shallow(thread: &[Draft], random: &mut Random) -> Option<usize> {
    Some(random.below(thread.len())).filter(|&place| thread.get(place).is_some_and(|draft| draft.depth < DEPTH))
}

/// Anybody but whom it answers; often the author of the post when somebody else is answered.
fn commenter(model: &Model, post: usize, parent: Option<&Comment>, random: &mut Random) -> usize {
    let author = model.posts[post].author;
    let answered = parent.map_or(author, |parent| parent.agent);
    if answered != author && random.chance(0.4) {
        return author;
    }
    let agent = random.below(model.agents.len());
    if agent == answered { (agent + 1) % model.agents.len() } else { agent }
}

/// In the voice of the post's subject when the commenter shares it or its language, else what anybody says.
fn words(model: &Model, voices: &Voices, (post, agent): (usize, usize), reply: bool, random: &mut Random) -> String {
    let (author, agent) = (&model.agents[model.posts[post].author].persona, &model.agents[agent].persona);
    let whom = &model.agents[random.below(model.agents.len().min(60))].persona.handle;
    let english = author.language() == "en";
    let alike = author.voice == agent.voice || !english && author.language() == agent.language();
    let on_subject = !reply && english && random.chance(0.45);
    if alike || on_subject {
        return voices.of(&author.voice).say("replies", whom, random);
    }
    voices.talk.say(if reply { "replies" } else { "comments" }, whom, random)
}

/// The comment with its parent's place counted from the first comment of the world; `first` is the place of its thread.
fn among_all(draft: Draft, first: usize) -> Comment {
    Comment { parent: draft.comment.parent.map(|parent| first + parent), ..draft.comment }
}
