"""Vectors made of an article, halved to be kept, and searched in an inverted file."""
