# SPDX-License-Identifier: MIT
"""The machine: words, buffer and registers."""
from kozo_idl.model.abi import CAP_BYTES


def word_ir(word):
    return {"doc": str(word.doc),
            "fields": [{"name": name, "shift": int(field.shift), "bits": int(field.bits),
                        "doc": str(field.doc)}
                       for name, field in sorted(word.fields, key=lambda row: row[1].shift)],
            "flags": [{"name": name, "bit": int(flag.bit), "doc": str(flag.doc)}
                      for name, flag in sorted(word.flags, key=lambda row: row[1].bit)]}


def buffer_ir(buffer):
    bytes_, words, caps = int(buffer.bytes), int(buffer.words), int(buffer.caps)
    caps_offset = words * 8
    return {"bytes": bytes_, "words": words, "caps": caps, "doc": str(buffer.doc),
            "caps_offset": caps_offset, "receive_offset": caps_offset + caps * 8,
            "pass_offset": caps_offset + caps * 12,
            "reserved": (bytes_ - 8 * words - CAP_BYTES * caps) // 8}


def profile_ir(profile):
    method, message = profile.method, profile.message
    return {
        "name": str(profile.name), "registers": list(map(str, profile.registers)),
        "pointers": {name: str(getattr(profile.pointers, name)) for name in ("ip", "sp", "flags")},
        "trap": str(profile.trap), "clobbered": list(map(str, profile.clobbered)),
        "method": {"op": str(method.op), "self": str(method.self_), "status": str(method.status),
                   "args": list(map(str, method.args)), "results": list(map(str, method.results))},
        "message": {"op": str(message.op), "cap": str(message.cap), "tag": str(message.tag),
                    "words": list(map(str, message.words)), "deadline": str(message.deadline),
                    "reply": str(message.reply),
                    "out": {name: str(getattr(message.out, name))
                            for name in ("status", "badge", "tag")}},
    }
