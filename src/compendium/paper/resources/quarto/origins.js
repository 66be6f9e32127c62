// A number, or the line of origin below a figure, opens where it comes from: its row of the
// appendix, and that of its analysis. Without JavaScript it leads to the row.
(() => {
  "use strict";

  function make(tag, properties, ...inside) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  }

  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

  // What a row says, by the headings of its columns; only text is taken.
  function told(row) {
    const heads = [...row.closest("table").tHead.rows[0].cells].map(words);
    return [...row.cells].map((cell, n) => [heads[n], words(cell)]).filter(([, text]) => text);
  }

  function rowOf(id) {
    const row = document.getElementById(id);
    return row && row.closest(".origins") ? row : null;
  }

  const title = make("h2", { id: "from-title", tabIndex: -1 });
  const list = make("dl", {});
  const close = make("button", { type: "button" }, "Close");
  const there = make("a", {}, "In the list of all");
  const dialog = make("dialog", { className: "from" }, title, list,
    make("div", { className: "ways" }, close, there));
  dialog.setAttribute("aria-labelledby", title.id);
  close.addEventListener("click", () => dialog.close());
  there.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);

  function fill(link, row) {
    const own = told(row);
    const number = own.find(([head]) => head === "Number");
    const analysis = own.find(([head]) => head === "Analysis")[1];
    const above = rowOf(`from-${analysis.replace(/\//g, ".")}`);
    const all = number && above ? [...own, ...told(above).slice(1)] : own;
    const figure = link.closest("figure, .quarto-float");
    const name = figure && !number ? words(figure.querySelector("figcaption")).split(":")[0] : "";
    title.textContent = number ? `Where ${number[1]} comes from` : `Where ${name || analysis} comes from`;
    list.replaceChildren(...all.filter(([head]) => head !== "No." && head !== "Number").flatMap(([head, text]) =>
      [make("dt", {}, head), make("dd", {}, text)]));
    there.href = link.hash;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.from");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const row = rowOf(decodeURIComponent(link.hash.slice(1)));
    if (!row || !dialog.showModal) return;
    event.preventDefault();
    fill(link, row);
    dialog.showModal();
    dialog.scrollTop = 0;
    title.focus();
    dialog.addEventListener("close", () => link.focus({ preventScroll: true }), { once: true });
  });
})();
