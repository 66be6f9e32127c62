// A table as an Excel workbook: a zip file of small XML files, none of them compressed.
const workbook = (() => {
  "use strict";

  const bytes = (text) => new TextEncoder().encode(text);
  const ROWS = 1048576; // what a sheet holds
  const LETTERS = 32767; // what a cell holds

  const REMAINDERS = Uint32Array.from({ length: 256 }, (_, n) => {
    let left = n;
    for (let bit = 0; bit < 8; bit += 1) left = left & 1 ? 0xedb88320 ^ (left >>> 1) : left >>> 1;
    return left;
  });

  function checksum(content) {
    let left = 0xffffffff;
    for (const byte of content) left = REMAINDERS[(left ^ byte) & 255] ^ (left >>> 8);
    return (left ^ 0xffffffff) >>> 0;
  }

  // Numbers of two or four bytes, the low byte first: pairs of width and number.
  function little(...pairs) {
    return Uint8Array.from(pairs.flatMap(([width, number]) =>
      Array.from({ length: width }, (_, place) => (number >>> (8 * place)) & 255)));
  }

  function zip(files) {
    const parts = [], list = [];
    let place = 0;
    for (const [name, text] of Object.entries(files)) {
      const [title, content] = [bytes(name), bytes(text)];
      // Version, flags (names are UTF-8), no compression, 1 January 1980, checksum, sizes.
      const about = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 33], [4, checksum(content)],
        [4, content.length], [4, content.length], [2, title.length], [2, 0]];
      const head = little([4, 0x04034b50], ...about);
      list.push(little([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, place]), title);
      parts.push(head, title, content);
      place += head.length + title.length + content.length;
    }
    const length = list.reduce((sum, part) => sum + part.length, 0);
    const number = Object.keys(files).length;
    const end = little([4, 0x06054b50], [2, 0], [2, 0], [2, number], [2, number], [4, length], [4, place], [2, 0]);
    return [...parts, ...list, end];
  }

  function escaped(text) {
    return text.slice(0, LETTERS).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  // A number only where it would be written in the same way: 63.0, 007 and 68,3 stay as printed.
  function cell(text) {
    if (text === "") return "<c/>";
    if (text.length < 15 && String(Number(text)) === text) return `<c><v>${text}</v></c>`;
    return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  }

  const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

  function links(...pairs) {
    const all = pairs.map(([type, target], n) =>
      `<Relationship Id="rId${n + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`);
    return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
  }

  return (names, cells, title) => {
    const rows = [names, ...cells].slice(0, ROWS)
      .map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
    const files = {
      "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
      "_rels/.rels": links(["officeDocument", "xl/workbook.xml"]),
      "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
        `<sheet name="${escaped(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": links(["worksheet", "worksheets/sheet1.xml"]),
      "xl/worksheets/sheet1.xml": `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
        `<sheetData>${rows}</sheetData></worksheet>`,
    };
    return new Blob(zip(files), { type: `${TYPE}.sheet` });
  };
})();
