"""Every page of the board by its address."""

from __future__ import annotations

from tocsin.board.answers import Answer, Board, View, read_cut
from tocsin.board.rooms.actors import show_actor, show_actors
from tocsin.board.rooms.contacts import show_contacts
from tocsin.board.rooms.disagreements import show_disagreements
from tocsin.board.rooms.documents import show_documents
from tocsin.board.rooms.forecasts import show_forecasts
from tocsin.board.rooms.front import show_desk
from tocsin.board.rooms.journal import show_journal
from tocsin.board.rooms.places import show_map
from tocsin.board.rooms.problem import show_evidence, show_problem
from tocsin.board.rooms.search import show_search
from tocsin.board.rooms.sources import show_sources
from tocsin.board.rooms.timeline import show_timeline

__all__ = ["NAVIGATION", "PAGES", "Answer", "Board", "read_cut"]

PAGES: dict[str, View] = {
    "/documents": show_documents,
    "/timeline": show_timeline,
    "/actors": show_actors,
    "/contacts": show_contacts,
    "/disagreements": show_disagreements,
    "/forecasts": show_forecasts,
    "/map": show_map,
    "/search": show_search,
    "/sources": show_sources,
    "/journal": show_journal,
    "/desk": show_desk,
    "/problems/{id:str}": show_problem,
    "/problems/{id:str}/{indicator:str}": show_evidence,
    "/actors/{id:str}": show_actor,
}

# Address, name and the key that leads there after `g`.
NAVIGATION = (
    ("/", "Desk", "d"),
    ("/documents", "Documents", "o"),
    ("/timeline", "Timeline", "t"),
    ("/actors", "Actors", "a"),
    ("/contacts", "Contacts", "c"),
    ("/disagreements", "Disagreements", "x"),
    ("/forecasts", "Forecasts", "f"),
    ("/map", "Map", "m"),
    ("/search", "Search", "s"),
    ("/sources", "Sources", "r"),
    ("/journal", "Journal", "j"),
    ("/add", "Add", "n"),
)
