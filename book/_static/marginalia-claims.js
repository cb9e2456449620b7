// The filter on the page of all claims. The list is complete without it; it reads the classes that the page carries.
(function () {
  "use strict";
  const list = document.querySelector(".claim-list");
  if (!list) return;

  const entries = Array.from(list.querySelectorAll(".claim-entry"));
  const marked = (entry, prefix) => {
    const found = Array.from(entry.classList).find((name) => name.startsWith(prefix));
    return found ? found.slice(prefix.length) : "";
  };
  const facets = [
    { prefix: "claim-is-", label: "Verdict", name: (entry) => entry.querySelector(".verdict").textContent.trim().slice(1).trim() },
    { prefix: "claim-of-", label: "Chapter", name: null },
    { prefix: "claim-about-", label: "Kind of claim", name: null },
  ];
  const words = (value) => value.replace(/-/g, " ").replace(/^./, (first) => first.toUpperCase());

  const form = document.createElement("form");
  form.className = "claim-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Filter the claims");

  const field = (label, control) => {
    const holder = document.createElement("label");
    holder.append(label, control);
    form.append(holder);
    return control;
  };

  facets.forEach((facet) => {
    const labels = new Map();
    entries.forEach((entry) => {
      const value = marked(entry, facet.prefix);
      labels.set(value, facet.name ? facet.name(entry) : words(value));
    });
    facet.select = field(facet.label, document.createElement("select"));
    facet.select.append(new Option("All", ""));
    labels.forEach((label, value) => facet.select.append(new Option(label, value)));
  });

  const text = field("Words", document.createElement("input"));
  text.type = "search";
  text.autocomplete = "off";

  const state = document.createElement("div");
  state.className = "claim-filter-state";
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.setAttribute("aria-live", "polite");
  const reset = document.createElement("button");
  reset.type = "reset";
  reset.textContent = "Show all";
  state.append(told, reset);
  form.append(state);

  const apply = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    entries.forEach((entry) => {
      const content = entry.textContent.toLowerCase();
      const fits =
        facets.every((facet) => !facet.select.value || marked(entry, facet.prefix) === facet.select.value) &&
        wanted.every((word) => content.includes(word));
      entry.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    told.textContent = `${shown} of ${entries.length} claims shown`;
    reset.hidden = shown === entries.length;
  };

  // A badge elsewhere links to an entry, which must be visible whatever the filter says.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const entry = target && (target.closest(".claim-entry") || target.parentElement.querySelector(".claim-entry"));
    if (entry && entry.hidden) {
      form.reset();
      apply();
      target.scrollIntoView();
    }
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  window.addEventListener("hashchange", reveal);
  list.before(form);
  apply();
})();
