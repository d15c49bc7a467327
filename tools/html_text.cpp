#include "html_text.hpp"

#include <openssl/evp.h>

namespace tool {

std::string base64(const unsigned char *bytes, size_t n) {
  std::string text(4 * ((n + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()), bytes, static_cast<int>(n));
  text.resize(static_cast<size_t>(length));
  return text;
}

std::string escaped_html(const std::string &text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += letter;
    }
  }
  return out;
}

}  // namespace tool
