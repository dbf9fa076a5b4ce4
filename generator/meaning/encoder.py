"""The sentence encoder all-MiniLM-L6-v2, in numpy: a text → the point where its meaning lies.

Only its two data files are read, the weights and the tokens, and only when their hashes are right;
no code that comes with a model ever runs. What the layers compute is in `BertModel` of
https://github.com/huggingface/transformers; the points are the mean of a text's tokens, as the
model's card says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generator.meaning.wordpiece import WordPiece

NAME = "sentence-transformers/all-MiniLM-L6-v2"
REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
FILES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
"""The files of the model that are read, and the SHA-256 of each."""

SIZE = 384
"""Numbers of a point."""
LONGEST = 256
"""Tokens; what a text has beyond them is not read, as the model's own settings say."""
HEAD = 32
"""Numbers that one attention head looks at."""
BATCH = 4096
"""Tokens computed at once: more is no faster and needs more memory."""

Floats = NDArray[np.float32]
Say = Callable[[int, int], None]
"""Is told how many texts are done, and of how many."""


class EncoderError(Exception):
    """The model cannot be had, or is another one; the text says what to do."""


class Encoder:
    """A BERT encoder: tensors by the names that they have in the file of the weights."""

    def __init__(self, tensors: Mapping[str, Floats], tokens: Sequence[str]) -> None:
        self._tensors = tensors
        self.tokens = tuple(tokens)
        self._cut = WordPiece(tokens)
        self._special = {each: tokens.index(each) for each in ("[CLS]", "[SEP]", "[UNK]")}

    def encode(self, texts: Sequence[str], say: Say = lambda _done, _of: None) -> Floats:
        """Return one row of length 1 for each text."""
        numbers = [self._numbers(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda at: (len(numbers[at]), at))
        rows = np.empty((len(texts), self._tensors["embeddings.LayerNorm.bias"].size), np.float32)
        done = 0
        while done < len(order):
            # Of one length, so that nothing is padded and nothing masked.
            length = len(numbers[order[done]])
            batch = order[done : done + max(1, BATCH // length)]
            batch = [at for at in batch if len(numbers[at]) == length]
            rows[batch] = self._points(np.array([numbers[at] for at in batch]))
            done += len(batch)
            say(done, len(order))
        return rows

    def _numbers(self, text: str) -> list[int]:
        unknown = (self._special["[UNK]"],)
        inner = [number for word in self._cut.cut(text) for number in word or unknown]
        return [self._special["[CLS]"], *inner[: LONGEST - 2], self._special["[SEP]"]]

    def _points(self, numbers: NDArray[np.int64]) -> Floats:
        """Return the points of texts that have equally many tokens."""
        texts, length = numbers.shape
        table = "embeddings.{}_embeddings.weight".format
        x = self._tensors[table("word")][numbers] + self._tensors[table("position")][:length]
        x = (x + self._tensors[table("token_type")][0]).reshape(texts * length, -1)
        x = self._norm("embeddings", x)
        layer = 0
        while f"encoder.layer.{layer}.output.dense.bias" in self._tensors:
            x = self._layer(f"encoder.layer.{layer}", x, texts)
            layer += 1
        return unit(x.reshape(texts, length, -1).mean(1))

    def _layer(self, name: str, x: Floats, texts: int) -> Floats:
        seen = self._dense(f"{name}.attention.output", self._attention(name, x, texts))
        x = self._norm(f"{name}.attention.output", x + seen)
        inner = _gelu(self._dense(f"{name}.intermediate", x))
        return self._norm(f"{name}.output", x + self._dense(f"{name}.output", inner))

    def _attention(self, name: str, x: Floats, texts: int) -> Floats:
        def heads(part: str) -> Floats:
            flat = self._linear(f"{name}.attention.self.{part}", x)
            return flat.reshape(texts, -1, x.shape[1] // HEAD, HEAD).transpose(0, 2, 1, 3)

        query, key, value = heads("query"), heads("key"), heads("value")
        weights = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(HEAD))
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        seen: Floats = (weights @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        return seen

    def _dense(self, name: str, x: Floats) -> Floats:
        return self._linear(f"{name}.dense", x)

    def _linear(self, name: str, x: Floats) -> Floats:
        return x @ self._tensors[f"{name}.weight"].T + self._tensors[f"{name}.bias"]

    def _norm(self, name: str, x: Floats) -> Floats:
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(1e-12))
        weight, bias = (self._tensors[f"{name}.LayerNorm.{part}"] for part in ("weight", "bias"))
        return x * weight + bias


def load(folder: Path) -> Encoder:
    """Return the encoder in a folder. Raises `EncoderError` when its files are others."""
    data = {name: _checked(folder / name, sha256) for name, sha256 in FILES.items()}
    return Encoder(tensors(data["model.safetensors"]), data["vocab.txt"].decode().splitlines())


def tensors(data: bytes) -> dict[str, Floats]:
    """Return the tensors of a safetensors file that are float32; it can hold nothing that runs.

    The format is https://github.com/huggingface/safetensors#format.
    """
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    found: dict[str, Floats] = {}
    for name, told in header.items():
        if told.get("dtype") == "F32":
            count = int(np.prod(told["shape"]))
            flat = np.frombuffer(data, "<f4", count, start + told["data_offsets"][0])
            found[name] = flat.reshape(told["shape"])
    return found


def unit(rows: Floats) -> Floats:
    """Return the rows with length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def _gelu(x: Floats) -> Floats:
    """Return x times the normal distribution, by Abramowitz and Stegun's 7.1.26."""
    size = np.abs(x) * np.float32(np.sqrt(0.5))
    t = np.reciprocal(1 + np.float32(0.3275911) * size)
    series = np.zeros_like(x)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(factor)) * t
    erf: Floats = np.copysign(1 - series * np.exp(-size * size), x)
    return x * (1 + erf) * np.float32(0.5)


def _checked(file: Path, sha256: str) -> bytes:
    if not file.is_file():
        expected = f"the folder of {NAME} with {', '.join(FILES)}"
        raise EncoderError(f"{file}: expected {expected}, got no such file")
    data = file.read_bytes()
    if (got := hashlib.sha256(data).hexdigest()) != sha256:
        raise EncoderError(f"{file}: expected SHA-256 {sha256} ({NAME}@{REVISION}), got {got}")
    return data
