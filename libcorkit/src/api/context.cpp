// Version, status names, context and calibration files.
#include <algorithm>
#include <cstring>

#include "api/handles.hpp"
#include "core/printable.hpp"

using namespace corkit;
using namespace corkit::api;

namespace {

CalibrationRequest request_of(const corkit_config *config) {
  if (config == nullptr) return {};
  if (config->size != sizeof(corkit_config))
    throw Error(CORKIT_ERROR_ARGUMENT, "corkit_config has an unknown size: fill it with corkit_config_default() first");
  return {text(config->calibration), text(config->lasco_data), text(config->nrl_lib), text(config->ancil_data)};
}

std::shared_ptr<const std::vector<CalibrationFileState>> files_of(corkit_context *ctx) {
  return ctx->files.get(0, [ctx] { return ctx->level1.store().check(); });
}

}  // namespace

const char *corkit_version(void) { return kVersion; }
const char *corkit_solarsoft_version(void) { return kSolarSoftVersion; }

const char *corkit_status_name(int status) {
  switch (status) {
    case CORKIT_OK:
      return "CORKIT_OK";
    case CORKIT_ERROR_ARGUMENT:
      return "CORKIT_ERROR_ARGUMENT";
    case CORKIT_ERROR_INPUT:
      return "CORKIT_ERROR_INPUT";
    case CORKIT_ERROR_FILE_NOT_FOUND:
      return "CORKIT_ERROR_FILE_NOT_FOUND";
    case CORKIT_ERROR_NOT_FITS:
      return "CORKIT_ERROR_NOT_FITS";
    case CORKIT_ERROR_DIMENSIONS:
      return "CORKIT_ERROR_DIMENSIONS";
    case CORKIT_ERROR_ZERO_IMAGE:
      return "CORKIT_ERROR_ZERO_IMAGE";
    case CORKIT_ERROR_HEADER:
      return "CORKIT_ERROR_HEADER";
    case CORKIT_ERROR_KEYWORD_MISSING:
      return "CORKIT_ERROR_KEYWORD_MISSING";
    case CORKIT_ERROR_KEYWORD_VALUE:
      return "CORKIT_ERROR_KEYWORD_VALUE";
    case CORKIT_ERROR_SOURCE_NAME:
      return "CORKIT_ERROR_SOURCE_NAME";
    case CORKIT_ERROR_CALIBRATION:
      return "CORKIT_ERROR_CALIBRATION";
    case CORKIT_ERROR_CALIBRATION_MISSING:
      return "CORKIT_ERROR_CALIBRATION_MISSING";
    case CORKIT_ERROR_CALIBRATION_DAMAGED:
      return "CORKIT_ERROR_CALIBRATION_DAMAGED";
    case CORKIT_ERROR_IO:
      return "CORKIT_ERROR_IO";
    case CORKIT_ERROR_OTHER_PRODUCT:
      return "CORKIT_ERROR_OTHER_PRODUCT";
    case CORKIT_ERROR_MEMORY:
      return "CORKIT_ERROR_MEMORY";
    case CORKIT_ERROR_UNSUPPORTED:
      return "CORKIT_ERROR_UNSUPPORTED";
    case CORKIT_ERROR_INTERNAL:
      return "CORKIT_ERROR_INTERNAL";
    default:
      return "unknown status";
  }
}

void corkit_config_default(corkit_config *config) {
  if (config == nullptr) return;
  *config = corkit_config{};
  config->size = sizeof(corkit_config);
}

corkit_context *corkit_context_create(const corkit_config *config, corkit_error *err) {
  corkit_context *ctx = nullptr;
  const int status = guarded([&] { ctx = std::make_unique<corkit_context>(request_of(config)).release(); });
  if (err != nullptr) {
    err->status = status;
    copy_text(status == CORKIT_OK ? "" : last_error(), err->message, sizeof err->message);
  }
  return ctx;
}

corkit_context *corkit_context_destroy(corkit_context *ctx) {
  const std::unique_ptr<corkit_context> owned(ctx);
  return nullptr;
}

const char *corkit_last_error(const corkit_context *) { return last_error(); }

int corkit_set_error(int status, const char *sentence) {
  return guarded([&] {
    std::string line = text(sentence);
    std::replace(line.begin(), line.end(), '\n', ' ');
    throw Error(static_cast<corkit_status>(status), line);
  });
}

size_t corkit_calibration_file(corkit_context *ctx, size_t i, const char **name, const char **path, const char **state) {
  size_t count = 0;
  guarded([&] {
    require(ctx, "ctx");
    const auto files = files_of(ctx);
    count = files->size();
    if (i >= count) return;
    const auto &file = (*files)[i];
    if (name != nullptr) *name = file.name.c_str();
    if (path != nullptr) *path = file.path.c_str();
    if (state != nullptr) *state = file.state.c_str();
  });
  return count;
}

const char *corkit_calibration_source(corkit_context *ctx) { return ctx == nullptr ? "" : ctx->level1.store().paths().source.c_str(); }

int corkit_calibration_folder(corkit_context *ctx, const char *part, const char **folder) {
  if (folder != nullptr) *folder = "";
  return guarded([&] {
    require_all("corkit_calibration_folder", ctx, part, folder);
    const CalibrationRequest &found = ctx->level1.store().paths().found;
    const std::string name = part;
    if (name == "calibration")
      *folder = found.folder.c_str();
    else if (name == "lasco_data")
      *folder = found.lasco_data.c_str();
    else if (name == "nrl_lib")
      *folder = found.nrl_lib.c_str();
    else if (name == "ancil_data")
      *folder = found.ancil_data.c_str();
    else
      throw Error(CORKIT_ERROR_ARGUMENT,
                  "part is " + corkit::quoted(name) + ": give \"calibration\", \"lasco_data\", \"nrl_lib\" or \"ancil_data\"");
  });
}

int corkit_calibration_synthetic(corkit_context *ctx) {
  int synthetic = 0;
  guarded([&] {
    require(ctx, "ctx");
    synthetic = ctx->level1.store().synthetic() ? 1 : 0;
  });
  return synthetic;
}
