"""What is said where something went wrong that nobody foresaw.

In: what was being done. Out: one sentence; the log has the rest.
"""

import logging


def went_wrong(what_of_it: str) -> str:
    """The sentence for an exception that is being handled, which is logged. Args: what_of_it: what that means for the person."""
    logging.getLogger(__name__).exception("something failed: %s", what_of_it)
    return f"Something went wrong inside the program; {what_of_it}."
