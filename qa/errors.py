"""The errors a person can meet: each message says what was wrong, with which input, and what to do."""


class QAError(Exception):
    """Base of all errors raised for the user; its text is one sentence fit to be shown as it is."""


class InputError(QAError):
    """A file, a question or a setting that cannot be used as given."""


class LibraryError(QAError):
    """A library on disk that cannot be opened, read or written."""


class ModelError(QAError):
    """An encoder or reader that cannot be loaded, or is not the one that was expected."""
