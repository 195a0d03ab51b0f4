#ifndef SLUICE_CICONV_SHIM_H
#define SLUICE_CICONV_SHIM_H

#include <errno.h>
#include <iconv.h>
#include <string.h>

/// What one call of iconv came to; `errno` itself is a macro that Swift does not import.
enum sluice_iconv_result {
    sluice_iconv_done = 0,
    sluice_iconv_output_full = 1,
    sluice_iconv_invalid_sequence = 2,
    sluice_iconv_incomplete_sequence = 3,
};

static inline enum sluice_iconv_result sluice_iconv(
    iconv_t converter, const char **input, size_t *input_left, char **output, size_t *output_left)
{
    size_t count = iconv(converter, (char **)input, input_left, output, output_left);
    if (count != (size_t)-1) return sluice_iconv_done;
    switch (errno) {
    case E2BIG: return sluice_iconv_output_full;
    case EINVAL: return sluice_iconv_incomplete_sequence;
    default: return sluice_iconv_invalid_sequence;
    }
}

/// iconv_open gives (iconv_t)-1, a value Swift cannot spell, where it does not know a charset; here that is null.
static inline iconv_t sluice_iconv_open(const char *to, const char *from)
{
    iconv_t converter = iconv_open(to, from);
    return converter == (iconv_t)-1 ? (iconv_t)0 : converter;
}

#endif
