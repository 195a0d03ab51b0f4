#ifndef SLUICE_CLIBXML2_SHIM_H
#define SLUICE_CLIBXML2_SHIM_H

// libxml2 built with ICU includes ICU's headers, which contradict those of Swift's Foundation in one compilation.
// What they add is the end of a struct that we only ever hold a pointer to.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

// memchr
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#endif
