/* SPDX-License-Identifier: MIT */
/* capabilities.c: copy, mint, move, delete, revoke, identify. */
#include "tests.h"

static bool gone(kozo_handle_t handle)
{
    kozo_info_t info = {0};
    const kozo_err_t error = identify(handle, &info);

    return error == KOZO_ERR_NO_CAP || error == KOZO_ERR_STALE;
}

static bool lives(kozo_handle_t handle)
{
    kozo_info_t info = {0};

    return identify(handle, &info) == KOZO_OK;
}

static void copy_keeps_only_masked_rights(void)
{
    const kozo_handle_t endpoint = KOZO_ANY(MAKE_ENDPOINT());
    kozo_info_t info = {0};

    const kozo_handle_t weak = copy(endpoint, KOZO_ENDPOINT_RIGHT_SEND);
    CHECK_OK(identify(weak, &info));
    CHECK_EQUAL(kozo_info_rights(info), KOZO_ENDPOINT_RIGHT_SEND);
    CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_ENDPOINT);

    const kozo_handle_t again = copy(weak, ALL_RIGHTS);
    CHECK_OK(identify(again, &info));
    CHECK_EQUAL(kozo_info_rights(info), KOZO_ENDPOINT_RIGHT_SEND);
}

static void copy_refuses_unknown_rights(void)
{
    const kozo_handle_t endpoint = KOZO_ANY(MAKE_ENDPOINT());
    kozo_handle_t handle = {0};
    const kozo_status_t status = kozo_cnode_copy_status(guest.cnode, slot_next(), endpoint,
                                                        (kozo_rights_t)(KOZO_RIGHTS_MASK << 1),
                                                        &handle);

    CHECK_EQUAL(kozo_status_code(status), KOZO_ERR_UNKNOWN_FLAG);
    CHECK_EQUAL(kozo_status_argument(status), 3);
}

static void mint_sets_the_badge_once(void)
{
    const kozo_handle_t endpoint = KOZO_ANY(MAKE_ENDPOINT());
    const kozo_handle_t badged = mint(endpoint, KOZO_ENDPOINT_RIGHT_SEND, 77);
    kozo_handle_t handle = {0};
    kozo_info_t info = {0};
    kozo_badge_t badge = 0;

    CHECK_OK(kozo_any_identify(badged, &info, &badge));
    CHECK_EQUAL(badge, 77);
    CHECK_EQUAL(kozo_cnode_mint(guest.cnode, slot_next(), badged, ALL_RIGHTS, 78, &handle),
                KOZO_ERR_NOT_BADGEABLE);
    const kozo_handle_t second = copy(badged, ALL_RIGHTS);
    CHECK_OK(kozo_any_identify(second, &info, &badge));
    CHECK_EQUAL(badge, 77);
    CHECK_EQUAL(kozo_cnode_mint(guest.cnode, slot_next(), KOZO_ANY(MAKE_FRAME()), ALL_RIGHTS, 1,
                                &handle),
                KOZO_ERR_NOT_BADGEABLE);
}

static void move_makes_the_old_handle_useless(void)
{
    const kozo_handle_t endpoint = KOZO_ANY(MAKE_ENDPOINT());
    const kozo_handle_t child = copy(endpoint, ALL_RIGHTS);
    kozo_handle_t moved = {0};

    CHECK_OK(kozo_cnode_move(guest.cnode, slot_next(), endpoint, &moved));
    CHECK(gone(endpoint));
    CHECK(lives(moved));
    CHECK_OK(kozo_any_revoke(moved));
    CHECK(gone(child));
    CHECK(lives(moved));
}

static void move_to_an_occupied_slot_is_refused(void)
{
    const kozo_handle_t a = KOZO_ANY(MAKE_ENDPOINT()), b = KOZO_ANY(MAKE_ENDPOINT());
    kozo_handle_t handle = {0};
    const kozo_status_t status =
        kozo_cnode_move_status(guest.cnode, kozo_handle_address(b), a, &handle);

    CHECK_EQUAL(kozo_status_code(status), KOZO_ERR_SLOT_BUSY);
    CHECK_EQUAL(kozo_status_argument(status), 1);
    CHECK(lives(a) && lives(b));
}

static void copy_and_mint_to_an_occupied_slot_are_refused(void)
{
    const kozo_handle_t a = KOZO_ANY(MAKE_ENDPOINT());
    const kozo_slot_index_t busy = kozo_handle_address(a);
    kozo_handle_t handle = {0};

    CHECK_EQUAL(kozo_cnode_copy(guest.cnode, busy, a, ALL_RIGHTS, &handle), KOZO_ERR_SLOT_BUSY);
    CHECK_EQUAL(kozo_cnode_mint(guest.cnode, busy, a, ALL_RIGHTS, 5, &handle), KOZO_ERR_SLOT_BUSY);
    CHECK_EQUAL(kozo_cnode_copy(guest.cnode, guest.info->slot_count, a, ALL_RIGHTS, &handle),
                KOZO_ERR_NO_SLOT);
    CHECK_EQUAL(kozo_cnode_copy(guest.cnode, 0, a, ALL_RIGHTS, &handle), KOZO_ERR_RANGE);
}

static void delete_makes_the_handle_stale(void)
{
    const kozo_slot_index_t slot = slot_next();
    kozo_handle_t first = {0}, second = {0};
    kozo_info_t info = {0};

    CHECK_OK(make_at(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, slot, &first));
    CHECK_OK(kozo_any_delete(first));
    CHECK_EQUAL(identify(first, &info), KOZO_ERR_NO_CAP);
    CHECK_OK(make_at(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, slot, &second));
    CHECK_EQUAL(identify(first, &info), KOZO_ERR_STALE);
    CHECK_EQUAL(kozo_any_delete(first), KOZO_ERR_STALE);
    CHECK(lives(second));
}

static void delete_keeps_the_children(void)
{
    const kozo_handle_t top = KOZO_ANY(MAKE_ENDPOINT());
    const kozo_handle_t middle = copy(top, ALL_RIGHTS);
    const kozo_handle_t leaf = copy(middle, ALL_RIGHTS);
    const kozo_handle_t other = copy(middle, ALL_RIGHTS);

    CHECK_OK(kozo_any_delete(middle));
    CHECK(lives(leaf) && lives(other));
    CHECK_OK(kozo_any_revoke(top));
    CHECK(gone(leaf) && gone(other));
    CHECK(lives(top));
}

static void revoke_kills_the_descendants_only(void)
{
    const kozo_handle_t top = KOZO_ANY(MAKE_NOTIFICATION());
    const kozo_handle_t left = copy(top, ALL_RIGHTS), right = copy(top, ALL_RIGHTS);
    const kozo_handle_t under = copy(left, ALL_RIGHTS), below = copy(under, ALL_RIGHTS);

    CHECK_OK(kozo_any_revoke(left));
    CHECK(lives(top) && lives(left) && lives(right));
    CHECK(gone(under) && gone(below));
    CHECK_OK(kozo_any_revoke(right));
    CHECK(lives(right));
}

static void revoke_of_a_thousand_children(void)
{
    enum { CHILDREN = 1000 };
    const kozo_handle_t top = KOZO_ANY(MAKE_NOTIFICATION());
    const kozo_slot_index_t first = slots_next(CHILDREN);
    kozo_handle_t handle = top;

    for (uint32_t i = 0; i < CHILDREN; i++) {
        /* Alternately beside and below the last one. */
        CHECK_OK(kozo_cnode_copy(guest.cnode, first + i, i % 2 != 0 ? handle : top, ALL_RIGHTS,
                                 &handle));
    }
    CHECK_OK(kozo_any_revoke(top));
    CHECK(gone(handle));
    CHECK(lives(top));
}

static void what_cannot_be_copied(void)
{
    const kozo_handle_t untyped = make(KOZO_OBJECT_UNTYPED, KOZO_PAGE_BITS);
    const kozo_handle_t page_table = KOZO_ANY(MAKE_TABLE());
    kozo_handle_t handle = {0};

    CHECK_EQUAL(kozo_cnode_copy(guest.cnode, slot_next(), untyped, ALL_RIGHTS, &handle),
                KOZO_ERR_NOT_COPYABLE);
    CHECK_EQUAL(kozo_cnode_copy(guest.cnode, slot_next(), page_table, ALL_RIGHTS, &handle),
                KOZO_ERR_NOT_COPYABLE);
    CHECK_OK(kozo_cnode_move(guest.cnode, slot_next(), untyped, &handle));
}

static void forged_handles_name_nothing(void)
{
    const kozo_handle_t endpoint = KOZO_ANY(MAKE_ENDPOINT());
    kozo_info_t info = {0};

    CHECK_EQUAL(identify((kozo_handle_t){0}, &info), KOZO_ERR_NO_CAP);
    CHECK_EQUAL(identify((kozo_handle_t){~UINT64_C(0)}, &info), KOZO_ERR_NO_CAP);
    for (unsigned bit = 0; bit < 64; bit++) {
        const kozo_handle_t forged = {endpoint.raw ^ UINT64_C(1) << bit};

        CHECK(identify(forged, &info) != KOZO_OK);
    }
    CHECK_OK(identify(endpoint, &info));
}

static void inspect_tells_what_a_slot_holds(void)
{
    const kozo_handle_t badged =
        mint(KOZO_ANY(MAKE_NOTIFICATION()), KOZO_NOTIFICATION_RIGHT_SIGNAL, 9);
    kozo_info_t info = {1};
    kozo_badge_t badge = 1;
    kozo_handle_t handle = {1};

    CHECK_OK(kozo_cnode_inspect(guest.cnode, kozo_handle_address(badged), &info, &badge, &handle));
    CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_NOTIFICATION);
    CHECK_EQUAL(kozo_info_rights(info), KOZO_NOTIFICATION_RIGHT_SIGNAL);
    CHECK_EQUAL(badge, 9);
    CHECK_EQUAL(handle.raw, badged.raw);
    CHECK_OK(kozo_cnode_inspect(guest.cnode, slot_next(), &info, &badge, &handle));
    CHECK_EQUAL(info.raw, 0);
    CHECK_EQUAL(handle.raw, 0);
    CHECK_EQUAL(kozo_cnode_inspect(guest.cnode, guest.info->slot_count, &info, &badge, &handle),
                KOZO_ERR_NO_SLOT);
}

static kozo_relation_t relation_of(kozo_handle_t self, kozo_handle_t other)
{
    kozo_relation_t relation = ~0U;

    CHECK_OK(kozo_any_verify(self, other, &relation));
    return relation;
}

static void verify_tells_who_comes_from_whom(void)
{
    const kozo_handle_t endpoint = KOZO_ANY(MAKE_ENDPOINT());
    const kozo_handle_t child = mint(endpoint, KOZO_ENDPOINT_RIGHT_SEND, 5);
    const kozo_handle_t grandchild = copy(child, 0), sibling = copy(endpoint, ALL_RIGHTS);
    const kozo_cnode_t box = MAKE_CNODE(KOZO_SLOT_BITS + 2);
    kozo_handle_t inside = {0};

    CHECK_EQUAL(relation_of(grandchild, endpoint),
                KOZO_RELATION_SAME_OBJECT | KOZO_RELATION_SELF_DERIVED);
    CHECK_EQUAL(relation_of(endpoint, grandchild),
                KOZO_RELATION_SAME_OBJECT | KOZO_RELATION_OTHER_DERIVED);
    CHECK_EQUAL(relation_of(grandchild, sibling), KOZO_RELATION_SAME_OBJECT);
    CHECK_EQUAL(relation_of(grandchild, KOZO_ANY(guest.memory)), KOZO_RELATION_SELF_DERIVED);
    CHECK_EQUAL(relation_of(endpoint, KOZO_ANY(MAKE_ENDPOINT())), 0);
    /* In another CNode, by the handle that inspect tells. */
    CHECK_OK(kozo_cnode_copy(box, 3, child, 0, &inside));
    const uint32_t bits = (uint32_t)__builtin_ctz(guest.info->slot_count);
    const kozo_handle_t nested =
        kozo_handle_make(kozo_handle_stamp(inside), 1,
                         kozo_handle_address(inside) << bits | kozo_handle_address(KOZO_ANY(box)));
    CHECK_EQUAL(relation_of(nested, child), KOZO_RELATION_SAME_OBJECT | KOZO_RELATION_SELF_DERIVED);
}

static void verify_climbs_a_long_list(void)
{
    const kozo_handle_t notification = KOZO_ANY(MAKE_NOTIFICATION());
    const kozo_handle_t oldest = copy(notification, ALL_RIGHTS);

    for (unsigned i = 0; i < 1000; i++) {
        copy(notification, 0);
    }
    const kozo_handle_t newest = copy(notification, ALL_RIGHTS);

    CHECK_EQUAL(relation_of(newest, notification),
                KOZO_RELATION_SAME_OBJECT | KOZO_RELATION_SELF_DERIVED);
    CHECK_EQUAL(relation_of(newest, oldest), KOZO_RELATION_SAME_OBJECT);
    CHECK_EQUAL(relation_of(newest, KOZO_ANY(guest.memory)), KOZO_RELATION_SELF_DERIVED);
}

static void operations_need_their_rights(void)
{
    const kozo_handle_t endpoint = KOZO_ANY(MAKE_ENDPOINT());
    struct kozo_message m = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};
    const kozo_cnode_t blind = AS(cnode, copy(KOZO_ANY(guest.cnode), KOZO_CNODE_RIGHT_LOOKUP));
    kozo_handle_t handle = {0};

    CHECK_EQUAL(kozo_endpoint_receive(AS(endpoint, copy(endpoint, KOZO_ENDPOINT_RIGHT_SEND)), &m),
                KOZO_ERR_ACCESS_DENIED);
    CHECK_EQUAL(kozo_endpoint_send(AS(endpoint, copy(endpoint, KOZO_ENDPOINT_RIGHT_RECEIVE)), &m),
                KOZO_ERR_ACCESS_DENIED);
    CHECK_EQUAL(kozo_cnode_copy(blind, slot_next(), endpoint, ALL_RIGHTS, &handle),
                KOZO_ERR_ACCESS_DENIED);
    CHECK_OK(kozo_any_delete(KOZO_ANY(blind)));
}

static const struct test table[] = {
    {"copy keeps only the masked rights", copy_keeps_only_masked_rights},
    {"copy refuses unknown rights", copy_refuses_unknown_rights},
    {"mint sets the badge, once", mint_sets_the_badge_once},
    {"move makes the old handle useless and keeps the children", move_makes_the_old_handle_useless},
    {"move to an occupied slot is refused", move_to_an_occupied_slot_is_refused},
    {"copy and mint to a bad slot are refused", copy_and_mint_to_an_occupied_slot_are_refused},
    {"delete makes the handle stale", delete_makes_the_handle_stale},
    {"delete keeps the children, under the parent", delete_keeps_the_children},
    {"revoke kills the descendants only", revoke_kills_the_descendants_only},
    {"revoke of a thousand children", revoke_of_a_thousand_children},
    {"untyped and page table cannot be copied", what_cannot_be_copied},
    {"forged handles name nothing", forged_handles_name_nothing},
    {"inspect tells what a slot holds", inspect_tells_what_a_slot_holds},
    {"verify tells who comes from whom", verify_tells_who_comes_from_whom},
    {"verify climbs a long list", verify_climbs_a_long_list},
    {"operations need their rights", operations_need_their_rights},
};
TESTS(capability_tests, "capabilities", table);
