// Keeps an open page up to date: swaps its stylesheets, reloads it when it has changed, and shows
// what keeps the site from being built.
//
// The tag that loads this carries the state of the page. The server tells on connecting what the
// state is now, so that nothing is missed while a tab sleeps or the server is away.
(() => {
  "use strict";
  const own = "/_site/";
  const scrollKey = "site-scroll";
  const tag = document.currentScript;
  let stream;
  // Empty on the page that says that there is none.
  const state = tag.dataset.state;

  const decoded = (path) => {
    try { return decodeURIComponent(path); } catch { return path; }
  };
  const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");
  const path = decoded(location.pathname).replace(/(^|\/)index\.html$/, "$1");

  // --- scrolling

  const reload = () => {
    try {
      sessionStorage.setItem(scrollKey, JSON.stringify({ path, x: scrollX, y: scrollY }));
    } catch { /* Without storage the page begins at its top. */ }
    stream?.close();
    location.reload();
  };

  const restore = () => {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(scrollKey));
      sessionStorage.removeItem(scrollKey);
    } catch { return; }
    if (kept?.path !== path) return;
    const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    let isMoved = false;
    for (const event of ["wheel", "touchstart", "keydown"]) {
      addEventListener(event, () => { isMoved = true; }, { once: true, passive: true });
    }
    scroll();
    // Pictures that have come since may have pushed the place down.
    addEventListener("load", () => { if (!isMoved) scroll(); }, { once: true });
  };

  // --- stylesheets

  const swap = (pairs) => {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const url = new URL(link.href);
      const pair = pairs.find(([before]) => before === decoded(url.pathname));
      if (!pair || url.origin !== location.origin) continue;
      const fresh = link.cloneNode();
      fresh.href = encoded(pair[1]) + (pair[0] === pair[1] ? `?${Date.now()}` : "");
      // The old one goes when the new one is there: the page is never without style.
      fresh.addEventListener("load", () => link.remove(), { once: true });
      link.after(fresh);
    }
  };

  // Whether the page shows a file that has changed: a picture, a script, a font.
  const uses = (urls) => {
    const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
    return loaded.some((url) => url.origin === location.origin && urls.has(decoded(url.pathname)));
  };

  // --- notices

  const layer = (id) => {
    let host = document.getElementById(id);
    if (!host) {
      host = document.createElement("site-notice");
      host.id = id;
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = `${own}overlay.css`;
      host.attachShadow({ mode: "open" }).append(style, document.createElement("div"));
      document.documentElement.append(host);
    }
    return host.shadowRoot.lastElementChild;
  };

  // The words of the notices in the language of the page that they lie over; of the browser, where the page names none.
  const tongue = (all) => {
    for (const language of [document.documentElement.lang, ...navigator.languages]) {
      const [tag, kin] = [language.toLowerCase(), language.toLowerCase().split("-")[0]];
      const known = all[tag] ? tag : Object.keys(all).find((code) => code.split("-")[0] === kin);
      if (known) return known;
    }
    return "en";
  };
  let known;
  const spoken = () => known ??= fetch(`${own}words.json`)
    .then((response) => response.json())
    .then((all) => ({ lang: tongue(all), words: all[tongue(all)] }))
    .catch((error) => {
      known = undefined;
      throw error;
    });

  // The newest notice of its kind: an earlier one that is still waiting for its words is not shown any more.
  const turns = {};
  const whenSpoken = (id, show) => {
    const turn = turns[id] = (turns[id] || 0) + 1;
    spoken().then(({ lang, words }) => {
      if (turn !== turns[id]) return;
      const box = layer(id);
      box.lang = lang;
      box.dir = /^(ar|fa|he)$/.test(lang) ? "rtl" : "ltr";
      show(box, words);
    }, () => {});
  };
  const remove = (id) => {
    turns[id] = (turns[id] || 0) + 1;
    document.getElementById(id)?.remove();
  };

  // Errors lie over the pages that they are about, and over an address where there is no page: it may be the
  // one that cannot be made. Elsewhere they are a bar that opens.
  const problems = (errors) => {
    const id = "site-problems";
    if (errors === null) return remove(id);
    const isAbout = state === "" || errors.pages === null || errors.pages.includes(path);
    whenSpoken(id, (box, words) => {
      box.className = "problems";
      box.role = isAbout ? "alert" : "status";
      const count = `<bdi>${errors.count}</bdi>`;
      box.innerHTML = `<details${isAbout ? " open" : ""}><summary>${words.failed.replace("#", count)}</summary>
        <div lang="en" dir="ltr">${errors.html}</div><footer>${words.below}</footer></details>
        <button type="button" aria-label="${words.hide}">×</button>`;
      for (const said of box.querySelectorAll("[data-say]")) {
        said.lang = box.lang;
        said.textContent = words[said.dataset.say].replace("#", said.dataset.count);
      }
      box.querySelector("button").onclick = () => remove(id);
    });
  };

  const gone = (isGone) => {
    const id = "site-gone";
    if (!isGone) return remove(id);
    whenSpoken(id, (box, words) => {
      box.className = "gone";
      box.role = "status";
      box.innerHTML = `${words.gone} <a href="/">${words.home}</a>`;
    });
  };

  // --- events

  // Whoever else wants to know of it.
  const tell = () => document.dispatchEvent(new CustomEvent("site:build"));

  const onState = (event) => {
    const now = JSON.parse(event.data);
    problems(now.errors);
    tell();
    if (now.page === null) gone(state !== ""); else if (now.page !== state) reload();
  };

  const onBuild = (event) => {
    const news = JSON.parse(event.data);
    problems(news.errors);
    tell();
    swap(news.styles);
    const urls = new Set(news.urls);
    if (news.open !== null && news.open !== path) {
      stream.close();
      location.assign(encoded(news.open));
    } else if (urls.has(path) || uses(urls)) {
      reload();
    } else if (news.gone.includes(path)) {
      gone(true);
    }
  };

  const connect = () => {
    if (stream && stream.readyState !== EventSource.CLOSED) return;
    stream = new EventSource(`${own}events?${location.pathname}`);
    stream.addEventListener("state", onState);
    stream.addEventListener("build", onBuild);
  };

  restore();
  // A browser has six connections to a server: pages that nobody sees hold none.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") connect(); else stream?.close();
  });
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", () => { if (document.visibilityState === "visible") connect(); });
  if (document.visibilityState === "visible") connect();
})();
