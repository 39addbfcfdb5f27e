/* SPDX-License-Identifier: MIT */
/* seeded.c: fifteen mistakes of kernel code, one a function, for test_static.py: it makes sure that
 * the analysers still find those that they are there for. Nothing builds this. */
#include <kozo/cpu.h>
#include <kozo/string.h>

struct node {
    struct node *next;
    uint64_t value;
};

struct shared {
    struct kozo_buffer *buffer;
};

struct node *node_find(uint64_t value);
void *node_allocate(size_t size) __attribute__((malloc));
void node_free(void *node) __attribute__((nonnull));
void node_use(const struct node *node);
void lock_user(uint64_t value);

uint64_t b01_off_by_one(void);
uint64_t b02_null(uint64_t value);
uint64_t b03_use_after_free(void);
bool b04_leak(uint64_t value);
uint64_t b05_uninitialised(bool known);
void b06_lock_leak(bool early);
void b07_negative_length(char *to, const char *from, int length);
unsigned b08_fall_through(unsigned kind);
void b09_sizeof_pointer(struct node *node);
uint64_t b10_shift(void);
uint64_t b11_user_pointer(const uint64_t __user *word);
bool b12_assignment(uint64_t value);
unsigned b13_same_branches(unsigned kind);
struct node *b14_stack_escape(void);
uint64_t b15_double_fetch(const struct shared *from);

uint64_t b01_off_by_one(void)
{
    uint64_t table[4] = {1, 2, 3, 4};
    uint64_t sum = 0;

    for (unsigned i = 0; i <= 4; i++) {
        sum += table[i];
    }
    return sum;
}

uint64_t b02_null(uint64_t value)
{
    struct node *node = node_find(value);

    if (node == NULL) {
        lock_user(node->value);
    }
    return value;
}

uint64_t b03_use_after_free(void)
{
    struct node *node = __builtin_malloc(sizeof(*node));

    if (node == NULL) {
        return 0;
    }
    node->value = 1;
    __builtin_free(node);
    return node->value;
}

bool b04_leak(uint64_t value)
{
    struct node *node = __builtin_malloc(sizeof(*node));

    if (node == NULL || value == 0) {
        return false;
    }
    __builtin_free(node);
    return true;
}

uint64_t b05_uninitialised(bool known)
{
    uint64_t value;

    if (known) {
        value = 1;
    }
    return value;
}

void b06_lock_leak(bool early)
{
    kernel_lock();
    if (early) {
        return;
    }
    kernel_unlock();
}

void b07_negative_length(char *to, const char *from, int length)
{
    if (length < 16) {
        memcpy(to, from, length);
    }
}

unsigned b08_fall_through(unsigned kind)
{
    unsigned cost = 0;

    switch (kind) {
    case 1:
        cost += 1;
    case 2:
        cost += 2;
        break;
    default:
        break;
    }
    return cost;
}

void b09_sizeof_pointer(struct node *node)
{
    memset(node, 0, sizeof(node));
}

uint64_t b10_shift(void)
{
    const unsigned bits = 64;

    return UINT64_C(1) << bits;
}

uint64_t b11_user_pointer(const uint64_t __user *word)
{
    return *word;
}

bool b12_assignment(uint64_t value)
{
    if (value = 1) {
        return true;
    }
    return false;
}

unsigned b13_same_branches(unsigned kind)
{
    if (kind == 1) {
        return 4;
    } else {
        return 4;
    }
}

struct node *b14_stack_escape(void)
{
    struct node node = {NULL, 1};

    return &node;
}

uint64_t b15_double_fetch(const struct shared *from)
{
    if (from->buffer->words[0] < 4) {
        return from->buffer->words[0];
    }
    return 0;
}
