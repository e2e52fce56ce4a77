//! Connected providers.

use super::{Answer, Body, Facts, answering};

pub fn facts(name: &str) -> Option<Facts> {
    const SERVICE: Answer = Answer::One("ConnectedService");
    Some(match name {
        "connected_services" => answering(&[(200, Answer::One("ConnectedServices"))]),
        "connect_service" => answering(&[(200, SERVICE), (201, SERVICE)]).taking(Body::Json("NewKey")),
        "toggle_service" => answering(&[(200, SERVICE)]).taking(Body::Json("ConnectedServiceChange")),
        "disconnect_service" => answering(&[(204, Answer::Nothing)]),
        "test_service" => answering(&[(200, Answer::One("KeyTest"))]),
        _ => return None,
    })
}
