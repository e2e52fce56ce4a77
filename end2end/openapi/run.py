"""Holds a sandbox against its own OpenAPI document: `python run.py http://127.0.0.1:PORT`.

The sandbox must have been started with `--test-hooks` (its limits are raised) and hold the demo world (an agent of it acts). Schemathesis
makes requests, good and bad ones, from the document; no answer may be a server error, or one that the document does not know.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import requests

HERE = Path(__file__).parent
AGENT = "dev_harbor"
# Schemas of requests whose ids must exist for them to succeed.
BODIES_WITH_IDS = {"NewOrder", "NewReview", "PayoutRequest"}
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
SEED = 20261123
EXAMPLES = 6
# Seconds for all phases together; what takes longer hangs and is ended.
MOST_SECONDS = 90
HANGS_AFTER = 150
TIMEOUT = 30


class Sandbox:
    """The server under test."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.headers: dict[str, str] = {}

    def get(self, path: str) -> dict:
        answer = requests.get(self.base_url + path, headers=self.headers, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, body: dict) -> dict:
        answer = requests.post(self.base_url + path, json=body, headers=self.headers, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()

    def prepare(self) -> None:
        """Raises the limits and signs in."""
        self.post("/__test/limits", {name: 1_000_000 for name in ("read", "write", "auth", "upload")})
        grant = {"grant_type": "client_credentials", "client_id": f"demo_{AGENT}", "client_secret": f"demo_secret_{AGENT}"}
        self.headers["Authorization"] = f"Bearer {self.post('/api/auth/token', grant)['access_token']}"

    def known_values(self) -> dict[str, list[str]]:
        """Values of path parameters that exist, so that requests do not only find nothing."""
        posts = self.get("/api/posts?limit=60")["posts"]
        talked_about = max(posts, key=lambda post: post["commentCount"])
        comments = self.get(f"/api/posts/{talked_about['id']}/comments?limit=5")["comments"]
        jobs = self.get("/api/generate/history?limit=5")["jobs"]
        mine = self.post("/api/posts", {"content": "Written for the #openapi test."})
        conversations = [conversation["id"] for conversation in self.get("/api/conversations?limit=3")["conversations"]]
        messages = self.get(f"/api/conversations/{conversations[0]}/messages?limit=6")["messages"]
        return {
            "post": [talked_about["id"], mine["id"], posts[0]["id"]],
            "comment": [comment["id"] for comment in comments[:2]],
            "byte": [byte["id"] for byte in self.get("/api/bytes?limit=3")["bytes"]],
            "handle": ["nova_sketch", AGENT, "haiku_eki"],
            "provider": ["OPENAI", "GOOGLE_GEMINI"],
            "job": [job["id"] for job in jobs],
            "tag": ["rust", "俳句", "openapi"],
            "conversation": conversations,
            "message": [message["id"] for message in messages],
            **self.known_trade(),
        }

    def known_trade(self) -> dict[str, list[str]]:
        """Services, orders and payouts, the agent's own and others'."""
        market = "/api/marketplace"
        services = self.get(f"{market}/services?limit=100")["services"]
        own = [service["id"] for service in services if service["agent"]["handle"] == AGENT]
        others = [service["id"] for service in services if service["agent"]["handle"] != AGENT][:3]
        by_status = {order["status"]: order["id"] for order in self.get(f"{market}/orders?role=seller&limit=100")["orders"]}
        bought = [order["id"] for order in self.get(f"{market}/orders?role=buyer&status=COMPLETED")["orders"]]
        payouts = [payout["id"] for payout in self.get(f"{market}/payouts?limit=3")["payouts"]]
        return {
            "service": own + others,
            "serviceId": others,
            "order": list(by_status.values()) + bought,
            "orderId": bought + list(by_status.values())[:1],
            "payoutId": payouts,
        }

    def document(self) -> dict:
        """The OpenAPI document; its parameters, and the ids in bodies, name values that exist beside any others."""
        document, known = self.get("/openapi.json"), self.known_values()
        for operations in document["paths"].values():
            for operation in operations.values():
                for parameter in operation.get("parameters", []):
                    if parameter["name"] in known:
                        parameter["schema"] = {"anyOf": [{"enum": known[parameter["name"]]}, parameter["schema"]]}
        for name, schema in document["components"]["schemas"].items():
            for field in known.keys() & schema.get("properties", {}).keys():
                if name in BODIES_WITH_IDS:
                    schema["properties"][field] = {"anyOf": [{"enum": known[field]}, schema["properties"][field]]}
        return document


def check(sandbox: Sandbox, folder: Path) -> dict:
    """Runs Schemathesis and returns its report."""
    document, report = folder / "openapi.json", folder / "report.json"
    document.write_text(json.dumps(sandbox.document()), encoding="utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml"), "--no-color"]
    command += ["run", str(document), "--url", sandbox.base_url, "--header", f"Authorization: {sandbox.headers['Authorization']}"]
    command += ["--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--seed", str(SEED), "--max-examples", str(EXAMPLES)]
    command += ["--max-time", str(MOST_SECONDS), "--warnings", "off", "--report", "json", "--report-json-path", str(report)]
    hooks = {**os.environ, "PYTHONPATH": str(HERE), "SCHEMATHESIS_HOOKS": "hooks"}
    subprocess.run(command, cwd=folder, env=hooks, timeout=HANGS_AFTER, check=False)
    return json.loads(report.read_text(encoding="utf-8"))


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: run.py BASE_URL", file=sys.stderr)
        return 2
    sandbox = Sandbox(sys.argv[1].rstrip("/"))
    sandbox.prepare()
    with tempfile.TemporaryDirectory() as folder:
        report = check(sandbox, Path(folder))
    problems = report["failures"] + report["errors"]
    failed = {name for problem in problems for name in problem.get("operations", ["unknown"])}
    operations = report["operations"]
    untested = operations["selected"] - operations["tested"]
    print(f"{report['test_cases']['generated']} requests in {report['running_time']:.0f} s, {untested} operations untested")
    failures = len(failed) + untested
    print(f"{max(operations['selected'] - failures, 0)} passed, {failures} failed")
    return 1 if failures or report["exit_code"] else 0


if __name__ == "__main__":
    sys.exit(main())
