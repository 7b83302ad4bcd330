"""What other rooms have loaded along with the toolkit: a folder of `content/`, and what keeps its pages.

A room above says so when it is loaded (`actions.load_along`), so that one command loads all content and the toolkit
knows none of them.
"""

from collections.abc import Callable

Keep = Callable[[list[tuple[str, dict, str]]], int]
KeepProcess = Callable[[dict], int]
ALONG: dict[str, Keep] = {}
PROCESS_ALONG: dict[str, KeepProcess] = {}


def load_along(folder: str, keep: Keep) -> None:
    """From now on `kith toolkit load` hands each page of this folder to `keep`: its name, front matter and body.

    `keep` says how many there are, and raises ValueError with a sentence for a page that is not whole.
    """
    ALONG[folder] = keep


def load_process_along(name: str, keep: KeepProcess) -> None:
    """From now on `kith toolkit load` hands what stands in this file of `content/process/` to `keep`.

    `keep` says how many there are, and raises ValueError with a sentence for what is not whole.
    """
    PROCESS_ALONG[name] = keep
