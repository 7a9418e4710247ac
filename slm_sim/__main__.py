"""``python -m slm_sim`` is ``slm-sim``."""

from slm_sim.cli import main

if __name__ == "__main__":
    main()
