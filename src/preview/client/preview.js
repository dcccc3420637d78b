// The preview's own pages: they follow the site as it is saved, move between findings, and remember
// what the reader has seen.
(() => {
  "use strict";
  // --- the page follows the site

  const refresh = async () => {
    let text;
    try {
      const answer = await fetch(location.href.split("#")[0]);
      if (!answer.ok) return;
      text = await answer.text();
    } catch { return; /* The server does not answer. */ }
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const typed = document.activeElement;
    const isTyping = typed?.matches?.("input:not([type=checkbox]), select");
    for (const part of [".head", ".tools", "[data-live]"]) {
      const [old, now] = [document.querySelector(part), fresh.querySelector(part)];
      if (!old || !now || old.innerHTML === now.innerHTML) continue;
      if (isTyping && old.contains(typed)) { replaceAround(old, now); continue; }
      const checked = [...old.querySelectorAll("[data-toggle]:checked")].map((box) => box.dataset.toggle);
      const open = [...old.querySelectorAll("details")].map((details) => details.open);
      old.replaceChildren(...now.childNodes);
      for (const name of checked) old.querySelector(`[data-toggle=${name}]`).checked = true;
      old.querySelectorAll("details").forEach((details, index) => { if (open[index]) details.open = true; });
    }
    toggle();
    look();
  };

  // Fields that the reader is typing into stay.
  const replaceAround = (old, fresh) => {
    for (const part of [".cards", ".count", ".scroll"]) {
      const now = fresh.querySelector(part);
      if (now) old.querySelector(part)?.replaceWith(now);
    }
  };

  document.addEventListener("site:build", refresh);

  // --- moving between findings

  const findings = () => [...document.querySelectorAll(".row[id]")];
  let current = null;

  const go = (step) => {
    const all = findings();
    const status = document.querySelector(".tools [role=status]");
    if (all.length === 0) { if (status) status.textContent = document.querySelector(".tools").dataset.none; return; }
    let index = all.indexOf(current);
    if (index < 0) index = all.findIndex((row) => row === document.activeElement);
    if (index < 0) index = step > 0 ? -1 : all.length;
    current = all[(index + step + all.length) % all.length];
    current.scrollIntoView({ block: "center" });
    current.focus({ preventScroll: true });
  };

  const toggle = () => {
    for (const box of document.querySelectorAll("[data-toggle]")) {
      document.body.classList.toggle(`show-${box.dataset.toggle}`, box.checked);
    }
  };

  addEventListener("keydown", (event) => {
    const isTyped = event.target.closest?.("input:not([type=checkbox]), select, textarea");
    if (isTyped || event.altKey || event.ctrlKey || event.metaKey) return;
    const letter = event.key.toLowerCase();
    if (letter === "j" || letter === "n") go(1);
    else if (letter === "k" || letter === "p") go(-1);
    else if (letter === "e") {
      const box = document.querySelector("[data-toggle=kept]");
      if (box) { box.checked = !box.checked; toggle(); }
    }
  });

  addEventListener("change", (event) => {
    if (event.target.dataset.toggle) toggle();
    else if (event.target.matches("form.filter select")) event.target.form.requestSubmit();
  });

  addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.go) go(button.dataset.go === "next" ? 1 : -1);
    if (button.dataset.seen !== undefined) seen();
    if (button.dataset.copy === undefined) return;
    try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; }
    const words = button.firstElementChild;
    const before = words.textContent;
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 1500);
  });

  // Leaves empty fields out of the address.
  addEventListener("submit", (event) => {
    for (const field of event.target.elements) if (field.name && field.value === "") field.disabled = true;
  });
  addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll(".filter :disabled")) field.disabled = false;
  });

  // --- rows that changed since the last visit

  const key = "site-preview-seen";
  let marks = [];

  const look = async () => {
    const news = document.querySelector(".news");
    if (!news) return;
    try { marks = (await (await fetch("/_site/marks")).text()).split("\n").filter(Boolean); } catch { return; }
    let known;
    try { known = localStorage.getItem(key); } catch { return; }
    // On the first visit, nothing is marked as new.
    if (known === null) return seen();
    const set = new Set(known.split(" "));
    const count = marks.filter((mark) => !set.has(mark)).length;
    const words = document.querySelector(".news span");
    words.textContent = count === 1 ? words.dataset.one : words.dataset.other.replace("1234", count);
    document.querySelector(".news").hidden = count === 0;
    for (const row of document.querySelectorAll("[data-mark]")) {
      row.classList.toggle("new", !set.has(row.dataset.mark));
    }
  };

  const seen = () => {
    try { localStorage.setItem(key, marks.join(" ")); } catch { return; }
    for (const row of document.querySelectorAll("tr.new")) row.classList.remove("new");
    document.querySelector(".news").hidden = true;
  };

  toggle();
  look();
  current = document.getElementById(location.hash.slice(1))?.closest(".row") ?? null;
})();
