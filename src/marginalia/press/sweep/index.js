// Sorting and filtering the table of books. The table is complete without it.
(function () {
  "use strict";
  const table = document.getElementById("books");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const key = (row, at) => row.cells[at].dataset.sort;
  const isNumber = (text) => text !== "" && !Number.isNaN(Number(text));

  Array.from(table.tHead.rows[0].cells).forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      Array.from(table.tHead.rows[0].cells).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const numeric = rows.every((row) => isNumber(key(row, at)));
      const compare = (one, other) =>
        numeric ? key(one, at) - key(other, at) : key(one, at).localeCompare(key(other, at), "en", { numeric: true });
      body.append(...rows.slice().sort((one, other) => (down ? -1 : 1) * compare(one, other)));
    });
  });

  const form = document.createElement("form");
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Filter the books");
  const field = (words, control) => {
    const label = document.createElement("label");
    label.append(words, control);
    form.append(label);
    return control;
  };
  const text = field("Words", document.createElement("input"));
  text.type = "search";
  text.autocomplete = "off";
  const status = field("Status", document.createElement("select"));
  [["All", ""], ["Made", "done"], ["Failed", "failed"]].forEach(([words, value]) => status.append(new Option(words, value)));
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  form.append(told);

  const apply = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row) => {
      const said = row.textContent.toLowerCase();
      row.hidden = !(wanted.every((word) => said.includes(word)) && (!status.value || row.dataset.status === status.value));
      shown += row.hidden ? 0 : 1;
    });
    told.textContent = shown === rows.length ? `${rows.length} books` : `${shown} of ${rows.length} books`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("filter").append(form);
  apply();
})();
