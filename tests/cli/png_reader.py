"""A PNG file of 8 bits a channel, as rows of bytes."""
import pathlib
import struct
import zlib


class Picture:
    """width, height, channels, and rows: bytes, channels after each other for each pixel."""

    def __init__(self, path):
        data = pathlib.Path(path).read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{path}: no PNG"
        at, packed = 8, b""
        while at < len(data):
            length, kind = struct.unpack_from(">I4s", data, at)
            body = data[at + 8:at + 8 + length]
            assert struct.unpack_from(">I", data, at + 8 + length)[0] == zlib.crc32(kind + body), f"{path}: damaged"
            if kind == b"IHDR":
                self.width, self.height, depth, colour = struct.unpack_from(">IIBB", body)
                assert depth == 8
                self.channels = {0: 1, 2: 3}[colour]
            packed += body if kind == b"IDAT" else b""
            at += 12 + length
        self.rows = self._unfiltered(zlib.decompress(packed))

    def _unfiltered(self, data):
        step, length = self.channels, self.width * self.channels
        above, rows = bytearray(length), []
        for y in range(self.height):
            kind, line = data[y * (length + 1)], bytearray(data[y * (length + 1) + 1:(y + 1) * (length + 1)])
            for i in range(length):
                a = line[i - step] if i >= step else 0
                b, c = above[i], above[i - step] if i >= step else 0
                if kind == 1:
                    guess = a
                elif kind == 2:
                    guess = b
                elif kind == 3:
                    guess = (a + b) // 2
                elif kind == 4:
                    guess = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
                else:
                    guess = 0
                line[i] = line[i] + guess & 255
            rows.append(bytes(line))
            above = line
        return rows

    def pixel(self, x, y):
        return tuple(self.rows[y][x * self.channels:(x + 1) * self.channels])
