"""The library's file: its tables, states, migrations and cache, and the index that is kept beside it."""
