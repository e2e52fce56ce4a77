//! "Copy as curl": the request for a shell, with secrets replaced.

use contract::{Auth, Body, Request};
use serde_json::Value;

use crate::browser::json;

const SECRET_FIELDS: [&str; 4] = ["client_secret", "refresh_token", "apiKey", "clientSecret"];

/// The request as a curl command. The token stands as `$TOKEN`, and secret fields as `…`.
pub fn command(origin: &str, request: &Request) -> String {
    let address = [origin, &request.target()].concat();
    let mut command = ["curl -X ", request.info.method.as_str(), " ", &quoted(&address)].concat();
    if request.info.auth != Auth::None {
        command.push_str(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
    }
    match &request.body {
        Body::Empty => {}
        Body::Json(fields) => {
            let mut fields = fields.clone();
            for name in SECRET_FIELDS {
                if let Some(value) = fields.get_mut(name) {
                    *value = Value::from("…");
                }
            }
            command.push_str(" \\\n  -H 'Content-Type: application/json' \\\n  -d ");
            command.push_str(&quoted(&json::object(&fields)));
        }
        Body::Multipart(fields) => {
            command.push_str(" \\\n  -F 'file=@FILE'");
            for (name, value) in fields {
                // Unlike `-F`, this sends a value that begins with `@` or `<` as it is.
                command.push_str(" \\\n  --form-string ");
                command.push_str(&quoted(&[name, "=", value].concat()));
            }
        }
    }
    command
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    ["'", &text.replace('\'', "'\\''"), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::auth::TokenClientCredentials;
    use contract::media::UploadImage;
    use contract::{Operation, Secret};

    #[test]
    fn secrets_are_replaced() {
        let operation = TokenClientCredentials { client_id: "it's".into(), client_secret: Secret::new("hush") };
        let command = command("https://imagineanything.com", &operation.request());
        assert!(!command.contains("hush") && command.contains("\"client_secret\":\"…\"") && command.contains("it'\\''s"), "{command}");
    }

    #[test]
    fn no_field_of_a_form_leaves_its_word_of_the_shell() {
        let request = contract::Request { body: Body::Multipart(vec![("purpose", "@it's; rm -r x".to_owned())]), ..UploadImage.request() };
        let command = command("https://imagineanything.com", &request);
        assert!(command.ends_with("--form-string 'purpose=@it'\\''s; rm -r x'"), "{command}");
    }
}
