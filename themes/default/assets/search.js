// The search: asks the index that the site brings along, and shows what it finds. Loaded on the search page,
// and elsewhere when the reader opens the search. Every form of the class `s-find` is served.

const PART = 10;
/// How many places of a page a result names.
const PLACES = 3;
const own = document.documentElement.lang.toLowerCase();

/// The index of the reader's language, or of all languages. Each is loaded once, when first asked.
const indexes = {};
const index = (directory, all) => (indexes[all] ??= load(directory, all).catch((error) => {
  delete indexes[all];
  throw error;
}));
const load = async (directory, all) => {
  const [module, entry] = await Promise.all([
    import(new URL("pagefind.js", new URL(directory, location.href))),
    fetch(`${directory}pagefind-entry.json`).then((response) => response.json()),
  ]);
  const known = Object.keys(entry.languages);
  // pagefind would take another language for one that has no pages.
  if (!all && !known.includes(own)) return { search: async () => ({ results: [] }) };
  const instance = module.createInstance();
  // By the whole address: a path that it has already is taken for the same index.
  const address = new URL(directory, location.href).href;
  if (all) for (const language of known) if (language !== own) await instance.mergeIndex(address, { language });
  return instance;
};

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/// Takes the first letters out of an element.
const shorten = (element, letters) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (letters > 0 && texts.nextNode()) {
    const cut = Math.min(letters, texts.currentNode.length);
    texts.currentNode.deleteData(0, cut);
    letters -= cut;
  }
};

/// What was found in its surroundings, without the title that stands above. The excerpt is pagefind's: text, escaped, with `mark` around what was sought.
const summary = (excerpt, content = "", title = "") => {
  const text = make("p", { className: "s-sum" });
  text.innerHTML = excerpt;
  if (title && text.textContent.startsWith(title)) {
    shorten(text, title.length + text.textContent.slice(title.length).match(/^[.\s]*/)[0].length);
    content = `${text.textContent.trim()}…`;
  }
  const words = text.textContent.trim();
  if (!content.startsWith(words)) text.prepend("… ");
  if (!content.endsWith(words)) text.append("\u00a0…");
  return text;
};

/// A result as an item of the list: the page, and the headings below which the words stand.
const item = ({ url, excerpt, content, meta, sub_results: parts = [] }) => {
  const isForeign = meta.lang && meta.lang.toLowerCase() !== own;
  const about = [isForeign && meta.language, meta.trail, meta.date].filter(Boolean);
  const made = make("li", {}, make("h2", {}, make("a", { href: url, textContent: meta.title || url })));
  if (about.length) made.append(make("p", { className: "s-about", textContent: about.join(" · ") }));
  if (isForeign) Object.assign(made, { lang: meta.lang, dir: meta.dir });
  const places = parts.filter((part) => part.url.includes("#")).slice(0, PLACES);
  const top = parts.find((part) => !part.url.includes("#"));
  if (top || !places.length) made.append(summary(top?.excerpt || excerpt, content));
  for (const place of places) {
    const link = make("a", { href: place.url }, make("b", { textContent: place.title }), summary(place.excerpt, "", place.title));
    made.append(make("div", { className: "s-place" }, link));
  }
  return made;
};

const serve = (form) => {
  const { found, none, more, failed, index: directory } = form.dataset;
  const [input, all] = [form.elements.q, form.elements.all];
  const [state, list] = [form.querySelector(".s-state"), form.querySelector(".s-found")];
  const dialog = form.closest("dialog");
  const number = new Intl.NumberFormat(own);
  let turn = 0;

  const say = (text, ...items) => {
    state.textContent = text;
    list.replaceChildren(...items);
  };

  const part = async (results, from) => {
    const data = await Promise.all(results.slice(from, from + PART).map((result) => result.data()));
    const items = data.map(item);
    if (results.length <= from + PART) return items;
    const button = make("button", { type: "button", textContent: more });
    const last = make("li", { className: "s-more" }, button);
    button.onclick = async () => {
      const items = await part(results, from + PART);
      last.replaceWith(...items);
      items[0].querySelector("a").focus();
    };
    return [...items, last];
  };

  const seek = async () => {
    const asked = ++turn;
    const words = input.value.trim();
    if (!dialog) {
      const address = new URL(location.href);
      words ? address.searchParams.set("q", words) : address.searchParams.delete("q");
      all?.checked ? address.searchParams.set("all", "1") : address.searchParams.delete("all");
      history.replaceState(null, "", address);
    }
    if (!words) return say("");
    try {
      const { results } = await (await index(directory, Boolean(all?.checked))).search(words);
      const items = await part(results, 0);
      if (asked === turn) say(results.length ? found.replace("#", number.format(results.length)) : none, ...items);
    } catch {
      if (asked === turn) say(failed);
    }
  };

  let wait;
  input.oninput = () => { clearTimeout(wait); wait = setTimeout(seek, 120); };
  if (all) all.onchange = seek;
  // In the dialog the form leads to the page of the search, which has an address.
  if (!dialog) form.onsubmit = (event) => { event.preventDefault(); clearTimeout(wait); seek(); };
  // From the field to the results and among them, by the arrow keys; some scripts are written with these keys. A field
  // of this kind would take Escape for itself.
  form.onkeydown = (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && dialog) {
      event.preventDefault();
      dialog.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [input, ...list.querySelectorAll("a, button")];
    const here = stops.indexOf(document.activeElement);
    if (!step || here < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(here + step, 0), stops.length - 1)].focus();
  };
  if (!dialog) {
    const asked = new URLSearchParams(location.search);
    input.value ||= asked.get("q") || "";
    if (all) all.checked = asked.has("all");
  }
  // What stands in the address, or was typed while this script was on its way.
  if (input.value) seek();
};

for (const form of document.querySelectorAll(".s-find")) serve(form);
