"""JATS XML to drafts."""
