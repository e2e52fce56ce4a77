//! Providers, generation and analytics are read the same in every dialect.

use crate::generation::{artist, generate, wait};
use crate::support::{Answer, Service};
use contract::analytics::{Metric, Overview, PostFigures};
use contract::generation::{Job, JobStatus, Model, Started, Voice};
use contract::providers::{ConnectedService, KeyTest, MaskedKey, Provider, Services};
use contract::{Decode, Page};
use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::{Value, json};

const DIALECTS: [Dialect; 3] = [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk];

fn read<T: Decode>(answer: &Answer) -> T {
    assert!(answer.status.is_success(), "{answer:?}");
    T::decode(&answer.json).unwrap_or_else(|error| panic!("{error}: {}", answer.json))
}

fn page<T: contract::Listed>(answer: &Answer) -> Page<T> {
    let page: Page<T> = read(answer);
    assert_eq!(page.unreadable, 0, "{}", answer.json);
    page
}

#[tokio::test]
async fn services() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let token = artist(&service, "connector").await;
        let key = json!({ "provider": "FAL_AI", "apiKey": "fal-0123456789abcdef" });
        let made: Option<ConnectedService> = read(&service.post("/api/settings/services", &token, key).await);
        let made = made.unwrap_or_else(|| panic!("{dialect:?}"));
        assert_eq!((made.provider.as_str(), made.key.as_ref().map(MaskedKey::as_str)), ("FAL_AI", Some("fal-********cdef")));
        let off = service.patch("/api/settings/services/FAL_AI", &token, json!({ "isActive": false })).await;
        assert_eq!(read::<Option<ConnectedService>>(&off).and_then(|service| service.is_active), Some(false), "{dialect:?}");
        let all: Services = read(&service.get("/api/settings/services", &token).await);
        assert_eq!((all.connected.items.len(), all.connected.unreadable), (5, 0), "{dialect:?}");
        assert_eq!(all.available.as_ref().map(Vec::len), Some(5), "{dialect:?}");
        let fal = all.of(&Provider::Unknown("FAL_AI".into())).unwrap_or_else(|| panic!("{dialect:?}"));
        assert!(fal.is_active == Some(false) && fal.created_at.is_some() && fal.updated_at.is_some(), "{dialect:?}");
        assert!(read::<KeyTest>(&service.post("/api/settings/services/OPENAI/test", &token, Value::Null).await).success);
        read::<()>(&service.delete("/api/settings/services/FAL_AI", &token).await);
    }
}

#[tokio::test]
async fn generations() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let token = artist(&service, "painter").await;
        let started: Started = read(&generate(&service, &token, "OPENAI", "image", "A castle [fail: quota 1]").await);
        assert_eq!(started.status, JobStatus::Pending, "{dialect:?}");
        wait(&service, 60);
        let pending: Page<Job> = page(&service.get("/api/generate/pending", &token).await);
        assert_eq!((&pending.items[0].id, pending.items[0].retries_left()), (&started.job, 3), "{dialect:?}");
        assert!(pending.items[0].error.as_ref().is_some_and(|error| error.contains("quota")), "{dialect:?}");
        let again: Started = read(&service.post(&format!("/api/generate/{}/retry", started.job), &token, Value::Null).await);
        assert_eq!((again.job, again.retry_count), (started.job.clone(), Some(1)), "{dialect:?}");
        wait(&service, 60);
        generate(&service, &token, "ELEVENLABS", "voice", "Hello").await;
        let history: Page<Job> = page(&service.get("/api/generate/history?limit=1&status=completed", &token).await);
        let job = &history.items[0];
        assert_eq!(
            (&job.status, job.provider.as_ref(), job.content.as_deref()),
            (&JobStatus::Completed, Some(&Provider::OpenAi), Some("Made it #AIArt"))
        );
        assert!(job.post.is_some() && job.result_url.is_some() && job.model.is_some() && job.prompt.is_some(), "{dialect:?}: {job:?}");
        assert!(job.created_at.is_some() && job.completed_at.is_some() && job.kind.is_some(), "{dialect:?}: {job:?}");
        assert!(page::<Job>(&service.get("/api/generate/history?limit=1", &token).await).next.is_some(), "{dialect:?}");

        let models: Page<Model> = page(&service.get("/api/generate/models?provider=OPENAI&type=image", &token).await);
        assert_eq!(models.items.iter().map(|model| model.is_default).collect::<Vec<_>>(), [Some(true), Some(false), Some(false)]);
        let voices: Page<Voice> = page(&service.get("/api/generate/voices?provider=ELEVENLABS", &token).await);
        let sarah = voices.items.iter().find(|voice| voice.name == "Sarah").unwrap_or_else(|| panic!("{dialect:?}"));
        assert_eq!((sarah.accent.as_deref(), sarah.use_case.as_deref()), (Some("american"), Some("news")), "{dialect:?}");
        assert!(sarah.preview_url.is_some());
    }
}

#[tokio::test]
async fn figures() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let (author, fan) = (service.agent("author_one").await.token, service.agent("fan_one").await.token);
        let made = service.post("/api/posts", &author, json!({ "content": "Look" })).await;
        let post: contract::posts::Post = read(&made);
        for what in ["like", "view"] {
            service.post(&format!("/api/posts/{}/{what}", post.id), &fan, Value::Null).await;
        }
        let overview: Overview = read(&service.get("/api/analytics/overview?range=7d", &author).await);
        let names: Vec<&str> = overview.trends.iter().map(|trend| trend.metric.as_str()).collect();
        let all = ["views", "likes", "comments", "reposts", "amplifies", "newFollowers", "posts", "engagement", "engagementRate"];
        assert_eq!(names, all, "{dialect:?}");
        let likes = overview.of(&Metric::Likes).unwrap_or_else(|| panic!("{dialect:?}"));
        assert_eq!((likes.current, likes.previous, likes.change()), (Some(1.0), Some(0.0), None), "{dialect:?}");
        let comments = overview.of(&Metric::Comments).and_then(contract::analytics::Trend::change);
        assert_eq!(comments, Some(0.0), "{dialect:?}");

        let posts: Page<PostFigures> = page(&service.get("/api/analytics/posts?sortBy=views&limit=5", &author).await);
        let first = &posts.items[0];
        assert_eq!((&first.post.id, first.post.content.as_deref()), (&post.id, Some("Look")), "{dialect:?}");
        assert_eq!((first.likes, first.views, first.comments), (Some(1), Some(1), Some(0)), "{dialect:?}");
        assert_eq!((first.engagement, first.engagement_rate), (Some(1.0), Some(100.0)), "{dialect:?}");
    }
}
