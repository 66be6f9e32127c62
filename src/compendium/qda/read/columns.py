"""What a column of an export holds, by its name in whatever language the program spoke."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from compendium.qda.read.sheet import Rows

SEARCHED = 25  # rows at the top of a sheet in which the header may stand

# Names of columns in English, German, Dutch, Spanish, Portuguese, French, Italian and Chinese,
# as the programs write them or as their manuals translate them.
QUOTATION_REPORT = {
    "id": "number id quotation_id nummer nr número numero numéro n° zitat_id 编号 序号",
    "reference": (
        "reference referenz referentie referencia referência référence riferimento 引用 参考"
    ),
    "name": "name quotation_name zitatname naam citaatnaam nombre nome nom 名称",
    "text": (
        "text_content quotation_content content quotation text textinhalt zitatinhalt inhalt zitat "
        "tekstinhoud citaatinhoud inhoud citaat contenido contenido_de_texto contenido_de_la_cita "
        "contenido_del_texto conteúdo conteúdo_do_texto conteúdo_de_texto conteúdo_da_citação "
        "contenu contenu_du_texte contenu_de_la_citation contenuto contenuto_del_testo "
        "内容 文本内容 引文内容"
    ),
    "document": (
        "document document_name dokument dokumentname documento nombre_del_documento "
        "nome_do_documento nom_du_document 文档 文档名称 文件"
    ),
    "codes": "codes kodes códigos codigos codici 代码 编码",
    "count": (
        "number_of_codes anzahl_der_codes anzahl_codes aantal_codes número_de_códigos "
        "numero_de_codigos nombre_de_codes numero_di_codici 代码数 代码数量 编码数"
    ),
    "coder": (
        "created_by author creator erstellt_von autor gemaakt_door auteur creado_por criado_por "
        "créé_par creato_da 创建者"
    ),
}
CODE_LIST = {
    "code": "code kode código codigo codice 代码 编码",
    "frequency": (
        "magnitude_degree grounded groundedness gr frequency magnitude verankerung fundierung "
        "fundiertheit häufigkeit frequentie gefundeerdheid enraizamiento fundamentación "
        "fundamentado frecuencia magnitud grau_de_magnitude magnitude_grau enraizamento "
        "fundamentação frequência enracinement fréquence radicamento frequenza 频率 扎根度"
    ),
    "density": "density dichte dichtheid densidad densidade densité densità 密度",
    "groups": (
        "groups code_groups gruppen codegruppen codegroepen groepen grupos grupos_de_códigos "
        "groupes groupes_de_codes gruppi 组 代码组"
    ),
    "description": "comment kommentar opmerking commentaar comentario comentário commentaire 注释",
}
CODEBOOK = {
    "code": "name hierarchical_name node code nombre nome nom naam 名称 名前",
    "description": "description beschreibung descripción descrição descrizione 说明 描述 説明",
    "files": (
        "files sources number_of_files number_of_sources files_coded sources_coded "
        "number_of_sources_coded number_of_files_coded dateien quellen archivos "
        "fichiers sources_codées recursos arquivos fontes "
        "文件 材料来源 ファイル"
    ),
    "frequency": (
        "references number_of_coding_references number_of_references coding_references "
        "referenzen verweise codierungsverweise referencias referências références "
        "参考点 リファレンス"
    ),
}
RETRIEVED_SEGMENTS = {
    "group": (
        "document_group dokumentgruppe documentgroep grupo_de_documentos groupe_de_documents "
        "gruppo_di_documenti 文档组"
    ),
    "document": (
        "document_name dokumentname documentnaam nombre_del_documento nombre_de_documento "
        "nome_do_documento nom_du_document nome_del_documento document dokument documento 文档名称"
    ),
    "code": "code codes kode código codigo codice 代码",
    "begin": "begin beginning start anfang beginn comienzo inicio início début inizio 开始",
    "end": "end ende einde eind fin final fim fine 结束",
    "text": (
        "segment coded_segment codiertes_segment gecodeerd_segment segmento segmento_codificado "
        "segment_codé 编码片段 片段"
    ),
    "coder": (
        "created_by author user erstellt_von autor gemaakt_door auteur creado_por criado_por "
        "créé_par creato_da 创建者"
    ),
}
HIGHLIGHTS = {
    "id": "id",
    "document": "document",
    "code": "tag",
    "path": "tag_path",
    "text": "content",
}
REPORT = {
    "document": "file",
    "code": "codename",
    "text": "coded",
    "coder": "coder",
    "id": "id",
    "category": "category",
    "memo": "coded_memo",
}
CODE_SYSTEM = {
    "parent": (
        "parent_code elterncode übergeordneter_code bovenliggende_code código_padre código_pai "
        "code_parent codice_padre"
    ),
    "code": "code kode código codigo codice",
    "frequency": (
        "cod_seg_all_documents coded_segments_of_all_documents coded_segments cod_seg codings "
        "cod_seg_alle_dokumente codierte_segmente_alle_dokumente gecodeerde_segmenten frequency"
    ),
    "memo": "memo code_memo",
}
DEDOOSE = {
    "source": "media_title document_title",
    "text": "excerpt_copy excerpt",
    "codes": "codes_applied_combined codes_applied",
    "range": "excerpt_range",
    "coder": "excerpt_creator",
}
# Of these two no public file and no list of columns was found: the names are assumed.
DELVE = {
    "text": "snippet snippets snippet_text",
    "source": "transcript transcripts transcript_name transcript_title",
    "codes": "codes code code_name code_names",
    "coder": "coded_by coder created_by user author",
}
DOVETAIL = {
    "text": "highlight highlights highlight_text highlight_content",
    "source": "note note_title note_name data data_title document title",
    "codes": "tags tag tag_names",
    "coder": "created_by author creator highlighted_by",
}
TAGS = {
    "code": "tag path",
    "description": "description",
    "frequency": "number_of_highlights",
}

Places = dict[str, int]


def plain_name(name: str) -> str:
    """Bring a column's name to one form: no case, no punctuation, one blank between words.

    Examples
    --------
    >>> plain_name(" Creation  Date:"), plain_name("N°")
    ('creation date', 'n°')
    """
    text = unicodedata.normalize("NFC", name).casefold()
    return " ".join(re.findall(r"[\w°%]+", text))


def find_header(
    rows: Rows, names: Mapping[str, str], needed: Sequence[str]
) -> tuple[int, Places] | None:
    """Find the row that names the columns.

    Parameters
    ----------
    rows : list of list of str
        A sheet.
    names : mapping of str to str
        What a column can hold, and the names that it can have; words joined by underscores.
    needed : sequence of str
        What the table cannot do without.

    Returns
    -------
    tuple of int and dict, or None
        Place of the row, and the place of each column found in it; None when no row near the
        top names all that is needed.
    """
    best: tuple[int, Places] | None = None
    for place, row in enumerate(rows[:SEARCHED]):
        found = _places(row, names)
        if all(name in found for name in needed) and (best is None or len(found) > len(best[1])):
            best = (place, found)
    return best


def cell(row: Sequence[str], place: int | None) -> str:
    """Give the text of a cell; empty where the row is too short or the column is not there."""
    return row[place] if place is not None and place < len(row) else ""


def _places(row: Sequence[str], names: Mapping[str, str]) -> Places:
    header = [plain_name(name) for name in row]
    found: Places = {}
    for holds, known in names.items():
        for name in known.split():
            wanted = plain_name(name.replace("_", " "))
            if wanted in header and header.index(wanted) not in found.values():
                found[holds] = header.index(wanted)
                break
    return found
