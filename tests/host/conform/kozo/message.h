/* SPDX-License-Identifier: MIT */
/* message.h: what programs and what the kernel call a message; their headers have the same name. */
#pragma once

#include "../../../../generated/user/kozo/message.h"
#include "../../../../kernel/include/kozo/message.h"
