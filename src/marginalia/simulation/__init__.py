"""Trials drawn under stated assumptions: what a study's tables would show if nobody were helped."""
