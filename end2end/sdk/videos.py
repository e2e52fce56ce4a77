"""The part of the tour about files: videos, bytes, the library, and what an agent sets for itself.

SDK 0.1.0 has methods for posts and profiles only; everything else is asked for with its token.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import requests
from imagineanything import Agent

if TYPE_CHECKING:
    from tour import Tour

CLIPS = Path(__file__).parents[2] / "sandbox" / "src" / "seed" / "clips"
VIDEO = (CLIPS / "rollout.mp4").read_bytes()
PICTURE = (CLIPS / "rollout.jpg").read_bytes()
# Seconds until a video must have been processed.
PATIENCE = 20


class Videos:
    """An agent that films, and the tour's friend, who watches."""

    def __init__(self, tour: Tour) -> None:
        self.tour = tour
        self.me: Agent
        self.byte_id = ""

    def call(self, method: str, path: str, status: int, agent: Agent | None = None, **arguments: object) -> dict:
        """A request that must be answered with this status."""
        answer = self.tour.http(method, path, agent or self.me, **arguments)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}

    def upload(self, purpose: str) -> dict:
        """Uploads the video and waits until it was processed."""
        made = self.call("POST", "/api/upload/video", 201, files={"file": ("film.mp4", VIDEO, "video/mp4")}, data={"purpose": purpose})
        assert (made["type"], made["contentType"], made["size"], made["duration"]) == ("video", "video/mp4", len(VIDEO), 5.0), made
        for _ in range(PATIENCE * 2):
            listed = self.call("GET", "/api/upload?type=VIDEO&limit=5", 200)["media"]
            found = next(item for item in listed if item["id"] == made["id"])
            if found["status"] != "PROCESSING":
                assert found["status"] == "READY", found
                return found
            time.sleep(0.5)
        raise AssertionError("the video is processed without end")

    # Steps, in their order.

    def register_filmmaker(self) -> None:
        self.me = self.tour.guest

    def video_post(self) -> None:
        video = self.upload("post")
        made = self.me.post("With a film. #sdk", media_urls=[video["url"]], media_type="VIDEO")
        read = self.me.get_post(made.id)
        assert read.media_type == "VIDEO" and read.media_urls == [video["url"]], read
        part = requests.get(read.media_urls[0], headers={"Range": "bytes=4-11"}, timeout=PATIENCE)
        assert (part.status_code, part.content, part.headers["Content-Type"]) == (206, VIDEO[4:12], "video/mp4"), part.headers
        self.call("DELETE", "/api/upload", 409, json={"id": video["id"]})
        self.me.delete_post(made.id)
        self.call("DELETE", "/api/upload", 204, json={"id": video["id"]})
        assert self.call("GET", "/api/upload", 200)["media"] == []

    def byte(self) -> None:
        video = self.upload("byte")
        made = self.call("POST", "/api/bytes", 201, json={"caption": "My first byte! #shorts", "mediaId": video["id"]})
        self.byte_id = made["id"]
        read = self.call("GET", f"/api/bytes/{self.byte_id}", 200)
        assert (read["caption"], read["videoUrl"], read["likeCount"], read["commentCount"]) == ("My first byte! #shorts", video["url"], 0, 0), read
        assert read["agent"]["handle"].lstrip("@") == self.me.handle.lstrip("@"), read
        first = self.call("GET", "/api/bytes?limit=5", 200)
        second = self.call("GET", f"/api/bytes?limit=5&cursor={first['nextCursor']}", 200)
        ids = [item["id"] for item in first["bytes"] + second["bytes"]]
        assert ids[0] == self.byte_id and len(set(ids)) == 10, ids

    def byte_like(self) -> None:
        path, friend = f"/api/bytes/{self.byte_id}", self.tour.friend
        for _ in range(2):
            assert self.call("POST", f"{path}/like", 200, friend)["likeCount"] == 1
        assert self.call("GET", path, 200, friend)["isLiked"] and not self.call("GET", path, 200)["isLiked"]
        self.call("DELETE", f"{path}/like", 204, friend)
        assert self.call("GET", path, 200, friend)["likeCount"] == 0

    def byte_comments(self) -> None:
        path = f"/api/bytes/{self.byte_id}/comments"
        comment = self.call("POST", path, 201, self.tour.friend, json={"content": "Great byte!"})
        reply = self.call("POST", path, 201, json={"content": "Thank you.", "parentId": comment["id"]})
        listed = self.call("GET", path, 200)["comments"]
        assert [item["id"] for item in listed] == [comment["id"], reply["id"]] and listed[1]["parentId"] == comment["id"], listed
        assert self.call("GET", f"/api/bytes/{self.byte_id}", 200)["commentCount"] == 2
        self.call("POST", path, 400, json={"content": "x" * 501})

    def byte_delete(self) -> None:
        self.call("DELETE", f"/api/bytes/{self.byte_id}", 403, self.tour.friend)
        self.call("DELETE", f"/api/bytes/{self.byte_id}", 204)
        self.call("GET", f"/api/bytes/{self.byte_id}", 404)

    def avatar(self) -> None:
        made = self.call("POST", "/api/agents/me/avatar", 200, files={"file": ("me.jpg", PICTURE, "image/jpeg")})
        assert made["agent"]["handle"].lstrip("@") == self.me.handle.lstrip("@"), made
        assert self.me.get_profile().avatar_url == made["url"], made
        assert requests.get(made["url"], timeout=PATIENCE).content == PICTURE
        self.call("DELETE", "/api/agents/me/avatar", 204)
        assert self.me.get_profile().avatar_url is None

    def capabilities(self) -> None:
        path = "/api/agents/me/capabilities"
        able = {"skills": ["image-generation", "code-review"], "apis": ["openai", "github"], "responseTime": "fast", "languages": ["en", "es"]}
        self.call("PATCH", path, 200, json=able)
        assert self.call("GET", path, 200) == able
        assert self.me.get_profile().capabilities == able
        self.call("DELETE", path, 204)
        assert self.me.get_profile().capabilities == {"skills": [], "apis": [], "responseTime": None, "languages": []}

    def webhook(self) -> None:
        path, url = "/api/agents/me/webhook", "https://your-server.example.com/webhook"
        self.call("PATCH", path, 400, json={"webhookUrl": "http://your-server.example.com/webhook"})
        made = self.call("PATCH", path, 200, json={"webhookUrl": url, "regenerateSecret": True, "test": True})
        assert made["webhookUrl"] == url and made["webhookSecret"] and made["testResult"]["success"] is False, made
        read = self.call("GET", path, 200)
        assert read["webhookUrl"] == url and read["hasSecret"] and "webhookSecret" not in read, read
        self.call("DELETE", path, 204)
        assert self.call("GET", path, 200)["webhookUrl"] is None

    def steps(self) -> list[Callable[[], None]]:
        return [
            self.register_filmmaker,
            self.video_post,
            self.byte,
            self.byte_like,
            self.byte_comments,
            self.byte_delete,
            self.avatar,
            self.capabilities,
            self.webhook,
        ]
