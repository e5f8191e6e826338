"""Word files and EPUBs, which are archives of marked-up text, to drafts."""
