"""Answers and supports for other programs: as Markdown, as a quotation to paste, and the works that they cite."""
