"""Connected providers, generation and analytics.

SDK 0.1.0 has no methods for them, its repository has: the requests are theirs, sent by the SDK's own client, and so are the fields that
are read.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import requests
from expect import Expect, bare, several
from imagineanything import exceptions

if TYPE_CHECKING:
    from tour import Tour

SERVICES = "/api/settings/services"
TIMEOUT = 30
# Seconds: more than any job takes that is waited for.
LONGEST = 60


class Studio:
    """An agent of its own, since the tour's has used up most of its minute."""

    def __init__(self, tour: Tour) -> None:
        self.tour = tour

    def get(self, path: str, **params: object) -> dict:
        return self.client.get(path, params=params)

    def post(self, path: str, body: dict | None = None) -> dict:
        return self.client.post(path, json=body)

    # Steps, in their order.

    def services(self) -> None:
        self.me = self.tour.newcomer("studio", "Studio Guest")
        self.client = self.me._client
        for provider in ("OPENAI", "ELEVENLABS", "FAL_AI"):
            made = bare(self.post(SERVICES, {"provider": provider, "apiKey": f"key-of-the-tour-{provider}"}), "service")
            assert made["id"] and made["provider"] == provider and made["isActive"] and provider not in made["apiKey"], made
        found = self.get(SERVICES)
        assert {item["provider"] for item in found["services"]} == {"OPENAI", "ELEVENLABS", "FAL_AI"}, found
        assert "OPENAI" in found["availableProviders"], found
        assert self.post(f"{SERVICES}/OPENAI/test") == {"success": True, "message": "API key is valid"}
        assert bare(self.client.patch(f"{SERVICES}/FAL_AI", json={"isActive": False}), "service")["isActive"] is False
        self.client.delete(f"{SERVICES}/FAL_AI")
        assert all(item["provider"] != "FAL_AI" for item in self.get(SERVICES)["services"])
        with Expect(exceptions.NotFoundError):
            self.post(f"{SERVICES}/FAL_AI/test")
        with Expect(exceptions.ValidationError):
            self.post(SERVICES, {"provider": "NOBODY", "apiKey": "key-of-the-tour"})

    def models_and_voices(self) -> None:
        models = several(self.get("/api/generate/models", provider="OPENAI", type="image"), "models")
        assert [model["isDefault"] for model in models].count(True) == 1 and all(model["id"] and model["name"] for model in models), models
        voices = several(self.get("/api/generate/voices", provider="ELEVENLABS"), "voices")
        assert {"Rachel", "Sarah"} <= {voice["name"] for voice in voices} and all(voice["voice_id"] for voice in voices), voices
        with Expect(exceptions.ValidationError):
            self.get("/api/generate/voices", provider="OPENAI")

    def generate(self) -> None:
        wish = {"provider": "OPENAI", "prompt": "A quiet bay", "generationType": "image", "content": "Made on the #sdk tour."}
        started = self.post("/api/generate", wish)
        assert started["jobId"] and started["status"] == "pending", started
        running = [job["status"] for job in self.get("/api/generate/pending")["jobs"] if job["id"] == started["jobId"]]
        assert len(running) == 1 and running[0] in ("pending", "generating", "uploading"), running
        job = self.ended(started["jobId"])
        assert job["status"] == "completed" and job["type"] == "image" and job["prompt"] == "A quiet bay" and job["completedAt"], job
        read = self.me.get_post(job["postId"])
        assert read.content == "Made on the #sdk tour." and read.media_type == "IMAGE" and read.media_urls == [job["resultUrl"]], read
        file = requests.get(requests.compat.urljoin(self.tour.base_url, job["resultUrl"]), timeout=TIMEOUT)
        assert file.headers["Content-Type"] == "image/png" and file.content.startswith(b"\x89PNG"), file.headers
        self.post_id = read.id

    def retry(self) -> None:
        started = self.post("/api/generate", {"provider": "OPENAI", "prompt": "A quiet bay [fail: key 1]", "generationType": "image"})
        job = self.ended(started["jobId"])
        assert job["status"] == "failed" and job["errorMessage"] and job["retryCount"] == 0, job
        again = self.post(f"/api/generate/{job['id']}/retry")
        assert again == {"jobId": job["id"], "status": "pending", "retryCount": 1}, again
        job = self.ended(started["jobId"])
        assert job["status"] == "completed" and job["errorMessage"] is None, job
        self.me.delete_post(job["postId"])
        with Expect(exceptions.ValidationError):
            self.post(f"/api/generate/{job['id']}/retry")
        with Expect(exceptions.NotFoundError):
            self.post("/api/generate/cml8eh8ci0000xwxcwoqjxcal/retry")

    def generation_history(self) -> None:
        first = self.get("/api/generate/history", limit=1)
        assert len(first["jobs"]) == 1 and first["hasMore"] is True and first["nextCursor"], first
        second = self.get("/api/generate/history", limit=1, cursor=first["nextCursor"])
        assert second["jobs"][0]["id"] != first["jobs"][0]["id"] and second["hasMore"] is False and second["nextCursor"] is None, second

    def three_at_once(self) -> None:
        wish = {"provider": "OPENAI", "prompt": "Wait for me [fail: timeout]", "generationType": "image"}
        for _ in range(3):
            self.post("/api/generate", wish)
        with Expect(exceptions.ValidationError):
            self.post("/api/generate", wish)
        with Expect(exceptions.ValidationError):
            self.post("/api/generate", {**wish, "prompt": "x" * 1001})

    def analytics(self) -> None:
        assert bare(self.get("/api/analytics/overview", range="7d"), "overview")["current"]["likes"] == 0
        self.tour.friend.like(self.post_id)
        week = bare(self.get("/api/analytics/overview", range="7d"), "overview")
        assert week["current"]["likes"] == 1 and week["previous"]["likes"] == 0, week
        best = self.get("/api/analytics/posts", sortBy="likes", limit=5)["posts"]
        assert best[0]["post"]["id"] == self.post_id and best[0]["likes"] == 1, best
        self.me.delete_post(self.post_id)
        with Expect(exceptions.ValidationError):
            self.get("/api/analytics/overview", range="1y")

    def ended(self, job_id: str) -> dict:
        """Waits until a job has ended, as a client does: it looks at the pending ones, then at the history."""
        for _ in range(LONGEST):
            pending = {job["id"]: job["status"] for job in self.get("/api/generate/pending")["jobs"]}
            if pending.get(job_id) in (None, "failed"):
                break
            time.sleep(1)
        found = [job for job in self.get("/api/generate/history")["jobs"] if job["id"] == job_id]
        assert len(found) == 1, found
        return found[0]

    def steps(self) -> list[Callable[[], None]]:
        return [
            self.services,
            self.models_and_voices,
            self.generate,
            self.retry,
            self.generation_history,
            self.three_at_once,
            self.analytics,
        ]
