"use strict";
/* The analyst's hand on the reading view: judging by key, only what is on screen; citing; lasting links. */
(() => {
  const toast = document.getElementById("toast");
  const article = document.querySelector("article.doc");
  const id = location.pathname.split("/")[2];
  const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");

  function tell(words) {
    toast.textContent = words;
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => { toast.textContent = ""; }, 6000);
  }

  /** The note of the record that is lit, or the one a link has led to. */
  const current = () => article.querySelector(".note.on") || article.querySelector(".note:target")
    || document.activeElement.closest?.(".note");

  const onScreen = (element) => {
    const box = element.getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
  };

  function press(name) {
    const note = current();
    if (!note) return tell("Choose a record first: j and k walk through the marks.");
    const button = note.querySelector(`.judge ${name === "edit" ? "a" : `button[name=${name}]`}`);
    if (!button) return tell("That record is judged already; u takes the last word back.");
    const mark = article.querySelector(`.s[data-r~="${/r(\d+)$/.exec(note.id)[1]}"]`);
    if (!onScreen(note) && !(mark && onScreen(mark))) return tell("That record is not on screen: nothing was done.");
    button.click();
  }

  /** What is on screen and not judged, of the layers that are shown. */
  function visible() {
    return [...article.querySelectorAll(".rows .margin .notes > .note")]
      .filter((note) => onScreen(note) && note.checkVisibility())
      .map((note) => note.querySelector(":scope > .judge button[name=accept]"))
      .filter(Boolean);
  }

  const many = document.getElementById("accept-visible");
  if (many) {
    many.addEventListener("click", () => {
      const buttons = visible();
      if (!buttons.length) return tell("Nothing on screen waits for a word.");
      if (!many.dataset.sure) {
        many.dataset.sure = "1";
        many.textContent = `Accept these ${buttons.length}?`;
        setTimeout(() => { delete many.dataset.sure; many.textContent = "Accept what is on screen"; }, 4000);
        return;
      }
      const form = document.getElementById("judging");
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "accept";
      field.value = buttons.map((button) => button.value).join(",");
      form.append(field);
      form.submit();
    });
  }

  /** The code points of the text before a place: rows hold the whole text and nothing else. */
  function offsetOf(node, offset) {
    let count = 0;
    for (const row of article.querySelectorAll(".t")) {
      if (!row.contains(node)) {
        count += [...row.textContent].length;
        continue;
      }
      const range = document.createRange();
      range.selectNodeContents(row);
      range.setEnd(node, offset);
      return count + [...range.toString()].length;
    }
    return null;
  }

  /** The span that is selected, without outer white space, else that of the record that is lit. */
  function span() {
    const selection = window.getSelection();
    if (!selection.isCollapsed && selection.rangeCount) {
      const range = selection.getRangeAt(0);
      const start = offsetOf(range.startContainer, range.startOffset);
      const words = range.toString();
      const left = [...words].length - [...words.trimStart()].length;
      const size = [...words.trim()].length;
      if (start !== null && size) return `${start + left}-${start + left + size}`;
    }
    const note = current();
    return note?.querySelector(".judge")?.dataset.cite || null;
  }

  async function cite() {
    const found = span();
    if (!found) return tell("Select words, or choose a record, to cite.");
    const answer = await fetch(`/cite/${id}/${found}`);
    const words = await answer.text();
    try {
      await navigator.clipboard.writeText(words);
      tell(`Copied: ${words.slice(0, 160)}`);
    } catch {
      tell(words);
    }
  }

  const moves = {
    a: () => press("accept"),
    x: () => press("reject"),
    e: () => press("edit"),
    u: () => {
      const last = document.querySelector("#judged button[name=judgement]");
      if (last) last.click();
      else tell("There is nothing to take back here.");
    },
    y: cite,
    n: () => {
      const found = span();
      location.assign(`/documents/${id}/new${found ? `?span=${found}` : ""}`);
    },
    A: () => many?.click(),
    "/": () => location.assign("/search"),
    "?": () => {
      const keys = document.querySelector(".keys");
      keys.open = true;
      keys.scrollIntoView({ block: "nearest" });
      keys.querySelector("summary").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  });

  const keys = document.querySelector(".keys p");
  for (const [key, words] of [["a", "accept"], ["x", "reject"], ["e", "edit"], ["u", "undo the last"],
    ["y", "copy as citation"], ["n", "add what is selected"], ["A", "accept what is on screen"], ["/", "search"]]) {
    const shown = document.createElement("kbd");
    shown.textContent = key;
    keys.append(document.createElement("br"), shown, ` ${words}`);
  }
})();
