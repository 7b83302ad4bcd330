"""Reading the XML of a file that somebody brought: nothing outside is fetched, nothing is expanded, no remark is kept."""

from lxml import etree


class Unreadable(Exception):
    """What was brought is no XML that can be read this strictly."""


def tree_of(data: bytes) -> etree._Element:
    """The tree of one part, read as UTF-8 whatever it says of itself. Raises Unreadable."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable from error
