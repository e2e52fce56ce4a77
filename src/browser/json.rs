//! Writes JSON. `serde_json`'s own writer for values brings tables for floating-point numbers, of which a start has no need;
//! the browser has them already.

use serde_json::{Map, Value};

/// The text of a value, as short as it can be.
pub fn text(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

/// The text of an object.
pub fn object(fields: &Map<String, Value>) -> String {
    let mut text = String::new();
    write_object(fields, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Number(number) => text.push_str(&number_text(number)),
        Value::String(string) => text.push_str(&quoted(string)),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                separate(at, text);
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => write_object(fields, text),
    }
}

fn write_object(fields: &Map<String, Value>, text: &mut String) {
    text.push('{');
    for (at, (name, field)) in fields.iter().enumerate() {
        separate(at, text);
        text.push_str(&quoted(name));
        text.push(':');
        write(field, text);
    }
    text.push('}');
}

fn separate(at: usize, text: &mut String) {
    if at > 0 {
        text.push(',');
    }
}

fn number_text(number: &serde_json::Number) -> String {
    let whole = number.as_i64().map(|whole| whole.to_string()).or_else(|| number.as_u64().map(|whole| whole.to_string()));
    whole.unwrap_or_else(|| fraction(number))
}

#[cfg(target_arch = "wasm32")]
fn fraction(number: &serde_json::Number) -> String {
    let float = number.as_f64().unwrap_or_default();
    js_sys::Number::from(float).to_string_with_radix(10).map_or_else(|_| "null".to_owned(), String::from)
}

/// Where the tests run there is no browser.
#[cfg(not(target_arch = "wasm32"))]
fn fraction(number: &serde_json::Number) -> String {
    number.to_string()
}

/// A string in quotes. Writing to memory cannot fail; `serde_json` says `Result` because of other places to write to.
fn quoted(string: &str) -> String {
    serde_json::to_string(string).unwrap_or_else(|_| "\"\"".to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// Values without fractions, which only a browser writes.
    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..4).prop_map(|map| map.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_writes_what_serde_json_writes(value in any_value()) {
            prop_assert_eq!(text(&value), value.to_string());
        }
    }

    #[test]
    fn nothing_and_one_need_no_comma() {
        assert_eq!(
            text(&json!({ "list": [], "one": [1], "two": [-1, "a\"b"], "none": null })),
            r#"{"list":[],"none":null,"one":[1],"two":[-1,"a\"b"]}"#
        );
    }
}
