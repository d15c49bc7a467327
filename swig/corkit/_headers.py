"""FITS headers: what users have becomes the library's list of cards, and the other way round."""
import numbers
from collections.abc import Mapping

from . import capi, _options

CARD = 80


class Header(Mapping):
    """A header as the library has it: a read-only mapping of keywords to values, and the cards themselves.

    Given out where astropy is not installed. Keywords are upper case, in the order of the cards; HISTORY and COMMENT give all their
    lines, joined by line feeds. Values are bool, int, float or str.
    """

    def __init__(self, cards=()):
        self._handle = handle_of(list(cards))

    @classmethod
    def _of(cls, handle):
        header = cls.__new__(cls)
        header._handle = handle
        return header

    @property
    def cards(self):
        """The cards, a list of strings of 80 columns, without END."""
        return cards_of(self._handle)

    def _texts(self, keyword):
        return [card[8:].rstrip() for card in self.cards if card[:8].rstrip() == keyword]

    def __getitem__(self, keyword):
        keyword = keyword.upper()
        if keyword in ("HISTORY", "COMMENT"):
            lines = self._texts(keyword)
            if not lines:
                raise KeyError(keyword)
            return "\n".join(lines)
        if not capi.corkit_header_has(self._handle, keyword):
            raise KeyError(keyword)
        text = capi.corkit_header_get_string(self._handle, keyword)
        card = [card for card in self.cards if card[:8].rstrip() == keyword][-1]  # the one that counts
        if card[10:].lstrip().startswith("'"):
            return text
        if text in ("T", "F"):
            return text == "T"
        try:
            return int(text)
        except ValueError:
            return capi.corkit_header_get_double(self._handle, keyword) if text else None

    def __iter__(self):
        seen = (card[:8].rstrip() for card in self.cards)
        return iter(dict.fromkeys(key for key in seen if key not in ("", "CONTINUE")))

    def __len__(self):
        return sum(1 for _ in self)

    def __repr__(self):
        return "\n".join(self.cards)

    def __reduce__(self):
        return Header, (self.cards,)


def cards_of(handle):
    return [capi.corkit_header_card(handle, i) for i in range(capi.corkit_header_count(handle))]


def handle_of(header):
    """A handle of the library's own copy of an astropy Header, a Header, a mapping, or a list, str or bytes of cards."""
    if isinstance(header, Header):
        return capi.corkit_header_copy(header._handle)
    if isinstance(header, (bytes, bytearray)):
        return capi.corkit_header_from_cards(bytes(header))
    if hasattr(header, "tostring"):
        header = header.tostring(sep="", endcard=False, padding=False)
    if isinstance(header, str):
        return capi.corkit_header_from_cards(header.encode("latin-1"))
    if isinstance(header, Mapping):
        return _from_mapping(header)
    if isinstance(header, (list, tuple)):
        return _from_cards(header)
    raise TypeError(f"header is a {type(header).__name__}: give an astropy Header, a dict, or a list of cards of 80 columns")


def _from_cards(cards):
    for card in cards:
        if not isinstance(card, str) or len(card) > CARD:
            raise ValueError(f"a card is a str of at most {CARD} columns, not {card!r}")
    return capi.corkit_header_from_cards("".join(card.ljust(CARD) for card in cards).encode("latin-1"))


def _from_mapping(mapping):
    handle = capi.corkit_header_create()
    for keyword, value in mapping.items():
        _set(handle, str(keyword).upper(), value)
    return handle


def _set(handle, keyword, value):
    if keyword in ("HISTORY", "COMMENT"):
        add = capi.corkit_header_add_history if keyword == "HISTORY" else capi.corkit_header_add_comment
        for line in value.splitlines() if isinstance(value, str) else value:
            add(handle, str(line))
        return
    comment = ""
    if isinstance(value, tuple) and len(value) == 2:
        value, comment = value
    value = _options.plain(value)
    if isinstance(value, str):
        capi.corkit_header_set_string(handle, keyword, value, comment)
    elif isinstance(value, bool):
        capi.corkit_header_set_logical(handle, keyword, int(value), comment)
    elif isinstance(value, numbers.Integral):
        capi.corkit_header_set_int(handle, keyword, int(value), comment)
    elif isinstance(value, numbers.Real):
        capi.corkit_header_set_double(handle, keyword, float(value), comment)
    else:
        raise TypeError(f"{keyword} is a {type(value).__name__}: a header holds str, bool, int and float")


def given_out(handle):
    """An astropy Header of the library's cards, verbatim; a Header where astropy is not installed."""
    try:
        from astropy.io import fits
    except ImportError:
        return Header._of(handle)
    return fits.Header.fromstring("".join(cards_of(handle)))
