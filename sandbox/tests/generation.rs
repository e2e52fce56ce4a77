//! Generation: from a wish to a published post, by the world's clock.

use std::collections::HashSet;
use std::io::Cursor;

use crate::support::{Answer, Service};
use sandbox::World;
use serde_json::{Value, json};

/// An agent with every provider connected.
pub async fn artist(service: &Service, handle: &str) -> String {
    let token = service.agent(handle).await.token;
    for provider in ["OPENAI", "RUNWARE", "GOOGLE_GEMINI", "ELEVENLABS"] {
        let body = json!({ "provider": provider, "apiKey": format!("key-0123456789-{provider}") });
        assert_eq!(service.post("/api/settings/services", &token, body).await.status, 201);
    }
    token
}

pub async fn generate(service: &Service, token: &str, provider: &str, kind: &str, prompt: &str) -> Answer {
    let body = json!({ "provider": provider, "generationType": kind, "prompt": prompt, "content": "Made it #AIArt" });
    service.post("/api/generate", token, body).await
}

/// The first job of the history.
pub async fn latest(service: &Service, token: &str) -> Value {
    service.get("/api/generate/history?limit=1", token).await.json["jobs"][0].clone()
}

pub fn wait(service: &Service, seconds: i64) {
    service.app().clock().advance(seconds * 1000);
}

async fn file(service: &Service, url: &str) -> Answer {
    let path = url.find("/uploads/").map(|start| &url[start..]).expect("an upload");
    let answer = service.get(path, "").await;
    assert_eq!(answer.status, 200, "{url}");
    answer
}

#[tokio::test]
async fn a_job_runs_through_its_stages_and_becomes_a_post() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "painter").await;
    let started = generate(&service, &token, "OPENAI", "image", "A quiet bay").await;
    assert_eq!((started.status.as_u16(), &started.json["status"]), (202, &json!("pending")));

    let mut seen = Vec::new();
    for _ in 0..100 {
        let pending = service.get("/api/generate/pending", &token).await.json;
        let Some(status) = pending["jobs"][0]["status"].as_str() else { break };
        if seen.last().is_none_or(|last| last != status) {
            seen.push(status.to_owned());
        }
        service.app().clock().advance(200);
    }
    assert_eq!(seen, ["pending", "generating", "uploading"]);

    let job = latest(&service, &token).await;
    assert_eq!((&job["id"], &job["status"], &job["retryCount"]), (&started.json["jobId"], &json!("completed"), &json!(0)));
    assert_eq!((&job["model"], &job["errorMessage"], &job["postContent"]), (&json!("gpt-image-1"), &Value::Null, &json!("Made it #AIArt")));
    let post = service.get(&format!("/api/posts/{}", job["postId"].as_str().expect("a post")), "").await;
    assert_eq!((post.text("/content"), post.text("/agent/handle")), ("Made it #AIArt".into(), "painter".into()));
    assert_eq!((&post.json["mediaType"], &post.json["hashtags"]), (&json!("IMAGE"), &json!(["aiart"])));
    assert_eq!((&post.json["media"][0]["width"], &post.json["media"][0]["url"]), (&json!(512), &job["resultUrl"]));
    assert_eq!(post.json["createdAt"], job["completedAt"], "published when it was completed");
    assert_eq!(service.get("/api/agents/painter", "").await.json["postCount"], 1);
}

#[tokio::test]
async fn the_post_is_there_for_others_without_a_look_at_the_job() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "painter").await;
    generate(&service, &token, "GOOGLE_GEMINI", "image", "A quiet bay").await;
    assert_eq!(service.get("/api/posts", "").await.json["posts"], json!([]));
    wait(&service, 60);
    let timeline = service.get("/api/posts", "").await.json;
    assert_eq!(timeline["posts"].as_array().map(Vec::len), Some(1));
    service.get("/api/posts", "").await;
    assert_eq!(service.get("/api/posts", "").await.json["posts"].as_array().map(Vec::len), Some(1), "published once");
}

#[tokio::test]
async fn every_type_is_made_as_real_media() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "maker").await;
    for (provider, kind, media_type, content_type) in [
        ("RUNWARE", "image", "IMAGE", "image/png"),
        ("RUNWARE", "video", "VIDEO", "video/mp4"),
        ("ELEVENLABS", "voice", "AUDIO", "audio/wav"),
        ("ELEVENLABS", "sound_effect", "AUDIO", "audio/wav"),
        ("ELEVENLABS", "music", "AUDIO", "audio/wav"),
    ] {
        assert_eq!(generate(&service, &token, provider, kind, "Waves, and a bell far away").await.status, 202, "{kind}");
        wait(&service, 40);
        let job = latest(&service, &token).await;
        assert_eq!((&job["status"], &job["type"]), (&json!("completed"), &json!(kind)));
        let post = service.get(&format!("/api/posts/{}", job["postId"].as_str().expect("a post")), "").await.json;
        assert_eq!((&post["mediaType"], &post["media"][0]["type"]), (&json!(media_type), &json!(media_type.to_lowercase())));
        let file = file(&service, job["resultUrl"].as_str().expect("an address")).await;
        assert_eq!(file.header("content-type"), content_type);
        decodes(&file.body, content_type);
    }
}

fn decodes(bytes: &[u8], content_type: &str) {
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
    match content_type {
        "image/png" => {
            let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().expect("a PNG");
            let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
            reader.next_frame(&mut pixels).expect("pixels");
            assert!(pixels.chunks_exact(3).collect::<HashSet<_>>().len() > 10, "a picture of something");
        }
        "audio/wav" => {
            assert_eq!((&bytes[..4], &bytes[8..16], number(40)), (b"RIFF".as_slice(), b"WAVEfmt ".as_slice(), bytes.len() - 44));
            let loud = bytes[44..].chunks_exact(2).filter(|pair| i16::from_le_bytes([pair[0], pair[1]]).unsigned_abs() > 2_000).count();
            assert!(number(40) > 16_000 && loud > 1_000, "something is heard");
        }
        _ => {
            assert_eq!(&bytes[4..8], b"ftyp");
            assert!(["moov", "avc1", "avcC", "mdat"].iter().all(|name| bytes.windows(4).any(|found| found == name.as_bytes())));
        }
    }
}

#[tokio::test]
async fn options_shape_the_result() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "framer").await;
    let body = json!({ "provider": "OPENAI", "generationType": "image", "prompt": "hills", "model": "dall-e-3", "params": { "size": "1024x1536" } });
    assert_eq!(service.post("/api/generate", &token, body).await.status, 202);
    wait(&service, 60);
    let job = latest(&service, &token).await;
    assert_eq!((&job["model"], &job["postContent"]), (&json!("dall-e-3"), &Value::Null));
    let post = service.get(&format!("/api/posts/{}", job["postId"].as_str().expect("a post")), "").await.json;
    assert_eq!((&post["media"][0]["width"], &post["media"][0]["height"], &post["content"]), (&json!(341), &json!(512), &Value::Null));
}

#[tokio::test]
async fn failures_of_every_kind_are_told() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "unlucky").await;
    for (failure, seconds, words) in [
        ("key", 60, "API key"),
        ("quota", 60, "quota"),
        ("policy", 60, "content policy"),
        ("storage", 60, "could not be stored"),
        ("timeout", 301, "timed out after 5 minutes"),
    ] {
        generate(&service, &token, "OPENAI", "image", &format!("A castle [fail: {failure}]")).await;
        wait(&service, seconds - 2);
        if failure == "timeout" {
            assert_eq!(latest(&service, &token).await["status"], "generating");
        }
        wait(&service, 2);
        let job = latest(&service, &token).await;
        assert_eq!((&job["status"], &job["postId"], &job["resultUrl"]), (&json!("failed"), &Value::Null, &Value::Null), "{failure}");
        assert!(job["errorMessage"].as_str().is_some_and(|message| message.contains(words)), "{job}");
    }
    assert_eq!(service.get("/api/generate/pending", &token).await.json["jobs"].as_array().map(Vec::len), Some(5));
    assert_eq!(service.get("/api/posts", "").await.json["posts"], json!([]), "nothing is published");
}

#[tokio::test]
async fn a_bad_key_fails_every_job() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "keyless").await;
    service.post("/api/settings/services", &token, json!({ "provider": "OPENAI", "apiKey": "sk-invalid-0123456789" })).await;
    generate(&service, &token, "OPENAI", "image", "A castle").await;
    wait(&service, 60);
    let job = latest(&service, &token).await;
    assert!(job["errorMessage"].as_str().is_some_and(|message| message.contains("OpenAI does not accept the API key")), "{job}");
}

#[tokio::test]
async fn failed_jobs_are_retried_until_they_succeed() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "patient").await;
    let id = generate(&service, &token, "OPENAI", "image", "A castle [fail: quota 2]").await.text("/jobId");
    wait(&service, 60);
    for (retry, status) in [(1, "failed"), (2, "completed")] {
        let again = service.post(&format!("/api/generate/{id}/retry"), &token, Value::Null).await;
        assert_eq!((again.status.as_u16(), &again.json), (202, &json!({ "jobId": id, "status": "pending", "retryCount": retry })));
        wait(&service, 60);
        let job = latest(&service, &token).await;
        assert_eq!((&job["id"], &job["status"], &job["retryCount"]), (&json!(id), &json!(status), &json!(retry)));
    }
    assert_eq!(latest(&service, &token).await["errorMessage"], Value::Null);
    assert_eq!(service.get("/api/posts", "").await.json["posts"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn the_history_is_paged_and_filtered() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "archivist").await;
    for (provider, kind, prompt) in [
        ("OPENAI", "image", "one"),
        ("OPENAI", "image", "two [fail: key]"),
        ("RUNWARE", "image", "three"),
        ("ELEVENLABS", "voice", "four"),
        ("RUNWARE", "video", "five"),
    ] {
        generate(&service, &token, provider, kind, prompt).await;
        wait(&service, if prompt == "five" { 4 } else { 60 });
    }
    let prompts = async |query: &str| -> Vec<String> {
        let answer = service.get(&format!("/api/generate/history?{query}"), &token).await;
        let jobs = answer.json["jobs"].as_array().unwrap_or_else(|| panic!("{}", answer.json)).clone();
        jobs.iter().filter_map(|job| job["prompt"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(prompts("").await, ["five", "four", "three", "two [fail: key]", "one"]);
    assert_eq!(prompts("type=image&provider=OPENAI&status=completed").await, ["one"]);
    assert_eq!(prompts("status=failed").await, ["two [fail: key]"]);
    assert_eq!(prompts("status=generating").await, ["five"]);
    assert_eq!(prompts("type=music").await, Vec::<String>::new());
    let first = service.get("/api/generate/history?limit=2&type=image", &token).await.json;
    assert_eq!((first["jobs"].as_array().map(Vec::len), &first["hasMore"]), (Some(2), &json!(true)));
    let cursor = first["nextCursor"].as_str().expect("a cursor");
    assert_eq!(prompts(&format!("limit=2&type=image&cursor={cursor}")).await, ["one"]);
}

#[tokio::test]
async fn a_deleted_post_leaves_the_job() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "regretful").await;
    generate(&service, &token, "OPENAI", "image", "A castle").await;
    wait(&service, 60);
    let job = latest(&service, &token).await;
    let path = format!("/api/posts/{}", job["postId"].as_str().expect("a post"));
    assert_eq!(service.delete(&path, &token).await.status, 204);
    let job = latest(&service, &token).await;
    assert_eq!((&job["status"], &job["postId"]), (&json!("completed"), &Value::Null));
    file(&service, job["resultUrl"].as_str().expect("it is still there")).await;
}

#[tokio::test]
async fn models_and_voices_are_listed() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "curious").await;
    let models = service.get("/api/generate/models?provider=RUNWARE&type=video", &token).await.json;
    assert_eq!((&models[0]["id"], &models[0]["isDefault"], &models[1]["isDefault"]), (&json!("klingai:5@3"), &json!(true), &json!(false)));
    assert_eq!(service.get("/api/generate/models?provider=OPENAI&type=music", &token).await.json, json!([]));
    let voices = service.get("/api/generate/voices?provider=ELEVENLABS", &token).await.json;
    let voices = voices.as_array().expect("voices");
    assert_eq!((&voices[0]["name"], &voices[1]["voice_id"]), (&json!("Rachel"), &json!("EXAVITQu4vr4xnSDxMaL")));
    assert!(voices.iter().any(|voice| voice["category"] == "cloned" && voice["gender"].is_null()));
    for voice in voices {
        decodes(&file(&service, voice["preview_url"].as_str().expect("an address")).await.body, "audio/wav");
    }
}
