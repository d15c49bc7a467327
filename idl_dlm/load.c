/* IDL_Load: the routines, in the order of corkit.dlm. Only CORKIT_* names: system routines win over everything else on the path, for the
 * whole session, so SolarSoft's names must never appear here.
 *
 * Notes     1. GDL >= 1.1.2 loads DLMs, but refuses keyword variables that are not set, describes scalar tags as arrays of no dimension,
 *              and does not update a structure variable that exists. Headers would be wrong without a word, so the DLM declines there.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <strings.h>

#include "routines.h"

#define FUNCTION(function, name, least, most, flags) \
  { {(IDL_SYSRTN_GENERIC)(void (*)(void))function}, name, least, most, flags, NULL }
#define KEYWORDS IDL_SYSFUN_DEF_F_KEYWORDS

__attribute__((visibility("default"))) int IDL_Load(void);

/* A function that GDL alone has, or the name that the host gives itself: a later GDL may rename the former. */
static int host_is_gdl(void) {
  const char *(*program)(void) = NULL;
  if (dlsym(RTLD_DEFAULT, "GDL_DeleteDescriptors") != NULL) return 1;
  *(void **)&program = dlsym(RTLD_DEFAULT, "IDL_ProgramNameFunc");
  const char *name = program != NULL ? program() : NULL;
  return name != NULL && strncasecmp(name, "gdl", 3) == 0;
}

static int decline(void) {
  static int said; /* GDL asks again for every routine of corkit.dlm */
  if (!said) {
    IDL_Message(
        IDL_M_NAMED_GENERIC, IDL_MSG_INFO,
        "corkit: the DLM is for IDL and is not loaded in GDL, where corkit works through CALL_EXTERNAL: put corkit's folders dropin and "
        "pro on GDL_PATH, and take its folder dlm off GDL_DLM_PATH");
  }
  said = 1;
  return 0;
}

int IDL_Load(void) {
  if (host_is_gdl()) return decline();
  static IDL_SYSFUN_DEF2 functions[] = {
      FUNCTION(dlm_adjust_hdr_tcr, "CORKIT_ADJUST_HDR_TCR", 1, 1, KEYWORDS),
      FUNCTION(dlm_c2_calfactor, "CORKIT_C2_CALFACTOR", 1, 1, KEYWORDS),
      FUNCTION(dlm_c2_calibrate, "CORKIT_C2_CALIBRATE", 2, 2, KEYWORDS),
      FUNCTION(dlm_c2_distortion, "CORKIT_C2_DISTORTION", 1, 2, 0),
      FUNCTION(dlm_c2_warp, "CORKIT_C2_WARP", 2, 2, KEYWORDS),
      FUNCTION(dlm_c3_calfactor, "CORKIT_C3_CALFACTOR", 1, 1, KEYWORDS),
      FUNCTION(dlm_c3_calibrate, "CORKIT_C3_CALIBRATE", 2, 2, KEYWORDS),
      FUNCTION(dlm_c3_distortion, "CORKIT_C3_DISTORTION", 1, 2, 0),
      FUNCTION(dlm_c3_warp, "CORKIT_C3_WARP", 2, 2, KEYWORDS),
      FUNCTION(dlm_calibration_folder, "CORKIT_CALIBRATION_FOLDER", 0, 1, 0),
      FUNCTION(dlm_fixwrap, "CORKIT_FIXWRAP", 1, 1, 0),
      FUNCTION(dlm_fuzzy_image, "CORKIT_FUZZY_IMAGE", 1, 1, KEYWORDS),
      FUNCTION(dlm_get_exp_factor, "CORKIT_GET_EXP_FACTOR", 1, 3, 0),
      FUNCTION(dlm_get_roll_or_xy, "CORKIT_GET_ROLL_OR_XY", 1, 3, KEYWORDS),
      FUNCTION(dlm_get_sec_pixel, "CORKIT_GET_SEC_PIXEL", 1, 1, KEYWORDS),
      FUNCTION(dlm_get_solar_radius, "CORKIT_GET_SOLAR_RADIUS", 1, 1, KEYWORDS),
      FUNCTION(dlm_get_sun_center, "CORKIT_GET_SUN_CENTER", 1, 2, KEYWORDS),
      FUNCTION(dlm_lasco_fitshdr2struct, "CORKIT_LASCO_FITSHDR2STRUCT", 1, 1, 0),
      FUNCTION(dlm_lasco_readfits, "CORKIT_LASCO_READFITS", 1, 2, KEYWORDS),
      FUNCTION(dlm_mb2strmap, "CORKIT_MB2STRMAP", 1, 1, 0),
      FUNCTION(dlm_occltr_cntr, "CORKIT_OCCLTR_CNTR", 1, 1, 0),
      FUNCTION(dlm_offset_bias, "CORKIT_OFFSET_BIAS", 1, 3, KEYWORDS),
      FUNCTION(dlm_reduce_std_size, "CORKIT_REDUCE_STD_SIZE", 2, 2, KEYWORDS),
      FUNCTION(dlm_strmap2mb, "CORKIT_STRMAP2MB", 1, 3, 0),
      FUNCTION(dlm_subtense, "CORKIT_SUBTENSE", 1, 1, 0),
      FUNCTION(dlm_version, "CORKIT_VERSION", 0, 0, KEYWORDS),
  };
  static IDL_SYSFUN_DEF2 procedures[] = {
      FUNCTION(dlm_find_miss_blocks, "CORKIT_FIND_MISS_BLOCKS", 2, 5, KEYWORDS),
      FUNCTION(dlm_reduce_level_1, "CORKIT_REDUCE_LEVEL_1", 1, 3, KEYWORDS),
      FUNCTION(dlm_reduce_statistics2, "CORKIT_REDUCE_STATISTICS2", 2, 2, KEYWORDS),
      FUNCTION(dlm_strmap2mb_pixels, "CORKIT_STRMAP2MB_PIXELS", 5, 5, KEYWORDS),
  };
  return IDL_SysRtnAdd(functions, 1, sizeof functions / sizeof functions[0]) &&
         IDL_SysRtnAdd(procedures, 0, sizeof procedures / sizeof procedures[0]);
}
