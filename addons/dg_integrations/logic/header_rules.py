"""Which headers may somebody add to what we send, and which of an answer are kept?

Both are lists of what is allowed: a header nobody thought of can neither change how a request is read on its way nor
put somebody's cookie into our log.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LONGEST_VALUE = 4096
KEPT = (
    "content-type",
    "content-length",
    "content-encoding",
    "date",
    "location",
    "retry-after",
    "server",
    "via",
    "x-request-id",
    "x-correlation-id",
    "request-id",
    "cf-ray",
)

_LONGEST_KEPT = 256
_ALLOWED = frozenset({"authorization", "api-key", "apikey", "ocp-apim-subscription-key"})
_EXTENSION = re.compile(r"x-[a-z0-9-]{1,60}", re.ASCII)
# Servers behind a proxy believe these: who called, and what is really asked for.
_NOT_EXTENSIONS = ("x-forwarded", "x-real-ip", "x-http-method", "x-original", "x-rewrite", "x-client-ip", "x-host")
_USER_INFO = re.compile(r"//[^/?#]*@")
_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?", re.ASCII)


def custom_header_problem(name: str, value: str) -> str:
    """Return why a header cannot be added, as a sentence that does not repeat its value; empty where it can."""
    lowered = name.lower()
    is_extension = _EXTENSION.fullmatch(lowered) and not lowered.startswith(_NOT_EXTENSIONS)
    if lowered not in _ALLOWED and not is_extension:
        return f"The header {name!a} cannot be added. Use Authorization, Api-Key or a name that starts with X-."
    if len(value) > LONGEST_VALUE or not _VALUE.fullmatch(value):
        return f"The value of {name} is not made of 1 to {LONGEST_VALUE} printable ASCII characters."
    return ""


def kept_headers(given: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of an answer that are worth keeping, lower-case, their values cut to 256 characters.

    Of a location only the place is kept: what stands before the host or behind a question mark may be a key.
    """
    lowered = {name.lower(): value for name, value in given.items()}
    if "location" in lowered:
        lowered["location"] = re.split(r"[?#]", _USER_INFO.sub("//", lowered["location"]), maxsplit=1)[0]
    return {name: lowered[name][:_LONGEST_KEPT] for name in KEPT if name in lowered}
