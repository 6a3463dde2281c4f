"""Questions asked of the evidence: what sources agree on, where they contradict each other."""
