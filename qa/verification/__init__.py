"""Claim verification: what of a claim a sentence says, and the numbers and opposites that speak against it."""
