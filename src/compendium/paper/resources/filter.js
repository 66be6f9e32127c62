// Above a long table: a select for each column that the division names, a text box, the order, and
// what is shown as a file. The address keeps all of it, so that it can be sent to somebody.
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

  // What the address says after the mark: #show-1?Study=north&text=age&sort=Printed&down=1
  function state(place) {
    const [name, rest] = window.location.hash.slice(1).split("?");
    return new URLSearchParams(name === `show-${place}` ? rest : "");
  }

  function comma(text) {
    // A cell that a spreadsheet would take for a formula stays text.
    const plain = /^[=+@-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return `"${plain.replace(/"/g, '""')}"`;
  }

  function download(names, cells, what) {
    const lines = [names, ...cells].map((row) => row.map(comma).join(","));
    const file = new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
    const link = make("a", { href: URL.createObjectURL(file), download: `${what}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;

  function filterable(box, place) {
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const rows = [...table.tBodies].flatMap((part) => [...part.rows]);
    const cells = rows.map((row) => [...row.cells].map(words));
    const texts = cells.map((row) => row.join(" ").toLowerCase());
    const heads = [...table.tHead.rows[0].cells];
    const names = heads.map(words);
    const what = box.dataset.noun || "rows";
    rows.forEach((row, n) => { row.id = `${what}-${n + 1}`; });

    const choices = (box.dataset.select || "").split(",").map((name) => name.trim())
      .filter((name) => names.includes(name))
      .map((name, n) => {
        const column = names.indexOf(name);
        return { name, column, control: choice(`filter-${place}-${n}`, rows, column) };
      });
    const search = make("input", {
      id: `filter-${place}-text`, type: "search", autocomplete: "off", spellcheck: false,
    });
    const order = make("select", { id: `filter-${place}-order` },
      make("option", { value: "" }, "as listed"),
      ...names.flatMap((name, n) => [
        make("option", { value: `${n}` }, `${name}, upwards`),
        make("option", { value: `${n}-down` }, `${name}, downwards`)]));
    const save = make("button", { type: "button" }, "Save as CSV");
    const count = make("p", { className: "count" });
    count.setAttribute("role", "status");
    count.setAttribute("aria-live", "polite");

    let placed = "";
    function sort() {
      if (placed === order.value) return;
      placed = order.value;
      const [column, down] = placed.split("-");
      const numbers = rows.map((_, n) => n);
      if (placed) {
        const sign = down ? -1 : 1;
        numbers.sort((a, b) => sign * inOrder(cells[a][column], cells[b][column]) || a - b);
      }
      body.append(...numbers.map((n) => rows[n]));
      heads.forEach((head, n) => {
        if (placed && n === Number(column)) {
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
        } else head.removeAttribute("aria-sort");
      });
    }

    function apply() {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, n) => {
        const fits = wanted.every((word) => texts[n].includes(word)) &&
          choices.every(({ column, control }) => !control.value || cells[n][column] === control.value);
        row.hidden = !fits;
        shown += fits;
      });
      sort();
      count.textContent = shown === rows.length
        ? `All ${rows.length} ${what} are shown.`
        : `${shown} of ${rows.length} ${what} ${shown === 1 ? "is" : "are"} shown.`;
    }

    function keep() {
      const now = new URLSearchParams();
      choices.forEach(({ name, control }) => { if (control.value) now.set(name, control.value); });
      if (search.value) now.set("text", search.value);
      if (order.value) now.set("sort", order.value);
      const told = now.toString();
      if (told || state(place).toString()) {
        window.history.replaceState(null, "", told ? `#show-${place}?${told}` : "#");
      }
    }

    function restore() {
      const told = state(place);
      if (!told.toString()) return;
      choices.forEach(({ name, control }) => { control.value = told.get(name) || ""; });
      search.value = told.get("text") || "";
      order.value = told.get("sort") || "";
      apply();
      box.scrollIntoView();
    }

    let waiting;
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { apply(); keep(); }, PAUSE);
    };
    const form = make("form", { className: "filter" },
      ...choices.map(({ name, control }) => field(name, control)),
      field("Text in any column", search),
      field("Order", order),
      make("button", { type: "reset" }, "Show all"),
      save,
      count);
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", `Filter the ${what}`);
    form.addEventListener("input", later);
    form.addEventListener("reset", later);
    form.addEventListener("submit", (event) => { event.preventDefault(); apply(); keep(); });
    save.addEventListener("click", () => {
      const visible = [...body.rows].filter((row) => !row.hidden);
      download(names, visible.map((row) => [...row.cells].map(words)), what);
    });
    heads.forEach((head, n) => {
      const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        order.value = order.value === `${n}` ? `${n}-down` : `${n}`;
        apply();
        keep();
      });
    });
    table.before(form);
    apply(); // a page that is reloaded may come with filters filled in
    restore();
    window.addEventListener("hashchange", restore);
    const measure = () => box.style.setProperty("--filter", `${form.offsetHeight}px`);
    measure();
    window.addEventListener("resize", measure);
  }

  document.querySelectorAll(".filterable").forEach(filterable);
})();
