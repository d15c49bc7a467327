// Session-level entry points: version, calibration data, reset, file reading, the header structure.
#include "ce/request.hpp"

#define CORKIT_CE_API __attribute__((visibility("default")))

namespace corkit_ce {
namespace {

void version(Request &q) { q.result().texts = {corkit_version(), corkit_solarsoft_version()}; }

// Text 0: where the calibration data come from; then three texts a file: name, path, state. Result 0: 1 if synthetic.
void calibration(Request &q) {
  corkit_context *context = q.context();
  auto &texts = q.result().texts;
  texts = {corkit_calibration_source(context)};
  const char *name = nullptr, *path = nullptr, *state = nullptr;
  const std::size_t n = corkit_calibration_file(context, 0, &name, &path, &state);
  for (std::size_t i = 0; i < n; ++i) {
    corkit_calibration_file(context, i, &name, &path, &state);
    texts.insert(texts.end(), {name, path, state});
  }
  q.set_result(0, corkit_calibration_synthetic(context));
}

// Text 0: the part; then its folder.
void calibration_folder(Request &q) {
  const char *folder = "";
  check(corkit_calibration_folder(q.context(), q.text(0).c_str(), &folder));
  q.result().texts = {folder};
}

void reset(Request &) { corkit_host_reset(); }

// Text 0: file. Image 0 and the header.
void lasco_readfits(Request &q) {
  Array image;
  Result &r = q.result();
  check(corkit_lasco_readfits(q.context(), q.text(0).c_str(), out(image), out(r.owned_header)));
  r.header = r.owned_header.get();
  r.add(std::move(image));
}

// The caller's cards become the resulting header, to be fetched as tags.
void take_header(Request &q) { q.header(); }

// Three texts a tag: name, IDL type code, number of elements (0: scalar).
void lasco_tags(Request &q) {
  int type = 0, elements = 0;
  for (std::size_t i = 0; const char *name = corkit_host_lasco_tag(i, &type, &elements); ++i) {
    q.result().texts.insert(q.result().texts.end(), {name, std::to_string(type), std::to_string(elements)});
  }
}

}  // namespace
}  // namespace corkit_ce

extern "C" {
CORKIT_CE_API std::int32_t corkit_ce_version(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::version);
}
CORKIT_CE_API std::int32_t corkit_ce_calibration(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::calibration);
}
CORKIT_CE_API std::int32_t corkit_ce_calibration_folder(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::calibration_folder);
}
CORKIT_CE_API std::int32_t corkit_ce_reset(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::reset);
}
CORKIT_CE_API std::int32_t corkit_ce_lasco_readfits(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::lasco_readfits);
}
CORKIT_CE_API std::int32_t corkit_ce_take_header(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::take_header);
}
CORKIT_CE_API std::int32_t corkit_ce_lasco_tags(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::lasco_tags);
}
}
