"""Every error that DutyGraph raises on purpose, as one small tree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class DutyGraphError(Exception):
    """A problem that the reader of the message can act on.

    `exit_code` is what the command line ends with; docs/commands.md lists the codes.
    """

    exit_code = 1


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one place of a content file.

    >>> print(Fault(Path("terms/x.yaml"), 3, "unknown key \\"lable\\"."))
    terms/x.yaml:3: unknown key "lable".
    """

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}: {self.message}"


class ContentFaults(DutyGraphError):
    """Everything found wrong in the content, all at once; nothing was built."""

    exit_code = 3

    def __init__(self, faults: list[Fault]):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class CheckUnavailable(DutyGraphError):
    """A check could not be run at all, for want of a tool such as Java."""

    exit_code = 4


class DatasetMissing(DutyGraphError):
    """The built dataset is not there or does not fit this version."""

    exit_code = 5


class NotFound(DutyGraphError):
    """The thing asked for is not in the graph."""

    exit_code = 6


class BadRequest(DutyGraphError):
    """What was asked cannot be understood: a date, an option value, a query."""

    exit_code = 2


class QueryRefused(BadRequest):
    """A SPARQL request that is not answered on purpose, such as an update or SERVICE."""


class BadRecord(DutyGraphError):
    """A procurement record that cannot be read."""

    exit_code = 7


class StoreUnreachable(DutyGraphError):
    """The SPARQL endpoint did not answer, or answered with something else."""

    exit_code = 8
