"""What a Word document may hold, what is left behind, and what is refused with which sentence."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DSP = "http://schemas.microsoft.com/office/drawing/2008/diagram"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DRAWN = "application/vnd.openxmlformats-officedocument.drawingml."
_MICROSOFT = "http://schemas.microsoft.com/office"

MAIN = f"{_WORD}document.main+xml"
# The kinds of part that are kept, by how they are pointed to: what the file calls them, and how they begin.
PARTS = {
    f"{R}/officeDocument": (MAIN, f"{{{W}}}document"),
    f"{R}/styles": (f"{_WORD}styles+xml", f"{{{W}}}styles"),
    f"{R}/settings": (f"{_WORD}settings+xml", f"{{{W}}}settings"),
    f"{R}/webSettings": (f"{_WORD}webSettings+xml", f"{{{W}}}webSettings"),
    f"{R}/fontTable": (f"{_WORD}fontTable+xml", f"{{{W}}}fonts"),
    f"{R}/numbering": (f"{_WORD}numbering+xml", f"{{{W}}}numbering"),
    f"{R}/header": (f"{_WORD}header+xml", f"{{{W}}}hdr"),
    f"{R}/footer": (f"{_WORD}footer+xml", f"{{{W}}}ftr"),
    f"{R}/footnotes": (f"{_WORD}footnotes+xml", f"{{{W}}}footnotes"),
    f"{R}/endnotes": (f"{_WORD}endnotes+xml", f"{{{W}}}endnotes"),
    f"{R}/theme": ("application/vnd.openxmlformats-officedocument.theme+xml", f"{{{A}}}theme"),
    f"{R}/diagramData": (f"{_DRAWN}diagramData+xml", f"{{{DGM}}}dataModel"),
    f"{R}/diagramLayout": (f"{_DRAWN}diagramLayout+xml", f"{{{DGM}}}layoutDef"),
    f"{R}/diagramQuickStyle": (f"{_DRAWN}diagramStyle+xml", f"{{{DGM}}}styleDef"),
    f"{R}/diagramColors": (f"{_DRAWN}diagramColors+xml", f"{{{DGM}}}colorsDef"),
    f"{_MICROSOFT}/2007/relationships/diagramDrawing": (
        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
        f"{{{DSP}}}drawing",
    ),
}
STYLES, SETTINGS = f"{_WORD}styles+xml", f"{_WORD}settings+xml"
NOTES = (f"{_WORD}footnotes+xml", f"{_WORD}endnotes+xml")
# What is there only where something in the text leads to it.
DIAGRAM, DRAWN = f"{R}/diagramData", f"{_MICROSOFT}/2007/relationships/diagramDrawing"
LED_TO = {
    f"{R}/{kind}"
    for kind in (
        *("image", "header", "footer", "hyperlink"),
        *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"),
    )
}
# How a picture begins, what it is, and as what it is drawn anew.
PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG", "png"),
    (b"\xff\xd8\xff", "JPEG", "jpeg"),
    (b"GIF8", "GIF", "png"),
    (b"BM", "BMP", "png"),
    (b"II*\0", "TIFF", "png"),
    (b"MM\0*", "TIFF", "png"),
)
# Attributes that name a place to fetch from or to go to.
ADDRESSES = {"src", "href", "althref", "action", "relid"}

# Kinds of part that say who wrote the document, or that it does without: they do not come along.
LEFT_BEHIND = {
    f"{RELATIONS}/metadata/core-properties",
    f"{RELATIONS}/metadata/thumbnail",
    f"{RELATIONS}/digital-signature/origin",
    f"{R}/extended-properties",
    f"{R}/custom-properties",
    f"{R}/customXml",
    f"{R}/comments",
    f"{R}/glossaryDocument",
    f"{R}/font",
    f"{R}/printerSettings",
    f"{_MICROSOFT}/2006/relationships/keyMapCustomizations",
    f"{_MICROSOFT}/2007/relationships/stylesWithEffects",
    f"{_MICROSOFT}/2011/relationships/commentsExtended",
    f"{_MICROSOFT}/2011/relationships/people",
    f"{_MICROSOFT}/2016/09/relationships/commentsIds",
    f"{_MICROSOFT}/2018/08/relationships/commentsExtensible",
    f"{_MICROSOFT}/2019/05/relationships/documenttasks",
    f"{_MICROSOFT}/2020/02/relationships/classificationlabels",
    f"{_MICROSOFT}/2020/10/relationships/intelligence",
    "http://customschemas.google.com/relationships/metadata",
}
# Elements that point to what is left behind, name people, machines or sessions of writing, or name a macro.
GIVES_WAY = {
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "annotationRef",
    "permStart",
    "permEnd",
    "dataBinding",
    "docVars",
    "smartTagType",
    "embedRegular",
    "embedBold",
    "embedItalic",
    "embedBoldItalic",
    "entryMacro",
    "exitMacro",
    "fldData",
    "printerSettings",
    "rsids",
    "rsid",
    "docId",
    "writeProtection",
    "attachedSchema",
    "saveThroughXslt",
}

_OBJECT = "The document holds an embedded object. Put a picture in its place, and save the document anew."
_TEMPLATE = (
    "The document is tied to a template elsewhere. In Word, under Developer, Document Template, "
    "choose Normal, and save it anew."
)
_CHUNK = "The document draws in another document. Copy its text in, and save it anew."
_FRAME = "The document is a set of frames. Copy the text into a plain document."
_MERGE = (
    "The document is set up for a mail merge. In Word, under Mailings, choose Normal Word Document, and save it anew."
)
_MACRO = "The document holds a macro. Save it as a Word document without macros (.docx)."
_CONTROL = "The document holds an ActiveX control. Put plain text in its place."
_CHART = "The document holds a chart with its figures. Put a picture of the chart in its place, and save it anew."
HELD_BACK = {
    "altChunk": _CHUNK,
    "subDoc": _CHUNK,
    "object": _OBJECT,
    "OLEObject": _OBJECT,
    "control": _CONTROL,
    "mailMerge": _MERGE,
    "attachedTemplate": _TEMPLATE,
    "frameset": _FRAME,
    "contentPart": _OBJECT,
}
UNWANTED = {
    "aFChunk": _CHUNK,
    "subDocument": _CHUNK,
    "frame": _FRAME,
    "oleObject": _OBJECT,
    "package": _OBJECT,
    "control": _CONTROL,
    "activeXControlBinary": _CONTROL,
    "mailMergeSource": _MERGE,
    "mailMergeHeaderSource": _MERGE,
    "attachedTemplate": _TEMPLATE,
    "vbaProject": _MACRO,
    "wordVbaData": _MACRO,
    "chart": _CHART,
    "chartEx": _CHART,
}
# None whose words stand in its code alone, where no reader sees them (XE, TC).
FIELDS = {
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "TITLE", "SEQ", "STYLEREF"),
    *("TOC", "PAGEREF", "REF", "NOTEREF", "INDEX", "SYMBOL", "=", "LISTNUM"),
    *("FORMCHECKBOX", "FORMTEXT", "FORMDROPDOWN"),
}
# Text, tables, pictures and drawn shapes; and the newer words of Word itself.
SPACES = (
    "http://schemas.openxmlformats.org/",
    f"{_MICROSOFT}/",
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:word",
)
