// One context, many threads; many images, one process.

#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "core/thread_group.hpp"
#include "level05.hpp"
#include "support/capi.hpp"
#include "support/rounds.hpp"

namespace {

using namespace corkit::test;
namespace fs = std::filesystem;

std::vector<fs::path> thread_inputs(const fs::path &folder) {
  return {
      Level05::c3().write(folder / "a.fts"),
      Level05::c3().set("FILENAME", "'32180004.fts'").lose_block(5, 5).lose_block(6, 5).write(folder / "b.fts"),
      Level05::c2().set("CROTA1", "180.0").write(folder / "c.fts"),
      Level05::c3(1024).set("FILENAME", "'32180005.fts'").lose_block(12, 20).lose_block(13, 20).write(folder / "d.fts"),
      // a day with a roll of 6.45 degrees
      Level05::c2(1024).set("FILENAME", "'22460014.fts'").set("DATE-OBS", "'2014/09/10'").set("MID_DATE", "56910").write(folder / "e.fts")};
}

struct Result {
  std::vector<double> pixels;
  std::vector<std::string> cards;
};

Result result_of(const Context &context, const fs::path &input) {
  auto options = default_options();
  options.nofits = 1;
  const auto product = reduce(context, input, input.parent_path(), options);
  auto cards = cards_of(corkit_product_header(product.get()));
  std::erase_if(cards, [](const std::string &card) { return card.starts_with("SIMPLE") || card.starts_with("DATE    "); });
  return {as_double(corkit_product_image(product.get())), cards};
}

long resident_kib() {
  std::ifstream file("/proc/self/statm");
  long pages = 0, resident = 0;
  file >> pages >> resident;
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(threads)

BOOST_AUTO_TEST_CASE(eight_threads_of_one_context_give_what_one_gives) {
  const auto folder = fresh_folder("threads");
  const auto files = thread_inputs(folder);
  std::vector<Result> alone;
  {
    const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
    for (const auto &file : files) alone.push_back(result_of(context, file));
  }
  // a new context, so that the threads meet in its first loads too
  const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  std::vector<std::string> failures(8);
  {
    corkit::ThreadGroup threads;
    for (std::size_t t = 0; t < failures.size(); ++t)
      threads.start([&, t] {
        try {
          for (std::size_t k = 0; k < files.size(); ++k) {
            const std::size_t which = (k + t) % files.size();
            const auto mine = result_of(context, files[which]);
            if (mine.pixels != alone[which].pixels) failures[t] += " pixels of " + files[which].filename().string();
            if (mine.cards != alone[which].cards) failures[t] += " cards of " + files[which].filename().string();
          }
        } catch (const std::exception &error) {
          failures[t] = error.what();
        }
      });
  }
  for (const auto &failure : failures) BOOST_TEST(failure == "");
}

BOOST_AUTO_TEST_CASE(an_image_does_not_depend_on_the_one_before) {
  const auto folder = fresh_folder("history");
  const auto files = thread_inputs(folder);
  const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  std::vector<Result> first;
  for (const auto &file : files) first.push_back(result_of(context, file));
  for (std::size_t k = files.size(); k-- > 0;) {
    const auto again = result_of(context, files[k]);
    BOOST_TEST((again.pixels == first[k].pixels));
    BOOST_TEST((again.cards == first[k].cards));
  }
}

BOOST_AUTO_TEST_CASE(each_thread_has_its_own_last_error) {
  const auto folder = fresh_folder("errors");
  const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  std::vector<std::string> sentences(4);
  {
    corkit::ThreadGroup threads;
    for (std::size_t t = 0; t < sentences.size(); ++t)
      threads.start([&, t] {
        const auto name = folder / ("not_there_" + std::to_string(t));
        for (int k = 0; k < 50; ++k) corkit_reduce_level1(context.get(), name.c_str(), nullptr, nullptr, nullptr);
        sentences[t] = corkit_last_error(context.get());
      });
  }
  for (std::size_t t = 0; t < sentences.size(); ++t)
    BOOST_TEST(sentences[t].find("not_there_" + std::to_string(t)) != std::string::npos, sentences[t]);
}

BOOST_AUTO_TEST_CASE(two_hundred_images_take_no_more_memory_than_twenty) {
  if (sanitized) {
    BOOST_TEST_MESSAGE("skipped: the sanitizer keeps freed memory");
    return;
  }
  const auto folder = fresh_folder("memory");
  std::vector<fs::path> files = {Level05::c3().lose_block(5, 5).lose_block(6, 5).write(folder / "a.fts"),
                                 Level05::c2().set("CROTA1", "180.0").write(folder / "b.fts"),
                                 Level05::c3().remove("EXPTIME").write(folder / "bad.fts")};
  const Context context = make_context({.all = calibration_tree().string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  const auto options = default_options();
  const auto run = [&](int count) {
    for (int k = 0; k < count; ++k)
      corkit_reduce_level1(context.get(), files[static_cast<std::size_t>(k) % 3].c_str(), folder.c_str(), &options, nullptr);
    return resident_kib();
  };
  const long early = run(20);
  const long late = run(180);
  BOOST_TEST_MESSAGE("resident after 20 images " << early << " KiB, after 200 " << late << " KiB");
  BOOST_TEST(late - early < 3 * 1024);  // one 512x512 FLOAT image lost per image would be 180 MiB
}

BOOST_AUTO_TEST_SUITE_END()
