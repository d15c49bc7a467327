// Where products go: made if missing, refused if impossible, and never half a file.

#include <sys/resource.h>

#include <boost/test/unit_test.hpp>
#include <csignal>

#include "level05.hpp"
#include "support/capi.hpp"
#include "support/file_bytes.hpp"

namespace {

using namespace corkit::test;
namespace fs = std::filesystem;

Context context() { return make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}}); }

int try_reduce(const Context &ctx, const fs::path &in, const fs::path &outdir) {
  const auto options = default_options();
  return corkit_reduce_level1(ctx.get(), in.c_str(), outdir.c_str(), &options, nullptr);
}

// Files of this process may not grow beyond a limit while it lives: a full disk, for one process.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit &) = delete;
  FileSizeLimit &operator=(const FileSizeLimit &) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_missing_output_folder_is_made) {
  const auto folder = fresh_folder("made_folder");
  const auto product = reduce(context(), Level05::c3().write(folder / "in.fts"), folder / "a" / "b" / "c", default_options());
  BOOST_TEST(fs::exists(folder / "a" / "b" / "c" / "35180003.fts"));
  BOOST_TEST(fs::equivalent(corkit_product_path(product.get()), folder / "a" / "b" / "c" / "35180003.fts"));
}

BOOST_AUTO_TEST_CASE(a_file_in_place_of_the_output_folder_is_refused_and_kept) {
  const auto folder = fresh_folder("file_for_folder");
  std::ofstream(folder / "out") << "precious";
  const auto ctx = context();
  BOOST_TEST(try_reduce(ctx, Level05::c3().write(folder / "in.fts"), folder / "out") == CORKIT_ERROR_IO);
  const std::string sentence = corkit_last_error(nullptr);
  BOOST_TEST(sentence.find((folder / "out").string()) != std::string::npos, sentence);
  BOOST_TEST(file_bytes(folder / "out") == "precious");
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_made_is_refused) {
  const auto folder = fresh_folder("proc");
  const auto ctx = context();
  BOOST_TEST(try_reduce(ctx, Level05::c3().write(folder / "in.fts"), "/proc/corkit/out") == CORKIT_ERROR_IO);
  BOOST_TEST(std::string(corkit_last_error(nullptr)).find("/proc/corkit") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(when_the_disk_is_full_nothing_is_left_and_an_older_product_survives) {
  const auto folder = fresh_folder("full_disk");
  const auto in = Level05::c3().write(folder / "in.fts");
  const auto ctx = context();
  BOOST_TEST(try_reduce(ctx, in, folder / "out") == CORKIT_OK);
  const auto older = file_bytes(folder / "out" / "35180003.fts");
  BOOST_REQUIRE_GT(older.size(), 500000U);
  for (const std::size_t limit : {std::size_t{0}, std::size_t{2880}, older.size() / 2, older.size() - 1}) {
    int status = CORKIT_OK;
    {
      const FileSizeLimit full(limit);
      status = try_reduce(ctx, in, folder / "out");
    }
    BOOST_TEST(status == CORKIT_ERROR_IO, "limit " << limit << ": " << corkit_last_error(nullptr));
    BOOST_TEST(files_in(folder / "out") == std::vector<std::string>{"35180003.fts"});
    BOOST_TEST((file_bytes(folder / "out" / "35180003.fts") == older), "the older product was damaged");
  }
}

BOOST_AUTO_TEST_CASE(skip_existing_leaves_a_whole_product_of_the_observation_alone) {
  const auto folder = fresh_folder("skip_existing");
  const auto in = Level05::c3().write(folder / "in.fts");
  const auto path = folder / "out" / "35180003.fts";
  auto options = default_options();
  options.skip_existing = 1;
  BOOST_TEST(corkit_product_skipped(reduce(context(), in, folder / "out", options).get()) == 0);
  const auto older = file_bytes(path);
  fs::last_write_time(path, fs::file_time_type{});
  BOOST_TEST(corkit_product_skipped(reduce(context(), in, folder / "out", options).get()) == 1);
  BOOST_TEST((fs::last_write_time(path) == fs::file_time_type{}), "the product was made again");
  fs::resize_file(path, older.size() / 2);
  BOOST_TEST(corkit_product_skipped(reduce(context(), in, folder / "out", options).get()) == 0);
  BOOST_TEST(fs::file_size(path) == older.size());
}

BOOST_AUTO_TEST_CASE(another_file_where_the_product_goes_is_an_error_unless_it_may_be_overwritten) {
  const auto folder = fresh_folder("other_file");
  const auto in = Level05::c3().write(folder / "in.fts");
  const auto path = folder / "out" / "35180003.fts";
  fs::create_directories(folder / "out");
  std::ofstream(path) << "precious";
  auto options = default_options();
  for (const int skip : {0, 1}) {
    options.skip_existing = skip;
    corkit_product *product = nullptr;
    BOOST_TEST(corkit_reduce_level1(context().get(), in.c_str(), (folder / "out").c_str(), &options, &product) ==
               CORKIT_ERROR_OTHER_PRODUCT);
    BOOST_TEST(product == nullptr);
    BOOST_TEST(std::string(corkit_last_error(nullptr)).find(path.string()) != std::string::npos);
    BOOST_TEST(file_bytes(path) == "precious");
  }
  options.overwrite = 1;
  BOOST_TEST(corkit_product_skipped(reduce(context(), in, folder / "out", options).get()) == 0);
  BOOST_TEST(file_bytes(path).starts_with("SIMPLE  ="));
}
