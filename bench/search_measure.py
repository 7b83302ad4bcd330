"""One step of `make bench-search`, in a process of its own; its last line of output is JSON."""

import json
import random
import resource
import statistics
import sys
import time
from types import SimpleNamespace

import yaml

from .cluster import ROOT

PERSON = SimpleNamespace(authority_id=0, authority=SimpleNamespace(pk=0, region_id=None))
MANY = 150


def questions() -> list[dict]:
    return yaml.safe_load((ROOT / "bench/search_questions.yaml").read_text(encoding="utf-8"))


def percentile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def load() -> dict:
    from kith.toolkit.loading import load

    return load()


def quality() -> dict:
    """recall@3, MRR and false answers of each way, for each half; by kind for both together."""
    from kith.toolkit.retrieval import answers_to

    found: dict = {}
    for half in ("train", "test"):
        asked = [row for row in questions() if row["half"] == half]
        found[half] = {}
        kinds: dict = {}
        for ways in ("words", "meaning", "both"):
            ranks, false, unanswered = [], 0, 0
            for row in asked:
                slugs = [answer.piece.slug for answer in answers_to(PERSON, row["q"], ways=ways)]
                if not row["want"]:
                    false += bool(slugs)
                    continue
                rank = next((place for place, slug in enumerate(slugs, 1) if slug in row["want"]), None)
                unanswered += not slugs
                ranks.append(rank)
                if ways == "both":
                    kinds.setdefault(row["kind"], []).append(rank)
            found[half][ways] = {
                "recall": sum(1 for rank in ranks if rank and rank <= 3) / len(ranks),
                "mrr": sum(1 / rank for rank in ranks if rank) / len(ranks),
                "false": false,
                "none": len(asked) - len(ranks),
                "unanswered": unanswered,
                "asked": len(ranks),
            }
        found[half]["kinds"] = {
            kind: {"recall": sum(1 for rank in ranks if rank and rank <= 3) / len(ranks), "asked": len(ranks)}
            for kind, ranks in kinds.items()
        }
    return found


def start() -> dict:
    """Seconds of the first search after the start-up that `kith serve` does, and of a warm one; the model’s room."""
    from kith.toolkit import embedding, retrieval

    def room() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    before = room()
    embedding.warm()
    mebibytes = room() - before
    retrieval.memory()
    asked = [row["q"] for row in questions() if row["half"] == "train"][:41]
    began = time.perf_counter()
    retrieval.search(PERSON, asked[0])
    first = time.perf_counter() - began
    warm = []
    for question in asked[1:]:
        began = time.perf_counter()
        retrieval.search(PERSON, question)
        warm.append(time.perf_counter() - began)
    return {"first": first, "warm": statistics.median(warm), "mebibytes": mebibytes}


def fill(size: str) -> dict:
    """So many pages in all: fewer by retiring, more by pages made of the real ones’ sentences, near their meanings."""
    import numpy as np
    from django.db import connection, transaction

    from kith.toolkit.embedding import SIZE
    from kith.toolkit.models import Passage, Piece
    from kith.toolkit.passages import INSERT, mark_changed
    from kith.toolkit.stems import stems

    wanted, chance = int(size), random.Random(size)  # noqa: S311 (no secret: filling)
    noise = np.random.default_rng(7)
    with transaction.atomic():
        Piece.objects.update(retired=False)
        real = list(Piece.objects.exclude(slug__startswith="filler-").order_by("slug"))
        for piece in real[wanted:]:
            piece.retired = True
            piece.save(update_fields=["retired"])
        there = Piece.objects.filter(slug__startswith="filler-").count()
        more = wanted - len(real) - there
        if more > 0:
            passages = list(Passage.objects.filter(piece__in=real))
            each = len(passages) // len(real)
            for begin in range(0, more, 500):
                made = Piece.objects.bulk_create(
                    Piece(
                        slug=f"filler-{there + number}",
                        kind="guidance",
                        title=chance.choice(real).title,
                        source="Bench",
                        owner="Bench",
                        last_checked="2026-01-01",
                        next_review="2036-01-01",
                    )
                    for number in range(begin, min(begin + 500, more))
                )
                rows = []
                for piece in made:
                    for order in range(each):
                        like = chance.choice(passages)
                        vector = np.frombuffer(bytes(like.meaning), dtype=np.int8) + noise.normal(0, 4, SIZE)
                        said = like.text.split()
                        chance.shuffle(said)
                        rows.append(
                            Passage(
                                piece=piece,
                                order=order,
                                heading=like.heading,
                                text=" ".join(
                                    said[: len(said) // 2] + chance.choice(passages).text.split()[: len(said) // 2]
                                ),
                                is_question=like.is_question,
                                digest="",
                                meaning=np.clip(np.rint(vector), -127, 127).astype(np.int8).tobytes(),
                            )
                        )
                kept = Passage.objects.bulk_create(rows, batch_size=2000)
                with connection.cursor() as cursor:
                    cursor.executemany(INSERT[connection.vendor], [(row.pk, " ".join(stems(row.text))) for row in kept])
        mark_changed()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return {"pages": Piece.objects.filter(retired=False).count()}


def timed() -> dict:
    """Seconds of a search, and of the bare work in it: the model on the question and the words by hand-written SQL."""
    from django.db import connection

    from kith.toolkit import embedding, retrieval
    from kith.toolkit.retrieval import LONGEST_QUESTION, MATCHES, SQL, kept_stems, read

    embedding.warm()
    known = retrieval.memory()
    asked = [row["q"] for row in questions() if row["half"] == "train"]
    asked = (asked * (MANY // len(asked) + 1))[:MANY]
    whole, bare = [], []
    for turn, question in enumerate([*asked[:10], *asked]):
        began = time.perf_counter()
        retrieval.search(PERSON, question)
        between = time.perf_counter()
        reading = read(question, 0)
        stems = kept_stems(reading)
        start = time.perf_counter()
        embedding.embed([question[:LONGEST_QUESTION]])
        if stems:
            with connection.cursor() as cursor:
                if connection.vendor == "sqlite":
                    cursor.execute(SQL["sqlite"], [" OR ".join(f'"{stem}"' for stem in stems), 0, 0, MATCHES])
                else:
                    words = " | ".join(f"'{stem}'" for stem in stems)
                    cursor.execute(SQL["postgresql"], [words, 0, 0, words, MATCHES])
                cursor.fetchall()
        end = time.perf_counter()
        if turn >= 10:
            whole.append(between - began)
            bare.append(end - start)
    return {
        "p50": percentile(whole, 0.5),
        "p95": percentile(whole, 0.95),
        "bare_p50": percentile(bare, 0.5),
        "bare_p95": percentile(bare, 0.95),
        "beside_bare_p50": percentile(whole, 0.5) / percentile(bare, 0.5),
        "beside_bare_p95": percentile(whole, 0.95) / percentile(bare, 0.95),
        "passages": len(known.keys),
    }


STEPS = {"load": load, "quality": quality, "start": start, "fill": fill, "time": timed}

if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])) + "\n")
