"""The little of Android that a test rig meets: a shell, its commands, and a file system."""
