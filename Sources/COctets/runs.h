/* Runs of octets, 16 at a time where the processor has SSE2: Swift has no mask of a comparison. */
#ifndef SLUICE_COCTETS_RUNS_H
#define SLUICE_COCTETS_RUNS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The octet that two hexadecimal digits of either case spell; 256 where one of them is no such digit. */
static inline unsigned sluice_hexadecimal(uint8_t high, uint8_t low)
{
    /* One more than the value of the digit. */
    static const uint8_t digits[256] = {
        ['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6, ['6'] = 7, ['7'] = 8, ['8'] = 9,
        ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
        ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
    };
    unsigned first = digits[high], second = digits[low];
    return first && second ? (first - 1) << 4 | (second - 1) : 256;
}

#if defined(__SSE2__)
#include <emmintrin.h>

/* Copies octets from `text` to `output` up to the first `=` or LF, and returns how many those were. Up to 15 octets
 * behind them may be written too, within `count`. */
static inline size_t sluice_copy_plain(const uint8_t *text, size_t count, uint8_t *output)
{
    const __m128i equals = _mm_set1_epi8('='), line_feeds = _mm_set1_epi8('\n');
    size_t place = 0;
    while (place + 16 <= count) {
        __m128i octets = _mm_loadu_si128((const __m128i *)(text + place));
        _mm_storeu_si128((__m128i *)(output + place), octets);
        unsigned found = (unsigned)_mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi8(octets, equals), _mm_cmpeq_epi8(octets, line_feeds)));
        if (found) return place + (size_t)__builtin_ctz(found);
        place += 16;
    }
    for (; place < count; place++) {
        if (text[place] == '=' || text[place] == '\n') break;
        output[place] = text[place];
    }
    return place;
}

/* How many octets at the beginning of `text` are below 128. */
static inline size_t sluice_ascii_run(const uint8_t *text, size_t count)
{
    size_t place = 0;
    while (place + 16 <= count) {
        unsigned found = (unsigned)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(text + place)));
        if (found) return place + (size_t)__builtin_ctz(found);
        place += 16;
    }
    while (place < count && text[place] < 128) place++;
    return place;
}

/* Where `octet` first stands in `text`; `count` where it does not. Lines are short: no call is worth its price. */
static inline size_t sluice_find(const uint8_t *text, size_t count, uint8_t octet)
{
    const __m128i wanted = _mm_set1_epi8((char)octet);
    size_t place = 0;
    while (place + 16 <= count) {
        __m128i octets = _mm_loadu_si128((const __m128i *)(text + place));
        unsigned found = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(octets, wanted));
        if (found) return place + (size_t)__builtin_ctz(found);
        place += 16;
    }
    while (place < count && text[place] != octet) place++;
    return place;
}

/* Where `newline` first stands before two hyphens in `text`; `count` where it does not. */
static inline size_t sluice_find_dashed_line(const uint8_t *text, size_t count, uint8_t newline)
{
    const __m128i newlines = _mm_set1_epi8((char)newline), hyphens = _mm_set1_epi8('-');
    size_t place = 0;
    while (place + 18 <= count) {
        __m128i ends = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(text + place)), newlines);
        __m128i next = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(text + place + 1)), hyphens);
        unsigned found = (unsigned)_mm_movemask_epi8(_mm_and_si128(ends, next));
        for (; found; found &= found - 1) {
            size_t at = place + (size_t)__builtin_ctz(found);
            if (text[at + 2] == '-') return at;
        }
        place += 16;
    }
    for (; place + 2 < count; place++) {
        if (text[place] == newline && text[place + 1] == '-' && text[place + 2] == '-') return place;
    }
    return count;
}

#else

static inline size_t sluice_copy_plain(const uint8_t *text, size_t count, uint8_t *output)
{
    size_t place = 0;
    for (; place < count; place++) {
        if (text[place] == '=' || text[place] == '\n') break;
        output[place] = text[place];
    }
    return place;
}

static inline size_t sluice_ascii_run(const uint8_t *text, size_t count)
{
    size_t place = 0;
    while (place + 8 <= count) {
        uint64_t word;
        memcpy(&word, text + place, 8);
        if (word & UINT64_C(0x8080808080808080)) break;
        place += 8;
    }
    while (place < count && text[place] < 128) place++;
    return place;
}

static inline size_t sluice_find(const uint8_t *text, size_t count, uint8_t octet)
{
    const uint8_t *found = count ? memchr(text, octet, count) : NULL;
    return found ? (size_t)(found - text) : count;
}

static inline size_t sluice_find_dashed_line(const uint8_t *text, size_t count, uint8_t newline)
{
    for (size_t place = 0; place + 2 < count; place++) {
        place += sluice_find(text + place, count - place, newline);
        if (place + 2 < count && text[place + 1] == '-' && text[place + 2] == '-') return place;
    }
    return count;
}

#endif
#endif
