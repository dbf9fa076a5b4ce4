"""Embedding: what is wanting is made, what is there and true is left as it is."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from urllib.error import URLError

import numpy as np
import pytest

from generator.commands.embed import account
from generator.intake import embed
from generator.meaning import encoder
from generator.meaning.encoder import Encoder, EncoderError
from generator.model.problems import ContentError
from generator.store import store, vectors
from tests.builders import make_content, make_paper, tree, write_file
from tests.meanings import TOKENS, make_encoder, make_tensors, safetensors

PAPERS = (
    make_paper("Merging weights", key="a", abstract="We merge. It reads.", summary="Text."),
    make_paper("Long texts", key="b", abstract="We read a text."),
)


def quiet(_done: int, _of: int) -> None:
    """Say nothing."""


def embedded(content: Path, *keys: str, model: Encoder | None = None) -> list[str]:
    """Embed what is wanting, and return the keys of what that was."""
    plan = embed.plan(store.load(content), keys)
    embed.carry_out(content, plan, lambda: model or make_encoder(), quiet)
    return [paper.key for paper in plan.papers]


def test_every_paper_gets_its_vectors_once(tmp_path: Path) -> None:
    """The second time nothing is written, and not even the model is loaded."""
    content = make_content(tmp_path, PAPERS)
    assert embedded(content) == ["a", "b"]
    before = tree(content)
    found, problems = vectors.read_all(content)
    assert problems == ()
    assert {key: each.letters for key, each in found.items()} == {"a": "twsnn", "b": "twn"}

    def fail() -> Encoder:
        raise AssertionError

    embed.carry_out(content, embed.plan(store.load(content)), fail, quiet)
    assert tree(content) == before


def test_changed_paper_is_embedded_again(tmp_path: Path) -> None:
    """The others' files stay as they are."""
    content = make_content(tmp_path, PAPERS)
    embedded(content)
    before = tree(content)
    file = content / "papers" / "b.yml"
    write_file(file, file.read_text(encoding="utf-8").replace("We read", "We model"))
    assert embedded(content) == ["b"]
    after = tree(content)
    changed = {name for name, data in after.items() if before[name] != data}
    assert changed == {"papers/b.yml", "vectors/b.vec"}


def test_unreadable_vectors_are_made_again(tmp_path: Path) -> None:
    """A truncated file is as good as none."""
    content = make_content(tmp_path, PAPERS)
    embedded(content)
    file = vectors.file(content, "a")
    file.write_bytes(file.read_bytes()[:-1])
    assert embedded(content) == ["a"]
    assert vectors.read_all(content)[1] == ()


def test_vectors_of_papers_that_are_gone_go_too(tmp_path: Path) -> None:
    """But not when only some papers are asked for."""
    content = make_content(tmp_path, PAPERS)
    stray = write_file(vectors.file(content, "gone"), b"?")
    assert embedded(content, "a") == ["a"]
    assert stray.exists()
    embedded(content)
    assert not stray.exists()


def test_account_says_what_was_done_and_what_would_be(tmp_path: Path) -> None:
    """A dry run names the papers."""
    content = make_content(tmp_path, PAPERS)
    write_file(vectors.file(content, "gone"), b"?")
    plan = embed.plan(store.load(content))
    gone = "1 vector of papers that are gone"
    assert account(plan, dry_run=False) == f"2 papers embedded.\n{gone} removed."
    would = f"a\nb\n2 papers would be embedded.\n{gone} would be removed."
    assert account(plan, dry_run=True) == would


def test_stopped_embedding_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written stays written."""
    monkeypatch.setattr(embed, "PAPERS_AT_ONCE", 1)
    content = make_content(tmp_path, PAPERS)

    class Tired(Encoder):
        def encode(self, texts: Sequence[str], say: encoder.Say = quiet) -> encoder.Floats:
            if "Long texts" in texts:
                raise KeyboardInterrupt
            return super().encode(texts, say)

    with pytest.raises(KeyboardInterrupt):
        embedded(content, model=Tired(make_tensors(encoder.SIZE, 1), TOKENS))
    assert embedded(content) == ["b"]


def test_nothing_is_embedded_while_the_content_has_problems(tmp_path: Path) -> None:
    """As with every command that writes."""
    content = make_content(tmp_path, PAPERS)
    write_file(content / "papers" / "c.yml", "title: [")
    with pytest.raises(ContentError):
        embed.plan(store.load(content))


def test_point_of_a_text_does_not_hang_on_the_others() -> None:
    """Alone, among others, in any order: the same to a rounding."""
    model = make_encoder(64, layers=2)
    texts = ["merge weights", "long texts?", "a", "", "weights merging", "xyz a long " * 200]
    together = model.encode(texts)
    alone = np.vstack([model.encode([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert abs(together[0] @ together[4]) < 0.9999


def test_weights_are_read_from_their_file() -> None:
    """Whatever else the file tells."""
    made = make_tensors(32, 1)
    read = encoder.tensors(safetensors(made))
    assert read.keys() == made.keys()
    assert all((read[name] == made[name]).all() for name in made)


def test_model_that_is_not_the_expected_one_is_refused(tmp_path: Path) -> None:
    """Before anything of it is used; and a folder without it is named."""
    with pytest.raises(EncoderError, match=r"model.safetensors: expected the folder of .* got no"):
        encoder.load(tmp_path)
    write_file(tmp_path / "model.safetensors", safetensors(make_tensors(32, 1)))
    with pytest.raises(
        EncoderError, match=f"expected SHA-256 {encoder.FILES['model.safetensors']}"
    ):
        encoder.load(tmp_path)


def test_model_is_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the revision that is known, and kept where a person's programs keep such things."""
    asked: list[str] = []

    def answer(address: str, **_kept: object) -> BytesIO:
        asked.append(address)
        return BytesIO(address.encode())

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(embed, "urlopen", answer)
    folder = embed.model_folder("hub")
    assert embed.model_folder("hub") == folder
    assert len(asked) == len(encoder.FILES)
    assert all(encoder.REVISION in address for address in asked)
    assert sorted(file.name for file in folder.iterdir()) == sorted(encoder.FILES)
    with pytest.raises(EncoderError, match="expected SHA-256"):
        encoder.load(folder)


def test_model_that_cannot_be_fetched_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left behind that looks like a model; a folder is taken as it is."""

    def fail(address: str, **_kept: object) -> BytesIO:
        raise URLError(f"no way to {address}")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(embed, "urlopen", fail)
    with pytest.raises(EncoderError, match="--model names a folder"):
        embed.model_folder("hub")
    assert tree(tmp_path) == {}
    assert embed.model_folder("some/folder") == Path("some/folder")
