//% include "banner.h"
#pragma once

//% for name in includes
#include <kozo/abi/${name}>
//% endfor
