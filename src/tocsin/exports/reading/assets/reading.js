"use strict";
/* Adds to a page that is whole without it: the card, the light in text, margin and strip, and the keys. */
(() => {
  const card = document.getElementById("card");
  const OPEN_AFTER = 140;
  const CLOSE_AFTER = 260;
  const ROOM = 330;
  const FULL_ROWS = 30;
  const indexes = new WeakMap();
  let lit = [];
  let shown = null;
  let pinned = false;
  let timer = 0;

  for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
  for (const [width, parts] of [[1180, ".key, .keys"], [820, ".legend"]]) {
    if (!window.matchMedia(`(max-width: ${width}px)`).matches) continue;
    for (const part of document.querySelectorAll(parts)) part.open = false;
  }

  /** The elements of each record of an article, found once. */
  function indexOf(article) {
    let index = indexes.get(article);
    if (!index) {
      index = new Map();
      for (const element of article.querySelectorAll("[data-r]")) {
        for (const number of element.dataset.r.split(" ")) {
          if (!index.has(number)) index.set(number, []);
          index.get(number).push(element);
        }
      }
      indexes.set(article, index);
    }
    return index;
  }

  const detailsOf = (article, number) => document.getElementById(`d${article.dataset.doc}r${number}`);

  const kindOf = (details) => /\bk-(\w+)/.exec(details.className)[1];
  const numberOf = (element) => (/^d\d+r(\d+)$/.exec(element.id) || [])[1];

  /** The records under an element that are of a layer shown, the smallest first. */
  function recordsAt(element) {
    const article = element.closest("article.doc");
    return element.dataset.r.split(" ").filter((number) => {
      const details = detailsOf(article, number);
      if (!details) return false;
      const box = document.getElementById(`show-${kindOf(details)}`);
      return !box || box.checked;
    });
  }

  function light(article, number) {
    for (const element of lit) element.classList.remove("on", "wide");
    lit = [];
    if (number === null) return;
    lit = [...(indexOf(article).get(number) || [])];
    const details = detailsOf(article, number);
    if (details) lit.push(details);
    const wide = details && kindOf(details) === "statement";
    for (const element of lit) {
      element.classList.add("on");
      // A statement can be a paragraph long: only its source, cue and hedges are lit in full.
      if (wide && element.matches(".s.st:not(.so, .cu, .he)")) element.classList.add("wide");
    }
  }

  /** One record of the card: its head as the margin has it, and all its fields. */
  function sectionOf(details, open) {
    const section = document.createElement("section");
    section.className = `k-${kindOf(details)}`;
    const head = details.querySelector(".head");
    const title = document.createElement("div");
    title.className = "head";
    const source = head ? [...head.childNodes] : [details.querySelector(".title")];
    for (const node of source) {
      if (!(node instanceof Element && node.matches(".words"))) title.append(node.cloneNode(true));
    }
    const what = document.createElement("span");
    what.className = "what";
    what.textContent = `${kindOf(details)}, machine`;
    title.append(what);
    section.append(title);
    const line = details.querySelector(".line");
    const fields = details.querySelector("dl, .fields").cloneNode(true);
    if (open) {
      section.append(fields);
    } else {
      const fold = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = "all fields";
      if (line) section.append(line.cloneNode(true));
      fold.append(summary, fields);
      section.append(fold);
    }
    return section;
  }

  function fill(article, numbers) {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "Close";
    close.addEventListener("click", () => hide(true));
    card.replaceChildren(close);
    const wanted = [];
    for (const number of numbers) {
      const details = detailsOf(article, number);
      wanted.push(details);
      if (details.dataset.also) wanted.push(detailsOf(article, details.dataset.also));
    }
    let rows = 0;
    for (const details of new Set(wanted.filter(Boolean))) {
      const count = details.querySelectorAll("dl > div").length || 12;
      card.append(sectionOf(details, rows === 0 || rows + count <= FULL_ROWS));
      rows += count;
    }
  }

  /** Puts the card into the margin, beside the words and below their lit note; where there is no margin, at the edge
      of the window that is farther from the words. */
  function place(element) {
    const words = element.getBoundingClientRect();
    const text = (element.closest(".t") || element).getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const height = window.innerHeight;
    card.className = pinned ? "pinned" : "";
    card.removeAttribute("style");
    const left = text.right + 22;
    if (width - left < ROOM) {
      card.classList.add("sheet", words.top + words.height / 2 > height / 2 ? "high" : "low");
      return;
    }
    const strip = element.closest("article.doc").querySelector(".strip");
    const edge = strip && getComputedStyle(strip).position === "sticky" ? strip.getBoundingClientRect().bottom : 0;
    const margins = element.closest(".row").querySelector(".margin");
    const far = margins ? margins.getBoundingClientRect().right + 14 : left;
    const beside = width - far >= ROOM;
    const note = lit.find((one) => one.matches(".margin .note") && one.getBoundingClientRect().height > 0);
    const below = note && !beside ? note.getBoundingClientRect().bottom + 6 : words.top - 8;
    const room = height - edge - 16;
    card.style.width = `${Math.min(400, width - (beside ? far : left) - 12)}px`;
    card.style.maxHeight = `${Math.min(room, 620)}px`;
    const lowest = height - card.offsetHeight - 8;
    let top = Math.max(edge + 8, Math.min(below, lowest));
    if (note && !beside && top < below && top + card.offsetHeight > note.getBoundingClientRect().top) {
      const above = note.getBoundingClientRect().top - edge - 14;
      const under = height - below - 8;
      const most = Math.max(above, under);
      card.style.maxHeight = `${Math.max(180, most)}px`;
      top = under >= above ? below : Math.max(edge + 8, note.getBoundingClientRect().top - card.offsetHeight - 6);
    }
    card.style.left = `${(beside ? far : left) + window.scrollX}px`;
    card.style.top = `${top + window.scrollY}px`;
  }

  function show(element, pin) {
    const numbers = recordsAt(element);
    if (numbers.length === 0) return;
    const article = element.closest("article.doc");
    pinned = pin;
    shown = element;
    light(article, numbers[0]);
    fill(article, numbers);
    card.hidden = false;
    place(element);
    card.scrollTop = 0;
  }

  function hide(refocus) {
    clearTimeout(timer);
    const last = shown;
    card.hidden = true;
    shown = null;
    if (pinned && refocus && last) last.focus({ preventScroll: true });
    pinned = false;
    light(null, null);
  }

  const hasMargin = (element) =>
    document.documentElement.clientWidth - element.closest(".t").getBoundingClientRect().right - 22 >= ROOM;

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const target = event.target;
    if (card.contains(target)) {
      clearTimeout(timer);
      return;
    }
    const mark = target.closest(".s[data-r]");
    const other = target.closest(".note, .item[data-r]");
    if (pinned) return;
    clearTimeout(timer);
    if (mark) {
      timer = setTimeout(() => {
        if (hasMargin(mark)) {
          show(mark, false);
          return;
        }
        const numbers = recordsAt(mark);
        if (numbers.length) light(mark.closest("article.doc"), numbers[0]);
      }, OPEN_AFTER);
    } else if (other) {
      if (!card.hidden) hide(false);
      light(other.closest("article.doc"), numberOf(other) || other.dataset.r);
    } else {
      timer = setTimeout(() => hide(false), CLOSE_AFTER);
    }
  });

  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest(".s[data-r]");
    const note = event.target.closest(".note");
    if (mark && mark !== shown) show(mark, false);
    else if (note && !card.contains(note)) light(note.closest("article.doc"), numberOf(note));
    else if (!mark && !pinned && !card.hidden && !card.contains(event.target)) hide(false);
  });

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const mark = event.target.closest(".s[data-r]");
    if (mark) {
      if (!window.getSelection().isCollapsed) return;
      if (recordsAt(mark).length === 0) return;
      event.preventDefault();
      clearTimeout(timer);
      show(mark, true);
      if (event.detail === 0) card.focus({ preventScroll: true });
    } else if (!card.hidden && !card.contains(event.target)) {
      hide(false);
    }
  });

  const marksOf = (row) => [...row.querySelectorAll("a.s")].filter((mark) => recordsAt(mark).length);

  /** The next or previous mark from where the reader is: the shown one, the focused one, or the top of the window.
      Goes row by row: asking a mark for its place would lay out rows that are far from the window. */
  function step(by) {
    const rows = [...document.querySelectorAll(".row")];
    const from = shown || document.activeElement;
    let at = rows.indexOf(from.closest(".row"));
    let marks = at < 0 ? [] : marksOf(rows[at]);
    let to = marks.indexOf(from);
    if (to < 0) {
      at = rows.findIndex((row) => row.getBoundingClientRect().bottom > 0);
      if (at < 0) return;
      marks = marksOf(rows[at]);
      to = by > 0 ? -1 : marks.length;
    }
    to += by;
    while (to < 0 || to >= marks.length) {
      at += by;
      if (at < 0 || at >= rows.length) return;
      marks = marksOf(rows[at]);
      to = by > 0 ? 0 : marks.length - 1;
    }
    pinned = false;
    marks[to].scrollIntoView({ block: "center", behavior: "instant" });
    marks[to].focus({ preventScroll: true });
    show(marks[to], false);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), textarea")) return;
    if (event.key === "Escape" && !card.hidden) hide(true);
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  // Browsers that cannot print what is folded get it unfolded while they print.
  const folds = document.querySelectorAll("details:is(.more, .panel)");
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...folds].filter((part) => !part.open);
    for (const part of folded) part.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const part of folded) part.open = false;
  });

  window.addEventListener("resize", () => {
    if (shown) place(shown);
  });
})();
