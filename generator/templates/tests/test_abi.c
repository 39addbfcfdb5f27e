//% include "banner.h"
/* test_abi.c: layouts, packed words and names, with the IDL's numbers written out. */
#include <kozo/abi.h>
#include <kozo/abi/names.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_layout(void **state)
{
    (void)state;
//% for struct, size in sizes
    assert_int_equal(sizeof(struct kozo_${struct}), ${size});
//% endfor
//% for struct, field, offset in layout
    assert_int_equal(offsetof(struct kozo_${struct}, ${field}), ${offset});
//% endfor
}

/* A field that is full fills its own bits and no others. */
static void test_words(void **state)
{
    (void)state;
//% for row in words
    assert_int_equal(${row.make}.raw, ${row.raw});
    assert_int_equal(kozo_${row.word}_${row.field}((kozo_${row.word}_t){UINT64_MAX}), ${row.mask});
    assert_int_equal(kozo_${row.word}_${row.field}((kozo_${row.word}_t){~${row.raw}}), 0);
//% endfor
}

struct name {
    unsigned number;
    const char *name;
};

static const struct name operations[] = {
//% for number, name in operations
    {${number}, "${name}"},
//% endfor
};

static const struct name errors[] = {
//% for number, name in errors
    {${number}, "${name}"},
//% endfor
};

static const struct name objects[] = {
//% for number, name in objects
    {${number}, "${name}"},
//% endfor
};

static const struct {
    unsigned object, right;
    const char *name;
} rights[] = {
//% for object, right, name in rights
    {${object}, ${right}, "${name}"},
//% endfor
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Numbers of the table have their names, all others up to `limit` have none. */
static void expect_names(const struct name *table, size_t count, unsigned first, unsigned limit,
                         const char *name_of(unsigned))
{
    size_t known = 0;

    for (size_t i = 0; i < count; i++)
        assert_string_equal(name_of(table[i].number), table[i].name);
    for (unsigned number = first; number < limit; number++)
        known += strcmp(name_of(number), "unknown") != 0;
    assert_int_equal(known, count);
}

static void test_names(void **state)
{
    (void)state;
    expect_names(operations, COUNT(operations), 0, 4096, kozo_operation_name);
    expect_names(errors, COUNT(errors), 1, 4096, kozo_error_name);
    expect_names(objects, COUNT(objects), 1, 4096, kozo_object_name);
    for (size_t i = 0; i < COUNT(rights); i++)
        assert_string_equal(kozo_right_name(rights[i].object, rights[i].right), rights[i].name);
    for (size_t i = 0; i < COUNT(errors); i++) {
        assert_string_not_equal(kozo_error_text(errors[i].number), kozo_error_text(KOZO_OK));
        assert_string_not_equal(kozo_error_remedy(errors[i].number), kozo_error_remedy(KOZO_OK));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests_name("abi", tests, NULL, NULL);
}
