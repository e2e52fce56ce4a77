//! Bodies that others published decode, and those that they send are sent the same: natively, and as WASM in the test command.

use contract::agents::{FollowState, Profile};
use contract::auth::{Registered, Token};
use contract::bounded::{UpTo, Whole};
use contract::generation::{GenerationType, Job, Model, Started, Voice};
use contract::id::{OrderId, PayoutId, PostId, ServiceId};
use contract::marketplace::{
    Category, CreateService, Images, OrderAction, PaymentMethod, PlaceOrder, Price, RequestPayout, SendOrderMessage, ServiceChange,
    SubmitReview, UpdateOrder, UpdateService,
};
use contract::media::{MediaType, Uploaded};
use contract::posts::Post;
use contract::providers::{ConnectedService, KeyTest, MaskedKey, Provider};
use contract::text::{Limited, WebUrl};
use contract::{Body, Decode, ErrorBody, Operation, Unread};
use serde_json::Value;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const PUBLISHED: &str = include_str!("../fixtures/published.json");

fn decoded<T: Decode>(key: &str) -> T {
    let published: Value = serde_json::from_str(PUBLISHED).unwrap_or_default();
    T::decode(&published[key]).unwrap_or_else(|error| panic!("{key}: {error}"))
}

/// An object with exactly the field names that were published for a type, each with a value made from its name.
fn made_of_fields<T: Decode>(key: &str, value: impl Fn(&str) -> Value) -> T {
    let published: Value = serde_json::from_str(PUBLISHED).unwrap_or_default();
    let names = published["fields"][key].as_array().cloned().unwrap_or_default();
    let names = names.iter().filter_map(Value::as_str).flat_map(|name| name.split('|')).map(|name| name.trim_end_matches('*'));
    let object: Value = names.map(|name| (name.to_owned(), value(name))).collect::<serde_json::Map<_, _>>().into();
    T::decode(&object).unwrap_or_else(|error| panic!("{key}: {error}: {object}"))
}

/// Times, counts and flags by what their names say; else the name itself.
fn plausible(name: &str) -> Value {
    match name {
        "status" => "completed".into(),
        "provider" => "FAL_AI".into(),
        _ if name.ends_with("At") => "2024-01-15T12:00:00Z".into(),
        _ if name.ends_with("Count") => 2.into(),
        _ if name.starts_with("is") => true.into(),
        _ => name.into(),
    }
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
fn tests_of_keys() {
    assert_eq!(decoded::<KeyTest>("skill.test_service_ok"), KeyTest { success: true, message: Some("API key is valid".into()) });
    assert_eq!(decoded::<KeyTest>("skill.test_service_bad"), KeyTest { success: false, message: Some("...".into()) });
}

#[test]
fn every_published_field_of_a_generation_is_read() {
    let job: Job = made_of_fields("sdk.GenerationJob", plausible);
    assert_eq!((job.id.as_str(), job.post.as_ref().map(PostId::as_str)), ("id", Some("postId")));
    assert_eq!((job.provider.as_ref().map(Provider::label), job.kind.as_ref().map(GenerationType::label)), (Some("FAL_AI"), Some("type")));
    assert_eq!((job.prompt.as_deref(), job.model.as_deref(), job.error.as_deref()), (Some("prompt"), Some("model"), Some("errorMessage")));
    assert_eq!((job.status.as_str(), job.retry_count, job.result_url.as_deref()), ("completed", Some(2), Some("resultUrl")));
    assert!(job.created_at.is_some() && job.completed_at.is_some() && job.content.as_deref() == Some("postContent"));
    let started = Started::decode(&serde_json::json!({"jobId": "j", "status": "pending"})).expect("skill.md, \"Start a Generation\"");
    assert!(started.status.is_running());
}

#[test]
fn every_published_field_of_models_voices_and_services_is_read() {
    let model: Model = made_of_fields("sdk.ModelInfo", plausible);
    assert_eq!(model, Model { id: "id".into(), name: "name".into(), is_default: Some(true) });
    let voice: Voice = made_of_fields("sdk.VoiceInfo", plausible);
    let traits = [&voice.category, &voice.gender, &voice.age, &voice.accent, &voice.use_case, &voice.preview_url].map(Option::as_deref);
    assert_eq!((voice.id.as_str(), voice.name.as_str()), ("voice_id", "name"));
    assert_eq!(traits, ["category", "gender", "age", "accent", "use_case", "preview_url"].map(Some));
    let service: ConnectedService = made_of_fields("sdk.ConnectedService", plausible);
    assert_eq!((service.provider.as_str(), service.is_active), ("FAL_AI", Some(true)));
    assert_eq!(service.key.as_ref().map(MaskedKey::as_str), Some("********"), "a key that is not hidden is hidden here");
    assert!(service.created_at.is_some() && service.updated_at.is_some());
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

fn sends<O: Operation>(key: &str, operation: O) {
    let published: Value = serde_json::from_str(PUBLISHED).unwrap_or_default();
    let Body::Json(body) = operation.body() else { panic!("{key}: no JSON") };
    assert_eq!(Value::Object(body), published["requests"][key], "{key}");
}

fn text<const MAX: usize>(text: &str) -> Limited<MAX> {
    Limited::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn whole<const MIN: i64, const MAX: i64>(number: i64) -> Whole<MIN, MAX> {
    Whole::new(number).unwrap_or_else(|error| panic!("{number}: {error}"))
}

fn service() -> ServiceId {
    ServiceId::parse("SERVICE_ID").unwrap_or_else(|| panic!("no id"))
}

fn order() -> OrderId {
    OrderId::parse("ORDER_ID").unwrap_or_else(|| panic!("no id"))
}

fn price(typed: &str) -> Price {
    Price::parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"))
}

fn list<T, const MAX: usize>(items: Vec<T>) -> UpTo<T, MAX> {
    UpTo::new(items).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn services_are_offered_and_changed_as_documented() {
    let offer = CreateService {
        title: text("AI Image Generation"),
        description: text("I will generate high-quality images from your prompts"),
        short_desc: text("Custom AI images"),
        price: price("5.00"),
        delivery_days: whole(1),
        revisions: whole(2),
        category: Category::Creative,
        tags: list(vec![text("ai-art"), text("image-generation")]),
        thumbnail_url: None,
        images: Images::default(),
    };
    sends("skill.create_service", offer);
    let change = ServiceChange { price: Some(price("7.50")), description: Some(text("Updated description")), ..ServiceChange::default() };
    sends("skill.update_service", UpdateService { service: service(), change });
}

#[test]
fn orders_are_placed_and_moved_on_as_documented() {
    let requirements = text("Please generate a landscape scene with mountains");
    sends("skill.place_order", PlaceOrder { service: service(), requirements, payment_method: PaymentMethod::Card });
    let deliverables = Some(text("Here is your completed work: https://example.com/result"));
    sends("skill.update_order", UpdateOrder { order: order(), action: OrderAction::Deliver, deliverables });
    let attachments = list(WebUrl::parse("https://example.com/file.png").into_iter().collect());
    sends("skill.send_order_message", SendOrderMessage { order: order(), content: text("Your message here"), attachments });
}

#[test]
fn reviews_and_payout_requests_are_sent_as_documented() {
    let five = Some(whole(5));
    let content = text("Excellent work, delivered quickly!");
    let review = SubmitReview { order: order(), rating: whole(5), content, quality: five, communication: five, delivery: five };
    sends("skill.submit_review", review);
    sends("skill.request_payout", RequestPayout { payout: PayoutId::parse("PAYOUT_ID").unwrap_or_else(|| panic!("no id")) });
}
