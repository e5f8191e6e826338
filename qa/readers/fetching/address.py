"""What stands at an http or https address, fetched with limits: on bytes, on time, on where it may lead.

In: an address. Out: the bytes of a page and the address at which they were found after redirects, or an
InputError of one sentence. No cookie, no login, no proxy and nothing of the environment takes part, but
SSL_CERT_FILE and SSL_CERT_DIR, which say whose certificates are trusted and nothing about the way.
"""

import codecs
import contextlib
import re
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpcore
import httpx

from qa.errors import InputError
from qa.readers.fetching.connection import CheckedBackend
from qa.readers.fetching.networks import Network, Resolver, system_resolver

MAX_REDIRECTS = 5
MAX_ADDRESS_CHARS = 2_000
# The ports of web servers; below 1024 all others belong to other services, which must not be spoken to.
WEB_PORTS = frozenset((80, 443))
FIRST_FREE_PORT, MAX_PORT = 1024, 65_535
_CHUNK_BYTES = 65_536
_GZIP = zlib.MAX_WBITS | 16
_HEADERS: dict[str | bytes, str | bytes] = {
    "User-Agent": "ask-an-article/1.0 (a reader adds one page to a library of articles; not a crawler)",
    "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, text/markdown;q=0.9, text/plain;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_REASONS = {
    401: "asks for a login; save the page from a browser where you are logged in, and add the file",
    402: "asks for a payment; save the page from a browser where you can read it, and add the file",
    403: "is not open to programs; save the page from a browser and add the file",
    404: "does not exist; see whether the address is spelled right",
    410: "exists no longer; look for the article elsewhere",
    429: "was asked for too often; try again later",
    451: "is withheld for legal reasons; look for the article elsewhere",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_TEXT = re.compile(r"text/(?:html|plain|markdown|x-markdown)\b|application/xhtml\+xml\b", re.IGNORECASE)
# Character sets of pages; Python knows codecs that are none, and some that are slow.
_CHARSETS = re.compile(
    r"utf-?(?:8|16(?:-?[lb]e)?)|(?:iso-?)?(?:8859-\d{1,2}|latin-?\d{1,2})|us-ascii|ascii|(?:windows-?|cp)\d{3,4}|koi8-[ru]"
    r"|gb(?:k|2312|18030)|big5(?:-?hkscs)?|euc-?(?:jp|kr)|shift[_-]?jis|iso-2022-jp|mac-?roman",
    re.IGNORECASE,
)
# As browsers do: these names stand for Windows' larger set.
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252"}


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What fetching one page may take, and which networks it may enter beside the public internet."""

    max_bytes: int
    seconds: float
    networks: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes, decompressed, in the character set that the page itself or UTF-8's mark tells."""

    data: bytes
    address: str


def is_address(text: str | Path) -> bool:
    """Whether a text is a web address and no file's path."""
    return isinstance(text, str) and bool(re.match(r"\s*[a-z][a-z0-9+.-]*://", text, re.IGNORECASE))


def plain_address(text: str) -> str:
    """An address in its usual form, without a fragment. Raises InputError where it is none that can be fetched."""
    return str(_checked(text.strip()))


def fetch(address: str, limits: FetchLimits, resolve: Resolver = system_resolver) -> Fetched:
    """Fetch a page.

    Args:
        resolve: looks up a host's name; what it answers is checked.

    Raises:
        InputError: it is no web address, leads where it must not, cannot be had, or is too large or too slow.
    """
    deadline = time.monotonic() + limits.seconds
    url = _checked(address.strip())
    backend = CheckedBackend(deadline, resolve, limits.networks)
    with httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=backend) as pool:
        for _ in range(MAX_REDIRECTS + 1):
            with _told(url, limits), pool.stream("GET", _core_url(url), headers=_HEADERS) as response:
                onward = _onward(url, response)
                if onward is None:
                    return Fetched(_utf8(_body(url, response, limits), _header(response, b"content-type")), str(url))
            url = onward
    raise InputError(f"{address} is redirected more than {MAX_REDIRECTS} times; open it in a browser and add the address that it ends at.")


def _checked(text: str) -> httpx.URL:
    """An address that may be asked for, by all that it says itself."""
    shown = text[:100]
    try:
        if len(text) > MAX_ADDRESS_CHARS:
            raise ValueError
        url = httpx.URL(text).copy_with(fragment=None)
        port, host = url.port, url.host
        if port is not None and port > MAX_PORT:
            raise ValueError
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise InputError(f"{shown} is not a web address; copy it from a browser.") from error
    if url.scheme not in ("http", "https") or not host:
        raise InputError(f"{shown} is not a web address; one begins with http:// or https:// and a host's name.")
    if url.userinfo:
        raise InputError(f"{url.copy_with(username=None, password=None)} was given with a login, which is not sent; add it without.")
    if port is not None and port not in WEB_PORTS and port < FIRST_FREE_PORT:
        raise InputError(f"{shown} names port {port}, which is no web server's; add an address with another port, or a file.")
    return url


def _core_url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _onward(url: httpx.URL, response: httpcore.Response) -> httpx.URL | None:
    """Where a redirect leads to; None for a page."""
    place = _header(response, b"location")
    if response.status in _REDIRECTS and place:
        try:
            return _checked(str(url.join(place)))
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            raise InputError(f"{url} is redirected to what is no address; open it in a browser and add the file.") from error
    if response.status != 200:
        reason = _REASONS.get(response.status) or ("has trouble at its server; try again later" if response.status >= 500 else "")
        raise InputError(f"{url} {reason or 'gives no page; open it in a browser and add the file'} (status {response.status}).")
    return None


def _body(url: httpx.URL, response: httpcore.Response, limits: FetchLimits) -> bytes:
    """The content, decompressed, which is where its size counts."""
    data = bytearray()
    for piece in _decompressed(url, response):
        data += piece
        if len(data) > limits.max_bytes:
            raise InputError(f"{url} is larger than {limits.max_bytes / 1e6:g} MB; raise the limit (--max-file-mb) or add a smaller file.")
    if not data.strip():
        raise InputError(f"{url} is empty; open it in a browser and add the file.")
    return bytes(data)


def _decompressed(url: httpx.URL, response: httpcore.Response) -> Iterator[bytes]:
    """The content in pieces of bounded size, whatever a compressed byte stands for."""
    encoding = _header(response, b"content-encoding").strip().lower()
    pieces: Iterable[bytes] = response.iter_stream()
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip"):
        raise InputError(f"{url} is sent in a compression that was not asked for ({encoding[:40]}); add the page as a file.")
    unzip = zlib.decompressobj(_GZIP)
    for piece in pieces:
        while piece and not unzip.eof:
            yield unzip.decompress(piece, _CHUNK_BYTES)
            piece = unzip.unconsumed_tail
            if unzip.eof and unzip.unused_data.startswith(b"\x1f\x8b"):  # gzip may go on with another part
                piece, unzip = unzip.unused_data, zlib.decompressobj(_GZIP)
    while rest := unzip.decompress(b"", _CHUNK_BYTES):
        yield rest
    if not unzip.eof:
        raise InputError(f"{url} ended before all of it was sent; try again.")


def _header(response: httpcore.Response, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in response.headers if key.lower() == name), "")


def _utf8(data: bytes, content_type: str) -> bytes:
    """Text in UTF-8 with its mark where the header names another set that fits; else as it is, for its reader to tell."""
    named = _CHARSET.search(content_type)
    if not named or not _TEXT.match(content_type.strip()) or not _CHARSETS.fullmatch(named[1]) or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data
    with contextlib.suppress(UnicodeDecodeError, LookupError):
        codec = codecs.lookup(named[1]).name
        text = data.decode(_WIDER.get(codec, codec)).removeprefix("\ufeff")
        return codecs.BOM_UTF8 + text.encode("utf-8", "replace")
    return data


@contextlib.contextmanager
def _told(url: httpx.URL, limits: FetchLimits) -> Iterator[None]:
    """What goes wrong on the way, as one sentence."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise InputError(f"{url} took more than {limits.seconds:g} seconds; try again later, or add the page as a file.") from error
    except httpcore.ConnectError as error:
        raise InputError(_refused(url, error)) from error
    except httpcore.NetworkError as error:
        raise InputError(f"The connection to {url.host} broke off; try again.") from error
    except (httpcore.ProtocolError, zlib.error) as error:
        raise InputError(
            f"{url} was not sent whole, or not as web servers send pages; try again, or see whether the address is right."
        ) from error


def _refused(url: httpx.URL, error: BaseException) -> str:
    cause = _cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"{url.host} cannot prove who it is ({cause.verify_message}), so nothing is fetched from it; see whether its name is right."
    if isinstance(cause, ssl.SSLError):
        return f"No safe connection to {url.host} can be made ({cause.reason or 'TLS failed'}); see whether the port is right."
    if isinstance(cause, ConnectionRefusedError):
        return f"{url.host} refuses the connection; see whether the address and its port are right."
    reason = getattr(cause, "strerror", None) or "no connection"
    return f"{url.host} cannot be reached ({reason}); see whether this machine has a network."


def _cause(error: BaseException) -> BaseException:
    """The system's own error under those that stand for it."""
    while not isinstance(error, OSError) and (under := error.__cause__ or error.__context__) is not None:
        error = under
    return error
