# SPDX-License-Identifier: MIT
"""The vocabulary of effects."""


def fields_ir(fields):
    """What effects know of a slot, or of an object of a type."""
    return [{"name": str(name), "type": str(row.type), "doc": str(row.doc)}
            for name, row in sorted(fields)]


def effects_ir(effects):
    def callables(rows):
        return [{"name": str(name), "doc": str(row.doc), "type": str(getattr(row, "type", "none")),
                 "parameters": [{"name": str(name), "type": str(kind), "doc": str(kind.doc)}
                                for name, kind in row.parameters]} for name, row in sorted(rows)]

    return {"fields": fields_ir(effects.fields),
            "primitives": callables(effects.primitives), "functions": callables(effects.functions)}
