# SPDX-License-Identifier: MIT
"""Systems: init must be able to build what a manifest says."""
from dataclasses import replace

from kozo_idl.authority import GRANTED, closure, explain, forbidden
from kozo_idl.diagnostics import Report, Text
from kozo_idl.resolve import lookup
from kozo_idl.systems import effective_programs, init_provides, layers, providers, start_order
from kozo_idl.verify.kernel import check_rights, possible_sizes
from kozo_idl.verify.names import check_once

_PORTS = 1 << 16
# What a program's CNode holds besides what its manifest names: the header in slot 0, the
# capabilities for cnode, aspace, thread and budget, and the rest of its memory.
_SLOTS_OF_ITSELF = 6


def verify(world, report):
    """Report what is wrong with systems. One that extends another inherits its mistakes, which are
    told of the one that they were made in."""
    broken = {mark.file for mark in report.marks()}
    told = {}
    for system in sorted(world.systems.values(), key=lambda row: len(layers(world, row))):
        if not _extends(world, system, report):
            continue
        own = Report()
        _System(world, system, own).verify(broken)
        told[system.name] = own.kinds()
        inherited = (told.get(base.name, set()) for base in layers(world, system)[1:])
        report.add(own.without(set().union(*inherited)))


def _extends(world, system, report):
    """False if the programs of the system cannot be told."""
    seen = [system]
    while seen[-1].extends is not None:
        base = lookup(world, world.systems, seen[-1].extends, "system", report)
        if base is None:
            return False
        if base in seen:
            if base is system:
                way = " -> ".join(str(row.name) for row in (*seen, base))
                report.error(system.extends.mark, "IDL0501", f"'{system.name}' extends itself: "
                                                             f"{way}; remove one 'extends'")
            return False
        seen.append(base)
    return True


class _System:
    def __init__(self, world, system, report):
        self.world = world
        self.system = system
        self.report = report
        self.programs = effective_programs(world, system)
        self.providers = providers(world, system)

    def verify(self, broken):
        """`broken` are the files in which something is wrong already."""
        for name in init_provides(self.world, self.system):
            self.interface(next(word for word in self.init_words() if word == name))
        check_once(self.init_words(), self.report)
        for name, program in self.programs.items():
            self.program(name, program)
        self.two_providers()
        _, caught = start_order(self.world, self.system)
        if caught:
            word = self.programs[self.in_cycle(caught)].uses[0]
            self.report.error(word.mark, "IDL0504", f"in system '{self.system.name}' "
                                                    f"{', '.join(caught)}"
                              " cannot start, each before what it uses; break the circle")
        self.never(broken)

    def never(self, broken):
        """Nobody comes to hold what it must not, as far as interfaces without a mistake go: in
        others a parameter may carry more than is meant, a mask that is unreadable being none."""
        known = dict.fromkeys((*GRANTED, *self.world.interfaces))
        sound = {name: replace(row, methods=()) if row.mark.file in broken else row
                 for name, row in self.world.interfaces.items()}
        holds = closure(replace(self.world, interfaces=sound), self.system)
        for name, row in forbidden(self.world, self.system):
            if lookup(self.world, self.programs, name, "program", self.report) is None:
                continue
            for word in row.what:
                lookup(self.world, known, word, "interface and no granted object", self.report)
                if word in holds[name]:
                    way = ", ".join(explain(holds, str(name), str(word)))
                    self.report.error(word.mark, "IDL0514", f"in system '{self.system.name}' "
                                      f"'{name}' can come to hold '{word}': {way}; take away a "
                                      "part of that way")

    def init_words(self):
        return [word for layer in layers(self.world, self.system) if layer.init
                for word in layer.init.provides]

    def in_cycle(self, caught):
        """A program that is part of a circle, not only behind one."""
        name, seen = caught[0], []
        while name not in seen:
            seen.append(name)
            name = next(self.providers[use][0] for use in self.programs[name].uses
                        if self.providers.get(use, [None])[0] in caught)
        return min(seen[seen.index(name):], key=caught.index)

    def two_providers(self):
        for interface, names in self.providers.items():
            for name in names[1:]:
                word = next(word for word in self.programs[name].provides if word == interface)
                self.report.error(word.mark, "IDL0503", f"'{interface}' is provided by "
                                                        f"'{names[0]}' "
                                  f"already in system '{self.system.name}'; one of them must go")

    def interface(self, word):
        interface = lookup(self.world, self.world.interfaces, word, "interface", self.report)
        if interface is not None and interface.kernel:
            self.report.error(word.mark, "IDL0505", f"'{word}' is between the kernel and fault "
                              "handlers; programs neither provide nor use it")
        return interface is not None

    def program(self, name, program):
        for words in (program.provides, program.uses):
            check_once(words, self.report)
        for word in dict.fromkeys(program.provides):
            self.interface(word)
        for word in dict.fromkeys(program.uses):
            if self.interface(word) and word not in self.providers:
                self.report.error(word.mark, "IDL0502", f"nobody in system '{self.system.name}' "
                                  f"provides '{word}'; add its provider or remove the use")
        for grant_name, grant in program.grants:
            self.grant(program, grant_name, grant)
        self.sizes(name, program)

    def grant(self, program, name, grant):
        if name in program.uses:
            self.report.error(name.mark, "IDL0107", f"in C this becomes 'grant_{name}', as does "
                                                    "the "
                              "interface of that name in 'uses'; rename the grant")
        if grant.io_port is None and not (grant.debug or grant.platform):
            self.report.error(name.mark, "IDL0513", "a grant that is not given is left out; write "
                              "true or remove it")
            return
        check_rights(self.world, Text(grant.object, name.mark), grant.rights, self.report)
        ports = grant.io_port
        if ports is not None and not (ports.count and ports.first + ports.count <= _PORTS):
            self.report.error(ports.first.mark, "IDL0506", f"{int(ports.count)} ports from "
                              f"{int(ports.first):#x} on do not exist; ports go from 0 to 0xffff, "
                              "and "
                              "a range has at least one")

    def constant(self, name):
        return int(self.world.constants[name].value) if name in self.world.constants else None

    def sizes(self, name, program):
        given = len(program.uses) + len(program.grants)
        limits = {key: self.constant(key) for key in
                  ("grants_max", "program_name_max", "page_bits", "priorities", "slot_bits")}
        if None in limits.values():
            return
        if given > limits["grants_max"]:
            self.report.error(program.name.mark, "IDL0507", f"uses and grants are {given} "
                                                            "together, "
                              f"but start_info has room for {limits['grants_max']}; leave some out")
        if len(name) > limits["program_name_max"]:
            self.report.error(program.name.mark, "IDL0512", f"the name has {len(name)} bytes; "
                              f"program_name_max is {limits['program_name_max']}")
        if program.memory < 1 << limits["page_bits"] or program.memory & (program.memory - 1):
            self.report.error(program.memory.mark, "IDL0508", f"{int(program.memory)} bytes are no "
                              "block of memory; write a power of two of at least a page")
        if program.priority >= limits["priorities"]:
            self.report.error(program.priority.mark, "IDL0511", f"priority {int(program.priority)} "
                              f"does not exist; they go from 0 to {limits['priorities'] - 1}")
        self.slots(program, given, limits["slot_bits"])

    def slots(self, program, given, slot_bits):
        slots = program.cnode_slots
        cnode = self.world.objects.get("cnode")
        sizes = possible_sizes(cnode) if cnode is not None else []
        if not sizes:
            return
        if slots & (slots - 1) or slots.bit_length() - 1 + slot_bits not in sizes:
            self.report.error(slots.mark, "IDL0509", f"no CNode has {int(slots)} slots; write a "
                                                     "power "
                              "of two that its size_bits permit")
        needed = _SLOTS_OF_ITSELF + bool(program.provides) + given
        if slots < needed:
            self.report.error(slots.mark, "IDL0510", f"init fills {needed} slots, but there are "
                              f"{int(slots)}; write {1 << (needed - 1).bit_length()}")
