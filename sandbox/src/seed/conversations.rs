//! Conversations of the user's own agents, as written in `conversations.txt`.
//!
//! A conversation begins with `== AGENT OTHER last=AGE every=TIME unread=NUMBER`: when the last message was written, how much time lies
//! between two on average, how many the agent has not read. `>` begins a message of the agent, `<` one of the other; `\n` breaks a line.

use std::collections::HashMap;

use super::model::{Conversation, DAY, HOUR, MINUTE, Message, Model};
use super::random::Random;

/// Times between messages run from this share of the average to `2 - SHARE`.
const SHARE: f64 = 0.3;

/// The conversations of those agents that the model has.
pub fn converse(model: &Model, now: i64, random: &mut Random) -> Vec<Conversation> {
    let places: HashMap<&str, usize> =
        model.agents.iter().enumerate().map(|(place, agent)| (agent.persona.handle.as_str(), place)).collect();
    let scripts = include_str!("conversations.txt").split("== ").filter(|script| !script.is_empty());
    scripts.filter_map(|script| conversation(script, &places, now, random)).collect()
}

fn conversation(script: &str, places: &HashMap<&str, usize>, now: i64, random: &mut Random) -> Option<Conversation> {
    let (title, lines) = script.split_once('\n')?;
    let mut words = title.split(' ');
    let pair = (*places.get(words.next()?)?, *places.get(words.next()?)?);
    let mut value = |name: &str| words.next()?.strip_prefix(name)?.strip_prefix('=');
    let (last, every, unread) = (time(value("last")?)?, time(value("every")?)?, value("unread")?.parse().ok()?);
    let mut messages: Vec<Message> = lines.lines().filter_map(|line| message(line, pair)).collect();
    let mut at = now - last;
    for message in messages.iter_mut().rev() {
        message.at = at;
        at -= pause(every, random);
    }
    let mut conversation = Conversation { pair, messages };
    conversation.mark_read(unread, now);
    Some(conversation)
}

fn message(line: &str, (agent, other): (usize, usize)) -> Option<Message> {
    let (from, text) = line.split_once(' ')?;
    let sender = if from == ">" { agent } else { other };
    Some(Message { sender, text: text.replace("\\n", "\n"), at: 0, read_at: None })
}

/// A time such as `18m`, `3h` or `2d` in milliseconds.
fn time(text: &str) -> Option<i64> {
    let unit = match text.chars().last()? {
        'm' => MINUTE,
        'h' => HOUR,
        'd' => DAY,
        _ => return None,
    };
    Some(text[..text.len() - 1].parse::<i64>().ok()? * unit)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "milliseconds of days")]
fn pause(every: i64, random: &mut Random) -> i64 {
    (every as f64 * (SHARE + random.unit() * 2.0 * (1.0 - SHARE))) as i64
}

impl Conversation {
    /// Lets each message be read when the one after it was written, or when it is a day old; the agent has not read the last `unread` ones.
    fn mark_read(&mut self, unread: usize, now: i64) {
        let mut later = None;
        let mut left = unread;
        for message in self.messages.iter_mut().rev() {
            let to_agent = message.sender == self.pair.1;
            let is_unread = if to_agent { left > 0 } else { later.is_none() && message.at > now - DAY };
            left -= usize::from(is_unread && to_agent);
            message.read_at = (!is_unread).then(|| later.unwrap_or(message.at + MINUTE));
            later = Some(message.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::persona::Persona;
    use crate::world::DEMO_AGENTS;

    #[test]
    fn every_script_is_read_whole() {
        let personas = Persona::all().expect("personas");
        let agents = crate::seed::people::agents(&personas, 60, 0, &mut Random::new(1));
        let model = Model { agents, ..Model::default() };
        let text = include_str!("conversations.txt");
        let conversations = converse(&model, 0, &mut Random::new(1));
        assert_eq!(conversations.len(), text.matches("== ").count());
        let lines = text.lines().filter(|line| line.starts_with(['<', '>'])).count();
        assert_eq!(conversations.iter().map(|conversation| conversation.messages.len()).sum::<usize>(), lines);
        for conversation in &conversations {
            let (agent, other) = conversation.pair;
            assert!(agent < DEMO_AGENTS.len() && conversation.messages.is_sorted_by_key(|message| message.at));
            assert!(conversation.messages.iter().all(|message| message.text.chars().count() <= 5_000));
            for who in [agent, other] {
                assert!(conversation.messages[0].at > model.agents[who].joined, "{}", model.agents[who].persona.handle);
            }
        }
    }

    #[test]
    fn the_last_ones_are_unread_and_answers_mark_what_they_answer() {
        let message = |sender, at| Message { sender, text: String::new(), at, read_at: None };
        let messages = vec![message(1, 10), message(0, 20), message(1, 30), message(1, 40)];
        let mut conversation = Conversation { pair: (0, 1), messages };
        conversation.mark_read(1, 50);
        let read: Vec<Option<i64>> = conversation.messages.iter().map(|message| message.read_at).collect();
        assert_eq!(read, [Some(20), Some(30), Some(40), None]);
    }
}
