"""The study package: its format, its checks, and the frozen `Study` that everything else is computed from."""
