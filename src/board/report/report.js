// Filters of the report. Without this script all rows are there.
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
    form.querySelector("[role=status]").textContent = `${shown} of ${rows.length}`;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
