"""Where pages lead: dead links found in the database, addresses outside tried at a real server, and nowhere private."""

import io
import ipaddress
import random
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from kith.access.rules import NotFound
from kith.audit.models import Entry
from kith.bounds.outside import is_open_internet
from kith.toolkit import actions, links
from kith.toolkit.models import Hiding, OutsideLink, Piece
from kith.toolkit.words import LinkState

from .factories import a_page


class Site(BaseHTTPRequestHandler):
    """A site with one page of each sort; it remembers what it was asked."""

    asked: list[tuple[str, str]]

    def answer(self):
        self.server.asked.append((self.command, self.path))
        place = self.path.split("?")[0]
        status = {"/gone": 404, "/gone-for-good": 410, "/kept-out": 403, "/fault": 500}.get(place, 200)
        if place == "/no-head" and self.command == "HEAD":
            status = 405
        if place.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.server.leads[place.removeprefix("/to/")])
            self.end_headers()
            return
        if place == "/slow":
            time.sleep(1.5)
        self.send_response(status)
        if place == "/drip":
            self.flush_headers()
            for _ in range(40):
                self.wfile.write(b"X-Drop: 1\r\n")
                time.sleep(0.2)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"x" * 10)

    do_HEAD = do_GET = answer

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked = []
    here = f"http://127.0.0.1:{server.server_port}"
    server.leads = {
        "page": f"{here}/page",
        "round": f"{here}/to/round",
        "gone": "/gone",
        "private": "http://10.0.0.1/",
        "metadata": "http://169.254.169.254/latest/meta-data/",
        "other-port": "http://127.0.0.1:1/",
        "file": "file:///etc/passwd",
    }
    server.here, server.also = here, frozenset({("127.0.0.1", server.server_port)})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("/page", LinkState.ANSWERS, 200),
        ("/page?a=1&b=caf%C3%A9", LinkState.ANSWERS, 200),
        ("/päge with space", LinkState.ANSWERS, 200),
        ("/no-head", LinkState.ANSWERS, 200),
        ("/gone", LinkState.GONE, 404),
        ("/gone-for-good", LinkState.GONE, 410),
        ("/kept-out", LinkState.REFUSED, 403),
        ("/fault", LinkState.REFUSED, 500),
        ("/to/page", LinkState.ANSWERS, 200),
        ("/to/gone", LinkState.GONE, 404),
        ("/to/round", LinkState.SILENT, None),
        ("/to/private", LinkState.CLOSED, None),
        ("/to/metadata", LinkState.CLOSED, None),
        ("/to/other-port", LinkState.CLOSED, None),
        ("/to/file", LinkState.CLOSED, None),
        ("/slow", LinkState.SILENT, None),
    ],
)
def test_what_an_address_answers(site, path, state, status):
    found = links.try_outside(site.here + path, seconds=1, also=site.also)
    assert (found.state, found.status) == (state, status)


def test_the_head_is_asked_for_first_and_the_page_only_where_that_is_refused(site):
    links.try_outside(site.here + "/page", also=site.also)
    links.try_outside(site.here + "/no-head", also=site.also)
    assert site.asked == [("HEAD", "/page"), ("HEAD", "/no-head"), ("GET", "/no-head")]


def test_a_machine_that_does_not_listen_is_silent():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    also = frozenset({("127.0.0.1", port)})
    assert links.try_outside(f"http://127.0.0.1:{port}/", seconds=1, also=also).state == LinkState.SILENT
    assert links.try_outside(f"https://127.0.0.1:{port}/", seconds=1, also=also).state == LinkState.SILENT


def test_a_site_that_answers_without_end_is_left(site):
    start = time.monotonic()
    assert links.try_outside(site.here + "/drip", seconds=0.5, also=site.also).status == 200
    assert time.monotonic() - start < 4, "its first line was enough"


def test_a_site_that_only_seems_secure_is_not_trusted(site):
    secure = site.here.replace("http://", "https://")
    assert links.try_outside(f"{secure}/page", seconds=1, also=site.also).state == LinkState.SILENT


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[ff02::1]/",
        "http://224.0.0.1/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://2130706433/",
        "http://127.1/",
        "http://127.0.0.1:22/",
        "https://user:word@127.0.0.1/",
        "ftp://127.0.0.1/",
        "http:///nowhere",
        "http://127.0.0.1:99999/",
    ],
)
def test_no_address_leads_to_this_machine_or_a_private_net(url, monkeypatch):
    opened = []
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: opened.append(a))
    assert links.try_outside(url, seconds=1).state in (LinkState.CLOSED, LinkState.SILENT)
    assert opened == [], "nothing was even connected to"


@pytest.mark.parametrize(
    "number",
    ["8.8.8.8", "100.63.255.255", "100.128.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255"]
    + ["2001:4860:4860::8888", "2606:4700::1111", "2a00:1450:4009::1", "::ffff:8.8.8.8"],
)
def test_the_open_internet_is_open(number):
    assert is_open_internet(number)


PRIVATE = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"),
    *("192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4"),
    "240.0.0.0/4",
)
# Where a short number lies within a long one, as the bits that stand before and behind it.
WRAPPINGS = {
    "mapped": lambda four: 0xFFFF << 32 | four,
    "compatible": lambda four: four,
    "NAT64": lambda four: 0x64FF9B << 96 | four,
    "NAT64 of one’s own": lambda four: 0x64FF9B0001 << 80 | four,
    "6to4": lambda four: 0x2002 << 112 | four << 80,
    "Teredo": lambda four: 0x20010000 << 96 | (four ^ 0xFFFFFFFF),
}


def some_of(net: str) -> list[int]:
    """The first number of a range, the last, and some between, the same at each run."""
    found = ipaddress.ip_network(net)
    first, most = int(found.network_address), found.num_addresses - 1
    chance = random.Random(net)
    return [first, first + most, *(first + chance.randint(0, most) for _ in range(60))]


@pytest.mark.parametrize("net", PRIVATE)
def test_no_number_of_a_closed_range_is_open_however_it_is_wrapped(net):
    for four in some_of(net):
        assert not is_open_internet(str(ipaddress.IPv4Address(four)))
        for name, wrapped in WRAPPINGS.items():
            six = ipaddress.IPv6Address(wrapped(four))
            assert not is_open_internet(str(six)), (name, six)
            assert not is_open_internet(six.exploded), (name, six)


@pytest.mark.parametrize(
    "net",
    ["::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "3fff::/20"]
    + ["4000::/2", "8000::/1", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"],
)
def test_of_the_long_numbers_only_what_is_given_out_is_open(net):
    for six in some_of(net):
        assert not is_open_internet(str(ipaddress.IPv6Address(six)))


def test_of_numbers_drawn_by_chance_those_that_no_list_closes_are_open():
    chance, nets = random.Random(7), [ipaddress.ip_network(net) for net in (*PRIVATE, *OTHER_USES)]
    for _ in range(3_000):
        four = ipaddress.IPv4Address(chance.getrandbits(32))
        wanted = not any(four in net for net in nets)
        assert is_open_internet(str(four)) is wanted, four
        assert is_open_internet(f"::ffff:{four}") is wanted, four


# Anycast of special uses: nobody’s web site stands there.
OTHER_USES = ("192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24")


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "08.8.8.8", "2606:4700::1111%eth0", "fe80::1%1", " 8.8.8.8"])
def test_what_is_no_plain_number_is_not_open(text):
    assert not is_open_internet(text)


def test_the_connection_goes_to_the_number_that_was_looked_at(site, monkeypatch):
    """A name that answers otherwise the second time is asked once for each request, and never by the connection."""
    port = site.server_port
    answers = iter(["127.0.0.1", "10.0.0.1"])
    asked = []

    def looked_up(host, port, **how):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    real = socket.create_connection
    reached = []
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket, "create_connection", lambda at, *a, **k: reached.append(at) or _dial(real, at))
    assert links.try_outside(f"http://twice.example:{port}/page", seconds=1, also=site.also).state == LinkState.ANSWERS
    assert asked == ["twice.example"] and reached == [("127.0.0.1", port)]
    assert links.try_outside(f"http://twice.example:{port}/page", seconds=1, also=site.also).state == LinkState.CLOSED


def _dial(real, at):
    plain = socket.socket()
    plain.settimeout(1)
    plain.connect(at)
    return plain


def test_one_private_number_among_several_closes_the_name(monkeypatch):
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: rows)
    assert links.try_outside("https://both.example/", seconds=1).state == LinkState.CLOSED


# In the toolkit.


@pytest.fixture
def page(cast):
    """A page of Thornmere that leads to one of everything."""
    text = (
        "See</p><p><a href='/toolkit/page/danger-first'>there</a> <a href='/toolkit/page/never'>not there</a> "
        "<a href='/toolkit/page/old'>old</a> <a href='/toolkit/page/hidden#why'>hidden</a> "
        "<a href='https://page.example/a?b=1&amp;c=2'>outside</a>"
    )
    for slug in ("old", "hidden"):
        actions.publish_piece(cast["hal"], content=a_page(slug, title=slug), layer="regional")
    content = a_page(
        "x",
        title="Our desk",
        sections=(("Do this first", f"<p>{text}</p>"), ("Why", "<p>So.</p>")),
        related=["danger-first", "gone-too"],
        links=[{"title": "T", "url": "https://page.example/read", "checked": "2026-05-01"}],
    )
    made = actions.publish_piece(cast["farah"], content=content, layer="local")
    actions.retire_piece(cast["hal"], piece=Piece.objects.get(slug="old"), why="Old.")
    Hiding.objects.create(authority=cast["farah"].authority, slug="hidden", why="x", by=cast["farah"])
    return made


@pytest.mark.django_db
def test_links_to_retired_hidden_and_missing_pages_are_found(cast, page):
    dead = [row for row in links.dead_in(cast["farah"].authority) if row.piece == page]
    assert {(row.where, row.slug, row.why) for row in dead} == {
        ("Do this first", "never", "there is none"),
        ("Do this first", "old", "it was retired"),
        ("Do this first", "hidden", "it is not shown here"),
        ("", "gone-too", "there is none"),
    }
    assert not [row for row in links.dead_in(cast["sade"].authority) if row.piece == page]


@pytest.mark.django_db
def test_what_comes_with_kith_leads_nowhere_dead(cast):
    assert links.dead_in(cast["farah"].authority) == []


@pytest.mark.django_db
def test_the_board_and_its_page_say_what_was_found_and_when(client, cast, page):
    client.force_login(cast["farah"])
    assert "4 in our own pages lead to no page" in client.get(reverse("editing:board")).content.decode()
    shown = client.get(reverse("editing:links")).content.decode()
    for words in ("Our desk", "but it was retired", "but there is none", "but it is not shown here", "never tried"):
        assert words in shown, words
    assert "https://page.example/a?b=1&amp;c=2" in shown and "Checked 2026-05-01" in shown
    OutsideLink.objects.create(url="https://page.example/read", state=LinkState.GONE, status=404)
    shown = client.get(reverse("editing:links")).content.decode()
    assert "The page is not there any more" in shown and "(404)" in shown and "Last tried" in shown
    reader = client.get(reverse("toolkit:piece", args=["x"])).content.decode()
    assert reader.count("It led nowhere when it was last tried.") == 1
    OutsideLink.objects.update(state=LinkState.REFUSED, status=403)
    assert "It led nowhere" not in client.get(reverse("toolkit:piece", args=["x"])).content.decode()
    client.force_login(cast["sade"])
    theirs = client.get(reverse("editing:links")).content.decode()
    assert "Our desk" not in theirs and "page.example" not in theirs


@pytest.mark.django_db
def test_what_was_tried_is_kept_and_stands_in_the_trail(cast, site):
    urls = [site.here + "/page", site.here + "/gone"]
    OutsideLink.objects.create(url="https://no-page-names-it.example/", state=LinkState.ANSWERS)
    assert actions.try_links("system:command", urls=urls, seconds=1, also=site.also) == 1
    kept = {row.url: (row.state, row.status) for row in OutsideLink.objects.all()}
    assert kept == {urls[0]: ("answers", 200), urls[1]: ("gone", 404)}
    assert Entry.objects.get(verb="toolkit.links-tried").details == {"tried": 2, "broken": 1}
    with pytest.raises(NotFound):
        actions.try_links(cast["farah"], urls=urls, seconds=1, also=site.also)


def run(*arguments) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("toolkit", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_the_command_asks_nothing_outside_unless_it_is_told_to(cast, site, monkeypatch):
    monkeypatch.setattr(links, "numbers_of", lambda *a, **k: pytest.fail("it looked outside"))
    code, said, faults = run("links")
    assert code == 0 and "0 tried, 0 broken" in said and faults == ""


@pytest.mark.django_db
def test_the_command_names_what_is_broken_and_ends_with_one(cast, page, site, monkeypatch):
    # Every name of the world is this machine, where it does not go.
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **how: [(socket.AF_INET, 1, 6, "", ("127.0.0.1", port))]
    )
    code, said, faults = run("links", "--outside", "--seconds", "1")
    assert code == 1 and site.asked == []
    assert "x: https://page.example/read: Leads to where Kith does not go." in faults
    assert "x (local): leads to “old”; in Thornmere it was retired." in faults
    assert "Links within that lead nowhere: 4." in said
    assert run("links")[0] == 1, "what was found last stands until it is tried again"
    with pytest.raises(CommandError) as wrong:
        run("links", "--seconds", "0")
    assert wrong.value.returncode == 2
