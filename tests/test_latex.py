"""What LaTeX makes of the whole list's BibTeX, where it is installed."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.model.reading_list import ReadingList
from generator.publish.exports import citations
from generator.publish.site import Site
from tests.builders import write_file

PROGRAMS = ("pdflatex", "bibtex", "biber")
missing = [program for program in PROGRAMS if not shutil.which(program)]
pytestmark = pytest.mark.skipif(
    bool(missing),
    reason=f"{', '.join(missing)} not found: apt-get install --no-install-recommends"
    " texlive-latex-recommended texlive-bibtex-extra texlive-fonts-recommended biber",
)

NATBIB = r"""
\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{url}
\usepackage[numbers]{natbib}
\begin{document}
\nocite{*}
\bibliographystyle{plainnat}
\bibliography{papers}
\end{document}
"""
BIBLATEX = r"""
\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[backend=biber]{biblatex}
\addbibresource{papers.bib}
\begin{document}
\nocite{*}
\printbibliography
\end{document}
"""


def run(folder: Path, *command: str) -> str:
    """Run a program of LaTeX's, which must not fail, and return what it says."""
    wide = {**os.environ, "max_print_line": "9999"}
    done = subprocess.run(command, cwd=folder, env=wide, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == 0, said[-2000:]
    return said


WARNING = re.compile(
    r"^(?:!|Warning--|WARN|ERROR|(?:LaTeX|Package \w+) \w*Warning|Missing character).*$",
    re.MULTILINE,
)


def complaints(said: str) -> list[str]:
    """Return the lines that warn; that a line of the page is too full is no fault of ours."""
    return WARNING.findall(said)


@pytest.mark.parametrize(
    ("document", "program", "item"),
    [
        (NATBIB, ("bibtex", "paper"), "\\bibitem"),
        (BIBLATEX, ("biber", "--validate-datamodel", "paper"), "\\entry{"),
    ],
    ids=["natbib", "biblatex"],
)
def test_whole_list_is_typeset_without_a_warning(
    document: str, program: Sequence[str], item: str, real_list: ReadingList, tmp_path: Path
) -> None:
    """By BibTeX and by Biber, which know the fields, and by LaTeX, which knows the characters."""
    made = citations.files(Site(real_list, "A list", ""))
    data = next(file.data for file in made if file.uri == "papers.bib")
    write_file(tmp_path / "papers.bib", data)
    write_file(tmp_path / "paper.tex", document)
    latex = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper")
    run(tmp_path, *latex)
    assert complaints(run(tmp_path, *program)) == []
    run(tmp_path, *latex)
    assert complaints(run(tmp_path, *latex)) == []
    assert (tmp_path / "paper.bbl").read_text("utf-8").count(item) == len(real_list.papers)
