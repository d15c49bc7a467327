// The LASCO header structure (def_lasco_hdr rev 1.2), filled from FITS cards once, at the boundary.
//
// Follows   lasco_fitshdr2struct.pro (spec/level1.md section 3)
// Notes     missing numbers are 0, missing strings '0', as in SolarSoft. FLOAT tags are float here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fits/header.hpp"

namespace corkit {

struct LascoHeader {
  int naxis1 = 0, naxis2 = 0;
  int p1col = 0, p1row = 0, p2col = 0, p2row = 0;
  int sumrow = 0, sumcol = 0, lebxsum = 0, lebysum = 0;
  int r1col = 0, r1row = 0, r2col = 0, r2row = 0;
  int mid_date = 0;
  int offset = 0;
  int rebinned = 1;  // no card: 2 for a model of half size, whose pixels are means of 2 x 2 without a word of that in the sums
  float exptime = 0, mid_time = 0;
  float crpix1 = 0, crpix2 = 0, crota = 0, crota1 = 0, crota2 = 0, cdelt1 = 0, cdelt2 = 0;
  std::string filename, fileorig, date, date_obs, time_obs, telescop, instrume, detector, readport, filter, polar, comprssn;
  std::vector<std::string> history, comment;  // texts from column 9 on
  bool time_corrected = false;                // date_obs and time_obs are those of a level-1 header: the clock is corrected already
  bool claims_final_time = false;             // ... and that header says "Final Correction"

  // R2COL-R1COL + R2ROW-R1ROW == 2046
  bool full_field() const { return r2col - r1col + r2row - r1row == 2046; }
  // Factor of chip and LEB summing along each axis, 1 when unsummed.
  int xsumming() const { return (sumcol > 1 ? sumcol : 1) * (lebxsum > 1 ? lebxsum : 1); }
  int ysumming() const { return (sumrow > 1 ? sumrow : 1) * (lebysum > 1 ? lebysum : 1); }
  int summing() const { return xsumming() * ysumming(); }
  // Pixels of the full frame that make one of the image, along each axis.
  int xbinning() const { return rebinned * xsumming(); }
  int ybinning() const { return rebinned * ysumming(); }
  int binning() const { return xbinning() * ybinning(); }
  // FILEORIG, converted to a number as IDL does in a comparison with 0, is 0: missing, blank, "0", "0.0", a text that begins with no
  // number. Names of telemetry files, yymmdd_hhmmss.img, are not. (GDL finds a text that is no number unequal to 0.)
  bool is_monthly_model() const;
  bool is_pb_product() const;  // POLAR is one of PB TI UP JY JZ Qs Us Qt Jr Jt
};

LascoHeader lasco_fitshdr2struct(const Header &header);

// A card's number as a numeric tag gets it: IDL converts a string ('1.0' or ' 512 '). Nothing where there is no number: the tag is 0.
std::optional<double> numeric_tag(const Header &header, std::string_view keyword);

// "DETECTOR is 'C5'", "DETECTOR is missing" of a text that lasco_fitshdr2struct found, for sentences.
std::string said(const char *keyword, const std::string &tag);

}  // namespace corkit
