"""Putting pages into the toolkit and taking them out. Every text is cleaned here, whoever brings it."""

from ..along import load_along, load_process_along
from ..content import BadContent, Content
from ..uploads import LARGEST, NotUsable
from .documents import approve_document, attach_document, send_document_back, take_out_document
from .keeping import keep_synonyms, remind_of_page_reviews, remove_synonyms, settle_search, try_links, undo_synonyms
from .local import add_note, hide_piece, keep_ours, show_piece, sign_off_piece, take_away_notes
from .pieces import SAME_NAMED, STARTER, load_national, publish_piece, retire_piece
from .proposals import decline_proposal, propose, take_up_proposal
from .reading import ask_for_changes, claim_changes, count_search, note_look, say_useful

__all__ = [
    "BadContent",
    "Content",
    "LARGEST",
    "NotUsable",
    "SAME_NAMED",
    "STARTER",
    "add_note",
    "approve_document",
    "ask_for_changes",
    "attach_document",
    "claim_changes",
    "count_search",
    "decline_proposal",
    "hide_piece",
    "keep_ours",
    "keep_synonyms",
    "load_along",
    "load_process_along",
    "load_national",
    "note_look",
    "propose",
    "publish_piece",
    "remind_of_page_reviews",
    "remove_synonyms",
    "retire_piece",
    "say_useful",
    "send_document_back",
    "settle_search",
    "show_piece",
    "sign_off_piece",
    "take_away_notes",
    "take_out_document",
    "take_up_proposal",
    "try_links",
    "undo_synonyms",
]
