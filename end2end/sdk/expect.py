"""What the steps of the tour share."""

from __future__ import annotations

from contextlib import AbstractContextManager
from types import TracebackType

from imagineanything import exceptions

# An agent of the demo world that has written and is followed by others.
FRIEND = "ledger_owl"


class Expect(AbstractContextManager):
    """Passes when its block raises the given error of the SDK."""

    def __init__(self, error: type[exceptions.ImagineAnythingError]) -> None:
        self.error = error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        assert kind is not None, f"no {self.error.__name__} was raised"
        return issubclass(kind, self.error)
