#include "image_info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "calibration_list.hpp"
#include "frames/lost_blocks.hpp"
#include "sub_field.hpp"

namespace tool {

namespace {

int int_value(const corkit_header *header, const char *keyword, int otherwise) {
  const double value = number_value(header, keyword, otherwise);
  return std::isfinite(value) && std::abs(value) < 1e9 ? static_cast<int>(value) : otherwise;
}

// Modified Julian day of yyyy/mm/dd or yyyy-mm-dd; 0 if it is neither.
int mjd_of(const std::string &date) {
  using namespace std::chrono;
  if (date.size() < 10) return 0;
  std::array<int, 3> part{};
  constexpr std::array<std::pair<size_t, size_t>, 3> where{{{0, 4}, {5, 2}, {8, 2}}};
  for (size_t i = 0; i < part.size(); ++i) {
    const char *const begin = date.data() + where[i].first;
    if (std::from_chars(begin, begin + where[i].second, part[i]).ptr != begin + where[i].second) return 0;
  }
  const year_month_day day{year{part[0]}, month{static_cast<unsigned>(part[1])}, std::chrono::day{static_cast<unsigned>(part[2])}};
  if (!day.ok()) return 0;
  return static_cast<int>((sys_days{day} - sys_days{1858y / November / 17}).count());
}

// C2's MISSLIST: block numbers in decimal.
std::string c2_list(const corkit_array &map) {
  std::string list;
  int count = 0;
  for (int i = 0; i < map.nx * map.ny; ++i) {
    if (pixel(map, static_cast<size_t>(i)) != 0) continue;
    list += fmt::format("{}{}", count == 0 ? "" : " ", i);
    ++count;
  }
  return count > 17 ? "More than 17 blocks missing" : list;
}

constexpr int kBlockSide = 32;  // pixels

template <class Judge>
bool all_of_block(int column, int row, Judge judge) {
  for (int y = row * kBlockSide; y < (row + 1) * kBlockSide; ++y)
    for (int x = column * kBlockSide; x < (column + 1) * kBlockSide; ++x)
      if (!judge(x, y)) return false;
  return true;
}

bool is_outside(const FramedImage &framed, int column, int row) {
  return all_of_block(column, row, [&](int x, int y) { return framed.outside(x, y) != 0; });
}

// A block of C2 that the field covers in part is not lost, although its first pixel may lie outside. Returns how many are.
int find_blocks_without_light(const FramedImage &framed, corkit_array &map) {
  auto *const states = static_cast<int16_t *>(map.data);
  int lost = 0;
  for (int j = 0; j < map.ny; ++j)
    for (int i = 0; i < map.nx; ++i) {
      int16_t &state = states[j * map.nx + i];
      if (state < 0) continue;
      state = all_of_block(i, j, [&](int x, int y) { return framed.pixels(x, y) <= 0; }) ? 0 : 1;
      if (state == 0) ++lost;
    }
  return lost;
}

BlockMap block_map(corkit_context *ctx, const corkit_array *image, const corkit_header *header) {
  BlockMap blocks;
  // As a reduction counts them: in the frame.
  const auto framed = put_into_frame(*image, header);
  corkit_array frame{};
  if (framed) {
    // The struct has no const; nobody writes to it.
    frame = {const_cast<double *>(framed->pixels.data()), CORKIT_FLOAT64, framed->pixels.nx(), framed->pixels.ny()};
    image = &frame;
    header = framed->header.get();
  }
  corkit_array *raw = nullptr;
  std::vector<char> list(8192);
  const int status = corkit_find_miss_blocks(ctx, image, header, &raw, &blocks.missing, list.data(), list.size());
  const Array map(raw);
  if (status != CORKIT_OK) {
    blocks.reason = corkit_last_error(ctx);
    return blocks;
  }
  blocks.known = true;
  const bool c2 = text_value(header, "DETECTOR") == "C2";
  if (framed && c2) blocks.missing = find_blocks_without_light(*framed, *map);
  blocks.list = c2 ? c2_list(*map) : list.data();
  for (int y = map->ny - 1; y >= 0; --y) {
    std::string row;
    for (int x = 0; x < map->nx; ++x) {
      const double state = pixel(*map, static_cast<size_t>(y) * static_cast<size_t>(map->nx) + static_cast<size_t>(x));
      const bool outside = framed && state == 0 && (c2 ? is_outside(*framed, x, y) : framed->outside(x * kBlockSide, y * kBlockSide) != 0);
      row += state > 0 ? '.' : state < 0 ? '#' : outside ? '-' : 'X';
      if (outside) ++blocks.outside;
    }
    blocks.rows.push_back(row);
  }
  return blocks;
}

// What a level-1 header says of the blocks of the image that it was made of.
BlockMap level1_blocks(corkit_context *ctx, const Image &image) {
  const corkit_header *const header = image.header.get();
  BlockMap blocks;
  blocks.reason = "the header has no NMISSING";
  blocks.of_header = true;
  if (corkit_header_has(header, "NMISSING") != 1) return blocks;
  const double count = number_value(header, "NMISSING", -1);
  constexpr double kMost = 1e9;
  if (!(count >= 0 && count < kMost) || count != std::floor(count)) {
    blocks.reason = "NMISSING of the header is no number of blocks";
    return blocks;
  }
  blocks.known = true;
  blocks.missing = static_cast<int>(count);
  blocks.list = text_value(header, "MISSLIST");
  if (blocks.list == "None") blocks.list.clear();
  blocks.outside = missing_outside_of_level1(ctx, image);
  return blocks;
}

// What a reduction that writes nothing says. Where calibration files are missing its checks of the header are left, and what they find.
void check_reduction(corkit_context *ctx, const std::string &file, ImageInfo &info) {
  corkit_level1_options options;
  corkit_level1_options_default(&options);
  options.nofits = 1;
  corkit_product *product = nullptr;
  int status = corkit_reduce_level1(ctx, file.c_str(), nullptr, &options, &product);
  if (status == CORKIT_ERROR_CALIBRATION_MISSING) {
    options.noimg = 1;
    status = corkit_reduce_level1(ctx, file.c_str(), nullptr, &options, &product);
  }
  const Product owned(product);
  if (status != CORKIT_OK) {
    info.refused = corkit_last_error(ctx);
    return;
  }
  // c2nullblocks.txt says which blocks of C2 are never sent; without it the map has the camera's usual ones.
  if (info.blocks.known && options.noimg == 0 && corkit_product_nmissing(product) != info.blocks.missing) {
    info.blocks.missing = corkit_product_nmissing(product);
    info.blocks.list = text_value(corkit_product_header(product), "MISSLIST");
    if (info.blocks.list == "None") info.blocks.list.clear();
  }
  const size_t warnings = corkit_product_warning(product, 0, nullptr);
  for (size_t i = 0; i < warnings; ++i) {
    const char *sentence = "";
    corkit_product_warning(product, i, &sentence);
    info.warnings.emplace_back(sentence);
  }
}

// The exposure file is not in the context's list: asking for the factor says whether there is one with the image in it.
NeededFile exposure_file(corkit_context *ctx, const ImageInfo &info) {
  const std::string day = info.date.size() >= 10 ? info.date.substr(2, 2) + info.date.substr(5, 2) + info.date.substr(8, 2) : "yymmdd";
  NeededFile file{fmt::format("{}_expfactor_{}.dat", info.detector == "C2" ? "c2" : "c3", day), "exposure factor and bias", "", "missing"};
  const Header copy(corkit_header_copy(info.header.get()));
  float factor = 1, bias = 0;
  int valid = -1;
  if (!copy || corkit_get_exp_factor(ctx, copy.get(), &factor, &bias, &valid) != CORKIT_OK) {
    file.use += fmt::format(": {}", corkit_last_error(ctx));
  } else if (valid == 0) {
    file.state = "ok";
    file.use = fmt::format("exposure factor {:.6g}, bias {:.6g} DN", factor, bias);
  } else {
    file.state = valid == -1 ? "missing" : "no row";
    file.use = fmt::format("exposure factor 1, bias {:.6g} DN by formula instead", bias);
  }
  return file;
}

struct Need {
  std::string name, use;
};

std::vector<Need> needs_of(const ImageInfo &info) {
  const int mjd = mjd_of(info.date);
  const bool c3 = info.detector == "C3";
  const char *const camera = c3 ? "c3" : "c2";
  std::vector<Need> needs;
  if (c3) {
    constexpr int interruption = 51000;  // mid 1998
    needs.push_back({mjd < interruption ? "c3vig_preint_final.fts" : "c3vig_postint_final.fts", "vignetting"});
    needs.push_back({"c3_cl_mask_lvl1.fts", "mask of occulter and pylon"});
    if (info.filter == "Clear") needs.push_back({"C3ramp.fts", "stray-light ramp"});
    if (info.filter == "Clear") needs.push_back({"3m_clcl_all.fts", "background for the fill of lost blocks"});
    needs.push_back({"c3_occltr_cntr.dat", "centre of the distortion"});
  } else {
    needs.push_back({"c2vig_final.fts", "vignetting"});
    needs.push_back({"c2nullblocks.txt", "blocks that are never sent"});
    needs.push_back({"occulter_center.dat", "centre of the distortion"});
  }
  needs.push_back({"c2_c3_last_post_recovery_day.sav", "last day with final pointing"});
  const std::string when = info.date + ' ' + info.time;
  if (when < "1997/09/03 07:28") {
    needs.push_back({"c2_012496t1544_082997t1827_timeoffsets.sav", "clock correction"});
  } else if (when >= "1997/10/19 18:28:29.682" && when <= "1997/10/27 22:41:37.680") {
    needs.push_back({"c2_101997t1828_102797t2241_timeoffsets.sav", "clock correction"});
  } else if (when >= "1997/12/06 00:27:37.672" && when <= "1997/12/30 20:23:22.848") {
    needs.push_back({"c2_120697t0027_123097t2023_timeoffsets.sav", "clock correction"});
  } else {
    needs.push_back({"TIME_DIFF.DAT", "clock correction"});
  }
  needs.push_back(
      {fmt::format("{}_{}_recovery_adj_xyr_medv2.sav", camera, info.date < "1998/07/01" ? "pre" : "post"), "Sun centre and roll"});
  needs.push_back({"nominal_roll_attitude.dat", "roll, where the pointing table ends"});
  return needs;
}

}  // namespace

ImageInfo describe_image(corkit_context *ctx, const std::string &file) {
  Image image = read_image(ctx, file);
  const corkit_header *const h = image.header.get();
  ImageInfo info;
  info.file = file;
  info.filename = text_value(h, "FILENAME");
  info.detector = text_value(h, "DETECTOR");
  info.filter = text_value(h, "FILTER");
  info.polar = text_value(h, "POLAR");
  info.date = text_value(h, "DATE-OBS");
  info.time = text_value(h, "TIME-OBS");
  info.port = text_value(h, "READPORT");
  info.exposure_s = number_value(h, "EXPTIME", std::nan(""));
  info.nx = image.pixels->nx;
  info.ny = image.pixels->ny;
  info.r1col = int_value(h, "R1COL", 0);
  info.r1row = int_value(h, "R1ROW", 0);
  info.r2col = int_value(h, "R2COL", 0);
  info.r2row = int_value(h, "R2ROW", 0);
  info.sumcol = int_value(h, "SUMCOL", 0);
  info.sumrow = int_value(h, "SUMROW", 0);
  info.lebxsum = int_value(h, "LEBXSUM", 1);
  info.lebysum = int_value(h, "LEBYSUM", 1);
  info.full_field = info.r2col - info.r1col + info.r2row - info.r1row == 2046;
  info.level = is_level1(h) ? "1" : "0.5";
  info.synthetic = is_synthetic(h);
  info.blocks = info.level == "1" ? level1_blocks(ctx, image) : block_map(ctx, image.pixels.get(), h);
  // The header of a product of a sub-field is that of the frame that it was put into.
  constexpr int kMostLost = 256;
  if (info.level == "1" && info.blocks.known && info.blocks.outside > 0) info.full_field = false;
  info.field_known = !(info.level == "1" && info.blocks.known && info.blocks.outside < 0 && info.blocks.missing > kMostLost);
  if (info.level != "1") check_reduction(ctx, file, info);
  info.header = std::move(image.header);
  return info;
}

std::vector<NeededFile> needed_files(corkit_context *ctx, const ImageInfo &info) {
  std::vector<NeededFile> files;
  if (info.level == "1" || (info.detector != "C2" && info.detector != "C3")) return files;
  const std::vector<CalibrationFile> all = calibration_files(ctx);
  for (const Need &need : needs_of(info)) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const CalibrationFile &file) { return file.name == need.name; });
    if (found == all.end()) {
      files.push_back({need.name, need.use, "", "missing"});
    } else {
      files.push_back({need.name, need.use, found->path, found->state});
    }
  }
  files.push_back(exposure_file(ctx, info));
  return files;
}

}  // namespace tool
