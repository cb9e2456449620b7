"""Many books at once: every combination of study packages and parameters, and what comes out of each side by side."""
