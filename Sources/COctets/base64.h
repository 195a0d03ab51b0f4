/* Base64 (RFC 2045 §6.8) 32 octets at a time, where the processor has AVX2; Swift has no byte shuffle. */
#ifndef SLUICE_COCTETS_BASE64_H
#define SLUICE_COCTETS_BASE64_H

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/* The processor has AVX2, and the system saves its registers. */
static inline int sluice_has_avx2(void)
{
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    const unsigned saves_registers = 1u << 27, avx = 1u << 28, avx2 = 1u << 5;
    if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx) || !(ecx & saves_registers) || !(ecx & avx)) return 0;
    unsigned low = 0, high = 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6) return 0;
    return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) && (ebx & avx2);
}

/* Decodes blocks of 32 octets of the alphabet from `text` to `output` until another octet comes, and returns how many
 * octets of `text` those were. `output` takes 24 octets for each block and is written up to 8 octets behind them.
 *
 * An octet is in the alphabet if what its low half allows and what its high half is have no bit in common. The sextet
 * is the octet and an offset that the high half tells; `/` shares its high half with `+` and so goes one lower. */
__attribute__((target("avx2"))) static inline size_t sluice_base64_avx2(
    const uint8_t *text, size_t count, uint8_t *output)
{
    const __m256i low_allows = _mm256_setr_epi8(
        0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A,
        0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A);
    const __m256i high_is = _mm256_setr_epi8(
        0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10,
        0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10);
    const __m256i offsets = _mm256_setr_epi8(
        0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m256i order = _mm256_setr_epi8(
        2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1,
        2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
    const __m256i half = _mm256_set1_epi8(0x0F), slash = _mm256_set1_epi8('/');
    size_t place = 0;
    while (place + 32 <= count) {
        __m256i octets = _mm256_loadu_si256((const __m256i *)(text + place));
        __m256i high = _mm256_and_si256(_mm256_srli_epi32(octets, 4), half);
        __m256i low = _mm256_and_si256(octets, half);
        if (!_mm256_testz_si256(_mm256_shuffle_epi8(low_allows, low), _mm256_shuffle_epi8(high_is, high))) break;
        __m256i is_slash = _mm256_cmpeq_epi8(octets, slash);
        __m256i sextets = _mm256_add_epi8(octets, _mm256_shuffle_epi8(offsets, _mm256_add_epi8(is_slash, high)));
        __m256i pairs = _mm256_maddubs_epi16(sextets, _mm256_set1_epi32(0x01400140));
        __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
        __m256i packed = _mm256_shuffle_epi8(groups, order);
        packed = _mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7));
        _mm256_storeu_si256((__m256i *)output, packed);
        output += 24;
        place += 32;
    }
    return place;
}

#else

static inline int sluice_has_avx2(void) { return 0; }

static inline size_t sluice_base64_avx2(const uint8_t *text, size_t count, uint8_t *output)
{
    (void)text;
    (void)count;
    (void)output;
    return 0;
}

#endif
#endif
