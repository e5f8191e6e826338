"""Which sentences answer (answer sentence selection): read, told from their form or the byline, and chosen to be shown."""
