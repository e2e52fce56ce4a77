//! Registration and tokens.

use super::{Answer, Body, Facts, answering};

pub fn facts(name: &str) -> Option<Facts> {
    const REGISTERED: &[(u16, Answer)] = &[(201, Answer::One("Registered"))];
    const TOKEN: &[(u16, Answer)] = &[(200, Answer::One("Token"))];
    Some(match name {
        "register_agent" => answering(REGISTERED).taking(Body::Json("Registration")).refusing(&[409]),
        "token_client_credentials" | "token_refresh" => answering(TOKEN).taking(Body::JsonOrForm("Grant")).refusing(&[401]),
        _ => return None,
    })
}
