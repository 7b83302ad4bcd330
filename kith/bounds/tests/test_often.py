"""So many answers in so many seconds, counted from the first."""

from kith.bounds.often import Often


def test_one_asker_waits_until_its_seconds_are_over_and_another_does_not():
    often = Often(60)
    # It begins shortly before a minute of the clock is over: that minute is nothing to it.
    assert [often.wait("a", most=2, now=now) for now in (58.0, 59.0)] == [0, 0]
    assert often.wait("a", most=2, now=61.0) == 57
    assert often.wait("b", most=2, now=61.0) == 0
    assert often.wait("a", most=2, now=117.9) == 1, "never “in no seconds”"
    assert [often.wait("a", most=2, now=118.0) for _ in range(3)] == [0, 0, 60]


def test_a_clock_that_is_set_back_keeps_nobody_waiting_for_long():
    often = Often(60)
    assert often.wait("a", most=1, now=100_000.0) == 0
    assert often.wait("a", most=1, now=1_000.0) == 0
    assert often.wait("a", most=1, now=1_000.0) == 60


def test_too_many_askers_wait_and_those_who_are_known_do_not(monkeypatch):
    monkeypatch.setattr(Often, "KEPT", 2)
    often = Often(60)
    assert [often.wait(who, most=2, now=5.0) for who in ("a", "b", "c", "a")] == [0, 0, 60, 0]
    often.forget()
    assert often.wait("c", most=2, now=5.0) == 0
