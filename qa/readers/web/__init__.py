"""Web pages: HTML and MHTML to drafts."""
