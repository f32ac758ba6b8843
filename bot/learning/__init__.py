"""Making the models that `bot/nlp` reads with, and measuring it on labelled tickets."""
