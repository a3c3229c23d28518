"""The inputs that a user names, as sources that readers take: paths, addresses, and the feeds that a list names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tocsin.config import Settings
from tocsin.errors import ReadError
from tocsin.readers.addresses import is_address
from tocsin.readers.protocol import Publication, Source
from tocsin.records import Document

if TYPE_CHECKING:
    from tocsin.readers.fetching import Fetched, Fetcher

__all__ = ["Sources"]

_HEAD = 4096
# A text that ends so, or is this short, is the beginning of one: feeds carry a paragraph or two, stories have more.
_STUB_ENDS = ("...", "\u2026", "[...]", "[\u2026]", "Read more", "Continue reading")
_STUB_LENGTH = 500


class Sources:
    """Makes sources of inputs; fetches what is an address.

    Nothing is fetched that neither the user nor a list that the user named has named; but the full text of entries of
    fetched feeds, where the settings say so.
    """

    def __init__(self, publication: Publication, settings: Settings) -> None:
        self._publication, self._settings = publication, settings
        self._opened: Fetcher | None = None

    def __enter__(self) -> Sources:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened is not None:
            self._opened.close()

    @property
    def _fetcher(self) -> Fetcher:
        if self._opened is None:
            from tocsin.readers.fetching import Fetcher  # httpx costs a fifth of a second, and most inputs are files

            settings = self._settings
            self._opened = Fetcher(max_mib=settings.max_input_mib, allow_private=settings.allow_private_addresses)
        return self._opened

    def of(self, name: str, on_error: Callable[[ReadError], None]) -> Iterator[Source]:
        """The sources of an input: one, or of a list of feeds one for each; what cannot be had goes to `on_error`."""
        try:
            source = self.source(name)
            feeds = self.listed(source)
        except ReadError as error:
            on_error(error)
            return
        if feeds is None:
            yield source
            return
        for address in feeds:
            try:
                yield self.source(address)
            except ReadError as error:
                on_error(error)

    def source(self, name: str) -> Source:
        """The source of a path or an address. Raises `ReadError` where an address cannot be fetched."""
        if is_address(name):
            return self.source_of(self.fetch(name))
        path = None if name == "-" else Path(name)
        return Source(path=path, publication=self._publication, max_mib=self._settings.max_input_mib)

    def fetch(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What an address gives, or that it has not changed since it gave these validators. Raises `ReadError`."""
        return self._fetcher.fetch(address, etag=etag, last_modified=last_modified)

    def source_of(self, found: Fetched) -> Source:
        """The source of what an address gave."""
        return Source(
            path=None,
            publication=self._publication,
            max_mib=self._settings.max_input_mib,
            data=found.data or b"",
            address=found.address,
            charset=found.charset,
        )

    def listed(self, source: Source) -> list[str] | None:
        """The addresses of the feeds that a list names; null for what is no list. Raises `ReadError`."""
        from tocsin.readers.opml import is_opml, read_feed_list

        if not is_opml(source.peek(_HEAD)):
            return None
        from tocsin.readers.intake import take_bytes

        return [feed.address for feed in read_feed_list(take_bytes(source), source.name)]

    def completed(self, document: Document, source: Source) -> Document:
        """The document; where it is the beginning of a story in a fetched feed, the story of its page.

        What the feed says of the publication stands. Where the page cannot be had or says less, the beginning stays.
        """
        if source.address is None or not self._settings.fetch_full_text or not _is_stub(document):
            return document
        from tocsin.readers.html import HtmlReader

        try:
            page = self.source(document.uri or "")
            if HtmlReader().accepts((page.data or b"")[:_HEAD], page.name) < 0.5:
                return document
            found = next((item for item in HtmlReader().read(page) if isinstance(item, Document)), None)
        except ReadError:
            return document  # robots.txt, a wall, a page that is gone: the feed's words are what there is
        if found is None or len(found.text) <= len(document.text):
            return document
        return _joined(document, found)


def _is_stub(document: Document) -> bool:
    if document.form != "feed-item" or not document.uri or not is_address(document.uri):
        return False
    text = document.text.rstrip()
    return len(text) < _STUB_LENGTH or text.endswith(_STUB_ENDS)


def _joined(entry: Document, page: Document) -> Document:
    from tocsin.records import make_document

    published = entry.published if entry.published.value else page.published
    return make_document(
        page.text,
        uri=entry.uri,
        title=entry.title or page.title,
        outlet=entry.outlet or page.outlet,
        published=published,
        authors=entry.authors or page.authors,
        language=page.language,
        form="feed-item",
    )
