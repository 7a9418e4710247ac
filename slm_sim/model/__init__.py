"""Facts only: frozen values that the other rooms hand to each other."""
