"""What is known of words in general: which of them count, their forms and phrases, and what else they may be called."""
