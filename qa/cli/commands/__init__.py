"""One file for each command: `add_arguments` puts its flags on a parser, and says what runs it."""
