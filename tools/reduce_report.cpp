#include "reduce_report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "complain.hpp"
#include "core/printable.hpp"
#include "handles.hpp"

namespace tool {

ReduceReport::ReduceReport(const ReduceRequest &request)
    : request_(request), bar_(request.inputs.size() > 1 && !request.quiet && isatty(STDERR_FILENO) != 0 ? request.inputs.size() : 0) {}

ReduceReport::Slot ReduceReport::slot(size_t index) {
  std::map<size_t, Outcome> one;
  one.try_emplace(index);
  return one.extract(one.begin());
}

void ReduceReport::add(Slot done) {
  Outcome &outcome = done.mapped();
  ++done_;
  if (outcome.failed) ++failed_;
  if (outcome.skipped) ++skipped_;
  warnings_ += outcome.warnings.size();
  outcome.log.clear();
  waiting_.insert(std::move(done));
  bar_.clear();
  for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_; first = waiting_.erase(first), ++next_) {
    print(first->second);
  }
  if (done_ < request_.inputs.size()) bar_.draw(done_);
}

void ReduceReport::finish() {
  bar_.clear();
  for (const auto &[index, outcome] : waiting_) print(outcome);
  waiting_.clear();
  bar_.stop();
}

void ReduceReport::print_summary() const {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  // What was there already took no time that says anything.
  const size_t worked = done_ - skipped_;
  const std::string rate = worked == 0 ? "" : fmt::format(", {:.1f} images/s", static_cast<double>(worked) / std::max(seconds, 1e-3));
  complain("corkit: {} done, {} skipped, {} failed, {} warning{}; {:.1f} s{}\n", worked - failed_, skipped_, failed_, warnings_,
           warnings_ == 1 ? "" : "s", seconds, rate);
}

void ReduceReport::print(const Outcome &outcome) {
  print_to_stdout(outcome);
  if (!request_.quiet && !request_.json) {
    for (const std::string &warning : outcome.warnings) complain("{}\n", failure_line(outcome.input, "warning: " + warning));
  }
  if (outcome.failed) complain("{}\n", failure_line(outcome.input, outcome.error));
}

void ReduceReport::print_to_stdout(const Outcome &outcome) try {
  if (cut_off_) return;
  if (request_.json) {
    print_json(outcome);
  } else if (!request_.quiet && !outcome.failed) {
    print_text(outcome);
  }
  cut_off_ = std::fflush(stdout) != 0;
} catch (const std::system_error &) {
  cut_off_ = true;
}

void ReduceReport::print_json(const Outcome &outcome) const {
  const auto or_null = [](const std::string &text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
  };
  nlohmann::ordered_json line;
  line["input"] = outcome.input;
  line["output"] = or_null(outcome.output);
  line["status"] = outcome.failed ? "error" : "ok";
  const bool names_file = outcome.error.find(corkit::escaped(outcome.input)) != std::string::npos;
  line["error"] = or_null(outcome.error.empty() || names_file ? outcome.error : outcome.input + ": " + outcome.error);
  line["detector"] = or_null(outcome.detector);
  line["nmissing"] = outcome.failed || outcome.skipped ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(outcome.nmissing);
  line["seconds"] = outcome.seconds;
  auto &stages = line["stages"] = nlohmann::ordered_json::object();
  for (const auto &[name, seconds] : outcome.stages) stages[name] = stages.value(name, 0.0) + seconds;
  if (outcome.filled >= 0) line["filled_pixels"] = outcome.filled;
  if (outcome.skipped) line["skipped"] = true;
  if (!outcome.warnings.empty()) line["warnings"] = outcome.warnings;
  fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

namespace {

// ", 5 missing blocks". Of a sub-field a warning of the library says how many were not read out at all.
std::string lost_text(const Outcome &outcome) {
  if (outcome.nmissing <= 0) return "";
  const std::string begin = fmt::format("{} missing block{}", outcome.nmissing, outcome.nmissing == 1 ? "" : "s");
  for (const std::string &warning : outcome.warnings)
    if (warning.starts_with(begin + ", ")) return ", " + warning.substr(0, warning.find(':'));
  return ", " + begin;
}

}  // namespace

void ReduceReport::print_text(const Outcome &outcome) const {
  if (outcome.skipped) {
    fmt::print("{} -> {} (there already, skipped)\n", outcome.input, outcome.output);
    return;
  }
  const std::string lost = lost_text(outcome);
  const std::string filled = outcome.filled > 0 ? fmt::format(", {} pixels filled", outcome.filled) : "";
  fmt::print("{} -> {} ({}{}{})\n", outcome.input, outcome.output.empty() ? "nothing written" : outcome.output, outcome.detector, lost,
             filled);
  if (!request_.verbose) return;
  for (const auto &[name, seconds] : outcome.stages) fmt::print("    {:<24}{:9.4f} s\n", name, seconds);
  fmt::print("    {:<24}{:9.4f} s\n", "all", outcome.seconds);
}

}  // namespace tool
