// Geometry and pointing routines for IDL: warp, distortion, standard size, Sun centre, roll, plate scale.
#include "ce/request.hpp"

#define CORKIT_CE_API __attribute__((visibility("default")))

namespace corkit_ce {
namespace {

// Option 0: oracle.
void warp(Request &q, const char *detector) {
  Array result;
  check(corkit_warp(q.context(), detector, q.image(), q.header(), static_cast<int>(q.option(0)), out(result)));
  q.result().add(std::move(result));
}

void c2_warp(Request &q) { warp(q, "C2"); }
void c3_warp(Request &q) { warp(q, "C3"); }

// Text 0: detector. Image: radii in pixels [DOUBLE], changed in place to arc seconds. Number 0: arc seconds a pixel.
void distortion(Request &q) {
  const corkit_array &radii = *q.in_place();
  if (radii.type != CORKIT_FLOAT64) throw Failure{CORKIT_ERROR_ARGUMENT, "radii must be DOUBLE"};
  auto *r = static_cast<double *>(radii.data);
  for (std::int64_t i = 0; i < std::int64_t{radii.nx} * radii.ny; ++i)
    check(corkit_distortion(q.text(0).c_str(), r[i], q.number(0), &r[i]));
}

// Where reduce_std_size takes Sun centre and roll from: SOURCE=.
std::string std_size_source(Request &q, const corkit_header *header, const corkit_std_size_options &o) {
  if (o.savehdr != 0) return "";
  if (o.nocal != 0) return "previous header";
  float x = 0, y = 0;
  char source[128] = "";
  check(corkit_get_sun_center(q.context(), header, 0, &x, &y, source));
  return source;
}

// Options: full, no_rebin, savehdr, nocal, bias given. Number 0: the bias. Text 0: the source of centre and roll.
void reduce_std_size(Request &q) {
  corkit_std_size_options o;
  corkit_std_size_options_default(&o);
  o.full = q.flag(0);
  o.no_rebin = q.flag(1);
  o.savehdr = q.flag(2);
  o.nocal = q.flag(3);
  o.bias_set = q.flag(4);
  o.bias = static_cast<float>(q.number(0));
  Array result;
  corkit_header *header = q.header();
  q.result().texts = {std_size_source(q, header, o)};
  check(corkit_reduce_std_size(q.context(), q.image(), header, &o, out(result)));
  q.result().add(std::move(result));
}

// Texts: date, time, error. Numbers: x, y, roll in degrees.
void adjust_hdr_tcr(Request &q) {
  corkit_tcr tcr;
  check(corkit_adjust_hdr_tcr(q.context(), q.header(), &tcr));
  q.result().texts = {tcr.date, tcr.time, tcr.error};
  q.set_number(0, static_cast<double>(tcr.xpos));
  q.set_number(1, static_cast<double>(tcr.ypos));
  q.set_number(2, static_cast<double>(tcr.roll_deg));
}

// Option 0: FULL. Text 0: source.
void get_sun_center(Request &q) {
  float x = 0, y = 0;
  char source[128] = "";
  check(corkit_get_sun_center(q.context(), q.header(), static_cast<int>(q.option(0)), &x, &y, source));
  q.result().texts = {source};
  q.set_number(0, static_cast<double>(x));
  q.set_number(1, static_cast<double>(y));
}

// Text 0: "ROLL" or "XY". Result text 0: source.
void get_roll_or_xy(Request &q) {
  float value[2] = {0, 0};
  char source[128] = "";
  check(corkit_get_roll_or_xy(q.context(), q.header(), q.text(0).c_str(), value, source));
  q.result().texts = {source};
  q.set_number(0, static_cast<double>(value[0]));
  q.set_number(1, static_cast<double>(value[1]));
}

void get_solar_radius(Request &q) {
  double arcsec = 0;
  check(corkit_get_solar_radius(q.header(), &arcsec));
  q.set_number(0, arcsec);
}

// Option 0: FULL.
void get_sec_pixel(Request &q) {
  float arcsec = 0;
  check(corkit_get_sec_pixel(q.header(), static_cast<int>(q.option(0)), &arcsec));
  q.set_number(0, static_cast<double>(arcsec));
}

void subtense(Request &q) {
  float arcsec = 0;
  check(corkit_subtense(q.text(0).c_str(), &arcsec));
  q.set_number(0, static_cast<double>(arcsec));
}

void occltr_cntr(Request &q) {
  double x = 0, y = 0;
  check(corkit_occltr_cntr(q.context(), q.header(), &x, &y));
  q.set_number(0, x);
  q.set_number(1, y);
}

}  // namespace
}  // namespace corkit_ce

extern "C" {
CORKIT_CE_API std::int32_t corkit_ce_c2_warp(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::c2_warp);
}
CORKIT_CE_API std::int32_t corkit_ce_c3_warp(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::c3_warp);
}
CORKIT_CE_API std::int32_t corkit_ce_distortion(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::distortion);
}
CORKIT_CE_API std::int32_t corkit_ce_reduce_std_size(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::reduce_std_size);
}
CORKIT_CE_API std::int32_t corkit_ce_adjust_hdr_tcr(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::adjust_hdr_tcr);
}
CORKIT_CE_API std::int32_t corkit_ce_get_sun_center(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::get_sun_center);
}
CORKIT_CE_API std::int32_t corkit_ce_get_roll_or_xy(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::get_roll_or_xy);
}
CORKIT_CE_API std::int32_t corkit_ce_get_solar_radius(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::get_solar_radius);
}
CORKIT_CE_API std::int32_t corkit_ce_get_sec_pixel(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::get_sec_pixel);
}
CORKIT_CE_API std::int32_t corkit_ce_subtense(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::subtense);
}
CORKIT_CE_API std::int32_t corkit_ce_occltr_cntr(int argc, void *argv[]) {
  return corkit_ce::entry(argc, argv, corkit_ce::Results::make, corkit_ce::occltr_cntr);
}
}
