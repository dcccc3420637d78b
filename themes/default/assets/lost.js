// The page for an address that does not exist. A server has one for all readers: whoever was lost in another language
// reads it in that one. Below it stand the pages whose addresses are most like the one that was asked for.

/// How many pages are named, and how like their addresses must be, from 0 to 1.
const SHOWN = 5;
const ENOUGH = 0.5;

const load = async (address, type) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), type);
};

/// Puts the parts of the page in the language of the address in the place of these.
const translate = async (lost) => {
  const homes = [...lost.querySelectorAll(".s-elsewhere a")].filter((link) => location.pathname.startsWith(link.pathname));
  const home = homes.sort((one, other) => other.pathname.length - one.pathname.length)[0];
  if (!home || home.lang === document.documentElement.lang) return;
  const page = await load(`${home.pathname}404.html`, "text/html");
  const found = page.querySelector("main.s-lost");
  if (!found) return;
  for (const part of [".s-head", ".s-nearest", ".s-actions"]) {
    const own = found.querySelector(part);
    if (own) lost.querySelector(part)?.replaceWith(own);
  }
  // The search has begun to listen: only its words are replaced.
  for (const part of [".s-vh", ".s-all"]) {
    const [own, other] = [lost, found].map((main) => main.querySelector(`.s-find ${part}`)?.lastChild);
    if (own && other) own.data = other.data;
  }
  const [field, other] = [lost, found].map((main) => main.querySelector(".s-find [name=q]"));
  if (field && other) field.placeholder = other.placeholder;
  lost.lang = page.documentElement.lang;
  lost.dir = page.documentElement.dir;
  document.title = page.title;
};

/// The parts of a path in small letters: `/Blog/a_post.html` is `blog` and `a post`.
const parts = (path) => {
  let text = path;
  try { text = decodeURIComponent(path); } catch { /* As it is, then. */ }
  return text.toLowerCase().replace(/\.html?$|\bindex$/g, "").split("/").filter(Boolean)
    .map((part) => part.replace(/[^\p{L}\p{M}\p{N}]+/gu, " "));
};
const pairs = (text) => new Set([...` ${text} `].map((letter, at, all) => letter + (all[at + 1] || "")));
const likeness = (one, other) => 2 * one.intersection(other).size / (one.size + other.size);

/// Compares a path with others: its last part tells most, since pages move more often than they are renamed.
const comparer = (path) => {
  const of = (path) => {
    const all = parts(path);
    return { last: pairs(all.at(-1) || ""), whole: pairs(all.join(" ")) };
  };
  const asked = of(path);
  return (path) => {
    const other = of(path);
    return (2 * likeness(asked.last, other.last) + likeness(asked.whole, other.whole)) / 3;
  };
};

/// The addresses of a sitemap that are most like the one asked for. The sitemap may be of another host.
const nearest = async (sitemap) => {
  const listed = (await load(sitemap, "application/xml")).querySelectorAll("url > loc");
  const compare = comparer(location.pathname);
  const paths = new Set([...listed].map((entry) => new URL(entry.textContent.trim()).pathname));
  const rated = [...paths].map((path) => ({ path, score: compare(path) })).filter(({ score }) => score >= ENOUGH);
  return rated.sort((one, other) => other.score - one.score).slice(0, SHOWN).map(({ path }) => path);
};

/// A page by its heading.
const item = async (path) => {
  const heading = (await load(path, "text/html")).querySelector("h1")?.textContent.trim();
  const link = Object.assign(document.createElement("a"), { href: path, textContent: heading || path });
  const address = Object.assign(document.createElement("span"), { dir: "ltr", textContent: decodeURI(path) });
  const made = document.createElement("li");
  made.append(link, address);
  return made;
};

const help = async (lost) => {
  await translate(lost).catch(() => {});
  const box = lost.querySelector(".s-nearest");
  if (!box || location.pathname.endsWith("/404.html")) return;
  const items = await Promise.allSettled((await nearest(box.dataset.sitemap)).map(item));
  const made = items.filter(({ value }) => value).map(({ value }) => value);
  box.querySelector("ul").append(...made);
  box.hidden = !made.length;
};

for (const lost of document.querySelectorAll("main.s-lost")) help(lost).catch(() => {});
