"""Adds the reference engine's answers to a recorded bundle: python answers.py <folder>. Needs the wheel `symbolic`."""
import base64
import json
import pathlib
import random
import re
import sys

from symbolic.sourcemapcache import SourceMapCache

CONTEXT = 5
"""Positions per file, besides those of frames."""
SAMPLES = 300
CONTEXTS = 12
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
USELESS = {"<anonymous>", "__webpack_require__", "__webpack_modules__"}


def main(folder):
    recorded = json.loads((folder / "answers.json").read_text())
    caches, files = {}, {}
    for name, where in recorded["files"].items():
        script = (folder / name).read_bytes()
        text = inline_map(script) if where == "inline" else (folder / where).read_bytes()
        caches[name] = SourceMapCache.from_bytes(script, text)
        places = frame_places(recorded["errors"], name)
        chosen = places + sample(name, script, json.loads(text))
        files[name] = {"map": where, **answers(caches[name], chosen, places)}
    recorded["files"] = files
    for error in recorded["errors"]:
        show(error["frames"], caches)
    (folder / "answers.json").write_text(json.dumps(recorded, ensure_ascii=False, separators=(",", ":")) + "\n")
    frames = sum("shown" in frame for error in recorded["errors"] for frame in error["frames"])
    lookups = sum(len(file["lookups"]) for file in files.values())
    print(f"{folder.name}: {len(files)} files, {len(recorded['errors'])} errors, {frames} mapped frames, {lookups} lookups")


def inline_map(script):
    found = re.findall(rb"^//# sourceMappingURL=data:[^,\n]*;base64,(\S+)\s*$", script, re.M)
    return base64.b64decode(found[-1])


def frame_places(errors, name):
    return sorted({(f["line"], f["column"]) for e in errors for f in e["frames"] if f.get("file") == name})


def sample(name, script, map):
    """Half of them where a token starts, half anywhere, also behind the end of a line and of the file."""
    chance = random.Random(name)
    lines = script.decode().split("\n")
    starts = token_starts(map)
    places = set(chance.sample(starts, min(len(starts), SAMPLES // 2)))
    for _ in range(SAMPLES // 2 if script else 0):
        line = chance.randrange(len(lines) + 1)
        width = len(lines[line].encode("utf-16-le")) // 2 if line < len(lines) else 1
        places.add((line + 1, chance.randrange(width + 3) + 1))
    return sorted(places)


def token_starts(map, line=0, column=0):
    if "sections" in map:
        return [
            place
            for section in map["sections"]
            for place in token_starts(section["map"], section["offset"]["line"], section["offset"]["column"])
        ]
    found = []
    for number, group in enumerate(map["mappings"].split(";")):
        at = 0
        for segment in filter(None, group.split(",")):
            at += first_of(segment)
            found.append((number + line + 1, at + (column if number == 0 else 0) + 1))
    return [place for place in found if place[1] > 0]


def first_of(segment):
    value = shift = 0
    for letter in segment:
        digit = ALPHABET.index(letter)
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            break
    return -(value >> 1) if value & 1 else value >> 1


def answers(cache, places, of_frames):
    """Rows of [line, column, source, line, column, name, function]: numbers from 1, words by their place in `words`."""
    words, known = [], {}

    def word(text):
        if text is None:
            return None
        if text not in known:
            known[text] = len(words)
            words.append(text)
        return known[text]

    rows, contexts = [], []
    with_context = set(of_frames) | set(places[:: max(1, len(places) // CONTEXTS)])
    seen = set()
    for line, column in places:
        token = cache.lookup(line, column, CONTEXT)
        if token is None:
            rows.append([line, column])
            continue
        rows.append([line, column, word(token.src), token.line, token.col, word(token.name), word(token.function_name)])
        if (line, column) in with_context and (token.src, token.line) not in seen:
            seen.add((token.src, token.line))
            contexts.append([line, column, token.pre_context, token.context_line, token.post_context])
    return {"words": words, "lookups": rows, "contexts": contexts}


def show(frames, caches):
    """What a frame shows in the end. Caller first, because the name at the call tells what an unnamed callee is."""
    call = None
    for frame in reversed(frames):
        if "file" not in frame or frame["file"].startswith("node:"):
            continue
        cache = caches.get(frame.get("file"))
        token = cache.lookup(frame["line"], frame["column"], 0) if cache else None
        if token is None:
            call = None
            continue
        name = token.function_name
        if name in (None, "<unknown>"):
            name = frame.get("function") or "<unknown>"
        elif name in USELESS:
            name = call or frame.get("function") or name
        frame["shown"] = {"source": token.src, "line": token.line, "column": token.col, "function": fold(name)}
        call = token.name


def fold(name):
    """foo.foo.bar becomes {foo#2}.bar; the last part stays as it is."""
    *parts, last = name.split(".")
    folded, at = [], 0
    while at < len(parts):
        end = at
        while end < len(parts) and parts[end] == parts[at]:
            end += 1
        folded.append(parts[at] if end - at == 1 else "{%s#%d}" % (parts[at], end - at))
        at = end
    return ".".join([*folded, last])


main(pathlib.Path(sys.argv[1]))
