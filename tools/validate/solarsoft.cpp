#include "validate/solarsoft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <map>

#include "command.hpp"
#include "handles.hpp"
#include "image_names.hpp"
#include "validate/child.hpp"
#include "validate/solarsoft_setup.hpp"

namespace tool::validate {

namespace {

namespace fs = std::filesystem;

constexpr size_t kLogLines = 40;
constexpr std::string_view kMark = "CORKIT-VALIDATE ";

// reduce_level_1 may stop, crash or hang; then the next session begins with the image behind.
constexpr const char *kDriver =
    R"(; Written by corkit validate: reduce_level_1 on the images of images.txt, three lines each: number, file, folder for the product.
PRO corkit_validate_one, number, file, folder
  CATCH, error
  IF error NE 0 THEN BEGIN
    CATCH, /CANCEL
    PRINT, 'CORKIT-VALIDATE failed ' + number + ' ' + !ERROR_STATE.MSG
    FLUSH, -1
    RETURN
  ENDIF
  PRINT, 'CORKIT-VALIDATE begin ' + number
  FLUSH, -1
  reduce_level_1, file, SAVEDIR=folder, /RESET%SWITCHES%
  PRINT, 'CORKIT-VALIDATE end ' + number
  FLUSH, -1
END

PRO corkit_validate_driver
  number = '' & file = '' & folder = ''
  OPENR, unit, 'images.txt', /GET_LUN
  WHILE NOT EOF(unit) DO BEGIN
    READF, unit, number, FORMAT='(A)'
    READF, unit, file, FORMAT='(A)'
    READF, unit, folder, FORMAT='(A)'
    corkit_validate_one, number, file, folder
  ENDWHILE
  FREE_LUN, unit
END
)";

void write_text(const fs::path &path, const std::string &text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw Failure(CORKIT_ERROR_IO, path.string() + ": cannot be written");
}

std::string switches_of(const corkit_level1_options &options) {
  std::string text;
  const auto add = [&](int set, const char *name) {
    if (set != 0) text += std::string(", /") + name;
  };
  add(options.no_vig, "NO_VIG");
  add(options.no_mask, "NO_MASK");
  add(options.no_warp, "NOWARP");
  add(options.no_stat, "NOSTAT");
  add(options.no_scale, "NOSCALE");
  add(options.no_roll_correction, "NOROLL_CORRECTION");
  add(options.no_time_correction, "NOTIMECORRECTION");
  return text;
}

class Sessions {
 public:
  Sessions(const SolarSoftRequest &request, Child child, std::vector<std::string> files)
      : request_(request), child_(std::move(child)), files_(std::move(files)), products_(files_.size()), done_(files_.size(), false) {}

  std::vector<SolarSoftProduct> run() {
    while (next_ < files_.size()) one_session();
    return std::move(products_);
  }

 private:
  fs::path folder_of(size_t i) const { return request_.work / "solarsoft" / fmt::format("{:04}", i + 1); }

  void one_session() {
    std::string list;
    for (size_t i = next_; i < files_.size(); ++i) {
      fs::create_directories(folder_of(i));
      list += fmt::format("{}\n{}\n{}\n", i + 1, files_[i], folder_of(i).string());
    }
    write_text(child_.folder / "images.txt", list);
    current_ = next_;
    heard_ = false;
    log_.clear();
    const ChildResult result = run_child(child_, [this](const std::string &line) { return hear(line); });
    if (result.end == ChildEnd::not_started) {
      throw Failure(CORKIT_ERROR_IO, fmt::format("--idl {}: cannot be started: {}; give gdl, idl or the path of either",
                                                 request_.interpreter, result.sentence));
    }
    if (result.end == ChildEnd::interrupted) throw Failure(CORKIT_ERROR_IO, "stopped; SolarSoft was ended with it");
    if (current_ < files_.size() && !done_[current_]) {
      const std::string how = result.end == ChildEnd::timed_out
                                  ? fmt::format("SolarSoft was ended after {} s (--timeout)", request_.patience_s)
                                  : fmt::format("SolarSoft stopped without a product: {}", cause(result.sentence));
      fail(current_, how);
      // What does not even begin does not begin with the next image either.
      if (!heard_)
        for (size_t i = current_ + 1; i < files_.size(); ++i) fail(i, how);
    }
    next_ = std::max(next_, current_) + 1;
    while (next_ < files_.size() && done_[next_]) ++next_;
  }

  // "begin 3", "end 3", "failed 3 sentence"
  bool hear(const std::string &line) {
    if (!line.starts_with(kMark)) {
      if (line.empty() || line.find("GTK") != std::string::npos || line.find("wxWidgets") != std::string::npos) return false;
      log_.push_back(line);
      if (log_.size() > kLogLines) log_.pop_front();
      return false;
    }
    heard_ = true;
    const std::string words = line.substr(kMark.size());
    const size_t blank = words.find(' ');
    const int number = std::atoi(words.substr(std::min(blank, words.size())).c_str());
    if (number < 1 || static_cast<size_t>(number) > files_.size()) return false;
    const auto i = static_cast<size_t>(number) - 1;
    if (words.starts_with("begin ")) {
      current_ = i;
      log_.clear();
    } else if (words.starts_with("end ")) {
      take(i);
    } else {
      const size_t sentence = words.find(' ', blank + 1);
      fail(i, "SolarSoft says: " + (sentence == std::string::npos ? "" : words.substr(sentence + 1)));
    }
    return true;
  }

  std::string log_text() const {
    std::string text;
    for (const std::string &line : log_) text += line + '\n';
    return text;
  }

  // IDL's message, where there is one: "% C3_CALIBRATE: ...", before "% Execution halted at". GDL's CATCH leaves errors of routines that
  // are called to the session.
  std::string cause(const std::string &otherwise) const {
    for (auto line = log_.rbegin(); line != log_.rend(); ++line) {
      const bool other = line->find("Compiled module") != std::string::npos || line->find("Execution halted") != std::string::npos;
      if (line->starts_with("% ") && !line->starts_with("%  ") && !other) return line->substr(2);
    }
    return otherwise;
  }

  void fail(size_t i, const std::string &sentence) {
    done_[i] = true;
    products_[i].error = sentence;
    products_[i].log = log_text();
  }

  void take(size_t i) {
    const auto made = image_files_below(folder_of(i).string());
    if (made.empty()) return fail(i, "SolarSoft ended, but wrote no product");
    done_[i] = true;
    products_[i].path = made.front();
  }

  const SolarSoftRequest &request_;
  const Child child_;
  const std::vector<std::string> files_;
  std::vector<SolarSoftProduct> products_;
  std::vector<bool> done_;
  std::deque<std::string> log_;
  size_t next_ = 0, current_ = 0;
  bool heard_ = false;  // a line of ours in this session
};

}  // namespace

bool is_gdl(const std::string &interpreter) { return fs::path(interpreter).filename().string().find("gdl") != std::string::npos; }

std::vector<SolarSoftProduct> run_solarsoft(corkit_context *ctx, const SolarSoftRequest &request, const std::vector<std::string> &inputs) {
  const std::string path = search_path(request.tree);
  const fs::path session = request.work / "session";
  fs::create_directories(session);
  std::string driver = kDriver;
  driver.replace(driver.find("%SWITCHES%"), 10, switches_of(request.options));
  write_text(session / "corkit_validate_driver.pro", driver);
  write_text(session / "input.txt", path + "corkit_validate_driver\nexit\n");
  Child child;
  child.words = {request.interpreter, "-quiet"};
  child.environment = solarsoft_environment(ctx, request);
  child.folder = session;
  child.input = session / "input.txt";
  child.patience_s = request.patience_s;
  return Sessions(request, child, plain_copies(ctx, request.work, inputs)).run();
}

}  // namespace tool::validate
