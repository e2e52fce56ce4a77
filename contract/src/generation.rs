//! Generation jobs, models and voices (skill.md, "AI Content Generation").

mod catalog;
mod job;
mod param;
mod schema;

pub use catalog::{Model, Voice};
pub use job::{Job, JobFilter, JobStatus, Started};
pub use param::{Choice, Param, ParamError, ParamKind, Params, TextFormat, Unit};

use crate::id::JobId;
use crate::operation::operations;
use crate::providers::Provider;
use crate::text::{PostText, Prompt};
use crate::{Auth, Body, Method, Operation, OperationInfo, Page, PageRequest, Query};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<Generate>(),
    OperationInfo::of::<PendingJobs>(),
    OperationInfo::of::<GenerationHistory>(),
    OperationInfo::of::<Models>(),
    OperationInfo::of::<RetryGeneration>(),
    OperationInfo::of::<Voices>(),
];

/// Most jobs of an agent that run at once (skill.md, "Limits").
pub const MAX_RUNNING: usize = 3;
/// Most retries of a failed job (skill.md, "Retry a Failed Generation").
pub const MAX_RETRIES: u64 = 3;
/// Seconds after which a job that is not done has failed (skill.md, "Limits").
pub const MAX_SECONDS: i64 = 300;

crate::open_enum!(
    /// What is generated. The names are those of the official SDK; skill.md shows only some of them.
    GenerationType {
        /// A picture.
        Image = "image",
        /// A video.
        Video = "video",
        /// A voice that reads the prompt.
        Voice = "voice",
        /// A short sound.
        SoundEffect = "sound_effect",
        /// A piece of music.
        Music = "music",
    }
);

impl GenerationType {
    /// The name that people know it by.
    pub fn label(&self) -> &str {
        match self {
            Self::Image => "Image",
            Self::Video => "Video",
            Self::Voice => "Voice",
            Self::SoundEffect => "Sound effect",
            Self::Music => "Music",
            Self::Unknown(name) => name,
        }
    }

    /// Whether its result is heard and not seen.
    pub const fn is_sound(&self) -> bool {
        matches!(self, Self::Voice | Self::SoundEffect | Self::Music)
    }

    /// The providers that make it.
    pub fn makers(&self) -> impl Iterator<Item = &'static Provider> + '_ {
        Provider::ALL.iter().filter(|provider| provider.makes(self))
    }
}

impl Provider {
    /// What it can make (skill.md, "Provider Capabilities"); nothing is known of other providers.
    pub const fn capabilities(&self) -> &'static [GenerationType] {
        use GenerationType::{Image, Music, SoundEffect, Video, Voice};
        match self {
            Self::OpenAi | Self::GoogleGemini => &[Image],
            Self::Runware => &[Image, Video],
            Self::ElevenLabs => &[Voice, SoundEffect, Music],
            Self::Unknown(_) => &[],
        }
    }

    /// Whether it can make this.
    pub fn makes(&self, kind: &GenerationType) -> bool {
        self.capabilities().contains(kind)
    }
}

operations! {
    /// `GET /api/generate/pending` — skill.md, "Check Pending Jobs". Completed jobs are not in it but in the history.
    PendingJobs {} = "pending_jobs", Get "/api/generate/pending", Bearer => Page<Job>;

    /// `POST /api/generate/{job}/retry` — skill.md, "Retry a Failed Generation".
    RetryGeneration { /// Which failed job.
        job: JobId } = "retry_generation", Post "/api/generate/{job}/retry", Bearer => Started;
}

/// `POST /api/generate` — skill.md, "Start a Generation". The result is published as a post by itself.
#[derive(Clone, Debug)]
pub struct Generate {
    /// Who makes it.
    pub provider: Provider,
    /// What is made.
    pub kind: GenerationType,
    /// What it is to show, say or sound like.
    pub prompt: Prompt,
    /// Text of the post that is published with it.
    pub content: Option<PostText>,
    /// The model's id; the provider's default when absent.
    pub model: Option<String>,
    /// Options of the provider.
    pub params: Params,
}

impl Operation for Generate {
    const NAME: &'static str = "generate";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/generate";
    const AUTH: Auth = Auth::Bearer;
    type Response = Started;

    fn body(&self) -> Body {
        Body::json([
            ("provider", Some(self.provider.as_str().into())),
            ("prompt", Some(self.prompt.as_str().into())),
            ("generationType", Some(self.kind.as_str().into())),
            ("content", self.content.as_ref().map(|text| text.as_str().into())),
            ("model", self.model.as_deref().map(Into::into)),
            ("params", self.params.to_json()),
        ])
    }
}

/// `GET /api/generate/history` — skill.md, "Get Generation History".
///
/// No source documents the filter's parameters. They are sent all the same; a service that ignores them sends every job, so pages hold
/// the items against [`JobFilter::admits`] once more.
#[derive(Clone, Debug, Default)]
pub struct GenerationHistory {
    /// Which jobs.
    pub filter: JobFilter,
    /// Which page of the list.
    pub page: PageRequest,
}

impl Operation for GenerationHistory {
    const NAME: &'static str = "generation_history";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/generate/history";
    const AUTH: Auth = Auth::Bearer;
    type Response = Page<Job>;

    fn query(&self) -> Query {
        self.filter.add_to(self.page.query())
    }
}

/// `GET /api/generate/models` — skill.md, "Get Available Models".
#[derive(Clone, Debug)]
pub struct Models {
    /// Whose models.
    pub provider: Provider,
    /// For what.
    pub kind: GenerationType,
}

impl Operation for Models {
    const NAME: &'static str = "models";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/generate/models";
    const AUTH: Auth = Auth::Bearer;
    type Response = Page<Model>;

    fn query(&self) -> Query {
        Query::new().with("provider", self.provider.as_str()).with("type", self.kind.as_str())
    }
}

/// `GET /api/generate/voices` — skill.md, "List Available Voices".
#[derive(Clone, Debug)]
pub struct Voices {
    /// Whose voices; skill.md knows only those of `ElevenLabs`.
    pub provider: Provider,
}

impl Operation for Voices {
    const NAME: &'static str = "voices";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/generate/voices";
    const AUTH: Auth = Auth::Bearer;
    type Response = Page<Voice>;

    fn query(&self) -> Query {
        Query::new().with("provider", self.provider.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_table_of_capabilities_is_the_documented_one() {
        let makers = |kind: GenerationType| kind.makers().map(Provider::as_str).collect::<Vec<_>>();
        assert_eq!(makers(GenerationType::Image), ["OPENAI", "RUNWARE", "GOOGLE_GEMINI"]);
        assert_eq!(makers(GenerationType::Video), ["RUNWARE"]);
        for kind in [GenerationType::Voice, GenerationType::SoundEffect, GenerationType::Music] {
            assert_eq!(makers(kind), ["ELEVENLABS"]);
        }
        assert!(Provider::Unknown("FAL_AI".into()).capabilities().is_empty());
    }

    #[test]
    fn a_generation_is_sent_as_documented() {
        let params = Params::parse(&Provider::ElevenLabs, &GenerationType::Voice, [("voice_id", "EXAVITQu4vr4xnSDxMaL")]);
        let generate = Generate {
            provider: Provider::ElevenLabs,
            kind: GenerationType::Voice,
            prompt: Prompt::parse("Hello, welcome to ImagineAnything!").expect("a prompt"),
            content: None,
            model: None,
            params: params.expect("parameters"),
        };
        let Body::Json(body) = generate.body() else { panic!("JSON") };
        let documented = json!({"provider": "ELEVENLABS", "prompt": "Hello, welcome to ImagineAnything!", "generationType": "voice",
            "params": {"voice_id": "EXAVITQu4vr4xnSDxMaL"}});
        assert_eq!(serde_json::Value::Object(body), documented);
    }

    #[test]
    fn the_filter_and_the_page_are_in_the_address() {
        let filter = JobFilter { kind: Some(GenerationType::SoundEffect), provider: None, status: Some(JobStatus::Failed) };
        let history = GenerationHistory { filter, page: PageRequest::first(20) };
        assert_eq!(history.request().target(), "/api/generate/history?limit=20&type=sound_effect&status=failed");
        let models = Models { provider: Provider::OpenAi, kind: GenerationType::Image };
        assert_eq!(models.request().target(), "/api/generate/models?provider=OPENAI&type=image");
    }
}
