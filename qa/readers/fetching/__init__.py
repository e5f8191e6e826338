"""Addresses to bytes, with limits."""
