#include "stages/prepare_field.hpp"

#include "core/error.hpp"
#include "stages/carry_state.hpp"
#include "stages/field.hpp"
#include "stages/fixwrap.hpp"
#include "stages/std_size.hpp"

namespace corkit {
namespace {

std::string text(int x, int y) { return std::to_string(x) + " x " + std::to_string(y); }
std::string size_text(const AnyImage &image) { return text(width(image), height(image)); }

std::string sums_text(const LascoHeader &h) {
  return "SUMCOL x LEBXSUM = " + std::to_string(h.xsumming()) + " and SUMROW x LEBYSUM = " + std::to_string(h.ysumming());
}

// Sums that the stages after this one know what to do with.
void check_sums(const AnyImage &raw, const LascoHeader &h) {
  const auto refuse = [&](const std::string &what) {
    throw Error(CORKIT_ERROR_UNSUPPORTED,
                what + ": this one of " + size_text(raw) + " pixels, " + sums_text(h) + ", is not reduced; calibrate it stage by stage");
  };
  const int sum = h.xsumming();
  if (sum != h.ysumming()) refuse("corkit reduces images of square pixels only");
  const bool c3 = h.detector == "C3";
  if (sum != 1 && sum != 2 && sum != 4 && (c3 || sum != 8))
    refuse(c3 ? "corkit reduces C3 images with sums of 1, 2 and 4" : "corkit reduces C2 images with sums of 1, 2, 4 and 8");
}

void check_full_field(const LascoHeader &h) {
  const Field field{h.r1col, h.r1row, h.r2col, h.r2row};
  if (field.is_frame()) return;
  throw Error(CORKIT_ERROR_KEYWORD_VALUE,
              field_text(field) +
                  " bound a field of the frame's size that is not the frame, 20..1043 and 1..1024: no calibration array lies there "
                  "(SolarSoft stops too); correct R1COL, R2COL, R1ROW, R2ROW");
}

void check_sub_field(const AnyImage &raw, const LascoHeader &h, const PrepareOptions &options) {
  if (h.telescop != "SOHO")
    throw Error(CORKIT_ERROR_KEYWORD_VALUE, said("TELESCOP", h.telescop) +
                                                ": only fields of SOHO are put into their frame; set TELESCOP to SOHO, or " +
                                                "R1COL..R2COL to 20..1043 and R1ROW..R2ROW to 1..1024 if this is a full frame");
  const bool whole = width(raw) * h.xsumming() >= kFrame && height(raw) * h.ysumming() >= kFrame;
  if (whole) return;
  const auto check_corner = [](const char *axis, int r1, int p1) {
    if (r1 < 1 && p1 < 1)
      throw Error(CORKIT_ERROR_KEYWORD_VALUE, std::string("R1") + axis + " and P1" + axis +
                                                  " are missing or 0: nothing says where in the frame this sub-field lies; set R1" + axis +
                                                  " and R2" + axis);
  };
  check_corner("COL", h.r1col, h.p1col);
  check_corner("ROW", h.r1row, h.p1row);
  if (options.compat_bugs && h.xsumming() > 2)
    throw Error(CORKIT_ERROR_UNSUPPORTED, "SolarSoft brings a sub-field summed by " + std::to_string(h.xsumming()) + ", such as this of " +
                                              size_text(raw) +
                                              " pixels, to 512 x 512, which no calibration array fits: run without compat-bugs");
}

void warn_about_place(const AnyImage &raw, const LascoHeader &h, const StdSizePlace &place, std::vector<std::string> &warnings) {
  if (place.cut) warnings.push_back("an image of " + size_text(raw) + " pixels is larger than the frame: cut to 1024, as in SolarSoft");
  if (!place.field_fits_size && !(h.r1col < 1 && h.p1col < 1) && !(h.r1row < 1 && h.p1row < 1))
    warnings.push_back(field_text(place.field) + " is not the size of the image, " + size_text(raw) + " pixels with " + sums_text(h) +
                       (place.subfield ? "" : ": taken as the full frame, as in SolarSoft"));
  if (!place.subfield) return;
  const int column = (place.field.r1col - 20) / place.nxfac;
  const int row = (place.field.r1row - 1) / place.nyfac;
  if (place.column != column || place.row != row)
    warnings.push_back("the field is put at column " + std::to_string(place.column) + ", row " + std::to_string(place.row) +
                       " of the frame, as in SolarSoft; its corner on the chip, " + std::to_string(place.field.r1col) + ", " +
                       std::to_string(place.field.r1row) + ", is column " + std::to_string(column) + ", row " + std::to_string(row));
}

void check_not_zero(const AnyImage &image) {
  const bool zero = std::visit([](const auto &p) { return p.size() < kSmallestImage || static_cast<double>(p[0]) == -1.0; }, image);
  if (zero) throw Error(CORKIT_ERROR_ZERO_IMAGE, "zero image: fewer than 128 x 128 pixels, or a first pixel of -1; skipping image");
}

}  // namespace

PreparedField prepare_field(const CalibrationStore &store, AnyImage raw, LascoHeader &h, const PrepareOptions &options) {
  if (!options.noimg) check_sums(raw, h);
  PreparedField prepared;
  if (h.summing() > 1 && !options.noimg) raw = fixwrap(raw);
  if (!h.full_field()) {
    if (!options.noimg) check_sub_field(raw, h, options);
    StdSizeOptions std_size;
    std_size.full = h.summing() <= 1;
    std_size.compat_bugs = options.compat_bugs;
    std_size.true_factors = !options.compat_bugs;
    std_size.sun = look_up_sun(store, h);
    const Image<std::uint8_t> inside(width(raw), height(raw), 1);
    const LascoHeader given = h;
    LascoHeader unchanged = h;
    prepared.outside = inverted(reduce_std_size(inside, unchanged, std_size));
    if (!options.marked.empty()) {
      unchanged = h;
      prepared.marked = std::get<Image<std::uint8_t>>(reduce_std_size(options.marked, unchanged, std_size));
    }
    StdSizePlace place;
    prepared.image = reduce_std_size(raw, h, std_size, &place);
    if (!options.noimg) warn_about_place(raw, given, place, prepared.warnings);
  } else {
    prepared.image = std::move(raw);
    prepared.marked = options.marked;
  }
  check_not_zero(prepared.image);
  const int nx = width(prepared.image);
  const int ny = height(prepared.image);
  if (options.model) {
    if (h.full_field() && h.summing() == 1 && nx == kFrame / 2 && ny == kFrame / 2) h.rebinned = 2;
    h.r1col = 20;
    h.r1row = 1;
    h.r2col = 1043;
    h.r2row = kFrame;
  }
  if (options.noimg) return prepared;
  if (nx * h.xbinning() != kFrame || ny * h.ybinning() != kFrame)
    throw Error(CORKIT_ERROR_DIMENSIONS,
                "the image has " + text(nx, ny) +
                    " pixels, but R1COL..R2ROW and SUMCOL, SUMROW, LEBXSUM, LEBYSUM describe another size: correct the header");
  check_full_field(h);
  return prepared;
}

}  // namespace corkit
