-- What only web pages have: verdicts that show, tables that narrow screens show as cards, and
-- tables that can be filtered. Runs after the numbering.

local VERDICTS = { ["reproduced"] = true, ["differs"] = true, ["not computable"] = true }

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

-- Cards change how the parts of a table are displayed; browsers then need to be told what they are.
local function as_cards(el)
  local names = headings(el)
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
      end
    end
  end
  return el
end

-- A table of cards never needs to scroll sideways, so that its box needs no focus.
local function unbox(el)
  if el.classes:includes("scroll") then return el.content end
end

local function cards(el)
  if not el.classes:includes("cards") then return nil end
  return el:walk { Table = as_cards, Div = unbox }
end

function Pandoc(doc)
  doc.meta["wide"] = pandoc.utils.stringify(doc.meta["page-layout"] or "") == "full"
  doc = doc:walk {
    Table = mark_verdicts,
    Div = function(el)
      if el.classes:includes("filterable") then doc.meta["filterable"] = true end
    end,
  }
  return doc:walk { Div = cards }
end
