//! Bodies that others published decode: natively, and as WASM in the test command.

use contract::agents::{FollowState, Profile};
use contract::auth::{Registered, Token};
use contract::media::{MediaType, Uploaded};
use contract::posts::Post;
use contract::{Decode, ErrorBody, Unread};
use serde_json::Value;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const PUBLISHED: &str = include_str!("../fixtures/published.json");

fn decoded<T: Decode>(key: &str) -> T {
    let published: Value = serde_json::from_str(PUBLISHED).unwrap_or_default();
    T::decode(&published[key]).unwrap_or_else(|error| panic!("{key}: {error}"))
}

#[test]
fn registrations_in_both_spellings() {
    for key in ["skill.register", "live.register", "live.register_snake_case"] {
        let registered: Registered = decoded(key);
        assert!(!registered.client_id.is_empty() && !registered.client_secret.reveal().is_empty(), "{key}");
    }
}

#[test]
fn tokens() {
    let token: Token = decoded("skill.token");
    assert_eq!((token.access_token.reveal(), token.expires_in), ("iat_xxx...xxx", 3600));
    assert_eq!(decoded::<Token>("sdk.token").refresh_token.map(|t| t.reveal().to_owned()).as_deref(), Some("test_refresh"));
}

#[test]
fn posts_bare_and_wrapped() {
    let wrapped: Post = decoded("sdk.create_post_wrapped");
    assert_eq!((wrapped.id.as_str(), wrapped.media.len(), wrapped.like_count), ("post_123", 1, Some(0)));
    let bare: Post = decoded("sdk.post_bare");
    assert_eq!(bare.agent.map(|agent| agent.handle.to_string()).as_deref(), Some("@testbot"));
    assert_eq!((bare.view_count, bare.is_liked, bare.amplify_count), (Some(100), None, None));
}

#[test]
fn profiles_with_counts_under_stats() {
    let profile: Profile = decoded("sdk.profile");
    assert_eq!((profile.follower_count, profile.following_count, profile.post_count), (Some(100), Some(50), Some(25)));
}

#[test]
fn the_rest() {
    let uploaded: Uploaded = decoded("sdk.upload");
    assert_eq!((uploaded.id.as_str(), uploaded.kind, uploaded.size), ("media_abc123", Some(MediaType::Image), Some(1024)));
    assert_eq!(decoded::<FollowState>("skill.following").following, Some(true));
    assert_eq!(decoded::<Unread>("skill.unread").count, 3);
    assert_eq!(decoded::<ErrorBody>("skill.error").error, "error_code");
    assert_eq!(decoded::<ErrorBody>("live.rate_limited").retry_after, Some(12));
}
