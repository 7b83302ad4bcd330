"""What an uploaded Word form may hold, what is left behind, and what is refused with which sentence."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
V = "urn:schemas-microsoft-com:vml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
BUNDLED = "metadata/core-properties"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MICROSOFT = "http://schemas.microsoft.com/office"

MAIN = f"{_WORD}document.main+xml"
# The kinds of part that are kept, by how they are pointed to: what the file calls them, and how they begin.
PARTS = {
    "officeDocument": (MAIN, f"{{{W}}}document"),
    "styles": (f"{_WORD}styles+xml", f"{{{W}}}styles"),
    "settings": (f"{_WORD}settings+xml", f"{{{W}}}settings"),
    "webSettings": (f"{_WORD}webSettings+xml", f"{{{W}}}webSettings"),
    "fontTable": (f"{_WORD}fontTable+xml", f"{{{W}}}fonts"),
    "numbering": (f"{_WORD}numbering+xml", f"{{{W}}}numbering"),
    "header": (f"{_WORD}header+xml", f"{{{W}}}hdr"),
    "footer": (f"{_WORD}footer+xml", f"{{{W}}}ftr"),
    "footnotes": (f"{_WORD}footnotes+xml", f"{{{W}}}footnotes"),
    "endnotes": (f"{_WORD}endnotes+xml", f"{{{W}}}endnotes"),
    "theme": ("application/vnd.openxmlformats-officedocument.theme+xml", f"{{{A}}}theme"),
}
# How a picture begins, its ending, and what the file may call it.
PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "png", ("image/png",)),
    (b"\xff\xd8\xff", "jpg", ("image/jpeg", "image/jpg")),
    (b"GIF8", "gif", ("image/gif",)),
)
# Which element points to which kind of part or page.
LINKED = {
    (f"{{{W}}}hyperlink", f"{{{R}}}id"): "hyperlink",
    (f"{{{A}}}hlinkClick", f"{{{R}}}id"): "hyperlink",
    (f"{{{A}}}hlinkHover", f"{{{R}}}id"): "hyperlink",
    (f"{{{A}}}blip", f"{{{R}}}embed"): "image",
    (f"{{{V}}}imagedata", f"{{{R}}}id"): "image",
    (f"{{{V}}}fill", f"{{{R}}}id"): "image",
    (f"{{{W}}}headerReference", f"{{{R}}}id"): "header",
    (f"{{{W}}}footerReference", f"{{{R}}}id"): "footer",
}
# Attributes that name a place to fetch from or to go to.
ADDRESSES = {"src", "href", "althref", "action", "relid"}

# Kinds of part that say who wrote the form, or that a form does without: they do not come along.
LEFT_BEHIND = {
    f"{RELATIONS}/{BUNDLED}",
    f"{RELATIONS}/metadata/thumbnail",
    f"{R}/extended-properties",
    f"{R}/custom-properties",
    f"{R}/customXml",
    f"{R}/comments",
    f"{R}/glossaryDocument",
    f"{R}/font",
    f"{R}/printerSettings",
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
# Elements that point to what is left behind, name people, or name a macro.
GIVES_WAY = {
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
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
}

_OBJECT = "The form holds an embedded object. Take it out, or put a picture in its place, and save the form anew."
_TEMPLATE = (
    "The form is tied to a template elsewhere. In Word, under Developer, Document Template, "
    "choose Normal, and save the form anew."
)
_CHUNK = "The form draws in another document. Copy its text into the form, and save it anew."
_MERGE = "The form is set up for a mail merge. In Word, under Mailings, choose Normal Word Document, and save it anew."
_MACRO = "The form holds a macro. Save it as a Word document without macros (.docx)."
_CONTROL = "The form holds an ActiveX control. Put a content control or plain text in its place."
HELD_BACK = {
    "altChunk": _CHUNK,
    "subDoc": _CHUNK,
    "object": _OBJECT,
    "control": _CONTROL,
    "mailMerge": _MERGE,
    "attachedTemplate": _TEMPLATE,
    "OLEObject": _OBJECT,
    "delInstrText": "The form holds tracked changes. Accept or reject all of them in Word, and save it anew.",
}
UNWANTED = {
    "aFChunk": _CHUNK,
    "subDocument": _CHUNK,
    "oleObject": _OBJECT,
    "package": _OBJECT,
    "control": _CONTROL,
    "activeXControlBinary": _CONTROL,
    "mailMergeSource": _MERGE,
    "mailMergeHeaderSource": _MERGE,
    "attachedTemplate": _TEMPLATE,
    "vbaProject": _MACRO,
    "wordVbaData": _MACRO,
}
TRACKED = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "delText"}
FIELDS = {"PAGE", "NUMPAGES", "DATE", "TITLE", "FORMCHECKBOX", "FORMTEXT", "FORMDROPDOWN"}

# Text, tables, pictures and drawn shapes; and the newer words of Word itself.
KNOWN_NAMESPACES = {
    W,
    A,
    V,
    MC,
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:word",
    f"{_MICROSOFT}/word/2010/wordprocessingDrawing",
    f"{_MICROSOFT}/word/2010/wordprocessingShape",
    f"{_MICROSOFT}/word/2010/wordprocessingGroup",
    f"{_MICROSOFT}/word/2010/wordprocessingCanvas",
    f"{_MICROSOFT}/drawing/2010/main",
    f"{_MICROSOFT}/drawing/2012/main",
    f"{_MICROSOFT}/drawing/2014/main",
    f"{_MICROSOFT}/drawing/2017/decorative",
    f"{_MICROSOFT}/thememl/2012/main",
}
