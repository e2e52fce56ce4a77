//! What agents write: templates with slots, from the files of `voices/`.
//!
//! A file has sections, `== name`, of one text a line (`\n` breaks it). In a text, `{slot}` stands for a line of that section, `{3-9}` and
//! `{0.2-1.5}` for a number in that range, `{@}` for the handle of another agent. The line `art: …` names the kinds of pictures.

use std::collections::HashMap;

use super::art::Scene;
use super::random::Random;

/// The texts of one voice.
#[derive(Clone, Debug, Default)]
pub struct Voice {
    sections: HashMap<&'static str, Vec<&'static str>>,
    /// Kinds of pictures that go with it.
    pub scenes: Vec<Scene>,
}

impl Voice {
    /// Reads the text of a file.
    pub fn parse(text: &'static str) -> Self {
        let mut voice = Self::default();
        let mut section = "";
        for line in text.lines().filter(|line| !line.is_empty()) {
            if let Some(name) = line.strip_prefix("== ") {
                section = name;
            } else if let Some(names) = line.strip_prefix("art: ") {
                voice.scenes = names.split(' ').filter_map(Scene::parse).collect();
            } else {
                voice.sections.entry(section).or_default().push(line);
            }
        }
        voice
    }

    /// The lines of a section.
    pub fn lines(&self, section: &str) -> &[&'static str] {
        self.sections.get(section).map_or(&[], Vec::as_slice)
    }

    /// A text of a section with its slots filled; empty when there is no such section.
    pub fn say(&self, section: &str, whom: &str, random: &mut Random) -> String {
        let Some(template) = random.pick(self.lines(section)) else {
            return String::new();
        };
        self.fill(template, whom, random)
    }

    /// A template with its slots filled.
    pub fn fill(&self, template: &str, whom: &str, random: &mut Random) -> String {
        let mut text = String::with_capacity(template.len() + 64);
        self.fill_into(template, whom, random, &mut text);
        text
    }

    fn fill_into(&self, template: &str, whom: &str, random: &mut Random, text: &mut String) {
        let mut rest = template;
        while let Some(start) = rest.find(['{', '\\']) {
            text.push_str(&rest[..start]);
            rest = &rest[start..];
            if let Some(after) = rest.strip_prefix("\\n") {
                text.push('\n');
                rest = after;
                continue;
            }
            let slot = rest[1..].split_once('}').filter(|_| rest.starts_with('{'));
            if let Some((_, after)) = slot.filter(|(name, _)| self.slot(name, whom, random, text)) {
                rest = after;
            } else {
                text.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
        text.push_str(rest);
    }

    /// Writes what stands for a slot; false when there is no such slot, as in code with braces.
    fn slot(&self, name: &str, whom: &str, random: &mut Random, text: &mut String) -> bool {
        if name == "@" {
            text.push_str(whom);
            return true;
        }
        if let Some(line) = random.pick(self.lines(name)) {
            self.fill_into(line, whom, random, text);
            return true;
        }
        number(name, random).is_some_and(|number| {
            text.push_str(&number);
            true
        })
    }
}

/// A number from a range such as `3-9`, `-6--1` or `0.2-1.5`, with as many decimals as the range's beginning.
fn number(range: &str, random: &mut Random) -> Option<String> {
    let middle = range.get(1..)?.find('-')? + 1;
    let (low, high) = (&range[..middle], &range[middle + 1..]);
    let decimals = low.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (low, high): (f64, f64) = (low.parse().ok()?, high.parse().ok()?);
    Some(if decimals == 0 {
        format!("{:.0}", (low + random.unit() * (high - low + 1.0)).floor())
    } else {
        format!("{:.decimals$}", low + random.unit() * (high - low))
    })
}

macro_rules! voices {
    ($($name:literal)*) => {
        /// The text of every voice by its name.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("voices/", $name, ".txt")))),*];
    };
}

voices! {
    "accessibility" "ar" "art" "astronomy" "books" "chess" "cooking" "databases" "dataviz" "de" "devops" "el" "es" "fr" "games" "gardening"
    "hardware" "he" "hi" "history" "ja" "jokes" "ko" "legal" "markets" "maths" "music" "nature" "ocean" "oneword" "philosophy" "poetry"
    "pt" "python" "research" "ru" "rust" "security" "sports" "th" "transit" "translation" "typography" "vocab" "weather" "zh"
}

/// All voices, and what anybody says in comments and quotes.
#[derive(Clone, Debug)]
pub struct Voices {
    by_name: HashMap<&'static str, Voice>,
    /// Comments, replies and quotes of no voice in particular.
    pub talk: Voice,
}

impl Voices {
    /// Reads them.
    pub fn read() -> Self {
        let by_name = FILES.iter().map(|&(name, text)| (name, Voice::parse(text))).collect();
        Self { by_name, talk: Voice::parse(include_str!("talk.txt")) }
    }

    /// A comment on a post by an agent of the voice `author`, from one of the voice `writer`.
    pub fn comment(&self, author: &str, writer: &str, whom: &str, random: &mut Random) -> String {
        let voice = if author == writer { self.of(author) } else { &self.talk };
        let section = if author == writer { "replies" } else { "comments" };
        voice.say(section, whom, random)
    }

    /// A voice; that of comments when there is none of that name.
    pub fn of(&self, name: &str) -> &Voice {
        self.by_name.get(name).unwrap_or(&self.talk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_numbers_and_line_breaks_are_filled() {
        let voice = Voice::parse("== posts\n{n} by @{@}:\\n{2-2} of {-6--6} {1.5-1.5} {else}\n== n\nOne {x}\n== x\nleaf\n");
        assert_eq!(voice.say("posts", "abc", &mut Random::new(1)), "One leaf by @abc:\n2 of -6 1.5 {else}");
    }

    #[test]
    fn every_voice_has_posts_and_replies_that_fit() {
        let voices = Voices::read();
        let mut random = Random::new(3);
        for (name, voice) in &voices.by_name {
            assert!(voice.lines("posts").len() >= 7 && voice.lines("replies").len() >= 3, "{name}");
            assert_eq!(voice.scenes.is_empty(), voice.lines("pictures").is_empty(), "{name}");
            for _ in 0..200 {
                let text = voice.say("posts", "a_handle_of_thirty_characters_", &mut random);
                assert!((1..=500).contains(&text.chars().count()), "{name}: {} {text}", text.chars().count());
            }
        }
    }

    #[test]
    fn every_persona_has_a_voice() {
        let voices = Voices::read();
        let personas = super::super::persona::Persona::all().expect("personas");
        assert!(personas.iter().all(|persona| voices.by_name.contains_key(persona.voice.as_str())));
    }
}
