// Calibration routines for IDL: exposure, bias, factors, c2_calibrate, c3_calibrate, fixwrap, lost blocks.
#include <cstring>

#include "ce/request.hpp"

#define CORKIT_CE_API __attribute__((visibility("default")))

namespace corkit_ce {
namespace {

void get_exp_factor(Request &q) {
  float factor = 1;
  double bias = 0;
  int valid = 0, type = 0;
  check(corkit_host_exposure(q.context(), q.header(), &factor, &bias, &type, &valid));
  q.set_number(0, static_cast<double>(factor));
  q.set_number(1, bias);
  q.set_result(0, valid);
  q.set_result(1, type);
}

// Option 0: /SUM.
void offset_bias(Request &q) {
  double bias = 0;
  int type = 0;
  check(corkit_offset_bias(q.context(), q.header(), q.flag(0), &bias, &type));
  q.set_number(0, bias);
  q.set_result(0, type);
}

// Texts: detector, port. Option 0: modified Julian day.
void offset_bias_at(Request &q) {
  double bias = 0;
  int type = 0;
  check(corkit_offset_bias_at(q.text(0).c_str(), q.text(1).c_str(), static_cast<int>(q.option(0)), &bias, &type));
  q.set_number(0, bias);
  q.set_result(0, type);
}

// Option 0: /NOSUM.
template <auto function>
void calfactor(Request &q) {
  float factor = 0;
  check(function(q.context(), q.header(), q.flag(0), &factor));
  q.set_number(0, static_cast<double>(factor));
}

// Options: no_calfac, new, no_update.
void c2_calibrate(Request &q) {
  if (q.flag(1)) corkit_host_reset();
  corkit_c2_calibrate_options o;
  corkit_c2_calibrate_options_default(&o);
  o.no_calfac = q.flag(0);
  o.no_update = q.flag(2);
  Array result;
  check(corkit_c2_calibrate_with_options(q.context(), q.image(), q.header(), &o, out(result)));
  q.result().add(std::move(result));
}

// Options: no_calfac, new, no_vig, no_mask, fuzzy, oracle, no_update. Result 0: fuzzy_image's TOO_MANY.
void c3_calibrate(Request &q) {
  if (q.flag(1)) corkit_host_reset();
  corkit_c3_calibrate_options o;
  corkit_c3_calibrate_options_default(&o);
  o.no_calfac = q.flag(0);
  o.no_vig = q.flag(2);
  o.no_mask = q.flag(3);
  o.fuzzy = q.flag(4);
  o.oracle = static_cast<int>(q.option(5));
  o.no_update = q.flag(6);
  Array result;
  int mask_blocks = 0;
  check(corkit_c3_calibrate(q.context(), q.image(), q.header(), &o, out(result), &mask_blocks));
  q.result().add(std::move(result));
  q.set_result(0, mask_blocks);
}

void fixwrap(Request &q) {
  Array result;
  check(corkit_fixwrap(q.image(), out(result)));
  q.result().add(std::move(result));
}

// Option 0: oracle. Result 0: TOO_MANY. Without a header: a whole C2 frame, as SolarSoft takes it.
void fuzzy_image(Request &q) {
  const corkit_array *image = q.image();
  Header c2;
  if (!q.has_header()) {
    if (image->nx != 1024 || image->ny != 1024) throw Failure{CORKIT_ERROR_ARGUMENT, "the header is needed: HDR=header"};
    corkit_error err{};
    c2.reset(corkit_host_c2_header(&err));
    if (!c2) throw Failure{err.status, err.message};
  }
  const corkit_header *header = c2 ? c2.get() : q.header();
  Array result;
  int too_many = 0;
  check(corkit_fuzzy_image(q.context(), image, header, static_cast<int>(q.option(0)), out(result), &too_many));
  q.result().add(std::move(result));
  q.set_result(0, too_many);
}

struct Blocks : corkit_host_blocks {
  Blocks() : corkit_host_blocks{} {}
  Blocks(const Blocks &) = delete;
  Blocks &operator=(const Blocks &) = delete;
  ~Blocks() { corkit_host_blocks_free(this); }
};

// Option 0: /FULL. Images: MBMAP, MBMAPALL. Texts: MBPOS, NTBPOS, FILENAME, DETECTOR. Results: numbers missing and not useful, then
// fxstart, fystart, fxend, fyend, rebindex, sx, sy.
void find_miss_blocks(Request &q) {
  Blocks b;
  check(corkit_host_find_blocks(q.context(), q.image(), q.header(), q.flag(0), &b));
  q.result().add(Array(std::exchange(b.map, nullptr)));
  q.result().add(Array(std::exchange(b.all, nullptr)));
  q.result().texts = {b.lost, b.not_sent, b.filename, b.detector};
  int place = 0;
  for (const int value :
       {b.missing, b.not_useful, b.field.fxstart, b.field.fystart, b.field.fxend, b.field.fyend, b.field.rebindex, b.field.sx, b.field.sy})
    q.set_result(place++, value);
}

constexpr std::size_t longest_misslist = 8192;

void mb2strmap(Request &q) {
  std::string text(longest_misslist, '\0');
  check(corkit_mb2strmap(q.image(), text.data(), text.size()));
  q.result().texts = {text.c_str()};
}

// Options: size of the map.
void strmap2mb(Request &q) {
  Array map;
  check(corkit_strmap2mb(q.text(0).c_str(), static_cast<int>(q.option(0)), static_cast<int>(q.option(1)), out(map)));
  q.result().add(std::move(map));
}

// Options: SATMAX given, SATMIN given. Numbers: their values. The image is changed in place.
void reduce_statistics2(Request &q) {
  const auto satmax = static_cast<float>(q.number(0)), satmin = static_cast<float>(q.number(1));
  check(corkit_reduce_statistics2(q.context(), q.in_place(), q.header(), q.flag(0) ? &satmax : nullptr, q.flag(1) ? &satmin : nullptr));
}

}  // namespace
}  // namespace corkit_ce

extern "C" {
CORKIT_CE_API std::int32_t corkit_ce_get_exp_factor(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::get_exp_factor);
}
CORKIT_CE_API std::int32_t corkit_ce_offset_bias(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::offset_bias);
}
CORKIT_CE_API std::int32_t corkit_ce_offset_bias_at(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::offset_bias_at);
}
CORKIT_CE_API std::int32_t corkit_ce_c2_calfactor(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::calfactor<corkit_c2_calfactor>);
}
CORKIT_CE_API std::int32_t corkit_ce_c3_calfactor(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::calfactor<corkit_c3_calfactor>);
}
CORKIT_CE_API std::int32_t corkit_ce_c2_calibrate(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::c2_calibrate);
}
CORKIT_CE_API std::int32_t corkit_ce_c3_calibrate(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::c3_calibrate);
}
CORKIT_CE_API std::int32_t corkit_ce_fixwrap(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::fixwrap);
}
CORKIT_CE_API std::int32_t corkit_ce_fuzzy_image(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::fuzzy_image);
}
CORKIT_CE_API std::int32_t corkit_ce_find_miss_blocks(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::find_miss_blocks);
}
CORKIT_CE_API std::int32_t corkit_ce_mb2strmap(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::mb2strmap);
}
CORKIT_CE_API std::int32_t corkit_ce_strmap2mb(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::strmap2mb);
}
CORKIT_CE_API std::int32_t corkit_ce_reduce_statistics2(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::reduce_statistics2);
}
}
