"""The functional core: plain values and decisions, standard library only (tests/core/test_purity.py)."""
