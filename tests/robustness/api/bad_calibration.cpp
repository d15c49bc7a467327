// Calibration files that are missing, of the wrong size, filled with NaN or damaged: the image is refused with a sentence that names
// the file and says what to do; it is never calibrated with something else without a word.

#include <bit>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <ostream>

#include "level05.hpp"
#include "support/capi.hpp"
#include "support/file_bytes.hpp"
#include "support/rounds.hpp"

namespace {

using namespace corkit::test;
namespace fs = std::filesystem;

// The calibration tree as links, but for one file that is the test's own.
class Tree {
 public:
  Tree(const std::string &name, const std::string &file) : root_(fresh_folder(name)), file_(root_ / file) {
    const fs::path plain = calibration_tree();
    for (const auto &entry : fs::recursive_directory_iterator(plain)) {
      const fs::path relative = fs::relative(entry.path(), plain);
      if (entry.is_directory())
        fs::create_directories(root_ / relative);
      else if (relative != file)
        fs::create_symlink(entry.path(), root_ / relative);
    }
    content_ = file_bytes(plain / file);
  }
  const fs::path &root() const { return root_; }
  const std::string &content() const { return content_; }
  void write(const std::string &bytes) const { std::ofstream(file_, std::ios::binary | std::ios::trunc) << bytes; }

 private:
  fs::path root_, file_;
  std::string content_;
};

struct Outcome {
  int status;
  std::string sentence;
};

Outcome reduce_with(const fs::path &tree, const Level05 &image, const fs::path &outdir) {
  const Context context = make_context({.all = tree.string(), .lasco_data = {}, .nrl_lib = {}, .ancil_data = {}});
  const auto input = image.write(tree / "input.fts");
  const auto options = default_options();
  const int status = corkit_reduce_level1(context.get(), input.c_str(), outdir.c_str(), &options, nullptr);
  return {status, status == CORKIT_OK ? "" : corkit_last_error(nullptr)};
}

std::string fits_floats(int nx, int ny, float value) {
  std::string out;
  for (const auto &[keyword, text] : std::vector<std::pair<std::string, std::string>>{{"SIMPLE", "T"},
                                                                                      {"BITPIX", "-32"},
                                                                                      {"NAXIS", "2"},
                                                                                      {"NAXIS1", std::to_string(nx)},
                                                                                      {"NAXIS2", std::to_string(ny)},
                                                                                      {"EXPTIME", "19.1"}})
    out += Level05::card(keyword, text);
  out += "END" + std::string(77, ' ');
  out.resize(2880, ' ');
  const auto bits = std::bit_cast<std::uint32_t>(value);
  std::string pixel;
  for (int shift = 24; shift >= 0; shift -= 8) pixel.push_back(static_cast<char>((bits >> shift) & 0xff));
  std::string row;
  for (int x = 0; x < nx; ++x) row += pixel;
  for (int y = 0; y < ny; ++y) out += row;
  out.resize((out.size() + 2879) / 2880 * 2880, '\0');
  return out;
}

struct Needed {
  const char *file;
  bool c2;
};
std::ostream &operator<<(std::ostream &out, const Needed &n) { return out << n.file; }

const Needed images[] = {
    {"lasco_data/calib/c2vig_final.fts", true},  {"lasco_data/calib/c3vig_postint_final.fts", false},
    {"lasco_data/calib/C3ramp.fts", false},      {"lasco_data/calib/c3_cl_mask_lvl1.fts", false},
    {"lasco_data/calib/3m_clcl_all.fts", false},
};

// Lost blocks, so that the background is needed too.
Level05 image_for(const Needed &n) { return n.c2 ? Level05::c2(1024) : Level05::c3(1024).lose_block(10, 10).lose_block(11, 10); }

std::string base_name(const char *file) { return fs::path(file).filename().string(); }

void expect_refused(const Outcome &outcome, int status, const std::string &name, const fs::path &outdir) {
  BOOST_TEST_MESSAGE(outcome.status << " " << outcome.sentence);
  BOOST_TEST(outcome.status == status, corkit_status_name(outcome.status) << ": " << outcome.sentence);
  BOOST_TEST(outcome.sentence.find(name) != std::string::npos, "the file is not named: " << outcome.sentence);
  BOOST_TEST(outcome.sentence.find('\n') == std::string::npos);
  BOOST_TEST(files_in(outdir).empty());
}

}  // namespace

BOOST_DATA_TEST_CASE(a_missing_calibration_image_is_named, boost::unit_test::data::make(images), n) {
  const Tree tree("missing_calibration", n.file);
  expect_refused(reduce_with(tree.root(), image_for(n), tree.root() / "out"), CORKIT_ERROR_CALIBRATION_MISSING, base_name(n.file),
                 tree.root() / "out");
}

BOOST_DATA_TEST_CASE(a_calibration_image_of_the_wrong_size_is_refused, boost::unit_test::data::make(images), n) {
  const Tree tree("wrong_size", n.file);
  tree.write(fits_floats(512, 512, 1.0F));
  expect_refused(reduce_with(tree.root(), image_for(n), tree.root() / "out"), CORKIT_ERROR_CALIBRATION_DAMAGED, base_name(n.file),
                 tree.root() / "out");
}

BOOST_DATA_TEST_CASE(a_calibration_image_of_nans_is_refused, boost::unit_test::data::make(images), n) {
  const Tree tree("nan_filled", n.file);
  tree.write(fits_floats(1024, 1024, std::bit_cast<float>(0x7fc00000U)));
  expect_refused(reduce_with(tree.root(), image_for(n), tree.root() / "out"), CORKIT_ERROR_CALIBRATION_DAMAGED, base_name(n.file),
                 tree.root() / "out");
}

BOOST_DATA_TEST_CASE(a_truncated_calibration_image_is_refused, boost::unit_test::data::make(images), n) {
  const Tree tree("truncated_calibration", n.file);
  for (const std::size_t length : {std::size_t{0}, std::size_t{100}, std::size_t{2880}, tree.content().size() / 2}) {
    tree.write(tree.content().substr(0, length));
    expect_refused(reduce_with(tree.root(), image_for(n), tree.root() / "out"), CORKIT_ERROR_CALIBRATION_DAMAGED, base_name(n.file),
                   tree.root() / "out");
  }
}

BOOST_AUTO_TEST_CASE(without_a_calibration_folder_the_sentence_says_how_to_name_one) {
  const auto empty = fresh_folder("no_calibration");
  const auto outcome = reduce_with(empty, Level05::c3(), empty / "out");
  expect_refused(outcome, CORKIT_ERROR_CALIBRATION_MISSING, "c3", empty / "out");
  BOOST_TEST(outcome.sentence.find("--calib") != std::string::npos);
}

// Tables and save files: any damage gives a product or an error of the calibration class, never a crash.
BOOST_DATA_TEST_CASE(
    damaged_tables_are_survived,
    boost::unit_test::data::make({"nrl_lib/idl/data/calib/TIME_DIFF.DAT", "nrl_lib/idl/data/calib/c3_post_recovery_adj_xyr_medv2.sav",
                                  "nrl_lib/idl/data/calib/c2_c3_last_post_recovery_day.sav", "nrl_lib/idl/convert/c3_occltr_cntr.dat",
                                  "nrl_lib/idl/convert/occulter_center.dat", "nrl_lib/idl/expfac/data/0505/c3_expfactor_050513.dat",
                                  "lasco_data/calib/c2nullblocks.txt", "ancil/attitude/roll/nominal_roll_attitude.dat"}),
    file) {
  const Tree tree("damaged_table", file);
  std::uint32_t state = 0;
  const auto next = [&state](std::size_t limit) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 8) % limit;
  };
  for (std::uint32_t k = 0; k < 12; k += k < 3 ? 1 : round_step) {
    state = 4711 + k * 2654435761U;
    std::string bytes = tree.content();
    if (k < 3) {
      bytes.resize(k == 0 ? 0 : bytes.size() / 4 * k);
    } else {
      for (int flips = 0; flips < 8; ++flips) bytes[next(std::min<std::size_t>(bytes.size(), 2000))] = static_cast<char>(next(256));
    }
    tree.write(bytes);
    const auto outcome = reduce_with(tree.root(), Level05::c3(), tree.root() / "out");
    BOOST_TEST((outcome.status == CORKIT_OK || outcome.status / 100 == 4), corkit_status_name(outcome.status) << ": " << outcome.sentence);
    BOOST_TEST(outcome.sentence.find('\n') == std::string::npos);
    fs::remove_all(tree.root() / "out");
  }
}
