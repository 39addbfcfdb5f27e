/* SPDX-License-Identifier: MIT */
/* linked.h: names of a second server of the same interface. */
#pragma once

#define marshal_dispatch linked_dispatch
#define marshal_serve_nothing linked_serve_nothing
#define marshal_serve_numbers linked_serve_numbers
#define marshal_serve_open linked_serve_open
#define marshal_serve_write linked_serve_write
#define marshal_serve_read_directory linked_serve_read_directory
