/* Every routine of corkit.h on one image: results as bits, for comparison with other languages.
 *
 *   routine_values_c CALIBRATION IMAGE FOLDER        prints values, writes images to FOLDER */
#include <corkit/corkit.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *folder;

static void put_int(const char *label, long long value) { printf("%s %lld\n", label, value); }
static void put_text(const char *label, const char *value) { printf("%s %s\n", label, value); }
static void put_float(const char *label, float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  printf("%s %08X\n", label, (unsigned)bits);
}
static void put_double(const char *label, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  printf("%s %016llX\n", label, (unsigned long long)bits);
}

static void check(const char *label, int status) {
  if (status == CORKIT_OK) return;
  printf("%s %d %s\n", label, status, corkit_last_error(NULL));
  exit(1);
}

static void put_image(corkit_context *ctx, const char *label, corkit_array *image, const corkit_header *header) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.fts", folder, label);
  check(label, corkit_writefits(ctx, path, image, header));
  put_int(label, image->type);
  corkit_array_free(image);
}

static void put_cards(const char *label, const corkit_header *header) {
  for (size_t i = 0; i < corkit_header_count(header); ++i) {
    char card[81];
    check("card", corkit_header_card(header, i, card));
    printf("%s %.80s|\n", label, card);
  }
}

static void exposure(corkit_context *ctx, corkit_header *header, int c2) {
  float expfac, bias, factor;
  double offset;
  int valid, type;
  check("get_exp_factor", corkit_get_exp_factor(ctx, header, &expfac, &bias, &valid));
  put_float("expfac", expfac);
  put_float("expbias", bias);
  put_int("expvalid", valid);
  check("offset_bias", corkit_offset_bias(ctx, header, 1, &offset, &type));
  put_double("offset_bias", offset);
  put_int("offset_bias_type", type);
  check("offset_bias_at", corkit_offset_bias_at("C3", "A", 0, &offset, &type));
  put_double("offset_bias_at", offset);
  put_int("offset_bias_at_type", type);
  for (int nosum = 0; nosum < 2; ++nosum) {
    check("calfactor", c2 ? corkit_c2_calfactor(ctx, header, nosum, &factor) : corkit_c3_calfactor(ctx, header, nosum, &factor));
    put_float("calfactor", factor);
  }
}

static void pointing(corkit_context *ctx, corkit_header *header) {
  float x, y, value[2];
  double dx, dy, longitude;
  char source[128];
  corkit_tcr tcr;
  check("distortion", corkit_distortion("C2", 100.5, 11.9, &dx));
  put_double("distortion", dx);
  check("adjust_hdr_tcr", corkit_adjust_hdr_tcr(ctx, header, &tcr));
  put_text("tcr_date", tcr.date);
  put_text("tcr_time", tcr.time);
  put_text("tcr_error", tcr.error);
  put_float("tcr_xpos", tcr.xpos);
  put_float("tcr_ypos", tcr.ypos);
  put_float("tcr_roll", tcr.roll_deg);
  for (int full = 0; full <= 1024; full += 1024) {
    check("get_sun_center", corkit_get_sun_center(ctx, header, full, &x, &y, source));
    put_float("sun_x", x);
    put_float("sun_y", y);
    put_text("sun_source", source);
    check("get_sec_pixel", corkit_get_sec_pixel(header, full, &x));
    put_float("sec_pixel", x);
  }
  check("get_roll_or_xy", corkit_get_roll_or_xy(ctx, header, "ROLL", value, source));
  put_float("roll", value[0]);
  put_text("roll_source", source);
  check("get_roll_or_xy", corkit_get_roll_or_xy(ctx, header, "XY", value, source));
  put_float("x", value[0]);
  put_float("y", value[1]);
  check("get_solar_radius", corkit_get_solar_radius(header, &dx));
  put_double("solar_radius", dx);
  check("wcs_observer", corkit_wcs_observer(header, &longitude, &dx, &dy));
  put_double("longitude", longitude);
  put_double("latitude", dx);
  put_double("distance", dy);
  check("subtense", corkit_subtense("EIT", &x));
  put_float("subtense", x);
  check("occltr_cntr", corkit_occltr_cntr(ctx, header, &dx, &dy));
  put_double("occltr_x", dx);
  put_double("occltr_y", dy);
}

static void blocks(corkit_context *ctx, const corkit_array *image, const corkit_header *header) {
  corkit_array *map, *back;
  int nmissing;
  char list[8192];
  check("find_miss_blocks", corkit_find_miss_blocks(ctx, image, header, &map, &nmissing, list, sizeof list));
  put_int("nmissing", nmissing);
  put_text("misslist", list);
  check("mb2strmap", corkit_mb2strmap(map, list, sizeof list));
  put_text("mb2strmap", list);
  check("strmap2mb", corkit_strmap2mb(list, map->nx, map->ny, &back));
  put_image(ctx, "blocks", map, NULL);
  put_image(ctx, "strmap2mb", back, NULL);
}

static void images(corkit_context *ctx, const corkit_array *image, const corkit_header *original, int c2) {
  corkit_header *header = corkit_header_copy(original);
  corkit_array *out, *warped, *warped_gdl, *filled;
  int many = 0;
  const float satmax = 1e-9F;
  if (c2) {
    check("c2_calibrate", corkit_c2_calibrate(ctx, image, header, 1, &out));
    check("c2_warp", corkit_c2_warp(ctx, out, header, &warped));
  } else {
    corkit_c3_calibrate_options options;
    corkit_c3_calibrate_options_default(&options);
    options.fuzzy = 1;
    options.no_mask = 1;
    check("c3_calibrate", corkit_c3_calibrate(ctx, image, header, &options, &out, &many));
    put_int("mask_blocks", many);
    check("c3_warp", corkit_c3_warp(ctx, out, header, &warped));
    check("fuzzy_image", corkit_fuzzy_image(ctx, out, header, CORKIT_ORACLE_GDL, &filled, &many));
    put_int("too_many", many);
    put_image(ctx, "fuzzy_image", filled, NULL);
  }
  check("warp", corkit_warp(ctx, c2 ? "C2" : "C3", out, header, CORKIT_ORACLE_GDL, &warped_gdl));
  put_image(ctx, "warp_gdl", warped_gdl, NULL);
  check("reduce_statistics2", corkit_reduce_statistics2(ctx, warped, header, &satmax, NULL));
  put_cards("calibrated", header);
  put_image(ctx, "calibrate", out, header);
  put_image(ctx, "warp", warped, header);
  corkit_header_free(header);

  header = corkit_header_copy(original);
  if (c2) {
    corkit_c2_calibrate_options kept;
    corkit_c2_calibrate_options_default(&kept);
    kept.no_update = 1;
    check("no_update", corkit_c2_calibrate_with_options(ctx, image, header, &kept, &out));
  } else {
    corkit_c3_calibrate_options kept;
    corkit_c3_calibrate_options_default(&kept);
    kept.no_update = 1;
    check("no_update", corkit_c3_calibrate(ctx, image, header, &kept, &out, NULL));
  }
  put_cards("no_update", header);
  corkit_array_free(out);
  corkit_header_free(header);

  header = corkit_header_copy(original);
  corkit_std_size_options options;
  corkit_std_size_options_default(&options);
  options.bias_set = 1;
  options.bias = 300.25F;
  check("reduce_std_size", corkit_reduce_std_size(ctx, image, header, &options, &out));
  put_cards("std_size", header);
  put_image(ctx, "reduce_std_size", out, header);
  check("fixwrap", corkit_fixwrap(image, &out));
  put_image(ctx, "fixwrap", out, NULL);
  corkit_header_free(header);
}

static void headers(void) {
  char cards[3 * 80 + 1], text[128];
  double real = 0;
  long long integer = 0;
  snprintf(cards, sizeof cards, "%-80s%-80s%-80s", "FIRST   =                   17 / seventeen", "SECOND  = 'two     '",
           "HISTORY made by hand");
  corkit_header *header = corkit_header_from_cards(cards, 3), *copy;
  check("set", corkit_header_set_int(header, "AN_INT", -5, "an integer"));
  check("set", corkit_header_set_float(header, "A_REAL", 1.5F, ""));
  check("set", corkit_header_set_double(header, "A_DOUBLE", 2.0 / 3.0, "two thirds"));
  check("set", corkit_header_set_string(header, "A_STRING", "it's text", NULL));
  check("set", corkit_header_set_logical(header, "LOGICAL", 1, "yes"));
  check("set", corkit_header_set_int(header, "FIRST", 18, ""));
  check("history", corkit_header_add_history(header, "one more line"));
  check("comment", corkit_header_add_comment(header, "a comment"));
  copy = corkit_header_copy(header);
  check("remove", corkit_header_remove(header, "SECOND"));
  check("get", corkit_header_get_int(header, "FIRST", &integer));
  put_int("first", integer);
  check("get", corkit_header_get_double(header, "A_DOUBLE", &real));
  put_double("a_double", real);
  check("get", corkit_header_get_string(header, "A_STRING", text, sizeof text));
  put_text("a_string", text);
  put_int("has", corkit_header_has(header, "SECOND") + 10 * corkit_header_has(copy, "SECOND"));
  put_cards("header", header);
  put_cards("copy", copy);
  corkit_header_free(header);
  corkit_header_free(copy);
}

static void chain(corkit_context *ctx, const char *path) {
  corkit_product *product;
  corkit_level1_options options;
  corkit_level1_options_default(&options);
  options.nofits = 1;
  options.no_warp = 1;
  options.oracle = CORKIT_ORACLE_GDL;
  check("reduce_level1", corkit_reduce_level1(ctx, path, folder, &options, &product));
  const char *text;
  size_t count = corkit_product_stage(product, 0, NULL, NULL);
  for (size_t i = 0; i < count; ++i) {
    corkit_product_stage(product, i, &text, NULL);
    put_text("stage", text);
  }
  count = corkit_product_warning(product, 0, NULL);
  put_int("warnings", (long long)count);
  for (size_t i = 0; i < count; ++i) {
    corkit_product_warning(product, i, &text);
    put_text("warning", text);
  }
  put_text("path", corkit_product_path(product));
  put_text("name", corkit_product_name(product));
  put_text("detector", corkit_product_detector(product));
  put_int("product_nmissing", corkit_product_nmissing(product));
  put_int("skipped", corkit_product_skipped(product));
  put_cards("product", corkit_product_header(product));
  corkit_product_free(product);
}

static void sky(corkit_context *ctx, const char *path) {
  corkit_product *product;
  corkit_level1_options options;
  corkit_level1_options_default(&options);
  options.nofits = 1;
  options.geometry = CORKIT_GEOMETRY_SKY;
  options.pointing = CORKIT_POINTING_AUTO;
  check("sky", corkit_reduce_level1(ctx, path, folder, &options, &product));
  put_cards("sky", corkit_product_header(product));
  corkit_product_free(product);
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  folder = argv[3];
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = argv[1];
  corkit_error error;
  corkit_context *ctx = corkit_context_create(&config, &error);
  check("context", error.status);
  put_text("version", corkit_version());
  put_text("solarsoft", corkit_solarsoft_version());
  put_text("source", corkit_calibration_source(ctx));
  put_int("synthetic", corkit_calibration_synthetic(ctx));
  const char *const parts[] = {"calibration", "lasco_data", "nrl_lib", "ancil_data"}, *found;
  for (size_t i = 0; i < 4; ++i) {
    check("calibration_folder", corkit_calibration_folder(ctx, parts[i], &found));
    put_text("folder", found);
  }
  const char *name, *path, *state;
  const size_t count = corkit_calibration_file(ctx, 0, NULL, NULL, NULL);
  for (size_t i = 0; i < count; ++i) {
    corkit_calibration_file(ctx, i, &name, &path, &state);
    put_text("name", name);
    put_text("path", path);
    put_text("state", state);
  }

  corkit_array *image;
  corkit_header *header;
  check("readfits", corkit_lasco_readfits(ctx, argv[2], &image, &header));
  char detector[8];
  check("DETECTOR", corkit_header_get_string(header, "DETECTOR", detector, sizeof detector));
  const int c2 = strcmp(detector, "C2") == 0;
  corkit_header *copy = corkit_header_copy(header);
  exposure(ctx, copy, c2);
  pointing(ctx, copy);
  put_cards("history", copy);
  corkit_header_free(copy);
  blocks(ctx, image, header);
  images(ctx, image, header, c2);
  headers();
  chain(ctx, argv[2]);
  sky(ctx, argv[2]);
  corkit_array_free(image);
  corkit_header_free(header);
  corkit_context_destroy(ctx);
  return 0;
}
