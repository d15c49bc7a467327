#include "training_data.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <set>

namespace corkit::inpaint {
namespace {

struct FreeDigest {
  void operator()(EVP_MD_CTX *digest) const noexcept { EVP_MD_CTX_free(digest); }
};

}  // namespace

std::string sha256_of_files(const std::vector<std::string> &paths) {
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> digest(EVP_MD_CTX_new());
  if (!digest || EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1)
    throw Error(CORKIT_ERROR_INTERNAL, "SHA-256 is not available");
  std::vector<char> buffer(1 << 16);
  for (const std::string &path : paths) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(CORKIT_ERROR_FILE_NOT_FOUND, path + ": cannot be opened");
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0)
      EVP_DigestUpdate(digest.get(), buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned length = 0;
  EVP_DigestFinal_ex(digest.get(), bytes.data(), &length);
  constexpr const char *digits = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < length; ++i) {
    hex += digits[bytes[i] >> 4U];
    hex += digits[bytes[i] & 15U];
  }
  return hex;
}

ContextHandle open_context() {
  corkit_error error{};
  ContextHandle context(corkit_context_create(nullptr, &error));
  if (!context) throw Error(static_cast<corkit_status>(error.status), error.message);
  return context;
}

TrainingData read_training_data(corkit_context *ctx, const std::vector<std::string> &folders, const std::string &camera,
                                const std::vector<std::string> &held_out, const std::vector<std::string> &excluded) {
  TrainingData data;
  for (const std::string &path : image_files(folders)) {
    SourceImage image = read_source(ctx, path);
    if (!camera.empty() && image.detector != camera) continue;
    // Sub-fields and binned images are another sampling of the corona; filling handles them, training does without.
    if (image.valid.nx() != 1024 || image.valid.ny() != 1024) continue;
    data.images.push_back(std::move(image));
  }
  if (data.images.empty())
    throw Error(CORKIT_ERROR_INPUT, "no 1024 x 1024 image" + (camera.empty() ? std::string() : " of " + camera) + " in the folders named");
  if (!excluded.empty()) {
    const Split out = split_by_event(data.images, excluded);
    std::vector<SourceImage> kept;
    for (const std::size_t k : out.training) kept.push_back(std::move(data.images[k]));
    data.images = std::move(kept);
  }
  data.split = split_by_event(data.images, held_out);
  std::vector<std::string> files;
  for (const std::size_t k : data.split.training) files.push_back(data.images[k].path);
  data.sha256 = sha256_of_files(files);
  return data;
}

}  // namespace corkit::inpaint
