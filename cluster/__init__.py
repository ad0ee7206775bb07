"""Who runs what, where and when, what came of it, and the API to it."""
