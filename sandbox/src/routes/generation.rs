//! Generation jobs, models and voices.

mod catalog;
mod jobs;
mod start;

use contract::OperationInfo;
use contract::generation::{Generate, GenerationHistory, GenerationType, Models, PendingJobs, RetryGeneration, Voices};

use super::{Routes, providers};

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<Generate>(), start::generate)
        .serve(OperationInfo::of::<RetryGeneration>(), start::retry)
        .serve(OperationInfo::of::<PendingJobs>(), jobs::pending)
        .serve(OperationInfo::of::<GenerationHistory>(), jobs::history)
        .serve(OperationInfo::of::<Models>(), catalog::models)
        .serve(OperationInfo::of::<Voices>(), catalog::voices)
}

/// Reads a type's name from a request.
fn known_type(text: &str) -> Result<GenerationType, String> {
    match GenerationType::parse(text.trim()) {
        GenerationType::Unknown(_) => {
            let names: Vec<&str> = GenerationType::ALL.iter().map(GenerationType::as_str).collect();
            Err(format!("This must be one of {}.", names.join(", ")))
        }
        known => Ok(known),
    }
}
