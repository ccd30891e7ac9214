"""The original beside the article: its pages or its text, and saving it again byte for byte."""
