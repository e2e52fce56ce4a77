//! Drafts: the form in which something half written stands in local storage.

use contract::decode::Fields;
use contract::id::MediaId;
use serde_json::{Value, json};

use super::attachment::Medium;
use crate::browser::json;
use crate::browser::storage::{self, StorageError};
use crate::store::posts::Trace;

/// Version of the stored form.
const VERSION: u64 = 1;

/// Something half written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// Images, or the video, that the service has stored already.
    pub files: Vec<StoredFile>,
    /// Names of files that were still on their way.
    pub unfinished: Vec<String>,
    /// How it was sent, while the answer is not known.
    pub sent: Option<Trace>,
}

/// A file that the service has stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Id to attach it by.
    pub id: MediaId,
    /// Where it is served.
    pub url: Option<String>,
    /// The file's name.
    pub name: String,
    /// What it is.
    pub medium: Medium,
}

impl Draft {
    /// The draft of a key; an empty one where there is none or it is not readable.
    pub fn read(key: &str) -> Self {
        storage::read(key).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Keeps the draft; an empty one is removed.
    ///
    /// # Errors
    /// When the browser has no room or forbids it.
    pub fn write(&self, key: &str) -> Result<(), StorageError> {
        if self.is_empty() {
            storage::remove(key);
            return Ok(());
        }
        storage::write(key, &self.to_text())
    }

    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.files.is_empty() && self.unfinished.is_empty()
    }

    /// Whether the same would be published, and the same was sent already. A file that never arrived belongs to neither.
    pub fn is_as_far_as(&self, other: &Self) -> bool {
        (&self.text, &self.files, &self.sent) == (&other.text, &other.files, &other.sent)
    }

    fn to_text(&self) -> String {
        let file = |file: &StoredFile| {
            let is_video = file.medium == Medium::Video;
            json!({ "id": file.id, "url": file.url, "name": file.name, "isVideo": is_video })
        };
        let files: Vec<Value> = self.files.iter().map(file).collect();
        let sent = self.sent.as_ref();
        json::text(&json!({
            "version": VERSION, "text": self.text, "images": files, "unfinished": self.unfinished,
            "sentAt": sent.map(|sent| sent.sent_at), "before": sent.map(|sent| &sent.before), "sentFiles": sent.map(|sent| &sent.files),
        }))
    }

    /// Reads what was stored; what is not readable is left out.
    fn parse(text: &str) -> Self {
        let json: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(fields) = Fields::of(&json) else { return Self::default() };
        let list = |name| fields.list(&[name]).cloned().unwrap_or_default();
        Self {
            text: fields.text(&["text"]).unwrap_or_default(),
            files: list("images").iter().filter_map(stored_file).collect(),
            unfinished: list("unfinished").iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
            sent: trace(fields),
        }
    }
}

/// Drafts of earlier versions only say when it was sent.
fn trace(fields: Fields<'_>) -> Option<Trace> {
    let sent_at = fields.get(&["sentAt"])?.as_i64()?;
    Some(Trace { sent_at, before: fields.texts(&["before"]), files: fields.texts(&["sentFiles"]) })
}

fn stored_file(json: &Value) -> Option<StoredFile> {
    let fields = Fields::of(json)?;
    let is_video = fields.flag(&["isVideo"]) == Some(true);
    Some(StoredFile {
        id: fields.id(&["id"]).and_then(|id| MediaId::parse(&id))?,
        url: fields.text(&["url"]),
        name: fields.text(&["name"]).unwrap_or_default(),
        medium: if is_video { Medium::Video } else { Medium::Image },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Draft {
        let file = |id: &str, url: Option<&str>, medium: Medium| StoredFile {
            id: MediaId::parse(id).expect("an id"),
            url: url.map(str::to_owned),
            name: "winter.png".to_owned(),
            medium,
        };
        Draft {
            text: "Zwei Zeilen\n\u{202e}🎉 \"…\" ".to_owned(),
            files: vec![
                file("m1", Some("/uploads/1.png"), Medium::Image),
                file("m2", None, Medium::Video),
                file("m3", Some(""), Medium::Image),
            ],
            unfinished: vec!["spring.webp".to_owned()],
            sent: Some(Trace { sent_at: 1_795_000_000_000, before: vec!["p1".to_owned()], files: vec!["/uploads/1.png".to_owned()] }),
        }
    }

    #[test]
    fn a_draft_is_read_back_as_it_was_written() {
        assert_eq!(Draft::parse(&sample().to_text()), sample());
        assert_eq!(Draft::parse(&Draft::default().to_text()), Draft::default());
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        for text in ["", "null", "[]", "{", "7", r#"{"text":7,"images":{},"sentAt":"x"}"#] {
            assert_eq!(Draft::parse(text), Draft::default(), "{text}");
        }
        let draft = Draft::parse(r#"{"text":"kept","images":[7,{"url":"x"},{"id":"m1"}],"unfinished":[1,"a"]}"#);
        assert_eq!((draft.text.as_str(), draft.files.len(), draft.unfinished.len()), ("kept", 1, 1));
        assert_eq!(Draft::parse(r#"{"text":"sent","sentAt":5}"#).sent, Some(Trace { sent_at: 5, ..Trace::default() }));
    }

    #[test]
    fn white_space_alone_is_not_worth_keeping() {
        assert!(Draft { text: " \n".to_owned(), ..Draft::default() }.is_empty());
        assert!(!sample().is_empty());
    }

    proptest! {
        #[test]
        fn no_text_is_changed_by_keeping_it(text in ".{0,80}") {
            let draft = Draft { text, ..Draft::default() };
            prop_assert_eq!(Draft::parse(&draft.to_text()), draft);
        }
    }
}
