/* Single routines of SolarSoft, called on their own: what is known about an image, and its calibration step by step.
 *
 *   cc routines.c $(pkg-config --cflags --libs corkit) -o routines
 *   ./routines /calibration 32130223.fts
 */
#include <corkit/corkit.h>
#include <stdio.h>
#include <string.h>

/* Prints the sentence of a failed call. */
static int failed(int status) {
  if (status != CORKIT_OK) fprintf(stderr, "%s\n", corkit_last_error(NULL));
  return status != CORKIT_OK;
}

static int describe(corkit_context *ctx, corkit_header *header, int c2) {
  float expfac, expbias, factor, x, y, roll[2], scale;
  double bias, radius, occulter_x, occulter_y;
  int valid, type;
  char source[128];
  corkit_tcr tcr;
  if (failed(corkit_get_exp_factor(ctx, header, &expfac, &expbias, &valid)) || failed(corkit_offset_bias(ctx, header, 0, &bias, &type)) ||
      failed(c2 ? corkit_c2_calfactor(ctx, header, 0, &factor) : corkit_c3_calfactor(ctx, header, 0, &factor)))
    return 1;
  printf("get_exp_factor    %.5f, bias %.2f DN (%d)\n", expfac, expbias, valid);
  printf("offset_bias       %.2f DN (IDL type %d)\n", bias, type);
  printf("calfactor         %.5e MSB/(DN/s)\n", factor);

  if (failed(corkit_adjust_hdr_tcr(ctx, header, &tcr)) || failed(corkit_get_sun_center(ctx, header, 1024, &x, &y, source)) ||
      failed(corkit_get_roll_or_xy(ctx, header, "ROLL", roll, NULL)) || failed(corkit_get_solar_radius(header, &radius)) ||
      failed(corkit_get_sec_pixel(header, 0, &scale)) || failed(corkit_occltr_cntr(ctx, header, &occulter_x, &occulter_y)))
    return 1;
  printf("adjust_hdr_tcr    %s %s, Sun centre (%.2f, %.2f), roll %.3f degrees\n", tcr.date, tcr.time, tcr.xpos, tcr.ypos, tcr.roll_deg);
  printf("get_sun_center    (%.2f, %.2f) from %s\n", x, y, source);
  printf("get_roll_or_xy    %.3f degrees\n", roll[0]);
  printf("get_solar_radius  %.2f arcsec\n", radius);
  printf("get_sec_pixel     %.3f arcsec/pixel\n", scale);
  printf("occltr_cntr       (%.2f, %.2f)\n", occulter_x, occulter_y);
  return 0;
}

static int calibrate(corkit_context *ctx, const corkit_array *image, corkit_header *header, int c2) {
  corkit_array *map = NULL, *calibrated = NULL, *warped = NULL;
  int nmissing = 0, status;
  char misslist[4096];
  status = corkit_find_miss_blocks(ctx, image, header, &map, &nmissing, misslist, sizeof misslist);
  if (status == CORKIT_OK) printf("find_miss_blocks  %d missing: %s\n", nmissing, misslist);
  if (status == CORKIT_OK)
    status =
        c2 ? corkit_c2_calibrate(ctx, image, header, 0, &calibrated) : corkit_c3_calibrate(ctx, image, header, NULL, &calibrated, NULL);
  if (status == CORKIT_OK)
    status = c2 ? corkit_c2_warp(ctx, calibrated, header, &warped) : corkit_c3_warp(ctx, calibrated, header, &warped);
  if (status == CORKIT_OK) status = corkit_reduce_statistics2(ctx, warped, header, NULL, NULL);
  if (status == CORKIT_OK) {
    double average = 0;
    status = corkit_header_get_double(header, "DATAAVG", &average);
    printf("calibrate, warp   %d x %d pixels, mean %.5e MSB\n", warped->nx, warped->ny, average);
  }
  corkit_array_free(map);
  corkit_array_free(calibrated);
  corkit_array_free(warped);
  return failed(status);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    printf("usage: routines CALIBRATION FILE\n");
    return 2;
  }
  corkit_config config;
  corkit_config_default(&config);
  config.calibration = argv[1];
  corkit_error error;
  corkit_context *ctx = corkit_context_create(&config, &error);
  if (ctx == NULL) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  corkit_array *image = NULL;
  corkit_header *header = NULL;
  char detector[8] = "";
  int wrong = failed(corkit_lasco_readfits(ctx, argv[2], &image, &header)) ||
              failed(corkit_header_get_string(header, "DETECTOR", detector, sizeof detector));
  if (!wrong) {
    const int c2 = strcmp(detector, "C2") == 0;
    wrong = describe(ctx, header, c2) || calibrate(ctx, image, header, c2);
  }
  corkit_array_free(image);
  corkit_header_free(header);
  corkit_context_destroy(ctx);
  return wrong;
}
