// What `corkit reduce` says: one line an image in the order of the inputs, whatever the order in which they are done.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>

#include "progress_bar.hpp"
#include "reduce_job.hpp"

namespace tool {

class ReduceReport {
 public:
  explicit ReduceReport(const ReduceRequest &request);

  // Room for the outcome of input number index, made before its product is: reporting it needs no more.
  using Slot = std::map<size_t, Outcome>::node_type;
  static Slot slot(size_t index);

  // One thread at a time.
  void add(Slot done);
  // Prints what still waits for an input that was never begun, and removes the progress bar.
  void finish();

  // Done, skipped, failed, warnings, seconds: a line on stderr.
  void print_summary() const;

  // Nobody reads stdout any more.
  bool cut_off() const { return cut_off_; }
  size_t done() const { return done_ - failed_; }
  size_t failed() const { return failed_; }

 private:
  void print(const Outcome &outcome);
  void print_to_stdout(const Outcome &outcome);
  void print_json(const Outcome &outcome) const;
  void print_text(const Outcome &outcome) const;

  const ReduceRequest &request_;
  size_t next_ = 0, done_ = 0, failed_ = 0, skipped_ = 0, warnings_ = 0;
  std::map<size_t, Outcome> waiting_;
  ProgressBar bar_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  bool cut_off_ = false;
};

}  // namespace tool
