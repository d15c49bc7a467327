#!/usr/bin/env python3
"""Turns the comments of corkit.h into Doxygen's, on standard output; Doxygen calls it for the target `docs`.

The header is written to be read as it stands. Its habits, which this relies on and which the documentation check thereby enforces:

* a comment stands before a declaration, or behind it on the same line; before several without a blank line between them, it is of all;
* an argument is explained behind its name (OUTPUT marks what is written), or in the function's comment, which then has its name, or
  under "Arguments" at the head of the file;
* an int that nothing else is said about is a corkit_status.

An argument, function, struct, member or number that none of this explains stays without documentation, and Doxygen says so.
"""
import re
import sys

COMMENT = re.compile(r"/\*(.*?)\*/", re.S)


def words(comment):
    """A comment's text without its asterisks, safe for Doxygen."""
    lines = [re.sub(r"^\s*\* ?", "", line.rstrip()) for line in comment.strip("*").split("\n")]
    return re.sub(r"([@\\<>#])", r"\\\1", "\n".join(lines)).strip()


def clause(text, name):
    """What a text says behind "name:", or "name != 0:", up to the end of that sentence or the next name."""
    said = re.search(rf"\b{name}(?: != 0)?: (.*?)(?:; \w+: |\. |\.$|$)", " ".join(text.split()))
    return said.group(1) if said else ""


def sentence(text, name):
    """The sentence of a text that has the name."""
    for part in re.split(r"(?<=\.)(?<!e\.g\.) ", " ".join(text.split())):
        if re.search(rf"\b{name}\b", part):
            return part.rstrip(".")
    return ""


def without_comments(text):
    return " ".join(COMMENT.sub(" ", text).split())


def function_doc(declaration, said, arguments, behind):
    head, inside = declaration.split("(", 1)
    inside = inside.rsplit(")", 1)[0]
    plain = head.replace("CORKIT_API", "").split()
    lines = [said]
    # A comma or a bracket in a comment separates nothing.
    kept = []
    masked = COMMENT.sub(lambda m: kept.append(m.group(1)) or f"\0{len(kept) - 1}\0", inside)
    for parameter in masked.split(","):
        numbers = re.findall(r"\0(\d+)\0", parameter)
        name = re.findall(r"\w+", re.sub(r"\[.*?\]", "", re.sub(r"\0\d+\0", "", parameter)))
        if not name or name == ["void"]:
            continue
        name = name[-1]
        own = " ".join(words(kept[int(n)]) for n in numbers)
        direction = "[out]" if "OUTPUT" in own else ""
        own = re.sub(r"^OUTPUT[,:]? ?", "", own)
        known = "" if direction and plain[:-1] == ["void"] else arguments.get(name, "")
        texts = [own, clause(said, name) or known or sentence(said, name)]
        if direction and not any(texts):
            texts = ["the result"]
        text = "; ".join(dict.fromkeys(t for t in texts if t))
        if text:
            lines.append(f"@param{direction} {name} {text}")
    if plain[:-1] != ["void"]:
        returned = behind or sentence(said, "returns") or sentence(said, "Returns")
        if not returned and plain[:-1] == ["int"] and not said.startswith("1 if"):
            returned = "a corkit_status"
        if returned or said:
            lines.append(f"@return {returned or said.split('. ')[0]}")
    return "\n".join(lines)


def members(body, is_enum):
    """The members of a struct or an enum, each with its comment made Doxygen's."""
    out, before = [], ""
    end = "," if is_enum else ";"
    pattern = re.compile(rf"\s*(?:/\*(?P<before>.*?)\*/|(?P<code>[^{end}/]+{end}?)[ \t]*(?:/\*(?P<behind>.*?)\*/)?)", re.S)
    blank = re.compile(r"\s*\n\s*\n")
    at = 0
    while body[at:].strip():
        if blank.match(body, at):
            before = ""
        found = pattern.match(body, at)
        at = found.end()
        if found["before"] is not None:
            before = words(found["before"])
            continue
        code, text = found["code"].strip(), words(found["behind"] or "") or before
        if found["behind"]:
            before = ""
        pieces = [code]
        if not is_enum and "(" not in code and "," in code:
            kind, names = code.rstrip(";").rsplit(None, code.count(",") + 1)[0], code.rstrip(";").split(None, 1)[1]
            pieces = [f"{kind} {name.strip()};" for name in names.split(",")]
        out += [f"/** {text} */ {piece}" if text else piece for piece in pieces]
    return "\n".join(out)


def main(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    pattern = re.compile(
        r"/\*(?P<comment>.*?)\*/"
        r"|typedef (?P<kind>enum|struct) (?P<tag>\w+) \{(?P<body>.*?)\n\} \w+;"
        r"|(?P<opaque>typedef struct \w+ \w+;)"
        r"|(?P<function>^CORKIT_API [^;/]*(?:/\*.*?\*/[^;/]*)*;)"
        r"|(?P<macro>#define CORKIT_(?:VERSION)_\w+ \d+)"
        r"|(?P<include>#include <\w+\.h>)"
        r"|(?P<blank>\n[ \t]*\n)", re.S | re.M)
    arguments, said, open_group, first = {}, "", False, True
    # What a comment says holds for what follows it, a comment behind a declaration for that one alone.
    at = 0
    while found := pattern.search(text, at):
        at = found.end()
        if found["blank"]:
            said = ""
            at = found.start() + 1
        elif found["include"]:
            print(found["include"])
        elif found["comment"] is not None:
            comment = words(found["comment"])
            if first:
                print(f"/** @file corkit/corkit.h\n{comment}\n*/")
                arguments = dict(re.findall(r"^ +- (\w+): (.*?)(?=\n +- |\n\S|\Z)", comment.split("Arguments, where", 1)[-1], re.M | re.S))
                first = False
            elif comment.startswith("-----"):
                title = comment.lstrip("- ")
                print(("/** @} */\n" if open_group else "") + f"/** @defgroup {re.sub('[^a-z0-9]+', '_', title)} {title}\n@{{ */")
                open_group = True
            else:
                said = comment
        else:
            behind = re.match(r"[ \t]*/\*(.*?)\*/", text[at:], re.S)
            own = ""
            if behind:
                at += behind.end()
                own = words(behind.group(1))
            doc = "\n".join(part for part in (said, own) if part)
            if found["function"]:
                doc = function_doc(found["function"], doc, arguments, own)
                code = without_comments(found["function"]).replace("CORKIT_API ", "")
            elif found["kind"]:
                code = f"typedef {found['kind']} {found['tag']} {{\n{members(found['body'], found['kind'] == 'enum')}\n}} {found['tag']};"
            else:
                code = found["opaque"] or found["macro"]
            print((f"/** {doc} */\n" if doc else "") + code)
    if open_group:
        print("/** @} */")


if __name__ == "__main__":
    main(sys.argv[1])
