// What libcorkit and the corkit command see of the plug-in: C functions, and no exception through them.
//
// Notes     Calls are serialised: LibTorch's number of threads belongs to the process, and is put back after each call.
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <mutex>

#include "commands.hpp"
#include "core/error.hpp"
#include "corkit_inpaint_command.h"
#include "fill/inpaint_abi.h"
#include "fill_image.hpp"

namespace corkit::inpaint {
namespace {

std::mutex &one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

// Models once loaded, by path and detector; immutable. A file that changes on disk is read again.
std::shared_ptr<const Model> model_of(const std::string &path, const std::string &detector) {
  struct Entry {
    std::filesystem::file_time_type written;
    std::uintmax_t bytes;
    std::shared_ptr<const Model> model;
  };
  static std::map<std::pair<std::string, std::string>, Entry> loaded;
  std::error_code error;
  const auto written = std::filesystem::last_write_time(path, error);
  const auto bytes = std::filesystem::file_size(path, error);
  const auto found = loaded.find({path, detector});
  if (!error && found != loaded.end() && found->second.written == written && found->second.bytes == bytes) return found->second.model;
  auto model = load_model(path, detector);
  loaded[{path, detector}] = {written, bytes, model};
  return model;
}

class OneThread {
 public:
  OneThread() : before_(at::get_num_threads()) { at::set_num_threads(1); }
  ~OneThread() { at::set_num_threads(before_); }
  OneThread(const OneThread &) = delete;
  OneThread &operator=(const OneThread &) = delete;

 private:
  int before_;
};

void copy_text(const std::string &text, char *to, std::size_t capacity) {
  const std::size_t n = std::min(text.size(), capacity - 1);
  std::copy_n(text.data(), n, to);
  to[n] = '\0';
}

int report(int status, std::string sentence, char *error, std::size_t capacity) {
  // Torch's messages go on for lines with a stack trace.
  sentence = sentence.substr(0, sentence.find('\n'));
  if (error != nullptr) copy_text(sentence, error, capacity);
  return status;
}

template <class Body>
int guarded(char *error, std::size_t capacity, const Body &body) noexcept {
  try {
    const std::lock_guard lock(one_at_a_time());
    body();
    return CORKIT_OK;
  } catch (const Error &e) {
    return report(e.status(), e.what(), error, capacity);
  } catch (const std::bad_alloc &) {
    return report(CORKIT_ERROR_MEMORY, "the learned fill ran out of memory: raise the limit (ulimit -v), or use --fill membrane", error,
                  capacity);
  } catch (const std::exception &e) {
    const std::string what = e.what();
    if (what.find("memory") != std::string::npos)
      return report(CORKIT_ERROR_MEMORY, "the learned fill ran out of memory: raise the limit (ulimit -v), or use --fill membrane", error,
                    capacity);
    return report(CORKIT_ERROR_INTERNAL, "the learned fill failed: " + what, error, capacity);
  } catch (...) {
    return report(CORKIT_ERROR_INTERNAL, "the learned fill failed", error, capacity);
  }
}

Image<float> image_at(const float *pixels, int nx, int ny) {
  auto image = Image<float>::uninitialized(nx, ny);
  std::copy_n(pixels, image.size(), image.begin());
  return image;
}

int check(const char *weights, const char *detector, char sha256[65], char error[CORKIT_INPAINT_ERROR_BYTES]) {
  return guarded(error, CORKIT_INPAINT_ERROR_BYTES, [&] {
    if (weights == nullptr || detector == nullptr) throw Error(CORKIT_ERROR_ARGUMENT, "the learned fill needs weights and a detector");
    const auto model = model_of(weights, detector);
    if (sha256 != nullptr) copy_text(model->sha256, sha256, 65);
  });
}

void run_checked(const corkit_inpaint_request &r, corkit_inpaint_result &out) {
  if (r.size != sizeof(corkit_inpaint_request) || out.size != sizeof(corkit_inpaint_result))
    throw Error(CORKIT_ERROR_ARGUMENT,
                "libcorkit and its plug-in libcorkit-inpaint are of different versions; install both from one build");
  if (r.image == nullptr || r.state == nullptr || r.guess == nullptr || r.weights == nullptr || r.detector == nullptr ||
      out.image == nullptr || out.sigma == nullptr || out.filled == nullptr)
    throw Error(CORKIT_ERROR_ARGUMENT, "the learned fill was called without an image, its states, a first guess or weights");
  if (r.nx < 8 || r.ny < 8 || r.nx > 16384 || r.ny > 16384)
    throw Error(CORKIT_ERROR_DIMENSIONS, "the learned fill takes images of 8 to 16384 pixels a side");
  if (!std::isfinite(r.sun_x) || !std::isfinite(r.sun_y) || !(r.rsun_pixels > 0) || !std::isfinite(r.rsun_pixels))
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, "the learned fill needs the Sun's centre and radius (CRPIX1, CRPIX2, CDELT1)");
  const auto model = model_of(r.weights, r.detector);
  copy_text(model->sha256, out.weights_sha256, sizeof(out.weights_sha256));
  copy_text(model->name, out.model, sizeof(out.model));
  Image<std::uint8_t> state(r.nx, r.ny);
  std::copy_n(r.state, state.size(), state.begin());
  if (std::find(state.begin(), state.end(), CORKIT_INPAINT_MISSING) == state.end()) return;
  const Image<float> image = image_at(r.image, r.nx, r.ny);
  const bool measured = [&] {
    for (std::size_t k = 0; k < state.size(); ++k)
      if (state[k] == CORKIT_INPAINT_MEASURED && std::isfinite(image[k])) return true;
    return false;
  }();
  if (!measured) throw Error(CORKIT_ERROR_ZERO_IMAGE, "no pixel of the image was measured: there is nothing to fill its holes from");
  Scene scene = make_scene(image, state, image_at(r.guess, r.nx, r.ny),
                           r.reference == nullptr ? Image<float>() : image_at(r.reference, r.nx, r.ny), r.sun_x, r.sun_y, r.rsun_pixels);
  if (r.reference != nullptr && r.context != nullptr && r.context_hours != nullptr)
    for (int k = 0; k < r.ncontext; ++k)
      scene.contexts.push_back(
          {r.ncontext > 1 ? convert<double>(image_at(r.context[k], r.nx, r.ny)) : Image<double>(), r.context_hours[k]});
  const OneThread one;
  const Filled filled = fill_image(*model, std::move(scene));
  if (!filled.network) copy_text("kriging with context images, " + model->detector, out.model, sizeof(out.model));
  for (std::size_t k = 0; k < state.size(); ++k) {
    if (filled.filled[k] == 0) continue;
    out.image[k] = filled.image[k];
    out.sigma[k] = filled.sigma[k];
    out.filled[k] = 1;
  }
}

int run(const corkit_inpaint_request *request, corkit_inpaint_result *result) {
  if (request == nullptr || result == nullptr) return CORKIT_ERROR_ARGUMENT;
  return guarded(result->error, sizeof(result->error), [&] { run_checked(*request, *result); });
}

int flat(const char *weights, const char *detector, float *to, int *known, char error[CORKIT_INPAINT_ERROR_BYTES]) {
  return guarded(error, CORKIT_INPAINT_ERROR_BYTES, [&] {
    if (weights == nullptr || detector == nullptr || to == nullptr || known == nullptr)
      throw Error(CORKIT_ERROR_ARGUMENT, "the learned fill needs weights, a detector and an array for its flat field");
    const Image<float> response = response_of(model_of(weights, detector)->flat);
    *known = response.empty() ? 0 : 1;
    std::copy(response.begin(), response.end(), to);
  });
}

}  // namespace
}  // namespace corkit::inpaint

extern "C" {

__attribute__((visibility("default"))) const corkit_inpaint_plugin_v2 *corkit_inpaint_plugin(void) {
  static const corkit_inpaint_plugin_v2 plugin{CORKIT_INPAINT_ABI_VERSION, "0.1.0", corkit::inpaint::check, corkit::inpaint::run,
                                               corkit::inpaint::flat};
  return &plugin;
}

__attribute__((visibility("default"))) int corkit_inpaint_command(const char *request, const corkit_inpaint_listener *listener,
                                                                  char *error) {
  using namespace corkit::inpaint;
  return guarded(error, CORKIT_INPAINT_COMMAND_ERROR_BYTES, [&] {
    Reporter reporter;
    reporter.line = [&](const std::string &line) {
      if (listener != nullptr && listener->line != nullptr) listener->line(listener->user, line.c_str());
    };
    reporter.stop = [&] { return listener != nullptr && listener->stop != nullptr && listener->stop(listener->user) != 0; };
    run_command(request == nullptr ? "" : request, reporter);
  });
}
}
