"""What a part says: nothing in it reaches outside or runs."""

from lxml import etree

from ..word_lists import (
    ADDRESSES,
    FIELDS,
    GIVES_WAY,
    HELD_BACK,
    KNOWN_NAMESPACES,
    LINKED,
    TRACKED,
    R,
    W,
)
from .limits import DAMAGED, NotUsable
from .package import _is_page, _unwanted


def _look_through(tree: etree._Element, kinds: dict[str, str]) -> None:
    """Nothing in this part reaches outside or runs, and what names people is gone. Raises NotUsable."""
    going = []
    for element in tree.iter():
        name = etree.QName(element)
        if not _is_known(name.namespace or ""):
            raise NotUsable(
                f"The form holds something besides text, tables and pictures: “{name.localname[:60]}”. Take it out."
            )
        if name.localname in HELD_BACK:
            raise NotUsable(HELD_BACK[name.localname])
        if name.namespace == W and (name.localname in TRACKED or name.localname.endswith("Change")):
            raise NotUsable("The form holds tracked changes. Accept or reject all of them in Word, and save it anew.")
        if name.localname in GIVES_WAY:
            going.append(element)
            continue
        for attribute, value in element.attrib.items():
            _look_at(element.tag, attribute, value, kinds)
    for element in going:
        if element.getparent() is not None:
            element.getparent().remove(element)
    _look_at_fields(tree)


def _is_known(namespace: str) -> bool:
    return namespace in KNOWN_NAMESPACES or (
        namespace.startswith("http://schemas.microsoft.com/office/word/20")
        and "/wordml" in namespace
        and "/2006/" not in namespace
    )


def _look_at(tag: str, attribute: str, value: str, kinds: dict[str, str]) -> None:
    if not value:
        return
    if attribute.startswith(f"{{{R}}}"):
        kind = kinds.get(value, "")
        if not kind or LINKED.get((tag, attribute)) != kind.removeprefix(f"{R}/"):
            raise NotUsable(_unwanted(kind) if kind else DAMAGED)
    elif attribute.rpartition("}")[2] in ADDRESSES:
        raise NotUsable(f"The form fetches something from elsewhere: “{value[:80]}”. Take it out and save it anew.")
    elif attribute == f"{{{W}}}author":
        raise NotUsable("The form holds tracked changes. Accept or reject all of them in Word, and save it anew.")


def _look_at_fields(tree: etree._Element) -> None:
    """Each field is on the list. Its code stands in one paragraph, in runs side by side, so that it reads one way."""
    unclear = NotUsable("The form holds a field that Kith cannot read. Take it out, or write plain text in its place.")
    code: list[str] | None = None
    inside = None
    for element in tree.iter(f"{{{W}}}fldSimple", f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}t"):
        kind = (
            element.get(f"{{{W}}}fldCharType") if element.tag == f"{{{W}}}fldChar" else etree.QName(element).localname
        )
        if kind == "fldSimple":
            _need_field(element.get(f"{{{W}}}instr", ""))
        if kind == "fldSimple" or (code is None and kind in ("t", "separate", "end")):
            continue
        run = element.getparent()
        where = run.getparent() if run is not None and run.tag == f"{{{W}}}r" else None
        if where is None or len(element):
            raise unclear
        if kind == "begin" and code is None:
            code, inside = [], where
        elif code is None or where is not inside:
            raise unclear
        elif kind in ("separate", "end"):
            _need_field("".join(code))
            code = None
        elif kind == "instrText":
            code.append(element.text or "")
        elif kind != "t" or (element.text or "").strip():
            raise unclear
    if code is not None:
        raise unclear


def _need_field(code: str) -> None:
    """The code is of a field that only counts, dates, or is filled by hand. Raises NotUsable."""
    words = code.replace("\\", " \\").split()
    name = words[0].upper() if words else ""
    if name == "HYPERLINK" and _links_to_page(code):
        return
    if name not in FIELDS:
        what = (
            "a link to something else than a page (https://), a mail address or a telephone"
            if name == "HYPERLINK"
            else f"the field “{name[:40]}”"
        )
        raise NotUsable(f"The form holds {what}. Take it out, or write plain text in its place.")


def _links_to_page(code: str) -> bool:
    """Between quotes stands a page, or the words of a switch; outside them only the name and switches."""
    pieces = code.split('"')
    if '\\"' in code or len(pieces) % 2 == 0:
        return False
    before = ""
    for number, piece in enumerate(pieces):
        if number % 2:
            if before not in ("\\l", "\\o", "\\t") and not _is_page(piece):
                return False
            before = ""
            continue
        words = piece.split()
        if any(word.upper() != "HYPERLINK" and word not in ("\\l", "\\o", "\\t", "\\n", "\\h") for word in words):
            return False
        before = words[-1] if words else ""
    return True
