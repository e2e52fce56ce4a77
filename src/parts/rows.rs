//! Rows by key: those that stay keep their elements when others come, go or move. One type for all lists: each other one would bring
//! its own copy of the framework's machinery (about 10 KB).

use std::sync::Arc;

use leptos::prelude::*;

/// A row of a list.
#[derive(Clone)]
pub struct Row {
    key: String,
    draw: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Row {
    /// A row that is drawn anew only when its key is another one.
    pub fn new(key: String, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> Self {
        Self { key, draw: Arc::new(draw) }
    }
}

/// The rows of a list, which is read again when what it reads changes.
pub fn rows(list: impl Fn() -> Vec<Row> + Send + Sync + 'static) -> AnyView {
    let list: Arc<dyn Fn() -> Vec<Row> + Send + Sync> = Arc::new(list);
    view! { <For each=move || list() key=|row| row.key.clone() children=|row| (row.draw)()/> }.into_any()
}
