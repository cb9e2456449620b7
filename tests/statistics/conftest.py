from hypothesis import settings

# Properties are about arithmetic, not about how busy the machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
