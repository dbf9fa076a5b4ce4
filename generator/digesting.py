"""The `digest` command: what a period brought, in files and, if asked, by mail."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.mailing import sent, settings, smtp
from generator.mailing.settings import MailSettings, MailSettingsError
from generator.plugin import ReadingListPlugin
from generator.publish.digest import mail, period
from generator.publish.digest.notes import notes
from generator.publish.digest.period import Period
from generator.publish.digest.sections import Digest, of_period
from generator.publish.site import Site
from generator.store import files, store

SENT = "sent"
"""The file, beside the others, that remembers what was sent."""
_ADDRESS = re.compile(r"https?://[\w.:-]+(/[!-~]*)?", re.ASCII)
_HERE = {"", "localhost", "127.0.0.1", "::1"}
"""Hosts at which nobody else finds a site."""


class UseError(ValueError):
    """What was asked for cannot be done, for want of something that the caller says."""


class NotSentError(Exception):
    """Some have not got the mail."""


@dataclass(frozen=True)
class Request:
    """What the command is asked for."""

    content: Path
    settings: Path
    url: str | None
    """Where the site is published, if not where the settings say."""
    period: Period
    folder: Path
    date: datetime | None
    """The date of the message in the file; if nobody says, the end of the period."""
    send: bool
    dry_run: bool


def period_of(week: str | None, day: date | None, since: date | None) -> Period:
    """Return the one period that is said. Raises `UseError` unless there is just one."""
    if sum(each is not None for each in (week, day, since)) != 1:
        raise UseError("expected one of --week, --day and --since")
    if day:
        return period.day(day)
    if since:
        return period.since(since)
    try:
        return period.week(week or "")
    except ValueError:
        raise UseError(
            f"--week: expected one that its year has, as 2025-W11, got “{week}”"
        ) from None


def run(asked: Request) -> Iterator[str]:
    """Write the digest of a period and send it if asked; yield what is to be said of it.

    A period without papers changes nothing.

    Raises:
        UseError: The settings, or the environment for sending, are not as expected.
        NotSentError: Some or all have not got the mail.
        ContentError: The content has problems.
    """
    site = _site(asked)
    chosen = _mail_settings(site) if asked.send else None
    digest = of_period(site.reading_list, asked.period)
    if not digest:
        yield f"{asked.period.title}: no papers; nothing is written."
        return
    texts = _texts(asked, site, digest)
    if not asked.dry_run:
        files.write(texts)
    done = "would be written" if asked.dry_run else "written"
    yield f"{asked.period.title}: {digest.words}; {', '.join(map(str, texts))} {done}."
    if _is_here(site.url):
        yield f"The links lead to {site.url}, where nobody else finds them: say --url or SITE_URL."
    if chosen:
        yield from _deliver(asked, site, digest, chosen)


def _site(asked: Request) -> Site:
    known = store.load(asked.content).checked()
    try:
        said = load_config(str(asked.settings))
        plugin = cast("ReadingListPlugin", said.plugins["reading-list"])
    except (MkDocsException, KeyError) as error:
        raise UseError(f"{asked.settings}: {error}") from error
    url = asked.url or said.site_url or ""
    if not _ADDRESS.fullmatch(url):
        raise UseError(f"--url: expected the address of the site, as https://…, got “{url}”")
    return replace(plugin.site(known, said), url=url.rstrip("/") + "/")


def _is_here(url: str) -> bool:
    return (urlsplit(url).hostname or "") in _HERE


def _mail_settings(site: Site) -> MailSettings:
    """Return the settings; the error names all that is missing, for a try takes long in CI."""
    problems = []
    if _is_here(site.url):
        problems.append(f"SITE_URL: expected where readers find the site, got {site.url}")
    try:
        chosen = settings.read(os.environ)
    except MailSettingsError as error:
        raise UseError("\n".join([*problems, *error.problems])) from None
    if problems:
        raise UseError(*problems)
    return chosen


def _texts(asked: Request, site: Site, digest: Digest) -> dict[Path, str | bytes]:
    made: dict[str, str | bytes] = {
        "digest.html": mail.html(site, digest),
        "digest.txt": mail.text(site, digest),
        "digest.eml": mail.message(site, digest, asked.date).as_bytes(),
        "notes.md": notes(site, digest),
    }
    return {asked.folder / name: text for name, text in made.items()}


def _deliver(asked: Request, site: Site, digest: Digest, chosen: MailSettings) -> Iterator[str]:
    """Send to those who have not got it yet, remembering each."""
    file, name = asked.folder / SENT, mail.identifier(site, digest)
    known = _known(file).get(name)
    if known and known.done is None:
        yield f"{name} was sent to {known.recipients} on {known.when:%Y-%m-%d}; nothing is sent."
        return
    done = known.done or () if known else ()
    waiting = [to for to in chosen.recipients if to not in done]
    if asked.dry_run:
        yield f"{name} would be sent to {len(waiting)} through {chosen.host}:{chosen.port}."
        return
    refused = 0
    for outcome in _outcomes(site, digest, chosen, waiting):
        if outcome.refused:
            refused += 1
            yield f"{outcome.recipient} was refused: {outcome.refused}"
        else:
            done = (*done, outcome.recipient)
            sent.remember(file, name, sent.Sent(_now(), len(done), done))
    if refused:
        raise NotSentError(
            f"{refused} of {len(waiting)} refused; a second run sends to them alone."
        )
    sent.remember(file, name, sent.Sent(_now(), len(done)))
    yield f"{name} sent to {len(waiting)}."


def _outcomes(
    site: Site, digest: Digest, chosen: MailSettings, waiting: list[str]
) -> Iterator[smtp.Outcome]:
    def compose(unsubscribe: str) -> EmailMessage:
        return mail.message(site, digest, unsubscribe=unsubscribe)

    try:
        yield from smtp.send(chosen, waiting, compose, _now()) if waiting else ()
    except smtp.SendingError as error:
        raise NotSentError(f"{error}; a second run sends to those who wait.") from error


def _known(file: Path) -> Mapping[str, sent.Sent]:
    try:
        return sent.read(file)
    except ValueError as error:
        raise UseError(f"{file}: expected what this command wrote there: {error}") from error


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
