-- Where the numbers come from: the tables in the division `origins` have a row for each number of
-- the text and one for each analysis. On a web page the numbers, and the line of origin below a
-- figure or a table, lead to these rows; elsewhere they stay text. Runs before Quarto fills in the
-- variables, and in the built-in renderer after the figures are numbered.

local is_html = FORMAT:match("html") ~= nil
local is_docx = FORMAT == "docx"
-- Shares of the width in Word, by how many columns there are: the numbers, the analyses.
local WIDTHS = { [7] = { 0.06, 0.09, 0.15, 0.21, 0.15, 0.19, 0.15 }, [6] = { 0.18, 0.19, 0.19, 0.17, 0.16, 0.11 } }
local TYPST_SMALL = "#text(size: 0.85em, fill: luma(90))["

-- Name of the variable that a span holds: marked by the built-in renderer, or not yet filled in.
local function variable(el)
  if el.classes:includes("variable") then return el.attributes["name"] end
  if not el.classes:includes("quarto-shortcode__") then return nil end
  local words = {}
  for _, inline in ipairs(el.content) do
    if inline.t == "Span" then table.insert(words, inline.attributes["data-value"]) end
  end
  return words[1] == "var" and words[2] or nil
end

local function unmarked(el)
  return el.classes:includes("variable") and el.content or nil
end

local function first_link(cell)
  local found
  cell.contents:walk { Link = function(link) found = found or link end }
  return found
end

local function plain(cell)
  cell.contents = cell.contents:walk { Link = function(link) return link.content end }
end

-- A long name breaks at its points and strokes.
local function breakable(str)
  local parts = pandoc.Inlines {}
  local rest = str.text
  local sign = is_html and pandoc.RawInline("html", "<wbr>") or pandoc.Str("\u{200b}")
  while true do
    local _, place = rest:find("%a[._/]%a")
    if not place then break end
    parts:extend { pandoc.Str(rest:sub(1, place - 1)), sign }
    rest = rest:sub(place)
  end
  parts:insert(pandoc.Str(rest))
  return parts
end

local function each_row(blocks, visit)
  return blocks:walk {
    Table = function(el)
      for _, body in ipairs(el.bodies) do
        for _, row in ipairs(body.body) do visit(row) end
      end
      return el
    end,
  }
end

local function appendix(doc)
  local rows, found = {}, false
  -- Of a page that is rendered in pieces: the rows are in another one.
  for name, id in pairs(doc.meta.rows or {}) do
    rows[name], found = pandoc.utils.stringify(id), true
  end
  doc.blocks = doc.blocks:walk {
    Div = function(el)
      if not el.classes:includes("origins") then return nil end
      found = true
      el.content = each_row(el.content, function(row)
        local link = first_link(row.cells[1])
        if not link then return end
        local text = pandoc.utils.stringify(link.content)
        local id = "from-" .. (text:match("^%d+$") or text:gsub("/", "."))
        rows[link.target:sub(2)] = id
        if is_html then row.attr.identifier = id end
        plain(row.cells[1])
      end)
      -- Quarto has no box of its own around a table that is wider than a phone.
      if quarto and is_html then
        el.attributes["tabindex"], el.attributes["role"] = "0", "group"
        el.attributes["aria-label"] = "Where the numbers come from"
      end
      if not is_docx then return el:walk { Str = breakable } end
      return el:walk {
        Table = function(inner)
          local widths = WIDTHS[#inner.colspecs]
          for place, spec in ipairs(inner.colspecs) do
            if widths then inner.colspecs[place] = { spec[1], widths[place] } end
          end
          return inner
        end,
      }
    end,
  }
  return rows, found
end

local function link_to(id, content)
  return pandoc.Link(content, "#" .. id, "", pandoc.Attr("", { "from" }, { { "aria-haspopup", "dialog" } }))
end

-- The line of origin in a caption: small, and a link where links lead to rows.
local function origin(el, rows)
  local key = el.target:match("^#from%-(.+)$")
  if not key then return nil end
  if is_html then
    local words = rows[key] and { link_to(rows[key], el.content) } or el.content
    return pandoc.Span(words, pandoc.Attr("", { "origin" }))
  elseif FORMAT:match("typst") then
    local small = pandoc.Inlines { pandoc.RawInline("typst", TYPST_SMALL) }
    small:extend(el.content)
    small:insert(pandoc.RawInline("typst", "]"))
    return small
  end
  return pandoc.Span(el.content, pandoc.Attr("", {}, { ["custom-style"] = "Origin" }))
end

local function beside(name)
  local folder = PANDOC_SCRIPT_FILE:match("^(.*[/\\])") or ""
  local path = quarto and quarto.utils.resolve_path(name) or folder .. name
  local file = assert(io.open(path, "r"))
  local text = file:read("a")
  file:close()
  return text
end

-- In the header Quarto has a variable as it is written: {{<, space, var, space, name, space, >}}.
local function written(inlines, rows)
  if not is_html then return nil end
  local made, place = pandoc.Inlines {}, 1
  while place <= #inlines do
    local name = inlines[place].text == "{{<" and inlines[place + 2] and inlines[place + 2].text == "var"
      and inlines[place + 4] and inlines[place + 4].text
    if name and rows[name] and inlines[place + 6] and inlines[place + 6].text == ">}}" then
      made:insert(link_to(rows[name], { table.unpack(inlines, place, place + 6) }))
      place = place + 7
    else
      made:insert(inlines[place])
      place = place + 1
    end
  end
  return made
end

function Pandoc(doc)
  local rows, found = appendix(doc)
  local filter = { traverse = "topdown" }
  filter.Link = function(el)
    local line = origin(el, rows)
    if line then return line, false end
    -- A number in the text of a link leads where the link does.
    return el:walk { Span = unmarked }, false
  end
  filter.Span = function(el)
    local name = variable(el)
    if not name then return nil end
    if is_html and rows[name] then
      return link_to(rows[name], unmarked(el) or { el }), false
    end
    return unmarked(el), false
  end
  doc.blocks = doc.blocks:walk(filter)
  local abstract = doc.meta.abstract
  local kind = pandoc.utils.type(abstract)
  if kind == "Blocks" or kind == "Inlines" then
    doc.meta.abstract = abstract:walk(filter):walk { Inlines = function(el) return written(el, rows) end }
  end
  if is_html and found then
    doc.blocks:insert(pandoc.RawBlock("html", "<style>\n" .. beside("origins.css") .. "</style>\n<script>\n"
      .. beside("origins.js") .. "</script>"))
  end
  return doc
end
