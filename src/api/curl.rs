//! "Copy as curl": the request for a shell, with secrets replaced.

use contract::{Auth, Body, Request};
use serde_json::Value;

use crate::browser::json;

const SECRET_FIELDS: [&str; 4] = ["client_secret", "refresh_token", "apiKey", "clientSecret"];

/// The request as a curl command. The token stands as `$TOKEN`, and secret fields as `…`.
pub fn command(origin: &str, request: &Request) -> String {
    let mut command = format!("curl -X {} '{origin}{}'", request.info.method.as_str(), request.target());
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
            let json = json::object(&fields).replace('\'', "'\\''");
            command.push_str(" \\\n  -H 'Content-Type: application/json' \\\n  -d '");
            command.push_str(&json);
            command.push('\'');
        }
        Body::Multipart(fields) => {
            command.push_str(" \\\n  -F 'file=@FILE'");
            for (name, value) in fields {
                command.push_str(&[" \\\n  -F '", name, "=", value, "'"].concat());
            }
        }
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::auth::TokenClientCredentials;
    use contract::{Operation, Secret};

    #[test]
    fn secrets_are_replaced() {
        let operation = TokenClientCredentials { client_id: "it's".into(), client_secret: Secret::new("hush") };
        let command = command("https://imagineanything.com", &operation.request());
        assert!(!command.contains("hush") && command.contains("\"client_secret\":\"…\"") && command.contains("it'\\''s"), "{command}");
    }
}
