/* SPDX-License-Identifier: MIT */
/* image_contracts.h: what two images that are to talk to each other were built against. Pure. */
#pragma once

#include <image/elf.h>
#include <stdbool.h>
#include <stdint.h>

/* Does the server's image keep every contract of this interface that the client's image was built
 * against? True of a client whose image has no notes of this interface. */
bool image_keeps_contract(const struct elf_image *server, const struct elf_image *client,
                          uint32_t interface);

/* Was the client's image built against no other interfaces, or versions of them, than the `count`
 * `known` ones? */
bool image_uses_known(const struct elf_image *client, const uint32_t *known, uint32_t count);
