#include "inpaint_plugin.hpp"

#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <exception>
#include <string>

#include "corkit_inpaint_command.h"
#include "fill/inpaint_abi.h"
#include "handles.hpp"
#include "interrupt.hpp"

namespace tool {

namespace {

struct CloseLibrary {
  void operator()(void *library) const noexcept { dlclose(library); }
};
using Library = std::unique_ptr<void, CloseLibrary>;

struct Listening {
  const JsonLine &listener;
  std::exception_ptr failure;  // of the listener: must not pass through the plug-in's C code
};

extern "C" void hear(void *user, const char *json) {
  auto &listening = *static_cast<Listening *>(user);
  if (listening.failure) return;
  try {
    listening.listener(nlohmann::ordered_json::parse(json));
  } catch (...) {
    listening.failure = std::current_exception();
  }
}

extern "C" int stop_wanted(void *user) { return static_cast<Listening *>(user)->failure || interrupted() != 0 ? 1 : 0; }

Library open_plugin() {
  // As libcorkit does: CORKIT_INPAINT_LIB, else beside the library.
  const char *named = std::getenv("CORKIT_INPAINT_LIB");
  Library library(dlopen(named != nullptr && *named != '\0' ? named : CORKIT_INPAINT_LIBRARY, RTLD_NOW | RTLD_LOCAL));
  if (!library) {
    const char *why = dlerror();
    throw Failure(CORKIT_ERROR_UNSUPPORTED, std::string("the plug-in of the learned fill cannot be opened (") +
                                                (why != nullptr ? why : "unknown reason") +
                                                "); install libcorkit-inpaint and LibTorch, or build corkit with libtorch-dev present");
  }
  return library;
}

}  // namespace

void run_inpaint(const nlohmann::json &request, const JsonLine &listener) {
  // Never closed: Torch's threads and tables live until the program ends.
  void *library = open_plugin().release();
  const auto command = reinterpret_cast<corkit_inpaint_command_entry>(dlsym(library, CORKIT_INPAINT_COMMAND_ENTRY));
  if (command == nullptr)
    throw Failure(CORKIT_ERROR_UNSUPPORTED,
                  "the plug-in of the learned fill is of another version; install it from the same build as corkit");
  catch_interrupts();
  Listening listening{listener, nullptr};
  const corkit_inpaint_listener callbacks{hear, stop_wanted, &listening};
  std::array<char, CORKIT_INPAINT_COMMAND_ERROR_BYTES> error{};
  const int status = command(request.dump().c_str(), &callbacks, error.data());
  if (listening.failure) std::rethrow_exception(listening.failure);
  if (status != CORKIT_OK) throw Failure(status, error.data());
}

}  // namespace tool
