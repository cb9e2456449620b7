// Draws every chart of a page. Sliders stand below the drawing, outside it, since a screen reader takes the drawing as one
// image. A stacked chart is drawn again where the page's width changes, and what the reader moved stays where it was.
(function () {
  "use strict";
  const views = new Map();

  const groupOf = (holder) => {
    const next = holder.nextElementSibling;
    if (next && next.classList.contains("mg-chart-controls")) return next;
    const group = document.createElement("div");
    group.className = "mg-chart-controls";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "What can be moved in the chart");
    holder.after(group);
    return group;
  };

  // What the chart shows at the slider's place, in words, for everybody; a screen reader speaks it when it changes.
  const tell = (group, view) => {
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    words.textContent = view.signal("said");
    view.addSignalListener("said", (name, sentence) => { words.textContent = sentence; });
    group.append(words);
  };

  // Labels are measured when a chart is drawn: before their typeface is there, they would be given another one's room.
  const typeset = (spec) => Promise.all(
    ["normal", "600", "700"].map((weight) => document.fonts.load(`${weight} 13px ${spec.config.font}`)),
  ).catch((problem) => console.warn(problem));

  // A holder is marked as drawn while nothing about it is under way: its picture, its sliders, what they say and the focus.
  const draw = (holder) => {
    delete holder.dataset.drawn;
    const drawing = holder.querySelector(".mg-chart-drawing");
    const spec = JSON.parse(holder.querySelector("script").textContent);
    const reserved = JSON.parse(holder.dataset.reserved);
    (spec.vconcat || []).forEach((panel, at) => { panel.width = drawing.clientWidth - reserved[at]; });
    const params = spec.params || [];
    const sliders = params.filter((param) => param.bind && param.bind.input);
    const before = views.get(holder);
    if (before) {
      sliders.forEach((param) => { param.value = before.view.signal(param.name); });
      before.finalize();
    }
    const options = {actions: false, renderer: "svg", tooltip: {theme: "custom"}};
    const group = sliders.length ? groupOf(holder) : null;
    const held = group && group.contains(document.activeElement) ? document.activeElement.name : "";
    if (group) {
      group.replaceChildren();
      options.bind = group;
    }
    const fallback = drawing.innerHTML;
    return typeset(spec)
      .then(() => window.marginaliaVegaEmbed(drawing, spec, options))
      .then((made) => {
        views.set(holder, made);
        if (group && params.some((param) => param.name === "said")) tell(group, made.view);
        const again = held && group.querySelector(`[name="${held}"]`);
        if (again) again.focus();
        holder.dataset.drawn = "true";
      })
      .catch((problem) => { drawing.innerHTML = fallback; console.error(problem); });
  };

  const charts = Array.from(document.querySelectorAll(".mg-chart"));
  // One drawing of a chart waits for the other, since it takes over what that one shows.
  const drawings = new Map(charts.map((holder) => [holder, draw(holder)]));
  const redraw = (holder) => drawings.set(holder, drawings.get(holder).then(() => draw(holder)));
  let width = window.innerWidth, waiting;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (window.innerWidth !== width) charts.filter((holder) => holder.dataset.reserved !== "[]").forEach(redraw);
      width = window.innerWidth;
    }, 200);
  });
})();
