# SPDX-License-Identifier: MIT
# COUNT and SEED choose another number of damages and other ones.
.PHONY: damage
damage: all $(grub_images) need-check ## Boot 1,000 damaged systems; none may end in silence
	@$(PYTHON) tests/damage/damage.py $(BUILD) $(if $(COUNT),--count $(COUNT)) \
	    $(if $(SEED),--seed $(SEED))
