"""What is fetched from an address, and all that is not: real servers on this machine, which must be allowed first."""

import codecs
import gzip
import socket
import ssl
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import trustme

from qa.errors import InputError
from qa.readers.fetching.address import Fetched, FetchLimits, fetch, is_address, plain_address
from qa.readers.fetching.networks import Resolver, may_reach, networks_from, system_resolver
from tests.serving import page, redirect, serving

HERE = networks_from(["127.0.0.1/32"])
PAGE = "<!doctype html><html><body><p>Störche nisten auf Dächern.</p></body></html>"


def get(address: str, max_bytes: int = 100_000, seconds: float = 20.0, resolve: Resolver = system_resolver) -> Fetched:
    return fetch(address, FetchLimits(max_bytes, seconds, HERE), resolve)


def refusal(address: str, **limits: object) -> str:
    with pytest.raises(InputError) as told:
        get(address, **limits)  # type: ignore[arg-type]
    return str(told.value)


def test_a_page_is_fetched_and_says_where_it_was_found() -> None:
    asked: dict[str, str] = {}

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.update(request.headers.items())
        page(PAGE.encode())(request)

    with serving({"/old": redirect("/new?x=1"), "/new?x=1": answer}) as site:
        fetched = get(f"{site}/old#part")
        assert fetched.data.decode("utf-8-sig") == PAGE
        assert fetched.address == f"{site}/new?x=1"
        assert asked["Host"] == urlsplit(site).netloc
    assert "not a crawler" in asked["User-Agent"]
    assert "text/html" in asked["Accept"]
    assert "Cookie" not in asked


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        *((ip, True) for ip in ("8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1")),
        *((ip, False) for ip in ("127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "0.1.2.3")),
        *((ip, False) for ip in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "192.0.0.192")),
        *((ip, False) for ip in ("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1")),
        *((ip, False) for ip in ("::1", "::", "fe80::1", "fe80::1%lo", "fec0::1", "fc00::1", "ff02::1", "2001:db8::1", "3fff::1")),
        *((ip, False) for ip in ("::ffff:127.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::808:808")),
        *((ip, False) for ip in ("64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2")),
    ],
)
def test_only_machines_of_the_public_internet_are_reached(ip: str, public: bool) -> None:
    assert may_reach(ip_address(ip)) is public


def test_an_allowed_network_is_reached_but_never_the_links_own_addresses() -> None:
    everything = networks_from(["0.0.0.0/0", "::/0"])
    assert may_reach(ip_address("10.1.2.3"), networks_from(["10.0.0.0/8"]))
    assert not may_reach(ip_address("11.1.2.3").__class__("192.168.0.1"), networks_from(["10.0.0.0/8"]))
    assert may_reach(ip_address("::ffff:10.1.2.3"), networks_from(["10.0.0.0/8"]))
    for ip in ("169.254.169.254", "::ffff:169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1"):
        assert not may_reach(ip_address(ip), everything)
    with pytest.raises(InputError, match=r"10\.0\.0\.0/8"):
        networks_from(["10.0.0.1/8"])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_without_permission_nothing_is_asked_of_this_machine(host: str) -> None:
    asked: list[str] = []
    with (
        serving({"/": lambda request: asked.append(request.path)}) as site,
        pytest.raises(InputError, match=r"not on the public internet|no host|looked up"),
    ):
        fetch(f"http://{host}:{urlsplit(site).port}/", FetchLimits(1_000, 20.0))
    assert not asked


def test_a_redirect_leads_nowhere_that_is_not_allowed() -> None:
    asked: list[str] = []
    with serving({"/": lambda request: asked.append(request.path)}, host="127.0.0.2") as inside:
        answers = {
            "/in": redirect(f"{inside}/"),
            "/meta": redirect("http://169.254.169.254/latest/meta-data/"),
            "/six": redirect("http://[::1]/"),
        }
        answers |= {
            "/file": redirect("file:///etc/passwd"),
            "/login": redirect("http://me:secret@127.0.0.1/"),
            "/mail": redirect("//127.0.0.1:25/"),
        }
        with serving(answers) as site:
            for path in ("/in", "/meta", "/six"):
                assert "not on the public internet" in refusal(site + path)
            assert "not a web address" in refusal(f"{site}/file")
            assert "port 25" in refusal(f"{site}/mail")
            told = refusal(f"{site}/login")
            assert "with a login" in told
            assert "secret" not in told
    assert not asked


def test_a_name_that_stands_for_another_machine_the_second_time_is_looked_up_once() -> None:
    asked: list[str] = []
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["169.254.169.254"]])

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    with serving({"/": page(PAGE.encode())}) as site:
        port = urlsplit(site).port
        assert PAGE in get(f"http://rebinding.test:{port}/", resolve=rebinding).data.decode()
        assert asked == ["rebinding.test"]
        assert "rebinding.test is not on the public internet (127.0.0.2)" in refusal(f"http://rebinding.test:{port}/", resolve=rebinding)


def test_one_forbidden_place_among_those_of_a_name_is_enough_to_refuse() -> None:
    with serving({"/": page(PAGE.encode())}) as site:
        port = urlsplit(site).port
        assert "(10.0.0.7)" in refusal(f"http://two.test:{port}/", resolve=lambda *_: ["127.0.0.1", "10.0.0.7"])


def test_a_place_that_does_not_answer_is_passed_over() -> None:
    with serving({"/": page(PAGE.encode())}) as site:
        fetched = fetch(
            f"http://two.test:{urlsplit(site).port}/",
            FetchLimits(100_000, 20.0, networks_from(["127.0.0.0/8"])),
            lambda *_: ["127.0.0.3", "127.0.0.1"],
        )
    assert PAGE in fetched.data.decode()


def test_neither_proxies_nor_logins_of_the_environment_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: dict[str, str] = {}
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.update(request.headers.items())
        page(PAGE.encode())(request)

    with serving({"/": answer}) as site:
        get(site)
    assert "Host" in asked
    assert "Authorization" not in asked


def drip(start: bytes, piece: bytes) -> object:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(start)
        while True:
            request.wfile.write(piece)
            request.wfile.flush()
            time.sleep(0.02)

    return answer


def test_a_server_that_drips_is_left() -> None:
    answers = {
        "/body": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"x"),
        "/head": drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        "/chunks": drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        "/silent": lambda _: time.sleep(30),
    }
    with serving(answers) as site:  # type: ignore[arg-type]
        for path in answers:
            assert "took more than 0.4 seconds" in refusal(site + path, seconds=0.4)


def test_redirects_that_drip_share_one_time() -> None:
    def late(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        redirect(request.path + "x")(request)

    with serving({"/" + "x" * n: late for n in range(9)}) as site:
        assert "took more than 0.8 seconds" in refusal(f"{site}/", seconds=0.8)


def test_a_slow_look_up_is_left() -> None:
    assert "took too long" in refusal("http://slow.test/", seconds=0.2, resolve=lambda *_: time.sleep(30) or [])


def endless(head: bytes, piece: bytes) -> object:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n")
        while True:
            request.wfile.write(piece)

    return answer


def test_a_page_without_end_and_one_that_says_it_is_too_large_are_left() -> None:
    answers = {
        "/endless": endless(b"", b"word " * 1000),
        "/chunks": endless(b"Transfer-Encoding: chunked\r\n", b"5\r\nword \r\n" * 1000),
        "/large": page(b"word " * 40_000),
        "/headers": endless(b"", b"")
        and (
            lambda request: (
                [request.wfile.write(b"HTTP/1.1 200 OK\r\n")] + [request.wfile.write(b"X-Y: z\r\n" * 1000) for _ in range(10**4)]
            )
        ),
    }
    with serving(answers) as site:  # type: ignore[arg-type]
        for path in ("/endless", "/chunks", "/large"):
            assert "larger than 0.1 MB" in refusal(site + path)
        assert "not as web servers send pages" in refusal(f"{site}/headers")


def test_a_bomb_is_measured_unpacked_and_does_not_fill_memory() -> None:
    zeros = gzip.compress(b"\0" * 60_000_000, 9)
    assert len(zeros) < 80_000
    bombs = {
        "/gzip": page(zeros, Content_Encoding="gzip"),
        "/twice": page(gzip.compress(zeros, 9), Content_Encoding="gzip, gzip"),
        "/brotli": page(b"\x0b", Content_Encoding="br"),
    }
    with serving(bombs) as site:
        assert "larger than 1 MB" in refusal(f"{site}/gzip", max_bytes=1_000_000)
        assert "compression that was not asked for (gzip, gzip)" in refusal(f"{site}/twice")
        assert "compression that was not asked for (br)" in refusal(f"{site}/brotli")


def test_a_compressed_page_is_unpacked_to_its_last_byte() -> None:
    text = "".join(chr(65 + n % 26) * (n % 7) for n in range(60_000)).encode()
    parts = gzip.compress(text) + gzip.compress(b"END")
    answers = {"/": page(parts, Content_Encoding="gzip"), "/cut": page(gzip.compress(text)[:-20], Content_Encoding="gzip")}
    answers["/no"] = page(b"no gzip at all", Content_Encoding="gzip")
    with serving(answers) as site:
        assert get(f"{site}/", max_bytes=10**6).data.removeprefix(codecs.BOM_UTF8) == text + b"END"
        assert "ended before all of it was sent" in refusal(f"{site}/cut", max_bytes=10**6)
        assert "not as web servers send pages" in refusal(f"{site}/no")


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("text/html; charset=iso-8859-1", PAGE.encode("latin-1")),
        ('text/html; charset="windows-1252"', PAGE.replace(".", "…").encode("cp1252")),
        ("text/html; charset=utf-16le", PAGE.encode("utf-16-le")),
        ("text/html; charset=utf-8", PAGE.encode()),
    ],
)
def test_the_character_set_that_a_server_names_is_honoured(content_type: str, data: bytes) -> None:
    with serving({"/": page(data, content_type)}) as site:
        assert "Störche nisten auf Dächern" in get(site).data.decode("utf-8-sig")


@pytest.mark.parametrize("charset", ["utf-8", "punycode", "unicode_escape", "no-such-set", "zlib", ""])
def test_a_character_set_that_does_not_fit_changes_nothing(charset: str) -> None:
    data = PAGE.encode("latin-1")
    with serving({"/": page(data, f"text/html; charset={charset}")}) as site:
        assert get(site).data == data


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "login"),
        (403, "not open to programs"),
        (404, "does not exist"),
        (410, "no longer"),
        (418, "gives no page"),
        (429, "too often"),
    ],
)
def test_a_page_that_cannot_be_had_is_told_in_one_sentence(status: int, said: str) -> None:
    with serving({"/": page(PAGE.encode(), status=status)}) as site:
        told = refusal(site)
    assert said in told
    assert f"(status {status})" in told


def test_redirects_without_end_or_place_are_told() -> None:
    answers = {"/loop": redirect("/loop"), "/empty": page(b" \n"), "/nowhere": redirect("http://storks.test:port/")}
    answers |= {"/off": lambda request: request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nshort")}
    answers |= {"/other": lambda request: request.wfile.write(b"220 mail.test ESMTP\r\n")}
    answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(5)} | {"/5": page(PAGE.encode())}
    with serving(answers) as site:
        assert "more than 5 times" in refusal(f"{site}/loop")
        assert PAGE in get(f"{site}/0").data.decode()
        assert "is empty" in refusal(f"{site}/empty")
        assert "redirected to what is no address" in refusal(f"{site}/nowhere")
        assert "not sent whole" in refusal(f"{site}/off")
        assert "not as web servers send" in refusal(f"{site}/other")


def test_a_host_that_is_not_there_refuses_or_is_not_reached_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "refuses the connection" in refusal(f"http://127.0.0.1:{taken.getsockname()[1]}/")

    def failing(number: int) -> Resolver:
        def resolve(host: str, port: int) -> Sequence[str]:
            raise socket.gaierror(number, "said by the system")

        return resolve

    assert "There is no host storks.test" in refusal("http://storks.test/", resolve=failing(socket.EAI_NONAME))
    assert "whether this machine has a network" in refusal("http://storks.test/", resolve=failing(socket.EAI_AGAIN))
    assert "no address that can be used" in refusal("http://storks.test/", resolve=lambda *_: ["storks"])
    assert "There is no host" in refusal(f"http://{'a' * 70}.test/")


def test_a_certificate_is_checked_for_the_name_that_was_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("storks.test").configure_cert(tls)
    with serving({"/": page(PAGE.encode())}, tls=tls) as site:
        port = urlsplit(site).port
        ask = {"resolve": lambda *_: ["127.0.0.1"]}
        assert "storks.test cannot prove who it is" in refusal(f"https://storks.test:{port}/", **ask)
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        assert PAGE in get(f"https://storks.test:{port}/", resolve=lambda *_: ["127.0.0.1"]).data.decode()
        assert "herons.test cannot prove who it is" in refusal(f"https://herons.test:{port}/", **ask)
    with serving({"/": page(PAGE.encode())}) as site:
        assert "No safe connection" in refusal(site.replace("http:", "https:"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://storks.test/", "begins with http"),
        ("file:///etc/passwd", "begins with http"),
        ("http://", "begins with http"),
        ("http://me:secret@storks.test/", "with a login"),
        ("http://storks.test:22/", "port 22"),
        ("http://storks.test:0/", "port 0"),
        ("http://storks.test:99999999/", "not a web address"),
        ("http://storks.test/" + "x" * 3_000, "not a web address"),
        ("http://sto\nrks.test/", "not a web address"),
    ],
)
def test_what_is_no_address_of_a_page_is_told(address: str, said: str) -> None:
    assert is_address(address)
    told = refusal(address)
    assert said in told
    assert "secret" not in told


def test_an_address_is_told_from_a_path_and_has_one_form() -> None:
    assert not any(map(is_address, ["page.html", "/tmp/a.txt", "C:\\a.txt", "C:/a.txt", Path("http://x"), "a b://c"]))
    assert plain_address(" HTTP://Störche.test/a#b ") == "http://xn--strche-xxa.test/a"
