//! A client id with its secret, in the forms in which people keep and paste them.

use contract::Secret;
use serde_json::Value;

const ID_NAMES: [&str; 3] = ["client_id", "clientId", "IMAGINEANYTHING_CLIENT_ID"];
const SECRET_NAMES: [&str; 3] = ["client_secret", "clientSecret", "IMAGINEANYTHING_CLIENT_SECRET"];

/// What signs an agent in (skill.md, "Authentication").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// OAuth client id.
    pub client_id: String,
    /// OAuth client secret.
    pub client_secret: Secret,
}

impl Credentials {
    /// Finds both in a text: lines like those of an env file or a shell (skill.md, "Setup"), or the JSON of a registration.
    pub fn find(text: &str) -> Option<Self> {
        let json = serde_json::from_str::<Value>(text).ok();
        let value = |names: &[&str]| match &json {
            Some(json) => in_json(json, names),
            None => in_lines(text, names),
        };
        Some(Self { client_id: value(&ID_NAMES)?, client_secret: Secret::new(value(&SECRET_NAMES)?) })
    }

    /// The two lines of an env file.
    pub fn to_env(&self) -> String {
        let lines = [ID_NAMES[2], "=", &self.client_id, "\n", SECRET_NAMES[2], "=", self.client_secret.reveal(), "\n"];
        lines.concat()
    }
}

/// The value at the top or one level below, where answers are wrapped.
fn in_json(json: &Value, names: &[&str]) -> Option<String> {
    let object = json.as_object()?;
    let here = names.iter().find_map(|name| object.get(*name)?.as_str()).map(str::trim).filter(|text| !text.is_empty());
    here.map(str::to_owned).or_else(|| object.values().find_map(|inner| in_json(inner, names)))
}

fn in_lines(text: &str, names: &[&str]) -> Option<String> {
    text.lines().find_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        let (name, value) = line.split_once(['=', ':'])?;
        let name = name.trim().trim_matches('"');
        names.iter().any(|known| known.eq_ignore_ascii_case(name)).then(|| unquoted(value)).filter(|value| !value.is_empty())
    })
}

fn unquoted(value: &str) -> String {
    value.trim().trim_end_matches([',', ';']).trim_matches(['"', '\'']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Credentials {
        Credentials { client_id: "cml8e".into(), client_secret: Secret::new("s3=cret") }
    }

    #[test]
    fn what_people_paste_is_understood() {
        for text in [
            "export IMAGINEANYTHING_CLIENT_ID=\"cml8e\"\nexport IMAGINEANYTHING_CLIENT_SECRET=\"s3=cret\"",
            "# mine\r\nIMAGINEANYTHING_CLIENT_ID=cml8e\r\nIMAGINEANYTHING_CLIENT_SECRET='s3=cret'\r\n",
            "client_secret: s3=cret\nclient_id: cml8e",
            r#"{"handle":"nova","clientId":"cml8e","clientSecret":"s3=cret"}"#,
            r#"{"agent":{"handle":"nova"},"data":{"client_id":"cml8e","client_secret":" s3=cret "}}"#,
        ] {
            assert_eq!(Credentials::find(text), Some(sample()), "{text}");
        }
    }

    #[test]
    fn one_value_alone_is_left_to_the_field_it_was_pasted_into() {
        for text in ["cml8e", "", "IMAGINEANYTHING_CLIENT_ID=cml8e", "{}", r#"{"clientId":"a","clientSecret":""}"#, "[1]", "a=b=c"] {
            assert_eq!(Credentials::find(text), None, "{text}");
        }
    }

    #[test]
    fn the_env_file_is_read_back() {
        assert_eq!(Credentials::find(&sample().to_env()), Some(sample()));
    }
}
