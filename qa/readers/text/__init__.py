"""Plain text and Markdown to drafts."""
