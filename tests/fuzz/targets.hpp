// The fuzz targets: each takes any bytes and ends in a value or in an Error whose sentence names the file, on one printable line.
//
// Notes     libfuzzer.cpp makes a libFuzzer program of one of them (clang), runner.cpp one program of all of them that runs files (any
//           compiler). A target aborts where something does not hold.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace corkit::fuzz {

using Bytes = std::span<const std::uint8_t>;

void attitude(Bytes bytes);
void cards(Bytes bytes);
void day_list(Bytes bytes);
void ephemeris(Bytes bytes);
void exposure(Bytes bytes);
void fits_reader(Bytes bytes);
void misslist(Bytes bytes);
void null_blocks(Bytes bytes);
void occulter(Bytes bytes);
void reduce(Bytes bytes);
void safetensors(Bytes bytes);
void save(Bytes bytes);
void star_table(Bytes bytes);
void time_diff(Bytes bytes);

struct Target {
  const char *name;
  void (*run)(Bytes);
};
inline constexpr std::array<Target, 14> kTargets{{{"attitude", attitude},
                                                  {"cards", cards},
                                                  {"day_list", day_list},
                                                  {"ephemeris", ephemeris},
                                                  {"exposure", exposure},
                                                  {"fits_reader", fits_reader},
                                                  {"misslist", misslist},
                                                  {"null_blocks", null_blocks},
                                                  {"occulter", occulter},
                                                  {"reduce", reduce},
                                                  {"safetensors", safetensors},
                                                  {"save", save},
                                                  {"star_table", star_table},
                                                  {"time_diff", time_diff}}};

inline std::string_view text_of(Bytes bytes) { return {reinterpret_cast<const char *>(bytes.data()), bytes.size()}; }

}  // namespace corkit::fuzz
