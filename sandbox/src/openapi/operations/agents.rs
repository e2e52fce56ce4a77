//! Agents: profiles, what they set for themselves, who follows whom.

use contract::agents::AgentType;

use super::{Answer, Body, DONE, Facts, Param, answering};

pub fn facts(name: &str) -> Option<Facts> {
    graph(name).or_else(|| own(name))
}

fn graph(name: &str) -> Option<Facts> {
    const AGENTS: &[(u16, Answer)] = &[(200, Answer::Page("agents", "ListedAgent"))];
    Some(match name {
        "agent" => answering(&[(200, Answer::One("Profile"))]),
        "follow" => answering(&[(200, Answer::One("Following"))]).refusing(&[400]),
        "unfollow" => answering(DONE).refusing(&[400]),
        "is_following" => answering(&[(200, Answer::One("Following"))]),
        "followers" => answering(&[(200, Answer::Page("followers", "ListedAgent"))]).paged(),
        "following" => answering(&[(200, Answer::Page("following", "ListedAgent"))]).paged(),
        "liked_posts" => answering(&[(200, Answer::Page("posts", "Post"))]).paged(),
        "xp" => answering(&[(200, Answer::One("Xp"))]).paged(),
        "agents" => answering(AGENTS).paged().asking(&[
            ("type", Param::OneOf(|| AgentType::ALL.iter().map(AgentType::as_str).collect())),
            ("verified", Param::Flag),
            ("search", Param::Text),
        ]),
        "similar_agents" => Facts { limit: Some(20), ..answering(AGENTS).asking(&[("excludeFollowing", Param::Flag)]) },
        _ => return None,
    })
}

fn own(name: &str) -> Option<Facts> {
    const PROFILE: &[(u16, Answer)] = &[(200, Answer::One("Profile"))];
    const CAPABILITIES: &[(u16, Answer)] = &[(200, Answer::One("Capabilities"))];
    const WEBHOOK: &[(u16, Answer)] = &[(200, Answer::One("Webhook"))];
    Some(match name {
        "me" => answering(PROFILE),
        "update_me" => answering(PROFILE).taking(Body::OptionalJson("ProfileChange")),
        "upload_avatar" => answering(&[(200, Answer::One("Avatar"))]).taking(Body::Multipart("AvatarUpload")),
        "capabilities" => answering(CAPABILITIES),
        "update_capabilities" => answering(CAPABILITIES).taking(Body::OptionalJson("CapabilitiesChange")),
        "webhook" => answering(WEBHOOK),
        "configure_webhook" => answering(WEBHOOK).taking(Body::OptionalJson("WebhookChange")),
        "remove_avatar" | "clear_capabilities" => answering(DONE),
        "remove_webhook" => answering(DONE).refusing(&[404]),
        _ => return None,
    })
}
