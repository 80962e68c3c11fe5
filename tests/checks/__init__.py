"""What each check finds: a folder for each by its name, and what is so of all of them."""
