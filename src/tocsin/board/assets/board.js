/* The board's keys, the dropping of files, and the news: nothing here moves what is being read. */

/* On a narrow screen the ways stand in one line: the one in hand comes into sight. */
const ways = document.querySelector(".top nav");
const here = ways && ways.querySelector("[aria-current]");
if (here) ways.scrollLeft = here.offsetLeft - ways.offsetLeft - 60;

const typing = (target) => target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
const dialog = document.getElementById("keys");
let waiting = false;

/** The next or previous item of the page, from the one in focus or the first in the window. */
function step(by) {
  const items = [...document.querySelectorAll("main :is(.item, summary, .sentence a)")].filter((one) => one.getClientRects().length);
  if (!items.length) return;
  let at = items.indexOf(document.activeElement);
  if (at < 0) at = by > 0 ? items.findIndex((one) => one.getBoundingClientRect().top > 0) - 1 : items.length;
  const next = items[Math.min(items.length - 1, Math.max(0, at + by))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || dialog.open) return;
  if (waiting) {
    waiting = false;
    const way = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
    if (way) location.assign(way.href);
    return;
  }
  const pressed = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (pressed) {
    event.preventDefault();
    location.assign(pressed.href);
  } else if (event.key === "/") {
    event.preventDefault();
    (document.getElementById("q") || document.getElementById("find")).focus();
  } else if (event.key === "?") dialog.showModal();
  else if (event.key === "g") waiting = true;
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
});

/* An indicator that a link asks for opens. */
function open() {
  const part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (part instanceof HTMLDetailsElement) {
    part.open = true;
    part.scrollIntoView({ block: "start" });
  }
}
window.addEventListener("hashchange", open);
open();

/* Files dropped on the page of adding go into its field; words go into the other. */
const adding = document.querySelector("form.adding");
if (adding) {
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      adding.classList.toggle("over", name === "dragover");
    });
  }
  document.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) document.getElementById("files").files = event.dataTransfer.files;
    else document.getElementById("text").value += event.dataTransfer.getData("text/plain");
  });
}

/* The edges of a span move by a word; offsets count code points, as the records do. */
for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
const length = (words) => [...words].length;
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-edge]");
  if (!button) return;
  const [before, mark, after] = document.querySelector(".context p").childNodes.length === 3
    ? document.querySelector(".context p").childNodes
    : [document.createTextNode(""), document.querySelector(".context mark"), document.createTextNode("")];
  const left = button.dataset.edge === "start";
  const out = left === (button.dataset.by === "-1");
  const from = out ? (left ? before : after) : mark.firstChild;
  const pattern = left === out ? /\S+\s*$/ : /^\s*\S+/;
  const found = pattern.exec(from.data);
  if (!found || (!out && found[0].length === from.data.length)) return;
  const cut = left === out ? found.index : found[0].length;
  const moved = left === out ? from.data.slice(cut) : from.data.slice(0, cut);
  from.data = left === out ? from.data.slice(0, cut) : from.data.slice(cut);
  const to = out ? mark.firstChild : left ? before : after;
  to.data = left === out ? moved + to.data : to.data + moved;
  if (!out) to.data = left ? before.data : after.data;
  const field = document.querySelector(`input[name="${button.dataset.edge}"]`);
  field.value = Number(field.value) + (left === out ? -1 : 1) * length(moved);
});

/* News: told in a corner, shown when the reader asks. */
const news = document.getElementById("news");
if (news && window.EventSource && document.querySelector("nav a[data-key]")) {
  let documents = 0;
  let first = null;
  const stream = new EventSource("/live");
  stream.addEventListener("news", (event) => {
    const told = JSON.parse(event.data);
    if (first === null) {
      first = told.levels;
      return;
    }
    documents += told.documents;
    const moved = Object.keys(told.levels).filter((name) => told.levels[name] !== first[name]);
    const parts = moved.map((name) => `${name}: level ${first[name] ?? "?"} → ${told.levels[name]}`);
    if (documents) parts.push(`${documents} new document${documents === 1 ? "" : "s"}`);
    if (!parts.length) return;
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = "show";
    news.replaceChildren(`${parts.join("; ")} `, link);
  });
  window.addEventListener("pagehide", () => stream.close());
}
