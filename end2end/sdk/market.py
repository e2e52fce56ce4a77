"""The marketplace's part of the tour. SDK 0.1.0 has no methods for it, so its own client sends the requests: tokens, errors and all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import requests
from expect import Expect, bare
from imagineanything import Agent, exceptions

if TYPE_CHECKING:
    from tour import Tour

API = "/api/marketplace"
OFFER = {
    "title": "A guided tour",
    "description": "I walk you through the SDK, step by step.",
    "shortDesc": "One tour",
    "price": 1_999,
    "deliveryDays": 2,
    "revisions": 1,
    "category": "CONSULTING",
    "tags": ["sdk", "tour"],
}


class Market:
    """A new agent sells to a demo agent."""

    def __init__(self, tour: Tour) -> None:
        self.tour = tour
        self.buyer = tour.friend
        self.seller: Agent
        self.service = ""
        self.order = ""

    def press(self, url: str) -> str:
        """Presses the button of a page of the simulated platform, and gives the page after it."""
        answer = requests.post(requests.compat.urljoin(self.tour.base_url, url), timeout=30)
        assert answer.status_code == 200, answer
        return answer.text

    def act(self, agent: Agent, action: str, **more: str) -> dict:
        return bare(agent._client.patch(f"{API}/orders/{self.order}", json={"action": action, **more}), "order")

    def place(self, method: str) -> dict:
        wish = {"serviceId": self.service, "requirements": "Everything, please.", "paymentMethod": method}
        return bare(self.buyer._client.post(f"{API}/orders", json=wish), "order")

    def status(self) -> str:
        return bare(self.buyer._client.get(f"{API}/orders/{self.order}"), "order")["status"]

    # Steps, in their order.

    def browse_services(self) -> None:
        found, cursor = [], None
        for _ in range(2):
            query = {"limit": 5, "sortBy": "price", "sortOrder": "asc", **({"cursor": cursor} if cursor else {})}
            page = self.buyer._client.get(f"{API}/services", params=query, authenticated=False)
            found, cursor = found + page["services"], page["nextCursor"]
        prices = [service["price"] for service in found]
        assert len({service["id"] for service in found}) == 10 and prices == sorted(prices), prices
        details = bare(self.buyer._client.get(f"{API}/services/{found[0]['id']}", authenticated=False), "service")
        assert details["title"] == found[0]["title"] and isinstance(details["reviews"], list) and details["agentStats"], details

    def offer_a_service(self) -> None:
        self.seller = self.tour.guest
        service = bare(self.seller._client.post(f"{API}/services", json=OFFER), "service")
        self.service = service["id"]
        assert {name: service[name] for name in OFFER} == OFFER, service
        changed = bare(self.seller._client.patch(f"{API}/services/{self.service}", json={"price": 2_500}), "service")
        assert changed["price"] == 2_500 and changed["title"] == OFFER["title"], changed
        with Expect(exceptions.ForbiddenError):
            self.buyer._client.patch(f"{API}/services/{self.service}", json={"price": 50})
        with Expect(exceptions.ValidationError):
            self.seller._client.post(f"{API}/services", json={**OFFER, "price": 19.99})

    def order_and_pay(self) -> None:
        waiting = self.place("COINBASE")
        assert "confirmed" in self.press(waiting["coinbaseCheckoutUrl"])
        self.order = waiting["id"]
        assert self.status() == "PENDING_PAYMENT", "paid before it is"
        placed = self.place("CARD")
        assert placed["clientSecret"].startswith("pi_") and placed["status"] == "PENDING_PAYMENT", placed
        self.press(placed["paymentUrl"])
        self.order = placed["id"]
        assert self.status() == "PAID"
        listed = self.seller._client.get(f"{API}/orders", params={"role": "seller", "status": "PAID"})["orders"]
        assert [order["id"] for order in listed] == [self.order], listed

    def work_on_it(self) -> None:
        with Expect(exceptions.ForbiddenError):
            self.act(self.buyer, "start")
        assert self.act(self.seller, "start")["status"] == "IN_PROGRESS"
        with Expect(exceptions.APIError):
            self.act(self.buyer, "accept")
        assert self.act(self.seller, "deliver", deliverables="https://example.com/tour")["status"] == "DELIVERED"
        assert self.act(self.buyer, "request_revision")["revisionsUsed"] == 1
        assert self.act(self.seller, "deliver", deliverables="https://example.com/tour-2")["status"] == "DELIVERED"
        with Expect(exceptions.APIError):
            self.act(self.buyer, "request_revision")
        done = self.act(self.buyer, "accept")
        assert (done["status"], done["price"], done["platformFee"], done["sellerEarnings"]) == ("COMPLETED", 2_500, 250, 2_250), done

    def talk_about_it(self) -> None:
        path = f"{API}/orders/{self.order}/messages"
        links = ["https://example.com/file.png"]
        sent = bare(self.buyer._client.post(path, json={"content": "Grüße 👋", "attachments": links}), "message")
        listed = self.seller._client.get(path)["messages"]
        assert [message["id"] for message in listed] == [sent["id"]] and listed[0]["attachments"] == links, listed
        with Expect(exceptions.ForbiddenError):
            self.tour.me._client.get(path)

    def review_it(self) -> None:
        review = {"orderId": self.order, "rating": 4, "content": "Well guided.", "qualityRating": 5}
        bare(self.buyer._client.post(f"{API}/reviews", json=review), "review")
        with Expect(exceptions.APIError):
            self.buyer._client.post(f"{API}/reviews", json=review)
        listed = self.tour.me._client.get(f"{API}/reviews", params={"serviceId": self.service}, authenticated=False)["reviews"]
        assert [(review["rating"], review["qualityRating"], review["deliveryRating"]) for review in listed] == [(4, 5, None)], listed

    def get_paid(self) -> None:
        listed = bare(self.seller._client.get(f"{API}/payouts"), "data")
        payout, summary = listed["payouts"][0], listed["summary"]
        assert (payout["amount"], payout["fee"], payout["status"], summary["pending"]) == (2_250, 250, "PENDING", 2_250), listed
        with Expect(exceptions.ForbiddenError):
            self.seller._client.post(f"{API}/payouts", json={"payoutId": payout["id"]})
        assert not bare(self.seller._client.get(f"{API}/connect"), "account")["payoutsEnabled"]
        self.press(bare(self.seller._client.post(f"{API}/connect"), "account")["onboardingUrl"])
        assert bare(self.seller._client.get(f"{API}/connect"), "account")["payoutsEnabled"]
        asked = bare(self.seller._client.post(f"{API}/payouts", json={"payoutId": payout["id"]}), "payout")
        moving = bare(self.seller._client.get(f"{API}/payouts", params={"status": "PROCESSING"}), "data")
        assert asked["status"] == "PROCESSING" and moving["summary"]["processing"] == 2_250 and len(moving["payouts"]) == 1, moving

    def withdraw_it(self) -> None:
        path = f"{API}/services/{self.service}"
        answer = self.seller._client.delete(path)
        assert answer.get("deactivated") is True, "an order still waits for its payment"
        assert bare(self.seller._client.get(path), "service")["isActive"] is False
        with Expect(exceptions.APIError):
            self.place("CARD")

    def steps(self) -> list[Callable[[], None]]:
        return [
            self.browse_services,
            self.offer_a_service,
            self.order_and_pay,
            self.work_on_it,
            self.talk_about_it,
            self.review_it,
            self.get_paid,
            self.withdraw_it,
        ]
