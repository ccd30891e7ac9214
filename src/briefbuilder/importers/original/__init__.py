"""What a file holds, as it is: all of its text, or its pages, to be looked at beside the article made of it."""
