"""What a reader of a Word document would not see stays behind: deleted words, hidden words, hidden rows and drawings.

Tracked changes are taken as accepted: what was put in stands there as if it had always, and what was taken out is gone.
Hidden words are gone where they say so themselves. Where a style hides them, and where a field keeps words that only its
code shows, the document is refused, since taking them out could take more than was meant.
"""

from lxml import etree

from .limits import NotUsable
from .word_lists import W

HIDDEN_STYLE = (
    "The document holds words that its style “{}” hides. In Word choose Home, ¶ to see them; take them out or give them "
    "another style, and save it anew."
)
# Put in by a tracked change, or moved here: the words stay, and the mark goes.
UNWRAPPED = {"ins", "moveTo"}
# Taken out by a tracked change, or moved away: the words go too.
GONE = {"del", "moveFrom", "delText", "delInstrText"}
# What something looked like before, or where a change begins and ends.
MARKS = {
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
    *("tblGridChange", "numberingChange", "cellIns", "cellMerge", "trackRevisions"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *(f"customXml{what}Range{end}" for what in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")),
}
HIDES = ("vanish", "specVanish")
NO = {"0", "false", "off"}


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _is_on(mark: etree._Element | None) -> bool:
    """True where a mark such as `vanish` is there and does not say no."""
    return mark is not None and mark.get(_w("val"), "true").lower() not in NO


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _name(element: etree._Element) -> str:
    """The element’s name without its space where it is one of Word’s own, else nothing."""
    return element.tag.removeprefix(f"{{{W}}}") if element.tag.startswith(f"{{{W}}}") else ""


def accept_changes(tree: etree._Element) -> None:
    """Nothing in the tree says that it was put in or taken out, and what was taken out is not there."""
    for row in list(tree.iter(_w("tr"))):
        if any(row.find(f"{_w('trPr')}/{_w(name)}") is not None for name in ("del", "moveFrom")):
            _remove(row)
    for cell in list(tree.iter(_w("tc"))):
        if cell.find(f"{_w('tcPr')}/{_w('cellDel')}") is not None:
            for held in cell:
                if _name(held) != "tcPr":
                    cell.remove(held)
            etree.SubElement(cell, _w("p"))  # without a paragraph Word takes no cell
    for element in list(tree.iter()):
        if _name(element) in GONE or _name(element) in MARKS or _name(element) == "cellDel":
            _remove(element)
    for table in list(tree.iter(_w("tbl"))):
        if table.find(f".//{_w('tr')}") is None:
            _remove(table)
    # From the inside out, so that what stood within a change within a change comes up to where it belongs.
    for element in reversed([one for one in tree.iter() if _name(one) in UNWRAPPED]):
        parent = element.getparent()
        if parent is None:
            continue
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def take_out_hidden(tree: etree._Element) -> None:
    """No run, row or drawing of the tree says of itself that it is hidden."""
    for run in list(tree.iter()):
        # Runs of Word and of its formulas.
        if etree.QName(run).localname == "r" and any(_is_on(run.find(f"{_w('rPr')}/{_w(mark)}")) for mark in HIDES):
            _remove(run)
    for row in list(tree.iter(_w("tr"))):
        if _is_on(row.find(f"{_w('trPr')}/{_w('hidden')}")):
            _remove(row)
    for level in tree.iter(_w("lvl")):
        words = level.find(_w("lvlText"))
        if words is not None and _is_on(level.find(f"{_w('rPr')}/{_w('vanish')}")):
            words.set(_w("val"), "")
    for element in list(tree.iter()):
        name, style = etree.QName(element).localname, "".join((element.get("style") or "").lower().split())
        if name in ("docPr", "cNvPr") and element.get("hidden", "").lower() in ("1", "true", "on"):
            drawing = next(element.iterancestors(_w("drawing")), element)
            _remove(drawing)
        elif "visibility:hidden" in style or "display:none" in style:
            _remove(element)


def need_seen_styles(styles: etree._Element | None, trees: list[etree._Element]) -> None:
    """No words of these trees have a style that hides them, by itself or by the one that it follows. Raises NotUsable."""
    if styles is None:
        return
    known = {style.get(_w("styleId"), ""): style for style in styles.iter(_w("style"))}

    def hides(key: str) -> bool:
        seen: set[str] = set()
        while key in known and key not in seen:
            seen.add(key)
            # Of a table also the styles of its parts; the one of a paragraph’s mark hides no word.
            if any(_is_on(mark) for mark in known[key].iter(*map(_w, HIDES))):
                return True
            follows = known[key].find(_w("basedOn"))
            key = follows.get(_w("val"), "") if follows is not None else ""
        return False

    used = {mark.get(_w("val"), "") for tree in trees for mark in tree.iter(_w("pStyle"), _w("rStyle"), _w("tblStyle"))}
    used |= {key for key, style in known.items() if style.get(_w("default"), "0").lower() not in NO}
    for key in sorted(used):
        if hides(key):
            name = known[key].find(_w("name"))
            raise NotUsable(HIDDEN_STYLE.format((name.get(_w("val"), "") if name is not None else key)[:60]))
    everywhere = styles.find(f"{_w('docDefaults')}/{_w('rPrDefault')}/{_w('rPr')}/{_w('vanish')}")
    if _is_on(everywhere):
        raise NotUsable(HIDDEN_STYLE.format("Default"))


def take_out_unshown(main: etree._Element, settings: etree._Element | None, notes: list[etree._Element]) -> None:
    """No note is left to which nothing leads, and no head or foot of a page that the document never shows."""
    never = set()
    if not any(_is_on(mark) for mark in main.iter(_w("titlePg"))):
        never.add("first")
    if settings is None or not _is_on(settings.find(_w("evenAndOddHeaders"))):
        never.add("even")
    for element in list(main.iter(_w("headerReference"), _w("footerReference"))):
        if element.get(_w("type")) in never:
            _remove(element)
    for tree in notes:
        kind = tree.tag.removeprefix(f"{{{W}}}").removesuffix("s")
        led_to = {mark.get(_w("id")) for mark in main.iter(_w(f"{kind}Reference"))}
        for note in list(tree):
            # Those with a type are the lines between text and notes.
            if note.get(_w("type"), "normal") == "normal" and note.get(_w("id")) not in led_to:
                tree.remove(note)
