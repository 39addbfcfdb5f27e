# SPDX-License-Identifier: MIT
# What `make check` samples, whole: every selector, port and page, crowds twice as large.
.PHONY: soak-isolation
soak-isolation: test-images need-check ## Every attack on isolation, not only a sample (minutes)
	@$(PYTHON) tests/harness/run_guest.py $(BUILD) isolation --cmdline "-- soak" --timeout 3600
