// Does to a document what a reader's hand could, and what a browser does by itself: every event at each element
// that handles any, the focus, and a click on every link and button. An address of an ordinary scheme is not
// followed, any other is.
(() => {
  const ORDINARY = new Set(["http:", "https:", "mailto:", "tel:", "sms:", "ftp:", "irc:", "ircs:", "xmpp:"]);
  const EVENTS = [
    "mouseover", "mouseenter", "mousedown", "pointerenter", "pointerrawupdate", "focus", "focusin", "blur", "load",
    "error", "toggle", "beforetoggle", "animationstart", "animationend", "transitionend", "scroll", "wheel", "input",
    "keydown", "copy", "contextmenu", "auxclick", "dblclick", "begin", "start", "pageshow", "close",
  ];

  const leadsAway = (element, address) => {
    const text = typeof address === "object" ? address?.baseVal : address;
    try {
      return !ORDINARY.has(new URL(text, element.baseURI).protocol);
    } catch {
      return false;
    }
  };

  // The number of elements that were provoked.
  const provoke = (page) => {
    if (!page) return 0;
    const view = page.defaultView;
    const hold = (event) => {
      const link = event.target.closest?.("a, area");
      if (link && !leadsAway(link, link.href)) event.preventDefault();
    };
    view.addEventListener("click", hold, true);
    view.addEventListener("submit", (event) => {
      const action = event.submitter?.getAttribute("formaction") ?? event.target.getAttribute("action") ?? "";
      if (!leadsAway(event.target, action)) event.preventDefault();
    }, true);
    const elements = [...page.querySelectorAll("*")];
    const handles = (element) => element.getAttributeNames().some((name) => /^on/i.test(name));
    for (const element of elements.filter(handles)) {
      for (const name of EVENTS) element.dispatchEvent(new view.Event(name));
      element.focus?.();
    }
    for (const element of elements) {
      const isPressed = element.matches("a, area, button, summary, label, input, [onclick], [tabindex]");
      if (!isPressed) continue;
      element.removeAttribute("target");
      element.dispatchEvent(new view.MouseEvent("click", { bubbles: true, cancelable: true, view }));
    }
    return elements.length;
  };

  // A task of the page's own, after those that it has begun.
  const task = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });

  const loaded = (fill) => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.addEventListener("load", () => done(frame), { once: true });
    fill(frame);
    document.body.append(frame);
  });

  const provokeFrame = async (fill) => {
    const frame = await loaded(fill);
    const count = provoke(frame.contentDocument);
    // What a click has begun runs in a later task.
    for (let turn = 0; turn < 5; turn++) await task();
    return count;
  };

  const together = async (fills) => {
    const counts = await Promise.all(fills.map(provokeFrame));
    document.body.replaceChildren();
    return counts;
  };

  window.provocation = {
    page: async () => {
      const count = provoke(document);
      for (let turn = 0; turn < 5; turn++) await task();
      return count;
    },
    // Pages in frames, side by side.
    pages: (urls) => together(urls.map((url) => (frame) => { frame.src = url; })),
    // The texts of a feed, as a reader's program shows them.
    feed: async (url) => {
      const feed = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/xml");
      // Titles and names are text: of an item, these two are HTML.
      const isHtml = (own) => ["description", "encoded"].includes(own.localName);
      const parts = [...feed.querySelectorAll("item > *")].filter(isHtml);
      const texts = parts.map((own) => own.textContent);
      const counts = [];
      for (let at = 0; at < texts.length; at += 20) {
        const some = texts.slice(at, at + 20);
        counts.push(...await together(some.map((text) => (frame) => { frame.srcdoc = text; })));
      }
      return counts;
    },
    // A page with elements in a shadow tree: the preview's bar and the notice of problems.
    shadows: async () => {
      let count = 0;
      for (const host of document.querySelectorAll("*")) {
        if (!host.shadowRoot) continue;
        const copy = document.createElement("div");
        copy.innerHTML = host.shadowRoot.innerHTML;
        document.body.append(copy);
        count += copy.querySelectorAll("*").length;
      }
      const all = provoke(document);
      for (let turn = 0; turn < 5; turn++) await task();
      return count && all;
    },
  };
})();
