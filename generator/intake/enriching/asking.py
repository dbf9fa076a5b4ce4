"""What the services know of papers: asked by identifiers, and by titles where there are none.

A service that does not answer is asked no more, and the others go on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from generator.intake.enriching.weighing import BY_TITLE
from generator.intake.merging.matching import Face, Likeness, likeness
from generator.intake.merging.merge import Say, nothing
from generator.intake.record import Record
from generator.intake.services.client import Client, FetchError
from generator.intake.services.service import Service, best
from generator.model.identifiers import Identifier
from generator.model.problems import ContentError


@dataclass(frozen=True)
class Sought:
    """A paper to ask about."""

    key: str
    identifiers: tuple[Identifier, ...]
    face: Face = field(default_factory=lambda: Face(None))
    """By which an answer is seen to be about another paper."""


@dataclass(frozen=True)
class Refusal:
    """An answer that is about another paper: the identifier is wrong, here or there."""

    key: str
    service: str
    record: Record
    likeness: Likeness


@dataclass(frozen=True)
class Failure:
    """Why a service could not be asked, or not to the end."""

    service: str
    error: FetchError | ContentError


@dataclass(frozen=True)
class Answers:
    """What the services said."""

    records: Mapping[str, Sequence[Record]]
    """By key, in the order of the services, which is that of trust."""
    refused: tuple[Refusal, ...]
    failures: tuple[Failure, ...]


def ask(
    client: Client, services: Sequence[Service], sought: Sequence[Sought], say: Say = nothing
) -> Answers:
    """Ask the services about all papers at once, also by identifiers that only an answer gives."""
    inquiry = _Inquiry(client, services, sought)
    for each in sought:
        if not each.identifiers and each.face.title:
            inquiry.by_title(each)
    of = len(services) * len(sought)
    for number, service in enumerate(services):
        inquiry.by_identifier(service, partial(_count, say, number * len(sought), of))
    # Each turn asks by identifiers that nobody has been asked by, and so there is a last one.
    while any(inquiry.by_identifier(service) for service in services):
        pass
    if of:
        say(of, of)
    return inquiry.answers


def _count(say: Say, before: int, of: int, number: int) -> None:
    say(min(before + number, of - 1), of)


class _Inquiry:
    """What is known of each paper by now, and who has been asked by what."""

    def __init__(
        self, client: Client, services: Sequence[Service], sought: Sequence[Sought]
    ) -> None:
        self._client = client
        self._services = services
        self._refused: list[Refusal] = []
        self._failures: list[Failure] = []
        self._told: dict[tuple[str, str], Record] = {}
        """By key, and the name of the service."""
        self._faces = {each.key: each.face for each in sought}
        self._identifiers: dict[str, list[Identifier]] = {each.key: [] for each in sought}
        self._keys: defaultdict[Identifier, list[str]] = defaultdict(list)
        self._asked: set[tuple[str, str, Identifier]] = set()
        for each in sought:
            self._learn(each.key, each.identifiers)

    @property
    def answers(self) -> Answers:
        """What was said of each paper, in the order of the services."""
        records: dict[str, tuple[Record, ...]] = {}
        for key in self._faces:
            names = ((key, service.NAME) for service in self._services)
            records[key] = tuple(self._told[name] for name in names if name in self._told)
        return Answers(records, tuple(self._refused), tuple(self._failures))

    def by_title(self, sought: Sought) -> None:
        """Search for a paper of which no identifier is known, until one service has it."""
        for service in self._working(self._services):
            with self._noting_failure(service):
                offers = service.search(self._client, sought.face.title or "")
                alike = [(likeness(sought.face, Face.of(each)), each) for each in offers]
                same = [
                    (how.title, how.abstract or 0.0, str(how), r) for how, r in alike if how.is_one
                ]
                if same:
                    *_, score, likest = max(same, key=lambda each: each[:2])
                    self._accept(sought.key, service, _by_title(likest, score))
                    return

    def by_identifier(
        self, service: Service, count: Callable[[int], None] = lambda _: None
    ) -> bool:
        """Ask about all papers of which it has said nothing; return whether there were any."""
        wanted = [each for one in self._working([service]) for each in self._wanted(one)]
        with self._noting_failure(service):
            answers = service.look_up(self._client, wanted) if wanted else ()
            for number, told in enumerate(answers, 1):
                keys = (key for i in told.identifiers for key in self._keys.get(i.folded, ()))
                for key in dict.fromkeys(keys):
                    if (key, service.NAME) not in self._told:
                        self._judge(key, service, told)
                count(number)
        return bool(wanted)

    def _wanted(self, service: Service) -> list[Identifier]:
        """Return for each paper the best identifier that the service has not been asked by."""
        wanted: dict[Identifier, None] = {}
        for key, known in self._identifiers.items():
            if (key, service.NAME) in self._told:
                continue
            usable = best(service, known)
            new = (i for i in usable if (service.NAME, key, i) not in self._asked)
            if chosen := next(new, None):
                self._asked.add((service.NAME, key, chosen))
                wanted[chosen] = None
        return list(wanted)

    def _judge(self, key: str, service: Service, told: Record) -> None:
        """Take an answer for what it is about, or refuse it as being about another paper."""
        how = likeness(self._faces[key], Face.of(told))
        if self._faces[key].title and told.title and how.is_another:
            self._refused.append(Refusal(key, service.NAME, told, how))
        else:
            self._accept(key, service, told)

    def _accept(self, key: str, service: Service, told: Record) -> None:
        self._told[key, service.NAME] = told
        self._learn(key, told.identifiers)
        ours, theirs = self._faces[key], Face.of(told)
        self._faces[key] = Face(
            ours.title or theirs.title,
            ours.abstract or theirs.abstract,
            ours.authors or theirs.authors,
        )

    def _learn(self, key: str, identifiers: Iterable[Identifier]) -> None:
        for each in identifiers:
            if each not in self._identifiers[key]:
                self._identifiers[key].append(each)
                self._keys[each.folded].append(key)

    def _working(self, services: Iterable[Service]) -> Iterator[Service]:
        failed = {failure.service for failure in self._failures}
        return (service for service in services if service.NAME not in failed)

    @contextmanager
    def _noting_failure(self, service: Service) -> Iterator[None]:
        try:
            yield
        except (FetchError, ContentError) as error:
            self._failures.append(Failure(service.NAME, error))


def _by_title(told: Record, score: str) -> Record:
    """Return a record whose facts say that a title was all that led to it."""
    facts = {
        name: replace(fact, origin=f"{fact.origin}{BY_TITLE}{score})")
        for name, fact in told.facts.items()
    }
    return replace(told, facts=facts)
