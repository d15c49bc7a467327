/* The DLM's routines: functions return a temporary, procedures nothing. See gdl/pro/corkit_<name>.pro for arguments and keywords. */
#ifndef CORKIT_DLM_ROUTINES_H
#define CORKIT_DLM_ROUTINES_H

#include "support.h"

IDL_VPTR dlm_adjust_hdr_tcr(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_c2_calfactor(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_c2_calibrate(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_c2_distortion(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_c2_warp(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_c3_calfactor(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_c3_calibrate(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_c3_distortion(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_c3_warp(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_fixwrap(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_fuzzy_image(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_get_exp_factor(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_get_roll_or_xy(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_get_sec_pixel(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_get_solar_radius(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_get_sun_center(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_lasco_fitshdr2struct(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_lasco_readfits(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_mb2strmap(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_occltr_cntr(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_offset_bias(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_reduce_std_size(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_strmap2mb(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_subtense(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_version(int argc, IDL_VPTR argv[], char *argk);
IDL_VPTR dlm_calibration_folder(int argc, IDL_VPTR argv[], char *argk);

void dlm_find_miss_blocks(int argc, IDL_VPTR argv[], char *argk);
void dlm_reduce_level_1(int argc, IDL_VPTR argv[], char *argk);
void dlm_reduce_statistics2(int argc, IDL_VPTR argv[], char *argk);
void dlm_strmap2mb_pixels(int argc, IDL_VPTR argv[], char *argk);

#endif
