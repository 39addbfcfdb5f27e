/* SPDX-License-Identifier: MIT */
/* devices.c: device memory, which init is handed apart: the HPET of QEMU's q35 stands for all
 * devices, since it is there whatever is configured, and says so in its first register. */
#include "tests.h"

#include "fault.h"
#include "worker.h"

#define HPET UINT64_C(0xfed00000)
#define HPET_COUNTER_PERIOD (HPET_AT + 4) /* femtoseconds, upper half of its first register */
#define HPET_AT UINT64_C(0x7100000000)

enum { SMALLEST_PERIOD_FS = 1000, LARGEST_PERIOD_FS = 100000000 };

/* The region that holds an address; its handle is 0 if there is none. */
static struct kozo_init_untyped region_of(uint64_t address)
{
    for (uint32_t i = 0; i < guest.info->untyped_count; i++) {
        const struct kozo_init_untyped *region = &guest.info->untyped[i];

        if (region->device != 0 && address - region->base < UINT64_C(1) << region->size_bits) {
            return *region;
        }
    }
    return (struct kozo_init_untyped){0};
}

static kozo_err_t make_of(kozo_untyped_t device, kozo_object_t kind, uint8_t size_bits,
                          kozo_handle_t *handle)
{
    return kozo_untyped_retype(device, kind, size_bits, 1, guest.cnode, slot_next(), handle);
}

/* The page at an address of device memory: what lies before it in its region is passed over. */
static kozo_frame_t page_at(uint64_t address)
{
    const struct kozo_init_untyped region = region_of(address);
    const kozo_untyped_t device = {region.handle};
    kozo_handle_t handle = {0};
    uint64_t used;

    while ((used = used_of(device)) != address - region.base) {
        const uint64_t left = address - region.base - used;
        const uint8_t step = (uint8_t)(63 - __builtin_clzll(left));
        const uint8_t aligned = used == 0 ? step : (uint8_t)__builtin_ctzll(used);

        NEED(make_of(device, KOZO_OBJECT_UNTYPED, step < aligned ? step : aligned, &handle));
    }
    CHECK_OK(make_of(device, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, &handle));
    return AS(frame, handle);
}

static void give_back(uint64_t address)
{
    const kozo_untyped_t region = {region_of(address).handle};

    CHECK_OK(kozo_any_revoke(KOZO_ANY(region)));
    CHECK_EQUAL(used_of(region), 0);
}

static void regions_are_told_apart(void)
{
    const struct kozo_init_info *info = guest.info;
    uint64_t bytes = 0;
    bool devices = false;

    for (uint32_t i = 0; i < info->untyped_count; i++) {
        const struct kozo_init_untyped *region = &info->untyped[i];
        const uint64_t size = UINT64_C(1) << region->size_bits;
        kozo_info_t told = {0};

        CHECK_OK(identify((kozo_handle_t){region->handle}, &told));
        CHECK_EQUAL(kozo_info_device(told), region->device);
        CHECK_EQUAL(kozo_info_size_bits(told), region->size_bits);
        CHECK(region->device != 0 || !devices);
        devices = devices || region->device != 0;
        bytes += region->device == 0 ? size : 0;
        CHECK_EQUAL(region->base % size, 0);
        for (uint32_t k = 0; k < i && region->device != 0; k++) {
            const struct kozo_init_untyped *other = &info->untyped[k];
            const uint64_t end = other->base + (UINT64_C(1) << other->size_bits);

            CHECK(other->device == 0 || region->base >= end || other->base >= region->base + size);
        }
    }
    CHECK(devices);
    CHECK(bytes <= info->memory_size);
}

/* What would let a program interrupt, stop or overwrite the kernel. */
static void the_kernel_keeps_its_own(void)
{
    static const uint64_t kept[] = {0, 0x100000, 0xfec00000, 0xfee00000, 0xfeefffff};

    for (unsigned i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        CHECK_EQUAL(region_of(kept[i]).handle, 0);
    }
}

static void a_device_is_read_and_written(void)
{
    const kozo_frame_t page = page_at(HPET);
    const volatile uint32_t *period = (const volatile uint32_t *)HPET_COUNTER_PERIOD;
    kozo_info_t info = {0};

    CHECK_OK(identify(KOZO_ANY(page), &info));
    CHECK_EQUAL(kozo_info_device(info), 1);
    CHECK_OK(map_here(page, HPET_AT, KOZO_MAP_FLAGS_WRITE));
    CHECK(*period >= SMALLEST_PERIOD_FS && *period <= LARGEST_PERIOD_FS);
    /* Its configuration: switched on, its counter counts; and off again. */
    volatile uint64_t *registers = (volatile uint64_t *)HPET_AT;
    const uint64_t before = registers[0xf0 / 8];

    registers[0x10 / 8] = 1;
    for (uint64_t from = now_ns(); now_ns() < from + MILLISECOND_NS;) {
    }
    CHECK(registers[0xf0 / 8] != before);
    registers[0x10 / 8] = 0;
    give_back(HPET);
    struct fault_record fault;

    fault_provoke(fault_read, HPET_AT, &fault);
    CHECK_EQUAL(fault.kind, FAULT_PAGE);
}

static void it_holds_neither_code_nor_kernel_objects(void)
{
    static const struct {
        kozo_object_t kind;
        uint8_t size_bits;
    } kinds[] = {
        {KOZO_OBJECT_CNODE, KOZO_PAGE_BITS},
        {KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS},
        {KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_SIZE_BITS},
        {KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS},
        {KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS},
        {KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_BITS},
        {KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS},
    };
    const kozo_untyped_t device = {region_of(HPET).handle};
    kozo_handle_t handle = {0}, part = {0};

    CHECK_OK(make_of(device, KOZO_OBJECT_UNTYPED, KOZO_ASPACE_SIZE_BITS, &part));
    for (unsigned i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        CHECK_EQUAL(make_of(device, kinds[i].kind, kinds[i].size_bits, &handle),
                    KOZO_ERR_DEVICE_MEMORY);
        CHECK_EQUAL(make_of(AS(untyped, part), kinds[i].kind, kinds[i].size_bits, &handle),
                    KOZO_ERR_DEVICE_MEMORY);
    }
    CHECK_EQUAL(used_of(device), UINT64_C(1) << KOZO_ASPACE_SIZE_BITS);
    CHECK_OK(make_of(AS(untyped, part), KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, &handle));
    CHECK_EQUAL(map_here(AS(frame, handle), HPET_AT, KOZO_MAP_FLAGS_EXECUTE),
                KOZO_ERR_ACCESS_DENIED);
    CHECK_EQUAL(kozo_thread_bind_buffer(MAKE_THREAD(), AS(frame, handle), 0),
                KOZO_ERR_DEVICE_MEMORY);
    give_back(HPET);
}

static const struct test table[] = {
    {"regions are told apart", regions_are_told_apart},
    {"the kernel keeps its own", the_kernel_keeps_its_own},
    {"a device is read and written", a_device_is_read_and_written},
    {"device memory holds neither code nor kernel objects",
     it_holds_neither_code_nor_kernel_objects},
};
TESTS(device_tests, "devices", table);
