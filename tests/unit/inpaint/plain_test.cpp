// What does without a network: masks, events, normalisations, polar patches, kriging, scores.
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <numbers>
#include <random>
#include <set>

#include "equalise.hpp"
#include "events.hpp"
#include "fixture.hpp"
#include "gallery.hpp"
#include "holes.hpp"
#include "kriging.hpp"
#include "masks.hpp"
#include "network_input.hpp"
#include "photon_noise.hpp"
#include "score.hpp"

using namespace corkit::inpaint;
using corkit::Covariance;
using corkit::covariance_table;
using corkit::Image;

BOOST_AUTO_TEST_SUITE(parts_without_a_network)

BOOST_AUTO_TEST_CASE(rectangles_keep_to_the_block_grid) {
  Random random(3);
  std::set<std::pair<int, int>> sizes;
  for (int k = 0; k < 300; ++k) {
    const BlockRectangle r = random_rectangle(random, 32, 16, 4);
    BOOST_TEST_REQUIRE((r.i0 >= 0 && r.j0 >= 0 && r.i0 + r.n <= 32 && r.j0 + r.m <= 16));
    sizes.insert({r.n, r.m});
  }
  BOOST_TEST(sizes.size() == 16U);
  Image<std::uint8_t> valid(128, 96, 1);
  lose(valid, BlockRectangle{1, 0, 2, 1});
  for (int y = 0; y < 96; ++y)
    for (int x = 0; x < 128; ++x) BOOST_TEST_REQUIRE(valid(x, y) == (x >= 32 && x < 96 && y < 32 ? 0 : 1));
}

BOOST_AUTO_TEST_CASE(clusters_are_connected) {
  Random random(5);
  for (int count = 1; count <= 12; ++count) {
    const auto blocks = random_cluster(random, 4, 3, count);
    BOOST_TEST_REQUIRE(blocks.size() == static_cast<std::size_t>(count));
    std::set<Block> reached{blocks.front()}, all(blocks.begin(), blocks.end());
    BOOST_TEST_REQUIRE(all.size() == blocks.size());
    for (std::size_t before = 0; before != reached.size();) {
      before = reached.size();
      for (const Block &b : all)
        for (const Block &step : {Block{1, 0}, Block{-1, 0}, Block{0, 1}, Block{0, -1}})
          if (reached.count({b.first + step.first, b.second + step.second}) != 0) reached.insert(b);
    }
    BOOST_TEST(reached.size() == all.size());
  }
}

namespace {

SourceImage taken(const std::string &day, double minutes) {
  SourceImage image;
  image.day = day;
  image.minutes = minutes;
  return image;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_event_is_in_one_set_only) {
  // Two images across midnight, two of another day, one alone.
  const std::vector<SourceImage> images{taken("2013/08/18", 1445), taken("2013/08/17", 1435), taken("2013/10/25", 100000),
                                        taken("2013/10/25", 100900), taken("2014/01/14", 900000)};
  const auto events = group_events(images);
  BOOST_TEST_REQUIRE(events.size() == 3U);
  BOOST_TEST(events[0].images == (std::vector<std::size_t>{1, 0}), boost::test_tools::per_element());
  for (const char *day : {"2013-08-17", "20130818"}) {
    const Split split = split_by_event(images, {day});
    BOOST_TEST(split.validation == (std::vector<std::size_t>{0, 1}), boost::test_tools::per_element());
    BOOST_TEST(split.training == (std::vector<std::size_t>{2, 3, 4}), boost::test_tools::per_element());
  }
  BOOST_CHECK_THROW(split_by_event(images, {"2012-01-01"}), corkit::Error);
}

BOOST_AUTO_TEST_CASE(equalisation_by_hand) {
  Image<float> image(3, 2);
  Image<std::uint8_t> valid(3, 2, 1);
  const float values[] = {10, 20, 20, 40, 99, 40};
  std::copy(std::begin(values), std::end(values), image.begin());
  valid(1, 1) = 0;  // 99
  const Equalisation e(image, valid);
  BOOST_TEST(e.forward(10) == 0.1F);
  BOOST_TEST(e.forward(20) == 0.4F);
  BOOST_TEST(e.forward(40) == 0.8F);
  BOOST_TEST(e.forward(30) == 0.6F, boost::test_tools::tolerance(1e-6F));
  BOOST_TEST(e.forward(1000) == 0.8F);
  for (const float v : {10.0F, 20.0F, 40.0F, 25.0F}) BOOST_TEST(e.inverse(e.forward(v)) == v, boost::test_tools::tolerance(1e-6F));
  BOOST_CHECK_THROW(Equalisation(image, Image<std::uint8_t>(3, 2, 0)), corkit::Error);
}

BOOST_AUTO_TEST_CASE(resizing_keeps_a_plane) {
  Image<float> plane(16, 16);
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 16; ++x) plane(x, y) = static_cast<float>(3 * x - 2 * y);
  const Image<float> half = resized(plane, 8, 8);
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 8; ++x) BOOST_TEST(std::abs(half(x, y) - static_cast<float>(3 * (2 * x + 0.5) - 2 * (2 * y + 0.5))) < 1e-5F);
}

BOOST_AUTO_TEST_CASE(polar_patch_of_a_known_field) {
  const double sx = 130.3, sy = 118.7;
  Image<float> image(256, 256);
  const auto field = [](double r, double a) { return 5 + 0.01 * r + std::cos(3 * a); };
  for (int y = 0; y < 256; ++y)
    for (int x = 0; x < 256; ++x) image(x, y) = static_cast<float>(field(std::hypot(x - sx, y - sy), std::atan2(y - sy, x - sx)));
  const PolarGrid grid{sx, sy, 80, std::numbers::pi - 0.1, 2, 32};
  const PolarPatch patch = to_polar(grid, image, Image<std::uint8_t>(256, 256, 1));
  for (int j = 0; j < 32; ++j)
    for (int i = 0; i < 32; ++i) {
      BOOST_TEST_REQUIRE(patch.valid(i, j) == 1);
      BOOST_TEST(std::abs(static_cast<double>(patch.values(i, j)) - field(grid.r(j), grid.angle(i))) < 2e-3);  // curvature over a cell
    }
  double i = 0, j = 0;
  grid.locate(sx + grid.r(7) * std::cos(grid.angle(20)), sy + grid.r(7) * std::sin(grid.angle(20)), i, j);
  BOOST_TEST(i == 20, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(j == 7, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(holes_and_their_tiles) {
  Image<std::uint8_t> missing(512, 256);
  const auto lose_box = [&](int x0, int y0, int w, int h) {
    for (int y = y0; y < y0 + h; ++y)
      for (int x = x0; x < x0 + w; ++x) missing(x, y) = 1;
  };
  lose_box(10, 10, 32, 32);
  lose_box(200, 20, 300, 200);
  const auto holes = holes_of(missing);
  BOOST_TEST_REQUIRE(holes.size() == 2U);
  BOOST_TEST(tiles_of(holes[0]).size() == 1U);
  Image<std::uint8_t> covered(512, 256);
  for (const Box &tile : tiles_of(holes[1])) {
    BOOST_TEST((tile.width() <= 128 && tile.height() <= 128));
    for (int y = tile.y0; y <= tile.y1; ++y)
      for (int x = tile.x0; x <= tile.x1; ++x) {
        BOOST_TEST_REQUIRE(blending(tile, holes[1], x, y) > 0);
        covered(x, y) = 1;
      }
  }
  for (int y = 20; y < 220; ++y)
    for (int x = 200; x < 500; ++x) BOOST_TEST_REQUIRE(covered(x, y) == 1);
}

namespace {

struct Corona {
  Image<float> truth, image, guess;
  Image<std::uint8_t> state;
};

// Falls off as r^-2.5 with a streamer seven degrees wide and 10 % bright, as the corona has; one 2x2 hole, whose first guess is bad.
Corona corona() {
  Corona c{Image<float>(512, 512), {}, {}, Image<std::uint8_t>(512, 512)};
  Random random(9);
  for (int y = 0; y < 512; ++y)
    for (int x = 0; x < 512; ++x) {
      const double r = std::max(10.0, std::hypot(x - 250, y - 260)), a = std::atan2(y - 260, x - 250) - 0.3;
      c.truth(x, y) =
          static_cast<float>(1e7 * std::pow(r, -2.5) * (1 + 0.1 * std::exp(-0.5 * std::pow(a / 0.12, 2))) * (1 + 0.005 * random.normal()));
    }
  c.image = c.guess = c.truth;
  for (int y = 288; y < 352; ++y)
    for (int x = 352; x < 416; ++x) {
      c.state(x, y) = corkit::kMissing;
      c.image(x, y) = NAN;
      c.guess(x, y) = c.truth(x, y) * 1.2F;
    }
  return c;
}

}  // namespace

BOOST_AUTO_TEST_CASE(normalisation_is_inverted_exactly) {
  const Corona c = corona();
  const Scene scene = make_scene(c.image, c.state, c.guess, {}, 250, 260, 40);
  const auto profile = profile_of(scene, 0, 1000);
  const PolarGrid grid = grid_around(352, 288, 415, 351, 250, 260, 4, 10, 8);
  const NetworkInput in = network_input(scene, profile, grid, false);
  BOOST_TEST(in.guides.size() == guide_names(false).size());
  const PolarPatch direct = to_polar(grid, scene.image, scene.measured);
  int cells = 0;
  for (int j = 0; j < grid.n; ++j)
    for (int i = 0; i < grid.n; ++i) {
      if (in.data_mask(i, j) == 0) continue;
      ++cells;
      const double back = in.profile[static_cast<std::size_t>(j)] * (in.mean + in.scale * static_cast<double>(in.data(i, j)));
      BOOST_TEST(back == static_cast<double>(direct.values(i, j)), boost::test_tools::tolerance(1e-5));
    }
  BOOST_TEST(cells > 200);
}

BOOST_AUTO_TEST_CASE(kriging_follows_a_streamer_through_a_hole) {
  const Corona c = corona();
  Scene scene = make_scene(c.image, c.state, c.guess, {}, 250, 260, 40);
  const auto profile = profile_of(scene, 0, 1000);
  Image<std::uint8_t> missing(512, 512);
  for (std::size_t k = 0; k < missing.size(); ++k) missing[k] = c.state[k] == corkit::kMissing ? 1 : 0;
  const auto guesses = krige(scene, profile, holes_of(missing), Covariance(), Covariance());
  BOOST_TEST_REQUIRE(guesses.size() == 1U);
  BOOST_TEST(!guesses[0].carried);
  double squares = 0;
  int n = 0;
  for (int y = 0; y < 512; ++y)
    for (int x = 0; x < 512; ++x) {
      if (missing(x, y) == 0) {
        BOOST_TEST_REQUIRE(scene.guess(x, y) == c.truth(x, y));
        continue;
      }
      squares += std::pow(static_cast<double>(scene.guess(x, y)) / static_cast<double>(c.truth(x, y)) - 1, 2);
      ++n;
    }
  // The streamer has 10 %; noise alone is 0.5 %.
  BOOST_TEST(std::sqrt(squares / n) < 0.01);
}

BOOST_AUTO_TEST_CASE(kriging_against_an_independent_computation) {
  const at::Tensor value = expected("kriging.value"), count = expected("kriging.count"), law = expected("kriging.law");
  Covariance covariance;
  const std::vector<double Covariance::*> members{
      &Covariance::a1,           &Covariance::along1,   &Covariance::across1,         &Covariance::a2,
      &Covariance::along2,       &Covariance::across2,  &Covariance::amplitude_power, &Covariance::along_power,
      &Covariance::across_power, &Covariance::constant, &Covariance::noise,           &Covariance::floor};
  for (std::size_t k = 0; k < members.size(); ++k) covariance.*members[k] = law[static_cast<std::int64_t>(k)].item<double>();
  HoleCells cells;
  cells.grid.r0 = 300;
  cells.grid.cell = 4;
  cells.nu = 9;
  cells.nv = 8;
  cells.pixel_variance = 1e-4;
  for (int u = 0; u < 9; ++u)
    for (int v = 0; v < 8; ++v) {
      cells.value.push_back(value[u][v].item<double>());
      cells.count.push_back(count[u][v].item<double>());
      (u >= 3 && u < 6 && v >= 3 && v < 5 ? cells.wanted : cells.known).push_back(cells.index(u, v));
    }
  const auto table = covariance_table(covariance, 300, 4, 9, 8);
  const at::Tensor want_table = expected("kriging.table");
  for (std::size_t k = 0; k < table.size(); ++k)
    BOOST_TEST(table[k] == want_table.reshape({-1})[static_cast<std::int64_t>(k)].item<double>(), boost::test_tools::tolerance(kFloat));
  const auto got = krige_cells(cells, covariance);
  const at::Tensor want = expected("kriging.expected");
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST_REQUIRE(got->size() == 6U);
  for (std::size_t k = 0; k < 6; ++k)
    BOOST_TEST((*got)[k] == want[static_cast<std::int64_t>(k)].item<double>(), boost::test_tools::tolerance(kFloat));
  cells.known.resize(5);
  BOOST_TEST(!krige_cells(cells, covariance).has_value());
}

BOOST_AUTO_TEST_CASE(covariances_are_kept_exactly_and_absurd_ones_refused) {
  Covariance covariance;
  covariance.a1 = 0.1234567890123456;
  covariance.across_power = -1e-3;
  const nlohmann::json json = to_json(covariance);
  const Covariance back = covariance_from_json(nlohmann::json::parse(json.dump()), "x.json");
  BOOST_TEST((back.a1 == covariance.a1 && back.across_power == covariance.across_power && back.floor == covariance.floor));
  for (const auto &[name, bad] :
       {std::pair<const char *, nlohmann::json>{"along1", 0}, {"noise", -1}, {"a2", 1e9}, {"a2", "x"}, {"constant", -1}}) {
    nlohmann::json damaged = json;
    damaged[name] = bad;
    BOOST_CHECK_EXCEPTION(covariance_from_json(damaged, "x.json"), corkit::Error,
                          [](const corkit::Error &e) { return std::string(e.what()).find("x.json") == 0; });
  }
  nlohmann::json short_of_one = json;
  short_of_one.erase("across2");
  BOOST_CHECK_THROW(covariance_from_json(short_of_one, "x.json"), corkit::Error);
  BOOST_CHECK_THROW(covariance_from_json(nlohmann::json(), "x.json"), corkit::Error);
}

BOOST_AUTO_TEST_CASE(photon_noise_is_measured_and_added) {
  Random random(11);
  Image<float> image(400, 300);
  Image<std::uint8_t> valid(400, 300, 1);
  for (int y = 0; y < 300; ++y)
    for (int x = 0; x < 400; ++x) image(x, y) = static_cast<float>(1000 + 3 * y);
  for (int x = 0; x < 400; ++x) valid(x, 7) = 0;
  const Image<float> smooth = image;
  BOOST_TEST(photon_gain(smooth, valid) == 0);
  add_photon_noise(random, image, valid, 0.2);
  // 120 000 pairs: 1 % of the deviation.
  BOOST_TEST(photon_gain(image, valid) == 0.2, boost::test_tools::tolerance(0.03));
  add_photon_noise(random, image, valid, 0.2);
  BOOST_TEST(photon_gain(image, valid) == 0.4, boost::test_tools::tolerance(0.03));
  for (int x = 0; x < 400; ++x) BOOST_TEST_REQUIRE(image(x, 7) == smooth(x, 7));
  BOOST_TEST(photon_gain(image, Image<std::uint8_t>(400, 300)) == 0);
}

BOOST_AUTO_TEST_CASE(scores_against_an_independent_computation) {
  const auto image = [](const std::string &name) {
    const at::Tensor t = expected(name);
    Image<float> out(static_cast<int>(t.size(1)), static_cast<int>(t.size(0)));
    std::copy_n(t.data_ptr<float>(), out.size(), out.begin());
    return out;
  };
  const HoleScore s =
      score_hole(image("score.truth"), image("score.fill"), corkit::convert<std::uint8_t>(image("score.hole")), image("score.sigma"));
  const double got[] = {s.raw, s.smoothed, s.mean_error, s.psnr, s.ssim, s.covered};
  const at::Tensor want = expected("score.expected");
  for (int k = 0; k < 6; ++k) BOOST_TEST(got[k] == want[k].item<double>(), boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(a_perfect_fill_scores_perfectly) {
  const Image<float> truth(12, 12, 3.0F);
  const HoleScore s = score_hole(truth, truth, Image<std::uint8_t>(12, 12, 1), {});
  BOOST_TEST(s.raw == 0);
  BOOST_TEST(s.covered == -1);
  BOOST_TEST(s.floor == 0);
  BOOST_CHECK_THROW(score_hole(truth, truth, Image<std::uint8_t>(12, 12), {}), corkit::Error);
}

BOOST_AUTO_TEST_CASE(a_fill_without_noise_scores_the_noise_of_the_truth) {
  std::mt19937 random(5);
  Image<float> truth(64, 64), fill(64, 64);
  for (int y = 0; y < 64; ++y) {
    for (int x = 0; x < 64; ++x) {
      fill(x, y) = static_cast<float>(100 + 0.3 * x + 0.002 * y * y);
      double noise = -6;
      for (int k = 0; k < 12; ++k) noise += static_cast<double>(random()) / 4294967295.0;
      truth(x, y) = fill(x, y) + static_cast<float>(noise);
    }
  }
  Image<float> sigma(64, 64, 1.0F);
  const Image<std::uint8_t> hole(64, 64, 1);
  const HoleScore s = score_hole(truth, fill, hole, sigma);
  BOOST_TEST(s.floor == s.smoothed, boost::test_tools::tolerance(0.1));
  BOOST_TEST(std::abs(s.covered - 0.683) < 0.03);
  sigma(3, 3) = std::numeric_limits<float>::quiet_NaN();
  BOOST_TEST(score_hole(truth, fill, hole, sigma).covered == -1);
}

BOOST_AUTO_TEST_CASE(panels_and_pictures) {
  Image<float> ramp(4, 2);
  for (int k = 0; k < 8; ++k) ramp[static_cast<std::size_t>(k)] = static_cast<float>(k);
  Image<std::uint8_t> lost(4, 2);
  lost(0, 0) = 1;
  const Panel p = panel(ramp, lost, 0, 7);
  BOOST_TEST(p(0, 1) == 0);  // lost, and the first row of the image is the last of the picture
  BOOST_TEST(p(3, 0) == 255);
  BOOST_TEST(p(0, 0) == 1 + std::lround(254 * 4.0 / 7));
  const Panel sheet = sheet_of({row_of({p, p}), p});
  BOOST_TEST((sheet.nx() == 11 && sheet.ny() == 7));
  std::filesystem::create_directories(CORKIT_TEST_DATA_DIR);
  const std::string path = CORKIT_TEST_DATA_DIR "/panel.png";
  corkit::picture::write_png(path, sheet);
  BOOST_TEST(std::filesystem::file_size(path) > 50U);
}

BOOST_AUTO_TEST_SUITE_END()
