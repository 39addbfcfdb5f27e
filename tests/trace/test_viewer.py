# SPDX-License-Identifier: MIT
"""The file for trace viewers: that it is one, what it shows, and that the check would notice."""

import copy
import dataclasses
import json

import decode
import pytest
import view
import viewer
import viewer_check
from layout import FIELDS, SIZE
from qemu import kozo_abi


@pytest.fixture(scope="module")
def shown(records, tmp_path_factory):
    """The file as `view.py --viewer` writes it."""
    folder = tmp_path_factory.mktemp("viewer")
    binary, out = folder / "trace.bin", folder / "trace.json"
    binary.write_bytes(records)
    assert view.main([str(binary), "--viewer", str(out)]) == 0
    return out.read_text()


@pytest.fixture
def document(shown):
    return json.loads(shown)


def events(document, **wanted):
    return [event for event in document["traceEvents"]
            if all(event.get(key) == value for key, value in wanted.items())]


def test_it_is_what_viewers_ask_for(document):
    assert list(viewer_check.problems(document)) == []
    phases = {event["ph"] for event in document["traceEvents"]}
    assert phases == {"M", "X", "s", "t", "f", "i"}


def test_threads_and_processors_are_tracks(document):
    names = viewer_check.names_of_tracks(document)
    assert {"init", "console", "log", "names", "shell", "hostile_null"} <= set(names.values())
    running = events(document, cat="run")
    assert {names[viewer_check.of_track(event)] for event in running} == {"cpu0"}
    assert {"shell", "log", "hostile_null"} <= {event["name"] for event in running}


def test_ping_is_an_arrow_from_the_shell_to_the_log_and_back(document):
    assert viewer_check.arrows(document, "service.ping") == [[
        ("shell", "s", "endpoint_call service.ping"),
        ("log", "t", "service.ping"),
        ("log", "t", "endpoint_reply_receive service reply ok"),
        ("shell", "f", "awaiting_reply"),
    ]]


def test_a_fault_is_marked_and_leads_to_its_handler(document):
    [mark] = events(document, ph="i", name="fault.page")
    assert mark["args"]["address"] == "0x0"
    [[asked, heard, *_]] = viewer_check.arrows(document, "fault.page")
    assert (asked, heard) == (("hostile_null", "s", "fault.page"), ("init", "t", "fault.page"))
    [wait] = events(document, cat="fault", ph="X", name="fault.page")
    assert "unfinished" not in wait["args"]


def test_signals_are_marked(document):
    assert len(events(document, ph="i", cat="signal", name="notification_signal")) > 3


def test_times_are_those_of_the_records(document, records):
    last = int.from_bytes(records[-SIZE:][FIELDS["time"]], "little")
    ends = [event["ts"] + event.get("dur", 0) for event in document["traceEvents"]]
    assert max(ends) == pytest.approx(last / 1000, abs=0.001)


def test_every_name_is_one_of_the_idl(document):
    known = set(kozo_abi.OPERATIONS.values()) | {"unknown"}  # operation
    known |= set(viewer_check.names_of_tracks(document).values())
    for interface, methods in kozo_abi.INTERFACES.values():
        known |= {f"{interface}.{method}" for method in methods.values()} | {interface}
    states = {event["name"] for event in events(document, cat="wait")}
    assert {"receiving", "awaiting_reply"} <= states and not any(map(str.isdigit, states))
    known |= states
    for event in document["traceEvents"]:
        name = event["name"].split()[0] if event.get("cat") == "call" else event["name"]
        assert event["ph"] == "M" or name in known, event


def test_nothing_that_was_typed_is_in_it(shown, secret):
    assert not [secret[i:i + 6] for i in range(len(secret) - 5) if secret[i:i + 6] in shown]


@pytest.mark.parametrize("first, behind", [(0, 3), (700, 703), (700, 1900)])
def test_a_hole_leaves_a_file_that_is_whole(records, first, behind):
    kept = records[:SIZE] + records[SIZE:][:first * SIZE] + records[SIZE:][behind * SIZE:]
    document = viewer.convert(kept)
    assert list(viewer_check.problems(document)) == []
    assert [event["name"] for event in events(document, cat="lost")] == [
        f"{behind - first} records lost"]


def test_without_switches_there_are_threads_alone(records):
    kept = [bytearray(records[i * SIZE:(i + 1) * SIZE])
            for i, event in enumerate(decode.Decoder().feed(records)) if event.kind != "switch"]
    for number, record in enumerate(kept):
        record[FIELDS["sequence"]] = number.to_bytes(4, "little")
    document = viewer.convert(b"".join(bytes(record) for record in kept))
    assert list(viewer_check.problems(document)) == [] and events(document, cat="run") == []
    assert len(viewer_check.arrows(document, "service.ping")) == 1


def first(document, **wanted):
    return events(document, **wanted)[0]


def drop(document, event):
    document["traceEvents"].remove(event)


def a_wait(document):
    return first(document, cat="wait", name="receiving")


CORRUPTIONS = {
    "no time": lambda d: first(d, ph="X").pop("ts"),
    "no length": lambda d: first(d, ph="X").pop("dur"),
    "a negative length": lambda d: first(d, ph="X").update(dur=-1.0),
    "a phase that there is not": lambda d: first(d, ph="i").update(ph="q"),
    "a time as text": lambda d: first(d, ph="i").update(ts="5"),
    "out of order": lambda d: d["traceEvents"].reverse(),
    "a track without a name": lambda d: drop(d, first(d, ph="M", name="thread_name")),
    "a track with two names": lambda d: d["traceEvents"].append(
        first(d, ph="M", name="thread_name")),
    "a group without a name": lambda d: drop(d, first(d, name="process_name")),
    "a wait that outlives its call": lambda d: a_wait(d).update(dur=a_wait(d)["dur"] + 0.5),
    "an arrow without a beginning": lambda d: drop(d, first(d, ph="s")),
    "an arrow without an end": lambda d: drop(d, first(d, ph="f")),
    "an arrow to another track": lambda d: first(d, ph="f").update(tid=99),
    "two arrows of one number": lambda d: [
        event.update(id=1) for event in d["traceEvents"] if event.get("id") == 2],
    "an arrow beside its slice": lambda d: first(d, ph="t").pop("bp"),
    "a slice is missing below an arrow": lambda d: drop(
        d, first(d, ph="X", tid=first(d, ph="s")["tid"], ts=first(d, ph="s")["ts"])),
    "no events": lambda d: d.update(traceEvents=[]),
}


@pytest.mark.parametrize("corrupt", CORRUPTIONS.values(), ids=CORRUPTIONS)
def test_the_check_notices(document, corrupt):
    damaged = copy.deepcopy(document)
    corrupt(damaged)
    assert list(viewer_check.problems(damaged))


def blank(operation):
    """A call of the operation, of which nothing more is known."""
    [number] = [number for number, name in kozo_abi.OPERATIONS.items() if name == operation]
    record = bytearray(SIZE)
    record[FIELDS["operation"]] = number.to_bytes(2, "little")
    record[FIELDS["kind"]] = b"\1"
    [event] = decode.Decoder(ring=True).feed(bytes(record))
    return dataclasses.replace(event, values=[], message="")


class Story:
    """Records that nobody has written, for what no program of the systems does."""

    def __init__(self):
        self.viewer, self.time = viewer.Viewer(), 0

    def tell(self, kind, thread, operation, **more):
        numbers = {"client": 1, "other": 2, "server": 3, "": 0}
        self.time += 10
        partner = more.pop("partner", "")
        self.viewer.feed(dataclasses.replace(
            blank(operation), time=self.time, thread=thread, number=numbers[thread], kind=kind,
            partner=partner, partner_number=numbers[partner], **more))

    def waits(self, thread, operation, state, **more):
        self.tell("call", thread, operation, **more)
        self.tell("wait", thread, operation, values=[decode.Value("state", state, 0)])

    def arrows(self, name):
        document = self.viewer.document()
        assert list(viewer_check.problems(document)) == []
        return [[point[:2] for point in arrow] for arrow in viewer_check.arrows(document, name)]


def test_what_is_sent_one_way_has_an_arrow_if_it_is_certain():
    story = Story()
    story.waits("server", "endpoint_receive", "receiving", target=7)
    story.tell("call", "other", "endpoint_send", message="log.append, 1 word", target=8)
    story.tell("return", "other", "endpoint_send")
    story.tell("call", "client", "endpoint_send", message="log.append, 1 word", target=7)
    story.tell("return", "client", "endpoint_send")
    story.tell("return", "server", "endpoint_receive", message="log.append, 1 word")
    story.tell("call", "server", "endpoint_receive", target=7)
    assert story.arrows("log.append") == [[("client", "s"), ("server", "f")]]


def test_what_is_sent_one_way_has_none_if_it_could_be_another():
    story = Story()
    for thread in ("client", "other"):
        story.waits(thread, "endpoint_send", "sending", message="log.append, 1 word", target=7)
    story.tell("call", "server", "endpoint_receive", target=7)
    story.tell("return", "server", "endpoint_receive", message="log.append, 1 word")
    assert story.arrows("log.append") == []


def test_an_answer_by_a_saved_right_leads_back_too():
    story = Story()
    story.waits("server", "endpoint_receive", "receiving", target=7)
    story.waits("client", "endpoint_call", "awaiting_reply", message="console.read, 0 words",
                target=7)
    story.tell("return", "server", "endpoint_receive", message="console.read, 0 words from client",
               partner="client")
    story.tell("call", "server", "cnode_save_reply")
    story.tell("return", "server", "cnode_save_reply")
    story.tell("call", "server", "reply_send", message="console reply ok, 1 word")
    story.tell("return", "server", "reply_send")
    story.tell("return", "client", "endpoint_call", message="console reply ok, 1 word")
    assert story.arrows("console.read") == [[("client", "s"), ("server", "t"), ("client", "f")]]


def test_a_call_that_fails_has_no_arrow_back():
    story = Story()
    story.waits("client", "endpoint_call", "calling", message="log.append, 1 word", target=7)
    story.tell("return", "client", "endpoint_call", error="timed_out")
    assert story.arrows("log.append") == []


def test_a_call_that_is_preempted_is_a_slice_each_time():
    story = Story()
    for kind in ("call", "restart", "call", "return"):
        story.tell(kind, "client", "any_revoke")
    made = [event["args"]["result"] for event in events(story.viewer.document(), name="any_revoke")]
    assert made == ["preempted, restarts", "ok"]
