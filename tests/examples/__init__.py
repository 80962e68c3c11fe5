"""Small policies made by hand, and what several rooms build on them."""
