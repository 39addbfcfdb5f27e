# SPDX-License-Identifier: MIT
"""The vocabulary of effects."""


def effects_ir(effects):
    def callables(rows):
        return [{"name": str(name), "doc": str(row.doc), "type": str(getattr(row, "type", "none")),
                 "parameters": [{"name": str(name), "type": str(kind), "doc": str(kind.doc)}
                                for name, kind in row.parameters]} for name, row in sorted(rows)]

    return {"fields": [{"name": str(name), "type": str(row.type), "doc": str(row.doc)}
                       for name, row in sorted(effects.fields)],
            "primitives": callables(effects.primitives), "functions": callables(effects.functions)}
