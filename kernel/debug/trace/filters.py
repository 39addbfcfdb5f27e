# SPDX-License-Identifier: MIT
"""Which events are wanted: by thread, by operation or method, by failure. An answer does not say
which method it answers: it is that of its asker's last request."""

import fnmatch

FILTERS = ("thread", "operation", "errors")


class Filters:
    """Patterns as the shell has them; of each filter one has to match, of none all are wanted."""

    def __init__(self, options):
        self.options = {name: getattr(options, name) for name in FILTERS}
        self.asked = {}  # by thread number: the method of its last request
        self.matched = set()  # patterns that have matched something

    def judge(self, event):
        """For each filter, whether it lets the event through. Events come one after the other."""
        if isinstance(event, int):
            self.asked.clear()  # the request may be among those that are lost
            return [True] * len(FILTERS)
        return [self._match("thread", [event.thread]), self._match("operation", self._names(event)),
                bool(event.error or event.answer not in ("", "ok")) or not self.options["errors"]]

    def unmatched(self):
        """What to say of patterns that no event had."""
        return [f"nothing is of --{name} '{pattern}'" for name in FILTERS[:2]
                for pattern in self.options[name] if (name, pattern) not in self.matched]

    def _match(self, name, texts):
        patterns = self.options[name]
        matching = {(name, pattern) for pattern in patterns
                    if any(fnmatch.fnmatchcase(text, pattern) for text in texts)}
        self.matched |= matching
        return not patterns or bool(matching)

    def _names(self, event):
        message = event.message.split(",")[0]
        asks = event.sends and not event.replies
        if event.kind == "fault" or event.kind == "call" and asks:
            self.asked[event.number] = message
        asker = event.number if asks else event.partner_number if event.replies else 0
        # An answer to a request that is not known belongs to the interface and to no method of it.
        unknown = message.split(" reply ")[0] + "." if event.answer else ""
        return [event.operation, message, self.asked.get(asker, unknown)]
