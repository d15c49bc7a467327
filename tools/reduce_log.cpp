#include "reduce_log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>

#include "append_file.hpp"
#include "command.hpp"
#include "core/printable.hpp"
#include "handles.hpp"
#include "reduce_job.hpp"
#include "source_name.hpp"

namespace tool {

namespace {

using Clock = std::chrono::system_clock;

std::string stamp(Clock::time_point time) {
  const auto ms = std::chrono::time_point_cast<std::chrono::milliseconds>(time).time_since_epoch().count();
  return fmt::format("{:%Y/%m/%d %H:%M:%S}.{:03d}", fmt::gmtime(static_cast<std::time_t>(ms / 1000)), ms % 1000);
}

Clock::duration seconds(double s) { return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(s)); }

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string without_blanks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

void begin_log(AppendFile &log) {
  if (!log.is_open()) return;
  const std::string begin = log.beginning();
  if (begin.starts_with("SIMPLE  =") || begin.find('\0') != std::string::npos)
    throw UsageError("--log " + log.path() + ": what is there is no text; name another file");
  if (begin.find("reduce_level_1") != std::string::npos)
    log.cut_half_line();
  else
    log.end_last_line();
}

ReduceLog::ReduceLog(bool wanted, const std::string &input) : wanted_(wanted), start_(Clock::now()) {
  if (!wanted_) return;
  const SourceNames names = source_names(input);
  if (names.filename.empty()) {
    wanted_ = false;
    return;
  }
  summary_ =
      corkit::escaped(fmt::format("{} {}t{} {} {}", names.filename, names.date, names.time, names.filter, without_blanks(names.polar)));
}

void ReduceLog::note(const corkit_header *header) {
  if (!wanted_ || header == nullptr) return;
  for (size_t i = 0; i < corkit_header_count(header); ++i) {
    std::array<char, 81> text{};
    if (corkit_header_card(header, i, text.data()) != CORKIT_OK) continue;
    const std::string_view card(text.data());
    if (card.size() < 9) continue;
    if (!card.starts_with("HISTORY ") && !card.starts_with("COMMENT ")) continue;
    std::string line(card.substr(8));
    line.erase(0, line.find_first_not_of(' '));
    line.erase(line.find_last_not_of(' ') + 1);
    if (line.starts_with("c2vig_") || line.starts_with("c3vig_")) used_ = line.substr(0, line.find_first_of(" ,"));
    if (is_one_of(line, {"No roll correction applied.", "Image rotated 180 degrees."}) || line.starts_with("Applied rot(")) roll_ = line;
    if (line == "/NOWARP applied") no_warp_ = true;
  }
  const auto value = [&](const char *keyword) { return lower(without_blanks(text_value(header, keyword))); };
  if (text_value(header, "DETECTOR") == "C3" && corkit_header_has(header, "BSCALE") == 1 && corkit_header_has(header, "DATASAT") == 1) {
    scaling_ = fmt::format("DATASAT ={:>12},  DATAMIN={:>13},  DATAMAX={:>13}", value("DATASAT"), value("DATAMIN"), value("DATAMAX"));
  }
}

std::string ReduceLog::text(const Outcome &outcome) const {
  if (!wanted_ || outcome.skipped) return "";
  const std::string version = corkit_solarsoft_version();
  std::string log = fmt::format("Procedure reduce_level_1.pro,v{} started at {}\nInput = {}\n{}\n",
                                version.substr(version.find_last_of(' ') + 1), stamp(start_), corkit::escaped(outcome.input), summary_);
  auto time = start_;
  for (const auto &[name, duration] : outcome.stages) {
    const auto begin = time;
    time += seconds(duration);
    const bool calibrates = is_one_of(name, {"c2_calibrate", "c3_calibrate"});
    if (!calibrates && !is_one_of(name, {"c2_warp", "c3_warp"})) continue;
    log += fmt::format("Procedure {} started at {}\n", name, stamp(begin));
    if (calibrates && !used_.empty()) log += fmt::format("Used {}\n", used_);
    log += fmt::format("Procedure {} completed at {}\n", name, stamp(time));
  }
  if (no_warp_) log += "/NOWARP applied\n";
  if (!roll_.empty()) log += roll_ + '\n';
  if (outcome.failed) {
    log += fmt::format("{} ERROR: {}\n", summary_, corkit::escaped(outcome.error));
  } else {
    log += fmt::format("NMISSING = {:>8}\n", outcome.nmissing);
    if (!scaling_.empty()) log += scaling_ + '\n';
    if (!outcome.output.empty()) log += fmt::format("Writing FITS file to {}\n", corkit::escaped(outcome.output));
  }
  return log + fmt::format("Procedure reduce_level_1 ended at {}\n\n\n\n\n\n\n", stamp(start_ + seconds(outcome.seconds)));
}

}  // namespace tool
