"""A web page to what it says: main text, title, date, authors, outlet, canonical address."""

from tocsin.readers.pages.page import Page, read_fragment, read_page

__all__ = ["Page", "read_fragment", "read_page"]
