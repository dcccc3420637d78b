// Comfort for pages that work without it.
{
  const words = document.currentScript.dataset;
  const chosen = document.documentElement.dataset;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const make = (name, className = "", textContent = "") =>
    Object.assign(document.createElement(name), { className, textContent });

  // Light and dark. A choice that is the system's own is forgotten.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const current = () => chosen.theme || (system.matches ? "dark" : "light");
  for (const mode of all(".s-mode")) {
    mode.hidden = false;
    mode.title = mode.dataset[current()];
    mode.onclick = () => {
      const next = current() === "dark" ? "light" : "dark";
      chosen.theme = next;
      mode.title = mode.dataset[next];
      try {
        if ((next === "dark") === system.matches) localStorage.removeItem("theme");
        else localStorage.setItem("theme", next);
      } catch {}
    };
  }

  // The language menu: arrow keys go through it, Escape and whatever lies outside close it.
  for (const menu of all(".s-langs details")) {
    const opener = menu.firstElementChild;
    const links = [...menu.querySelectorAll("a")];
    const close = (event) => { if (!menu.contains(event.target)) menu.open = false; };
    document.addEventListener("click", close);
    document.addEventListener("focusin", close);
    menu.onkeydown = (event) => {
      const at = links.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        opener.focus();
      } else if (to !== undefined && (menu.open || event.key.startsWith("Arrow"))) {
        event.preventDefault();
        menu.open = true;
        links.at(to % links.length).focus();
      }
    };
  }

  // The search opens over the page; its script and its index are loaded then. On its own page it stands open, and
  // without this script the link leads there.
  for (const seek of all(".s-seek")) {
    const dialog = document.querySelector(".s-sought");
    const open = (event, isChord) => {
      if (!isChord && (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey && event.type === "click")) return;
      event.preventDefault();
      if (dialog && !dialog.open) {
        import(new URL(seek.dataset.script, location.href));
        dialog.showModal();
      }
      document.querySelector(".s-find [name=q]").select();
    };
    seek.onclick = open;
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
      const isChord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "k";
      if (isChord || event.key === "/" && !isTyping) open(event, isChord);
    });
    seek.append(make("kbd", "", /Mac|iP/.test(navigator.platform) ? "⌘ K" : "Ctrl K"));
    if (dialog) dialog.onclick = (event) => {
      if (event.target === dialog || event.target.closest(".s-shut")) dialog.close();
    };
  }

  // A button on each block of code. Of a session it copies the commands.
  const copied = (block) => {
    const code = block.cloneNode(true);
    for (const part of code.querySelectorAll(".ln, .p, .r, del")) part.remove();
    return code.textContent;
  };
  const status = make("div", "s-vh");
  status.role = "status";
  document.body.append(status);
  if (navigator.clipboard) for (const block of all("pre.code")) {
    const box = make("div", "s-copy-box");
    const button = make("button", "s-copy", words.copy);
    block.replaceWith(box);
    box.append(block, button);
    if (block.scrollWidth > block.clientWidth) {
      const wrap = make("button", "s-copy s-wrap", words.wrap);
      wrap.ariaPressed = false;
      wrap.onclick = () => { wrap.ariaPressed = block.classList.toggle("s-wrapped"); };
      box.append(wrap);
    }
    button.onclick = async () => {
      await navigator.clipboard.writeText(copied(block));
      button.textContent = status.textContent = words.copied;
      setTimeout(() => { button.textContent = words.copy; status.textContent = ""; }, 2000);
    };
  }

  // A heading links to itself, and a click copies its address.
  for (const heading of all(".s-text :is(h2, h3, h4, h5, h6)[id]")) {
    if (heading.querySelector("a, button") || heading.closest("a, summary, .s-cards")) continue;
    const link = make("a", "s-self");
    link.href = `#${encodeURIComponent(heading.id)}`;
    link.append(...heading.childNodes);
    heading.append(link);
    link.onclick = () => navigator.clipboard?.writeText(link.href).then(() => {
      status.textContent = words.copied;
      setTimeout(() => { status.textContent = ""; }, 2000);
    }, () => {});
  }

  // All terms, in the order that the reader chooses.
  for (const order of all(".s-order")) {
    const list = order.closest("main").querySelector(".s-terms");
    const byName = [...list.children];
    const byCount = byName.toSorted((one, other) => other.dataset.count - one.dataset.count);
    const buttons = [...order.children];
    order.hidden = false;
    buttons.forEach((button, index) => {
      button.onclick = () => {
        list.append(...[byName, byCount][index]);
        for (const own of buttons) own.ariaPressed = own === button;
      };
    });
  }

  // Tabs: a choice counts for all groups that offer it, on this page and on later ones.
  const choices = () => { try { return JSON.parse(localStorage.getItem("tabs")) || []; } catch { return []; } };
  const tabs = all(".s-tabs:not([data-alone]) > label").map((label) => ({ name: label.dataset.choice || label.textContent.trim(), input: document.getElementById(label.htmlFor) }));
  const choose = (name) => {
    for (const tab of tabs) if (tab.name === name && !tab.input.disabled) tab.input.checked = true;
  };
  if (tabs.length) choices().reverse().forEach(choose);
  for (const { name, input } of tabs) input.onchange = () => {
    const before = input.getBoundingClientRect().top;
    choose(name);
    scrollBy({ top: input.getBoundingClientRect().top - before, behavior: "instant" });
    try { localStorage.setItem("tabs", JSON.stringify([name, ...choices().filter((own) => own !== name)].slice(0, 20))); } catch {}
  };

  // A picture that has more to show than there is room for opens over the page.
  const large = make("dialog", "s-large");
  large.onclick = () => large.close();
  const enlargeable = (picture) => {
    if (picture.naturalWidth < picture.clientWidth * 1.25 || picture.closest("a, button, .s-card, .s-feature")) return;
    const button = make("button", "s-zoom");
    button.type = "button";
    button.title = words.picture;
    picture.replaceWith(button);
    button.append(picture);
    button.onclick = () => {
      const copy = make("img");
      Object.assign(copy, { src: picture.currentSrc || picture.src, alt: picture.alt });
      large.replaceChildren(copy);
      if (!large.isConnected) document.body.append(large);
      large.ariaLabel = picture.alt || words.picture;
      large.showModal();
    };
  };
  for (const picture of all(".s-text img")) {
    if (picture.complete) enlargeable(picture);
    else picture.addEventListener("load", () => enlargeable(picture), { once: true });
  }

  // A video plays here, once it is asked for.
  for (const link of all("a[data-embed]")) link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !/^https:/.test(link.dataset.embed)) return;
    event.preventDefault();
    const player = make("iframe");
    player.title = link.textContent;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.src = link.dataset.embed;
    link.replaceWith(player);
    player.focus();
  };

  // A wide table can be scrolled by keyboard.
  for (const table of all(".s-text table")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;

  // The tree: open at the side, and at the place of the page.
  for (const tree of all(".s-tree")) {
    tree.firstChild.open = matchMedia("(min-width: 70rem)").matches;
    const here = tree.querySelector("[aria-current]");
    if (here) tree.scrollTop = here.offsetTop - tree.clientHeight / 2;
  }

  // The contents: open where there is room, marked at the heading that is being read.
  for (const contents of all(".s-toc details")) {
    const links = all(".s-toc a");
    const isWide = () => matchMedia("(min-width: 60rem)").matches;
    // Where the contents lie over the text, their head names the heading, and a choice closes them.
    const here = make("span");
    contents.firstElementChild.append(here);
    for (const link of links) link.addEventListener("click", () => { contents.open = isWide(); });
    contents.open = isWide();
    const headings = links.map((link) => document.getElementById(decodeURI(link.hash.slice(1))) || link);
    const observer = new IntersectionObserver(() => {
      const last = headings.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
      links.forEach((link, index) => link.setAttribute("aria-current", index === last));
      here.textContent = isWide() ? "" : links[last]?.textContent || "";
      const box = contents.parentNode;
      box.scrollTop = (links[last]?.offsetTop || 0) - box.clientHeight / 2;
    }, { rootMargin: "0px 0px -75%" });
    for (const heading of headings) observer.observe(heading);
  }
}
