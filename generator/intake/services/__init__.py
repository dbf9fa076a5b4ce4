"""The services that are asked about papers, one module each.

OpenReview is not among them: since 2026 its API gives notes only to who has logged in or has passed
a test for people (403, `ChallengeRequiredError`); its answers can be imported from a file.
"""

from __future__ import annotations

from generator.intake.services import (
    anthology,
    arxiv,
    crossref,
    hugging_face,
    openalex,
    semantic_scholar,
)
from generator.intake.services.service import Service

SERVICES: tuple[Service, ...] = (
    arxiv,
    hugging_face,
    openalex,
    semantic_scholar,
    crossref,
    anthology,
)
