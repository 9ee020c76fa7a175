// PCRE2, the regular-expression library behind the tokenizers' split patterns.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
