-- What pandoc does not see to when it writes text for Typst. A cell that begins with "1." would be a
-- list, one that begins with "=" a heading: something empty before it makes it text.

local MARKERS = { "^%d+%.$", "^[-+/]$", "^=+$" }

-- Three dots would become one sign, a hyphen before a digit a minus, one before "?" nothing at all;
-- dashes are written as two or three hyphens, so that what stands beside one would make another.
local DASH = "\xE2\x80[\x93\x94]"
local JOINED = { "%.%.%.", "%-[%d?]", "%-" .. DASH, DASH .. "%-", DASH .. DASH }

local function literal(sign)
  return #sign == 1 and "\\" .. sign or ("\\u{%x}"):format(utf8.codepoint(sign))
end

local function split(el)
  for _, pattern in ipairs(JOINED) do
    local from, to = el.text:find(pattern)
    if from then
      local last = utf8.offset(el.text, -1, to + 1)
      local before, after = pandoc.Str(el.text:sub(1, from - 1)), pandoc.Str(el.text:sub(last))
      local signs = el.text:sub(from, last - 1):gsub(utf8.charpattern, literal)
      local parts = pandoc.Inlines(split(before) or { before })
      parts:insert(pandoc.RawInline("typst", signs))
      parts:extend(split(after) or { after })
      return parts
    end
  end
end

local function guard(inlines)
  inlines = inlines:walk { Str = split }
  local first = inlines[1]
  if not first or first.t ~= "Str" then return inlines end
  for _, marker in ipairs(MARKERS) do
    if first.text:match(marker) then
      inlines:insert(1, pandoc.RawInline("typst", "#[]"))
      break
    end
  end
  return inlines
end

local function guard_blocks(blocks)
  for _, block in ipairs(blocks) do
    if block.t == "Plain" or block.t == "Para" then block.content = guard(block.content) end
  end
  return blocks
end

local function cells(rows)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do cell.contents = guard_blocks(cell.contents) end
  end
end

local function tabular(el)
  cells(el.head.rows)
  for _, body in ipairs(el.bodies) do
    cells(body.head)
    cells(body.body)
  end
  cells(el.foot.rows)
  guard_blocks(el.caption.long)
  -- Typst fits columns to their text better than the dashes of the source do.
  el.colspecs = el.colspecs:map(function(spec) return { spec[1], nil } end)
  return el
end

local function figure(el)
  guard_blocks(el.caption.long)
  return el
end

-- Numbers beside the lines of the text; figures and tables have none.
local NUMBERS = [[
#set par.line(numbering: n => text(size: 7pt, fill: luma(120), str(n)))
#show figure: set par.line(numbering: none)]]

-- Quarto's own figures of tables do not break over pages, their captions may stand alone at the foot
-- of one, and their text is that of the page. The rules are those of the built-in renderer.
local TABLES = [[
#set table(inset: (x: 4pt, y: 3.2pt))
#show table: set text(size: 8pt, hyphenate: false)
#show table: set par(justify: false, leading: 0.5em)
#show figure.caption: it => block(width: 100%, sticky: it.kind == "quarto-float-tbl", {
  set align(left)
  set par(justify: false, leading: 0.55em)
  set text(size: 9.5pt)
  it
})
#show figure.where(kind: "quarto-float-tbl"): set block(breakable: true)
#show figure.where(kind: "quarto-float-tbl"): it => layout(size => {
  if measure(it, width: size.width).height < 110mm { block(breakable: false, width: 100%, it) }
  else { it }
})]]

-- Text flows around the figures of an article; those of a report stay under their question.
local FLOATS = [[
#show figure.where(kind: "quarto-float-fig"): set figure(placement: auto)]]

local function flushed(el)
  if el.level == 1 and el.classes:includes("unnumbered") then
    return { pandoc.RawBlock("typst", "#place.flush()"), el }
  end
end

-- A path beside the paper leads nowhere from a file that is mailed or printed: its text stays.
local function path_alone(el)
  if el.target:match("^%.%./") then return el.content end
end

-- Word breaks a word that is wider than its column: each column of a table that fills the page gets
-- room for its longest word, from the columns that have room to spare.
local LETTER, PADDING, PAGE = 1.75, 4, 160 -- millimetres: of a letter, of a cell, of a page
local BOLD = 1.18 -- of a letter in a heading

local function longest_words(el)
  local found = {}
  local function look(rows, width)
    for _, row in ipairs(rows) do
      for place, cell in ipairs(row.cells) do
        for word in pandoc.utils.stringify(cell.contents):gmatch("%S+") do
          found[place] = math.max(found[place] or 0, pandoc.text.len(word) * width)
        end
      end
    end
  end
  look(el.head.rows, BOLD * LETTER)
  for _, body in ipairs(el.bodies) do look(body.body, LETTER) end
  return found
end

local function roomy(el)
  local needed, spare, total, free = {}, {}, 0, 0
  local words = longest_words(el)
  for place, spec in ipairs(el.colspecs) do
    if type(spec[2]) ~= "number" or spec[2] == 0 then return nil end
    needed[place] = ((words[place] or 0) + PADDING) / PAGE
    spare[place] = math.max(0, spec[2] - needed[place])
    total, free = total + needed[place], free + spare[place]
  end
  -- Where there is not room for all, all lack as much.
  local scale = math.max(1, total)
  local left = free > 0 and (1 - total / scale) / free or 0
  for place, spec in ipairs(el.colspecs) do
    el.colspecs[place] = { spec[1], needed[place] / scale + left * spare[place] }
  end
  return el
end

function Pandoc(doc)
  if FORMAT:match("docx") then doc = doc:walk { Table = roomy } end
  if not FORMAT:match("html") then doc = doc:walk { Link = path_alone } end
  if not FORMAT:match("typst") then return doc end
  for name, value in pairs(doc.meta) do
    if pandoc.utils.type(value) == "Inlines" then doc.meta[name] = guard(value) end
  end
  doc = doc:walk { Table = tabular, Figure = figure }
  if doc.meta["line-numbers"] == true then doc.blocks:insert(1, pandoc.RawBlock("typst", NUMBERS)) end
  if quarto then
    if not doc.meta["figures-in-place"] then
      doc = doc:walk { Header = flushed }
      doc.blocks:insert(1, pandoc.RawBlock("typst", FLOATS))
    end
    doc.blocks:insert(1, pandoc.RawBlock("typst", TABLES))
  end
  return doc
end
