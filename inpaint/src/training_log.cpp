#include "training_log.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace corkit::inpaint {

TrainingLog::TrainingLog(const std::string &csv, const std::vector<std::string> &columns, long step, long steps, const Reporter &reporter)
    : path_(csv), columns_(columns), first_(step), steps_(steps), reporter_(reporter) {
  if (csv.empty()) return;
  // Rows after the checkpoint would come twice.
  std::vector<std::string> kept;
  if (step > 0) {
    std::ifstream before(csv);
    for (std::string line; std::getline(before, line);)
      if (!kept.empty() && std::strtol(line.c_str(), nullptr, 10) <= step)
        kept.push_back(line);
      else if (kept.empty())
        kept.push_back(line);
  }
  file_.open(csv, std::ios::trunc);
  if (kept.empty()) {
    std::string head = "step";
    for (const std::string &column : columns) head += "," + column;
    kept.push_back(head + ",seconds");
  }
  for (const std::string &line : kept) file_ << line << '\n';
  file_.flush();
  if (!file_) throw Error(CORKIT_ERROR_IO, csv + ": cannot be written; name a file in a folder that exists");
}

double TrainingLog::seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

void TrainingLog::row(long step, const std::vector<double> &values) {
  nlohmann::ordered_json line{{"event", "progress"}, {"step", step}, {"steps", steps_}, {"seconds", std::round(seconds() * 10) / 10}};
  const double rate = seconds() / static_cast<double>(std::max(1L, step - first_));
  line["seconds_left"] = std::round(rate * static_cast<double>(steps_ - step));
  for (std::size_t i = 0; i < columns_.size(); ++i)
    line[columns_[i]] = std::isfinite(values[i]) ? nlohmann::ordered_json(values[i]) : nlohmann::ordered_json(nullptr);
  reporter_.line(line.dump());
  if (path_.empty()) return;
  file_ << step << std::setprecision(6);
  for (const double value : values) {
    file_ << ',';
    if (std::isfinite(value)) file_ << value;
  }
  file_ << ',' << std::lround(seconds()) << std::endl;
  if (!file_) throw Error(CORKIT_ERROR_IO, path_ + ": cannot be written; is the disk full?");
}

}  // namespace corkit::inpaint
