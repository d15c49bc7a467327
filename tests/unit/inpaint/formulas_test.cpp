// Every formula of the networks and the losses against fixtures/make_formulas.py.
#include <boost/test/unit_test.hpp>

#include "core/error.hpp"
#include "correction_net.hpp"
#include "fixture.hpp"
#include "losses.hpp"
#include "network_input.hpp"
#include "optimiser.hpp"
#include "partial_conv.hpp"
#include "product_loss.hpp"
#include "stages.hpp"
#include "vgg.hpp"

using namespace corkit::inpaint;

BOOST_AUTO_TEST_SUITE(formulas_of_the_networks)

BOOST_AUTO_TEST_CASE(partial_convolution_with_stride) {
  const Masked out = partial_conv({{expected("pconv.x1"), expected("pconv.m1")}}, expected("pconv.w1"), expected("pconv.b1"), 2, 1);
  BOOST_TEST(difference(out.values, expected("pconv.y1")) < kFloat);
  BOOST_TEST(at::equal(out.mask, expected("pconv.n1")));
}

BOOST_AUTO_TEST_CASE(partial_convolution_of_groups_with_a_mask_each) {
  const Masked out = partial_conv({{expected("pconv.x1"), expected("pconv.m1")}, {expected("pconv.x2"), expected("pconv.m2")}},
                                  expected("pconv.w2"), expected("pconv.b2"), 1, 1);
  BOOST_TEST(difference(out.values, expected("pconv.y2")) < kFloat);
  BOOST_TEST(at::equal(out.mask, expected("pconv.n2")));
}

BOOST_AUTO_TEST_CASE(nothing_known_gives_nothing) {
  const Masked out = partial_conv({{at::ones({1, 1, 5, 5}), at::zeros({1, 1, 5, 5})}}, at::ones({2, 1, 3, 3}), at::ones({2}), 1, 1);
  BOOST_TEST(out.values.abs().max().item<double>() == 0);
  BOOST_TEST(out.mask.sum().item<double>() == 0);
}

BOOST_AUTO_TEST_CASE(missing_values_have_no_influence) {
  const at::Tensor x = expected("pconv.x1"), m = expected("pconv.m1");
  const Masked a = partial_conv({{x, m}}, expected("pconv.w1"), expected("pconv.b1"), 1, 1);
  const Masked b = partial_conv({{x + 1000 * (1 - m), m}}, expected("pconv.w1"), expected("pconv.b1"), 1, 1);
  BOOST_TEST(at::equal(a.values, b.values));
}

BOOST_AUTO_TEST_CASE(chain_of_stages_learning_and_filling) {
  Random random(1);
  StageChain chain({2, 2, 2}, random);
  chain.parameters().load(formulas(), "fixture", "chain.");
  const auto outputs = chain.learn(expected("stages.truth"), expected("stages.mask"));
  BOOST_TEST_REQUIRE(outputs.size() == 2U);
  BOOST_TEST(difference(outputs[0].image, expected("stages.o1")) < kFloat);
  BOOST_TEST(at::equal(outputs[0].mask_after, expected("stages.k1")));
  BOOST_TEST(at::equal(outputs[1].mask_before, expected("stages.k1")));
  BOOST_TEST(difference(outputs[1].image, expected("stages.o2")) < kFloat);
  BOOST_TEST(at::equal(outputs[1].mask_after, expected("stages.k2")));
  const at::Tensor mask = expected("stages.mask");
  const Masked filled = chain.fill({expected("stages.truth") * mask, mask});
  BOOST_TEST(difference(filled.values, expected("stages.filled")) < kFloat);
  BOOST_TEST(at::equal(filled.values * mask, expected("stages.truth") * mask));
}

BOOST_AUTO_TEST_CASE(pixel_perceptual_and_style_loss) {
  const at::Tensor v1 = expected("loss.v1"), v2 = expected("loss.v2");
  const Features psi = [&](const at::Tensor &x) {
    const at::Tensor a = at::relu(at::conv2d(x, v1, {}, 1, 1));
    return std::vector<at::Tensor>{a, at::relu(at::conv2d(a, v2, {}, 1, 1))};
  };
  const std::vector<StageOutput> stages{{expected("loss.i1"), expected("loss.m0"), expected("loss.m1")},
                                        {expected("loss.i2"), expected("loss.m1"), expected("loss.m2")}};
  const auto compare = [&](const LossWeights &weights, const std::string &name) {
    const LossTerms terms = stage_losses(stages, expected("loss.truth"), weights, psi);
    BOOST_TEST(difference(at::stack({terms.pixel, terms.perceptual, terms.style}), expected(name)) < kFloat);
    const LossTerms bare = stage_losses(stages, expected("loss.truth"), weights, {});
    BOOST_TEST(difference(bare.total(), expected(name)[0]) < kFloat);
  };
  compare({6, 6, 0.05, 120, 120, 0, 0}, "loss.pretraining");
  compare({0.2, 0.8, 0.2, 1.2, 1.8, 0, 0}, "loss.fine_tuning");
}

BOOST_AUTO_TEST_CASE(physics_terms_count_with_their_weights) {
  const std::vector<StageOutput> stages{{expected("loss.i1"), expected("loss.m0"), expected("loss.m1")},
                                        {expected("loss.i2"), expected("loss.m1"), expected("loss.m2")}};
  const PhysicsTerm two = [](const StageOutput &, const at::Tensor &) { return at::full({}, 2.0); };
  const PhysicsTerm five = [](const StageOutput &, const at::Tensor &) { return at::full({}, 5.0); };
  BOOST_TEST(stage_losses(stages, expected("loss.truth"), {0, 0, 0, 0, 0, 3, 0.5}, {}, {two, five}).total().item<double>() == 17);
  BOOST_TEST(stage_losses(stages, expected("loss.truth"), {0, 0, 0, 0, 0, 0, 0}, {}, {two, five}).total().item<double>() == 0);
}

BOOST_AUTO_TEST_CASE(gram_matrix_by_hand) {
  const at::Tensor f = at::arange(8, at::kFloat).view({1, 2, 2, 2});
  const at::Tensor g = gram(f);
  BOOST_TEST(g[0][0][0].item<double>() == 14);
  BOOST_TEST(g[0][0][1].item<double>() == 38);
  BOOST_TEST(g[0][1][1].item<double>() == 126);
}

namespace {

SafeTensors vgg_weights() {
  SafeTensors content;
  const std::vector<std::vector<int>> layers{{0, 3, 64},     {2, 64, 64},    {5, 64, 128},   {7, 128, 128},
                                             {10, 128, 256}, {12, 256, 256}, {14, 256, 256}, {16, 256, 256}};
  for (std::size_t c = 0; c < layers.size(); ++c) {
    const std::string name = "features." + std::to_string(layers[c][0]);
    const std::int64_t in = layers[c][1], out = layers[c][2];
    const at::Tensor w = 0.1 * at::sin(0.37 * at::arange(out * in * 9, at::kDouble) + static_cast<double>(c));
    content.tensors[name + ".weight"] = stored(w.view({out, in, 3, 3}).to(at::kFloat));
    content.tensors[name + ".bias"] = stored((0.05 * at::cos(at::arange(out, at::kDouble))).to(at::kFloat));
  }
  return content;
}

}  // namespace

BOOST_AUTO_TEST_CASE(vgg_layers_4_9_18) {
  const Vgg19 vgg(vgg_weights(), "vgg");
  const auto features = vgg.features(expected("vgg.image"));
  BOOST_TEST_REQUIRE(features.size() == 3U);
  BOOST_TEST(features[0].sizes().vec() == (std::vector<std::int64_t>{1, 64, 8, 8}), boost::test_tools::per_element());
  BOOST_TEST(features[1].sizes().vec() == (std::vector<std::int64_t>{1, 128, 4, 4}), boost::test_tools::per_element());
  BOOST_TEST(features[2].sizes().vec() == (std::vector<std::int64_t>{1, 256, 2, 2}), boost::test_tools::per_element());
  // Eight layers of up to 2304 float32 products each.
  constexpr double deep = 2e-4;
  BOOST_TEST(difference(features[0].slice(1, 0, 64, 16), expected("vgg.4")) < deep);
  BOOST_TEST(difference(features[1].slice(1, 0, 128, 16), expected("vgg.9")) < deep);
  BOOST_TEST(difference(features[2].slice(1, 0, 256, 16), expected("vgg.18")) < deep);
}

BOOST_AUTO_TEST_CASE(vgg_of_other_shape_is_refused) {
  SafeTensors content = vgg_weights();
  content.tensors.erase("features.7.bias");
  BOOST_CHECK_THROW(Vgg19(content, "vgg.safetensors"), corkit::Error);
}

BOOST_AUTO_TEST_CASE(correction_network) {
  Random random(1);
  NetworkShape shape;
  shape.guides = guide_names(false);
  shape.channels = {3, 4};
  CorrectionNet net(shape, random);
  const NetworkBatch batch{expected("net.data"), expected("net.mask"), expected("net.guides")};
  BOOST_TEST(net.forward(batch).value.abs().max().item<double>() == 0);  // untrained: the first guess stands
  net.parameters().load(formulas(), "fixture", "net.");
  const Correction out = net.forward(batch);
  BOOST_TEST(difference(out.value, expected("net.value")) < kFloat);
  BOOST_TEST(difference(out.log_sigma, expected("net.log_sigma")) < kFloat);
}

BOOST_AUTO_TEST_CASE(an_untrained_network_with_context_expects_what_its_guess_does_and_the_noise) {
  Random random(1);
  NetworkShape shape;
  shape.guides = guide_names(true);
  shape.channels = {3, 4};
  const CorrectionNet net(shape, random);
  const auto planes = static_cast<std::int64_t>(shape.guides.size());
  BOOST_TEST_REQUIRE(shape.guides[kExpectedPlane] == "expected");
  NetworkBatch batch{at::rand({1, 1, 8, 8}), at::ones({1, 1, 8, 8}), at::rand({1, planes, 8, 8})};
  const Correction out = net.forward(batch);
  const at::Tensor ratio = batch.guides.narrow(1, static_cast<std::int64_t>(kExpectedPlane), 1).exp();  // expected error over noise
  BOOST_TEST(out.value.abs().max().item<double>() == 0);
  BOOST_TEST(difference(out.log_sigma.exp(), (1 + ratio.square()).sqrt()) < kFloat);
}

BOOST_AUTO_TEST_CASE(the_loss_of_coverage_is_least_where_68_percent_lie_within) {
  const at::Tensor zero = at::zeros({1, 1, 1, 1000}), residual = at::arange(1, 1001, at::kFloat).view({1, 1, 1, 1000}) / 1000;
  const auto loss = [&](double sigma) {
    const Correction correction{zero, at::full_like(zero, std::log(sigma))};
    return coverage_loss(correction, residual, zero, at::ones_like(zero), at::ones({1, 1, 1, 1})).item<double>();
  };
  BOOST_TEST(loss(0.6827) < loss(0.65));
  BOOST_TEST(loss(0.6827) < loss(0.72));
}

BOOST_AUTO_TEST_CASE(loss_of_the_product) {
  const Correction correction{expected("product.value"), expected("product.log_sigma")};
  const ProductLoss loss = product_loss(correction, expected("product.guess"), expected("product.truth"), expected("product.hole"),
                                        expected("product.noise"), 3);
  BOOST_TEST(difference(at::stack({loss.fill, loss.sigma}), expected("product.loss")) < kFloat);
}

BOOST_AUTO_TEST_CASE(adam_with_clipped_gradient) {
  Parameters parameters;
  const at::Tensor x = parameters.zeros("x", {3});
  {
    const at::NoGradGuard no_gradients;
    x.copy_(expected("adam.x0"));
  }
  Optimiser optimiser(parameters, 0.1, 0.5);
  SafeTensors half;
  const auto loss = [&](const at::Tensor &at_x) { return (at::mv(expected("adam.a"), at_x) - expected("adam.y")).square().sum(); };
  for (int i = 0; i < 5; ++i) {
    if (i == 2) {
      optimiser.store(half);
      parameters.store(half);
    }
    optimiser.step(loss(x));
  }
  BOOST_TEST(difference(x, expected("adam.x5")) < kFloat);

  // The same end from the state stored half way.
  Parameters again;
  const at::Tensor y = again.zeros("x", {3});
  Optimiser resumed(again, 0.1, 0.5);
  again.load(half, "state");
  resumed.load(half, "state");
  for (int i = 2; i < 5; ++i) resumed.step(loss(y));
  BOOST_TEST(at::equal(x, y));
}

BOOST_AUTO_TEST_CASE(loss_that_is_no_number_changes_nothing) {
  Parameters parameters;
  const at::Tensor x = parameters.zeros("x", {2});
  Optimiser optimiser(parameters, 0.1, 1);
  const double norm = optimiser.step((x / at::zeros({2})).sum());
  BOOST_TEST(!std::isfinite(norm));
  BOOST_TEST(x.abs().sum().item<double>() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
