#include "reduce_record.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "command.hpp"

namespace tool {

namespace {

constexpr const char *columns = "input,output,status,error,detector,date,nmissing,warnings,seconds";

bool is_csv(const std::string &path) {
  if (path.empty() || path.ends_with(".jsonl")) return false;
  if (!path.ends_with(".csv")) throw UsageError("--report " + path + ": its name must end in .csv or .jsonl, which say what is written");
  return true;
}

// RFC 4180; a line feed would make two lines of a record.
std::string cell(std::string text) {
  for (char &c : text)
    if (c == '\n' || c == '\r') c = ' ';
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string csv_line(const Outcome &o) {
  std::string warnings;
  for (const std::string &warning : o.warnings) warnings += (warnings.empty() ? "" : "; ") + warning;
  return fmt::format("{},{},{},{},{},{},{},{},{:.3f}\n", cell(o.input), cell(o.output), o.status(), cell(o.error), cell(o.detector),
                     cell(o.date), o.measured() ? fmt::format("{}", o.nmissing) : "", cell(warnings), o.seconds);
}

std::string json_line(const Outcome &o) {
  const auto or_null = [](const std::string &text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
  };
  nlohmann::ordered_json line;
  line["input"] = o.input;
  line["output"] = or_null(o.output);
  line["status"] = o.status();
  line["error"] = or_null(o.error);
  line["detector"] = or_null(o.detector);
  line["date"] = or_null(o.date);
  line["nmissing"] = o.measured() ? nlohmann::ordered_json(o.nmissing) : nlohmann::ordered_json(nullptr);
  line["warnings"] = o.warnings;
  line["seconds"] = o.seconds;
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace

RecordFile::RecordFile(const std::string &path) : file_("--report", (is_csv(path), path)), csv_(is_csv(path)) {
  if (!file_.is_open()) return;
  if (csv_) {
    if (const std::string line = file_.first_line(columns); !line.empty() && line != columns)
      throw UsageError("--report " + path + ": there is a table with other columns; name another file");
  } else if (const std::string begin = file_.beginning(); !begin.empty() && begin.front() != '{') {
    throw UsageError("--report " + path + ": what is there are no JSON lines; name another file");
  }
  file_.cut_half_line();
}

void RecordFile::add(const Outcome &outcome) {
  if (file_.is_open()) file_.append(csv_ ? csv_line(outcome) : json_line(outcome));
}

}  // namespace tool
