"""What gradio keeps of each session: little, and not for ever.

In: gradio's app. Out: the same app, whose sessions hold nothing but what differs from a new one, and are let go when nobody
can come back for them. Gradio would copy the page's layout for every call of an endpoint, and keep the last ten thousand.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder

SWEEP_SECONDS = 20.0
# A session that is as new loses nothing, as gradio makes it again.
NEW_KEPT = timedelta(seconds=60)
# As long as gradio keeps the conversation of a page that was closed.
CLOSED_KEPT = timedelta(hours=1)


class Sessions(StateHolder):
    """Gradio's sessions, each without its copy of the layout, which only links to sessions would need (see guard.py)."""

    def __getitem__(self, session_id: str) -> SessionState:
        if session_id not in self.session_data:
            without_layout: Any = SimpleNamespace(default_config=self.blocks.default_config, blocks=())
            self.session_data[session_id] = SessionState(without_layout)
        return super().__getitem__(session_id)

    def let_go(self, now: datetime) -> None:
        """Let go of what nobody can come back for: the sessions, and the names of events whose results were fetched."""
        for session_id, session in list(self.session_data.items()):
            idle = now - self.time_last_used.get(session_id, now)
            if (idle > NEW_KEPT and self._is_new(session)) or (idle > CLOSED_KEPT and session.is_closed):
                with self.lock:
                    self.session_data.pop(session_id, None)
                    self.time_last_used.pop(session_id, None)
        queue = self.blocks._queue
        for session_id, events in list(queue.pending_event_ids_session.items()):
            if not events or session_id not in queue.pending_messages_per_session:
                queue.pending_event_ids_session.pop(session_id, None)

    def _is_new(self, session: SessionState) -> bool:
        return not session.state_data and session.blocks_config.blocks == self.blocks.default_config.blocks


@asynccontextmanager
async def kept_small(app: App) -> AsyncIterator[None]:
    """For as long as the app runs, keep its sessions small."""
    sessions = Sessions()  # type: ignore[no-untyped-call]
    sessions.set_blocks(app.get_blocks())
    app.state_holder = sessions
    sweeping = asyncio.create_task(_sweep(sessions))
    try:
        yield
    finally:
        sweeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sweeping


async def _sweep(sessions: Sessions) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        sessions.let_go(datetime.now())
