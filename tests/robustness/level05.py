"""Level-0.5 files made on the spot, whole or damaged on purpose (standard library only)."""
import array
import os
import sys


def card(keyword, value):
    text = value if value.startswith("'") else value.rjust(20)
    return (keyword.ljust(8) + "= " + text).ljust(80)[:80]


class Level05:
    """A smooth C3 Clear or C2 Orange image of 2005-05-13; n is 1024, or 512 for 2x2 LEB sums."""

    def __init__(self, detector="C3", name="32180003.fts", n=512):
        self.n = n
        factor = 1024 // n
        self.cards = dict(
            SIMPLE="T", BITPIX="16", NAXIS="2", NAXIS1=str(n), NAXIS2=str(n), FILENAME=f"'{name}'", FILEORIG="'050513_124205.img'")
        self.cards.update({
            "DATE-OBS": "'2005/05/13'", "TIME-OBS": "'12:42:05.410'", "EXPTIME": "19.0996", "TELESCOP": "'SOHO'", "INSTRUME": "'LASCO'",
            "DETECTOR": f"'{detector}'", "READPORT": "'C'", "SUMROW": "0", "SUMCOL": "0", "LEBXSUM": str(factor), "LEBYSUM": str(factor),
            "FILTER": "'Clear'" if detector == "C3" else "'Orange'", "POLAR": "'Clear'", "COMPRSSN": "'X#'", "MID_DATE": "53503",
            "MID_TIME": "45735.0", "R1COL": "20", "R1ROW": "1", "R2COL": "1043", "R2ROW": "1024", "CRPIX1": "519.2", "CRPIX2": "533.5",
            "CROTA1": "0.0", "CDELT1": "56.0", "CDELT2": "56.0"})
        row = [(700 + (x * 7) % 11) * factor * factor for x in range(n)]
        self.pixels = [array.array("h", [v + (y * 3) % 13 for v in row]) for y in range(n)]

    def set(self, keyword, value):
        self.cards[keyword] = value
        return self

    def remove(self, keyword):
        del self.cards[keyword]
        return self

    def lose_block(self, i, j):
        for y in range(32 * j, 32 * j + 32):
            self.pixels[y][32 * i:32 * i + 32] = array.array("h", [0] * 32)
        return self

    def bytes(self):
        header = "".join(card(k, v) for k, v in self.cards.items()) + "END".ljust(80)
        data = array.array("h")
        for row in self.pixels:
            data.extend(row)
        if sys.byteorder == "little":
            data.byteswap()
        blocks = header.encode("ascii") + b" " * (-len(header) % 2880)
        body = data.tobytes()
        return blocks + body + b"\0" * (-len(body) % 2880)

    def write(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(self.bytes())
        return path
