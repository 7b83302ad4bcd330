"""One question in a worker’s own words, and the passages that answer it: by words and by meaning, together.

Words are found by the database’s own index (FTS5, tsvector) and ordered by BM25; meanings by nearness of vectors held
in memory. Each passage weighs by both, and a page by its best passages. Who may see a page is asked of the database at the end, by the rule that
every page of the toolkit begins from, so that a page of another authority is never in an answer.
"""

import math
import re
import threading
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from django.db import connection
from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from . import embedding
from .models import Elsewhere, Passage, Piece, Synonym, ToolkitState
from .rules import sees_piece
from .stems import STOP, _stem, stems, words

LONGEST_QUESTION = 600
CANDIDATES = 120  # passages that each way hands on
LONG_WORD = 8  # letters from which a word may have two slips
MATCHES = 800  # passages that the database hands to BM25: PostgreSQL’s own order knows no rare words, and leaves good ones late
AT_MOST = 2500  # passages that the words asked for may stand in, together; commoner words are left out first
NARROW = 48  # numbers of the first, coarse look at all meanings
COARSE = 500  # passages that the coarse look hands on
K1, B = 1.2, 0.6
# How a page is weighed, and when there is none: chosen on the training half of the questions (bench/search_questions.yaml),
# on ways of asking for a page with each left out in turn, and on what others answer with each topic left out in turn.
WORDS = 0.3  # what the best passage by words gains beside its nearness
FADE, SPEAK = 0.7, 6  # each further passage of a page adds less than the one before; so many speak for it
AROUND = 8  # passages, and things asked elsewhere, that tell where a question lies
LEAST_NEAR = 0.36
LEAST_COVERED = 0.42
HELD = 0.2  # what it counts for an answer that one passage holds all the words asked for
NEARER = 0.08
UNKNOWN = 0.1  # what it counts against one that no page has a word for what was asked
ALIKE = 0.15  # what it counts that a question is of the kind that is asked here, or of the kind that is asked elsewhere
LEARN_FROM, EASE = 6000, 0.001  # questions of each kind that tell the two apart, and how little one of them may pull
NEAR_OTHERS = 0.55  # from here on it is said who answers instead: a wrong name is worse than none


@dataclass(frozen=True)
class Answer:
    """One page that answers, with the passage that does and the words to mark in it."""

    piece: Piece
    passage: Passage
    weight: float


@dataclass(frozen=True)
class Reading:
    """A question as search understands it: stems with their weight, what was spelt otherwise, and what is unknown."""

    asked: str
    weights: dict[str, float]
    spelt: dict[str, str] = field(default_factory=dict)
    text: str = ""
    unknown: float = (
        0.0  # the share, by weight of its words, for which no page and no synonym of one’s own layers has a word
    )

    @property
    def stems(self) -> set[str]:
        """The words that were asked for, to be marked in an answer; what means the same is not marked."""
        return {stem for stem, weight in self.weights.items() if weight == 1.0}

    @property
    def has_words(self) -> bool:
        """False where there was nothing to look for: signs alone, or a language in other letters."""
        return bool(words(self.asked))

    @property
    def read_to(self) -> str:
        """The last words that were read of a message too long to be read whole; none of another."""
        return " ".join(self.asked[:LONGEST_QUESTION].split()[-5:-1]) if len(self.asked) > LONGEST_QUESTION else ""


def _layer(authority_id: int | None, region_id: int | None) -> tuple[str, int]:
    return ("authority", authority_id) if authority_id else ("region", region_id) if region_id else ("national", 0)


class Memory:
    """Everything that one process keeps of the toolkit’s passages; made anew when the toolkit changes."""

    def __init__(self, mark: str):
        self.mark = mark
        rows = list(
            Passage.objects.filter(piece__retired=False)
            .order_by("pk")
            .values_list("pk", "piece_id", "piece__authority_id", "piece__region_id", "meaning", "is_question")
        )
        self.keys = np.array([row[0] for row in rows], dtype=np.int64)
        self.place_of = {row[0]: place for place, row in enumerate(rows)}
        self.pieces = np.array([row[1] for row in rows], dtype=np.int64)
        self.questions = np.array([row[5] for row in rows], dtype=bool)
        self.authorities = np.array([row[2] or 0 for row in rows], dtype=np.int64)
        self.regions = np.array([row[3] or 0 for row in rows], dtype=np.int64)
        self.whole = bool(rows) and all(row[4] is not None for row in rows)
        if self.whole and embedding.available():
            # Signed bytes: a quarter of the room. Only the few that the coarse look chose become numbers again.
            self.meanings = np.frombuffer(b"".join(bytes(row[4] or b"") for row in rows), dtype=np.int8)
            self.meanings = self.meanings.reshape(-1, embedding.SIZE)
            self.turn = _turn(self.meanings)
            self.narrow = _narrowed(self.meanings, self.turn)
        self.elsewhere: list[tuple[str, str]] = []
        elsewhere: list[bytes] = []
        # What others are asked is written rightly too, and no slip for a word of ours.
        self.others: set[str] = set()
        for title, ask, asked, meanings in Elsewhere.objects.order_by("pk").values_list(
            "title", "ask", "asked", "meanings"
        ):
            self.others.update(word for line in asked for word in words(line))
            if meanings is not None:
                elsewhere.append(bytes(meanings))
                self.elsewhere += [(title, ask)] * len(asked)
        self.far = embedding.unpacked(elsewhere)
        national = (self.authorities == 0) & (self.regions == 0) & self.questions
        self.kinds = _kinds(self.meanings[national], self.far) if self.means else np.zeros(embedding.SIZE + 1)
        self.seen_in: Counter = Counter()
        length = 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT stems FROM toolkit_words")
            for (line,) in cursor.fetchall():
                parts = line.split()
                length += len(parts)
                self.seen_in.update(set(parts))
        self.count = max(len(rows), 1)
        self.mean_length = max(length / self.count, 1)
        # Words by layer: what one place writes is told to no other, as a spelling neither.
        self.known: dict[tuple[str, int], set[str]] = {}
        self._here: dict[tuple[int, int], tuple[set[str], list[str], set[str]]] = {}
        passages = Passage.objects.filter(piece__retired=False)
        for authority, region, text in passages.values_list("piece__authority_id", "piece__region_id", "text"):
            self.known.setdefault(_layer(authority, region), set()).update(words(text))
        titles = Piece.objects.filter(retired=False).values_list("authority_id", "region_id", "title")
        for authority, region, title in titles:
            self.known.setdefault(_layer(authority, region), set()).update(words(title))
        # By layer, ("national", 0), ("region", key) or ("authority", key): a phrase’s stems, those of what means the
        # same, and what the model is told that it means.
        self.synonyms: dict[tuple[str, int], list[tuple[tuple[str, ...], list[list[str]], list[str]]]] = {}
        for authority, region, group, slang in Synonym.objects.values_list(
            "authority_id", "region_id", "words", "is_slang"
        ):
            layer = _layer(authority, region)
            meant = [words(word) for word in group]
            for one in meant:
                self.known.setdefault(layer, set()).update(one)
                others = [" ".join(other) for other in meant if other != one]
                # The model knows the field’s words, and neither slang nor those that one place has for itself.
                told = others[:1] if slang and one != meant[0] else others if layer[0] != "national" else []
                row = (tuple(_stem(w) for w in one), [stems(other) for other in others], told)
                self.synonyms.setdefault(layer, []).append(row)

    def here(self, authority_id: int, region_id: int | None) -> tuple[set[str], list[str], set[str]]:
        """The words of the layers that reach an authority, those of them that a slip may have meant, and their stems."""
        key = (authority_id, region_id or 0)
        if key not in self._here:
            known: set[str] = set()
            for layer in (_layer(None, None), _layer(None, region_id), _layer(authority_id, None)):
                known |= self.known.get(layer, set())
            self._here[key] = (known, sorted(word for word in known if len(word) > 3), {_stem(w) for w in known})
        return self._here[key]

    def rarity(self, stem: str) -> float:
        """How much it says that a passage holds this word."""
        seen = self.seen_in.get(stem, 0)
        return math.log(1 + (self.count - seen + 0.5) / (seen + 0.5))

    @property
    def means(self) -> bool:
        return self.whole and embedding.available()


def _turn(meanings: np.ndarray) -> np.ndarray:
    """The directions in which the passages differ most, so that few numbers tell most of them apart."""
    sample = meanings[:: max(1, len(meanings) // 4000)].astype(np.float32) / np.float32(127)
    _, turned = np.linalg.eigh(sample.T @ sample)
    return np.ascontiguousarray(turned[:, ::-1][:, :NARROW])


def _narrowed(meanings: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """All meanings along those directions, a block at a time, so that they never stand in memory whole."""
    narrow = np.empty((len(meanings), turn.shape[1]), dtype=np.float32)
    for start in range(0, len(meanings), 10_000):
        narrow[start : start + 10_000] = meanings[start : start + 10_000].astype(np.float32) @ turn / np.float32(127)
    return narrow


def _kinds(here: np.ndarray, elsewhere: np.ndarray) -> np.ndarray:
    """The direction that tells questions asked of the toolkit (near 1) from those asked elsewhere (near -1), by least
    squares with both kinds of equal weight. All noughts where one kind is missing.

    It holds beyond the topics that somebody thought of: what is asked elsewhere has a sound of its own.
    """
    if not len(here) or not len(elsewhere):
        return np.zeros(embedding.SIZE + 1)
    here = here[:: len(here) // LEARN_FROM + 1].astype(np.float32) / np.float32(127)
    sums, aims = np.zeros((embedding.SIZE + 1, embedding.SIZE + 1)), np.zeros(embedding.SIZE + 1)
    for rows, aim in ((here, 1.0), (elsewhere[:: len(elsewhere) // LEARN_FROM + 1], -1.0)):
        rows = np.hstack([rows, np.ones((len(rows), 1), dtype=np.float32)])
        sums += rows.T @ rows / (2 * len(rows))
        aims += aim * rows.mean(0) / 2
    ease = np.full(len(sums), EASE)
    ease[-1] = 0.0
    return np.linalg.solve(sums + np.diag(ease), aims)


_memory: Memory | None = None
_lock = threading.Lock()


def memory() -> Memory:
    """What this process keeps, as new as the database."""
    global _memory
    mark = ToolkitState.objects.filter(pk=1).values_list("mark", flat=True).first() or ""
    if _memory is None or _memory.mark != mark:
        with _lock:
            if _memory is None or _memory.mark != mark:
                _memory = Memory(mark)
    return _memory


def forget() -> None:
    """The next question reads everything anew (tests empty the tables)."""
    global _memory
    _memory = None


def read(question: str, authority_id: int, region_id: int | None = None) -> Reading:
    """The question with spelling mended and the field’s abbreviations and synonyms beside each word."""
    known = memory()
    written, candidates, stems_here = known.here(authority_id, region_id)
    asked = words(question[:LONGEST_QUESTION])
    spelt: dict[str, str] = {}
    mended: list[str] = []
    for word in asked:
        if len(word) > 3 and word not in written and word not in STOP and not word.isdigit():
            near = _nearest(word, known, candidates)
            if near:
                spelt[word] = near
                word = near
        mended.append(word)
    stemmed = [(_stem(word), word) for word in mended]
    weights = {stem: 1.0 for stem, word in stemmed if word not in STOP}
    rare = {stem: known.rarity(stem) for stem in weights}
    unknown = sum(rare[stem] for stem in rare if stem not in stems_here) / (sum(rare.values()) or 1.0)
    run = [stem for stem, _ in stemmed]
    meant: list[str] = []
    for layer in (("national", 0), ("region", region_id or 0), ("authority", authority_id)):
        for one, others, told in known.synonyms.get(layer, []):
            if _stands_in(one, run):
                meant += told
                for other in others:
                    for stem in other:
                        weights[stem] = max(weights.get(stem, 0.0), 0.6 / max(len(other), 1) ** 0.5)
    text = question[:LONGEST_QUESTION]
    for wrong, right in spelt.items():
        text = re.sub(rf"\b{re.escape(wrong)}\b", right, text, flags=re.IGNORECASE)
    if meant:
        text = f"{text} ({', '.join(dict.fromkeys(meant))})"
    return Reading(asked=question, weights=weights, spelt=spelt, text=text, unknown=unknown)


def known_words(question: str, authority_id: int, region_id: int | None = None) -> str:
    """Of a question only the words that stand in the pages of one’s own layers, at most 200 characters; no figures, and
    no single letters, which tell an editor nothing.
    """
    written, *_ = memory().here(authority_id, region_id)
    kept: list[str] = []
    for word in words(question[:LONGEST_QUESTION]):
        worth = len(word) > 1 and word not in STOP and not any(c.isdigit() for c in word)
        if worth and word in written and word not in kept:
            kept.append(word)
    return " ".join(kept)[:200]


def _stands_in(one: tuple[str, ...], run: list[str]) -> bool:
    size = len(one)
    return bool(size) and any(tuple(run[place : place + size]) == one for place in range(len(run) - size + 1))


def _nearest(word: str, known: Memory, candidates: list[str]) -> str | None:
    """The toolkit’s word that this one most likely meant, or None: one slip in a short word, two in a long one.

    A word that people write is none of them, though no page here has it: “lice” is not “line”.
    """
    if _stem(word) in known.seen_in or word in known.others or embedding.is_word(word):
        return None
    slips = 1 if len(word) < LONG_WORD else 2
    found = process.extract(
        word, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=8, processor=None
    )
    # Whoever slips twice begins rightly: “incitement” is not “excitement”.
    found = [one for one in found if one[1] == 1 or one[0][0] == word[0]]
    if not found:
        return None
    same = [one for one in found if one[1] == found[0][1]]
    return max(
        same,
        key=lambda one: (
            one[0][0] == word[0],
            sorted(one[0]) == sorted(word),  # two letters changed places
            known.seen_in.get(_stem(one[0]), 0),
            fuzz.ratio(word, one[0]),
        ),
    )[0]


SQL = {
    "sqlite": (
        "SELECT w.rowid, w.stems FROM toolkit_words w JOIN toolkit_passage p ON p.id = w.rowid "
        "JOIN toolkit_piece q ON q.id = p.piece_id WHERE toolkit_words MATCH %s AND NOT q.retired "
        "AND (q.authority_id IS NULL OR q.authority_id = %s) AND (q.region_id IS NULL OR q.region_id = %s) "
        "ORDER BY bm25(toolkit_words) LIMIT %s"
    ),
    "postgresql": (
        "SELECT w.rowid, w.stems FROM toolkit_words w JOIN toolkit_passage p ON p.id = w.rowid "
        "JOIN toolkit_piece q ON q.id = p.piece_id WHERE w.words @@ to_tsquery('simple', %s) AND NOT q.retired "
        "AND (q.authority_id IS NULL OR q.authority_id = %s) AND (q.region_id IS NULL OR q.region_id = %s) "
        "ORDER BY ts_rank(w.words, to_tsquery('simple', %s)) DESC, w.rowid LIMIT %s"
    ),
}


def kept_stems(reading: Reading) -> list[str]:
    """The words that the index is asked for: the rarest first, as many as stand in few enough passages together."""
    known = memory()
    here = sorted((stem for stem in reading.weights if known.seen_in.get(stem)), key=lambda s: known.seen_in[s])
    kept: list[str] = []
    total = 0
    for stem in here:
        total += known.seen_in[stem]
        if kept and total > AT_MOST:
            break
        kept.append(stem)
    return kept


def matches(reading: Reading, authority_id: int, region_id: int | None) -> list[tuple[int, str]]:
    """Passages with at least one of the words, from the database’s index: (key, stems)."""
    kept = kept_stems(reading)
    if not kept:
        return []
    layers = [authority_id, region_id or 0]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            asked = " OR ".join(f'"{stem}"' for stem in kept)
            cursor.execute(SQL["sqlite"], [asked, *layers, MATCHES])
        else:
            asked = " | ".join(f"'{stem}'" for stem in kept)
            cursor.execute(SQL["postgresql"], [asked, *layers, asked, MATCHES])
        return cursor.fetchall()


def by_words(reading: Reading, authority_id: int, region_id: int | None) -> list[tuple[int, float, float]]:
    """Passages by BM25, the best first: (key, share of what was asked that the passage holds, BM25 beside the best)."""
    known = memory()
    rarity = {stem: weight * known.rarity(stem) for stem, weight in reading.weights.items()}
    # A question is covered where its own words stand there; a synonym is as good as the word, no better.
    whole = sum(known.rarity(stem) for stem, weight in reading.weights.items() if weight == 1.0) or 1.0
    found = []
    for key, line in matches(reading, authority_id, region_id):
        parts = line.split()
        held = Counter(part for part in parts if part in rarity)
        long = K1 * (1 - B + B * len(parts) / known.mean_length)
        weight = sum(rarity[stem] * times * (K1 + 1) / (times + long) for stem, times in held.items())
        found.append((weight, key, min(1.0, sum(rarity[stem] for stem in held) / whole)))
    found.sort(key=lambda row: (-row[0], row[1]))
    best = found[0][0] if found else 1.0
    return [(key, covered, weight / best) for weight, key, covered in found[:CANDIDATES]]


def meaning_of(reading: Reading) -> np.ndarray | None:
    """The meaning of the question, or None where no model is installed or nothing was asked."""
    if not memory().means or not reading.weights:
        return None
    return embedding.embed([reading.text])[0]


def asked_elsewhere(asked: np.ndarray) -> tuple[list[float], str, str]:
    """What others answer: how near the nearest are, the nearest first; what that one is, and whom to ask."""
    known = memory()
    if not len(known.far):
        return [], "", ""
    near = known.far @ asked
    return np.sort(near)[::-1][:AROUND].tolist(), *known.elsewhere[int(near.argmax())]


def kind_of(asked: np.ndarray) -> float:
    """Of which kind a question is: near 1 as they are asked of the toolkit, near -1 as they are asked elsewhere."""
    kinds = memory().kinds
    return float(asked @ kinds[:-1] + kinds[-1])


def by_meaning(asked: np.ndarray, authority_id: int, region_id: int | None) -> list[tuple[int, float]]:
    """Passages by nearness of meaning, the nearest first: (key, cosine)."""
    known = memory()
    mine = ((known.authorities == 0) | (known.authorities == authority_id)) & (
        (known.regions == 0) | (known.regions == (region_id or 0))
    )
    coarse = known.narrow @ (asked @ known.turn)
    coarse[~mine] = -2.0
    first = min(len(coarse), COARSE)
    chosen = np.argpartition(coarse, len(coarse) - first)[-first:]
    chosen = chosen[mine[chosen]]
    near = known.meanings[chosen].astype(np.float32) @ asked / np.float32(127)
    order = np.argsort(-near, kind="stable")[:CANDIDATES]
    return [(int(known.keys[chosen[place]]), float(near[place])) for place in order]


def weighed(
    lexical: list[tuple[int, float, float]], semantic: list[tuple[int, float]], asked: np.ndarray | None
) -> list[tuple[int, float]]:
    """Passages by both ways together: how near the meaning is, and BM25 beside that of the best."""
    known = memory()
    weight = dict(semantic)
    if asked is not None:
        # What was found by its words alone has a meaning too.
        others = [key for key, _, _ in lexical if key not in weight]
        near = known.meanings[[known.place_of[key] for key in others]].astype(np.float32) @ asked / np.float32(127)
        weight.update(zip(others, near.tolist(), strict=True))
    for key, _, beside in lexical:
        weight[key] = weight.get(key, 0.0) + WORDS * beside
    return sorted(weight.items(), key=lambda row: (-row[1], row[0]))


def has_answer(
    lexical: list[tuple[int, float, float]],
    semantic: list[tuple[int, float]],
    elsewhere: list[float],
    *,
    unknown: float = 0.0,
    kind: float = 0.0,
) -> bool:
    """False where nothing is near enough in meaning, or where the question lies nearer to what others answer; the more
    of it no page has a word for, and the more it is of the kind that is asked elsewhere, the sooner.

    By words alone, where no model is installed: False where no passage holds enough of what was asked.
    """
    covered = max((share for _, share, _ in lexical[:5]), default=0.0)
    if not semantic:
        return covered >= LEAST_COVERED
    near = [cosine for _, cosine in semantic[:AROUND]]
    here = _lies(near) + HELD * covered + ALIKE * kind
    return near[0] >= LEAST_NEAR and here >= _lies(elsewhere) + NEARER + UNKNOWN * unknown


def _lies(near: list[float]) -> float:
    """How near a question lies to a set of texts: between the nearest of them and the mean of those around."""
    return (near[0] + sum(near) / len(near)) / 2 if near else 0.0


@dataclass(frozen=True)
class Found:
    """What search gives: pages that answer, the best first; or nothing, and perhaps who answers that instead."""

    reading: Reading
    answers: list[Answer]
    elsewhere: tuple[str, str] | None = None


def search(person, question: str, *, limit: int = 10, ways: str = "both") -> Found:
    """Pages that answer, each once with its best passage; none where the toolkit has no answer.

    `ways` is “both”, “words” or “meaning”, by which pages are weighed; the bench compares them.
    """
    layers = (person.authority_id, person.authority.region_id)
    reading = read(question, *layers)
    asked = meaning_of(reading) if ways != "words" else None
    lexical = by_words(reading, *layers)
    semantic = by_meaning(asked, *layers) if asked is not None else []
    far, title, ask = asked_elsewhere(asked) if asked is not None else ([], "", "")
    kind = kind_of(asked) if asked is not None else 0.0
    if not has_answer(lexical, semantic, far, unknown=reading.unknown, kind=kind):
        return Found(reading, [], (title, ask) if far and far[0] >= NEAR_OTHERS else None)
    order = weighed(lexical if ways != "meaning" else [], semantic, asked)
    return Found(reading, _pages(person, order, limit))


def answers_to(person, question: str, **how) -> list[Answer]:
    """The pages alone of `search`."""
    return search(person, question, **how).answers


def _pages(person, order: list[tuple[int, float]], limit: int) -> list[Answer]:
    """The pages of these passages that the person is shown, each with the passage to show of it."""
    known = memory()
    weight: dict[int, float] = {}
    spoken: Counter = Counter()
    shown_by: dict[int, int] = {}
    for key, worth in order:
        place = known.place_of[key]
        piece = int(known.pieces[place])
        # The best passage speaks for its page; further ones of the same page add to it, at less and less weight.
        if spoken[piece] < SPEAK:
            weight[piece] = weight.get(piece, 0.0) + worth * FADE ** spoken[piece]
            spoken[piece] += 1
        if not known.questions[place]:
            shown_by.setdefault(piece, key)
    pieces = {row.pk: row for row in Piece.objects.filter(sees_piece(person), pk__in=weight)}
    best = sorted(pieces.values(), key=lambda row: (-weight[row.pk], row.title))[:limit]
    first = {
        row.piece_id: row.pk
        for row in Passage.objects.filter(
            piece__in=[row.pk for row in best if row.pk not in shown_by], is_question=False
        ).order_by("-order")
    }
    of = {**first, **shown_by}
    passages = Passage.objects.defer("meaning").in_bulk([of[row.pk] for row in best if row.pk in of])
    # A page of nothing but ways to ask for it has its summary shown.
    return [
        Answer(row, passages.get(of.get(row.pk, 0)) or Passage(piece=row, heading="", text=row.summary), weight[row.pk])
        for row in best
    ]
