-- What only web pages have: verdicts that show, tables that narrow screens show as cards, and
-- tables that can be filtered. Runs after the numbering.

local LONG = 60  -- letters in a cell that make a table too wide for a small screen
local VERDICTS = { ["reproduced"] = true, ["differs"] = true, ["not readable"] = true,
  ["not computable"] = true, ["holds"] = true, ["does not hold"] = true,
  ["cannot be tested"] = true }

local function text_of(cell)
  return pandoc.utils.stringify(cell.contents)
end

local function headings(el)
  local names = {}
  for _, row in ipairs(el.head.rows) do
    for place, cell in ipairs(row.cells) do names[place] = text_of(cell) end
  end
  return names
end

-- The verdict stays a word; its class adds a tint and a border.
local function mark_verdicts(el)
  local names = headings(el)
  for _, body in ipairs(el.bodies) do
    for _, row in ipairs(body.body) do
      for place, cell in ipairs(row.cells) do
        local verdict = text_of(cell)
        if names[place] == "Verdict" and VERDICTS[verdict] then
          cell.attr.classes:extend { "verdict", "verdict-" .. verdict:gsub(" ", "-") }
        end
      end
    end
  end
  return el
end

-- Which columns hold a cell that is long.
local function long_columns(el)
  local long = {}
  for _, body in ipairs(el.bodies) do
    for _, row in ipairs(body.body) do
      for place, cell in ipairs(row.cells) do
        long[place] = long[place] or (utf8.len(text_of(cell)) or 0) > LONG
      end
    end
  end
  return long
end

-- Cards change how the parts of a table are displayed; browsers then need to be told what they are.
local function as_cards(el)
  local names, long = headings(el), long_columns(el)
  el.attributes["role"] = "table"
  el.head.attr.attributes["role"] = "rowgroup"
  for _, row in ipairs(el.head.rows) do
    row.attr.attributes["role"] = "row"
    for _, cell in ipairs(row.cells) do cell.attributes["role"] = "columnheader" end
  end
  for _, body in ipairs(el.bodies) do
    body.attr.attributes["role"] = "rowgroup"
    for _, row in ipairs(body.body) do
      row.attr.attributes["role"] = "row"
      for place, cell in ipairs(row.cells) do
        cell.attributes["role"] = "cell"
        cell.attributes["data-label"] = names[place]
        if text_of(cell) == "" then cell.attr.classes:insert("empty") end
        if long[place] then cell.attr.classes:insert("long") end
      end
    end
  end
  return el
end

-- A table of cards never needs to scroll sideways, so that its box needs no focus.
local function unbox(el)
  if el.classes:includes("scroll") then return el.content end
end

-- A long line of code scrolls sideways, also by keyboard.
local function reachable(el)
  el.attributes["tabindex"] = "0"
  return el
end

local function has_long_cells(el)
  local found = false
  el:walk {
    Table = function(inner)
      for _, long in pairs(long_columns(inner)) do found = found or long end
    end,
  }
  return found
end

-- Each row has an address of its own, made of its study and of the column that the division names.
local function with_anchors(el, column, prefix)
  local names = headings(el)
  for _, body in ipairs(el.bodies) do
    for _, row in ipairs(body.body) do
      local study, own = "", nil
      for place, cell in ipairs(row.cells) do
        if names[place] == "Study" then study = text_of(cell) .. "-" end
        if names[place] == column then own = cell end
      end
      if own then
        row.attr.identifier = (prefix .. study .. text_of(own)):gsub("%s+", "-")
        own.contents = own.contents:walk {
          Plain = function(inner)
            return pandoc.Plain { pandoc.Link(inner.content, "#" .. row.attr.identifier) }
          end,
        }
      end
    end
  end
  return el
end

-- Topdown, so that the division that asks for cards is met before the box of its table.
local function cards(el)
  if el.classes:includes("cards") then
    local anchor, prefix = el.attributes["anchor"], el.attributes["prefix"] or ""
    if anchor then el = el:walk { Table = function(inner) return with_anchors(inner, anchor, prefix) end } end
    return el:walk { Table = as_cards, Div = unbox }, false
  end
  if el.classes:includes("scroll") and has_long_cells(el) then
    el.classes:insert("cards")
    return el:walk { Table = as_cards }, false
  end
end

function Pandoc(doc)
  local filterable = false
  doc = doc:walk {
    Table = mark_verdicts,
    CodeBlock = reachable,
    Div = function(el) filterable = filterable or el.classes:includes("filterable") end,
  }
  doc = doc:walk { traverse = "topdown", Div = cards }
  doc.meta["filterable"] = filterable
  doc.meta["wide"] = pandoc.utils.stringify(doc.meta["page-layout"] or "") == "full"
  return doc
end
