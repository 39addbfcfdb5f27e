# SPDX-License-Identifier: MIT
# What marshalling costs on the host: the generated stubs of tests/interfaces/marshal.yaml, what
# people write by hand, each a source of this folder, and those of peers/ that are installed. See
# README.md.
marshal_peers := $(foreach peer,\
    protobuf_c:bin/protoc-c:include/protobuf-c/protobuf-c.h \
    nanopb:bin/nanopb_generator.py:lib/x86_64-linux-gnu/libprotobuf-nanopb.a \
    capnproto:bin/capnpc-c++:include/capnp/message.h \
    flatbuffers:bin/flatc:include/flatbuffers/flatbuffers.h,\
    $(if $(filter 2,$(words $(wildcard $(addprefix /usr/,$(wordlist 2,3,$(subst :, ,$(peer))))))),\
    $(firstword $(subst :, ,$(peer)))))
marshal_own := hand bare generated
marshal_contenders := $(marshal_own) $(marshal_peers)
marshal_out := $(BUILD)/marshal
# Where code lies costs or saves it as much as the contenders differ by: everybody is moved on by so
# many lines of the cache.
marshal_places := 1 2 3 4 6 8 12 14
marshal_drivers := $(addprefix $(marshal_out)/driver.,$(marshal_places))
# Neither side may know which registers the other uses: the kernel is between them. Where functions
# begin is chance otherwise, and no merit.
marshal_flags := -O2 -g -MMD -MP -fno-ipa-ra -falign-functions=64 -fno-strict-aliasing \
    -fcf-protection=none -Itests/marshal -I$(marshal_out) \
    -isystem /usr/include/nanopb # where other releases have it
marshal_cflags := $(CFLAGS_COMMON) $(marshal_flags) -Wno-unused-parameter \
    -Itests/marshal/include $(foreach folder,tests/include abi user server,\
    -I$(interfaces_generated)/$(folder)) -Iservices/lib/include \
    '-DCONTENDERS=$(foreach name,$(marshal_contenders),X($(name)))'

# What the peers' own generators make, and the libraries.
marshal_made_protobuf_c := marshal.pb-c.c
marshal_made_nanopb := marshal.pb.c
marshal_made_capnproto := marshal.capnp.c++
marshal_made_flatbuffers := marshal_generated.h
marshal_libraries_protobuf_c := -lprotobuf-c
marshal_libraries_nanopb := -lprotobuf-nanopb
marshal_libraries_capnproto := -lcapnp -lkj
marshal_libraries_flatbuffers := -lflatbuffers
marshal_each = $(foreach peer,$(marshal_peers),$(marshal_$(1)_$(peer)))
marshal_made := $(addprefix $(marshal_out)/,$(call marshal_each,made))
marshal_objects := $(patsubst %,$(marshal_out)/%.o,$(marshal_own) \
    $(addprefix peers/,$(marshal_peers)) $(notdir $(filter-out %.h,$(marshal_made))))

# As programs are compiled, in what decides of the instructions.
$(addprefix $(marshal_out)/,$(marshal_own:=.o)): marshal_cflags += $(user_copies) \
    -mgeneral-regs-only -fno-pie -fno-omit-frame-pointer

$(marshal_out)/marshal.proto: tests/marshal/peers/schemas.py $(interfaces_generated)/MANIFEST
	@mkdir -p $(@D); $(call say,SCHEMAS,$(@D))
	$(Q)$(PYTHON) $< $(interfaces_out)/ir.json $(@D)

$(marshal_out)/marshal.pb-c.c: $(marshal_out)/marshal.proto
	$(Q)cd $(@D) && protoc-c -I. --c_out=. marshal.proto
$(marshal_out)/marshal.pb.c: $(marshal_out)/marshal.proto
	$(Q)cd $(@D) && nanopb_generator.py -q marshal.proto
$(marshal_out)/marshal.capnp.c++: $(marshal_out)/marshal.proto
	$(Q)cd $(@D) && capnp compile -oc++ marshal.capnp
$(marshal_out)/marshal_generated.h: $(marshal_out)/marshal.proto
	$(Q)cd $(@D) && flatc --cpp marshal.fbs

$(marshal_out)/%.c.o: $(marshal_out)/%.c
	$(Q)$(CC) $(marshal_flags) -c $< -o $@
$(marshal_out)/%.c++.o: $(marshal_out)/%.c++
	$(Q)g++ $(marshal_flags) -c $< -o $@
$(marshal_out)/peers/%.o: tests/marshal/peers/%.cc $(marshal_made) $(makefiles)
	@mkdir -p $(@D); $(call say,HOSTCXX,$<)
	$(Q)g++ -std=c++17 $(marshal_flags) -Wall -Wextra $(WERROR) -c $< -o $@
$(marshal_out)/%.o: tests/marshal/%.c $(interfaces_generated)/MANIFEST $(marshal_made) \
    $(makefiles) | need-check need-bench
	@mkdir -p $(@D); $(call say,HOSTCC,$<)
	$(Q)$(CC) $(marshal_cflags) -c $< -o $@

# Linked first.
$(marshal_out)/driver.%.o: tests/marshal/driver.c $(makefiles) | need-check need-bench
	@mkdir -p $(@D)
	$(Q)$(CC) $(marshal_cflags) -DPLACE=$* -c $< -o $@

$(marshal_drivers): $(marshal_out)/driver.%: $(marshal_out)/driver.%.o $(marshal_objects)
	@$(call say,HOSTLD,$@)
	$(Q)$(if $(marshal_peers),g++,$(CC)) -no-pie $^ $(call marshal_each,libraries) -o $@

bench: $(marshal_drivers)
-include $(wildcard $(marshal_out)/*.d $(marshal_out)/peers/*.d)
