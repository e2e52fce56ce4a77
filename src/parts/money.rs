//! Money as people read it.

use std::cell::OnceCell;

use contract::Cents;
use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The currency of every amount: skill.md names none beside its `$5.00` for 500 cents.
const CURRENCY: &str = "USD";

thread_local! {
    /// The browser's function that writes amounts. Making it takes long, so it is made once.
    static WRITER: OnceCell<Function> = const { OnceCell::new() };
}

/// An amount in the person's language: `$45.00`.
#[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 cents")]
pub fn money(amount: Cents) -> String {
    let units = JsValue::from_f64(amount.get() as f64 / 100.0);
    let text = WRITER.with(|made| made.get_or_init(writer).call1(&JsValue::UNDEFINED, &units));
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| amount.typed())
}

/// An amount, or that it is unknown.
pub fn amount(amount: Option<Cents>) -> AnyView {
    match amount {
        Some(amount) => view! { <span class="money">{money(amount)}</span> }.into_any(),
        None => {
            view! { <span class="money"><span aria-hidden="true">"–"</span><span class="visually-hidden">"unknown amount"</span></span> }
                .into_any()
        }
    }
}

fn writer() -> Function {
    let options = Object::new();
    for (name, value) in [("style", "currency"), ("currency", CURRENCY)] {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    Intl::NumberFormat::new(&Array::new(), &options).format()
}
