"""The monthly volume: figures, periods and what they come to."""
