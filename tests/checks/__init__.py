"""What each check finds: one folder for each by its name, and what is so of all of them."""
