// The library's sentences name the options of the command; a session has keywords and environment variables instead.
#include "host/sentence.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "host/host.h"

namespace corkit_host {

namespace {

struct Spelling {
  std::string_view command, session;
};

// The first that fits is taken. What a session cannot give (the fill of a file) is named without the dashes.
constexpr std::array spellings{
    Spelling{"option insist: --insist, /INSIST", "/INSIST"},
    Spelling{"--insist", "/INSIST"},
    Spelling{"--overwrite (option overwrite)", "/OVERWRITE"},
    Spelling{"--overwrite", "/OVERWRITE"},
    Spelling{"--saturate-negatives", "/SATURATE_NEGATIVES"},
    Spelling{"--no-time-correction", "/NOTIMECORRECTION"},
    Spelling{"--geometry sky", "GEOMETRY='sky'"},
    Spelling{"--geometry solarsoft", "GEOMETRY='solarsoft'"},
    Spelling{"--pointing stars", "POINTING='stars'"},
    Spelling{"--pointing auto", "POINTING='auto'"},
    Spelling{"--ephemeris", "EPHEMERIS"},
    Spelling{"--no-warp", "/NOWARP"},
    Spelling{"--fill-mask", "a FILLMASK"},
    Spelling{"--fill fuzzy", "FILL='fuzzy'"},
    Spelling{"--fill membrane", "FILL='membrane'"},
    Spelling{"--fill dl", "FILL='dl'"},
    Spelling{"--fill none", "FILL='none'"},
    Spelling{"give --weights FILE, set CORKIT_WEIGHTS", "set CORKIT_WEIGHTS"},
    Spelling{"--weights", "CORKIT_WEIGHTS"},
    Spelling{"use --calib DIR", "set CORKIT_DATA=DIR"},
    Spelling{"--calib DIR", "CORKIT_DATA"},
    Spelling{"--calib ", "CORKIT_DATA="},
    Spelling{"--context ", "context image "},
    Spelling{"--mask FILE", "a mask"},
    Spelling{"--mask ", "mask "},
};

constexpr std::array<std::string_view, 27> routines{
    "adjust_hdr_tcr", "c2_calfactor",     "c2_calibrate",       "c2_distortion",   "c2_warp",        "c3_calfactor",   "c3_calibrate",
    "c3_distortion",  "c3_warp",          "find_miss_blocks",   "fixwrap",         "fuzzy_image",    "get_exp_factor", "get_roll_or_xy",
    "get_sec_pixel",  "get_solar_radius", "get_sun_center",     "get_tmask",       "lasco_readfits", "mb2strmap",      "occltr_cntr",
    "offset_bias",    "reduce_level_1",   "reduce_statistics2", "reduce_std_size", "strmap2mb",      "subtense"};

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

std::string_view without_routine(std::string_view sentence) {
  for (const auto name : routines) {
    if (sentence.starts_with(name) && sentence.substr(name.size()).starts_with(": ")) return sentence.substr(name.size() + 2);
  }
  return sentence;
}

}  // namespace

std::string session_sentence(std::string_view sentence) {
  std::string said;
  bool inside = false;  // a dash within a word begins no option
  for (sentence = without_routine(sentence); !sentence.empty();) {
    const auto *found = std::find_if(spellings.begin(), spellings.end(), [&](const auto &s) { return sentence.starts_with(s.command); });
    if (inside || found == spellings.end()) {
      said += sentence.front();
      sentence.remove_prefix(1);
    } else {
      said += found->session;
      sentence.remove_prefix(found->command.size());
    }
    inside = in_word(said.back());
  }
  return said;
}

}  // namespace corkit_host

extern "C" void corkit_host_sentence(const char *sentence, char *said, size_t capacity) {
  if (capacity == 0) return;
  std::size_t n = 0;
  try {
    const std::string text = corkit_host::session_sentence(sentence);
    n = std::min(text.size(), capacity - 1);
    std::memcpy(said, text.data(), n);
  } catch (...) {  // no memory: the command's spelling is better than silence
    n = std::min(std::strlen(sentence), capacity - 1);
    std::memmove(said, sentence, n);
  }
  said[n] = '\0';
}
