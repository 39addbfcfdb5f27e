# SPDX-License-Identifier: MIT
# The manual as a site: Sphinx sees the tree through links, since its pages lie all over it.
docs_source := build/docs-source
docs_seen := $(filter-out build,$(wildcard *))

.PHONY: docs
docs: need-docs generate ## Make the manual as a searchable site, build/docs/index.html
	@mkdir -p $(docs_source)
	$(Q)ln -sfn $(foreach name,$(docs_seen),$(CURDIR)/$(name)) $(wildcard $(CURDIR)/docs/site/*.md) \
	    $(docs_source)
	$(Q)/usr/bin/sphinx-build -q -W --keep-going -j auto -c docs/site -d build/docs-doctrees \
	    $(docs_source) build/docs
	@echo "build/docs/index.html"
