#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "functions.h"

// One trampoline a function: it jumps to the address that loading stores, whatever the signature.
#if defined(__APPLE__)
#define SYMBOL(name) "_" #name
#else
#define SYMBOL(name) #name
#endif

#if defined(__x86_64__)
#define JUMP(name) "jmpq *" SYMBOL(sl_address_of_##name) "(%rip)\n"
#elif defined(__aarch64__) && defined(__APPLE__)
#define JUMP(name)                                                                                 \
  "adrp x16, " SYMBOL(sl_address_of_##name) "@PAGE\n"                                              \
  "ldr x16, [x16, " SYMBOL(sl_address_of_##name) "@PAGEOFF]\nbr x16\n"
#elif defined(__aarch64__)
#define JUMP(name)                                                                                 \
  "adrp x16, " SYMBOL(sl_address_of_##name) "\n"                                                   \
  "ldr x16, [x16, :lo12:" SYMBOL(sl_address_of_##name) "]\nbr x16\n"
#else
#error "no trampoline for this processor"
#endif

static void not_loaded(void) {
  fputs("error: an engine function was called before sl_load_engine\n", stderr);
  abort();
}

#define TRAMPOLINE(name)                                                                           \
  __attribute__((visibility("hidden"))) void* sl_address_of_##name = (void*)not_loaded;            \
  __asm__(".text\n.p2align 4\n.globl " SYMBOL(name) "\n" SYMBOL(name) ":\n" JUMP(name));

SL_FUNCTIONS(TRAMPOLINE)

static const struct {
  const char* name;
  void** address;
} functions[] = {
#define ENTRY(name) {#name, &sl_address_of_##name},
    SL_FUNCTIONS(ENTRY)
#undef ENTRY
};

#if defined(__APPLE__)
#define SUFFIX ".dylib"
#else
#define SUFFIX ".so"
#endif

/// Loads libtorch's libraries from a folder, so that the engine finds these and not its own. Those
/// of CUDA are there in CUDA builds only.
static const char* load_torch(const char* torch) {
  static const char* const libraries[] = {
      "libc10", "libtorch_cpu", "libc10_cuda", "libtorch_cuda", "libtorch"};
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; ++i) {
    char path[4096];
    snprintf(path, sizeof path, "%s/lib/%s" SUFFIX, torch, libraries[i]);
    FILE* file = fopen(path, "rb");
    if (file == NULL) continue;
    fclose(file);
    if (dlopen(path, RTLD_NOW | RTLD_GLOBAL) == NULL) return dlerror();
  }
  return NULL;
}

const char* sl_load_engine(const char* library, const char* torch) {
  const char* problem = torch == NULL ? NULL : load_torch(torch);
  if (problem != NULL) return problem;
  void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return dlerror();
  dlopen("libtorch_cuda" SUFFIX, RTLD_NOW | RTLD_GLOBAL);
  for (size_t i = 0; i < sizeof functions / sizeof *functions; ++i) {
    void* address = dlsym(handle, functions[i].name);
    if (address == NULL) return dlerror();
    *functions[i].address = address;
  }
  return NULL;
}
