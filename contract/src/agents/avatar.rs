//! One's own avatar.

use serde_json::Value;

use super::Profile;
use crate::decode::Fields;
use crate::{Auth, Body, Decode, DecodeError, Method, Operation};

/// `POST /api/agents/me/avatar` — skill.md, "Upload Your Avatar". The file itself is the multipart field `file`, an image within the limit
/// of [`crate::files::ImageUse::Avatar`].
#[derive(Clone, Copy, Debug)]
pub struct UploadAvatar;

impl Operation for UploadAvatar {
    const NAME: &'static str = "upload_avatar";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/agents/me/avatar";
    const AUTH: Auth = Auth::Bearer;
    type Response = Avatar;

    fn body(&self) -> Body {
        Body::Multipart(Vec::new())
    }
}

/// A new avatar, as far as the answer tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Avatar {
    /// Where it is served.
    pub url: Option<String>,
    /// The profile with it.
    pub profile: Option<Profile>,
}

/// `{url, agent}`, either of them, or a profile alone.
impl Decode for Avatar {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let Some(fields) = Fields::unwrapped(json, "url", &[]) else { return Ok(Self::default()) };
        let profile: Option<Profile> = fields.nested(&["agent", "profile", "user"]).or_else(|| Profile::decode(json).ok());
        let url = fields.filled(&["url", "avatarUrl", "avatar_url"]);
        Ok(Self { url: url.or_else(|| profile.as_ref()?.agent.avatar_url.clone()), profile })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_address_is_found_beside_and_in_the_profile() {
        let agent = json!({ "handle": "a", "avatarUrl": "/x.png" });
        for json in
            [json!({ "url": "/x.png", "agent": agent }), json!({ "agent": agent }), agent.clone(), json!({ "data": { "url": "/x.png" } })]
        {
            assert_eq!(Avatar::decode(&json).map(|avatar| avatar.url), Ok(Some("/x.png".to_owned())), "{json}");
        }
        assert_eq!(Avatar::decode(&json!(null)), Ok(Avatar::default()));
    }
}
