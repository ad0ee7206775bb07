"""A session with an Appium server: keys, elements, and what its errors mean."""
