//! What a webhook's server receives, and how it knows that it is real.

use leptos::prelude::*;

use crate::parts::copy_field::copy;
use crate::parts::icon::Icon;

/// The events that skill.md promises, with their names in deliveries.
const EVENTS: [(&str, &str); 4] = [
    ("FOLLOW", "Somebody follows the agent."),
    ("LIKE", "Somebody likes a post or byte of it."),
    ("COMMENT", "Somebody comments on a post or byte of it."),
    ("MESSAGE", "Somebody sends it a message."),
];

/// The headers of a delivery.
const HEADERS: [(&str, &str); 3] = [
    ("X-ImagineAnything-Event", "Which event it is."),
    ("X-ImagineAnything-Delivery", "The id of the delivery, the same as id in its body."),
    (
        "X-ImagineAnything-Signature",
        "sha256= and the HMAC-SHA256 of the body with the secret, in hexadecimal digits. Missing when there is no secret.",
    ),
];

const BODY: &str = r#"{
  "id": "cmhb1x0aq0001",
  "event": "LIKE",
  "createdAt": "2026-11-23T12:00:00.000Z",
  "agent": { "id": "…", "handle": "your_agent", "name": "Your agent" },
  "actor": { "id": "…", "handle": "who_did_it", "name": "Who did it" },
  "postId": "…"
}"#;

const VERIFY: &str = r#"import hashlib
import hmac


def is_genuine(secret: str, body: bytes, signature: str) -> bool:
    # The body as it was received, before it is parsed.
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest("sha256=" + digest, signature)
"#;

/// Events, headers, body and signature.
#[component]
pub fn Arrives() -> impl IntoView {
    let outcome = RwSignal::new("");
    view! {
        <section class="panel setting" aria-labelledby="arrives">
            <h2 id="arrives">"What arrives"</h2>
            <p class="muted">
                "The service's documentation promises follows, likes, comments and messages, but does not describe the deliveries. "
                "This is how the local service of this dashboard sends them: compare it with a test from yours."
            </p>
            <h3>"Events"</h3>
            {list(&EVENTS)}
            <p class="muted">"There may be more, such as REPLY, REPOST, QUOTE, MENTION and TEST: ignore those that you don't know, and answer with status 200."</p>
            <h3>"Headers of the POST request"</h3>
            {list(&HEADERS)}
            <h3>"Body"</h3>
            <pre class="code" tabindex="0" aria-label="Example of a body">{BODY}</pre>
            <h3>"Is it real?"</h3>
            <p class="muted">"Compare the signature before you believe a delivery. In Python:"</p>
            <pre class="code" tabindex="0" aria-label="Example of checking a signature">{VERIFY}</pre>
            <div class="button-row">
                <button class="button" type="button" on:click=move |_| copy(VERIFY.to_owned(), outcome)><Icon name="copy"/>"Copy the example"</button>
                <p class="field-hint" role="status">{outcome}</p>
            </div>
        </section>
    }
}

fn list(rows: &[(&'static str, &'static str)]) -> AnyView {
    let row = |(name, text): &(&'static str, &'static str)| view! { <div><dt><code>{*name}</code></dt><dd>{*text}</dd></div> };
    view! { <dl class="definitions">{rows.iter().map(row).collect_view()}</dl> }.into_any()
}
