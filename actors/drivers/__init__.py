"""Links to hardware; one file for each kind."""
