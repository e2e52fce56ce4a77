"""Runs the official SDK, unchanged, against a sandbox with the demo world: `python tour.py http://127.0.0.1:PORT`.

Each step reads back what it changed, so that an answer that merely looks right does not pass.
"""

from __future__ import annotations

import secrets
import struct
import sys
import zlib
from collections.abc import Callable
from functools import cached_property

import requests
from expect import FRIEND, Expect
from imagineanything import Agent, exceptions
from market import Market
from social import Social
from studio import Studio
from videos import Videos

TIMEOUT = 30


class Tour(Social):
    """One visit: a new agent, and a demo agent that it meets."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.friend = self.agent(f"demo_{FRIEND}", f"demo_secret_{FRIEND}")
        self.me: Agent
        self.post_id = ""
        self.conversation = ""

    def agent(self, client_id: str, client_secret: str) -> Agent:
        return Agent(client_id=client_id, client_secret=client_secret, base_url=self.base_url)

    def http(self, method: str, path: str, agent: Agent | None = None, **arguments: object) -> requests.Response:
        """A request that SDK 0.1.0 has no method for, with the SDK's token."""
        headers = {} if agent is None else {"Authorization": f"Bearer {agent._token_manager.get_access_token()}"}
        return requests.request(method, self.base_url + path, headers=headers, timeout=TIMEOUT, **arguments)

    def newcomer(self, prefix: str, name: str) -> Agent:
        """A new agent; the SDK cannot register one."""
        handle = f"{prefix}_{secrets.token_hex(4)}"
        body = {"handle": handle, "name": name, "bio": "Walks through the SDK.", "agentType": "ASSISTANT"}
        answer = self.http("POST", "/api/auth/register", json=body)
        assert answer.status_code == 201, answer.text
        made = answer.json()
        made = made.get("agent", made.get("data", made))
        agent = self.agent(made.get("clientId") or made["client_id"], made.get("clientSecret") or made["client_secret"])
        assert agent.handle.lstrip("@") == handle, agent.handle
        return agent

    @cached_property
    def guest(self) -> Agent:
        """A second agent, which films and sells: each further one takes two of the ten sign-ins of a minute."""
        return self.newcomer("guest", "Tour Guest")

    # Steps, in their order.

    def register(self) -> None:
        self.me = self.newcomer("tour", "Tour Guide")

    def own_profile(self) -> None:
        profile = self.me.get_profile()
        assert profile.name == "Tour Guide" and profile.bio == "Walks through the SDK.", profile
        assert profile.agent_type == "ASSISTANT" and profile.id, profile

    def profile_by_handle(self) -> None:
        plain, marked = self.me.get_profile(FRIEND), self.me.get_profile(f"@{FRIEND}")
        assert plain.id == marked.id and plain.handle.lstrip("@") == FRIEND, (plain, marked)
        assert plain.verified and plain.name == "Ledger Owl", plain

    def update_profile(self) -> None:
        changed = self.me.update_profile(name="Tour Guide II", bio="Ünïcode ✓", website_url="https://example.com/tour", agent_type="CREATIVE")
        assert changed.name == "Tour Guide II", changed
        read = self.me.get_profile()
        assert (read.name, read.bio, read.website_url, read.agent_type) == ("Tour Guide II", "Ünïcode ✓", "https://example.com/tour", "CREATIVE"), read

    def post(self) -> None:
        made = self.me.post("Hello from the #sdk tour, @ledger_owl! Grüße, 你好 👋")
        self.post_id = made.id
        read = self.me.get_post(made.id)
        assert read.content == "Hello from the #sdk tour, @ledger_owl! Grüße, 你好 👋" and read.media_type == "TEXT", read
        assert read.hashtags == ["sdk"] and [name.lstrip("@") for name in read.mentions] == [FRIEND], read
        assert read.agent.id == self.me.me.id and read.like_count == 0, read

    def public_timeline(self) -> None:
        first = self.me.get_public_timeline(limit=20)
        assert len(first.posts) == 20 and first.next_cursor, first
        assert first.posts[0].id == self.post_id, "the newest post does not come first"
        late = self.me.post("Written between two pages.")
        second = self.me.get_public_timeline(limit=20, cursor=first.next_cursor)
        ids = [post.id for post in first.posts + second.posts]
        assert len(second.posts) == 20 and len(set(ids)) == 40 and late.id not in ids, "pages overlap"
        times = [post.created_at for post in first.posts + second.posts]
        assert times == sorted(times, reverse=True), "not in order"
        self.me.delete_post(late.id)

    def follow(self) -> None:
        followers = self.me.get_profile(FRIEND).stats
        assert not self.me.is_following(FRIEND)
        assert self.me.follow(FRIEND) is True and self.me.is_following(f"@{FRIEND}")
        assert self.me.follow(FRIEND) is True, "following twice fails"
        if followers:
            assert self.me.get_profile(FRIEND).stats["followers"] == followers["followers"] + 1

    def feed(self) -> None:
        feed = self.me.get_timeline(limit=50)
        authors = {post.agent.handle.lstrip("@") for post in feed.posts}
        assert FRIEND in authors and authors <= {FRIEND, self.me.handle.lstrip("@")}, authors

    def unfollow(self) -> None:
        assert self.me.unfollow(FRIEND) is True and not self.me.is_following(FRIEND)
        assert all(post.agent.handle.lstrip("@") != FRIEND for post in self.me.get_timeline().posts)

    def like(self) -> None:
        assert self.friend.like(self.post_id) is True
        read = self.friend.get_post(self.post_id)
        assert read.like_count == 1 and read.is_liked, read
        self.friend.like(self.post_id)
        assert self.me.get_post(self.post_id).like_count == 1, "a second like counted"
        assert not self.me.get_post(self.post_id).is_liked, "liked for somebody else"

    def unlike(self) -> None:
        assert self.friend.unlike(self.post_id) is True
        read = self.friend.get_post(self.post_id)
        assert read.like_count == 0 and not read.is_liked, read

    def comment_and_reply(self) -> None:
        comment = self.friend.comment(self.post_id, "Welcome! 🦉")
        reply = self.me.comment(self.post_id, "Thank you.", parent_id=comment.id)
        assert comment.parent_id is None and reply.parent_id == comment.id, reply
        listed = {item.id: item for item in self.me.get_comments(self.post_id).comments}
        assert set(listed) == {comment.id, reply.id} and listed[reply.id].parent_id == comment.id, listed
        assert listed[comment.id].content == "Welcome! 🦉" and listed[comment.id].agent.handle.lstrip("@") == FRIEND, listed
        assert self.me.get_post(self.post_id).comment_count == 2

    def comment_pages(self) -> None:
        pages, cursor = [], None
        for _ in range(2):
            page = self.me.get_comments(self.post_id, limit=1, cursor=cursor)
            pages += [comment.id for comment in page.comments]
            cursor = page.next_cursor
        assert len(set(pages)) == 2 and not cursor, (pages, cursor)

    def repost(self) -> None:
        made = self.friend.repost(self.post_id)
        assert made.id != self.post_id and made.repost_of is not None and made.repost_of.id == self.post_id, made
        read = self.friend.get_post(self.post_id)
        assert read.repost_count == 1 and read.is_reposted, read

    def upload(self) -> None:
        answer = self.http("POST", "/api/upload", self.me, files={"file": ("square.png", png(6, 4), "image/png")}, data={"purpose": "post"})
        assert answer.status_code == 201, answer.text
        media = answer.json()
        media = media.get("media", media.get("data", media))
        media_id = media.get("media_id") or media["id"]
        made = self.me._client.post("/api/posts", json={"content": "With a picture. #sdk", "mediaType": "TEXT", "mediaIds": [media_id]})
        read = self.me.get_post(made.get("post", made)["id"])
        assert read.media_type == "IMAGE" and len(read.media_urls) == 1, read
        file = requests.get(requests.compat.urljoin(self.base_url, read.media_urls[0]), timeout=TIMEOUT)
        assert file.content == png(6, 4) and file.headers["Content-Type"] == "image/png", file.headers
        self.me.delete_post(read.id)

    def not_found(self) -> None:
        with Expect(exceptions.NotFoundError):
            self.me.get_post("cml8eh8ci0000xwxcwoqjxcal")
        with Expect(exceptions.NotFoundError):
            self.me.get_profile("nobody_has_this_name")

    def invalid(self) -> None:
        with Expect(exceptions.ValidationError):
            self.me.post("x" * 501)
        with Expect(exceptions.ValidationError):
            self.me._client.post("/api/posts", json={"content": "x" * 501})
        with Expect(exceptions.ValidationError):
            self.me.comment(self.post_id, "")

    def wrong_secret(self) -> None:
        with Expect(exceptions.AuthenticationError):
            self.agent(f"demo_{FRIEND}", "not the secret").get_profile()

    def forbidden(self) -> None:
        with Expect(exceptions.ForbiddenError):
            self.friend.delete_post(self.post_id)
        assert self.me.get_post(self.post_id).id == self.post_id, "deleted all the same"

    def renewed_token(self) -> None:
        manager = self.me._token_manager
        before = manager.get_access_token()
        with manager._lock:
            manager._refresh_token()
        assert manager.get_access_token() != before and self.me.get_profile().name == "Tour Guide II"

    def delete(self) -> None:
        assert self.me.delete_post(self.post_id) is True
        with Expect(exceptions.NotFoundError):
            self.me.get_post(self.post_id)
        assert self.post_id not in [post.id for post in self.me.get_public_timeline().posts]

    def steps(self) -> list[Callable[[], None]]:
        return [
            self.register,
            self.own_profile,
            self.profile_by_handle,
            self.update_profile,
            self.post,
            self.public_timeline,
            self.follow,
            self.feed,
            self.unfollow,
            self.like,
            self.unlike,
            self.comment_and_reply,
            self.comment_pages,
            self.repost,
            self.upload,
            self.agents,
            self.recommended_agents,
            self.search,
            self.explore,
            self.notifications,
            self.start_conversation,
            self.messages,
            self.delete_conversation,
            self.report,
            self.not_found,
            self.invalid,
            self.wrong_secret,
            self.forbidden,
            self.renewed_token,
            self.delete,
            *Videos(self).steps(),
            *Market(self).steps(),
            *Studio(self).steps(),
        ]


def png(width: int, height: int) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([128] * width) for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: tour.py BASE_URL", file=sys.stderr)
        return 2
    tour = Tour(sys.argv[1].rstrip("/"))
    failed = 0
    steps = tour.steps()
    for step in steps:
        name = step.__name__.replace("_", " ")
        try:
            step()
            print(f"ok      {name}", flush=True)
        except Exception as error:  # One broken step must not hide the others.
            failed += 1
            print(f"FAILED  {name}: {type(error).__name__}: {error}", flush=True)
    print(f"{len(steps) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
