//! `IndexedDB`: records of JSON in a table of the browser's database, which may be missing, full or forbidden.

use js_sys::{Array, JSON, Object};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::by_name::{call, get, set, settled};

/// Why nothing was read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseError {
    /// The browser has no database for this page.
    #[error("This browser doesn't let the page record anything.")]
    Disabled,
    /// Writing failed, most likely for want of room.
    #[error("The browser could not write to its database; it may be full.")]
    Full,
}

/// A table of the only version of its database. It is opened anew for each use, so that no tab stands in the way of another.
pub struct Table {
    /// Name of the database.
    pub database: &'static str,
    /// Name of the table.
    pub name: &'static str,
    /// The two fields of a record that tell it from others: whose it is, and which.
    pub key: [&'static str; 2],
}

impl Table {
    /// Writes records of JSON; those with the same key are replaced.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn put(&self, records: &[String]) -> Result<(), DatabaseError> {
        let database = self.open().await?;
        let written = self.write(&database, |table| {
            for record in records {
                call(table, "put", &[JSON::parse(record)?])?;
            }
            Ok(())
        });
        close(&database, written.await)
    }

    /// All records of an owner, by their key.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn all(&self, owner: &str) -> Result<Vec<String>, DatabaseError> {
        let database = self.open().await?;
        close(&database, self.read(&database, owner).await)
    }

    /// Removes all records of an owner.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub async fn remove_all(&self, owner: &str) -> Result<(), DatabaseError> {
        let database = self.open().await?;
        let removed = self.write(&database, |table| call(table, "delete", &[range(owner)?]).map(|_| ()));
        close(&database, removed.await)
    }

    async fn open(&self) -> Result<JsValue, DatabaseError> {
        let factory = get(&window(), "indexedDB").ok_or(DatabaseError::Disabled)?;
        let request = call(&factory, "open", &[self.database.into(), 1.into()]).map_err(|_| DatabaseError::Disabled)?;
        let (opening, name, key) = (request.clone(), self.name, self.key);
        let upgrade = Closure::once_into_js(move || {
            let options = Object::new();
            set(&options, "keyPath", &key.iter().map(|field| JsValue::from(*field)).collect::<Array>());
            // Whether the table is there shows when it is used.
            let _ = get(&opening, "result").map(|database| call(&database, "createObjectStore", &[name.into(), options.into()]));
        });
        set(&request, "onupgradeneeded", &upgrade);
        settled(&request, "onsuccess", "onerror").await.map_err(|_| DatabaseError::Disabled)?;
        get(&request, "result").ok_or(DatabaseError::Disabled)
    }

    fn table(&self, database: &JsValue, mode: &str) -> Result<(JsValue, JsValue), JsValue> {
        let transaction = call(database, "transaction", &[self.name.into(), mode.into()])?;
        let table = call(&transaction, "objectStore", &[self.name.into()])?;
        Ok((transaction, table))
    }

    /// Waits until everything is on the disk.
    async fn write(&self, database: &JsValue, act: impl FnOnce(&JsValue) -> Result<(), JsValue>) -> Result<(), DatabaseError> {
        let (transaction, table) = self.table(database, "readwrite").map_err(|_| DatabaseError::Disabled)?;
        act(&table).map_err(|_| DatabaseError::Full)?;
        settled(&transaction, "oncomplete", "onabort").await.map_err(|_| DatabaseError::Full)
    }

    async fn read(&self, database: &JsValue, owner: &str) -> Result<Vec<String>, DatabaseError> {
        let asked = || {
            let (_, table) = self.table(database, "readonly")?;
            call(&table, "getAll", &[range(owner)?])
        };
        let request = asked().map_err(|_| DatabaseError::Disabled)?;
        settled(&request, "onsuccess", "onerror").await.map_err(|_| DatabaseError::Disabled)?;
        let found = get(&request, "result").map(|found| Array::from(&found)).unwrap_or_default();
        Ok(found.iter().filter_map(|record| JSON::stringify(&record).ok()?.as_string()).collect())
    }
}

/// All keys of an owner: the database sorts lists behind texts.
fn range(owner: &str) -> Result<JsValue, JsValue> {
    let class = get(&window(), "IDBKeyRange").ok_or(JsValue::UNDEFINED)?;
    let low = Array::of1(&owner.into());
    let high = Array::of2(&owner.into(), &Array::new());
    call(&class, "bound", &[low.into(), high.into()])
}

fn close<T>(database: &JsValue, outcome: T) -> T {
    // A database that is open can be closed.
    let _ = call(database, "close", &[]);
    outcome
}
