// TIME_DIFF.DAT: the first and the last records, and some between.
#include <algorithm>
#include <optional>

#include "../expectations.hpp"
#include "calib/tables.hpp"

namespace corkit::fuzz {

void time_diff(Bytes bytes) {
  const auto path = file_of(bytes);
  std::optional<TimeDiff> table;
  read_or_refuse(path, [&] { table.emplace(path); });
  if (!table) return;
  const int last = table->last_record();
  check(last >= 1 && last <= table->count() && table->file_date().size() == 10, "a table has records and a date");
  for (int k = 1; k <= last; k += std::max(1, last / 200)) read_or_refuse("TIME_DIFF.DAT", [&] { table->record(k); });
  read_or_refuse("TIME_DIFF.DAT", [&] { table->record(last); });
}

}  // namespace corkit::fuzz
