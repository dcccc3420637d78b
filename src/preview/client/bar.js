// The translator's bar at the top of a page in `site serve`. The server makes it; this script fetches it,
// keeps it up to date and remembers whether it is shown.
(() => {
  "use strict";
  const key = "site-preview-bar";
  const choice = {
    get() { try { return localStorage.getItem(key); } catch { return null; } },
    set(value) { try { localStorage.setItem(key, value); } catch { /* It is open next time. */ } },
  };
  let host, root;

  const mount = () => {
    host = document.createElement("site-preview");
    root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/_site/bar.css";
    root.append(style, document.createElement("div"));
    root.addEventListener("click", onClick);
    root.addEventListener("toggle", onToggle, true);
    root.addEventListener("keydown", onKey);
    addEventListener("click", (event) => { if (event.target !== host) shut(); });
    document.documentElement.append(host);
  };

  const shut = (but) => {
    for (const panel of root.querySelectorAll("details[open]")) if (panel !== but) panel.open = false;
  };

  const onToggle = (event) => { if (event.target.open) shut(event.target); };

  const onKey = (event) => {
    const open = root.querySelector("details[open]");
    if (event.key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
      event.stopPropagation();
    }
  };

  const onClick = (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.copy !== undefined) copy(button);
    else if (button?.classList.contains("close")) hide();
    else if (button?.classList.contains("show")) show();
  };

  const copy = async (button) => {
    try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; }
    const words = button.firstElementChild;
    const before = words.textContent;
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 1500);
  };

  const lay = (isOpen) => {
    const section = root.querySelector("section");
    if (!section) return;
    section.hidden = !isOpen;
    let button = root.querySelector("button.show");
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "show";
      button.title = `${section.dataset.show} (Alt+P)`;
      button.setAttribute("aria-label", section.dataset.show);
      button.setAttribute("aria-keyshortcuts", "Alt+P");
      section.after(button);
    }
    button.lang = section.lang;
    button.hidden = isOpen;
    // Keeps the end of the page uncovered.
    const height = isOpen ? `${section.offsetHeight + 8}px` : "";
    document.documentElement.style.setProperty("padding-block-end", height);
  };

  const hide = () => { choice.set("closed"); lay(false); list(); root.querySelector("button.show").focus(); };
  const show = () => { choice.set("open"); lay(true); list(); focus(); };
  const focus = () => root.querySelector("section :is(summary, a, button)")?.focus();

  const paint = () => {
    for (const label of root.querySelectorAll("[data-colour]")) {
      label.style.setProperty("--label", label.dataset.colour);
      label.style.setProperty("--ink", label.dataset.ink);
    }
  };

  // The missing pages, below a list.
  const list = () => {
    document.querySelector("site-untranslated")?.remove();
    const template = root.querySelector("template");
    if (!template || choice.get() === "closed") return;
    const place = document.createElement("site-untranslated");
    const style = root.querySelector("link").cloneNode();
    place.attachShadow({ mode: "open" }).append(style, template.content.cloneNode(true));
    place.shadowRoot.addEventListener("click", onClick);
    (document.querySelector("main") ?? document.body).append(place);
  };

  let last;
  const load = async () => {
    const page = encodeURIComponent(decoded(location.pathname));
    let html;
    try {
      const answer = await fetch(`/_site/bar?page=${page}`);
      if (!answer.ok) return;
      html = await answer.text();
    } catch { return; /* The server does not answer. */ }
    if (html === last) return;
    last = html;
    if (!host) mount();
    // Keeps open what is open, and the focus where it is.
    const at = [...root.querySelectorAll("details, summary, a, button")].indexOf(root.activeElement);
    const open = root.querySelector("details[open]")?.className;
    root.lastElementChild.innerHTML = html;
    paint();
    if (open) root.querySelector(`details.${open}`)?.setAttribute("open", "");
    lay(choice.get() !== "closed");
    list();
    if (at >= 0) root.querySelectorAll("details, summary, a, button")[at]?.focus();
  };

  const decoded = (path) => { try { return decodeURIComponent(path); } catch { return path; } };

  addEventListener("keydown", (event) => {
    if (!event.altKey || event.code !== "KeyP" || !host) return;
    event.preventDefault();
    const isOpen = !root.querySelector("section").hidden;
    if (isOpen && root.activeElement) hide(); else if (isOpen) focus(); else show();
  });
  document.addEventListener("site:build", load);
  load();
})();
