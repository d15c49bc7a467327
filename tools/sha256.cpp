#include "sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>

namespace tool {

namespace {

struct FreeDigest {
  void operator()(EVP_MD_CTX *digest) const noexcept { EVP_MD_CTX_free(digest); }
};

}  // namespace

std::string sha256_of_file(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> digest(EVP_MD_CTX_new());
  if (!file || !digest || EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1) return "";
  std::array<char, 1 << 16> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
    if (EVP_DigestUpdate(digest.get(), buffer.data(), static_cast<size_t>(file.gcount())) != 1) return "";
  }
  if (file.bad()) return "";
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned length = 0;
  if (EVP_DigestFinal_ex(digest.get(), bytes.data(), &length) != 1) return "";
  std::string hex;
  for (unsigned i = 0; i < length; ++i) hex += fmt::format("{:02x}", bytes[i]);
  return hex;
}

}  // namespace tool
