// Filters of the report. Without this script all rows are there.
(() => {
  "use strict";
  const form = document.querySelector(".filters");
  if (!form) return;
  const rows = [...document.querySelectorAll("[data-row]")];
  const show = () => {
    const chosen = new FormData(form);
    const is = (row, name) => !chosen.get(name) || row.dataset[name] === chosen.get(name);
    const text = (chosen.get("text") || "").trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !(is(row, "state") && is(row, "severity") && row.dataset.text.includes(text));
      shown += row.hidden ? 0 : 1;
    }
    form.querySelector("[role=status]").textContent = `${shown} of ${rows.length}`;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
