"""What a person means: a question that can be asked, by itself, after others, of several articles or of one that is named."""
