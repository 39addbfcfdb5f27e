//% include "banner.h"
#include <kozo/abi/errors.h>
#include <kozo/abi/names.h>
#include <kozo/abi/objects.h>
#include <kozo/abi/operations.h>

const char *kozo_operation_name(unsigned number)
{
    switch (number) {
//% for value, name in operations
    case ${value}: return "${name}";
//% endfor
    default: return "unknown";
    }
}

const char *kozo_error_name(unsigned error)
{
    switch (error) {
    case KOZO_OK: return "ok";
//% for value, name in errors
    case ${value}: return "${name}";
//% endfor
    default: return "unknown";
    }
}

const char *kozo_object_name(unsigned type)
{
    switch (type) {
    case KOZO_OBJECT_NULL: return "null";
//% for value, name in objects
    case ${value}: return "${name}";
//% endfor
    default: return "unknown";
    }
}

const char *kozo_right_name(unsigned type, unsigned right)
{
    switch (type << 8 | right) {
//% for type, right, name in rights
    case ${type} << 8 | ${right}:
        return "${name}";
//% endfor
    default: return "unknown";
    }
}

const char *kozo_error_text(unsigned error)
{
    switch (error) {
//% for value, text, remedy in advice
    case ${value}:
        return "${text}";
//% endfor
    default: return "there is no such error";
    }
}

const char *kozo_error_remedy(unsigned error)
{
    switch (error) {
//% for value, text, remedy in advice
    case ${value}:
        return "${remedy}";
//% endfor
    default: return "whoever reports it is of another version";
    }
}
