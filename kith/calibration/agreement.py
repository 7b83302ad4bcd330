"""How far several people's answers about the same texts agree: Krippendorff's alpha, with an interval by resampling.

Pure numbers. A row of `counts` is one text, a column one possible answer in its order, a cell how many gave it. Texts
with fewer than two answers say nothing about agreement. After K. Krippendorff, Computing Krippendorff's
Alpha-Reliability (2011); tests/test_agreement.py tries it on published examples.
"""

from dataclasses import dataclass

import numpy as np

from .words import FEWEST_FOR_INTERVAL, FEWEST_VIGNETTES

DRAWS = 2000


@dataclass(frozen=True)
class Agreement:
    """One figure of agreement; `low` and `high` are none where there are too few texts for an interval."""

    alpha: float
    low: float | None
    high: float | None
    texts: int
    answers: int

    @property
    def words(self) -> str:
        """The figure as a page says it, with a minus that is one."""
        said = f"{self.alpha:.2f}"
        if self.low is not None and self.high is not None:
            said = f"{said} ({self.low:.2f} to {self.high:.2f})"
        return said.replace("-", "−")


def _coincidences(counts: np.ndarray) -> np.ndarray:
    """For each text, how often each two answers stand together, each text weighing as its answers are many."""
    counts = np.asarray(counts, dtype=float)
    counts = counts[counts.sum(axis=1) >= 2]
    pairs = counts[:, :, None] * counts[:, None, :]
    every = np.arange(counts.shape[1])
    pairs[:, every, every] -= counts
    return pairs / (counts.sum(axis=1) - 1)[:, None, None]


def _alphas(tables: np.ndarray, ordinal: bool) -> np.ndarray:
    """Alpha of each table of coincidences; not a number where all answers are the same one."""
    each = tables.sum(axis=2)
    total = each.sum(axis=1)
    size = tables.shape[1]
    if ordinal:
        # Two answers differ by how many lie between them, their own counted by half.
        before = np.cumsum(each, axis=1) - each / 2
        apart = (before[:, :, None] - before[:, None, :]) ** 2
    else:
        apart = np.broadcast_to(1 - np.eye(size), tables.shape)
    expected = each[:, :, None] * each[:, None, :]
    every = np.arange(size)
    expected[:, every, every] -= each
    observed, by_chance = (tables * apart).sum(axis=(1, 2)), (expected * apart).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return 1 - (total - 1) * observed / by_chance


def alpha_of(counts, *, ordinal: bool) -> float | None:
    """Krippendorff's alpha; none where there is nothing to compare, or everybody always gave one and the same answer."""
    tables = _coincidences(counts)
    if not len(tables):
        return None
    (alpha,) = _alphas(tables.sum(axis=0)[None], ordinal)
    return float(alpha) if np.isfinite(alpha) else None


def agreement_of(counts, *, ordinal: bool, seed: int = 0) -> Agreement | None:
    """The figure with its interval (95 in 100 resamplings of the texts), or none with too few texts to say anything.

    The same counts and seed give the same interval, so that a page read twice says the same.
    """
    tables = _coincidences(counts)
    if len(tables) < FEWEST_VIGNETTES:
        return None
    alpha = alpha_of(counts, ordinal=ordinal)
    if alpha is None:
        return None
    low = high = None
    if len(tables) >= FEWEST_FOR_INTERVAL:
        chance = np.random.default_rng(seed)
        drawn = chance.multinomial(len(tables), np.full(len(tables), 1 / len(tables)), size=DRAWS)
        flat = drawn @ tables.reshape(len(tables), -1)
        alphas = _alphas(flat.reshape(DRAWS, *tables.shape[1:]), ordinal)
        alphas = alphas[np.isfinite(alphas)]
        if len(alphas) > DRAWS / 2:
            low, high = (float(edge) for edge in np.percentile(alphas, (2.5, 97.5)))
    return Agreement(alpha, low, high, len(tables), int(np.asarray(counts).sum()))
