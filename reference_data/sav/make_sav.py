#!/usr/bin/python3
"""Writes python.sav, python_z.sav and promote64.sav: IDL SAVE files made byte by byte from the format's public description.
The same variables in each: X (FLOAT array), N (LONG), DATES (STRING array), M (BYTE array), K (INT array).
python.sav plain; python_z.sav with every record's body deflated; promote64.sav with a PROMOTE64 record, 64-bit record pointers and array sizes."""
import struct
import zlib


def word(*values):
    return b''.join(struct.pack('>i', v) for v in values)


def padded(data):
    return data + b'\0' * (-len(data) % 4)


def name(text):
    return word(len(text)) + padded(text.encode())


def string(text):
    return word(0) if not text else word(len(text)) + name(text)


def array(count, size, wide):
    if wide:
        return word(18) + struct.pack('>qqqi', 0, count * size, count, 1) + word(0, 0) + b''.join(
            word(0, n) for n in [count] + [1] * 7)
    return word(8, size, count * size, count, 1, 0, 0, 8, count, *[1] * 7)


def variables(wide):
    yield name('X') + word(4, 4) + array(3, 4, wide) + word(7) + struct.pack('>3f', 0.5, -1.25, 3e10)
    yield name('N') + word(3, 0, 7, -42)
    yield name('DATES') + word(7, 4) + array(2, 12, wide) + word(7) + string('1996/01/25') + string('')
    yield name('M') + word(1, 4) + array(5, 1, wide) + word(7, 5) + padded(bytes([0, 1, 127, 128, 255]))
    yield name('K') + word(2, 4) + array(3, 2, wide) + word(7) + word(-32768, 0, 32767)


def write(path, compressed=False, wide=False):
    out = b'SR\0\6' if compressed else b'SR\0\4'
    records = [(10, b'\0' * 1024 + name('Thu Jan 25 00:00:00 1996') + name('user') + name('host')),
               (14, word(9) + name('x86_64') + name('linux') + name('6.0'))]
    records += [(17, b'')] if wide else []
    records += [(2, v) for v in variables(wide)]
    for kind, body in records:
        body = zlib.compress(body) if compressed and body else body
        after = len(out) + 16 + len(body)
        out += word(kind) + (word(0, after) if wide and kind == 2 else word(after, 0)) + word(0) + body
    open(path, 'wb').write(out + word(6, 0, 0, 0))


write('python.sav')
write('python_z.sav', compressed=True)
write('promote64.sav', wide=True)
