// Filters above a long table: a select for each column that the division names, and a text box.
// Without JavaScript there are no filters, and the whole table shows.
(() => {
  "use strict";

  const PAUSE = 150; // milliseconds after the last key before rows and count change

  function make(tag, properties, ...inside) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  }

  // A word, a verdict: the page's source may break the line inside it.
  function words(element) {
    return element.textContent.replace(/\s+/g, " ").trim();
  }

  function field(name, control) {
    return make("div", { className: "field" }, make("label", { htmlFor: control.id }, name), control);
  }

  function choice(id, rows, column) {
    const texts = [...new Set(rows.map((row) => words(row.cells[column])))];
    const options = texts.map((text) => make("option", { value: text }, text));
    return make("select", { id }, make("option", { value: "" }, "all"), ...options);
  }

  function filterable(box, place) {
    const table = box.querySelector("table");
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const texts = rows.map((row) => [...row.cells].map(words).join(" ").toLowerCase());
    const names = [...table.tHead.rows[0].cells].map(words);
    const what = box.dataset.noun || "rows";

    const choices = (box.dataset.select || "").split(",").map((name) => name.trim())
      .filter((name) => names.includes(name))
      .map((name, n) => {
        const column = names.indexOf(name);
        return { name, column, control: choice(`filter-${place}-${n}`, rows, column) };
      });
    const search = make("input", {
      id: `filter-${place}-text`, type: "search", autocomplete: "off", spellcheck: false,
    });
    const count = make("p", { className: "count" });
    count.setAttribute("role", "status");
    count.setAttribute("aria-live", "polite");

    function apply() {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, n) => {
        const fits = wanted.every((word) => texts[n].includes(word)) &&
          choices.every(({ column, control }) =>
            !control.value || words(row.cells[column]) === control.value);
        row.hidden = !fits;
        shown += fits;
      });
      count.textContent = shown === rows.length
        ? `All ${rows.length} ${what} are shown.`
        : `${shown} of ${rows.length} ${what} ${shown === 1 ? "is" : "are"} shown.`;
    }

    let waiting;
    const later = () => { clearTimeout(waiting); waiting = setTimeout(apply, PAUSE); };
    const form = make("form", { className: "filter" },
      ...choices.map(({ name, control }) => field(name, control)),
      field("Text in any column", search),
      make("button", { type: "reset" }, "Show all"),
      count);
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", `Filter the ${what}`);
    form.addEventListener("input", later);
    form.addEventListener("reset", later);
    form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
    table.before(form);
    apply(); // a page that is reloaded may come with filters filled in
  }

  document.querySelectorAll(".filterable").forEach(filterable);
})();
