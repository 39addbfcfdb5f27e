# SPDX-License-Identifier: MIT
"""What the trace viewers ask of a file, and what is to be found in ours."""

REQUIRED = {
    "X": {"name": str, "cat": str, "ts": (int, float), "dur": (int, float), "args": dict},
    "i": {"name": str, "cat": str, "ts": (int, float), "s": str, "args": dict},
    "s": {"name": str, "cat": str, "ts": (int, float), "id": int},
    "t": {"name": str, "cat": str, "ts": (int, float), "id": int, "bp": str},
    "f": {"name": str, "cat": str, "ts": (int, float), "id": int, "bp": str},
    "M": {"name": str, "args": dict},
}


def ns(microseconds):
    return round(microseconds * 1000)


def of_track(event):
    return event["pid"], event["tid"]


def malformed(event):
    if event.get("ph") not in REQUIRED:
        yield f"phase {event.get('ph')}"
        return
    missing = False
    for key, kind in ({"pid": int, "tid": int} | REQUIRED[event["ph"]]).items():
        if not isinstance(event.get(key), kind):
            missing = True
            yield f"{event['ph']} without {key}: {event}"
    if missing:
        return
    if event["ph"] in "tf" and event.get("bp") != "e":
        yield f"an arrow's point is not on the slice around it: {event}"
    if event.get("dur", 0) < 0 or event.get("ts", 0) < 0:
        yield f"a negative time: {event}"


def unnamed(events):
    """Tracks without a name, or with two; groups likewise."""
    for label, key in (("thread_name", of_track), ("process_name", lambda event: event["pid"])):
        told = [key(event) for event in events if event["ph"] == "M" and event["name"] == label]
        yield from (f"{label} of {track} told twice" for track in set(told)
                    if told.count(track) > 1)
        used = {key(event) for event in events if event["ph"] != "M"}
        yield from (f"no {label} of {track}" for track in used - set(told))


def overlapping(events):
    """Slices of one track that neither follow each other nor lie in each other."""
    ends = {}
    for event in events:
        if event["ph"] != "X":
            continue
        start, stack = ns(event["ts"]), ends.setdefault(of_track(event), [])
        end = start + ns(event["dur"])
        while stack and stack[-1] <= start:
            stack.pop()
        if stack and end > stack[-1]:
            yield f"it ends after the slice around it: {event}"
        stack.append(end)


def loose(events):
    """Arrows without a beginning, an end or a slice at a point, or against the time."""
    slices, arrows = {}, {}
    for event in events:
        if event["ph"] == "X":
            start = ns(event["ts"])
            slices.setdefault(of_track(event), []).append((start, start + ns(event["dur"])))
        elif event["ph"] in "stf":
            arrows.setdefault(event["id"], []).append(event)
    for points in arrows.values():
        phases = "".join(point["ph"] for point in points)
        if phases != "s" + "t" * (len(phases) - 2) + "f":
            yield f"an arrow is {phases}: {points[0]}"
        if len({point["name"] for point in points}) > 1:
            yield f"an arrow has two names: {points}"
        for point in points:
            at = ns(point["ts"])
            if not any(start <= at <= end for start, end in slices.get(of_track(point), [])):
                yield f"no slice is there: {point}"


def problems(document):
    """All that is wrong with a file."""
    events = document.get("traceEvents")
    if not isinstance(events, list) or not events:
        yield "no traceEvents"
        return
    bad = [problem for event in events for problem in malformed(event)]
    yield from bad
    if bad:
        return
    times = [ns(event["ts"]) for event in events if event["ph"] != "M"]
    if times != sorted(times):
        yield "not in the order of time"
    yield from unnamed(events)
    yield from overlapping(events)
    yield from loose(events)


def names_of_tracks(document):
    return {of_track(event): event["args"]["name"] for event in document["traceEvents"]
            if event["ph"] == "M" and event["name"] == "thread_name"}


def arrows(document, name):
    """[(track, phase, innermost slice)...] of each arrow of this name."""
    events, names, found = document["traceEvents"], names_of_tracks(document), {}
    for point in events:
        if point["ph"] in "stf" and point["name"] == name:
            around = [event for event in events
                      if event["ph"] == "X" and of_track(event) == of_track(point) and
                      ns(event["ts"]) <= ns(point["ts"]) < ns(event["ts"]) + ns(event["dur"])]
            inner = max(around, key=lambda event: (event["ts"], -event["dur"]))
            found.setdefault(point["id"], []).append(
                (names[of_track(point)], point["ph"], inner["name"]))
    return list(found.values())
