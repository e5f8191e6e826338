"""Who a request comes from: a visitor is known by a cookie that this run of the program gave him.

In: the cookies of a request. Out: a key that stands for the visitor, which nobody can guess or make up. The
cookie holds no data: a random number, signed with a secret that ends with the program.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import gradio as gr

AWAY_SECONDS = 6 * 3600
_KEY_BYTES = 24
# Said of an assistant that has no cookie of ours: gradio asks for all assistants in one session, which tells them not apart.
UNNAMED = "x-unnamed-visitor"


@dataclass(frozen=True)
class Visitors:
    """The cookies of one run of the program.

    Attributes:
        away_seconds: how long a visitor is known after he last opened the page.
    """

    away_seconds: int = AWAY_SECONDS
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def cookie(self) -> str:
        """The cookie's name: another in each run, as browsers give the cookies of one port to all ports of a host."""
        return f"visitor_{hashlib.sha256(self._secret).hexdigest()[:8]}"

    def new(self) -> str:
        """The cookie's value for somebody who has not been here."""
        number = secrets.token_urlsafe(_KEY_BYTES)
        return f"{number}.{self._signature(number)}"

    def known(self, cookies: Mapping[str, str]) -> str:
        """The key of the visitor who has these cookies; "" where none of them is ours."""
        number, _, signature = (cookies.get(self.cookie) or "").partition(".")
        signed = hmac.compare_digest(signature.encode(), self._signature(number).encode())
        return f"cookie {number}" if number and signed else ""

    def who(self, request: gr.Request) -> str:
        """The key of the visitor who makes a request; "" where he cannot be told from others.

        A program that keeps no cookies is known by its gradio session, a random number of its own.
        """
        unnamed = UNNAMED in (getattr(request, "headers", None) or {})
        session = None if unnamed else getattr(request, "session_hash", None)
        return self.known(request.cookies) or (f"session {session}" if session else "")

    def header(self, value: str, is_https: bool) -> str:
        """The Set-Cookie header that gives a visitor his cookie, or makes it last on."""
        secure = "; Secure" if is_https else ""
        return f"{self.cookie}={value}; Max-Age={self.away_seconds}; Path=/; HttpOnly; SameSite=Lax{secure}"

    def _signature(self, number: str) -> str:
        return hmac.new(self._secret, number.encode(), hashlib.sha256).hexdigest()
