"""What is pasted: the forms in which the clipboard offers a text, and the article that is made of one."""
