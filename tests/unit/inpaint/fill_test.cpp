// The plug-in as libcorkit calls it: weights, images, errors, and the same bits whatever the number of threads.
#include <corkit/corkit.h>

#include <boost/test/unit_test.hpp>

#include <ATen/Parallel.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "fill/inpaint_abi.h"
#include "fixture.hpp"
#include "model_file.hpp"
#include "network_input.hpp"

extern "C" const corkit_inpaint_plugin_v2 *corkit_inpaint_plugin(void);

using namespace corkit::inpaint;

namespace {

std::string folder() {
  std::filesystem::create_directories(CORKIT_TEST_DATA_DIR "/inpaint");
  return CORKIT_TEST_DATA_DIR "/inpaint/";
}

// Untrained but for a last layer that is not zero; metadata as export writes them.
SafeTensors weights(bool with_context = false) {
  SafeTensors content;
  const auto add = [&](bool context, const std::string &prefix, const std::string &key) {
    Random random(4);
    NetworkShape shape;
    shape.guides = guide_names(context);
    shape.channels = {4, 6};
    CorrectionNet net(shape, random);
    {
      const at::NoGradGuard no_gradients;
      net.parameters().list()[net.parameters().list().size() - 2].second.fill_(0.001);
    }
    net.parameters().store(content, prefix);
    content.metadata[key] = to_json(shape).dump();
  };
  add(false, "single.", "architecture");
  content.metadata["sigma_factor"] = "1.5";
  if (with_context) {
    add(true, "context.", "context_architecture");
    content.metadata["context_sigma_factor"] = "1.25";
  }
  content.metadata["format"] = kModelFormat;
  content.metadata["recipe"] = "product";
  content.metadata["detector"] = "C2";
  return content;
}

std::string weights_file(const std::string &name, const SafeTensors &content) {
  write_safetensors(folder() + name, content);
  return folder() + name;
}

// A 512 x 512 image whose holes have a first guess 5 % too bright.
struct Call {
  std::vector<float> image = std::vector<float>(512 * 512), guess, sigma = std::vector<float>(512 * 512),
                     out = std::vector<float>(512 * 512, -1);
  std::vector<std::uint8_t> state = std::vector<std::uint8_t>(512 * 512), filled = std::vector<std::uint8_t>(512 * 512);
  std::vector<float> reference;
  const float *context = nullptr;
  double weight = 1, hours = -0.2;
  std::string weights;
  corkit_inpaint_request request{};
  corkit_inpaint_result result{};

  Call() {
    for (int y = 0; y < 512; ++y)
      for (int x = 0; x < 512; ++x)
        image[at(x, y)] = static_cast<float>(1e7 * std::pow(std::max(10.0, std::hypot(x - 250.0, y - 260.0)), -2.5) *
                                             (1 + 0.1 * std::sin(0.05 * x + 0.03 * y)));
    guess = image;
  }
  static std::size_t at(int x, int y) { return static_cast<std::size_t>(y) * 512 + static_cast<std::size_t>(x); }
  void lose(int x0, int y0, int w, int h) {
    for (int y = y0; y < y0 + h; ++y)
      for (int x = x0; x < x0 + w; ++x) {
        state[at(x, y)] = CORKIT_INPAINT_MISSING;
        guess[at(x, y)] *= 1.05F;
        image[at(x, y)] = NAN;
      }
  }
  int run() {
    request = {sizeof(request),
               512,
               512,
               CORKIT_INPAINT_DN,
               "C2",
               "Orange",
               "Clear",
               25,
               250,
               260,
               40,
               image.data(),
               state.data(),
               guess.data(),
               reference.empty() ? 0 : 1,
               reference.empty() ? nullptr : &context,
               &weight,
               &hours,
               reference.empty() ? nullptr : reference.data(),
               weights.c_str(),
               0,
               0};
    context = reference.data();
    result.size = sizeof(result);
    result.image = out.data();
    result.sigma = sigma.data();
    result.filled = filled.data();
    return corkit_inpaint_plugin()->run(&request, &result);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(plug_in)

BOOST_AUTO_TEST_CASE(fills_what_is_missing_and_nothing_else) {
  Call call;
  call.weights = weights_file("c2.safetensors", weights());
  call.lose(352, 288, 64, 64);
  call.lose(96, 128, 32, 32);
  BOOST_TEST_REQUIRE(call.run() == CORKIT_OK, call.result.error);
  int n = 0;
  for (std::size_t k = 0; k < call.state.size(); ++k) {
    const bool missing = call.state[k] == CORKIT_INPAINT_MISSING;
    BOOST_TEST_REQUIRE((call.filled[k] == 1) == missing);
    if (!missing) {
      BOOST_TEST_REQUIRE(call.out[k] == -1.0F);
      continue;
    }
    ++n;
    const float truth = call.guess[k] / 1.05F;
    BOOST_TEST_REQUIRE(std::abs(call.out[k] / truth - 1) < 0.05F);
    BOOST_TEST_REQUIRE((call.sigma[k] > 0 && std::isfinite(call.sigma[k])));
  }
  BOOST_TEST(n == 64 * 64 + 32 * 32);
  BOOST_TEST(std::string(call.result.weights_sha256).size() == 64U);
  BOOST_TEST(std::string(call.result.model).find("partial convolutions") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(same_bits_at_any_number_of_threads_and_again) {
  std::vector<std::vector<float>> outs;
  for (const int threads : {1, 2, 2}) {
    at::set_num_threads(threads);
    Call call;
    call.weights = weights_file("c2.safetensors", weights());
    call.lose(352, 288, 96, 64);
    BOOST_TEST_REQUIRE(call.run() == CORKIT_OK, call.result.error);
    BOOST_TEST(at::get_num_threads() == threads);
    outs.push_back(call.out);
  }
  at::set_num_threads(1);
  BOOST_TEST((outs[0] == outs[1] && outs[1] == outs[2]));
}

BOOST_AUTO_TEST_CASE(unit_of_the_image_does_not_matter) {
  Call dn, msb;
  dn.weights = msb.weights = weights_file("c2.safetensors", weights());
  for (float &v : msb.image) v *= 0x1p-40F;
  msb.guess = msb.image;
  dn.lose(352, 288, 32, 64);
  msb.lose(352, 288, 32, 64);
  BOOST_TEST_REQUIRE(dn.run() == CORKIT_OK);
  BOOST_TEST_REQUIRE(msb.run() == CORKIT_OK);
  for (std::size_t k = 0; k < dn.out.size(); ++k)
    if (dn.filled[k] != 0) BOOST_TEST_REQUIRE(std::abs(msb.out[k] * 0x1p40F / dn.out[k] - 1) < 1e-4F);
}

// Two images of the same noise, one with a pattern that differs between cells and hardly within: the noise of a pixel is the same.
BOOST_AUTO_TEST_CASE(structure_between_cells_is_no_noise_of_a_pixel) {
  constexpr float kNoise = 0.01F;
  std::array<double, 2> expected{};
  for (const int structured : {0, 1}) {
    Call call;
    SafeTensors file = weights();
    file.metadata["sigma_factor"] = "1";
    call.weights = weights_file("noise.safetensors", file);
    Random random(5);
    for (int y = 0; y < 512; ++y)
      for (int x = 0; x < 512; ++x)
        call.image[Call::at(x, y)] *= (1 + 0.03F * static_cast<float>(structured) * static_cast<float>(std::sin(0.26 * x))) *
                                      (1 + kNoise * static_cast<float>(random.normal()));
    call.guess = call.image;
    call.lose(352, 288, 32, 32);
    BOOST_TEST_REQUIRE(call.run() == CORKIT_OK, call.result.error);
    double n = 0;
    for (std::size_t k = 0; k < call.state.size(); ++k) {
      if (call.filled[k] == 0) continue;
      expected[static_cast<std::size_t>(structured)] += static_cast<double>(call.sigma[k] / call.out[k]);
      n += 1;
    }
    expected[static_cast<std::size_t>(structured)] /= n;
  }
  BOOST_TEST_MESSAGE("expected errors " << expected[0] << ' ' << expected[1]);
  BOOST_TEST((expected[0] > 0.9 * kNoise && expected[0] < 1.2 * kNoise));
  BOOST_TEST((expected[1] > expected[0] && expected[1] < 2 * kNoise));
}

BOOST_AUTO_TEST_CASE(context_is_used_by_the_network_made_for_it) {
  Call with, without;
  with.weights = without.weights = weights_file("both.safetensors", weights(true));
  with.reference = with.image;
  with.lose(352, 288, 64, 64);
  without.lose(352, 288, 64, 64);
  BOOST_TEST_REQUIRE(with.run() == CORKIT_OK, with.result.error);
  BOOST_TEST_REQUIRE(without.run() == CORKIT_OK, without.result.error);
  BOOST_TEST((with.out != without.out));
}

BOOST_AUTO_TEST_CASE(without_a_network_for_it_the_estimate_by_the_context_stands_with_its_error) {
  Call call;
  call.weights = weights_file("single.safetensors", weights());
  const std::vector<float> truth = call.image;
  call.reference = call.image;
  call.lose(352, 288, 64, 64);
  BOOST_TEST_REQUIRE(call.run() == CORKIT_OK, call.result.error);
  BOOST_TEST(std::string(call.result.model) == "kriging with context images, C2");
  for (std::size_t k = 0; k < truth.size(); ++k) {
    if (call.state[k] != CORKIT_INPAINT_MISSING) continue;
    BOOST_TEST_REQUIRE(std::abs(call.out[k] / truth[k] - 1) < 4e-3F);
    BOOST_TEST_REQUIRE((call.sigma[k] > 0 && call.sigma[k] < 0.02F * truth[k]));
  }
}

BOOST_AUTO_TEST_CASE(large_holes_and_holes_without_a_guess) {
  Call call;
  call.weights = weights_file("c2.safetensors", weights());
  call.lose(260, 20, 240, 200);
  for (int x = 260; x < 280; ++x) call.guess[Call::at(x, 20)] = NAN;
  BOOST_TEST_REQUIRE(call.run() == CORKIT_OK, call.result.error);
  BOOST_TEST(call.filled[Call::at(270, 20)] == 0);
  BOOST_TEST(call.filled[Call::at(300, 100)] == 1);
}

BOOST_AUTO_TEST_CASE(images_without_data) {
  Call all, none;
  all.weights = none.weights = weights_file("c2.safetensors", weights());
  all.lose(0, 0, 512, 512);
  BOOST_TEST(all.run() == CORKIT_ERROR_ZERO_IMAGE);
  none.lose(352, 288, 32, 32);
  for (std::size_t k = 0; k < none.image.size(); ++k) none.image[k] = NAN;
  BOOST_TEST(none.run() == CORKIT_ERROR_ZERO_IMAGE);
  BOOST_TEST(std::string(none.result.error).find("no pixel") != std::string::npos);
  Call nothing_missing;
  nothing_missing.weights = all.weights;
  BOOST_TEST(nothing_missing.run() == CORKIT_OK);
}

BOOST_AUTO_TEST_CASE(bad_weights_are_told_apart) {
  const auto *plugin = corkit_inpaint_plugin();
  BOOST_TEST(plugin->abi_version == CORKIT_INPAINT_ABI_VERSION);
  char sha[65], error[CORKIT_INPAINT_ERROR_BYTES];
  const auto refuse = [&](const std::string &path, const char *detector, int status, const char *says) {
    BOOST_TEST(plugin->check(path.c_str(), detector, sha, error) == status, error);
    BOOST_TEST(std::string(error).find(says) != std::string::npos, error);
    BOOST_TEST(std::string(error).find(path) == 0U, error);
  };
  const std::string good = weights_file("good.safetensors", weights());
  BOOST_TEST(plugin->check(good.c_str(), "C2", sha, error) == CORKIT_OK);
  refuse(folder() + "absent.safetensors", "C2", CORKIT_ERROR_CALIBRATION_MISSING, "no such file");
  refuse(good, "C3", CORKIT_ERROR_CALIBRATION_DAMAGED, "weights for C2");
  const auto changed = [&](const std::string &name, const auto &change) {
    SafeTensors content = weights();
    change(content);
    return weights_file(name, content);
  };
  refuse(changed("foreign.safetensors", [](SafeTensors &c) { c.metadata.clear(); }), "C2", CORKIT_ERROR_CALIBRATION_DAMAGED,
         "no weights of corkit");
  refuse(changed("lacks.safetensors", [](SafeTensors &c) { c.tensors.erase(c.tensors.begin()); }), "C2", CORKIT_ERROR_CALIBRATION_DAMAGED,
         "lacks the array");
  refuse(changed("more.safetensors",
                 [](SafeTensors &c) {
                   c.tensors["extra"] = {"F32", {1}, std::vector<std::byte>(4)};
                 }),
         "C2", CORKIT_ERROR_CALIBRATION_DAMAGED, "does not have");
  refuse(changed("nan.safetensors",
                 [](SafeTensors &c) {
                   std::fill(c.tensors.begin()->second.bytes.begin(), c.tensors.begin()->second.bytes.end(), std::byte{0xff});
                 }),
         "C2", CORKIT_ERROR_CALIBRATION_DAMAGED, "not finite");
  refuse(changed("absurd.safetensors",
                 [](SafeTensors &c) {
                   auto json = nlohmann::json::parse(c.metadata["architecture"]);
                   json["channels"] = {100000};
                   c.metadata["architecture"] = json.dump();
                 }),
         "C2", CORKIT_ERROR_CALIBRATION_DAMAGED, "absurd");
  refuse(changed("sigma.safetensors", [](SafeTensors &c) { c.metadata["sigma_factor"] = "-1"; }), "C2", CORKIT_ERROR_CALIBRATION_DAMAGED,
         "sigma_factor");
  // A flat field of another size, of another type, in absurd steps, without them.
  const auto with_flat = [](std::int64_t side, const char *type, const char *step) {
    return [=](SafeTensors &c) {
      c.tensors["flat"] = {type, {side, side}, std::vector<std::byte>(static_cast<std::size_t>(side * side))};
      if (step != nullptr) c.metadata["flat_step"] = step;
    };
  };
  const std::string whole = changed("flat.safetensors", with_flat(1024, "I8", "0.001"));
  BOOST_TEST(plugin->check(whole.c_str(), "C2", sha, error) == CORKIT_OK, error);
  refuse(changed("small.safetensors", with_flat(512, "I8", "0.001")), "C2", CORKIT_ERROR_CALIBRATION_DAMAGED, "flat field");
  refuse(changed("unsigned.safetensors", with_flat(1024, "U8", "0.001")), "C2", CORKIT_ERROR_CALIBRATION_DAMAGED, "flat field");
  refuse(changed("steep.safetensors", with_flat(1024, "I8", "0.1")), "C2", CORKIT_ERROR_CALIBRATION_DAMAGED, "flat field");
  refuse(changed("stepless.safetensors", with_flat(1024, "I8", nullptr)), "C2", CORKIT_ERROR_CALIBRATION_DAMAGED, "flat_step");
  std::filesystem::resize_file(good, std::filesystem::file_size(good) - 1);
  refuse(good, "C2", CORKIT_ERROR_CALIBRATION_DAMAGED, "truncated");
}

BOOST_AUTO_TEST_CASE(the_flat_field_of_the_weights_is_told) {
  SafeTensors content = weights();
  LearnedFlat flat{corkit::Image<std::int8_t>(1024, 1024), 0.001, {}};
  flat.deviation(3, 5) = 50;
  store_flat(flat, content);
  const std::string with = weights_file("with_flat.safetensors", content), without = weights_file("without_flat.safetensors", weights());
  std::vector<float> response(CORKIT_INPAINT_FLAT_SIDE * CORKIT_INPAINT_FLAT_SIDE, -1);
  const auto *plugin = corkit_inpaint_plugin();
  char error[CORKIT_INPAINT_ERROR_BYTES];
  int known = -1;
  BOOST_TEST(plugin->flat(without.c_str(), "C2", response.data(), &known, error) == CORKIT_OK);
  BOOST_TEST((known == 0 && response[0] == -1));
  BOOST_TEST(plugin->flat(with.c_str(), "C2", response.data(), &known, error) == CORKIT_OK);
  BOOST_TEST((known == 1 && response[0] == 1 && response[5 * 1024 + 3] == 1.05F));
  BOOST_TEST(plugin->flat(with.c_str(), "C3", response.data(), &known, error) == CORKIT_ERROR_CALIBRATION_DAMAGED);
  BOOST_TEST(plugin->flat(with.c_str(), "C2", nullptr, &known, error) == CORKIT_ERROR_ARGUMENT);
}

BOOST_AUTO_TEST_CASE(calls_of_another_version_are_refused) {
  Call call;
  call.weights = weights_file("c2.safetensors", weights());
  call.lose(352, 288, 32, 32);
  BOOST_TEST_REQUIRE(call.run() == CORKIT_OK);
  call.request.size = 8;
  BOOST_TEST(corkit_inpaint_plugin()->run(&call.request, &call.result) == CORKIT_ERROR_ARGUMENT);
  call.request.size = sizeof(call.request);
  call.request.sun_x = NAN;
  BOOST_TEST(corkit_inpaint_plugin()->run(&call.request, &call.result) == CORKIT_ERROR_KEYWORD_VALUE);
}

BOOST_AUTO_TEST_SUITE_END()
