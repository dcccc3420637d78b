// The report without this script: all rows are there, and the menu closes where it was opened.
for (const menu of document.querySelectorAll(".langs details")) {
  const close = (event) => { if (!menu.contains(event.target)) menu.open = false; };
  document.addEventListener("click", close);
  document.addEventListener("focusin", close);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
}
// Filters.
(() => {
  "use strict";
  const form = document.querySelector(".filters");
  if (!form) return;
  const rows = [...document.querySelectorAll("[data-row]")];
  // The worst first.
  const severities = [...form.querySelectorAll("[name=severity] option")].map((option) => option.value).filter(Boolean);
  const show = () => {
    const chosen = new FormData(form);
    const is = (row, name) => !chosen.get(name) || row.dataset[name] === chosen.get(name);
    const atLeast = (row) => !chosen.get("severity")
      || severities.slice(0, severities.indexOf(chosen.get("severity")) + 1).includes(row.dataset.severity);
    const text = (chosen.get("text") || "").trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !(is(row, "state") && atLeast(row) && row.dataset.text.includes(text));
      shown += row.hidden ? 0 : 1;
    }
    form.querySelector("[role=status]").textContent = `${shown} / ${rows.length}`;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
