"""Of a session no more is kept than what somebody can come back for, and no longer than he can."""

from datetime import datetime, timedelta

import gradio as gr
import pytest

from qa.page.sessions import CLOSED_KEPT, NEW_KEPT, Sessions


@pytest.fixture
def sessions() -> Sessions:
    with gr.Blocks() as page:
        gr.State([])
        gr.Textbox()
    holder = Sessions()
    holder.set_blocks(page)
    return holder


def state_of(sessions: Sessions) -> int:
    return next(number for number, block in sessions.blocks.blocks.items() if isinstance(block, gr.State))


def test_a_session_that_is_as_new_is_let_go_and_made_again_when_somebody_comes_back(sessions: Sessions) -> None:
    _ = sessions["call"]
    sessions.let_go(datetime.now())
    assert "call" in sessions
    sessions.let_go(datetime.now() + 2 * NEW_KEPT)
    assert "call" not in sessions
    assert sessions["call"][state_of(sessions)] == []


def test_a_conversation_is_kept_as_long_as_its_page_is_open_and_an_hour_longer(sessions: Sessions) -> None:
    sessions["page"][state_of(sessions)] = ["a question"]
    sessions.let_go(datetime.now() + timedelta(days=1))
    assert sessions["page"][state_of(sessions)] == ["a question"]
    sessions["page"].is_closed = True
    sessions.let_go(datetime.now() + CLOSED_KEPT / 2)
    assert sessions["page"][state_of(sessions)] == ["a question"]
    sessions.let_go(datetime.now() + 2 * CLOSED_KEPT)
    assert "page" not in sessions


def test_what_a_visitor_changed_of_the_page_is_kept_like_his_conversation(sessions: Sessions) -> None:
    text = next(number for number, block in sessions.blocks.blocks.items() if isinstance(block, gr.Textbox))
    sessions["page"][text] = gr.Textbox(label="Another", render=False)
    sessions.let_go(datetime.now() + timedelta(days=1))
    assert sessions["page"][text].label == "Another"


def test_names_of_events_are_kept_until_their_results_are_fetched(sessions: Sessions) -> None:
    queue = sessions.blocks._queue
    queue.pending_event_ids_session.update({"done": set(), "waiting": {"event"}, "never fetched": {"event"}})
    queue.pending_messages_per_session["waiting"] = None
    sessions.let_go(datetime.now())
    assert set(queue.pending_event_ids_session) == {"waiting"}
