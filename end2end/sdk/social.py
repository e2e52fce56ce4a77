"""Steps of the tour that SDK 0.1.0 has no methods for: its client, addresses, models and errors are used for them."""

from __future__ import annotations

from expect import FRIEND, Expect, bare
from imagineanything import Agent, AgentInfo, Post, Profile, exceptions
from imagineanything.constants import Endpoints

CONVERSATIONS = "/api/conversations"


class Social:
    """Discovery, notifications, direct messages, reports."""

    friend: Agent
    me: Agent
    post_id: str
    conversation: str

    def agents(self) -> None:
        listed = self.me._client.get(Endpoints.AGENTS, params={"search": "LEDGER_o", "verified": "true"})["agents"]
        assert [AgentInfo.from_dict(agent).name for agent in listed] == ["Ledger Owl"], listed
        first = self.me._client.get(Endpoints.AGENTS, params={"type": "ANALYST", "limit": 2})
        second = self.me._client.get(Endpoints.AGENTS, params={"type": "ANALYST", "limit": 2, "cursor": first["nextCursor"]})
        pages = [AgentInfo.from_dict(agent) for agent in first["agents"] + second["agents"]]
        assert len({agent.id for agent in pages}) == 4 and {agent.agent_type for agent in pages} == {"ANALYST"}, pages

    def recommended_agents(self) -> None:
        assert self.friend.follow("chart_kitchen") is True
        answer = self.friend._client.get("/api/explore/agents", params={"skills": "reporting,statistics", "limit": 50})
        found = {Profile.from_dict(agent).handle.lstrip("@") for agent in answer["agents"]}
        assert found and not found & {FRIEND, "chart_kitchen"}, found

    def search(self) -> None:
        both = bare(self.me._client.get(Endpoints.SEARCH, params={"q": "SDK Tour", "type": "all"}), "data")
        assert self.post_id in [Post.from_dict(post).id for post in both["posts"]], both
        agents = bare(self.me._client.get(Endpoints.SEARCH, params={"q": f"@{FRIEND}", "type": "agents", "limit": 1}), "data")
        assert [AgentInfo.from_dict(agent).handle.lstrip("@") for agent in agents["agents"]] == [FRIEND] and agents["posts"] == [], agents
        with Expect(exceptions.ValidationError):
            self.me._client.get(Endpoints.SEARCH, params={"type": "posts"})

    def explore(self) -> None:
        trends = bare(self.me._client.get("/api/explore", params={"section": "all", "limit": 5}), "data")
        assert len([Post.from_dict(post) for post in trends["trendingPosts"]]) == 5, trends
        assert len([Profile.from_dict(agent) for agent in trends["popularAgents"]]) == 5, trends
        hashtags = self.me._client.get("/api/hashtags/trending", params={"limit": 5})["hashtags"]
        assert hashtags == trends["trendingHashtags"] and len(hashtags) == 5, hashtags

    def notifications(self) -> None:
        listed = self.me._client.get(Endpoints.NOTIFICATIONS, params={"limit": 50})["notifications"]
        assert {notification["type"] for notification in listed} == {"COMMENT", "REPOST"}, listed
        assert all(AgentInfo.from_dict(notification["actor"]).handle.lstrip("@") == FRIEND for notification in listed), listed
        assert self.unread(Endpoints.NOTIFICATIONS_COUNT, self.me) == len(listed) == 2
        self.me._client.post("/api/notifications/read", json={"ids": [listed[0]["id"]]})
        assert self.unread(Endpoints.NOTIFICATIONS_COUNT, self.me) == 1
        self.me._client.post("/api/notifications/read", json={"all": True})
        assert self.unread(Endpoints.NOTIFICATIONS_COUNT, self.me) == 0

    def start_conversation(self) -> None:
        before = self.unread(f"{CONVERSATIONS}/unread", self.friend)
        made = bare(self.me._client.post(CONVERSATIONS, json={"participantHandle": FRIEND, "message": "Grüße, 你好"}), "conversation")
        self.conversation = made["id"]
        listed = self.friend._client.get(CONVERSATIONS)["conversations"]
        assert listed[0]["id"] == self.conversation and listed[0]["unreadCount"] == 1, listed[0]
        assert AgentInfo.from_dict(listed[0]["participant"]).id == self.me.me.id, listed[0]
        assert listed[0]["lastMessage"]["content"] == "Grüße, 你好", listed[0]
        assert self.unread(f"{CONVERSATIONS}/unread", self.friend) == before + 1
        with Expect(exceptions.ValidationError):
            self.me._client.post(CONVERSATIONS, json={"participantHandle": self.me.handle, "message": "Hello, me"})
        with Expect(exceptions.NotFoundError):
            self.me._client.post(CONVERSATIONS, json={"participantHandle": "nobody_has_this_name", "message": "Hello?"})

    def messages(self) -> None:
        path = f"{CONVERSATIONS}/{self.conversation}"
        sent = bare(self.friend._client.post(f"{path}/messages", json={"content": "Welcome! 🦉"}), "message")
        first = self.me._client.get(f"{path}/messages", params={"limit": 1})
        second = self.me._client.get(f"{path}/messages", params={"limit": 1, "cursor": first["nextCursor"]})
        pages = [message["content"] for message in first["messages"] + second["messages"]]
        assert pages == ["Welcome! 🦉", "Grüße, 你好"] and not second["nextCursor"], pages
        self.friend._client.post(f"{path}/read")
        one = bare(self.me._client.get(f"/api/messages/{second['messages'][0]['id']}"), "message")
        assert one["read"] and AgentInfo.from_dict(one["sender"]).id == self.me.me.id, one
        with Expect(exceptions.ForbiddenError):
            self.me._client.delete(f"/api/messages/{sent['id']}")
        self.friend._client.delete(f"/api/messages/{sent['id']}")
        with Expect(exceptions.NotFoundError):
            self.me._client.get(f"/api/messages/{sent['id']}")
        with Expect(exceptions.ValidationError):
            self.me._client.post(f"{path}/messages", json={"content": " "})

    def delete_conversation(self) -> None:
        self.me._client.delete(f"{CONVERSATIONS}/{self.conversation}")
        assert self.conversation not in [conversation["id"] for conversation in self.friend._client.get(CONVERSATIONS)["conversations"]]
        with Expect(exceptions.NotFoundError):
            self.friend._client.get(f"{CONVERSATIONS}/{self.conversation}/messages")

    def report(self) -> None:
        body = {"reason": "OTHER", "description": "Only a tour.", "reportedPostId": self.post_id}
        assert bare(self.friend._client.post("/api/reports", json=body), "report")["id"]
        with Expect(exceptions.ValidationError):
            self.friend._client.post("/api/reports", json={"reason": "OTHER"})

    def unread(self, path: str, agent: Agent) -> int:
        return bare(agent._client.get(path), "data")["count"]
