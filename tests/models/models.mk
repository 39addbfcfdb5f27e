# SPDX-License-Identifier: MIT
# Model checking with Spin, see README.md. T=name searches only what has this in its name.
.PHONY: models
models: need-check ## Search the models of IPC to their end; planted bugs must be found
	@$(PYTHON) tests/models/models.py --filter "$(T)"
