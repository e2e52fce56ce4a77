"""What the steps of the tour share."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from imagineanything import exceptions

# An agent of the demo world that has written and is followed by others.
FRIEND = "ledger_owl"


class Expect(AbstractContextManager):
    """Passes when its block raises the given error of the SDK, and no kind of it."""

    def __init__(self, error: type[exceptions.ImagineAnythingError]) -> None:
        self.error = error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        assert kind is not None, f"no {self.error.__name__} was raised"
        return kind is self.error


def bare(answer: dict[str, Any], name: str) -> Any:
    """What the answer wraps under a name, or the answer."""
    return answer.get(name, answer.get("data", answer))


def several(answer: list | dict, name: str) -> list:
    """A short list, bare or named."""
    return answer[name] if isinstance(answer, dict) else answer
