// Before the first paint: the reader's choice of light or dark. It is loaded on its own and blocking, because an inline
// script would need `unsafe-inline` in a Content-Security-Policy.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
