// The context of an IDL session.
#include <cstdlib>
#include <string>

#include "host/host.h"

namespace {

std::string environment() {
  std::string all;
  for (const char *name : {"CORKIT_DATA", "LASCO_DATA", "NRL_LIB", "ANCIL_DATA", "XDG_DATA_HOME", "HOME"}) {
    const char *value = std::getenv(name);
    all.append(value != nullptr ? value : "\x01").push_back('\0');
  }
  return all;
}

class Session {
 public:
  Session() = default;
  Session(const Session &) = delete;
  Session &operator=(const Session &) = delete;
  ~Session() { reset(); }

  corkit_context *context(corkit_error *err) {
    std::string now = environment();
    if (context_ == nullptr || now != environment_) {
      reset();
      context_ = corkit_context_create(nullptr, err);
      environment_ = std::move(now);
    }
    return context_;
  }
  void reset() { context_ = corkit_context_destroy(context_); }

 private:
  corkit_context *context_ = nullptr;
  std::string environment_;
};

Session &session() {
  static Session the_session;
  return the_session;
}

}  // namespace

extern "C" {

corkit_context *corkit_host_context(corkit_error *err) {
  try {
    return session().context(err);
  } catch (...) {
    if (err != nullptr) *err = {CORKIT_ERROR_MEMORY, "not enough memory to open the calibration data: close other programs or variables"};
    return nullptr;
  }
}

void corkit_host_reset(void) { session().reset(); }
}
