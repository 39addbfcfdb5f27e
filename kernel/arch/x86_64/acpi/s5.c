/* SPDX-License-Identifier: MIT */
/* s5.c: the object \_S5 in a DSDT, without an AML interpreter.
 *
 * It is a name with a package of integers, which every compiler writes alike:
 *   NameOp "_S5_" PackageOp PkgLength NumElements SLP_TYPa SLP_TYPb ...
 * See: ACPI specification 6.4, sections 7.4.2 (\_Sx) and 20.2 (AML grammar). */
#include <x86/acpi.h>

#include <kozo/string.h>

enum {
    AML_ZERO = 0x00,
    AML_ONE = 0x01,
    AML_NAME = 0x08,
    AML_BYTE_PREFIX = 0x0a,
    AML_WORD_PREFIX = 0x0b,
    AML_DWORD_PREFIX = 0x0c,
    AML_PACKAGE = 0x12,
    AML_ROOT = 0x5c,

    SLEEP_TYPE_MAX = 7, /* three bits of PM1 control: section 4.8.3.2.1 */
};

struct aml {
    const uint8_t *at;
    const uint8_t *end;
};

static bool aml_byte(struct aml *aml, uint8_t *byte)
{
    if (aml->at == aml->end) {
        return false;
    }
    *byte = *aml->at++;
    return true;
}

static bool aml_skip(struct aml *aml, size_t count)
{
    if (count > (size_t)(aml->end - aml->at)) {
        return false;
    }
    aml->at += count;
    return true;
}

/* A sleep type; integers are little-endian, of 1, 2 or 4 bytes, or opcodes of their own. */
static bool aml_sleep_type(struct aml *aml, uint8_t *type)
{
    uint8_t opcode;

    if (!aml_byte(aml, &opcode)) {
        return false;
    }
    switch (opcode) {
    case AML_ZERO:
    case AML_ONE:
        *type = opcode;
        return true;
    case AML_BYTE_PREFIX:
        return aml_byte(aml, type) && *type <= SLEEP_TYPE_MAX;
    case AML_WORD_PREFIX:
        return aml_byte(aml, type) && aml_skip(aml, 1) && *type <= SLEEP_TYPE_MAX;
    case AML_DWORD_PREFIX:
        return aml_byte(aml, type) && aml_skip(aml, 3) && *type <= SLEEP_TYPE_MAX;
    default:
        return false;
    }
}

/* `aml` stands behind the name. */
static bool aml_read_s5(struct aml aml, uint8_t *sleep_a, uint8_t *sleep_b)
{
    uint8_t opcode, lead, count;

    if (!aml_byte(&aml, &opcode) || opcode != AML_PACKAGE || !aml_byte(&aml, &lead)) {
        return false;
    }
    /* PkgLength: the two upper bits of the first byte count the bytes that follow it. */
    return aml_skip(&aml, lead >> 6) && aml_byte(&aml, &count) && count >= 2 &&
           aml_sleep_type(&aml, sleep_a) && aml_sleep_type(&aml, sleep_b);
}

bool acpi_find_s5(const struct acpi_table *dsdt, uint8_t *sleep_a, uint8_t *sleep_b)
{
    static const char name[4] = {'_', 'S', '5', '_'};
    const uint8_t *start = (const uint8_t *)(dsdt + 1);
    const uint8_t *end = (const uint8_t *)dsdt + dsdt->length;

    for (const uint8_t *at = start + 2; at + sizeof(name) <= end; at++) {
        const bool is_named = at[-1] == AML_NAME || (at[-1] == AML_ROOT && at[-2] == AML_NAME);

        if (is_named && memcmp(at, name, sizeof(name)) == 0 &&
            aml_read_s5((struct aml){at + sizeof(name), end}, sleep_a, sleep_b)) {
            return true;
        }
    }
    return false;
}
