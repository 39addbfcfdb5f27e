# SPDX-License-Identifier: MIT
"""Sphinx: the site that `make docs` makes of the Markdown of the tree, which stays readable as it
is: what a site needs beyond that is added here."""
import os
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.ext.graphviz import graphviz

project = "KOZO"
extensions = ["myst_parser", "sphinx.ext.graphviz", "sphinx_rtd_theme"]
exclude_patterns = ["docs/site", "generator/templates", "tests/generator"]
myst_heading_anchors = 3
html_theme = "sphinx_rtd_theme"
html_theme_options = {"navigation_depth": 2}
html_title = "KOZO"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_show_copyright = False
html_copy_source = False
graphviz_output_format = "svg"
suppress_warnings = ["misc.highlighting_failure"]  # templates are no Python

# What the sections of a page of the reference are, by the beginning of its name.
SECTIONS = {"operations": "operation", "objects": "object", "errors": "error", "types": "type",
            "structs": "structure", "interface-": "method"}


def setup(app):
    for kind in SECTIONS.values():
        app.add_object_type(kind, kind)
    app.connect("doctree-read", draw_pictures)
    app.connect("doctree-read", name_sections)
    app.connect("doctree-read", unlink_folders)


def draw_pictures(app, doctree):
    """A link to a Graphviz file that is a paragraph by itself becomes the picture. What GitHub
    draws of the same goes."""
    for link in list(doctree.findall(addnodes.download_reference)):
        paragraph = link.parent
        if link["reftarget"].endswith(".dot") and len(paragraph) == 1:
            folder = Path(app.env.doc2path(app.env.docname)).parent
            picture = graphviz(code=(folder / link["reftarget"]).read_text(), options={},
                               alt=link.astext())
            before = paragraph.parent[paragraph.parent.index(paragraph) - 1]
            if before.get("language") == "mermaid":
                before.parent.remove(before)
            paragraph.replace_self(picture)


def name_sections(app, doctree):
    """The search finds operations, methods and so on by their names, or parts of them."""
    folder, page = os.path.split(app.env.docname)
    kind = next((kind for start, kind in SECTIONS.items() if page.startswith(start)), None)
    if folder != "generated/docs" or kind is None:
        return
    for section in doctree.findall(nodes.section):
        name = section[0].astext()
        if re.fullmatch("[a-z_0-9]+", name):
            if kind == "method":
                name = f"{page[len('interface-'):]}_{name}"
            app.env.get_domain("std").note_object(kind, name, section["ids"][0])


def unlink_folders(app, doctree):
    """A link to a folder of the tree is right if there is such; the site has no page of it."""
    folder = Path(app.env.doc2path(app.env.docname)).parent
    for link in list(doctree.findall(addnodes.pending_xref)):
        if (folder / link["reftarget"]).is_dir():
            link.replace_self(link.children)
