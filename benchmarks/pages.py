"""Main text, title and date of pages that the project makes, beside bare trafilatura: `python -m benchmarks.pages`.

The stories are invented; each layout is a way in which publishing systems lay a story out, with the furniture that
comes with it. What a reader should give is known, for the page is made of it. Scores are of runs of four words.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from tocsin.readers.pages import read_page

__all__ = ["LAYOUTS", "Made", "Score", "made_pages", "score_pages"]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be laid out: paragraphs begin with `#` for a heading, `>` for a quotation, `-` for a list's item."""

    title: str
    author: str
    outlet: str
    published: str
    paragraphs: tuple[str, ...]


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A page and what should be read from it."""

    layout: str
    markup: str
    text: str
    title: str
    day: str
    address: str


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Of a layout or all: precision and recall of runs of four words, and the shares of right titles and days."""

    precision: float
    recall: float
    title: float
    date: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


_PLACES = (("Arvenia", "Tolmar"), ("Borduna", "Ksenograd"), ("Velmark", "Port Ansel"), ("Ostrania", "Hallgate"))
_PEOPLE = ("Ada Quill", "Tomas Reedmere", "Irena Voss", "Piet Harrow", "Leila Marsh", "Jon Ashdown")
_OUTLETS = ("Demo Wire", "The Hallgate Courier", "Ansel Daily", "Borduna Monitor")
_DAYS = (
    "2021-11-03T08:15:00+02:00",
    "2022-02-17T21:40:00+00:00",
    "2023-06-30T05:05:00-05:00",
    "2019-09-01T12:00:00+03:00",
)


def _stories() -> list[Story]:
    return [_story(index) for index in range(len(_PLACES) * 2)]


def _story(index: int) -> Story:
    (land, town), (other, far) = _PLACES[index % 4], _PLACES[(index + 1) % 4]
    who, spoke = _PEOPLE[index % 6], _PEOPLE[(index + 3) % 6]
    short = index >= 4
    title = (
        f"{land} and {other} agree to reopen the crossing at {town}" if index % 2 else
        f"{land} moves engineers to {town} as talks with {other} stall"
    )  # fmt: skip
    paragraphs = (
        f"{town.upper()} (Demo Wire) - The government of {land} said on Tuesday that it would send two companies of "
        f"engineers to {town}, a day after talks with {other} over the shared railway broke off without a date.",
        f"The defence minister, {spoke}, told reporters that the soldiers would repair bridges and carry no heavy "
        f"weapons. \u201cNobody in {far} has a reason to lose sleep,\u201d the minister said.",
        f"Officials in {other} answered within hours. They called the move a breach of the understanding that both "
        f"capitals had signed in spring, and asked for a meeting of the joint commission before Friday.",
        ">We have read their letter twice and we still do not know what it asks of us. Until we do, our trains stay "
        "where they are.",
        f"The words came from the spokesman of the railway in {far}, whose company has lost half of its traffic since "
        f"the crossing was closed. Some 4,200 people cross there on a working day.",
        "#What was agreed in spring",
        "Under the understanding each side may keep up to 600 people within ten kilometres of the line. Observers of "
        "a neutral third state count them every month; their last count, in October, found fewer than 500 each.",
        "-Both sides tell the commission of any movement of more than fifty people two days ahead.",
        "-Repairs of the line are paid for in equal parts.",
        "-Disputes go to the commission, and from there to the two presidents.",
        f"It was not clear whether {land} had told the commission. Its chairwoman did not answer calls, and a deputy "
        f"said only that he expected both ambassadors at the table by the end of the week.",
        f"Analysts were divided. Some see an attempt to press {other} before its election, others a works programme "
        f"that was badly announced. Neither side has moved its artillery, according to people who watch the line.",
    )
    return Story(
        title=title, author=who, outlet=_OUTLETS[index % 4], published=_DAYS[index % 4],
        paragraphs=paragraphs[:5] if short else paragraphs,
    )  # fmt: skip


# -- pieces that layouts share -----------------------------------------------------------------------------------------

_OTHERS = (
    "Harvest festival draws a record crowd", "Bakers of the old town ask for cheaper flour",
    "Ferry to the islands resumes after the storm", "Why the clock tower strikes thirteen",
)  # fmt: skip
_COOKIES = (
    '<div id="cookie-banner" class="consent-modal"><p>We use cookies and similar technologies to measure our audience '
    "and to show you advertisements that fit your interests. You can change your choice at any time.</p>"
    "<button>Accept all</button><button>Reject all</button></div>"
)
_FOOTER = (
    "<footer><ul><li><a href='/about'>About us</a></li><li><a href='/jobs'>Jobs</a></li></ul><p>Copyright 2021. All "
    "rights reserved. Nothing on this page may be printed elsewhere without our written consent.</p></footer>"
)
_NAV = (
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li><li><a href='/trade'>Trade</a></li>"
    "</ul></nav>"
)
_SHARE = (
    '<ul class="share-tools"><li><a href="#">Facebook</a></li><li><a href="#">Twitter</a></li><li>Copy link</li></ul>'
)


def _links(heading: str) -> str:
    items = "".join(f"<li><a href='/s/{i}'>{words}</a></li>" for i, words in enumerate(_OTHERS))
    return f"<h3>{heading}</h3><ul>{items}</ul>"


def _cards() -> str:
    teaser = "The town council met for the last time this year and passed a budget that nobody had read to the end."
    return "".join(
        f"<div class='card'><h3><a href='/s/{i}'>{words}</a></h3><p>{teaser}</p></div>"
        for i, words in enumerate(_OTHERS)
    )


def _figure(place: str = "figcaption") -> str:
    words = "A freight train waits at the closed crossing in an undated picture. (Picture desk/Demo Wire)"
    return f"<figure><img src='/a.jpg'><{place} class='image-caption'>{words}</{place}></figure>"


def _blocks(story: Story, tag: str = "p", attributes: str = "") -> list[str]:
    made: list[str] = []
    for paragraph in story.paragraphs:
        words = html.escape(paragraph.lstrip("#>-"), quote=False)
        if paragraph.startswith("#"):
            made.append(f"<h2>{words}</h2>")
        elif paragraph.startswith(">"):
            made.append(f"<blockquote><p>{words}</p></blockquote>")
        elif paragraph.startswith("-"):
            made.append(f"<ul><li>{words}</li></ul>")
        else:
            made.append(f"<{tag}{attributes}>{words}</{tag}>")
    return made


def _json_ld(story: Story, *, body: bool = False, kind: str = "NewsArticle") -> str:
    node = {
        "@context": "https://schema.org", "@type": kind, "headline": story.title, "datePublished": story.published,
        "dateModified": "2024-01-05T10:00:00+00:00", "author": [{"@type": "Person", "name": story.author}],
        "publisher": {"@type": "NewsMediaOrganization", "name": story.outlet},
    }  # fmt: skip
    if body:
        node["articleBody"] = " ".join(paragraph.lstrip("#>-") for paragraph in story.paragraphs)
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def _og(story: Story, *, suffix: str = "") -> str:
    return (
        f'<meta property="og:title" content="{html.escape(story.title + suffix)}">'
        f'<meta property="og:site_name" content="{story.outlet}">'
        f'<meta property="article:published_time" content="{story.published}">'
        f'<meta property="article:modified_time" content="2024-01-05T10:00:00+00:00">'
    )


def _document(story: Story, head: str, body: str) -> str:
    title = f"<title>{html.escape(story.title)} | {story.outlet}</title>"
    return f'<!doctype html><html lang="en"><head><meta charset="utf-8">{title}{head}</head><body>{body}</body></html>'


# -- layouts -----------------------------------------------------------------------------------------------------------


def _plain_article(story: Story) -> str:
    """An article element, JSON-LD, captions, share tools, links below."""
    parts = _blocks(story)
    body = f"<h1>{story.title}</h1><p class='byline'>By {story.author}</p>{_SHARE}{_figure()}{''.join(parts)}"
    return _document(
        story, _json_ld(story), f"{_NAV}<main><article>{body}{_links('Related articles')}</article></main>{_FOOTER}"
    )


def _divs_only(story: Story) -> str:
    """Paragraphs in div elements with made-up class names, as compiled style sheets leave them."""
    parts = _blocks(story, "div", ' class="css-1x9a" data-component="text-block"')
    body = f'<div class="css-9f"><h1 class="css-77">{story.title}</h1><div class="css-a1">{"".join(parts)}</div></div>'
    side = f'<div class="css-side">{_cards()}</div>'
    return _document(story, _og(story), f'<div class="css-top">{_NAV}</div>{body}{side}{_FOOTER}{_COOKIES}')


def _paywalled(story: Story) -> str:
    """A wall between the paragraphs, with the full text behind it in the page."""
    parts = _blocks(story)
    wall = (
        '<div class="paywall-prompt"><h2>To continue reading, subscribe now</h2><p>This article is for '
        "subscribers only. Try it free for 30 days, then pay 9 a month.</p>"
        '<p>Already a subscriber? <a href="/in">Sign in</a></p></div>'
    )
    inner = "".join(parts[:2]) + wall + f'<div class="paywall">{"".join(parts[2:])}</div>'
    return _document(story, _json_ld(story), f"{_NAV}<article><h1>{story.title}</h1>{inner}</article>{_FOOTER}")


def _interrupted(story: Story) -> str:
    """Links to other stories, advertisements and a newsletter form between the paragraphs."""
    parts = _blocks(story)
    fillers = (
        f"<p><strong>Read more: <a href='/s/1'>{_OTHERS[0]}</a></strong></p>",
        "<p>Advertisement</p><p>Story continues below advertisement</p>",
        f"<p><a href='/s/2'>{_OTHERS[1]}</a></p>",
        "<div class='newsletter-signup'><h4>The morning letter</h4><p>Get our best stories in your inbox every day.</p>"
        "<form><input name='e'><button>Sign up</button></form></div>",
        f"<p>ALSO READ | <a href='/s/3'>{_OTHERS[2]}</a></p>",
    )
    mixed = [piece for index, part in enumerate(parts) for piece in (part, fillers[index] if index < 5 else "")]
    wrapper = f'<div class="entry-content">{"".join(mixed)}</div>'
    top = f"<h1 class='entry-title'>{story.title}</h1><span class='posted-on'>Posted on {story.published[:10]}</span>"
    return _document(
        story, _og(story, suffix=f" - {story.outlet}"), f"{_NAV}<div id='content'>{top}{wrapper}</div>{_FOOTER}"
    )


def _broken_lines(story: Story) -> str:
    """A page of the nineties: tables for layout, breaks between paragraphs, the date in words only."""
    text = "<br><br>".join(html.escape(paragraph.lstrip("#>-"), quote=False) for paragraph in story.paragraphs)
    day = _written_day(story)
    cell = f"<font size=5><b>{story.title}</b></font><br><i>Published: {day}</i><br><br><font face=Arial>{text}</font>"
    side = "<br>".join(f"<a href='/s/{i}'>{words}</a>" for i, words in enumerate(_OTHERS))
    body = f"<table><tr><td width=150>{side}</td><td><h1>{story.title}</h1>{cell}</td></tr></table>"
    return _document(story, f'<meta name="date" content="{story.published[:10]}">', body)


def _body_in_json(story: Story) -> str:
    """Text blocks deep in a grid of teasers of like length; JSON-LD carries the whole body."""
    parts = _blocks(story, "p", ' class="paragraph"')
    grid = f'<div class="grid">{"".join(f"<div class=row><div class=cell>{part}</div></div>" for part in parts)}</div>'
    top, below = f"<div class='grid'>{_cards()}</div>", f"<section>{_cards()}{_cards()}</section>"
    body = f"{_NAV}{top}<h1>{story.title}</h1>{grid}{below}{_FOOTER}"
    return _document(story, _json_ld(story, body=True), body)


def _live(story: Story) -> str:
    """A live page: every update an article of its own."""
    posts = "".join(
        f"<article class='post'><time>1{index % 10}.00</time>{part}</article>"
        for index, part in enumerate(_blocks(story))
    )
    wrapper = f'<div class="live-blog"><h1>{story.title}</h1><div class="updates">{posts}</div></div>'
    return _document(story, _json_ld(story, kind="LiveBlogPosting"), f"{_NAV}{wrapper}{_cards()}{_FOOTER}")


def _government(story: Story) -> str:
    """A ministry's page: no JSON-LD, Dublin Core, the text in fields, a list of contacts."""
    parts = _blocks(story)
    fields = f"<div class='field field--name-body'><div class='field__item'>{''.join(parts)}</div></div>"
    side = "<aside><h2>Contacts</h2><p>Press office, room 214. Calls are answered from nine to five.</p></aside>"
    day, outlet = story.published[:10], story.outlet
    head = f'<meta name="dcterms.created" content="{day}"><meta name="DC.publisher" content="{outlet}">'
    return _document(story, head, f"{_NAV}<div role='main'><h1>{story.title}</h1>{fields}</div>{side}{_FOOTER}")


def _cards_first(story: Story) -> str:
    """Teasers as article elements above the story, which is the fifth."""
    teasers = "".join(
        f"<article class='teaser'><a href='/s/{i}'><h3>{words}</h3></a></article>" for i, words in enumerate(_OTHERS)
    )
    inner = f"<h1>{story.title}</h1>{_figure()}{''.join(_blocks(story))}"
    others = [{"@type": "NewsArticle", "headline": words, "datePublished": "2018-01-01"} for words in _OTHERS]
    listed = json.dumps({"@type": "ItemList", "itemListElement": others})
    head = _json_ld(story) + f"<script type='application/ld+json'>{listed}</script>"
    return _document(story, head, f"{_NAV}<section>{teasers}</section><article>{inner}</article>{_FOOTER}")


def _credits(story: Story) -> str:
    """Captions and credits outside of figures, a byline and a date line in the text, the author's life below."""
    caption = "<div class='caption'>The line near the border, seen from a hill last month.</div>"
    credit = "<span class='credit'>Picture: A. Hand</span>"
    top = f"<p>By {story.author}</p><p>Published {_written_day(story)}</p><p>3 min read</p>"
    life = f"<h4>About the author</h4><p>{story.author} has written about railways for ten years.</p>"
    end = f"<p>Reporting by {story.author}; Editing by Jo Lane</p>{life}"
    body = f"<h1>{story.title}</h1>{top}{caption}{credit}{''.join(_blocks(story))}{end}"
    return _document(story, _og(story), f"{_NAV}<main><div class='article-body'>{body}</div></main>{_FOOTER}{_COOKIES}")


def _date_in_address(story: Story) -> str:
    """No machine-readable date at all: the address and a line under the headline have it."""
    body = f"<h1>{story.title}</h1><p class='date'>{_written_day(story)}</p>{''.join(_blocks(story))}"
    return _document(story, "", f"{_NAV}<div class='post'>{body}</div>{_FOOTER}")


def _torn(story: Story) -> str:
    """Elements that are never closed, stray end tags, JSON-LD with a comma too many."""
    text = "".join(f"<p>{html.escape(paragraph.lstrip('#>-'), quote=False)}" for paragraph in story.paragraphs)
    broken = _json_ld(story).replace("}</script>", ",}</script>")
    return _document(
        story, broken, f"{_NAV}<article><h1>{story.title}</h1></b></div>{text}</article>{_links('More stories')}"
    )


LAYOUTS: dict[str, Callable[[Story], str]] = {
    "article": _plain_article, "divs": _divs_only, "paywall": _paywalled, "interrupted": _interrupted,
    "tables": _broken_lines, "body-in-json": _body_in_json, "live": _live, "government": _government,
    "cards-first": _cards_first, "credits": _credits, "date-in-address": _date_in_address, "torn": _torn,
}  # fmt: skip
"""By name, what lays a story out."""


def _written_day(story: Story) -> str:
    day = date.fromisoformat(story.published[:10])
    return f"{day.day} {day:%B} {day.year}"


def made_pages() -> Iterator[Made]:
    """Every story in every layout."""
    for layout, lay_out in LAYOUTS.items():
        for index, story in enumerate(_stories()):
            yield Made(
                layout=layout,
                markup=lay_out(story),
                text="\n\n".join(paragraph.lstrip("#>-") for paragraph in story.paragraphs),
                title=story.title,
                day=story.published[:10],
                address=f"https://news.example/{story.published[:10].replace('-', '/')}/story-{index}",
            )


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


Found = tuple[str, str | None, str | None]


def read_ours(page: Made) -> Found:
    """Text, title and day as Tocsin reads them."""
    found = read_page(page.markup, page.address)
    return found.text, found.title, found.published.day if found.published else None


def read_bare(page: Made) -> Found:
    """Text, title and day as trafilatura gives them by default."""
    from trafilatura import bare_extraction

    found = bare_extraction(page.markup, url=page.address, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return "", None, None
    return found.text or "", found.title, found.date


def score_pages(pages: Sequence[Made], read: Callable[[Made], Found]) -> Score:
    """How well a way of reading does on pages; precision and recall are means over the pages."""
    precision = recall = title = date = 0.0
    for page in pages:
        text, named, day = read(page)
        told, want = _runs(text), _runs(page.text)
        both = (told & want).total()
        precision += both / told.total() if told else 0.0
        recall += both / want.total()
        title += named == page.title
        date += day == page.day
    count = len(pages)
    return Score(precision=precision / count, recall=recall / count, title=title / count, date=date / count)


def main() -> int:
    """Prints a line a layout, ours beside bare trafilatura's."""
    pages = list(made_pages())
    print(
        f"{'layout':16}{'pages':>6}   {'ours  P     R     F1    title date':36}{'bare  P     R     F1    title date'}"
    )
    for layout in (*LAYOUTS, "all"):
        chosen = [page for page in pages if layout in (page.layout, "all")]
        line = f"{layout:16}{len(chosen):>6}   "
        for read in (read_ours, read_bare):
            score = score_pages(chosen, read)
            line += (
                f"    {score.precision:.3f} {score.recall:.3f} {score.f1:.3f} {score.title:.2f}  {score.date:.2f}    "
            )
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
