"""Names of containers, as references give them, in the words of the list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.reading import venues
from generator.model import venues as models
from generator.model.identifiers import Identifier
from generator.model.reading_list import ReadingList

ACL = "Annual Meeting of the Association for Computational Linguistics"
ARXIV = Identifier("arxiv", "2311.09677")

CVPR = "Conference on Computer Vision and Pattern Recognition"


@pytest.mark.parametrize(
    ("container", "venue"),
    [
        (f"Proceedings of the 62nd {ACL} (Volume 1: Long Papers)", "ACL 2024"),
        (f"Proceedings of the 62nd {ACL} (Volume 3: System Demonstrations)", "ACL 2024 (S)"),
        (f"Proceedings of the 62nd {ACL} (Volume 4: Student Research Workshop)", "ACL 2024 (T)"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2023", "Findings of E"),
        ("Findings of the Association for Computational Linguistics ACL 2024", "Findings of A"),
        ("Proceedings of the 2024 Joint Conference (LREC-COLING 2024)", "LREC-COLING 2024"),
        ("Transactions of the Association for Computational Linguistics", "TACL 2024"),
        ("Computational Linguistics", "Computational Linguistics 2024"),
        ("The Twelfth International Conference on Learning Representations", "ICLR 2024"),
        ("Advances in Neural Information Processing Systems 36", "NeurIPS 2024"),
        ("Thirty-seventh Conference on Neural Information Processing Systems", "NeurIPS 2024"),
        ("Proceedings of the AAAI Conference on Artificial Intelligence", "AAAI 2024"),
        ("2023 IEEE/CVF International Conference on Computer Vision (ICCV)", "ICCV 2023"),
        (f"IEEE/CVF {CVPR} Workshops", "CVPR Workshop 2024"),
        (f"Proceedings of the IEEE/CVF {CVPR}", "CVPR 2024"),
        ("Proceedings of the ACL", "ACL 2024"),
        ("Computer Vision – ECCV 2022", "ECCV 2022"),
        ("Proceedings of the ACM Web Conference 2023", "WWW 2023"),
        ("Proceedings of the 31st ACM International Conference (CIKM '22)", "CIKM 2022"),
        ("KDD ’23", "KDD 2023"),
        ("33rd USENIX Security Symposium (USENIX Security 24)", "USENIX Security 2024"),
        ("IEEE Transactions on Knowledge and Data Engineering", "IEEE TKDE 2024"),
        ("J. Mach. Learn. Res.", "JMLR 2024"),
        ("IEEE Trans. Pattern Anal. Mach. Intell.", "IEEE TPAMI 2024"),
        ("ACM Comput. Surv.", "ACM CSUR 2024"),
        ("Trans. Assoc. Comput. Linguistics", "TACL 2024"),
        ("ACM Trans. Inf. Syst.", "ACM TOIS 2024"),
        ("ACM Trans. Inf. Syst. Secur.", "ACM Trans. Inf. Syst. Secur. 2024"),
        ("Made Up Intell.", "Made Up Intell 2024"),
        ("Proc. of ACL.", "ACL 2024"),
        ("..", None),
        ("ACL (System Demonstrations)", "ACL 2024 (System Demonstrations)"),
        ("Proceedings of SemEval: Semantic Evaluation (SemEval-2023)", "SemEval 2023"),
        ("Journal of Made-Up Studies", "Journal of Made-Up Studies 2024"),
        ("Third Workshop on Small Talk at ACL 2023", "Third Workshop on Small Talk at ACL 2023"),
    ],
)
def test_a_container_is_called_as_the_list_calls_it(container: str, venue: str | None) -> None:
    """By the acronym of its name, with its own year before that of the entry."""
    short = {
        "ACL 2024 (S)": "ACL 2024 (System Demonstrations)",
        "ACL 2024 (T)": "ACL 2024 (Student Research Workshop)",
        "Findings of E": "Findings of EMNLP 2023",
        "Findings of A": "Findings of ACL 2024",
    }
    assert venues.of([container], [], 2024) == (venue and short.get(venue, venue))


@pytest.mark.parametrize(
    "container",
    [
        "International Conference on Machine Learning and Applications (ICMLA)",
        "International Conference on Computer Vision Theory and Applications",
        "AAAI Conference on Artificial Intelligence and Interactive Digital Entertainment",
        "International Conference on Neural Information Processing",
    ],
)
def test_a_name_that_begins_like_anothers_is_no_others(container: str) -> None:
    """What nobody knows stays as it is written, with the year of the entry."""
    assert venues.of([container], [], 2023) == f"{container} 2023"


@pytest.mark.parametrize(
    "container",
    [
        "arXiv preprint arXiv:2311.09677",
        "CoRR",
        "bioRxiv",
        "SSRN Electronic Journal",
        "OpenReview.net",
        "Submitted to The Thirteenth International Conference on Learning Representations",
        "ICLR 2024 Conference Withdrawn Submission",
        "Under review at TMLR",
        "2024",
        "",
    ],
)
def test_a_server_of_preprints_is_no_venue(container: str) -> None:
    """Nor is what a paper was only sent to."""
    assert venues.of([container], [], 2024) is None


def test_a_hint_counts_only_when_it_is_known() -> None:
    """A series may be that of a conference, and may be lecture notes."""
    unknown = "Proceedings of Something"
    assert venues.of([unknown], ["KDD '24"], 2025) == "KDD 2024"
    assert venues.of([unknown], ["Lecture Notes in Made-Up Science"], 2025) == f"{unknown} 2025"
    assert venues.of([], ["Blog post"], 2025) is None
    assert venues.of([], ["COLM"], None) == "COLM"


@pytest.mark.parametrize(
    ("containers", "year", "identifiers", "venue"),
    [
        ([ACL], 2023, [], "ACL 2023"),
        ([ACL], 2023, [ARXIV], None),
        ([ACL], 2023, [ARXIV, Identifier("anthology", "2024.acl-long.1")], "ACL 2024"),
        ([ACL], None, [Identifier("anthology", "P18-1001")], "ACL 2018"),
        ([ACL], None, [Identifier("anthology", "P79-1001")], "ACL 1979"),
        ([None, f"Proceedings of the 2024 {ACL}"], 2023, [ARXIV], "ACL 2024"),
        (["arXiv.org"], 2023, [], None),
        ([], 2023, [], None),
        ([ACL], None, [], None),
    ],
)
def test_the_year_of_a_venue_is_not_that_of_a_preprint(
    containers: list[str | None], year: int | None, identifiers: list[Identifier], venue: str | None
) -> None:
    """A venue of which only the preprint's year is known is not claimed."""
    assert venues.told(containers, year, identifiers) == venue


def test_venues_of_our_own_list_are_its_words(real_list: ReadingList) -> None:
    """What the list says already is what it would be called, with the year apart or not."""
    for paper in real_list.papers:
        if paper.venue:
            parted = models.parse(paper.venue)
            assert venues.of([paper.venue], [], 1999) == paper.venue
            assert venues.of([parted.name], [], parted.year) == paper.venue


@given(
    st.text() | st.sampled_from(["(", ")", "ACL", "’24", "Findings of", ":"]).map(lambda x: x * 50)
)
def test_any_name_is_a_venue_or_none(name: str) -> None:
    """No name raises, and none becomes empty."""
    assert venues.of([name], [name], 2024) != ""
