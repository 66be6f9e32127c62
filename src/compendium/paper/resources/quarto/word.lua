-- Word files made by Quarto, once it has rendered its figures and tables. It puts each into a table of
-- one centred cell, from which a long table cannot break over pages, and drops the alternative text.

local function text_of(image)
  local alt = image.attributes["fig-alt"] or image.attributes["alt"]
  if alt and alt ~= "" then image.caption = pandoc.Inlines { pandoc.Str(alt) } end
  return image
end

-- The one cell of a table without a heading, which is how Quarto lays out a figure or a table.
local function framed(el)
  if #el.head.rows > 0 or #el.bodies ~= 1 or #el.bodies[1].body ~= 1 then return nil end
  local cells = el.bodies[1].body[1].cells
  return #cells == 1 and #cells[1].contents > 0 and cells[1].contents or nil
end

local function style(blocks, name)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = name }))
end

-- A caption loses what Quarto says of its paragraph, which comes before its words.
local function caption(block, name)
  local words = block.content:filter(function(inline)
    return inline.t ~= "RawInline" or not inline.text:match("^<w:pPr>")
  end)
  return style({ pandoc.Para(words) }, name)
end

local function is_caption(block)
  local first = (block.t == "Para" or block.t == "Plain") and block.content[1]
  return first and first.t == "RawInline" and first.text:match("ImageCaption") ~= nil
end

local function small(rows)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      if #cell.contents > 0 then
        local paragraphs = cell.contents:map(function(block)
          return block.t == "Plain" and pandoc.Para(block.content) or block
        end)
        cell.contents = { style(paragraphs, "Table Text") }
      end
    end
  end
end

local function tabular(el)
  small(el.head.rows)
  for _, body in ipairs(el.bodies) do small(body.body) end
  return el
end

local function unframed(el)
  local blocks = framed(el)
  if not blocks then return nil end
  local has_table = false
  blocks:walk { Table = function() has_table = true end }
  return blocks:walk {
    Para = function(block)
      if is_caption(block) then return caption(block, has_table and "Table Caption" or "Image Caption") end
    end,
    Plain = function(block)
      local first = block.content[1]
      if first and first.t == "Image" then return style({ pandoc.Para(block.content) }, "Captioned Figure") end
    end,
    Table = tabular,
  }
end

function Pandoc(doc)
  if FORMAT ~= "docx" then return nil end
  return doc:walk { Image = text_of }:walk { traverse = "topdown", Table = function(el)
    local blocks = unframed(el)
    if blocks then return blocks, false end
  end }
end
