# SPDX-License-Identifier: MIT
# Under PARANOID each system call takes as long as there are capabilities: samples are smaller there.
$(BUILD)/obj/user/tests/guest/isolation/%.o: user_cflags += $(CFLAGS_PARANOID)
