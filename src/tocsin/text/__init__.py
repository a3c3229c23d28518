"""Characters: spans, the normal form with its offset map, tokens, sentences, quotation marks."""
