"""The check of pages is itself tried: a good page passes, and each fault is found."""

import pytest

from tests.pages import Fault, check_page

GOOD = (
    '<!doctype html><html lang="en"><head><title>Home – Kith</title><script src="/kith.js"></script></head><body><a href="#main">Skip</a>'
    '<main id="main"><h1>Home</h1><form action="/x" method="post"><input type="hidden" name="csrfmiddlewaretoken" '
    'value="1"><label for="a">Name</label><input id="a" name="a"></form></main></body></html>'
)


def test_a_good_page_passes():
    check_page(GOOD)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</main>", "</main></div>", "not valid HTML"),
        ("<h1>Home</h1>", "<h1>Home</h1><h1>Home</h1>", "2 headings"),
        ("<h1>Home</h1>", "<h1>House</h1>", "has the title"),
        ('lang="en"', "", "no language"),
        ('id="a" name="a"', 'id="main" name="a"', "ids twice"),
        ('<label for="a">Name</label>', "", "without a label"),
        ('action="/x" method="post"', 'action="/x"', "without an address or a method"),
        ("csrfmiddlewaretoken", "other", "without its secret"),
        ("<h1>", "<script>1</script><h1>", "a script of its own"),
        ("<h1>", '<p style="color:red">x</p><h1>', "a style of its own"),
        ("<h1>", '<p onclick="x()">x</p><h1>', "script in an attribute"),
        ("<h1>", '<img src="https://elsewhere.example/x.png" alt=""><h1>', "fetches"),
        ('href="#main"', 'href="#nowhere"', "leads nowhere"),
        ("Name</label>", "Child's name</label>", "straight quotation mark"),
        ("<h1>", "<p>" + "x" * 100_000 + "</p><h1>", "100 kB"),
        ('id="a" name', 'id="a" aria-describedby="b" name', "by what is not there"),
        ('<input id="a" name="a">', '<textarea id="a" name="a"></textarea>', "words that are not kept"),
    ],
)
def test_each_fault_is_found(old, new, fault):
    with pytest.raises(Fault, match=fault):
        check_page(GOOD.replace(old, new, 1))
