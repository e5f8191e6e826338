"""What stands between the network and gradio: refuses what the page does not need, bounds what is sent, names visitors.

In: requests. Out: the same requests to gradio, or one sentence; answers carry the security headers and the
visitor's cookie. Gradio serves and fetches files by address for apps that show media; ours never does.
"""

import json
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.page.visitors import UNNAMED, Visitors

MAX_JSON_BYTES = 4_000_000
MAX_FILES = 20
_FORM_BYTES = 100_000
# Routes of gradio's for what the page has none of: other apps' files, media streams, links to sessions, editing by a model.
_CLOSED = re.compile(
    r"/(?:(?:gradio_api/)?(?:proxy=|file/|stream/|deep_link|process_recording|vibe-|run-history/|runs\b|custom_component/|profiling/|dev/)"
    r"|monitoring\b|login\b)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]+:/", re.IGNORECASE)  # longer than the letter of a drive
_FILE = "/gradio_api/file="
_TOOLS = "/gradio_api/mcp"
# Scripts and styles of gradio's stand within its page; all else, pictures and connections above all, is of our own server.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class RefusedError(Exception):
    """A request that goes no further; with the status and the sentence that it is answered with."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Guard:
    """ASGI middleware around gradio's app."""

    def __init__(self, app: ASGIApp, visitors: Visitors, max_file_bytes: int, uploads: Callable[[], Collection[str]] = tuple) -> None:
        """Args: uploads: the paths of the files that visitors have sent; they are read by the app and served to nobody."""
        self.app = app
        self.visitors = visitors
        self.max_upload_bytes = MAX_FILES * max_file_bytes + _FORM_BYTES
        self.max_file_bytes = max_file_bytes
        self.uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._with_headers(scope, headers, send)
        try:
            self._check_route(scope["path"])
            is_form = headers.get("content-type", "").lower().startswith("multipart/")
            limit = self.max_upload_bytes if is_form else MAX_JSON_BYTES
            _check_length(headers.get("content-length", "0"), limit)
            if _TOOLS in scope["path"] and not self.visitors.known(cookie_parser(headers.get("cookie", ""))):
                scope = {**scope, "headers": [*scope["headers"], (UNNAMED.encode(), b"1")]}
            if scope["method"] == "POST" and not is_form:
                body = await _whole(receive, limit)
                _check_files(body)
                receive = _again(body, receive)
            elif is_form:
                receive = _bounded(receive, limit)
            await self.app(scope, receive, answer)
        except RefusedError as refused:
            await JSONResponse({"detail": str(refused), "error": str(refused)}, refused.status)(scope, receive, answer)

    def _check_route(self, path: str) -> None:
        if _CLOSED.search(path):
            raise RefusedError(404, "There is nothing here.")
        if _FILE in path:
            wanted = unquote(path.split(_FILE, 1)[1])
            if "://" in wanted or _SCHEME.match(wanted.lstrip("/")):
                raise RefusedError(403, "The page fetches no addresses for others.")
            if str(Path(wanted).resolve()) in {str(Path(upload).resolve()) for upload in list(self.uploads())}:
                raise RefusedError(403, "Files that visitors have sent are shown to nobody.")

    def _with_headers(self, scope: Scope, headers: Headers, send: Send) -> Send:
        """The way back: security headers for every answer, the cookie with the page and for tools."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    told[name] = value
                if _TOOLS in scope["path"] or told.get("content-type", "").startswith("text/html"):
                    cookies = cookie_parser(headers.get("cookie", ""))
                    value = cookies[self.visitors.cookie] if self.visitors.known(cookies) else self.visitors.new()
                    is_https = "https" in (scope.get("scheme"), headers.get("x-forwarded-proto"))
                    told.append("Set-Cookie", self.visitors.header(value, is_https))
                    told["Cache-Control"] = "no-store"
            await send(message)

        return answer


def _check_length(length: str, limit: int) -> None:
    if not length.isdigit() or int(length) > limit:
        raise _too_much(limit)


def _too_much(limit: int) -> RefusedError:
    return RefusedError(413, f"More than {limit / 1e6:.0f} MB were sent at once; send less, or fewer files.")


async def _whole(receive: Receive, limit: int) -> bytes:
    """A request's body. Raises RefusedError where it is larger than the limit."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > limit:
            raise _too_much(limit)
        if not message.get("more_body"):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """A body that was read already, then what comes after it."""
    pending = [body]

    async def given() -> Message:
        return {"type": "http.request", "body": pending.pop(), "more_body": False} if pending else await receive()

    return given


def _bounded(receive: Receive, limit: int) -> Receive:
    """A body as it comes, as long as it keeps to the limit."""
    n_bytes = 0

    async def given() -> Message:
        nonlocal n_bytes
        message = await receive()
        n_bytes += len(message.get("body", b""))
        if n_bytes > limit:
            raise _too_much(limit)
        return message

    return given


def _check_files(body: bytes) -> None:
    """Refuse a file that is named by an address: gradio would fetch it, past the checks that addresses get here."""
    if b"path" not in body and b"\\u" not in body:
        return
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(400, "This was no request that the page makes.") from None
    if _names_address(data):
        raise RefusedError(400, "A file was named by its address; add the address itself, or send the file.")


def _names_address(data: Any) -> bool:
    pending = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            path = value.get("path")
            if isinstance(path, str) and _SCHEME.match(path):
                return True
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return False
