"""No more than a few do at once what is costly, and a place is free again whatever became of who had it."""

import threading
import time

import pytest

from kith.bounds.few import Busy, Few


def test_no_more_than_a_few_are_within_at_once():
    few, within, most = Few(2, patience=5), [], []

    def costly():
        with few.place():
            within.append(1)
            most.append(len(within))
            time.sleep(0.02)
            within.pop()

    threads = [threading.Thread(target=costly) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 8 and max(most) == 2


def test_who_finds_no_place_is_told_and_a_fault_gives_the_place_back():
    few = Few(1, patience=0.01)
    with few.place(), pytest.raises(Busy), few.place():
        pytest.fail("there was no place")
    with pytest.raises(KeyError), few.place():
        raise KeyError
    with few.place():
        pass
