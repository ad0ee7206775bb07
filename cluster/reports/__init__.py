"""What an execution comes to, for people (HTML), for CI servers (JUnit) and for programs."""
