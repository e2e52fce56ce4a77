//! Generation jobs, models and voices.

mod catalog;
mod jobs;
mod start;

use contract::OperationInfo;
use contract::generation::{Generate, GenerationHistory, Models, PendingJobs, RetryGeneration, Voices};

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
