-- Number sections, figures and tables, and write the references to them, as Quarto does:
-- "Figure 1: caption", "see Figure 1", "Section 3.1". Runs before the citations are resolved.

local NAMES = { fig = "Figure", tbl = "Table", sec = "Section" }
local REFERENCES = "References"
local NBSP = "\u{a0}"
local is_html = FORMAT:match("html") ~= nil

local numbers = {}  -- identifier -> "2" or "3.1"

local function kind_of(id)
  local kind = id:match("^(%a+)%-.")
  return NAMES[kind] and kind
end

-- "fig-x" and "Fig-x" are the same target.
local function target_of(id)
  return id:sub(1, 1):lower() .. id:sub(2)
end

local function highest_level(blocks)
  local highest = 7
  blocks:walk { Header = function(el) highest = math.min(highest, el.level) end }
  return highest
end

local function number_everything(blocks, number_sections, given)
  local highest = highest_level(blocks)
  local sections = {}
  local counts = { fig = 0, tbl = 0 }
  if given then  -- of a page that is rendered in pieces
    for id, number in pairs(given) do numbers[id] = pandoc.utils.stringify(number) end
  end
  local function count(el)
    if given then return nil end
    local kind = kind_of(el.identifier)
    if counts[kind] then
      counts[kind] = counts[kind] + 1
      numbers[el.identifier] = tostring(counts[kind])
    end
  end
  return blocks:walk {
    traverse = "topdown",
    Header = function(el)
      local depth = el.level - highest + 1
      el.level = depth
      if number_sections and not el.classes:includes("unnumbered") then
        for level = 1, depth do sections[level] = sections[level] or 0 end
        for level = depth + 1, 7 do sections[level] = nil end
        sections[depth] = sections[depth] + 1
        local number = table.concat(sections, ".")
        numbers[el.identifier] = number
        el.attributes["data-number"] = number
      end
      return el
    end,
    Figure = count,
    Table = count,
  }
end

local function reference(citation)
  local id = target_of(citation.id)
  local kind = kind_of(id)
  local number = numbers[id]
  if not number then
    return pandoc.Inlines { pandoc.Strong { pandoc.Str("?@" .. citation.id) } }
  end
  local text = pandoc.Inlines {}
  if #citation.prefix > 0 then
    text:extend(citation.prefix)
    text:insert(pandoc.Str(NBSP))
  elseif citation.mode ~= "SuppressAuthor" then
    text:insert(pandoc.Str(NAMES[kind] .. NBSP))
  end
  text:insert(pandoc.Str(number))
  return pandoc.Inlines { pandoc.Link(text, "#" .. id, "", { class = "xref" }) }
end

local function references(el)
  local found = 0
  for _, citation in ipairs(el.citations) do
    if kind_of(target_of(citation.id)) then found = found + 1 end
  end
  if found == 0 then return nil end
  local text = pandoc.Inlines {}
  for place, citation in ipairs(el.citations) do
    if place > 1 then text:extend { pandoc.Str(","), pandoc.Space() } end
    if kind_of(target_of(citation.id)) then
      text:extend(reference(citation))
      text:extend(citation.suffix)
    else
      text:insert(pandoc.Cite({ pandoc.Str("@" .. citation.id) }, { citation }))
    end
  end
  return text
end

local function label(id)
  return NAMES[kind_of(id)] .. NBSP .. numbers[id]
end

-- The words of a caption, after the label of a numbered figure or table.
local function caption_inlines(el)
  local text = pandoc.utils.blocks_to_inlines(el.caption.long)
  if not numbers[el.identifier] then return text end
  local start = label(el.identifier) .. (#text > 0 and ":" or "")
  local whole = pandoc.Inlines { pandoc.Str(start) }
  if #text > 0 then whole:insert(pandoc.Space()) end
  whole:extend(text)
  return whole
end

local function box(name, by, blocks)
  local attributes = { { "role", "group" }, { "tabindex", "0" } }
  attributes[3] = { by, name }
  return pandoc.Div(blocks, pandoc.Attr("", { "scroll" }, attributes))
end

local function typst_string(text)
  local inner = text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ")
  return '"' .. inner .. '"'
end

local function image(el)
  local alt = el.attributes["fig-alt"]
  if alt then
    el.attributes["fig-alt"] = nil
    el.attributes["alt"] = alt
    el.caption = { pandoc.Str(alt) }
  end
  if FORMAT == "typst" then
    -- The Typst writer of pandoc leaves out the alternative text.
    local width = el.attributes["width"]
    local size = width and width:match("^[%d.]+[%a%%]+$") and ", width: " .. width or ""
    local text = alt or pandoc.utils.stringify(el.caption)
    return pandoc.RawInline("typst",
      "#image(" .. typst_string(el.src) .. ", alt: " .. typst_string(text) .. size .. ")")
  end
  return el
end

-- An accessible PDF gives every formula a text; its source is what a screen reader can say.
local function formula(el)
  if FORMAT ~= "typst" then return nil end
  return {
    pandoc.RawInline("typst", "#{ set math.equation(alt: " .. typst_string(el.text) .. "); ["),
    el,
    pandoc.RawInline("typst", "] }"),
  }
end

local function figure(el)
  el.caption.long = { pandoc.Plain(caption_inlines(el)) }
  if is_html then
    local name = numbers[el.identifier] and label(el.identifier) or NAMES.fig
    el.content = { box(name, "aria-label", el.content) }
  end
  return el
end

-- Length of the longest line of each column, added up.
local function width_of(el)
  local widths = {}
  local function measure(rows)
    for _, row in ipairs(rows) do
      for place, cell in ipairs(row.cells) do
        local length = utf8.len(pandoc.utils.stringify(cell.contents)) or 0
        widths[place] = math.max(widths[place] or 0, math.min(length, 40) + 2)
      end
    end
  end
  measure(el.head.rows)
  for _, body in ipairs(el.bodies) do measure(body.body) end
  local total = 0
  for _, width in ipairs(widths) do total = total + width end
  return total
end

local function tabular(el)
  local caption = caption_inlines(el)
  if FORMAT ~= "docx" then
    -- Browsers and Typst fit columns to their text better than the dashes of the source do.
    el.colspecs = el.colspecs:map(function(spec) return { spec[1], nil } end)
  end
  if is_html then
    for _, row in ipairs(el.head.rows) do
      for _, cell in ipairs(row.cells) do cell.attributes["scope"] = "col" end
    end
    local id = el.identifier
    el.identifier = ""
    el.caption.long = {}
    if #caption == 0 then return box(NAMES.tbl, "aria-label", { el }) end
    local name = id ~= "" and id or "table"
    return {
      pandoc.RawBlock("html", '<figure class="table" id="' .. name .. '">\n<figcaption id="'
        .. name .. '-caption">'),
      pandoc.Plain(caption),
      pandoc.RawBlock("html", "</figcaption>"),
      box(name .. "-caption", "aria-labelledby", { el }),
      pandoc.RawBlock("html", "</figure>"),
    }
  end
  if #caption > 0 then el.caption.long = { pandoc.Plain(caption) } end
  if FORMAT == "typst" then
    local width = width_of(el)
    local size = width > 130 and "7.5pt" or width > 90 and "8.5pt" or "9.5pt"
    el.attributes["typst:text:size"] = size
  end
  return el
end

local function heading(el)
  local unnumbered = el.classes:includes("unnumbered")
  local number = el.attributes["data-number"]
  el.attributes["data-number"] = nil
  if number then
    local attr = is_html and pandoc.Attr("", { "header-section-number" })
      or pandoc.Attr("", {}, { ["custom-style"] = "Section Number" })
    el.content:insert(1, pandoc.Span({ pandoc.Str(number) }, attr))
    el.content:insert(2, pandoc.Str(FORMAT == "docx" and "\u{2003}" or NBSP .. NBSP))
  end
  if is_html then el.level = math.min(el.level + 1, 6) end
  if FORMAT == "typst" and unnumbered then
    -- Figures of the text come before what follows it, such as the references.
    return { pandoc.RawBlock("typst", "#place.flush()"), el }
  end
  return el
end

-- What is meant for some formats only, or for the anonymous manuscript: as in Quarto.
local function holds(el, name, is)
  local when, unless = el.attributes["when-" .. name], el.attributes["unless-" .. name]
  return (not when or is(when)) and (not unless or not is(unless))
end

local function visible_in(doc)
  local function is_format(format) return format == FORMAT end
  local function is_set(key) return doc.meta[key] == true end
  return function(el)
    local shown = el.classes:includes("content-visible")
    if not shown and not el.classes:includes("content-hidden") then return nil end
    if (holds(el, "format", is_format) and holds(el, "meta", is_set)) == shown then return el.content end
    return {}
  end
end

local function pagebreak(el)
  if not el.classes:includes("pagebreak") then return nil end
  if FORMAT == "docx" then
    return pandoc.RawBlock("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
  elseif FORMAT == "typst" then
    return pandoc.RawBlock("typst", "#pagebreak(weak: true)")
  end
  return el
end

-- Without a place for them, references come last under a heading of their own.
local function place_for_references(blocks)
  local cited, placed = false, false
  blocks:walk {
    Cite = function() cited = true end,
    Div = function(el) placed = placed or el.identifier == "refs" end,
  }
  if cited and not placed then
    local attr = pandoc.Attr("references", { "unnumbered" })
    blocks:extend(pandoc.Blocks(heading(pandoc.Header(1, REFERENCES, attr))))
    blocks:insert(pandoc.Div({}, { id = "refs" }))
  end
  return blocks
end

-- What is made of artefacts holds texts of any kind. It is read as a table or a figure with its
-- caption: nothing in it can become code of a page, a formula, a citation or a note.
local PLAIN = "markdown_strict-raw_html+pipe_tables+table_captions+table_attributes"
  .. "+implicit_figures+link_attributes+all_symbols_escapable+intraword_underscores"

local function artefact(el)
  if not el.classes:includes("compendium-artefact") then return nil end
  return pandoc.read(el.text, PLAIN, PANDOC_READER_OPTIONS).blocks
end

-- The language of the page has its own words for what is numbered.
local function speak(words)
  if not words then return end
  NAMES.fig = pandoc.utils.stringify(words.figure)
  NAMES.tbl = pandoc.utils.stringify(words.table)
  NAMES.sec = pandoc.utils.stringify(words.section)
  REFERENCES = pandoc.utils.stringify(words.references)
end

function Pandoc(doc)
  speak(doc.meta.words)
  doc.blocks = doc.blocks:walk { CodeBlock = artefact }
  doc.blocks = doc.blocks:walk { Div = visible_in(doc), Span = visible_in(doc) }
  doc.blocks = number_everything(doc.blocks, doc.meta["number-sections"] == true,
    doc.meta["numbers"])
  doc.meta["numbers"] = nil
  doc = doc:walk { Cite = references, Image = image, Math = formula }
  doc.blocks = doc.blocks:walk { Header = heading, Figure = figure, Table = tabular, Div = pagebreak }
  doc.blocks = place_for_references(doc.blocks)
  return doc
end
