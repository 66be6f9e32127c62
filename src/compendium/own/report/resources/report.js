// Figures that zoom and tell their values, tables that filter, passages by code, case, role and
// coder. Without JavaScript the page shows all of it.
(() => {
  "use strict";

  const FEWEST_ROWS = 8; // a shorter table needs no filter

  function make(tag, properties, ...inside) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  }

  function zoom() {
    const button = make("button", { type: "button" }, REPORT_WORDS.close);
    const stage = make("div", { className: "stage" });
    const dialog = make("dialog", { className: "zoom" }, button, stage);
    document.body.append(dialog);
    dialog.addEventListener("click", () => dialog.close());

    function enlarge(figure) {
      const image = make("img", { src: figure.src, alt: figure.alt, tabIndex: 0 });
      stage.replaceChildren(image);
      dialog.showModal();
      const ratio = figure.naturalWidth / figure.naturalHeight || 1;
      image.style.width = `${Math.min(stage.clientWidth, stage.clientHeight * ratio)}px`;
      layMarks(image, () => dialog.close());
    }

    document.querySelectorAll("figure img").forEach((figure) => {
      const open = () => enlarge(figure);
      figure.tabIndex = 0;
      figure.title = figure.title || REPORT_WORDS.zoom;
      figure.setAttribute("role", "button");
      figure.setAttribute("aria-label", `${figure.alt} ${REPORT_WORDS.zoom}`);
      figure.addEventListener("click", open);
      figure.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          open();
        }
      });
      const sight = new IntersectionObserver((seen) => {
        if (!seen.some((one) => one.isIntersecting)) return;
        sight.disconnect();
        layMarks(figure, open);
      }, { rootMargin: "200px" });
      sight.observe(figure);
    });
  }

  // The picture says of each mark where it lies and what it shows: read when it comes into sight.
  function marksOf(figure) {
    const [head, content] = figure.src.split(",", 2);
    if (!head.startsWith("data:image/svg+xml;base64") || !content) return null;
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const picture = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "image/svg+xml");
    const [, , width, height] = picture.documentElement.getAttribute("viewBox").split(" ").map(Number);
    const marks = [...picture.querySelectorAll("g.hints > rect")].map((one) => {
      const [x, y, across, down] = ["x", "y", "width", "height"].map((name) => Number(one.getAttribute(name)));
      return { text: one.textContent, left: x / width, top: y / height, width: across / width,
        height: down / height };
    });
    return marks.length ? marks : null;
  }

  // Point at a mark, tap it, or step through all with the arrow keys: its value is told beside it.
  // A click does what a click on the figure does.
  function layMarks(figure, click) {
    const marks = marksOf(figure);
    if (!marks) return;
    const whole = make("span", { className: "hinted" });
    const told = make("output", { className: "hint", hidden: true });
    let current = -1;
    const places = marks.map((mark, number) => {
      const place = make("span", { className: "mark" });
      ["left", "top", "width", "height"].forEach((name) => {
        place.style[name] = `${100 * mark[name]}%`;
      });
      place.addEventListener("pointerenter", () => show(number));
      place.addEventListener("pointerleave", (event) => {
        if (event.pointerType !== "touch") show(-1);
      });
      place.addEventListener("click", (event) => {
        event.stopPropagation();
        if (event.pointerType === "touch") show(number); else click();
      });
      return place;
    });

    function show(number) {
      places.forEach((place, other) => place.classList.toggle("told", other === number));
      current = number;
      told.hidden = number < 0;
      if (number < 0) return;
      const mark = marks[number];
      told.textContent = mark.text;
      const below = mark.top < 0.3;
      const middle = Math.min(Math.max(mark.left + mark.width / 2, 0.15), 0.85);
      told.style.left = `${100 * middle}%`;
      told.style.top = below ? `${100 * (mark.top + mark.height)}%` : "";
      told.style.bottom = below ? "" : `${100 * (1 - mark.top)}%`;
    }

    whole.style.width = figure.style.width;
    figure.before(whole);
    whole.append(figure, told, ...places);
    figure.removeAttribute("title"); // its own words would lie over the values
    const label = figure.getAttribute("aria-label") || figure.alt;
    figure.setAttribute("aria-label", `${label} ${REPORT_WORDS.values}`);
    figure.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        show((current + step + places.length) % places.length);
      } else if (event.key === "Escape") show(-1);
    });
    figure.addEventListener("blur", () => show(-1));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !told.hidden) show(-1);
    });
  }

  function filter(table) {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    if (rows.length < FEWEST_ROWS || table.closest(".filterable")) return;
    const input = make("input", { type: "search" });
    const count = make("output", {});
    const label = make("label", {}, `${REPORT_WORDS.filter} `, input);
    table.before(make("div", { className: "report-filter" }, label, count));
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      rows.forEach((row) => {
        row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = wanted ? `${shown} / ${rows.length} ${REPORT_WORDS.shown}` : "";
    });
  }

  // Point at a cell: its column and its row are told, which far down a long table are out of sight.
  function hints(table) {
    const heads = table.tHead && table.tHead.rows[0] ? [...table.tHead.rows[0].cells] : [];
    [...table.tBodies].flatMap((body) => [...body.rows]).forEach((row) => {
      const names = [...row.cells].filter((cell) => !/^[-+−\d.,\s%[\]]*$/.test(cell.textContent));
      [...row.cells].forEach((cell, place) => {
        if (place && heads[place] && cell.textContent.trim()) {
          const first = names[0] && names[0] !== cell ? `${names[0].textContent.trim()}, ` : "";
          cell.title = `${first}${heads[place].textContent.trim()}: ${cell.textContent.trim()}`;
        }
      });
    });
  }

  function passages(home) {
    const { words, passages: all } = JSON.parse(home.dataset.passages);
    home.removeAttribute("data-passages");
    const list = make("div", {});
    const count = make("output", {});
    const fields = [["label", words.code], ["case", words.case], ["role", words.role],
      ["coder", words.coder]].map(([name, heading]) => {
      const values = [...new Set(all.map((one) => one[name]).filter(Boolean))];
      const select = make("select", {}, make("option", { value: "" }, words.all),
        ...values.map((value) => make("option", { value }, value)));
      select.addEventListener("input", show);
      return { name, select, label: make("label", {}, heading, select), any: values.length > 0 };
    });
    function show() {
      const chosen = all.filter((one) => fields.every(
        ({ name, select }) => !select.value || one[name] === select.value));
      count.textContent = `${chosen.length} / ${all.length} ${words.shown}`;
      list.replaceChildren(...chosen.map((one) => make("blockquote", {},
        make("span", { className: "around" }, `${one.before} `), make("strong", {}, one.text),
        make("span", { className: "around" }, ` ${one.after}`),
        make("cite", {}, [one.label, one.source, one.case, one.role, one.coder]
          .filter(Boolean).join(" · ")))));
    }
    home.append(make("h2", {}, words.heading), make("div", { className: "fields" },
      ...fields.filter((one) => one.any).map((one) => one.label)), count, list);
    show();
  }

  zoom();
  document.querySelectorAll("table").forEach((table) => { hints(table); filter(table); });
  const home = document.getElementById("passages");
  if (home) passages(home);
})();
