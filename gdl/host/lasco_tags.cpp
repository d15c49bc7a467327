// The LASCO header structure.
//
// Follows   def_lasco_hdr.pro rev 1.2: names and types
// Notes     SolarSoft's order of the tags is not documented; scripts use names.
#include <array>

#include "host/host.h"

namespace {

struct Tag {
  const char *name;
  int type;
  int elements;  // 0: scalar
};

constexpr int text = CORKIT_IDL_STRING, i16 = CORKIT_INT16, i32 = CORKIT_INT32, f32 = CORKIT_FLOAT32;

constexpr auto lasco_tags = std::to_array<Tag>({
    {"SIMPLE", i16, 0},    {"BITPIX", i16, 0},    {"NAXIS", i16, 0},     {"NAXIS1", i16, 0},    {"NAXIS2", i16, 0},
    {"FILENAME", text, 0}, {"FILEORIG", text, 0}, {"DATE", text, 0},     {"DATE_OBS", text, 0}, {"TIME_OBS", text, 0},
    {"P1COL", i16, 0},     {"P1ROW", i16, 0},     {"P2COL", i16, 0},     {"P2ROW", i16, 0},     {"VERSION", i16, 0},
    {"EXPTIME", f32, 0},   {"EXP0", f32, 0},      {"EXPCMD", f32, 0},    {"EXP1", f32, 0},      {"EXP2", f32, 0},
    {"EXP3", f32, 0},      {"TELESCOP", text, 0}, {"INSTRUME", text, 0}, {"DETECTOR", text, 0}, {"READPORT", text, 0},
    {"SUMROW", i16, 0},    {"SUMCOL", i16, 0},    {"LEBXSUM", i16, 0},   {"LEBYSUM", i16, 0},   {"SHUTTR", i16, 0},
    {"LAMP", i16, 0},      {"FILTER", text, 0},   {"POLAR", text, 0},    {"LP_NUM", text, 0},   {"OS_NUM", i32, 0},
    {"IMGCTR", i32, 0},    {"IMGSEQ", i32, 0},    {"COMPRSSN", text, 0}, {"HCOMP_SF", i32, 0},  {"MID_DATE", i32, 0},
    {"MID_TIME", f32, 0},  {"PLATESCL", f32, 0},  {"OFFSET", i32, 0},    {"IMAGE_CT", i32, 0},  {"SEQ_NUM", i32, 0},
    {"OBT_TIME", f32, 0},  {"R1COL", i16, 0},     {"R1ROW", i16, 0},     {"R2COL", i16, 0},     {"R2ROW", i16, 0},
    {"FP_ORDER", i16, 0},  {"FP_WL_UP", f32, 0},  {"FP_WL_CM", f32, 0},  {"WAVELENG", f32, 0},  {"M1_PZ1", i16, 0},
    {"M1_PZ2", i16, 0},    {"M1_PZ3", i16, 0},    {"EFFPORT", text, 0},  {"RECTIFY", text, 0},  {"SECTOR", text, 0},
    {"DATAMIN", f32, 0},   {"DATAMAX", f32, 0},   {"DATAZER", i32, 0},   {"DATASAT", i32, 0},   {"DSATVAL", f32, 0},
    {"DSATMIN", f32, 0},   {"NSATMIN", i32, 0},   {"DATAAVG", f32, 0},   {"DATASIG", f32, 0},   {"DATAP01", f32, 0},
    {"DATAP10", f32, 0},   {"DATAP25", f32, 0},   {"DATAP50", f32, 0},   {"DATAP75", f32, 0},   {"DATAP90", f32, 0},
    {"DATAP95", f32, 0},   {"DATAP98", f32, 0},   {"DATAP99", f32, 0},   {"BUNIT", text, 0},    {"CRPIX1", f32, 0},
    {"CRPIX2", f32, 0},    {"CRVAL1", f32, 0},    {"CRVAL2", f32, 0},    {"CROTA", f32, 0},     {"CROTA1", f32, 0},
    {"CROTA2", f32, 0},    {"CTYPE1", text, 0},   {"CTYPE2", text, 0},   {"CUNIT1", text, 0},   {"CUNIT2", text, 0},
    {"CDELT1", f32, 0},    {"CDELT2", f32, 0},    {"XCEN", f32, 0},      {"YCEN", f32, 0},      {"RSUN", f32, 0},
    {"NMISSING", i16, 0},  {"MISSLIST", text, 0}, {"COMMENT", text, 20}, {"HISTORY", text, 20},
});

}  // namespace

extern "C" const char *corkit_host_lasco_tag(size_t i, int *type, int *elements) {
  if (i >= lasco_tags.size()) return nullptr;
  *type = lasco_tags[i].type;
  *elements = lasco_tags[i].elements;
  return lasco_tags[i].name;
}
