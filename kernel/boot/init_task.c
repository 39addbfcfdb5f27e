/* SPDX-License-Identifier: MIT */
/* init_task.c: the first program. Its image, stack and start information are mapped by the kernel;
 * from then on it makes everything itself out of the Untyped capabilities that it is given.
 * Order: last part of kernel_main(). */
#include <image/checksum.h>
#include <image/cpio.h>
#include <image/elf.h>
#include <kozo/arch.h>
#include <kozo/assert.h>
#include <kozo/boot.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/objects.h>
#include <kozo/log.h>
#include <kozo/sched.h>
#include <kozo/string.h>
#include <kozo/untyped.h>

static const kozo_rights_t all_rights =
    KOZO_RIGHTS_READ | KOZO_RIGHTS_WRITE | KOZO_RIGHTS_GRANT | KOZO_RIGHTS_MAP;

/* What it is called in the initial ramdisk and in traces. */
static const char init_name[] = "init";

/* init under construction. */
struct init_task {
    struct kozo_boot_info *boot;
    struct kozo_init_info *info;
    struct cnode *cnode;
    struct aspace *aspace;
    struct thread *thread;
    uint32_t next_index;
};

static LOCKED uint64_t init_install(struct init_task *init, const struct cap_value *value,
                                    struct cap_slot **out)
{
    struct cap_slot *slot = cnode_slot(init->cnode, init->next_index++);

    cap_install_root(slot, value);
    if (out != NULL) {
        *out = slot;
    }
    return cap_handle(init->cnode, slot).raw;
}

static LOCKED uint64_t init_create(struct init_task *init, kozo_object_t type, uint8_t size_bits,
                                   struct cap_slot **out)
{
    struct cap_value value;

    if (!object_create(type, boot_take_memory(init->boot, size_bits), size_bits, &value)) {
        panic("cannot create init's objects");
    }
    return init_install(init, &value, out);
}

/* A fixed-size object. */
static LOCKED uint64_t init_create_fixed(struct init_task *init, kozo_object_t type,
                                         struct cap_slot **out)
{
    return init_create(init, type, object_descriptors[type].size_bits_min, out);
}

static LOCKED uint64_t init_install_plain(struct init_task *init, kozo_object_t type, uint64_t aux)
{
    const struct cap_value value = {.type = type, .rights = all_rights, .aux = aux};

    return init_install(init, &value, NULL);
}

static void init_map_page(struct init_task *init, uint64_t at, paddr_t page, kozo_map_flags_t flags)
{
    const paddr_t root = init->aspace->root;
    uint64_t level;
    kozo_err_t error;

    /* Each round enters the table of one level more. */
    while ((error = arch_map_frame(root, (vaddr_t){at}, page, KOZO_PAGE_BITS, flags)) ==
           KOZO_ERR_NO_TABLE) {
        const paddr_t table = boot_take_memory(init->boot, KOZO_PAGE_BITS);

        if (arch_map_table(root, (vaddr_t){at}, table, &level) != KOZO_OK) {
            panic("cannot map init at %lx", (unsigned long)at);
        }
    }
    if (error != KOZO_OK) {
        panic("cannot map init at %lx", (unsigned long)at);
    }
}

static void init_map_new(struct init_task *init, uint64_t at, unsigned pages)
{
    for (unsigned i = 0; i < pages; i++) {
        init_map_page(init, at + i * PAGE_SIZE, boot_take_memory(init->boot, KOZO_PAGE_BITS),
                      KOZO_MAP_FLAGS_WRITE);
    }
}

static void init_load_segment(struct init_task *init, const struct elf_segment *segment)
{
    const kozo_map_flags_t flags = (segment->write ? KOZO_MAP_FLAGS_WRITE : 0U) |
                                   (segment->execute ? KOZO_MAP_FLAGS_EXECUTE : 0U);
    const uint64_t first = segment->virtual_address & ~(PAGE_SIZE - 1);
    const uint64_t end = segment->virtual_address + segment->memory_size;
    uint64_t done = 0;

    if (end > KOZO_USER_TOP) {
        panic("init's image does not lie in user space");
    }
    for (uint64_t at = first; at < end; at += PAGE_SIZE) {
        const paddr_t page = boot_take_memory(init->boot, KOZO_PAGE_BITS);
        const uint64_t skip = at < segment->virtual_address ? segment->virtual_address - at : 0;
        uint64_t bytes = PAGE_SIZE - skip;

        if (bytes > segment->file_size - done) {
            bytes = segment->file_size - done;
        }
        memcpy((char *)phys_to_ptr(page) + skip, segment->bytes + done, bytes);
        done += bytes;
        init_map_page(init, at, page, flags);
    }
}

static uint64_t init_load_image(struct init_task *init)
{
    const void *initrd = phys_to_ptr(paddr(init->boot->initrd_base));
    struct cpio_entry file;
    struct elf_image image;
    struct elf_segment segment;
    unsigned position = 0;
    const enum checksum_error changed = checksum_of_initrd(initrd, init->boot->initrd_size);

    if (changed != CHECKSUM_OK) {
        panic("initial ramdisk: %s", checksum_error_text(changed));
    }

    const enum cpio_error missing = cpio_find(initrd, init->boot->initrd_size, init_name, &file);

    if (missing != CPIO_OK) {
        panic("no init in the initial ramdisk: %s", cpio_error_text(missing));
    }
    const enum elf_error damaged = elf_open(&image, file.data, file.size);

    if (damaged != ELF_OK) {
        panic("init in the initial ramdisk cannot be loaded: %s", elf_error_text(damaged));
    }
    while (elf_next(&image, &position, &segment)) {
        init_load_segment(init, &segment);
    }
    return image.entry;
}

static void init_map_initrd(struct init_task *init)
{
    const uint64_t size = (init->boot->initrd_size + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);

    for (uint64_t at = 0; at < size; at += PAGE_SIZE) {
        init_map_page(init, KOZO_INIT_INITRD_ADDRESS + at, paddr(init->boot->initrd_base + at), 0);
    }
    init->info->initrd_base = KOZO_INIT_INITRD_ADDRESS;
    init->info->initrd_size = init->boot->initrd_size;
}

/* The CNode has to exist before any capability can be installed, its own included. */
static LOCKED void init_create_cnode(struct init_task *init)
{
    struct cap_value value;
    const paddr_t at = boot_take_memory(init->boot, KOZO_INIT_CNODE_BITS);

    if (!object_create(KOZO_OBJECT_CNODE, at, KOZO_INIT_CNODE_BITS, &value)) {
        panic("cannot create init's CNode");
    }
    init->cnode = phys_to_ptr(at);
    init->next_index = 1;
    init->info->cnode = init_install(init, &value, NULL);
    kernel.boot_cnode = init->cnode;
}

static LOCKED void init_create_thread(struct init_task *init, struct cap_slot **thread,
                                      struct cap_slot **aspace, struct cap_slot **budget)
{
    init->info->aspace = init_create_fixed(init, KOZO_OBJECT_ASPACE, aspace);
    init->info->thread = init_create_fixed(init, KOZO_OBJECT_THREAD, thread);
    init->info->budget = init_create_fixed(init, KOZO_OBJECT_BUDGET, budget);
    init->aspace = cap_object(*aspace);
    init->thread = cap_object(*thread);

    struct budget *home = cap_object(*budget);

    home->ceiling = KOZO_PRIORITIES - 1;
    sched_configure(home, KOZO_PRIORITIES - 1, home->capacity_ns, home->period_ns);
}

/* At most `max` Untypeds, of memory or of what devices have. */
static LOCKED void init_give_memory(struct init_task *init, bool device, size_t max)
{
    _Static_assert(KOZO_INIT_UNTYPED_MAX * sizeof(struct boot_block) <= 2048, "on the stack");
    struct boot_block blocks[KOZO_INIT_UNTYPED_MAX];
    struct kozo_init_info *info = init->info;
    const size_t count = boot_cut_memory(init->boot, device, blocks, max);

    for (size_t i = 0; i < count; i++) {
        const struct cap_value value = {
            .object = blocks[i].base.raw,
            .type = KOZO_OBJECT_UNTYPED,
            .rights = all_rights & object_descriptors[KOZO_OBJECT_UNTYPED].rights_mask,
            .size_bits = blocks[i].size_bits,
            .flags = device ? CAP_DEVICE : 0,
        };

        info->untyped[info->untyped_count++] = (struct kozo_init_untyped){
            .handle = init_install(init, &value, NULL),
            .base = device ? blocks[i].base.raw : 0,
            .size_bits = blocks[i].size_bits,
            .device = device,
        };
    }
}

static LOCKED void init_fill_info(struct init_task *init)
{
    const struct boot_clock clock = arch_clock();
    struct kozo_init_info *info = init->info;

    info->magic = KOZO_BOOT_MAGIC;
    info->version = KOZO_ABI_VERSION;
    info->size = sizeof(*info);
    info->debug = init_install_plain(init, KOZO_OBJECT_DEBUG, 0);
    info->platform = init_install_plain(init, KOZO_OBJECT_PLATFORM, 0);
    info->io_ports = init_install_plain(init, KOZO_OBJECT_IO_PORT, UINT64_C(1) << 16);
    info->clock_scale = clock.scale;
    info->clock_start = clock.start;
    info->memory_size = boot_free_memory(init->boot);
    memcpy(info->command_line, init->boot->command_line, sizeof(info->command_line));
}

static LOCKED void init_bind(struct init_task *init, struct cap_slot *thread,
                             struct cap_slot *aspace, struct cap_slot *budget,
                             struct cap_slot *buffer)
{
    struct thread *self = cap_object(thread);
    struct cap_slot *cnode = cnode_slot(init->cnode, 1);

    if (sys_thread_bind(NULL, self, cnode, aspace, budget) != KOZO_OK ||
        sys_thread_bind_buffer(NULL, self, buffer, 0) != KOZO_OK) {
        panic("cannot bind init's thread");
    }
}

void boot_start_init(struct kozo_boot_info *boot)
{
    _Static_assert(sizeof(struct kozo_init_info) <= PAGE_SIZE, "init_info is one page");
    const paddr_t info_page = boot_take_memory(boot, KOZO_PAGE_BITS);
    struct init_task init = {.boot = boot, .info = phys_to_ptr(info_page)};
    struct cap_slot *thread, *aspace, *budget, *buffer;

    init_create_cnode(&init);
    init_fill_info(&init);
    init_create_thread(&init, &thread, &aspace, &budget);
    init.info->buffer = init_create(&init, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, &buffer);
    init_bind(&init, thread, aspace, budget, buffer);
    memcpy(init.thread->name, init_name, sizeof(init_name));

    const uint64_t entry = init_load_image(&init);

    init_map_page(&init, KOZO_INIT_INFO_ADDRESS, info_page, 0);
    init_map_page(&init, KOZO_INIT_BUFFER_ADDRESS, paddr(buffer->object), KOZO_MAP_FLAGS_WRITE);
    init_map_new(&init, KOZO_INIT_STACK_TOP - KOZO_INIT_STACK_PAGES * PAGE_SIZE,
                 KOZO_INIT_STACK_PAGES);
    init_map_initrd(&init);
    init_give_memory(&init, false, KOZO_INIT_UNTYPED_MAX - KOZO_INIT_DEVICE_MAX);
    init_give_memory(&init, true, KOZO_INIT_DEVICE_MAX);
    kernel.init = init.thread;
    init.info->first_free = init.next_index;
    init.info->slot_count = init.cnode->slot_count;
    if (sys_thread_start(NULL, init.thread, (vaddr_t){entry}, (vaddr_t){KOZO_INIT_STACK_TOP},
                         KOZO_INIT_INFO_ADDRESS) != KOZO_OK) {
        panic("cannot start init");
    }
}
