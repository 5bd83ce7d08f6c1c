"use strict";
// Without this script every page is complete; with it tables can be sorted and digests searched.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") !== "descending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const value = (row) => row.cells[column].textContent.trim();
      const rank = (a, b) => {
        const [x, y] = [Number(value(a)), Number(value(b))];
        if (Number.isNaN(x) && Number.isNaN(y)) return value(a).localeCompare(value(b));
        // What is not known comes last.
        if (Number.isNaN(x)) return descending ? -1 : 1;
        if (Number.isNaN(y)) return descending ? 1 : -1;
        return x - y;
      };
      const rows = [...table.tBodies[0].rows].sort((a, b) => (descending ? rank(b, a) : rank(a, b)));
      table.tBodies[0].append(...rows);
    });
  });
}
const search = document.getElementById("search");
if (search) {
  search.parentElement.hidden = false;
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const month of document.querySelectorAll(".month")) {
      let shown = 0;
      for (const item of month.querySelectorAll("li")) {
        item.hidden = !words.every((word) => item.dataset.text.includes(word));
        if (!item.hidden) shown += 1;
      }
      month.hidden = shown === 0;
      found += shown;
    }
    document.getElementById("found").textContent = words.length ? `${found} found` : "";
  });
}
