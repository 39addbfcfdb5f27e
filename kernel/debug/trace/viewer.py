# SPDX-License-Identifier: MIT
"""Events to a file for the usual trace viewers: Chrome's trace event format, which Perfetto opens.

A track for every processor, with the threads that run on it as slices; a track for every thread,
with its system calls, in them its waits, the requests that it handles and the faults that it waits
in. An arrow goes from a call to who receives it, on from the answer, and back to the caller. Faults
and signals are marked besides. Times are the guest's clock, in microseconds.

Owns: the slices that are open: a stack for each track, so that those of a track nest.
"""

import dataclasses
import json

from decode import Decoder

PROCESSORS, THREADS = 1, 2  # the two groups of tracks, `pid` in the file
ORDER = {"X": 0, "s": 1, "t": 1, "f": 1, "i": 2}  # of what is at one time: slices, what is on them


@dataclasses.dataclass
class Slice:
    kind: str  # call, wait, handle, fault or run
    name: str
    start: int
    args: dict


class Track:
    def __init__(self, viewer, group, number, name):
        self.viewer, self.group, self.number, self.name = viewer, group, number, name
        self.open = []  # the innermost last

    def at(self, time, phase, **more):
        event = {"ph": phase, "ts": time, "pid": self.group, "tid": self.number, **more}
        self.viewer.events.append(event)

    def begin(self, kind, name, time, args=None):
        self.open.append(Slice(kind, name, time, {k: v for k, v in (args or {}).items() if v}))

    def top(self, kind):
        return bool(self.open) and self.open[-1].kind == kind

    def end(self, time, **more):
        """Of the innermost slice."""
        slice = self.open.pop()
        slice.args.update({key: value for key, value in more.items() if value})
        self.at(slice.start, "X", dur=time - slice.start, cat=slice.kind, name=slice.name,
                args=slice.args)

    def end_kind(self, kind, time, **more):
        if self.top(kind):
            self.end(time, **more)

    def end_all(self, time, **more):
        while self.open:
            self.end(time, **more)

    def mark(self, kind, name, time, args=None):
        args = {key: value for key, value in (args or {}).items() if value}
        self.at(time, "i", s="t", cat=kind, name=name, args=args)


class Viewer:
    """Takes the decoder's events one after the other."""

    def __init__(self):
        self.events, self.tracks, self.time, self.flows = [], [], 0, 0
        self.lose()

    def lose(self):
        """What was known of the present is known no longer."""
        self.threads = {}  # by number: the track of whoever has it now
        self.running = {}  # by processor: its track, if switches are recorded
        self.in_call = {}  # by processor: the track of whoever was called last and has not ended
        self.arrows = {}  # by the number of who has asked: (name, points so far)
        self.sent = {}  # by object: [(message, track, time)] that nobody has received
        self.targets = {}  # by number: the object that it receives at
        self.handled = {}  # by number: the number of whom it owes an answer
        self.resumed = None  # whose fault is being answered

    def feed(self, event):
        if isinstance(event, int):
            for track in self.tracks:
                track.end_all(self.time, lost=True)
            self.lose()
            self._processor(0).mark("lost", f"{event} records lost", self.time)
            return
        self.time = max(self.time, event.time)
        if event.kind == "begin":
            return
        track = self._thread(event)
        self._settle(event, track)
        getattr(self, f"_{event.kind}")(event, track)

    def _processor(self, number):
        known = [track for track in self.tracks if (track.group, track.number) == (
            PROCESSORS, number)]
        return known[0] if known else self._track(PROCESSORS, number, f"cpu{number}")

    def _track(self, group, number, name):
        self.tracks.append(Track(self, group, number, name))
        return self.tracks[-1]

    def _thread(self, event):
        """The track of an event; memory that becomes another thread gets another one."""
        track = self.threads.get(event.number)
        if track is None or track.name not in (event.thread, f"thread {event.number:x}"):
            if track is not None:
                track.end_all(self.time)
            track = self.threads[event.number] = self._track(
                THREADS, len(self.tracks) + 1, event.thread)
        track.name = event.thread
        return track

    def _settle(self, event, track):
        """What a record tells of those that it is not about."""
        if self.resumed and self.resumed[0] is not track:
            self._unfault(*self.resumed, event.time)
        self.resumed = None
        if track.top("fault"):
            self._unfault(track, event.number, event.time)
        ended = self.in_call.get(event.cpu)
        if ended and ended is not track:  # its call comes back no more
            self.in_call[event.cpu] = None
            ended.end_all(event.time)
        running = self.running.get(event.cpu)
        if running and not running.open and event.kind != "switch":
            running.begin("run", event.thread, event.time)

    def _unfault(self, track, number, time):
        if track.top("fault"):
            self._arrow(number, track, max(track.open[-1].start, time - 1), last=True)
            track.end(time)

    def _arrow(self, number, track, time, last=False, name=None):
        """One more point of the arrow that belongs to who has asked; `name` begins it."""
        if name is not None:
            self.arrows[number] = (name, [(track, time)])
        elif number in self.arrows:
            self.arrows[number][1].append((track, time))
        if last and number in self.arrows:
            self._draw(*self.arrows.pop(number))

    def _draw(self, name, points):
        if len(points) < 2:
            return
        self.flows += 1
        for i, (track, time) in enumerate(points):
            phase = "s" if i == 0 else "f" if i == len(points) - 1 else "t"
            track.at(time, phase, id=self.flows, cat="ipc", name=name,
                     **({} if i == 0 else {"bp": "e"}))

    @staticmethod
    def _args(event):
        return {value.name: value.text for value in event.values} | {"message": event.message}

    def _call(self, event, track):
        message = event.message.split(",")[0]
        name = event.operation
        partner = 0  # whom it answers, or did not
        if event.replies or event.receives and not event.sends:
            track.end_kind("handle", event.time)
            partner = self.handled.pop(event.number, event.partner_number)
        elif event.operation == "cnode_save_reply":
            self.handled.pop(event.number, None)
        track.begin("call", f"{name} {message}" if message else name, event.time,
                    self._args(event))
        self.in_call[event.cpu] = track
        self.targets[event.number] = event.target
        faulted = self.threads.get(partner)
        if faulted and faulted.top("fault"):
            self.resumed = (faulted, partner)  # or it has been destroyed: then there is no answer
        if event.replies:
            self._arrow(event.partner_number, track, event.time)
        elif event.sends and event.receives:
            self._arrow(event.number, track, event.time, name=message)
        elif event.sends:
            self.sent.setdefault(event.target, []).append((event.message, track, event.time))
        if event.operation == "notification_signal":
            track.mark("signal", event.operation, event.time, self._args(event))

    def _wait(self, event, track):
        self.in_call[event.cpu] = None
        state = event.values[0].text
        if state == "dead":
            track.end_all(event.time)
        elif not event.is_message and event.partner:  # its handler's answer
            track.end(event.time)
            self._fault(event, track)
        else:
            track.begin("wait", state, event.time, {"for": event.partner})
        if running := self.running.get(event.cpu):
            running.end_all(event.time)

    def _restart(self, event, track):
        self.in_call[event.cpu] = None
        track.end_kind("call", event.time, result="preempted, restarts")

    def _return(self, event, track):
        self.in_call[event.cpu] = None
        asked = event.sends and event.receives and not event.replies
        if asked and event.error:
            self._draw(*self.arrows.pop(event.number, ("", [])))  # as far as it came
        elif asked and track.open:
            self._arrow(event.number, track, max(track.open[-1].start, event.time - 1), last=True)
        result = event.error or "ok"
        track.end_kind("wait", event.time)
        track.end_kind("call", event.time, result=result, refusal=event.refusal,
                       returned=", ".join(f"{v.name}={v.text}" for v in event.values),
                       received=event.message)
        if event.error and event.sends and not event.receives:
            self.sent = {at: [s for s in sent if s[1] is not track]
                         for at, sent in self.sent.items()}
        if event.receives and not asked and not event.error:
            self._received(event, track)

    def _received(self, event, track):
        message = event.message.split(" from ")[0]
        name = message.split(",")[0]
        track.begin("handle", name, event.time, {"from": event.partner, "message": event.message})
        if name.startswith("signal."):
            track.mark("signal", name, event.time, self._args(event))
        elif event.partner_number:
            self.handled[event.number] = event.partner_number
            self._arrow(event.partner_number, track, event.time)
        else:  # one way: the kernel tells nobody who it was; an arrow only if it was surely this
            sent = self.sent.get(self.targets.get(event.number), [])
            alike = [one for one in sent if one[0] == message]
            if len(alike) == 1:
                sent.remove(alike[0])
                self._draw(name, [alike[0][1:], (track, event.time)])

    def _fault(self, event, track):
        name, args = event.message or event.operation, self._args(event)
        track.begin("fault", name, event.time, args)
        track.mark("fault", name, event.time, args)
        self._arrow(event.number, track, event.time, name=name)
        if running := self.running.get(event.cpu):
            running.end_all(event.time)

    def _switch(self, event, track):
        cpu = self.running[event.cpu] = self._processor(event.cpu)
        cpu.end_all(event.time)
        cpu.begin("run", event.thread, event.time)

    def document(self):
        """The file's content; what is open now ends at the last record."""
        for track in self.tracks:
            track.end_all(self.time, unfinished=True)
        for name, points in self.arrows.values():
            self._draw(name, points)
        self.lose()
        names = [{"ph": "M", "ts": 0, "pid": pid, "tid": 0, "name": "process_name",
                  "args": {"name": name}}
                 for pid, name in ((PROCESSORS, "processors"), (THREADS, "threads"))]
        names += [{"ph": "M", "ts": 0, "pid": track.group, "tid": track.number,
                   "name": "thread_name", "args": {"name": track.name}} for track in self.tracks]
        self.events.sort(key=lambda e: (e["ts"], ORDER[e["ph"]], -e.get("dur", 0)))
        events = [{key: value / 1000 if key in ("ts", "dur") else value
                   for key, value in event.items()} for event in self.events]
        return {"displayTimeUnit": "ns", "traceEvents": names + events}


def convert(records, ring=False):
    """The document of what the kernel has written; raises TraceError as the decoder does."""
    decoder, viewer = Decoder(ring), Viewer()
    for event in decoder.feed(records):
        viewer.feed(event)
    decoder.finish()
    return viewer.document()


def write(path, document):
    """One event a line, so that the file can be searched as text."""
    lines = ",\n".join(json.dumps(event) for event in document["traceEvents"])
    path.write_text(f'{{"displayTimeUnit": "{document["displayTimeUnit"]}",\n'
                    f'"traceEvents": [\n{lines}\n]}}\n')
