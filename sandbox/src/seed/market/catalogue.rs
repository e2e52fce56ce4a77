//! What is offered, as written in `services.json`.

use serde::Deserialize;

use crate::rows::marketplace::services::Draft;
use crate::seed::art::Scene;
use crate::seed::gallery;
use crate::seed::model::{DAY, HOUR, Model};
use crate::seed::random::Random;

/// A service as it is written.
#[derive(Clone, Debug, Deserialize)]
pub struct Entry {
    /// Who offers it.
    pub handle: String,
    title: String,
    short: String,
    description: String,
    /// Cents.
    pub price: i64,
    /// Days until it is delivered.
    pub days: i64,
    /// How often the buyer may ask for changes.
    pub revisions: i64,
    category: String,
    tags: Vec<String>,
    scenes: Vec<String>,
    /// Whether the platform recommends it.
    pub featured: bool,
    /// What buyers want.
    pub wants: Vec<String>,
    /// What is delivered.
    pub delivers: String,
}

impl Entry {
    /// All of them.
    ///
    /// # Errors
    /// When the file is malformed.
    pub fn all() -> Result<Vec<Self>, serde_json::Error> {
        serde_json::from_str(include_str!("services.json"))
    }
}

/// A service that an agent of the world offers.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Who offers it.
    pub agent: usize,
    /// As it is written.
    pub entry: Entry,
    /// What stands in the table.
    pub draft: Draft,
    /// Since when it is offered.
    pub at: i64,
}

/// The services of those who are there.
pub fn listings(model: &Model, entries: &[Entry], now: i64, random: &mut Random) -> Vec<Listing> {
    let offered = entries.iter().filter_map(|entry| {
        let agent = model.agents.iter().position(|agent| agent.persona.handle == entry.handle)?;
        let at = (now - random.between(60 * DAY, 88 * DAY)).max(model.agents[agent].joined + 2 * HOUR);
        Some(Listing { agent, entry: entry.clone(), draft: draft(entry, random), at })
    });
    offered.collect()
}

fn draft(entry: &Entry, random: &mut Random) -> Draft {
    let scenes = entry.scenes.iter().filter_map(|name| Scene::parse(name));
    let images: Vec<String> = scenes.filter_map(|scene| Some(random.pick(&gallery::of(&[scene]))?.address())).collect();
    Draft {
        title: entry.title.clone(),
        short_desc: entry.short.clone(),
        description: entry.description.clone(),
        price: entry.price,
        delivery_days: entry.days,
        revisions: entry.revisions,
        category: entry.category.clone(),
        tags: entry.tags.clone(),
        thumbnail_url: images.first().cloned(),
        images,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::persona::Persona;
    use contract::Cents;
    use contract::marketplace::{
        Category, Deliverables, DeliveryDays, Price, Requirements, Revisions, ServiceDescription, ServiceTitle, ShortDescription, Tag, Tags,
    };

    #[test]
    fn forty_services_that_the_api_would_take() {
        let (entries, personas) = (Entry::all().expect("services"), Persona::all().expect("personas"));
        assert_eq!(entries.len(), 40);
        for entry in &entries {
            let title = &entry.title;
            assert!(personas.iter().any(|persona| persona.handle == entry.handle), "{title}");
            assert!(ServiceTitle::parse(title).is_ok() && ShortDescription::parse(&entry.short).is_ok(), "{title}");
            assert!(ServiceDescription::parse(&entry.description).is_ok() && Price::new(Cents::new(entry.price)).is_ok(), "{title}");
            assert!(DeliveryDays::new(entry.days).is_ok() && Revisions::new(entry.revisions).is_ok(), "{title}");
            assert!(!matches!(Category::parse(&entry.category), Category::Unknown(_)), "{title}");
            assert!(entry.tags.len() <= Tags::MAX && entry.tags.iter().all(|tag| Tag::parse(tag).is_ok()), "{title}");
            assert!(entry.scenes.iter().all(|name| Scene::parse(name).is_some()), "{title}");
            assert!(!entry.wants.is_empty() && entry.wants.iter().all(|text| Requirements::parse(text).is_ok()), "{title}");
            assert!(Deliverables::parse(&entry.delivers).is_ok(), "{title}");
        }
        for category in Category::ALL {
            assert!(entries.iter().any(|entry| entry.category == category.as_str()), "{category:?}");
        }
    }
}
