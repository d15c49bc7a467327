#include "demo.hpp"

#include <corkit/corkit.h>
#include <fmt/format.h>

#include <chrono>

#include "command.hpp"
#include "demo/files.hpp"
#include "handles.hpp"

namespace tool {

namespace {

namespace fs = std::filesystem;

constexpr const char *marker = "SYNTHETIC.txt";

constexpr const char *notice =
    R"(Synthetic demonstration data, written by "corkit data demo". Nothing in this folder is an observation or a calibration.

lasco_data/ nrl_lib/ ancil/   calibration files in the names and formats of SolarSoft's, with smooth analytic contents
l05/                          level-0.5 images of an analytic corona: one C2, two C3, of which 32170502.fts lost five telemetry blocks

Every FITS file says so in its header (SYNTHET = T, COMMENT). The clock differences, pointing and roll tables cover 1996 to 2026 but are
formulae, not SOHO's: a real image can be reduced with them, its numbers, times and positions then mean nothing. Exposure factors are
there for 2002-05-21 only. All file dates are 2000-01-01, so that products are the same every time.
)";

// A folder that somebody might miss is not written into.
void refuse_foreign(const fs::path &folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return;
  if (!fs::is_directory(folder, error)) throw UsageError(folder.string() + ": is a file; name a new or empty folder");
  if (!fs::is_empty(folder, error) && !fs::exists(folder / marker, error)) {
    throw UsageError(folder.string() + ": is not empty and not an earlier demonstration set; name a new or empty folder");
  }
}

// Products quote the calibration files' dates.
void set_dates(const fs::path &folder) {
  using namespace std::chrono;
  const auto date = file_clock::from_sys(sys_time<file_clock::duration>(sys_days{2000y / January / 1} + 12h));
  for (const auto &entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) fs::last_write_time(entry.path(), date);
  }
}

}  // namespace

void write_demo(const fs::path &folder) {
  refuse_foreign(folder);
  try {
    fs::create_directories(folder);
    // Each part says so too, because SolarSoft's variables can point at a part alone.
    for (const char *part : {"", "lasco_data", "nrl_lib", "ancil"}) demo::write_text(folder / part / marker, notice);
    demo::write_calibration(folder);
    demo::write_images(folder);
    set_dates(folder);
  } catch (const fs::filesystem_error &error) {
    throw Failure(CORKIT_ERROR_IO, fmt::format("{}: {}", folder.string(), error.code().message()));
  }
}

}  // namespace tool
