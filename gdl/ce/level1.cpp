// reduce_level_1 for IDL: a file name, or an image with its header.
#include <initializer_list>
#include <string>

#include "ce/request.hpp"
#include "host/sentence.hpp"

#define CORKIT_CE_API __attribute__((visibility("default")))

namespace corkit_ce {
namespace {

// The place of a name in a list; 0 without one.
int code_of(const char *keyword, const std::string &given, std::initializer_list<const char *> names) {
  int code = 0;
  std::string list;
  for (const char *name : names) {
    if (given == name) return code;
    list += std::string(list.empty() ? "'" : " or '") + name + '\'';
    ++code;
  }
  if (given.empty()) return 0;
  throw Failure{CORKIT_ERROR_ARGUMENT, std::string(keyword) + " must be " + list};
}

// Order of the options in gdl/pro/corkit_reduce_level_1.pro.
corkit_level1_options options(const Request &q) {
  corkit_level1_options o;
  corkit_level1_options_default(&o);
  o.no_vig = q.flag(0);
  o.no_mask = q.flag(1);
  o.no_warp = q.flag(2);
  o.no_stat = q.flag(3);
  o.no_scale = q.flag(4);
  o.no_roll_correction = q.flag(5);
  o.no_time_correction = q.flag(6);
  o.noimg = q.flag(7);
  o.nofits = q.flag(8);
  o.pipeline_folders = q.flag(9);
  o.oracle = static_cast<int>(q.option(10));
  o.compat_bugs = q.flag(11);
  o.saturate_negatives = q.flag(12);
  o.fill = static_cast<int>(q.option(13));
  o.insist = q.flag(14);
  o.overwrite = q.flag(15);
  o.geometry = code_of("GEOMETRY", q.text(2), {"solarsoft", "sky"});
  o.pointing = code_of("POINTING", q.text(3), {"tables", "stars", "auto"});
  o.ephemeris = q.text(4).empty() ? nullptr : q.text(4).c_str();
  return o;
}

// Text 0: input path; 1: output folder ("" for none); 2, 3: names of the geometry and the pointing,
// "" for SolarSoft's; 4: file of the ephemeris, "" for none.
// Images: 0 the unscaled image, 1 the image as written. Texts: path, name, then the warnings. Results: number missing.
void deliver(Request &q) {
  Result &r = q.result();
  const corkit_product *p = r.product.get();
  r.images = {corkit_product_calibrated(p), corkit_product_image(p)};
  while (!r.images.empty() && r.images.back() == nullptr) r.images.pop_back();
  r.header = corkit_product_header(p);
  r.texts = {corkit_product_path(p), corkit_product_name(p)};
  const char *sentence = nullptr;
  const std::size_t n = corkit_product_warning(p, 0, &sentence);
  for (std::size_t i = 0; i < n; ++i) {
    corkit_product_warning(p, i, &sentence);
    r.texts.push_back(corkit_host::session_sentence(sentence));
  }
  q.set_result(0, corkit_product_nmissing(p));
}

const char *folder(const Request &q) { return q.text(1).empty() ? nullptr : q.text(1).c_str(); }

void reduce_file(Request &q) {
  const corkit_level1_options o = options(q);
  check(corkit_reduce_level1(q.context(), q.text(0).c_str(), folder(q), &o, out(q.result().product)));
  deliver(q);
}

void reduce_array(Request &q) {
  const corkit_level1_options o = options(q);
  const corkit_header *header = q.header();
  check(corkit_reduce_level1_array(q.context(), q.image(), header, folder(q), &o, out(q.result().product)));
  deliver(q);
}

}  // namespace
}  // namespace corkit_ce

extern "C" {
CORKIT_CE_API std::int32_t corkit_ce_reduce_file(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::reduce_file);
}
CORKIT_CE_API std::int32_t corkit_ce_reduce_array(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::reduce_array);
}
}
