"""Saved web pages: the page's own tree gives the blocks, trafilatura says which of them are the article."""
