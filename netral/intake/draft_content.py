"""What a draft says while somebody who holds its key has it open."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeAlias

from netral.lib.keys import new_key

LONGEST_CAPTION = 300
Answers: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class FileKept:
    """A file of a draft: where its encrypted bytes stand, and what its sender calls it and says of it.

    `id` names it on pages and picks its key; `size` is in bytes. One that comes in pieces has no `file` here but the
    key of its `upload`.
    """

    id: str
    file: str
    name: str = field(repr=False)
    size: int = 0
    sha256: str = ""
    media_type: str = ""
    caption: str = field(default="", repr=False)
    upload: str = ""


@dataclass(frozen=True)
class DraftContent:
    """Answers by step as plain JSON values, files, and what the wizard needs around them.

    `key` is the idempotency key of the one report this can become. `sent` is the trace of its receipt once it has:
    a reporter whose network broke off just then comes back with the same key and still gets the receipt.
    """

    key: str = field(default_factory=new_key)
    steps: Mapping[str, Answers] = field(default_factory=dict, repr=False)
    files: tuple[FileKept, ...] = field(default=(), repr=False)
    return_code: str = field(default="", repr=False)
    sent: Mapping[str, str] | None = field(default=None, repr=False)

    def answers(self, step: str) -> Answers:
        """What was answered at a step; empty when it was not reached."""
        return self.steps.get(step, {})

    def with_answers(self, step: str, answers: Answers) -> "DraftContent":
        return replace(self, steps={**self.steps, step: dict(answers)})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "DraftContent":
        return cls(**{**data, "files": tuple(FileKept(**each) for each in data["files"])})
