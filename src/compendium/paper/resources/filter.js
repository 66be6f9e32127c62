// Above a long table: a select for each column that the division names, a text box, groups, the
// order, and what is shown as a file. The address keeps all of it, so that it can be sent to
// somebody. The numbers of a tally lead to the rows that they count. Without JavaScript there are
// no filters, and the whole table shows. Of a very long table only the first rows that fit stand on
// the page, and a button brings more: a phone takes seconds to lay out thousands.
(() => {
  "use strict";

  const PAUSE = 150; // milliseconds after the last key before rows and count change
  const MOST = 500; // rows up to which a table stands on the page whole
  const STEP = 100; // rows of a longer one that are added at a time

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

  // What the address says after the mark: #numbers?Study=north&text=age&group=Verdict&sort=3-down
  function state(what) {
    const [name, rest] = window.location.hash.slice(1).split("?");
    return new URLSearchParams(name === what ? rest : "");
  }

  function comma(text) {
    // A cell that a spreadsheet would take for a formula stays text.
    const plain = /^[=+@-]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return `"${plain.replace(/"/g, '""')}"`;
  }

  function offer(file, name) {
    const link = make("a", { href: URL.createObjectURL(file), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function asText(names, cells) {
    const lines = [names, ...cells].map((row) => row.map(comma).join(","));
    return new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
  }

  const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;

  // Rows that were never on the screen have only about their height: the place is found in steps.
  function bring(row, times) {
    row.scrollIntoView({ block: "center", behavior: "instant" });
    if (times) window.requestAnimationFrame(() => bring(row, times - 1));
  }

  function filterable(box, place) {
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const rows = [...table.tBodies].flatMap((part) => [...part.rows]);
    const cells = rows.map((row) => [...row.cells].map(words));
    const texts = cells.map((row) => row.join(" ").toLowerCase());
    const heads = [...table.tHead.rows[0].cells];
    const names = heads.map(words);
    const what = box.dataset.noun || "rows";
    box.id = what;

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
    const grouped = make("select", { id: `filter-${place}-group` },
      make("option", { value: "" }, "no groups"),
      ...choices.map(({ name }) => make("option", { value: name }, name)));
    const saves = { csv: asText, xlsx: (heads, lines) => workbook(heads, lines, what) };
    const count = make("p", { className: "count" });
    count.setAttribute("role", "status");
    count.setAttribute("aria-live", "polite");

    let fitting = rows.map((_, n) => n); // numbers of the rows that are asked for, in their order
    let limit = rows.length > MOST ? STEP : rows.length;
    const orders = {};

    // Numbers of all rows in the order of a column, found once.
    function inOrderOf(asked) {
      if (!orders[asked]) {
        const [column, down] = asked.split("-");
        const texts = [...new Set(cells.map((row) => row[column]))].sort(inOrder);
        const rank = new Map(texts.map((text, n) => [text, n]));
        const ranks = cells.map((row) => rank.get(row[column]));
        const sign = down ? -1 : 1;
        orders[asked] = rows.map((_, n) => n).sort((a, b) => sign * (ranks[a] - ranks[b]) || a - b);
      }
      return orders[asked];
    }

    function heading(label, size) {
      const head = make("th", { colSpan: names.length, scope: "rowgroup" }, `${label || "none"} (${size})`);
      head.setAttribute("role", "rowheader");
      const row = make("tr", { className: "group" }, head);
      row.setAttribute("role", "row");
      return row;
    }

    // Groups of the rows that fit, each with its label; one without a label when there are none.
    function grouping() {
      const by = names.indexOf(grouped.value);
      if (by < 0) return [["", fitting]];
      const groups = new Map(cells.map((row) => [row[by], []]));
      fitting.forEach((n) => groups.get(cells[n][by]).push(n));
      return [...groups].filter(([, members]) => members.length);
    }

    // Puts the rows that fit on the page, below the heading of their group, as far as the limit.
    function show(most = limit) {
      const shown = [];
      let left = most;
      grouping().forEach(([label, members]) => {
        if (left <= 0) return;
        if (grouped.value) shown.push(heading(label, members.length));
        shown.push(...members.slice(0, left).map((n) => rows[n]));
        left -= members.length;
      });
      body.replaceChildren(...shown);
      const more = fitting.length - most;
      further.hidden = more <= 0;
      further.textContent = `Show ${Math.min(STEP, more)} more`;
      const told = fitting.length === rows.length
        ? `All ${rows.length} ${what} are shown.`
        : `${fitting.length} of ${rows.length} ${what} ${fitting.length === 1 ? "is" : "are"} shown.`;
      count.textContent = more > 0 ? `${told} The first ${most} stand on the page.` : told;
    }

    function apply() {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const asked = choices.filter(({ control }) => control.value);
      const all = order.value ? inOrderOf(order.value) : rows.map((_, n) => n);
      fitting = all.filter((n) => asked.every(({ column, control }) => cells[n][column] === control.value) &&
        wanted.every((word) => texts[n].includes(word)));
      limit = rows.length > MOST ? STEP : rows.length;
      const [column, down] = order.value.split("-");
      heads.forEach((head, n) => {
        if (column && n === Number(column)) {
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
        } else head.removeAttribute("aria-sort");
      });
      show();
    }

    const further = make("button", { type: "button", className: "further", hidden: true });
    further.addEventListener("click", () => {
      const next = body.rows.length;
      limit += STEP;
      show();
      const first = body.rows[next];
      if (first) { first.tabIndex = -1; first.focus({ preventScroll: true }); }
    });
    table.after(further);
    // What is printed is all that was asked for.
    window.addEventListener("beforeprint", () => show(rows.length));
    window.addEventListener("afterprint", () => show());

    function keep() {
      const now = new URLSearchParams();
      choices.forEach(({ name, control }) => { if (control.value) now.set(name, control.value); });
      if (search.value) now.set("text", search.value);
      if (grouped.value) now.set("group", grouped.value);
      if (order.value) now.set("sort", order.value);
      const told = now.toString();
      if (told || state(what).toString()) {
        window.history.replaceState(null, "", told ? `#${what}?${told}` : "#");
      }
    }

    function restore() {
      const told = state(what);
      if (told.toString()) {
        choices.forEach(({ name, control }) => { control.value = told.get(name) || ""; });
        search.value = told.get("text") || "";
        grouped.value = told.get("group") || "";
        order.value = told.get("sort") || "";
        apply();
        box.scrollIntoView();
        (choices[0] ? choices[0].control : search).focus({ preventScroll: true });
        return;
      }
      const target = decodeURIComponent(window.location.hash.slice(1));
      const number = rows.findIndex((row) => target && row.id === target);
      if (number >= 0) {
        if (!fitting.includes(number)) {
          form.reset();
          apply();
        }
        if (!rows[number].isConnected) {
          limit = STEP * Math.ceil((fitting.indexOf(number) + 1) / STEP);
          show();
        }
        if (!rows[number].isConnected) show(rows.length); // in groups, it may stand further down
        rows.forEach((row, n) => row.classList.toggle("here", n === number));
        bring(rows[number], 4);
      }
    }

    let waiting;
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { apply(); keep(); }, PAUSE);
    };
    const form = make("form", { className: "filter" },
      ...choices.map(({ name, control }) => field(name, control)),
      field("Text in any column", search),
      field("Groups", grouped),
      field("Order", order),
      make("button", { type: "reset" }, "Show all"),
      ...Object.entries(saves).map(([ending, made]) => {
        const save = make("button", { type: "button" }, `Save as ${ending.toUpperCase()}`);
        save.addEventListener("click", () => {
          offer(made(names, grouping().flatMap(([, members]) => members.map((n) => cells[n]))), `${what}.${ending}`);
        });
        return save;
      }));
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", `Filter the ${what}`);
    form.addEventListener("input", later);
    form.addEventListener("reset", later);
    form.addEventListener("submit", (event) => { event.preventDefault(); apply(); keep(); });
    const fold = make("details", { className: "filters", open: true },
      make("summary", {}, "Filter, group, order, save"), form);
    const bar = make("div", { className: "bar" }, fold, count);
    heads.forEach((head, n) => {
      const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        order.value = order.value === `${n}` ? `${n}-down` : `${n}`;
        apply();
        keep();
      });
    });
    table.before(bar);
    apply(); // a page that is reloaded may come with filters filled in
    const narrow = window.matchMedia("(max-width: 67.99rem)");
    const measure = () => {
      fold.open = !narrow.matches;
      box.style.setProperty("--filter", `${bar.offsetHeight}px`);
    };
    measure();
    narrow.addEventListener("change", measure);
    window.addEventListener("resize", () => box.style.setProperty("--filter", `${bar.offsetHeight}px`));
    restore();
    window.addEventListener("hashchange", restore);
    return { what, choices };
  }

  // The heading of a column of a tally names what it counts: "Tested, differs".
  function countable(tally, boxes) {
    const box = boxes.find(({ what }) => what === tally.dataset.tally);
    const table = tally.querySelector("table");
    if (!box || !table) return;
    const find = (text) => box.choices.flatMap(({ name, control }) =>
      [...control.options].filter((option) => option.value && option.value === text)
        .map((option) => [name, option.value]));
    const heads = [...table.tHead.rows[0].cells].map(words);
    [...table.tBodies[0].rows].forEach((row) => [...row.cells].forEach((cell, n) => {
      const asked = heads[n].split(", ").map((part) => find(part.toLowerCase())).filter((part) => part.length);
      if (n === 0 || !asked.length || !Number(words(cell))) return;
      const [first, number] = [words(row.cells[0]), words(cell)];
      const told = new URLSearchParams([...asked.flat(), ...find(first)]);
      const link = make("a", { href: `#${box.what}?${told}` }, ...cell.childNodes);
      link.setAttribute("aria-label", `${number}, ${first}, ${heads[n].toLowerCase()}: show them`);
      cell.replaceChildren(link);
    }));
  }

  const boxes = [...document.querySelectorAll(".filterable")].map(filterable);
  document.querySelectorAll("[data-tally]").forEach((tally) => countable(tally, boxes));
})();
