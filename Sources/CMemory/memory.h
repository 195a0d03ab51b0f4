/* What Swift has no words for: where memory is to come from, and when. */
#ifndef SLUICE_CMEMORY_MEMORY_H
#define SLUICE_CMEMORY_MEMORY_H

#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

/* Has the processor fetch what lies at an address, and does not wait for it. The address need not be one. */
static inline void sluice_prefetch(const void *address) { __builtin_prefetch(address); }

/* Asks for pages of 2 MiB for the whole ones between `start` and `start + count`, in which nothing was written yet. */
static inline void sluice_ask_large_pages(void *start, size_t count)
{
#ifdef MADV_HUGEPAGE
    const uintptr_t page = (uintptr_t)2 << 20;
    uintptr_t first = ((uintptr_t)start + page - 1) & ~(page - 1);
    uintptr_t end = ((uintptr_t)start + count) & ~(page - 1);
    if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
    (void)start;
    (void)count;
#endif
}

#endif
