// Host programs with a life of their own: floating-point traps, a locale with a decimal comma, threads that reduce while the process forks.

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cfenv>
#include <clocale>
#include <cstdlib>
#include <locale>
#include <vector>

#include "core/thread_group.hpp"
#include "level05.hpp"
#include "products.hpp"
#include "support/rounds.hpp"

namespace {

using namespace corkit::test;
namespace fs = std::filesystem;

std::vector<fs::path> inputs(const fs::path &folder) {
  return {Level05::c3(1024).lose_block(12, 20).write(folder / "c3.fts"),
          Level05::c2().set("DATE-OBS", "'1997/04/12'").set("MID_DATE", "50550").write(folder / "c2.fts")};
}

std::vector<std::string> products(const std::vector<fs::path> &files, const fs::path &outdir) {
  std::vector<std::string> all;
  for (const auto &file : files) all.push_back(without_times(product_bytes(file, outdir)));
  return all;
}

struct Comma : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

// The first locale of the system with a decimal comma, or one made on the spot; false where there is none.
bool set_comma_locale(const fs::path &folder) {
  for (const char *name : {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8", "fr_FR.utf8"})
    if (std::setlocale(LC_ALL, name) != nullptr) return true;
  const std::string made = (folder / "de_DE.UTF-8").string();
  if (std::system(("localedef -i de_DE -f UTF-8 " + made + " >/dev/null 2>&1").c_str()) != 0) return false;
  setenv("LOCPATH", folder.c_str(), 1);
  const bool set = std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr;
  unsetenv("LOCPATH");
  return set;
}

}  // namespace

#if defined(__GLIBC__) && defined(__x86_64__)
BOOST_AUTO_TEST_CASE(the_hosts_floating_point_traps_end_nothing_and_stay_set) {
  const auto folder = fresh_folder("traps");
  const auto files = inputs(folder);
  const auto expected = products(files, folder / "plain");
  std::fenv_t saved{};
  std::fegetenv(&saved);
  std::vector<std::string> odd;
  int status = CORKIT_OK, after = 0;
  constexpr int kTraps = FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW | FE_UNDERFLOW;
  for (const auto &file : files) {
    const auto options = default_options();
    const auto out = (folder / "odd").string();
    corkit_product *product = nullptr;
    feenableexcept(kTraps);
    corkit_context *ctx = nullptr;
    {
      corkit_config config;
      corkit_config_default(&config);
      static const std::string tree = calibration_tree().string();
      config.calibration = tree.c_str();
      corkit_error error{};
      ctx = corkit_context_create(&config, &error);
    }
    status |= corkit_reduce_level1(ctx, file.c_str(), out.c_str(), &options, &product);
    after = fegetexcept();
    fedisableexcept(kTraps);
    odd.push_back(without_times(file_bytes(corkit_product_path(product))));
    corkit_product_free(product);
    corkit_context_destroy(ctx);
  }
  std::fesetenv(&saved);
  BOOST_TEST(status == CORKIT_OK);
  BOOST_TEST(after == kTraps);
  BOOST_TEST((odd == expected));
}
#endif

BOOST_AUTO_TEST_CASE(a_decimal_comma_changes_no_product) {
  const auto folder = fresh_folder("comma");
  const auto files = inputs(folder);
  const auto expected = products(files, folder / "plain");
  const std::string before = std::setlocale(LC_ALL, nullptr);
  const bool c = set_comma_locale(folder);
  const std::locale streams = std::locale::global(std::locale(std::locale::classic(), new Comma));
  const auto odd = products(files, folder / "odd");
  const std::string kept = std::localeconv()->decimal_point;
  std::locale::global(streams);
  std::setlocale(LC_ALL, before.c_str());
  BOOST_TEST((odd == expected));
  if (c)
    BOOST_TEST(kept == ",");  // and it is the host's still
  else
    BOOST_TEST_MESSAGE("no locale with a decimal comma on this system, and none can be made: C++ streams only");
}

// A child of a program whose threads are in the middle of reductions makes its own, with a context of its own.
BOOST_AUTO_TEST_CASE(a_child_forked_amid_reductions_makes_the_same_product) {
  if (sanitized) {
    BOOST_TEST_MESSAGE("skipped: the sanitizers' own locks are not made for it");
    return;
  }
  const auto folder = fresh_folder("fork");
  const auto files = inputs(folder);
  const auto expected = products(files, folder / "plain");
  std::atomic<bool> stop = false;
  corkit::ThreadGroup threads;
  for (int t = 0; t < 3; ++t)
    threads.start([&, t] {
      const auto out = folder / ("thread" + std::to_string(t));
      while (!stop) products(files, out);
    });
  int right = 0, wrong = 0, ended = 0;
  constexpr int kChildren = 12;
  for (int k = 0; k < kChildren; ++k) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(60);  // a child that waits for a lock for ever ends by this
      bool same = false;
      try {
        same = products(files, folder / ("child" + std::to_string(k))) == expected;
      } catch (...) {
      }
      _exit(same ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    right += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    wrong += WIFEXITED(status) && WEXITSTATUS(status) != 0;
    ended += WIFSIGNALED(status);
  }
  stop = true;
  threads.join();
  BOOST_TEST(right == kChildren, wrong << " wrong products, " << ended << " children waited for ever or crashed");
}
