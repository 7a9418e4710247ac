"""How fast slm-sim is, measured beside its peers: ``python -m benchmarks``.

::

    year        the reference year, larger, busier or in overload; read from reference-year.yaml
    peers/      the same year in the hands of others: SimPy, Ciw, simmer, a heap in plain Python, business time
    timing      who takes how long, side by side
    row         one line of the answer
    engines, growth, wholes, hours, starts, memory, policies     what is measured
"""
