"""Saved web pages: the page's own tree gives the blocks, trafilatura tells which of them are the article."""
