"""The navigation trees of VirtualPyTest, as it exports them."""
